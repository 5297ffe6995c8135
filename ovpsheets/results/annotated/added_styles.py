"""Cell formats added to a workbook's styles; those that are there keep their numbers.

ECMA-376 part 1, 18.8: a cell names a format (xf) by its place in cellXfs, and
that names font, fill and border by theirs. So things are only ever appended.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from ovpsheets.results.annotated.xml_edits import (
    Edits,
    Element,
    NotAnnotatableError,
    children,
    elements,
    needed,
    with_attributes,
)
from ovpsheets.templates import cached_up_to
from ovpsheets.writing.look import look

_EDGE: Final = '<{p}{side} style="medium"><{p}color rgb="FF{ink}"/></{p}{side}>'
_SIDES: Final = ("left", "right", "top", "bottom")
_ALIGN: Final = '<{p}alignment vertical="{at}" wrapText="1"{more}/>'


@dataclass(slots=True)
class AddedStyles:
    """The styles part, and what is to be appended to it."""

    data: bytes
    edits: Edits
    prefix: str
    lists: Mapping[str, Element]
    xfs: Sequence[Element]
    counts: dict[str, int]
    _before: frozenset[int] = frozenset()  # formats that an earlier correction marked
    _made: dict[tuple[str, int], int] = field(default_factory=dict)
    _appended: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes) -> Self:
        """Read the styles; raises NotAnnotatableError where a list is missing."""
        read = _read(data)
        return cls(
            data, Edits(data), read.prefix, read.lists, read.xfs, dict(read.counts), read.before
        )

    def marked(self, number: int) -> int:
        """Return the format *number* with the colour and frame of a finding."""
        if self.is_marked(number):
            return number
        return self._clone(number, _solid(self.prefix, _ink("bad")), self._frame())

    @property
    def knows_marks(self) -> bool:
        """Whether an earlier correction marked cells of this workbook."""
        return bool(self._before)

    def is_marked(self, number: int) -> bool:
        """Tell whether a format has the colour that an earlier correction gave it."""
        return number in self._before

    def unmarked(self, number: int) -> int:
        """Return a marked format as that of an answer again."""
        return self._clone(number, _solid(self.prefix, _ink("entry")), _lines(self.prefix))

    def _clone(self, number: int, fill: str, border: str) -> int:
        number = number if 0 <= number < len(self.xfs) else 0
        if (fill, number) not in self._made:
            xf = self.xfs[number]
            said = with_attributes(self.data[xf.start : xf.inner], {
                "fillId": str(self._once("fills", fill)), "applyFill": "1",
                "borderId": str(self._once("borders", border)), "applyBorder": "1",
            })  # fmt: skip
            rest = self.data[xf.inner : xf.end].decode("utf-8")
            self._made[fill, number] = self._append("cellXfs", said + rest)
        return self._made[fill, number]

    def listed(self, name: str) -> int:
        """Return a format of our list: title, text, count, heading, row, number, link or mark.

        A mark stands in a hidden column, in one line: else a program that fits rows to their
        texts makes them as high as a page.
        """
        p, bold = self.prefix, name in ("title", "heading", "number", "count")
        size = {"title": 14, "count": 12}.get(name, 10)
        ink = {"heading": "white", "link": "substantial", "title": "navy"}.get(name, "ink")
        underlined = f"<{p}u/>" if name == "link" else ""
        font = self._once("fonts", (
            f"<{p}font>{f'<{p}b/>' if bold else ''}{underlined}<{p}sz val=\"{size}\"/>"
            f'<{p}color rgb="FF{_ink(ink)}"/><{p}name val="{look().font}"/></{p}font>'
        ))  # fmt: skip
        fill = self._once("fills", _solid(p, _ink("navy"))) if name == "heading" else 0
        framed = name in ("heading", "row", "number", "link")
        border = self._once("borders", _lines(p)) if framed else 0
        more = ' horizontal="center"' if name == "number" else ' horizontal="left" indent="1"'
        if name == "title":
            more = ""
        align = _ALIGN.format(
            p=p, at="center" if name in ("title", "heading", "count") else "top", more=more
        )
        if name in ("title", "mark"):
            align = align.replace(' wrapText="1"', "")
        return self._once("cellXfs", (
            f'<{p}xf numFmtId="49" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"'
            f' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"'
            f' applyAlignment="1">{align}</{p}xf>'
        ))  # fmt: skip

    def done(self) -> bytes:
        """Return the styles part with what was appended."""
        for name, texts in self._appended.items():
            element = self.lists[name]
            self.edits.append(element, "".join(texts))
            self.edits.set(element, "count", str(self.counts[name]))
        return self.edits.done()

    def _frame(self) -> str:
        p = self.prefix
        edges = "".join(_EDGE.format(p=p, side=side, ink=_ink("bad_ink")) for side in _SIDES)
        return f"<{p}border>{edges}<{p}diagonal/></{p}border>"

    def _once(self, name: str, text: str) -> int:
        texts = self._appended.get(name, [])
        if text in texts:
            return self.counts[name] - len(texts) + texts.index(text)
        return self._append(name, text)

    def _append(self, name: str, text: str) -> int:
        self._appended.setdefault(name, []).append(text)
        self.counts[name] += 1
        return self.counts[name] - 1


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read of a styles part: its lists, its formats, and those that mark a finding."""

    prefix: str
    lists: Mapping[str, Element]
    xfs: tuple[Element, ...]
    counts: Mapping[str, int]
    before: frozenset[int]


@cached_up_to(4)  # the forms of one quarter have the same styles, as long as nobody saves them anew
def _read(data: bytes) -> _Read:
    found = elements(data)
    lists = {name: needed(found, name) for name in ("fonts", "fills", "borders", "cellXfs")}
    counts = {name: len(children(found, element)) for name, element in lists.items()}
    xfs = children(found, lists["cellXfs"])
    if not xfs:
        raise NotAnnotatableError("no cell formats")
    before = _marked_before(found, lists["fills"], xfs)
    return _Read(found[0].prefix, lists, tuple(xfs), counts, before)


def _ink(name: str) -> str:
    return look().colours[name]


def _solid(p: str, colour: str) -> str:
    return (
        f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="FF{colour}"/>'
        f'<{p}bgColor indexed="64"/></{p}patternFill></{p}fill>'
    )


def _lines(p: str) -> str:
    edges = "".join(
        f'<{p}{side} style="thin"><{p}color rgb="FF{_ink("line")}"/></{p}{side}>' for side in _SIDES
    )
    return f"<{p}border>{edges}<{p}diagonal/></{p}border>"


def _marked_before(found: list[Element], fills: Element, xfs: list[Element]) -> frozenset[int]:
    """The formats filled in the colour of a finding, which nothing else of a form has."""
    colour = f"FF{_ink('bad')}"
    coloured = [
        element.start
        for element in found
        if element.name == "fgColor" and element.attributes.get("rgb", "").upper() == colour
    ]
    solid = {
        number
        for number, fill in enumerate(children(found, fills))
        if any(fill.start < start < fill.end for start in coloured)
    }
    wanted = set(map(str, solid))
    return frozenset(
        number for number, xf in enumerate(xfs) if xf.attributes.get("fillId") in wanted
    )
