"""What ``ovpsheets merge`` says: how each file ended, what changed, what is wrong."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ovpsheets.cli import show
from ovpsheets.cli.changes_view import change_values, tell_changes
from ovpsheets.cli.result_view import counters, endings, severities, severity_counts
from ovpsheets.cli.session import Session
from ovpsheets.cli.text_table import TextColumn, harmless
from ovpsheets.cli.unusable import unusable_values
from ovpsheets.intake.combine import changes
from ovpsheets.intake.recognise.refusal import refusal
from ovpsheets.intake.reconcile import Settled
from ovpsheets.journeys.merged import Merged
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import Used


def answer_facts(merged: Merged, texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield what a coordinator wants to know first: who answered, how much, what is wrong."""
    if merged.settled:
        yield texts("cli.files"), endings(merged.returned_files.counts(), texts)
        yield from (("", why) for why in _why_set_aside(merged, texts))
    returned, expected = merged.returned()
    yield texts("cli.returned"), texts("cli.of", n=returned, total=expected)
    if missing := merged.without_return():
        yield texts("cli.missing", n=len(missing)), texts.listing(merged.silent_labels(texts))
    yield texts("cli.milestones"), counters(merged.counters(), texts)
    for label, given, asked in (
        ("answered", "answered", "activities"),
        ("given", "given", "indicators"),
    ):
        done, total = (
            merged.tables.institutions[given].sum(),
            merged.tables.institutions[asked].sum(),
        )
        yield texts(f"cli.{label}"), texts("cli.of", n=int(done), total=int(total))
    yield (
        texts("cli.findings"),
        severities(severity_counts(merged.tables.findings), texts),
    )
    yield texts("cli.unplaced"), texts.number(len(merged.tables.unplaced))


def _why_set_aside(merged: Merged, texts: Texts) -> Iterator[str]:
    """Yield the reasons for which files were set aside, the most frequent first."""
    files = merged.returned_files.kinds()
    reasons = Counter(item.reason for item, kind in files if kind == Used.SET_ASIDE.value)
    for reason, count in reasons.most_common():
        yield f"{count} × {refusal(reason, texts)}"


def _changes(merged: Merged, texts: Texts) -> None:
    """Say what newer returns answer otherwise than those they took the place of."""
    for item in merged.settled:
        if item.reason == "superseded" and item.by:
            found = changes(item.returned, item.by)
            tell_changes(item.returned, item.by, found, merged.plan.columns, texts)


def _unused_decisions(merged: Merged, texts: Texts) -> None:
    """Say which decisions could not be applied, and why; none is passed over in silence."""
    for outcome in merged.decided:
        if outcome.is_unusable:
            why = texts(f"decisions.problem.{outcome.problem}")
            values = {
                "id": harmless(outcome.decision.id),
                "value": harmless(outcome.decision.value),
            }
            show.line(texts("cli.merge.decision", why=why, **values))


def tell(session: Session, merged: Merged) -> None:
    """Say on stdout what became of the quarter, and which files were written."""
    texts, written = session.texts, merged.written
    quarter, day = texts.quarter(merged.quarter), texts.long_date(merged.as_of)
    show.heading(texts("cli.merge.title", quarter=quarter, day=day))
    if merged.amended:
        show.line(texts("cli.plan_amended"))
    show.line()
    if merged.settled:
        _files(merged, texts)
    else:
        show.line(texts("cli.merge.no_files"))
        show.verbatim(session.workspace.folder(merged.quarter).returns)
    if merged.skipped:
        names = ", ".join(harmless(name) for name in merged.skipped)
        show.line(texts("cli.merge.skipped", files=names, n=len(merged.skipped)))
    _changes(merged, texts)
    _unused_decisions(merged, texts)
    show.line()
    show.facts(answer_facts(merged, texts))
    if asked := [own.said for own in merged.noticed if not own.is_answered]:
        show.line()
        show.line(texts("cli.merge.sums", n=len(asked), sums="; ".join(asked)))
    show.line()
    show.line(texts("cli.merge.written", n=len(written.files)))
    show.verbatim(written.folder)
    for product in written.unusable:
        show.line()
        values = {"name": product.name, "package": product.package or "–", "reason": product.reason}
        said = {key: harmless(value) for key, value in values.items()}
        show.line(texts("cli.merge.unusable_product", **said))
    if written.copies:
        show.line()
        show.line(texts("cli.merge.copies", n=len(written.copies)))
        for path in written.copies:
            show.verbatim(path)


def _files(merged: Merged, texts: Texts) -> None:
    columns = [
        TextColumn(texts("cli.column.institution")),
        TextColumn(texts("cli.column.file"), flexible=True),
        TextColumn(texts("cli.column.received"), align="right"),
        TextColumn(texts("cli.column.ending"), flexible=True),
    ]
    order = {item.code: number for number, item in enumerate(merged.plan.institutions)}
    ends = zip(merged.settled, records(merged.tables.returns), strict=True)
    # Stable: the files of one institution stay in the order in which they were found.
    ends_in_order = sorted(ends, key=lambda end: order.get(end[1]["institution"], len(order)))
    ended = merged.returned_files.ended_as()
    show.rows(
        columns, [_file(merged, *end, ended[end[0].returned.name], texts) for end in ends_in_order]
    )


def _file(
    merged: Merged, item: Settled, row: Mapping[str, Any], ended: str, texts: Texts
) -> tuple[str, ...]:
    returned, reason = item.returned, str(row["reason"])
    return (
        harmless(merged.institution_label(row["institution"] or "", texts.language)) or "–",
        harmless(returned.name),
        texts.short_date(returned.received),
        harmless(_ending(item, reason, ended, texts)),
    )


def _ending(item: Settled, reason: str, ended: str, texts: Texts) -> str:
    """Of what is no form, such as the text of a mail, nobody says that it was used."""
    is_form = ended == item.used.value
    word = texts(f"words.{'used' if is_form else 'ended_as'}.{ended}")
    if item.used is Used.USED and not item.returned.is_container:
        return word
    if item.reason == "superseded" and item.by:
        return f"{word}: {item.by.name}"
    return f"{word}: {reason}"


def as_values(merged: Merged) -> dict[str, object]:
    """Return the same for other programs."""
    returned, expected = merged.returned()
    counters = merged.counters()
    return {
        "quarter": str(merged.quarter),
        "as_of": merged.as_of,
        "expected": expected,
        "returned": returned,
        "missing": merged.without_return(),
        "used": merged.returned_files.counts(),
        "answers": {
            name: int(merged.tables.institutions[name].sum())
            for name in ("activities", "answered", "indicators", "given")
        },
        "changes": [
            values
            for item in merged.settled
            if item.reason == "superseded" and item.by
            for values in change_values(item.returned, item.by, changes(item.returned, item.by))
        ],
        "decisions": [
            {
                "id": item.decision.id,
                "value": item.decision.value,
                "before": item.before,
                "problem": item.problem,
            }
            for item in merged.decided
        ],
        "counters": {name: getattr(counters, name) for name in counters.__slots__},
        "findings": severity_counts(merged.tables.findings),
        "unplaced": len(merged.tables.unplaced),
        "sums": list(merged.sums),
        "files": records(merged.tables.returns),
        "skipped": list(merged.skipped),
        "unusable": unusable_values(merged.unusable),
        "results": [path.as_posix() for path in merged.written.files],
        "copies": [path.as_posix() for path in merged.written.copies],
        "unusable_products": [
            {"name": own.name, "package": own.package, "reason": own.reason}
            for own in merged.written.unusable
        ],
    }
