"""The summary of a quarter for the portal: a context in words, and its renderings.

:func:`summary_context` says everything that a summary says, once and as text;
Markdown, HTML, Word and the text for the portal only lay it out.
"""

from ovpsheets.results.summary.compose import summary_context
from ovpsheets.results.summary.docx import render_docx
from ovpsheets.results.summary.files import summary_files
from ovpsheets.results.summary.portal import render_portal
from ovpsheets.results.summary.render import render_html, render_markdown
from ovpsheets.results.summary.summary_model import SummaryContext

__all__ = [
    "SummaryContext",
    "render_docx",
    "render_html",
    "render_markdown",
    "render_portal",
    "summary_context",
    "summary_files",
]
