"""Product: the consolidated workbook. One module per sheet, or per small group of sheets."""

from typing import Final

from ovpsheets.results.consolidated.consolidated_workbook import consolidated
from ovpsheets.results.consolidated.read_back import Typed, read_kept, read_typed
from ovpsheets.results.product import Outputs, Product
from ovpsheets.results.report import Report
from ovpsheets.texts import Texts

__all__ = ["CONSOLIDATED", "PRODUCT", "Typed", "consolidated", "outputs", "read_kept", "read_typed"]

CONSOLIDATED: Final = "consolidated.xlsx"


def outputs(report: Report) -> Outputs:
    """Yield the workbook, with what the coordinator typed into the one before."""
    yield CONSOLIDATED, consolidated(report, Texts(report.language), kept=report.kept)


PRODUCT: Final = Product(
    name="consolidated",
    files=(CONSOLIDATED,),
    about="Everything of the quarter in one workbook. In it findings are worked off, decisions "
    "made, and it is written down who has seen the draft.",
    audience="coordinator",
    language="coordinator",
    member_text=True,
    metadata="ours",
    outputs=outputs,
    of_forms=True,
)
