"""An issued form, typed into: its package is edited as text, which takes milliseconds.

What an office program would do besides (calculate, save its own way) is tried elsewhere. Here
many forms of several quarters are filled in at once.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from html import unescape
from pathlib import Path
from typing import Final, Self
from xml.sax.saxutils import escape

Typed = str | float | date

_CELL: Final = re.compile(
    r'<c r="([A-Z]+)(\d+)" s="(\d+)"(?:/>| t="s"><v>(\d+)</v></c>|><v>[^<]*</v></c>)'
)
_STRING: Final = re.compile(r"<si>(.*?)</si>", re.S)
_TAG: Final = re.compile(r"<[^>]*>")
_COVER, _SHEETS = 1, {"activities": 2, "indicators": 3}


class TypedForm:
    """A form as it was issued, and what is typed into its fields (``activities/1.1.1/status``)."""

    def __init__(self, form: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(form)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        said = self.parts["xl/sharedStrings.xml"].decode()
        self.strings = [unescape(_TAG.sub("", own)) for own in _STRING.findall(said)]
        self.places: dict[str, tuple[int, str]] = {}
        for number in (_COVER, *_SHEETS.values()):
            self._find(number)

    def _find(self, number: int) -> None:
        if (part := _part(number)) not in self.parts:
            return
        rows: dict[int, dict[str, str]] = {}
        for column, row, _, string in _CELL.findall(self.parts[part].decode()):
            said = self.strings[int(string)] if string else ""
            rows.setdefault(int(row), {})[column] = said
        if number == _COVER:
            keyed = {own["A"]: (number, f"C{row}") for row, own in rows.items() if own.get("A")}
            self.places |= {f"cover/{key}": place for key, place in keyed.items()}
            return
        table = next(key for key, own in _SHEETS.items() if own == number)
        top = next((row for row, own in rows.items() if own.get("A") == "code"), 0)
        for row, own in rows.items():
            if top and row > top + 1 and own.get("A"):
                for column, key in rows[top].items():
                    self.places[f"{table}/{own['A']}/{key}"] = (number, f"{column}{row}")

    def codes(self, table: str) -> list[str]:
        """Return the codes that a table asks about, in its order."""
        found = (field.split("/") for field in self.places)
        return [code for own, code, key in (f for f in found if len(f) == 3)
                if own == table and key == "code"]  # fmt: skip

    def has(self, field: str) -> bool:
        """Whether the form has this field."""
        return field in self.places

    def says(self, field: str) -> str | float | None:
        """Return what stands in a field as it was issued. Raises KeyError where there is none."""
        number, address = self.places[field]
        sheet = self.parts[_part(number)].decode()
        found = re.search(rf'<c r="{address}"([^>]*?)(?:/>|>.*?<v>([^<]*)</v>)', sheet)
        if found is None or found[2] is None:
            return None
        return self.strings[int(found[2])] if 't="s"' in found[1] else float(found[2])

    def type(self, answers: Mapping[str, Typed]) -> Self:
        """Type answers: field → value. Raises KeyError where the form has no such field."""
        for field, value in answers.items():
            number, address = self.places[field]
            self._put(number, address, value)
        return self

    def _put(self, number: int, address: str, value: Typed) -> None:
        part = _part(number)
        found = re.compile(rf'<c r="{address}" s="(\d+)"(?:/>|[^/>]*>.*?</c>)')
        sheet, times = found.subn(
            lambda own: f'<c r="{address}" s="{own[1]}"{_content(value)}</c>',
            self.parts[part].decode(), count=1,
        )  # fmt: skip
        assert times == 1, address
        self.parts[part] = sheet.encode()

    def data(self) -> bytes:
        """Return the file's bytes."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for name, data in self.parts.items():
                package.writestr(zipfile.ZipInfo(name), data)
        return out.getvalue()

    def save(self, path: Path) -> Path:
        """Save the form."""
        path.write_bytes(self.data())
        return path


def _part(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _content(value: Typed) -> str:
    if isinstance(value, date):
        return f"><v>{(value - date(1899, 12, 30)).days}</v>"
    if isinstance(value, str):
        return f' t="inlineStr"><is><t>{escape(value)}</t></is>'
    return (
        f"><v>{value:g}</v>" if value == int(value) and abs(value) < 1e6 else f"><v>{value!r}</v>"
    )
