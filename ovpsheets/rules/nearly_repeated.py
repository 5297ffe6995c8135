"""A text is the title, the progress or the last explanation again, with a few letters changed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ovpsheets.columns.reporting_rules import UNDER_WAY
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import AnsweredActivity, answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.saying.nearly import nearly_same
from ovpsheets.saying.same import same
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every such explanation that is needed, and every such progress.

    What is the same word for word is another matter, and so is last quarter's progress.
    """
    for row in answered(evidence):
        for column, what in _repeated(row):
            found = row.found(column).saying(
                column=(f"form.activities.{column}", {}),
                what=(f"rules.nearly_repeated.what.{what}", {}),
            )
            yield replace(found, part=column)


def _repeated(row: AnsweredActivity) -> Iterator[tuple[str, str]]:
    """Yield column and what it nearly repeats, one for each column."""
    explanation, progress = row.text("explanation"), row.text("progress")
    if row.needs_reason and not row.hollow:
        said: Mapping[str, tuple[str, ...]] = {
            "title": row.titles,
            "progress": (progress,),
            "before": (str(row.answers["previous_explanation"] or ""),),
        }
        if what := _nearly(explanation, said):
            yield "explanation", what
    if UNDER_WAY.holds(row.answers) and (what := _nearly(progress, {"title": row.titles})):
        yield "progress", what


def _nearly(text: str, said: Mapping[str, tuple[str, ...]]) -> str:
    alike = (
        what
        for what, others in said.items()
        for other in others
        if nearly_same(text, other) and not same(text, other)
    )
    return next(alike, "")


RULE = Rule("nearly_repeated", Severity.CHECK, find, follows=("copied_rows",), alone=True)
