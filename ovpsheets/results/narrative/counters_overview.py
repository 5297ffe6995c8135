"""The portal's counters, and the milestones by the institution that holds them."""

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from ovpsheets.results.narrative.summary_model import Counter, Overview, Segment, StatusRow
from ovpsheets.results.report import PORTAL_ORDER, Counters, Report
from ovpsheets.results.report.counters import statuses_shown
from ovpsheets.texts import Texts
from ovpsheets.words import Role, Status

TOTAL: Final = "total"


def overview(report: Report, commitment: str | None, texts: Texts) -> Overview:
    """Return the counters and status rows of one commitment, or of the whole plan."""
    counters = report.counters(commitment)
    return Overview(
        counters=(
            _total(counters, texts),
            *(_counter(counters, status, texts) for status in PORTAL_ORDER),
        ),
        no_report=_counter(counters, Status.NO_REPORT, texts),
        no_report_note=texts("summary.counter.no_report_note"),
        not_due=_counter(counters, Status.NOT_DUE, texts) if counters.not_due else None,
        statuses={
            status.value: texts(f"words.status.{status.value}")
            for status in statuses_shown(counters)
        },
        rows=tuple(_rows(report, counters, commitment, texts)),
        by_commitment=() if commitment else tuple(_by_commitment(report, counters, texts)),
    )


def _total(counters: Counters, texts: Texts) -> Counter:
    value = texts.number(counters.total)
    return Counter(TOTAL, texts("summary.counter.total"), value, 100.0, value)


def _counter(counters: Counters, status: Status, texts: Texts) -> Counter:
    count = counters.of(status)
    figures = {"x": texts.number(count), "n": texts.number(counters.total)}
    return Counter(
        key=status.value,
        label=texts(f"summary.counter.{status.value}"),
        value=texts("summary.counter.of", **figures),
        share=round(100 * count / counters.total, 2) if counters.total else 0.0,
        said=texts("summary.counter.said", **figures),
    )


def _rows(
    report: Report, counters: Counters, commitment: str | None, texts: Texts
) -> Iterator[StatusRow]:
    """Yield the total, then the holders: who left most without an answer first, then plan order."""
    shown = statuses_shown(counters)
    every = {status.value: counters.of(status) for status in shown}
    yield _row(TOTAL, texts("summary.label.total"), every, counters.total, texts)
    tallies: dict[str, Tally[str]] = defaultdict(Tally)
    within: dict[str, set[str]] = defaultdict(set)
    for row in report.rows("activities", commitment):
        if row["role"] == Role.HOLDER.value:
            tallies[row["institution"]][row["status"]] += 1
            within[row["institution"]].add(row["commitment"])
    several = commitment is None and len(report.plan.commitments) > 1
    codes = [one.code for one in report.plan.commitments] if several else []
    longest = max((tally.total() for tally in tallies.values()), default=0)
    # Each by its code: to go through all institutions for every commitment takes too long.
    order = report.once("order of institutions", lambda: _order(report))
    codes_held = sorted(tallies.keys() & order, key=order.__getitem__)
    holders = [report.plan.institution(code) for code in codes_held]
    for holder in sorted(holders, key=lambda one: -tallies[one.code][Status.NO_REPORT.value]):
        counts = {status.value: tallies[holder.code][status.value] for status in shown}
        held = within[holder.code]
        yield replace(
            _row(holder.code, holder.label(texts.language), counts, longest, texts),
            commitments=tuple(code for code in codes if code in held),
        )


def _order(report: Report) -> Mapping[str, int]:
    return {own.code: place for place, own in enumerate(report.plan.institutions)}


def _by_commitment(report: Report, whole: Counters, texts: Texts) -> Iterator[StatusRow]:
    """Yield a row for each commitment, in plan order, where there are several."""
    own = {one.code: report.counters(one.code) for one in report.plan.commitments}
    longest = max((counters.total for counters in own.values()), default=0)
    for code, counters in own.items() if len(own) > 1 else ():
        counts = {status.value: counters.of(status) for status in statuses_shown(whole)}
        name = texts("summary.heading.commitment", code=code)
        yield _row(code, name, counts, longest, texts)


def _row(key: str, name: str, counts: Mapping[str, int], longest: int, texts: Texts) -> StatusRow:
    written = {status: texts.number(count) for status, count in counts.items()}
    written[TOTAL] = texts.number(sum(counts.values()))
    return StatusRow(key, name, counts, tuple(_segments(counts, longest, written)), written)


def _segments(
    counts: Mapping[str, int], longest: int, written: Mapping[str, str]
) -> Iterator[Segment]:
    """Yield the bar's parts in per cent of *longest*; a row of so many fills its place."""
    before = 0
    for status, count in counts.items():
        if count:
            start, end = (round(100 * n / longest, 2) for n in (before, before + count))
            yield Segment(status, count, start, round(end - start, 2), written[status])
        before += count
