"""The bodies that an adopted plan names, each once: by name, by abbreviation, with a code."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from ovpsheets.adopted.account import Account, Item
from ovpsheets.adopted.names_in_cells import Mention, is_group
from ovpsheets.adopted.tongue import tongue_of
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.languages import written
from ovpsheets.saying.plain import in_latin, seen
from ovpsheets.templates import cached
from ovpsheets.words import Language, fold

_ALIKE: Final = 0.92  # from here on two names are one, spelled twice
_MOST_INITIALS: Final = 6
_LONGEST_CODE: Final = 10
_FEWEST_LETTERS: Final = 8  # of names that are compared by spelling


@dataclass(slots=True, eq=False)
class Body:
    """A body. ``cells``: where it is named. ``alike``: other names that were taken for it."""

    names: list[str] = field(default_factory=list)
    shorts: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    by_initials: str = ""  # an abbreviation that was taken for its
    alike: list[str] = field(default_factory=list)
    item: Item = field(default_factory=lambda: Item("institutions"))


@dataclass(slots=True)
class Bodies:
    """All bodies, in the order in which they are first named."""

    all: list[Body] = field(default_factory=list)
    _known: dict[str, Body] = field(default_factory=dict)

    def of(self, mention: Mention) -> Item:
        """Return the row of the body that *mention* names."""
        return self._known[fold(mention.text)].item

    @property
    def items(self) -> list[Item]:
        """Their rows of the plan."""
        return [body.item for body in self.all]


def bodies_among(
    named: Iterable[tuple[Mention, Cell]], account: Account, language: Language
) -> Bodies:
    """Return the bodies among all that is *named* in the plan, with their codes.

    An abbreviation is taken for a name by what the plan says („… (МВР)“), else by its initials
    where these are of one name only; that, and two spellings of one name, are doubts.
    """
    found = Bodies()
    mentions = list(named)
    for mention, cell in sorted(mentions, key=lambda each: not (each[0].name and each[0].short)):
        _enter(found, mention, cell)
    order = {id(cell): number for number, (_, cell) in reversed(list(enumerate(mentions)))}
    found.all.sort(key=lambda body: min(order[id(cell)] for cell in body.cells))
    taken: set[str] = set()
    for body in found.all:
        _fill(body, _free(_code(body), taken), account, language)
    return found


def _enter(found: Bodies, mention: Mention, cell: Cell) -> None:
    body = _known(found, mention)
    if body is None:
        body = Body()
        found.all.append(body)
    for text, kept in ((mention.name, body.names), (mention.short, body.shorts)):
        if text:
            found._known[fold(text)] = body
            if fold(text) not in map(fold, kept):
                kept.append(text)
    body.cells.append(cell)


def _known(found: Bodies, mention: Mention) -> Body | None:
    for text in filter(None, (mention.name, mention.short)):
        if fold(text) in found._known:
            return found._known[fold(text)]
    if mention.name:
        return _spelled_alike(found, mention.name) or _by_its_initials(found, mention.name)
    return _with_initials(found, mention.short)


def _with_initials(found: Bodies, short: str) -> Body | None:
    """Return the body whose name has the initials *short*, None where none or several have."""
    bare = fold(re.sub(r"\W", "", short))
    fitting = [
        body
        for body in found.all
        if not body.shorts and any(bare in initials(name) for name in body.names)
    ]
    if len(fitting) != 1:
        return None
    fitting[0].by_initials = short
    return fitting[0]


def _by_its_initials(found: Bodies, name: str) -> Body | None:
    """Return the body that was named before by an abbreviation only, which is that of *name*."""
    fitting = [
        body
        for body in found.all
        if not body.names
        and any(fold(re.sub(r"\W", "", own)) in initials(name) for own in body.shorts)
    ]
    if len(fitting) != 1:
        return None
    fitting[0].by_initials = fitting[0].shorts[0]
    return fitting[0]


def _spelled_alike(found: Bodies, name: str) -> Body | None:
    for body in found.all:
        for other in body.names:
            if _is_alike(fold(name), fold(other)):
                body.alike.append(name)
                return body
    return None


def _is_alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _FEWEST_LETTERS:
        return False
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def initials(name: str) -> frozenset[str]:
    """Return the abbreviations that *name* may have, folded: with its small words and without."""
    words = _words(name)
    large = [word for word in words if fold(word) not in _small()]
    return frozenset(fold("".join(word[0] for word in own)) for own in (words, large))


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", name)


def _code(body: Body) -> str:
    """Return a code from the abbreviation, else from the initials of the name."""
    if body.shorts:
        return _latin(body.shorts[0])
    large = [word for word in _words(body.names[0]) if fold(word) not in _small()]
    if len(large) < 2:
        return _latin("".join(large) or body.names[0])
    return _latin("".join(word[0] for word in large)[:_MOST_INITIALS])


def _latin(text: str) -> str:
    latin = "".join(in_latin(word) for word in re.findall(r"\w+", seen(text)))
    return re.sub(r"[^A-Z0-9]", "", latin.upper())[:_LONGEST_CODE] or "X"


def _free(code: str, taken: set[str]) -> str:
    numbered = (f"{code}{number}" for number in range(2, 1000))
    free = next(own for own in (code, *numbered) if own not in taken)
    taken.add(free)
    return free


def _fill(body: Body, code: str, account: Account, language: Language) -> None:
    item, name = body.item, (body.names or body.shorts)[0]
    item.values["code"] = code
    column = f"name_{tongue_of(name, language)}"
    item.values[column] = name
    for short in body.shorts[:1]:
        item.values[f"short_{tongue_of(name, language)}"] = short
    if others := [*body.names[1:], *body.shorts[1:]]:
        item.values["aliases"] = tuple(dict.fromkeys(others))
    for key, values in _doubts(body, name):
        account.doubt(item, column, key, body.cells[:1], **values)


def _doubts(body: Body, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    if body.by_initials and body.names:
        yield "body_by_initials", {"short": body.by_initials, "name": name}
    for other in dict.fromkeys(body.alike):
        yield "body_spelled_twice", {"other": other, "name": name}
    if is_group(name):
        yield "body_is_group", {"name": name}
    elif not body.names:
        yield "body_without_name", {"short": name}


@cached
def _small() -> frozenset[str]:
    return frozenset(map(fold, written("adopted", "small")))
