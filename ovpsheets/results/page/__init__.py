"""Product: the summary of a quarter as one page for a browser."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from markupsafe import Markup

from ovpsheets.results.narrative import TOGETHER, PartNames, SummaryContext, summary_context
from ovpsheets.results.narrative import parts as commitments_apart
from ovpsheets.results.product import Outputs, Product, ProductPart
from ovpsheets.results.report import Report
from ovpsheets.texts import Texts
from ovpsheets.version import VERSION
from ovpsheets.writing.page_templates import render_page

__all__ = ["FIND_WORDS", "PRODUCT", "page_file", "render_html"]

_BESIDE: Final = (("minister", "html"), ("scorecards", "xlsx"), ("dashboard", "html"))
"""What of the quarter lies beside its page, where it was asked for."""


_SCRIPT: Final = """
(function () {
  var field = document.getElementById("filter-text");
  var rows = document.querySelectorAll(".milestones tbody tr, .indicators tbody tr");
  field.parentNode.hidden = false;
  document.getElementById("filter-search").hidden = true;
  field.addEventListener("input", function () {
    var words = field.value.toLowerCase().split(/\\s+/);
    rows.forEach(function (row) {
      var text = row.textContent.toLowerCase();
      var lacks = words.some(function (word) { return !text.includes(word); });
      row.classList.toggle("is-other", lacks);
    });
  });
})();
"""
"""What a page runs, if anything: a search of its rows for words, which it can do without.

Nothing of it comes from a template or from a member, and the page's policy lets only this very
text run, by its digest. Pages that are mailed have none: programs that guard mail distrust them.
"""


@dataclass(frozen=True, slots=True)
class FindWords:
    """The element that searches, and its source expression for the Content-Security-Policy."""

    element: Markup
    allowed: str


def _find_words() -> FindWords:
    digest = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode("ascii")
    return FindWords(Markup(f"<script>{_SCRIPT}</script>"), Markup(f"'sha256-{digest}'"))


FIND_WORDS: Final = _find_words()


def render_html(
    context: SummaryContext,
    names: PartNames = TOGETHER,
    name: str = "",
    *,
    find: FindWords | None = None,
) -> bytes:
    """Return *context* as one HTML file (UTF-8): nothing is loaded from anywhere.

    Nothing runs in it but *find*, where it has a filter; with None nothing at all.
    """
    places = names.of(name, "html") if context.is_front else {
        section.code: f"#commitment-{number}"
        for number, section in enumerate(context.sections, start=1)
    }  # fmt: skip
    return render_page(
        "summary.html.j2",
        context=context,
        places=places,
        whole=names.whole,
        beside=[(context.labels[label], file) for label, file in names.beside],
        find=find,
    )


def page_file(
    context: SummaryContext, name: str, part: str, names: PartNames = TOGETHER
) -> Outputs:
    """Yield the page of *context*, such as ``summary.mk.html``; *name*, *part* as documents have.

    See :func:`ovpsheets.results.summary.documents`.
    """
    yield f"{name}{part}.html", render_html(context, names, name, find=FIND_WORDS)


def outputs(report: Report) -> Outputs:
    """Yield the page of the whole plan, in the report's language, and of a large one its parts."""
    for part in parts(report):
        yield from part.make()[0]


def parts(report: Report) -> Iterator[ProductPart]:
    """Yield each page as a part: it follows from all that it says."""
    for context, part, names in _pages(report):
        yield ProductPart((context, part, names), partial(_made, context, part, names))


def _made(
    context: SummaryContext, part: str, names: PartNames
) -> tuple[tuple[tuple[str, bytes], ...], bool]:
    return tuple(page_file(context, "summary", part, names)), True


def _pages(report: Report) -> Iterator[tuple[SummaryContext, str, PartNames]]:
    """Yield what each page says, how its part is called, and where the others are."""
    texts, end, codes = Texts(report.language), f".{report.language}", commitments_apart(report)
    beside = tuple((f"beside_{name}", f"{name}{end}.{kind}") for name, kind in _BESIDE)
    names = PartNames(f"{{name}}.{{commitment}}{end}.{{kind}}", codes, beside=beside)
    yield summary_context(report, texts, version=VERSION, front=bool(codes)), end, names
    back = PartNames(whole=f"summary{end}.html")
    for code in codes:
        context = summary_context(report, texts, code, version=VERSION)
        yield context, f".{code}{end}", back


PRODUCT: Final = Product(
    name="page",
    files=("summary.{language}.html", "summary.{commitment}.{language}.html"),
    about="What the portal will say of the quarter, nothing withheld yet, as a page for the "
    "coordinator alone; members get the draft of `review`. Of a large plan it is the front of a "
    "page for each commitment; these are written by `ovpsheets note --commitment`, too, and go at "
    "the next merge where it makes none.",
    audience="coordinator",
    language="plan",
    member_text=True,
    metadata="ours",
    outputs=outputs,
    parts=parts,
    comes_and_goes=True,
    when="own_language",
)
