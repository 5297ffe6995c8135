"""Product: what goes back to members to be completed."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from ovpsheets.results.corrections.sent_back import Correction, corrections, sent_back
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
        own = back.file
        # Who is to make it does not hold what is said in it: of a thousand that is much.
        make = partial(_made, back.make, has_file=own is not None)
        yield ProductPart(back.follows_from, make, own.begin if own else None)


def _made(
    make: Callable[[], Iterable[Correction]], *, has_file: bool
) -> tuple[tuple[tuple[str, bytes], ...], bool]:
    found = tuple(make())
    return tuple(_files(found)), not has_file or all(one.is_own for one in found)


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
    by_part=True,
    comes_and_goes=True,
    parts=parts,
)
