"""The report of a quarter: facts drawn once from its tables, for every product.

:class:`Report` holds the tables and the figures that all outputs share, so that no two
of them can disagree; beside it stand what was answered (``activity_answers``,
``quarter_figures``, ``milestones``), what is still open (``open_items``) and what the
coordinator keeps of it (``finding_states``, ``draft_register``). Nothing here writes a document.
"""

from ovpsheets.results.report.counters import PORTAL_ORDER, Counters
from ovpsheets.results.report.progress import has_own_target
from ovpsheets.results.report.report import Report

__all__ = ["PORTAL_ORDER", "Counters", "Report", "has_own_target"]
