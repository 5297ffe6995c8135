"""What changed since the last quarter, and what was revised since it was closed or published."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from ovpsheets.columns.model import Column
from ovpsheets.results.narrative.summary_model import Measure
from ovpsheets.results.report import Report
from ovpsheets.results.report.activity_answers import Row
from ovpsheets.results.report.milestones import WITHHELD
from ovpsheets.texts import Texts
from ovpsheets.words import Role, Status, Timeliness

REVISED: Final = "[r]"

_EACH_ALONE: Final = 12
"""More changes of a kind are told together: with a line for each, 400 activities take pages."""

_NAMED: Final = 8
"""Codes that a sentence names of more than it can: they are found in the table below."""

_IN_WORDS: Final = {"status": "words.status", "flag": "words.flag", "reason": "words.reason"}


def changes(
    report: Report, commitment: str, measures: tuple[Measure, ...], texts: Texts
) -> tuple[str, ...]:
    """Return a line for each milestone whose status changed, whose deadline passed in the
    quarter, and for each indicator whose value moved; none in a first quarter.

    Of many, a line says which statuses changed alike, and one how many values moved: the value
    of the quarter before stands beside each. Silence is no change: where nothing was reported,
    nothing is said here.
    """
    rows = report.rows("activities", commitment)
    held = [row for row in rows if row["role"] == Role.HOLDER.value]
    return (
        *_statuses(held, texts),
        *_passed(held, texts),
        *_values(measures, texts),
    )


def corrections(report: Report, commitment: str, texts: Texts) -> tuple[str, ...]:
    """Return a line for each revised value: where, what, from what to what."""
    rows = report.rows("revisions", commitment)
    # A cell that was taken back may have several rows, of which none says more than another.
    return tuple(dict.fromkeys(_correction(report, row, texts) for row in rows))


def _statuses(held: Sequence[Row], texts: Texts) -> Iterator[str]:
    changed = [(row["activity"], row["previous_status"], row["status"]) for row in held]
    changed = [one for one in changed if _is_change(*one[1:])]
    if len(changed) <= _EACH_ALONE:
        for code, *both in changed:
            before, now = (texts(f"words.status.{status}") for status in both)
            yield texts("summary.change.status", code=code, before=before, now=now)
        return
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code, was, new in changed:
        alike[was, new].append(code)
    for pair, codes in sorted(alike.items(), key=lambda one: -len(one[1])):
        before, now = (texts(f"words.status.{status}") for status in pair)
        yield texts(
            "summary.change.statuses", n=len(codes), before=before, now=now,
            codes=_first(codes, texts),
        )  # fmt: skip


def _first(codes: Sequence[str], texts: Texts) -> str:
    """Return the codes; of many the first, and how many more there are: each has its row."""
    if len(codes) <= _EACH_ALONE:
        return texts.listing(codes)
    more = texts("summary.change.more", n=len(codes) - _NAMED)
    return texts.listing([*codes[:_NAMED], more])


def _is_change(before: str | None, now: str) -> bool:
    known = {before, now}.isdisjoint((Status.NO_REPORT.value, Status.NOT_DUE.value))
    return bool(before) and known and before != now


def _passed(held: Sequence[Row], texts: Texts) -> Iterator[str]:
    codes = [row["activity"] for row in held if row["timeliness"] == Timeliness.DUE.value]
    if codes:
        yield texts("summary.change.passed", codes=_first(codes, texts), n=len(codes))


def _values(measures: tuple[Measure, ...], texts: Texts) -> Iterator[str]:
    moved = [measure for measure in measures if measure.has_moved]
    if len(moved) > _EACH_ALONE:
        yield texts("summary.change.values", n=len(moved))
        return
    for measure in moved:
        yield texts(
            "summary.change.value",
            code=measure.code,
            institution=measure.institution,
            before=measure.previous,
            now=measure.value.text,
        )


def _correction(report: Report, row: Row, texts: Texts) -> str:
    table = "indicators" if row["indicator"] else "activities"
    own = report.plan.columns.find(table, row["column"])
    where = {
        "mark": REVISED,
        "code": row["indicator"] or row["activity"],
        "institution": report.institution_label(row["institution"], texts.language),
        "what": own.heading(table, texts) if own else texts(f"form.{table}.{row['column']}"),
    }
    if row.get("withdrawn"):
        return texts("summary.change.withdrawn", **where)
    was, now = (_said(row, side, texts, own) for side in ("was", "now"))
    return texts("summary.change.revised", **where, was=was, now=now)


def _said(row: Row, column: str, texts: Texts, own: Column | None) -> str:
    """Return what stood in a cell; a long text is told by its first words."""
    said = row[column]
    if said is None and column in (row.get("withheld") or "").split():
        return texts(WITHHELD)
    if said is None:
        return texts("summary.answer.none")
    if own is not None and own.content == "choice":
        return own.word(said, texts)
    key = f"{_IN_WORDS.get(row['column'], '')}.{said}"
    if texts.has(key):
        return texts(key)
    flat = " ".join(str(said).split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rstrip()} …"


_LONGEST: Final = 80


def revised_codes(report: Report) -> frozenset[tuple[str, str]]:
    """Return the indicators whose value was revised: code and institution's code."""
    return frozenset(
        (row["indicator"], row["institution"])
        for row in report.rows("revisions")
        if row["indicator"] and row["column"] in ("value", "text", "flag")
    )
