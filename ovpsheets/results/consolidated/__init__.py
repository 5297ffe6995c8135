"""``results/consolidated.xlsx``: one module per sheet, or per small group of sheets."""

from ovpsheets.results.consolidated.kept import Kept, read_kept
from ovpsheets.results.consolidated.workbook import consolidated

__all__ = ["Kept", "consolidated", "read_kept"]
