"""Product: what goes back to members to be completed."""

from typing import Final

from ovpsheets.results.corrections.sent_back import corrections
from ovpsheets.results.product import Outputs, Product
from ovpsheets.results.report import Report

__all__ = ["PRODUCT", "corrections", "outputs"]

_FOLDER: Final = "corrections"


def outputs(report: Report) -> Outputs:
    """Yield a workbook for every institution that is asked for something in its form."""
    for correction in corrections(report):
        yield f"{_FOLDER}/{correction.name}", correction.data


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
)
