"""What is said of a quarter, once and as text: sentences, counters, milestones, measures.

:func:`summary_context` says everything that a summary says; the products that say it (page,
documents, the minister's page) each lay it out. It knows the report, and no product.
"""

from ovpsheets.results.narrative.compose import parts, summary_context
from ovpsheets.results.narrative.part_names import NOWHERE, TOGETHER, PartNames
from ovpsheets.results.narrative.summary_model import SummaryContext

__all__ = [
    "NOWHERE",
    "TOGETHER",
    "PartNames",
    "SummaryContext",
    "parts",
    "summary_context",
]
