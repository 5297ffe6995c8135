"""Which mail an institution needs on a day: at most one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ovpsheets.intake.recognise.refusal import IDENTITY_UNKNOWN
from ovpsheets.results.report import Report
from ovpsheets.results.report.open_items import asked_of, needs_the_form
from ovpsheets.results.report.sent_register import ANSWER, was_answered
from ovpsheets.rules.items import TodoItem
from ovpsheets.tables import records
from ovpsheets.words import Used

REMIND_BEFORE: Final = timedelta(days=3)
"""So long before the deadline an invitation becomes a reminder."""

WITH_FORM: Final = ("invitation", "reminder", "answer", "overdue")
"""Mails with which the form goes, once more."""

NOT_TO_ONESELF: Final = ("acknowledgement", "comments")
"""Mails that the coordinator's own institution is not sent: there it owes nothing."""


@dataclass(frozen=True, slots=True)
class AsideFile:
    """A file of an institution that was not taken in, for nobody can tell whose form it is.

    ``name``: as ``returns`` has it; ``day``: when it came, None where that is not known;
    ``reason``: a key of ``intake.refused``.
    """

    name: str
    day: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """An institution that reports, and how it stands; ``received`` is None where nothing came.

    ``forms``: the commitments for which it has a form, "" for all of them.
    ``wrote``: when it last wrote, where it did so without a form that can be used.
    ``has_written``: whether it did so at all, also where the day is not known;
    ``was_answered``: whether it was answered since. ``aside``: what of it was set aside for its
    identity or quarter. ``is_coordinator``: whether it is the one that sends the mails.
    """

    institution: str
    forms: tuple[str, ...]
    received: date | None
    on_time: bool | None
    asked: tuple[TodoItem, ...]
    wrote: date | None = None
    has_written: bool = False
    was_answered: bool = False
    aside: tuple[AsideFile, ...] = ()
    is_coordinator: bool = False

    @property
    def has_form(self) -> bool:
        """Whether it was issued a form."""
        return bool(self.forms)

    def fits(self, kind: str) -> bool:
        """Tell whether a mail of that kind makes sense at all."""
        if kind == "invitation":
            return self.has_form and self.received is None
        if kind in ("reminder", "overdue"):
            return self.received is None
        if kind == ANSWER:
            return self.received is None and self.has_written
        if kind == "acknowledgement":
            return self.received is not None
        if kind == "correction":
            return self.received is not None and bool(self.asked)
        return True


def addressees(report: Report, with_form: Mapping[str, Iterable[str]]) -> tuple[Addressee, ...]:
    """Return the institutions that are expected to report, in plan order.

    *with_form*: institution → the commitments of the forms that it was issued, "" for all.
    """
    asked, aside = asked_of(report), _aside(report)
    return tuple(
        Addressee(
            row["institution"],
            tuple(with_form.get(row["institution"], ())),
            row["received"] if row["returned"] else None,
            row["on_time"],
            asked.get(row["institution"], ()),
            row["wrote"],
            bool(row["wrote"] or row["wrote_undated"]),
            was_answered(report.mails, row["institution"], row["wrote"]),
            tuple(aside.get(row["institution"], ())),
            row["institution"] == report.plan.coordinator,
        )
        for row in records(report.tables.institutions)
        if row["expected"]
    )


def _aside(report: Report) -> Mapping[str, list[AsideFile]]:
    """Return institution → its files that were set aside for their identity or quarter."""
    found: dict[str, list[AsideFile]] = {}
    for item in report.returned_files.settled:
        own = item.returned
        whose = own.institution or own.mailed_by
        if whose and item.used is Used.SET_ASIDE and item.reason in IDENTITY_UNKNOWN:
            day = own.received if own.is_dated and not own.is_stamped else None
            found.setdefault(whose, []).append(AsideFile(own.name, day, item.reason))
    return found


def due_kinds(
    report: Report, everyone: tuple[Addressee, ...], only: str = ""
) -> Iterator[tuple[Addressee, str]]:
    """Yield who needs a mail, and which; with *only*, everyone whom that kind fits."""
    for item in everyone:
        kind = only or _kind(report, item)
        is_to_oneself = not only and item.is_coordinator and kind in NOT_TO_ONESELF
        if item.fits(kind) and not is_to_oneself:
            yield item, kind


def _kind(report: Report, item: Addressee) -> str:
    """Return which mail is due; the draft is none of them, for ``review`` sends it, numbered."""
    if item.received is None:
        if item.has_written and not item.was_answered:
            return ANSWER
        submit_by = report.dates.submit_by
        if report.as_of > submit_by:
            return "overdue"
        return "reminder" if report.as_of >= submit_by - REMIND_BEFORE else "invitation"
    return "correction" if needs_the_form(item.asked) else "acknowledgement"
