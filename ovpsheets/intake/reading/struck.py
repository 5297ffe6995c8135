"""Text that is struck out: which letters of a cell, and how that is told.

Whoever strikes an answer out takes it back. It stays in the ledger, and is no part of the value.
"""

from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter
from typing import Final, NamedTuple

from ovpsheets.intake.reading.cells import Contents, Observation, Sheet, Spans

_SHOWN: Final = 5
_STRUCK: Final = attrgetter("struck")


class Run(NamedTuple):
    """A piece of a text: where it ends, and whether it is struck out; None as its cell says."""

    end: int
    is_struck: bool | None


class RichText(str):
    """A text in runs. It is a text like any other; only its runs say more."""

    __slots__ = ("runs",)
    runs: tuple[Run, ...]

    @classmethod
    def of(cls, pieces: Iterable[tuple[str, bool | None]]) -> str:
        """Join *pieces*; a plain text where none says anything of its own."""
        kept = [piece for piece in pieces if piece[0]]
        text = "".join(piece for piece, _ in kept)
        if all(is_struck is None for _, is_struck in kept):
            return text
        rich, end, runs = cls(text), 0, list[Run]()
        for piece, is_struck in kept:
            end += len(piece)
            runs.append(Run(end, is_struck))
        rich.runs = tuple(runs)
        return rich


def struck_spans(text: str, *, by_style: bool) -> Spans:
    """Return where *text* is struck out; *by_style*: whether its cell as a whole is."""
    if not isinstance(text, RichText):
        return ((0, len(text)),) if by_style else ()
    found: list[tuple[int, int]] = []
    start = 0
    for end, is_struck in text.runs:
        if by_style if is_struck is None else is_struck:
            if found and found[-1][1] == start:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        start = end
    return tuple(span for span in found if text[slice(*span)].strip())


def struck_told(contents: Contents) -> Contents:
    """Return *contents* with what is to be known of struck-out text, sheet by sheet."""
    told = [seen for sheet in contents.sheets for seen in _observed(sheet)]
    return replace(contents, observed=(*contents.observed, *told)) if told else contents


def _observed(sheet: Sheet) -> Iterable[Observation]:
    # Nearly every sheet has none, and is asked as a whole: there are a thousand cells in a form.
    if any(map(_STRUCK, sheet.cells.values())):
        struck = [cell.address for cell in sheet.cells.values() if cell.struck]
        more = ", …" if len(struck) > _SHOWN else ""
        cells = ", ".join(struck[:_SHOWN]) + more
        yield Observation("struck_out", {"sheet": sheet.name, "cells": cells})
