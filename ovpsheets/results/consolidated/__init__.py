"""Products: the consolidated workbook, and of a large quarter the analysts' one.

One module per sheet, or per small group of sheets.
"""

from typing import Final

from ovpsheets.results.consolidated.consolidated_workbook import consolidated
from ovpsheets.results.consolidated.read_back import Typed, read_kept, read_typed
from ovpsheets.results.consolidated.values_sheet import VALUES, values_workbook
from ovpsheets.results.product import Outputs, Product
from ovpsheets.results.report import Report
from ovpsheets.texts import Texts

__all__ = [
    "CONSOLIDATED",
    "PRODUCT",
    "VALUES_PRODUCT",
    "Typed",
    "consolidated",
    "outputs",
    "read_kept",
    "read_typed",
]

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
)


def _values(report: Report) -> Outputs:
    made = values_workbook(report, Texts(report.language))
    if made is not None:
        yield VALUES, made


VALUES_PRODUCT: Final = Product(
    name="values",
    files=(VALUES,),
    about="One row for each status and value of every quarter, for pivot tables; only where the "
    "quarter is so large that the consolidated workbook has no such sheet.",
    audience="coordinator",
    language="coordinator",
    member_text=True,
    metadata="ours",
    outputs=_values,
    when="asked",
    comes_and_goes=True,
)
