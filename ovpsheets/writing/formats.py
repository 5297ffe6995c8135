"""The formats of one workbook: each style of the look made once, as XlsxWriter wants it."""

from typing import Final

import xlsxwriter
from xlsxwriter.format import Format

from ovpsheets.writing.look import Look, look

_DIFFERENCE: Final = ("bg_color", "font_color", "bold")


class Formats:
    """Styles by name (see :class:`Look`), made when they are first used."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.look: Look = look()
        self._workbook = workbook
        self._formats: dict[str, Format] = {}
        self._numbers: dict[str, str] = {}
        self._wraps: dict[str, tuple[float, bool] | None] = {}

    def format(self, style: str) -> Format:
        """Return the format of a style."""
        known = self._formats.get(style)
        if known is None:
            known = self._formats[style] = self._workbook.add_format(self.look.style(style))
        return known

    def difference(self, style: str) -> Format:
        """Return a format with the colours of a style alone, for conditional formatting."""
        name = f"difference {style}"
        if name not in self._formats:
            full = self.look.style(style)
            kept = {key: full[key] for key in _DIFFERENCE if key in full}
            self._formats[name] = self._workbook.add_format(kept)
        return self._formats[name]

    def number(self, style: str) -> str:
        """Return the number by which cells name the format (ECMA-376 part 1, 18.3.1.4, ``s``)."""
        if style not in self._numbers:
            self._numbers[style] = str(self.format(style)._get_xf_index())
        return self._numbers[style]

    def wrapping(self, style: str) -> tuple[float, bool] | None:
        """Return the size of a style's letters and whether they are bold; None if not wrapped."""
        if style not in self._wraps:
            full = self.look.style(style)
            size, bold = float(full["font_size"]), bool(full.get("bold"))
            self._wraps[style] = (size, bold) if full.get("text_wrap") else None
        return self._wraps[style]
