"""The indicators' values as the summary shows them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ovpsheets.plan.measured import Measured, in_words, measured, planned
from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.plan.standing import Shares
from ovpsheets.quarter import Quarter
from ovpsheets.results.narrative.summary_model import Measure
from ovpsheets.results.narrative.what_changed import REVISED, revised_codes
from ovpsheets.results.report import Report
from ovpsheets.results.report.activity_answers import Row, published_answers
from ovpsheets.results.report.derive_facts import facts_of, withheld_in
from ovpsheets.results.report.facts import of_this_quarter
from ovpsheets.results.report.milestones import (
    UNCLEAR,
    Labelled,
    Said,
    ShownAnswer,
    labelled,
    own_words,
    withheld,
    withheld_own,
    wording,
)
from ovpsheets.results.report.quarter_figures import is_unclear, was_asked
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import INDICATORS, Language


def measures(report: Report, commitment: str | None, texts: Texts) -> tuple[Measure, ...]:
    """Return a line for each row of ``indicators``, in the table's order; shares with their sum."""
    before, revised = _previous_rows(report), revised_codes(report)
    rows = tuple(report.rows("indicators", commitment))
    last = {row["indicator"]: place for place, row in enumerate(rows)}
    found: list[Measure] = []
    for place, row in enumerate(rows):
        code, own = row["indicator"], _measure(report, row, before, texts)
        line = _marked(own, revised=(code, row["institution"]) in revised)
        shares = report.shares().get(code)
        if shares is None or shares.value is None:
            found.append(line)
            continue
        none = texts("summary.answer.none")  # what was promised is about all of them
        found.append(replace(line, baseline=none, target=none))
        if last[code] == place:
            found.append(_together(report, code, shares, before, line, texts))
    return tuple(found)


def _together(
    report: Report,
    code: str,
    shares: Shares,
    before: Mapping[tuple[str, str], Row],
    line: Measure,
    texts: Texts,
) -> Measure:
    """Return the line of what all shares of an indicator make; *line* is that of one of them."""
    indicator = report.plan.indicator(code)
    earlier = [before[key]["value"] if (key := (code, who)) in before else None
               for who in shares.asked]  # fmt: skip
    known = [value for value in earlier if value is not None]
    was = sum(known) if known and len(known) == len(earlier) else None
    silent = [report.institution_label(who, texts.language) for who in shares.silent]
    lacks = texts("summary.answer.lacks", what=texts.listing(silent)) if silent else ""
    said = [f"{_shown(indicator, shares.value, texts)}{lacks}"]
    if shares.total is not None and shares.total.value is not None:
        number = _shown(indicator, shares.total.value, texts)
        lacking = texts.listing(_quarters(shares.total.lacks, texts))
        lacks = texts("summary.answer.lacks_shares", what=lacking) if lacking else ""
        said.append(f"({texts('summary.answer.total', number=number)}{lacks})")
    return replace(
        line,
        institution=texts("consolidated.all_together"),
        previous=texts("summary.answer.none") if was is None else _shown(indicator, was, texts),
        value=ShownAnswer("given", " ".join(said)),
        note=None,
        own=(),
        has_moved=was is not None and not silent and was != shares.value,
    )


def _marked(measure: Measure, *, revised: bool) -> Measure:
    if not revised:
        return measure
    return replace(measure, value=replace(measure.value, after=f"{measure.value.after} {REVISED}"))


def _previous_rows(report: Report) -> Mapping[tuple[str, str], Row]:
    """Return last quarter's rows by indicator and institution."""

    def read() -> Mapping[tuple[str, str], Row]:
        table = report.history.indicators
        rows = records(table[table["quarter"] == str(report.quarter.previous())])
        return {(row["indicator"], row["institution"]): row for row in rows}

    return report.once("indicators of last quarter", read)


def _measure(
    report: Report, row: Row, before: Mapping[tuple[str, str], Row], texts: Texts
) -> Measure:
    indicator = report.plan.indicator(row["indicator"])
    institution = report.plan.institution(row["institution"])
    key, known = (indicator.code, institution.code), facts_of(report)
    row = of_this_quarter(known, report.plan.columns, INDICATORS, row)
    hidden, earlier = withheld_in(report, INDICATORS, row), before.get(key)
    language = institution.language
    return Measure(
        code=indicator.code,
        title=wording(indicator.text, texts.language),
        institution=institution.label(texts.language),
        baseline=_planned(indicator, row["baseline"], indicator.baseline, texts),
        previous=_previous(
            indicator,
            row,
            earlier,
            texts,
            was_given=key in known.before,
            was_asked=_was_asked_before(report, row),
        ),
        value=_with_total(
            indicator,
            row,
            withheld(texts)
            if "text" in hidden and row["value"] is None  # „7 збирки“ is no more than its 7
            else _value(indicator, row, language, texts, was_asked=was_asked(report, row))
            if not is_unclear(report, row)
            else ShownAnswer("withheld", texts(UNCLEAR)),
            texts,
        ),
        target=_planned(indicator, row["target"], indicator.target, texts),
        note=_note(row, hidden, language, texts),
        own=tuple(_own(report.plan, row, hidden, language, texts)),
        has_moved=row["previous_value"] is not None
        and row["value"] is not None
        and row["previous_value"] != row["value"],
    )


def _with_total(indicator: Indicator, row: Row, value: ShownAnswer, texts: Texts) -> ShownAnswer:
    """Return *value* with what its quarters add up to behind it, and what is missing in that."""
    if row["total_so_far"] is None:
        return value
    lacking = texts.listing(_quarters((row["lacks_quarters"] or "").split(), texts))
    said = texts("summary.answer.total", number=_shown(indicator, row["total_so_far"], texts))
    lacks = texts("summary.answer.lacks", what=lacking) if lacking else ""
    return replace(value, after=f"{value.after} ({said}{lacks})")


def _quarters(codes: Iterable[str], texts: Texts) -> list[str]:
    return [texts.quarter(Quarter.parse(code)) for code in codes]


def _own(
    plan: Plan, row: Row, hidden: frozenset[str], language: Language, texts: Texts
) -> Iterator[Labelled]:
    yield from labelled(INDICATORS, published_answers(plan, INDICATORS, row), language, texts)
    yield from withheld_own(plan, INDICATORS, hidden, texts)


def _note(row: Row, hidden: frozenset[str], language: Language, texts: Texts) -> Said | None:
    if "note" in hidden:
        return Said(withheld(texts).text, texts.language)
    return own_words(row["note"], language) if row["note"] else None


def _planned(
    indicator: Indicator, figure: float | None, measure: float | str | None, texts: Texts
) -> str:
    """Return a baseline or target: the table's figure, else the plan's words."""
    said = planned(indicator.kind, measure if figure is None else figure)
    return texts("summary.answer.none") if said is None else _shown(indicator, said, texts)


def _was_asked_before(report: Report, row: Row) -> bool:
    """Tell whether last quarter somebody was asked what a row of ``indicators`` holds."""
    completed = facts_of(report).carried.get(row["activity"])
    return completed is None or completed >= str(report.quarter.previous())


def _previous(
    indicator: Indicator,
    row: Row,
    earlier: Row | None,
    texts: Texts,
    *,
    was_given: bool,
    was_asked: bool,
) -> str:
    """*was_given*: last quarter a figure or text came, whether or not it was published."""
    if not was_asked and indicator.is_of_one_quarter:
        return texts("summary.answer.progress.earlier")
    if row["previous_value"] is not None:
        before = measured(indicator.kind, row["previous_value"])
        return _shown(indicator, before, texts)
    if earlier is None:
        return texts("summary.answer.none")
    if was_given and all(earlier[name] is None for name in ("value", "text", "flag")):
        return withheld(texts).text
    # The column holds numbers only; words and flags of last quarter come from its own row.
    return _value(indicator, earlier, texts.language, texts, was_asked=was_asked).text


def _value(
    indicator: Indicator, row: Row, language: Language, texts: Texts, *, was_asked: bool = True
) -> ShownAnswer:
    value = measured(indicator.kind, row["value"], row["text"])
    if isinstance(value, str):  # the member's own words
        return ShownAnswer("given", said=own_words(value, language))
    if value is not None:
        return ShownAnswer("given", _shown(indicator, value, texts))
    if row["flag"] is not None:
        return ShownAnswer("plain", texts(f"summary.answer.value.{row['flag']}"))
    if not was_asked:
        return ShownAnswer("plain", texts("summary.answer.progress.earlier"))
    return ShownAnswer("silent", texts("summary.answer.silent"))


def _shown(indicator: Indicator, said: Measured, texts: Texts) -> str:
    if isinstance(said, bool) or not isinstance(said, float):
        return in_words(said, texts)
    number = texts.number(said)
    if indicator.kind.is_share:
        return texts("summary.answer.percent", number=number)
    unit = indicator.unit_in(texts.language)
    if indicator.kind.shows_unit and unit:
        return texts("summary.answer.amount", number=number, unit=unit)
    return number
