"""The ticks of check boxes that only the properties of the controls tell ([MS-XLSX] 2.6.220).

Excel writes a tick there and into the drawing; LibreOffice there alone, in the order in which it
draws the boxes.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from ovpsheets.intake.reading.cells import TICKED, UNTICKED
from ovpsheets.intake.reading.ooxml.package import Package
from ovpsheets.intake.reading.ooxml.sheet_remarks import Drawn
from ovpsheets.intake.reading.ooxml.xml import START, up_to_damage

_BOXES: Final = ("checkbox", "radio")


def tick_boxes(package: Package, keys: Iterable[str], drawings: Iterable[Drawn]) -> None:
    """Tick the boxes of *drawings* as the properties in *keys* say, where no drawing ticks any.

    Where there are other numbers of them nobody knows which is which.
    """
    drawn = [(drawing, at) for drawing in drawings for at in range(len(drawing.boxes))]
    if not drawn or any(drawing.boxes[at].text.startswith(TICKED) for drawing, at in drawn):
        return
    ticks = [tick for key in keys for tick in _ticks(package, key)]
    if len(ticks) == len(drawn):
        for (drawing, at), tick in zip(drawn, ticks, strict=True):
            box = drawing.boxes[at]
            text = box.text.replace(UNTICKED, TICKED, 1) if tick else box.text
            drawing.boxes[at] = box._replace(text=text)


def _ticks(package: Package, key: str) -> Iterator[bool]:
    for what, name, attributes in up_to_damage(package.events(key), lambda: None):
        if what is START and name == "formControlPr":
            if attributes.get("objectType", "").lower() in _BOXES:
                yield attributes.get("checked", "") == "Checked"
            return
