"""What stands between a quarter and its publication."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd

from ovpsheets.release.make import Made
from ovpsheets.release.question_groups import in_groups
from ovpsheets.release.review.drafting import is_what_was_drafted
from ovpsheets.results.report import Report
from ovpsheets.results.report.draft_register import Review
from ovpsheets.tables import counted, records
from ovpsheets.texts import Texts
from ovpsheets.words import Severity

Kind = Literal["no_draft", "draft_changed", "not_shown", "urgent", "question"]

_ASKED: Final = ("open", "asked")

KINDS: tuple[Kind, ...] = ("no_draft", "draft_changed", "not_shown", "urgent", "question")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason not to publish; *text* says which, in the reader's language."""

    kind: Kind
    text: str = ""
    institution: str = ""
    group: str = ""  # of questions


def obstacles(report: Report, review: Review, made: Made, texts: Texts) -> tuple[Obstacle, ...]:
    """Return why *made* of *report* may not be published yet, in the order of KINDS."""
    return (
        *_draft(report, review, made),
        *_not_shown(report, review, texts),
        *open_urgent(report, texts),
        *_questions(report, made.questions, texts),
    )


def _draft(report: Report, review: Review, made: Made) -> Iterator[Obstacle]:
    if review.last is None:
        yield Obstacle("no_draft")
    elif not is_what_was_drafted(review, report, made.public.report):
        yield Obstacle("draft_changed", str(review.last.number))


def _not_shown(report: Report, review: Review, texts: Texts) -> Iterator[Obstacle]:
    if review.last is not None:
        for code in review.not_shown(report.members()):
            yield Obstacle("not_shown", report.institution_label(code, texts.language), code)


def open_urgent(report: Report, texts: Texts) -> Iterator[Obstacle]:
    """Yield every urgent finding that nobody has settled."""
    findings = counted(report.tables.findings)
    urgent = findings[findings["severity"] == Severity.URGENT.value]
    for row in records(urgent):
        if row["state"] in _ASKED:
            name = row["institution"] or ""
            label = report.institution_label(name, texts.language) if name else ""
            yield Obstacle("urgent", ": ".join(filter(None, (label, row["message"]))), name)


def _questions(report: Report, questions: pd.DataFrame, texts: Texts) -> Iterator[Obstacle]:
    for item in in_groups(questions):
        where = " ".join((*item.codes, *item.institutions(report, texts)))
        quoted = f" „{item.text}“" if item.text else ""
        why = "; ".join(item.reasons(texts))
        institution = item.rows[0]["institution"] or ""
        yield Obstacle("question", f"{where}: {why}{quoted}", institution, item.group)
