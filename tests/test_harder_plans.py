"""Two adopted plans in harder layouts: what is read of them, and every cell accounted for."""

from collections import Counter
from datetime import date

import pytest
from adopted_files import HARDER, adopted, contents, plan
from every_case import every

from ovpsheets.adopted.names_in_cells import explained_together
from ovpsheets.adopted.split_texts import without_marks
from ovpsheets.plan.periods import days_meant
from ovpsheets.plan.plan_sheet import Edge

STRATEGY, MATRIX = HARDER


def became(file: str, text: str) -> list[str]:
    places = [(s.name, c.address) for s in contents(file).sheets for c in s.cells.values()
              if c.kept == text]  # fmt: skip
    (fate,) = (own for own in adopted(file).fates if (own.sheet, own.cell) in places)
    return [outcome.key for outcome in fate.outcomes]


@pytest.mark.parametrize("file", HARDER)
def test_every_cell_is_accounted_for_exactly_once(file: str) -> None:
    cells = [(s.name, c.address) for s in contents(file).sheets for c in s.cells.values()]
    assert Counter((own.sheet, own.cell) for own in adopted(file).fates) == Counter(cells)


@pytest.mark.parametrize(
    ("file", "commitments", "activities"),
    [
        (
            STRATEGY,
            {"2.1": "Отворен и разбирлив буџет", "2.2": "Отворени јавни набавки",
             "2.3": "Пристап до информации"},
            {"2.1.1": "2.1", "2.1.2": "2.1", "2.2.1": "2.2", "2.2.2": "2.2", "2.3.1": "2.3"},
        ),
        (
            MATRIX,
            {"1.1": "Граѓаните одлучуваат за буџетот на општината",
             "1.2": "Отчетност на советите", "2.1": "Општините објавуваат отворени податоци"},
            {"1.1.1": "1.1", "1.1.2": "1.1", "1.2.1": "1.2", "2.1.1": "2.1"},
        ),
    ],
)  # fmt: skip
def test_rows_over_the_whole_width_are_commitments_and_a_table_goes_on_over_pages(
    file: str, commitments: dict[str, str], activities: dict[str, str]
) -> None:
    assert {own.code: own.title.in_("mk") for own in plan(file).commitments} == commitments
    assert {own.code: own.commitment for own in plan(file).activities} == activities


def test_a_row_with_a_code_and_a_title_alone_stands_in_the_area_above_it() -> None:
    areas = [own.area for own in plan(MATRIX).commitments]
    assert areas == ["УЧЕСТВО НА ГРАЃАНИТЕ", "УЧЕСТВО НА ГРАЃАНИТЕ", "ОТВОРЕНИ ПОДАТОЦИ"]
    assert became(MATRIX, "1.2") == ["code"]
    assert became(MATRIX, "Заложба: Отчетност на советите") == ["commitment"]


@every(
    ("file", "code", "bodies"),
    [
        (STRATEGY, "2.1.1", ("MF", "MIOA", "ZOG")),  # line by line
        (STRATEGY, "2.1.2", ("MF", "OT", "OB")),  # во соработка со
        (STRATEGY, "2.2.1", ("BJN", "MF")),  # with the mark of a footnote
        (STRATEGY, "2.2.2", ("BJN", "ZELS", "SK")),  # with its abbreviation
        (MATRIX, "1.1.1", ("MLS", "ZELS", "SO", "MF")),  # bullets
        (MATRIX, "2.1.1", ("MDT", "OPSTINITE", "DZS")),  # a stroke
    ],
)
def test_whoever_holds_and_whoever_takes_part(
    file: str, code: str, bodies: tuple[str, ...]
) -> None:
    own = plan(file).activity(code)
    assert (own.holder, *own.co_holders) == bodies


@every(
    ("file", "code", "days"),
    [
        (STRATEGY, "2.1.1", (date(2025, 1, 1), date(2025, 6, 30))),
        (STRATEGY, "2.1.2", (date(2025, 4, 1), date(2026, 12, 31))),
        (STRATEGY, "2.3.1", (date(2025, 1, 1), date(2025, 12, 31))),
        (MATRIX, "1.1.2", (date(2025, 1, 1), date(2025, 12, 31))),
        (MATRIX, "2.1.1", (date(2026, 1, 1), date(2026, 6, 30))),
    ],
)
def test_times_are_read_as_people_say_them(file: str, code: str, days: tuple[date, date]) -> None:
    own = plan(file).activity(code)
    assert (own.start, own.deadline) == days


@every(
    ("file", "code", "kind", "measures"),
    [
        (STRATEGY, "2.1.1.1", "yes_no", ("не", "да")),  # numbered in one cell, as its measures
        (STRATEGY, "2.1.1.2", "count", (0, None)),  # 2.000 may be two
        (STRATEGY, "2.1.2.1", "count", (2, 16)),  # „Цел“ beside an indicator is its target
        (STRATEGY, "2.2.1.1", "percent", (10, 90)),
        (STRATEGY, "2.2.2.2", "percent", (0, 75)),
        (MATRIX, "1.1.1.1", "count", (3, 20)),  # „Основна линија“
        (MATRIX, "1.1.2.1", "yes_no", ("Не", "Да")),  # told by its measures
        (MATRIX, "1.2.1.1", "percent", (15, 80)),
        (MATRIX, "2.1.1.2", "count", (120, None)),
    ],
)
def test_indicators_have_their_kind_and_their_own_measures(
    file: str, code: str, kind: str, measures: tuple[object, object]
) -> None:
    own = plan(file).indicator(code)
    assert (own.kind.key, (own.baseline, own.target)) == (kind, measures)


@pytest.mark.parametrize(("file", "said"), [(STRATEGY, "2.000"), (MATRIX, "1.000")])
def test_what_may_be_two_numbers_is_a_doubt_that_quotes_its_own_line(file: str, said: str) -> None:
    (own,) = (own for own in adopted(file).doubts if own.key == "measure_unread")
    assert own.values["said"] == said


def test_paragraphs_around_the_tables_explain_abbreviations_or_are_set_aside() -> None:
    names = {own.code: own.name.in_("mk") for own in plan(STRATEGY).institutions}
    assert names["ASPI"] == "Агенција за слободен пристап"
    assert became(STRATEGY, "² Со поддршка на донатори.") == ["text"]
    assert became(MATRIX, "Забелешка: МКД се денари. Износите се проценети.") == ["section"]


def test_subtotals_and_the_numbering_of_columns_are_no_rows_of_the_plan() -> None:
    assert became(MATRIX, "Вкупно 1.1") == ["total"]
    assert became(MATRIX, "ВКУПНО") == ["total"]


@every(
    ("text", "plain"),
    [("МФ²", "МФ"), ("буџет¹ и", "буџет и"), ("Закон*", "Закон"), ("500 m²", "500 m²"),
     ("10 км²", "10 км²"), ("2³", "2³"), ("* напомена", "* напомена")],
)  # fmt: skip
def test_the_mark_of_a_footnote_is_no_part_of_a_word(text: str, plain: str) -> None:
    assert without_marks(text) == plain


@every(
    ("text", "shorts"),
    [
        ("Кратенки: МФ – Министерство за финансии", ["МФ"]),
        ("МФ – Министерство за финансии; МП – Министерство за правда", ["МФ", "МП"]),
        ("Acronyms: MoF – Ministry of Finance; OMB – Ombudsman office", ["MoF", "OMB"]),
        ("Кратенки: МФ – Министерство за финансии; и други", []),
        ("МФ – Министерство за финансии", []),  # one alone: the line of a list, read as that
    ],
)
def test_a_paragraph_of_abbreviations_is_one_only_where_each_part_is(
    text: str, shorts: list[str]
) -> None:
    assert [own.short for own in explained_together(text)] == shorts


@every(
    ("text", "first", "last"),
    [
        ("прво полугодие 2025", date(2025, 1, 1), date(2025, 6, 30)),
        ("втората половина на 2025 година", date(2025, 7, 1), date(2025, 12, 31)),
        ("II полугодие 2026", date(2026, 7, 1), date(2026, 12, 31)),
        ("H1 2025", date(2025, 1, 1), date(2025, 6, 30)),
        ("second half of 2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("gjysma e parë e 2025", date(2025, 1, 1), date(2025, 6, 30)),
    ],
)
def test_half_a_year_is_a_part_of_a_year(text: str, first: date, last: date) -> None:
    assert days_meant(text, Edge.FIRST) == (first,)
    assert days_meant(text, Edge.LAST) == (last,)


@pytest.mark.parametrize("text", ["трето полугодие 2025", "полугодие 2025", "јули полугодие 2025"])
def test_there_is_no_third_half_of_a_year(text: str) -> None:
    assert days_meant(text, Edge.LAST) == ()
