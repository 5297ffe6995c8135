"""``results/consolidated.xlsx``: one module per sheet, or per small group of sheets."""

from ovpsheets.results.consolidated.kept import Kept, Typed, read_kept, read_typed
from ovpsheets.results.consolidated.workbook import consolidated

__all__ = ["Kept", "Typed", "consolidated", "read_kept", "read_typed"]
