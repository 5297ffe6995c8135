"""The indicators' values as the summary shows them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ovpsheets.plan.choice_lists import choose
from ovpsheets.plan.model import Indicator
from ovpsheets.results.report import Report
from ovpsheets.results.report.activity_answers import Row
from ovpsheets.results.report.milestones import Answer, Said, wording
from ovpsheets.results.summary.summary_model import Measure
from ovpsheets.results.summary.what_changed import REVISED, revised_codes
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import Kind, Language


def measures(report: Report, commitment: str | None, texts: Texts) -> tuple[Measure, ...]:
    """Return a line for each row of ``indicators``, in the table's order."""
    before, revised = _previous_rows(report), revised_codes(report)
    return tuple(
        _marked(
            _measure(report, row, before, texts),
            revised=(row["indicator"], row["institution"]) in revised,
        )
        for row in report.rows("indicators", commitment)
    )


def _marked(measure: Measure, *, revised: bool) -> Measure:
    if not revised:
        return measure
    return replace(measure, value=replace(measure.value, after=f"{measure.value.after} {REVISED}"))


def _previous_rows(report: Report) -> Mapping[tuple[str, str], Row]:
    """Return last quarter's rows by indicator and institution."""
    table = report.history.indicators
    rows = records(table[table["quarter"] == str(report.quarter.previous())])
    return {(row["indicator"], row["institution"]): row for row in rows}


def _measure(
    report: Report, row: Row, before: Mapping[tuple[str, str], Row], texts: Texts
) -> Measure:
    indicator = report.plan.indicator(row["indicator"])
    institution = report.plan.institution(row["institution"])
    earlier = before.get((indicator.code, institution.code))
    return Measure(
        code=indicator.code,
        title=wording(indicator.text, texts.language),
        institution=institution.label(texts.language),
        baseline=_planned(indicator, row["baseline"], indicator.baseline, texts),
        previous=_previous(indicator, row, earlier, texts),
        value=_value(indicator, row, institution.language, texts),
        target=_planned(indicator, row["target"], indicator.target, texts),
        note=Said(row["note"], institution.language) if row["note"] else None,
    )


def _planned(
    indicator: Indicator, figure: float | None, planned: float | str | None, texts: Texts
) -> str:
    """Return a baseline or target: the table's figure, else the plan's words."""
    if figure is not None:
        return _quantity(indicator, figure, texts)
    if planned is None or planned == "":
        return texts("summary.answer.none")
    if isinstance(planned, str):
        return _word(indicator, planned, texts)
    return _quantity(indicator, planned, texts)


def _previous(indicator: Indicator, row: Row, earlier: Row | None, texts: Texts) -> str:
    if row["previous_value"] is not None:
        return _quantity(indicator, row["previous_value"], texts)
    if earlier is None:
        return texts("summary.answer.none")
    # The column holds numbers only; words and flags of last quarter come from its own row.
    return _value(indicator, earlier, texts.language, texts).text


def _value(indicator: Indicator, row: Row, language: Language, texts: Texts) -> Answer:
    if row["value"] is not None:
        return Answer("given", _quantity(indicator, row["value"], texts))
    if row["text"] is not None:
        word = _word(indicator, row["text"], texts)
        ours = word != row["text"]
        return Answer("given", word) if ours else Answer("given", said=Said(word, language))
    if row["flag"] is not None:
        return Answer("plain", texts(f"summary.answer.value.{row['flag']}"))
    return Answer("silent", texts("summary.answer.silent"))


def _quantity(indicator: Indicator, figure: float, texts: Texts) -> str:
    if indicator.kind is Kind.YES_NO:
        return texts("words.yes" if figure else "words.no")
    number = texts.number(figure)
    if indicator.kind is Kind.PERCENT:
        return texts("summary.answer.percent", number=number)
    if indicator.kind is Kind.AMOUNT and indicator.unit:
        return texts("summary.answer.amount", number=number, unit=indicator.unit)
    return number


def _word(indicator: Indicator, text: str, texts: Texts) -> str:
    """Return a yes, a no or a date in the reader's language; any other text as it stands."""
    if indicator.kind is Kind.YES_NO and (code := choose("yes_no", text)):
        return texts(f"words.{code}")
    if indicator.kind is Kind.DATE and (day := _day(text)):
        return texts.short_date(day)
    return text


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
