"""Which mail an institution needs on a day: at most one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from ovpsheets.results.report import Report
from ovpsheets.results.report.open_items import asked_of, needs_the_form
from ovpsheets.rules.items import TodoItem
from ovpsheets.tables import records

REMIND_BEFORE: Final = timedelta(days=3)
"""So long before the deadline an invitation becomes a reminder."""

COMMENT_BEFORE: Final = timedelta(days=2)
"""So long before publication members see the draft, even where something is still open."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """An institution that reports, and how it stands; ``received`` is None where nothing came.

    ``wrote``: when it last wrote, where it did so without a form that can be used.
    ``has_written``: whether it did so at all, also where the day is not known.
    """

    institution: str
    has_form: bool
    received: date | None
    on_time: bool | None
    asked: tuple[TodoItem, ...]
    wrote: date | None = None
    has_written: bool = False

    def fits(self, kind: str) -> bool:
        """Tell whether a mail of that kind makes sense at all."""
        if kind == "invitation":
            return self.has_form and self.received is None
        if kind in ("reminder", "overdue"):
            return self.received is None
        if kind == "acknowledgement":
            return self.received is not None
        if kind == "correction":
            return self.received is not None and bool(self.asked)
        return True


def addressees(report: Report, with_form: frozenset[str]) -> tuple[Addressee, ...]:
    """Return the institutions that are expected to report, in plan order."""
    asked = asked_of(report)
    return tuple(
        Addressee(
            row["institution"],
            row["institution"] in with_form,
            row["received"] if row["returned"] else None,
            row["on_time"],
            asked.get(row["institution"], ()),
            row["wrote"],
            bool(row["wrote"] or row["wrote_undated"]),
        )
        for row in records(report.tables.institutions)
        if row["expected"]
    )


def due_kinds(
    report: Report, everyone: tuple[Addressee, ...], only: str = ""
) -> Iterator[tuple[Addressee, str]]:
    """Yield who needs a mail, and which; with *only*, everyone whom that kind fits."""
    is_draft_ripe = _is_draft_ripe(report, everyone)
    for item in everyone:
        kind = only or _kind(report, item, is_draft_ripe=is_draft_ripe)
        if item.fits(kind):
            yield item, kind


def _kind(report: Report, item: Addressee, *, is_draft_ripe: bool) -> str:
    if item.received is None:
        submit_by = report.dates.submit_by
        if report.as_of > submit_by:
            return "overdue"
        return "reminder" if report.as_of >= submit_by - REMIND_BEFORE else "invitation"
    if needs_the_form(item.asked):
        return "correction"
    return "comments" if is_draft_ripe else "acknowledgement"


def _is_draft_ripe(report: Report, everyone: tuple[Addressee, ...]) -> bool:
    """Whether members should see the draft: all is in, or publication is near."""
    if report.as_of >= report.dates.publish_by - COMMENT_BEFORE:
        return True
    return bool(everyone) and all(item.received and not _urgent(item) for item in everyone)


def _urgent(item: Addressee) -> bool:
    return any(_severity(asked.first) == "urgent" for asked in item.asked)


def _severity(finding: Mapping[str, Any]) -> str:
    return str(finding["severity"])
