"""Boxes that are typed, ticked or not: „☑ Да ☐ Не“, "[x] Yes [ ] No", „✔ да / не“."""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from ovpsheets.intake.meaning.spelling import visible

# ☒ is how Word ticks a box. A cross of its own may be a tick or its opposite; full and hollow
# signs begin the lines of a list, and are boxes only where both stand.
_MARK: Final = re.compile(
    r"(?P<on>[☑☒✓✔✅√🗹⊠]|[\[(]\s*[xхvв✓✔√+*]\s*[\])])"
    r"|(?P<off>[☐□▢⬜◻]|\[\s*_*\s*\]|\(\s*\))"
    r"|(?P<cross>[✗✘❌✖])|(?P<full>[■●◉])|(?P<hollow>[○◯])",
    re.IGNORECASE,
)
_VARIANT: Final = re.compile("[\ufe0e\ufe0f]")  # says how a sign is drawn
_BETWEEN: Final = re.compile(r"\s*[/|;,\n]\s*")
_ENDS_THERE: Final = re.compile(r"[/|;,\n] *\Z")
_AROUND: Final = " \t\n/|;,:.-–"

IsChoice = Callable[[str], bool]


class Boxes(NamedTuple):
    """What stands at the ticked boxes, "" at one that stands alone.

    ``unclear``: to which choice a tick belongs cannot be told.
    """

    ticked: tuple[str, ...]
    unclear: bool = False


class _Box(NamedTuple):
    kind: str  # a group of the marks
    said: str

    @property
    def is_ticked(self) -> bool:
        return self.kind in ("on", "full")


def boxes_in(text: str, is_choice: IsChoice) -> Boxes | None:
    """Return the ticked boxes of *text*; None where it has none, or crosses only.

    *is_choice* tells whether a word is one of the choices: others behind one are a remark.
    """
    plain = _VARIANT.sub("", text)
    marks = list(_MARK.finditer(plain))
    kinds = {mark.lastgroup for mark in marks}
    if not kinds & {"on", "off"} and not kinds >= {"full", "hollow"}:
        return None
    mark, *more = marks
    first, rest = plain[: mark.start()], plain[mark.end() :]
    leads = not first.strip(_AROUND)
    if not leads and not more and rest.strip(_AROUND):
        return _between(first, rest, is_choice)
    found = list(_leading(plain, marks) if leads else _trailing(plain, marks))
    return Boxes(tuple(_choice(box.said, leads, is_choice) for box in found if box.is_ticked))


def _between(first: str, last: str, is_choice: IsChoice) -> Boxes:
    """One tick with something on both sides: „да ✔ / не“ is clear, „да ✔ не“ is not."""
    if _BETWEEN.match(last):
        return Boxes((first.strip(_AROUND),))
    if _ENDS_THERE.search(first):
        return Boxes((last.strip(_AROUND),))
    if is_choice(first.strip(_AROUND)) and not is_choice(last.strip(_AROUND)):
        return Boxes((f"{first.strip(_AROUND)}; {last.strip(_AROUND)}",))
    return Boxes((), unclear=True)


def _leading(text: str, marks: list[re.Match[str]]) -> Iterator[_Box]:
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        yield _Box(mark.lastgroup or "", text[mark.end() : end])


def _trailing(text: str, marks: list[re.Match[str]]) -> Iterator[_Box]:
    starts = [0] + [mark.end() for mark in marks[:-1]]
    for start, mark in zip(starts, marks, strict=True):
        yield _Box(mark.lastgroup or "", text[start : mark.start()])


def _choice(said: str, leads: bool, is_choice: IsChoice) -> str:
    """Return the choice at a box: „да“ of „да / не“, where both are choices."""
    said = visible(said).strip(_AROUND)
    words = _BETWEEN.split(said)
    if len(words) > 1 and all(map(is_choice, words)):
        return words[0] if leads else words[-1]
    return said
