"""What a rule is, what it looks at, and what it says.

A rule is data (id, severity, where its words are) and one pure function over
the evidence. Its words — meaning, remedy, example, message, and the sentence
to send — are in the catalogue ``rules`` under its id.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from ovpsheets.decision import Outcome
from ovpsheets.intake.collected import Collected
from ovpsheets.intake.reading.cells import column_letters
from ovpsheets.intake.recognise.answers import Trouble
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import Settled
from ovpsheets.plan.due import Due
from ovpsheets.plan.model import Institution, Plan
from ovpsheets.quarter import Quarter
from ovpsheets.rules.past import Past
from ovpsheets.tables import Tables
from ovpsheets.words import Severity, Used

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; "" where it stands nowhere."""

    file: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One instance of a rule: only where and what; the words come from the catalogue.

    ``found`` quotes what stood there; ``part`` tells apart two findings of
    one rule about one subject; ``about`` names the activities and indicators
    ("" where it is the activity) that a finding about a whole institution
    concerns, () where it is all of them; ``values`` fill the rule's own sentences; so do
    ``keys`` of the catalogue, ``numbers`` and ``institutions``, each said as
    the reader's language does.
    """

    institution: str = ""
    activity: str = ""
    indicator: str = ""
    place: Place = Place()
    found: str = ""
    part: str = ""
    about: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    institutions: Mapping[str, Institution] = field(default_factory=dict)

    def saying(self, **keys: tuple[str, Mapping[str, str]]) -> "Found":
        """Return this with values that are keys of the catalogue, with their own values."""
        return replace(self, keys={**self.keys, **keys})

    def counting(self, **numbers: float) -> "Found":
        """Return this with numbers, which every language writes its own way."""
        return replace(self, numbers={**self.numbers, **numbers})

    def naming(self, **institutions: Institution) -> "Found":
        """Return this with other institutions, whose names differ by language."""
        return replace(self, institutions={**self.institutions, **institutions})


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that rules may look at. ``tables.findings`` is empty.

    ``past`` holds every earlier quarter;
    ``revisions``: institution and commitment → the newest revision issued;
    ``decided``: what became of the coordinator's decisions.
    """

    collected: Collected
    tables: Tables
    past: Past
    as_of: date
    revisions: Mapping[tuple[str, str], int]
    decided: tuple[Outcome, ...] = ()
    kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, name: str, make: Callable[["Evidence"], _T]) -> _T:
        """Return what *make* finds in this evidence, found once however many rules ask."""
        if name not in self.kept:
            self.kept[name] = make(self)
        found: _T = self.kept[name]
        return found

    @property
    def plan(self) -> Plan:
        """The action plan."""
        return self.collected.plan

    @property
    def quarter(self) -> Quarter:
        """The quarter that is judged."""
        return self.collected.quarter

    def used(self) -> Iterator[Return]:
        """Yield the forms whose answers count; parts are within the newest of their kind."""
        return (
            item.returned
            for item in self.collected.settled
            if item.used is Used.USED and item.by is None and not item.returned.is_container
        )

    def settled(self, *ends: Used) -> Iterator[Settled]:
        """Yield the returns that ended in one of these ways."""
        return (item for item in self.collected.settled if item.used in ends)

    def reporting(self) -> Iterator[tuple[Due, Return]]:
        """Yield what is due of an institution, with its return, where there is one."""
        for due in self.collected.due:
            for returned in self.collected.used(due.institution):
                yield due, returned

    def troubles(self) -> Iterator[tuple[Return, Trouble]]:
        """Yield the cells that gave trouble, with the return they are in."""
        for returned in self.used():
            if returned.answers:
                yield from ((returned, trouble) for trouble in returned.answers.troubles)

    def troubled(self, institution: str, table: str, code: str, column: str) -> bool:
        """Tell whether a cell could not be read: then that is what is asked about."""
        return (institution, table, code, column) in self.once("unread", _unread)


def _unread(evidence: Evidence) -> frozenset[tuple[str, str, str, str]]:
    return frozenset(
        (returned.institution, trouble.table, trouble.code, trouble.column)
        for returned, trouble in evidence.troubles()
        if not trouble.doubtful
    )


def covers(returned: Return, commitment: str) -> bool:
    """Tell whether a return's form asks about *commitment*: all of them, unless limited to one."""
    own = returned.form_id.commitment if returned.form_id else ""
    return own in ("", commitment)


def place_of(returned: Return, table: str, code: str, column: str) -> Place:
    """Return where a field stands, or should stand, in a return."""
    placement = returned.placement
    if placement is None or (table, code) not in placement.rows:
        return Place(returned.name)
    name = f"{table}/{code}/{column}"
    if (cell := placement.fields.get(name)) is not None:
        return Place(returned.file_of(name), cell.sheet, cell.address)
    sheet, row = placement.rows[table, code]
    letters = placement.columns.get((table, column))
    file = returned.file_of_row(table, code)
    return Place(file, sheet, f"{column_letters(letters)}{row}" if letters else "")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the book.

    ``follows``: the rules of which a finding about the same subject, or about
    one that contains it, is the cause of this rule's; it is then said with
    that one and not beside it.
    """

    id: str
    severity: Severity
    find: Callable[[Evidence], Iterable[Found]]
    follows: tuple[str, ...] = ()
