"""Read what the coordinator typed into the sheet of the draft."""

from collections.abc import Iterator, Mapping
from typing import Final

from ovpsheets.decisions.decision_sheet import as_text
from ovpsheets.decisions.known_names import institution_codes
from ovpsheets.decisions.listed import Listed, listed, names_of
from ovpsheets.intake.meaning.dates import read_date
from ovpsheets.intake.reading.cells import Cell, Contents
from ovpsheets.plan.model import Plan
from ovpsheets.results.report.draft_register import ANSWERS, Shown
from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, fold

_READ: Final = (
    "institution", "draft_number", "shown_on", "shown_how", "draft_answer", "draft_comments",
)  # fmt: skip
_NEEDED: Final = frozenset({"institution", "shown_on", "draft_answer", "draft_comments"})


def answer_word(answer: str, texts: Texts) -> str:
    """Return the word for an answer; what is none of ours stays as typed."""
    return texts(f"consolidated.answer.{answer}") if answer in ANSWERS else answer


def typed_lines(contents: Contents, plan: Plan) -> tuple[Shown, ...]:
    """Return what stands in the sheet, none where there is no such sheet any more.

    A row without a number is of draft 0; one whose institution is unknown is left out.
    """
    codes = institution_codes(plan)
    for sheet in contents.sheets:
        if (table := listed(sheet, _names(), _NEEDED)) is not None:
            return tuple(_lines(table, codes))
    return ()


@cached
def _names() -> Mapping[str, str]:
    return names_of(_READ)


def _lines(table: Listed, codes: Mapping[str, str]) -> Iterator[Shown]:
    for row in table.rows:
        texts = {key: as_text(row.get(key)).strip() for key in _READ}
        if code := codes.get(fold(texts["institution"])):
            yield _line(row, code, texts)


def _line(row: Mapping[str, Cell], institution: str, texts: Mapping[str, str]) -> Shown:
    number, day = texts["draft_number"], read_date(row.get("shown_on")).value
    how = texts["shown_how"]
    if day is None and texts["shown_on"] not in how:  # „на состанокот“: no day, but not lost
        how = " · ".join(filter(None, (texts["shown_on"], how)))
    return Shown(
        draft=int(number) if number.isdecimal() else 0,
        institution=institution,
        day=day,
        how=how,
        answer=_answers().get(fold(texts["draft_answer"]), texts["draft_answer"]),
        comments=texts["draft_comments"],
    )


@cached
def _answers() -> Mapping[str, str]:
    words = {answer: [answer_word(answer, Texts(la)) for la in LANGUAGES] for answer in ANSWERS}
    return {fold(word): answer for answer in ANSWERS for word in (answer, *words[answer])}
