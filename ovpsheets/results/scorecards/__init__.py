"""Product: a card for each institution, to have at hand when it is called."""

from typing import Final

from ovpsheets.languages import tags
from ovpsheets.results.product import Outputs, Product
from ovpsheets.results.report import Report
from ovpsheets.results.scorecards.cards_workbook import scorecards_workbook
from ovpsheets.results.scorecards.reported import Scorecard, scorecards
from ovpsheets.texts import Texts
from ovpsheets.writing.spoken_workbook import in_language

__all__ = ["PRODUCT", "Scorecard", "scorecards", "scorecards_workbook"]


def _outputs(report: Report) -> Outputs:
    made = scorecards_workbook(report, Texts(report.language))
    locale = tags(report.language).document
    yield f"scorecards.{report.language}.xlsx", in_language(made, locale)


PRODUCT: Final = Product(
    name="scorecards",
    files=("scorecards.{language}.xlsx",),
    about="A card for each institution, one printed page each, for a call: its forms in time over "
    "the quarters, what it answered, what is past its deadline, what it is still asked.",
    audience="coordinator",
    language="plan",
    member_text=True,
    metadata="ours",
    outputs=_outputs,
    when="asked",
)
