"""``results/consolidated.xlsx``: one module per sheet, or per small group of sheets."""

from ovpsheets.results.consolidated.consolidated_workbook import consolidated
from ovpsheets.results.consolidated.read_back import Typed, read_kept, read_typed
from ovpsheets.results.report.finding_states import Kept

__all__ = ["Kept", "Typed", "consolidated", "read_kept", "read_typed"]
