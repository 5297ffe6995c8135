"""A plan beside an earlier one, as a coordinator reads it: what differs, and what was amended."""

from collections.abc import Iterable
from datetime import date

from ovpsheets.cli import show
from ovpsheets.cli.text_table import harmless
from ovpsheets.plan.amendment_rows import TABLES
from ovpsheets.plan.choice_lists import word
from ovpsheets.plan.differences import ADDED, REMOVED, PlanDifference, seem_renumbered
from ovpsheets.plan.in_force import is_slip
from ovpsheets.plan.model import Amendment
from ovpsheets.plan.put import as_text
from ovpsheets.plan.sheets import SHEETS, column_words
from ovpsheets.texts import Texts
from ovpsheets.workspace.issued_plan import PlanChanges


def tell_changes(changes: PlanChanges, texts: Texts) -> None:
    """Say what the plan says otherwise than that of the last forms, if anything."""
    if changes.since is None or not changes.differences:
        return
    n, quarter = len(changes.differences), texts.quarter_object(changes.since)
    show.heading(texts("cli.plan.differs", n=n, quarter=quarter))
    show.facts([(_place(own, texts), _said(own, texts)) for own in changes.differences], indent=2)
    for before, now in seem_renumbered(changes.differences):
        show.line(texts("cli.plan.renumbered", before=before, now=now), indent=2)
    show.line()


def change_values(changes: PlanChanges) -> list[dict[str, str]]:
    """Return the differences for other programs."""
    return [
        {"table": own.table, "code": own.code, "column": own.column, "before": own.before,
         "after": own.after}
        for own in changes.differences
    ]  # fmt: skip


def tell_amendments(amendments: Iterable[Amendment], texts: Texts) -> None:
    """List what was decided to be otherwise, with what held before."""
    found = list(amendments)
    if not found:
        return
    show.line()
    show.heading(texts("cli.plan.amended", n=len(found)))
    slipped: dict[str, int] = {}
    lines = []
    for own in found:
        if is_slip(own):
            slipped[own.of] = slipped.get(own.of, 0) + 1
        lines.append((_amended(own, texts), _amendment(own, slipped.get(own.of, 0), texts)))
    show.facts(lines, indent=2)


def _amended(own: Amendment, texts: Texts) -> str:
    return f"{own.of} · {word('amended', own.what, texts.language)}"


def _amendment(own: Amendment, times: int, texts: Texts) -> str:
    said = texts(
        "cli.plan.amendment", before=_shown(own, own.before, texts) or "–",
        after=_shown(own, own.value, texts), start=texts.short_date(own.from_),
    )  # fmt: skip
    again = texts("cli.plan.slipped", n=times) if is_slip(own) and times > 1 else ""
    return harmless(" · ".join(filter(None, (said, again, own.decision))))


def _shown(own: Amendment, value: date | float | str | None, texts: Texts) -> str:
    return as_text(SHEETS[TABLES[own.what]].column(own.what), value, texts.language)


def _place(own: PlanDifference, texts: Texts) -> str:
    sheet = texts(f"plan.{own.table}.name")
    return f"{sheet} {own.code}" if own.code else sheet


def _said(own: PlanDifference, texts: Texts) -> str:
    if own.column in (ADDED, REMOVED):
        return harmless(texts(f"cli.plan.{own.column}", text=own.before or own.after))
    heading = column_words(own.table, own.column, "heading", texts)
    before, after = own.before or "–", own.after or "–"
    return harmless(texts("cli.plan.otherwise", column=heading, before=before, after=after))
