"""Product: what goes back to members to be completed."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from ovpsheets.results.corrections.sent_back import Correction, SentBack, corrections, sent_back
from ovpsheets.results.product import Outputs, Product, ProductPart
from ovpsheets.results.report import Report

__all__ = ["PRODUCT", "corrections", "outputs"]

_FOLDER: Final = "corrections"


def outputs(report: Report) -> Outputs:
    """Yield a workbook for every institution that is asked for something in its form."""
    yield from _files(corrections(report))


def parts(report: Report) -> Iterator[ProductPart]:
    """Yield each workbook as a part: it follows from the member's file and what is asked of it."""
    for back in sent_back(report):
        begin = back.file.begin if back.file else None
        yield ProductPart(back.follows_from, partial(_made, back), begin)


def _made(back: SentBack) -> tuple[tuple[tuple[str, bytes], ...], bool]:
    found = tuple(back.make())
    return tuple(_files(found)), back.file is None or all(one.is_own for one in found)


def _files(made: Iterable[Correction]) -> Outputs:
    return ((f"{_FOLDER}/{one.name}", one.data) for one in made)


PRODUCT: Final = Product(
    name="corrections",
    files=(f"{_FOLDER}/{{institution}}.xlsx", f"{_FOLDER}/{{institution}}.xlsm"),
    about="The member's own file with a list of what is to be completed and a note at every cell; "
    "a form made anew where that file cannot be edited. It goes when nothing is asked any more.",
    audience="members",
    language="institution",
    member_text=True,
    metadata="member",
    outputs=outputs,
    comes_and_goes=True,
    parts=parts,
)
