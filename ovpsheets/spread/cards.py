"""What is told of a returned file once it was recognised, and which parts the quarter falls into.

What it was recognised as stays in the storage; back comes a card. A part is worked out by itself:
so whatever has to do with one of its institutions must be in it. A form binds its institution to
the file, a mail to whom it is from and to all that lies in it, a copy to its original.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.decision import WHOSE, Decision
from ovpsheets.decisions.owners import file_name
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.recognise.sheets_by_codes import NAMES_ROWS
from ovpsheets.spread.kept_files import KeptFile
from ovpsheets.spread.storage import Lying
from ovpsheets.together import Together

_OF: Final = "institution "
_CALLED: Final = "called "


@dataclass(frozen=True, slots=True)
class Card:
    """A returned file: its place among all, where that lies which is known of it, its bonds.

    ``contents``: name and digest of all that is in it, where something was left behind. ``kept``:
    how the next merge is to know it, None where that one is to read it again.
    """

    place: int
    at: Lying
    bonds: tuple[str, ...]
    contents: tuple[tuple[str, str], ...] = ()
    kept: KeptFile | None = None


@dataclass(frozen=True, slots=True)
class QuarterPart:
    """A part of the quarter: institutions in plan order, their files in the order found.

    ``decisions``: those about it, each with its place among all.
    """

    number: int
    institutions: tuple[str, ...] = ()
    files: tuple[Lying, ...] = ()
    decisions: tuple[tuple[int, Decision], ...] = ()


def bonds_of(returns: Iterable[Return], brief: MergeBrief) -> tuple[str, ...]:
    """Return what binds a file to others, as texts: who has one in common belongs together."""
    decided = {file_name(own.code) for own in brief.decisions if own.what == WHOSE}
    return tuple(dict.fromkeys(bond for own in returns for bond in _bonds(own, decided)))


def _bonds(own: Return, decided: set[str]) -> Iterator[str]:
    named = (seen.values["institution"] for seen in own.observed if seen.key == NAMES_ROWS)
    for institution in (own.institution, own.mailed_by, *map(str, named)):
        if institution:
            yield f"{_OF}{institution}"
    path, day = own.came_as
    yield f"beside {path} {day}"  # a form, and the text of its mail as it is kept beside it
    digests = [own.came_by, *own.beside]
    if own.set_aside:  # of several copies of one file only the first is asked about
        whose = own.institution or own.mailed_by
        yield f"copy {own.sha256 or own.name} {whose}"
    elif not own.is_container:
        digests.append(own.sha256)
    yield from (f"digest {digest}" for digest in digests if digest)
    if own.name in decided:
        yield f"{_CALLED}{own.name}"


@dataclass(slots=True)
class Parting:
    """Parts the quarter: cards come in any order, and then the parts are asked for."""

    institutions: Sequence[str]  # all of the plan, in its order
    decisions: Sequence[Decision] = ()
    _bound: Together = field(default_factory=Together)
    _files: list[tuple[int, str, Lying]] = field(default_factory=list)  # place, bond, where it lies

    def __post_init__(self) -> None:
        for institution in self.institutions:  # they come first: so they stand for their groups
            self._bound.first(f"{_OF}{institution}")

    def add(self, card: Card) -> None:
        """Take in the card of a file."""
        self._bound.join_all(card.bonds)
        self._files.append((card.place, card.bonds[0], card.at))

    def parts(self, size: int) -> Iterator[QuarterPart]:
        """Yield the parts, each of some *size* institutions or files; more where they are bound.

        What was decided of no institution of the plan, and of no file, is in none of them.
        """
        groups: dict[str, tuple[list[str], list[tuple[int, Lying]]]] = {}
        for institution in self.institutions:
            first = self._bound.first(f"{_OF}{institution}")
            groups.setdefault(first, ([], []))[0].append(institution)
        for place, bond, at in sorted(self._files):
            groups.setdefault(self._bound.first(bond), ([], []))[1].append((place, at))
        decided = self._decided(groups)
        waiting: list[str] = []
        fullness, number = 0, 0
        for first, (institutions, files) in groups.items():
            weight = max(len(institutions), len(files))
            if waiting and fullness + weight > size:
                yield _part(number, [groups[own] for own in waiting], decided, waiting)
                waiting, fullness, number = [], 0, number + 1
            waiting.append(first)
            fullness += weight
        if waiting:
            yield _part(number, [groups[own] for own in waiting], decided, waiting)

    def decided_apart(self) -> tuple[tuple[int, Decision], ...]:
        """Return what was decided of no institution of the plan, and of no file that came."""
        return tuple(own for own in enumerate(self.decisions) if not self._subject(own[1]))

    def _subject(self, own: Decision) -> str:
        """Return by what a decision is bound to a part, "" where by nothing."""
        if own.what == WHOSE:
            bond = f"{_CALLED}{file_name(own.code)}"
            return bond if bond in self._bound else ""
        bond = f"{_OF}{own.institution}"
        return bond if bond in self._bound else ""

    def _decided(self, groups: Iterable[str]) -> Mapping[str, list[tuple[int, Decision]]]:
        found: dict[str, list[tuple[int, Decision]]] = {first: [] for first in groups}
        for number, own in enumerate(self.decisions):
            if subject := self._subject(own):
                found[self._bound.first(subject)].append((number, own))
        return found


def _part(
    number: int,
    groups: Sequence[tuple[list[str], list[tuple[int, Lying]]]],
    decided: Mapping[str, list[tuple[int, Decision]]],
    firsts: Iterable[str],
) -> QuarterPart:
    files = sorted(own for _, lying in groups for own in lying)
    decisions = sorted(
        (pair for first in firsts for pair in decided[first]), key=lambda pair: pair[0]
    )
    return QuarterPart(
        number,
        tuple(institution for institutions, _ in groups for institution in institutions),
        tuple(at for _, at in files),
        tuple(decisions),
    )
