"""Text fields: whatever was typed, as a person sees it."""

from urllib.parse import unquote

from ovpsheets.intake.meaning.reading import Reading, blank_or_broken
from ovpsheets.intake.meaning.spelling import shown
from ovpsheets.intake.reading.cells import Cell


def read_text(cell: Cell | None) -> Reading[str]:
    """Return the text of a cell as typed; a number, date or percentage as it is shown.

    Where a hyperlink behind the cell leads elsewhere than the text says, its
    address follows: ``Report <https://example.mk/report>``.
    """
    if cell is None:
        return Reading()
    text = shown(cell)
    return blank_or_broken(cell) or Reading(with_address(text, cell.link), text)


def read_evidence(cell: Cell | None) -> Reading[str]:
    """Return the text of a cell, as :func:`read_text`; a picture or an object by its name.

    Evidence that is a picture is evidence.
    """
    if cell is not None and cell.type in ("picture", "object"):
        return Reading(cell.raw, cell.raw)
    return read_text(cell)


def with_address(text: str, link: str) -> str:
    """Return *text* with the address of the *link* behind it, unless the text says it."""
    if not link:
        return text
    # Excel makes a link of an address that was typed: the text then says it already.
    known = _comparable(link.removeprefix("mailto:"))
    return text if known in _comparable(text) else f"{text} <{link}>"


def _comparable(text: str) -> str:
    """Excel writes the address of a link with %XX, and a slash behind a bare host."""
    return unquote(text).casefold().rstrip("/ ")
