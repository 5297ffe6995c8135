"""What adopted plans write into their cells: times, bodies, codes, indicators, headings."""

import random
from datetime import date

import pytest
from every_case import every

from ovpsheets.adopted.account import Account
from ovpsheets.adopted.headings import Part, heading, label
from ovpsheets.adopted.named_bodies import bodies_among
from ovpsheets.adopted.names_in_cells import mentions
from ovpsheets.adopted.new_plan import plan_workbook
from ovpsheets.adopted.read_adopted import AdoptedPlan, read_adopted
from ovpsheets.adopted.split_texts import coded, pieces
from ovpsheets.adopted.timeframes import Times, times
from ovpsheets.errors import InputError
from ovpsheets.intake.reading.cells import Cell, Contents, Sheet
from ovpsheets.plan.read import plan_from_bytes

HEAD = "Активност | Носител | Рок"


def cell(text: str, row: int = 1, column: int = 1) -> Cell:
    return Cell("s", row, column, "text", text, text)


def table(*rows: str, merged: tuple[tuple[int, int, int, int], ...] = ()) -> AdoptedPlan:
    """Read a plan whose cells stand between bars."""
    cells = [
        cell(text.strip().replace("\\n", "\n"), number, column)
        for number, line in enumerate(rows, 1)
        for column, text in enumerate(line.split("|"), 1)
        if text.strip()
    ]
    return read_adopted(Contents((Sheet.of("s", cells, merged=merged),)), "mk")


# ------------------------------------------------------------------ times


@every(
    ("said", "start", "deadline"),
    [
        ("трет квартал 2026", "2026-07-01", "2026-09-30"),
        ("II/2026", "2026-04-01", "2026-06-30"),
        ("IV кв. 2025", "2025-10-01", "2025-12-31"),
        ("Q1 2025 - Q3 2026", "2025-01-01", "2026-09-30"),
        ("I-III квартал 2025", "2025-01-01", "2025-09-30"),
        ("јануари – март 2025", "2025-01-01", "2025-03-31"),
        ("2024–2026", "2024-01-01", "2026-12-31"),
        ("2024, 2025 и 2026 година", "2024-01-01", "2026-12-31"),
        ("01.01.2024-31.12.2024", "2024-01-01", "2024-12-31"),
        ("од мај 2024 до декември 2025", "2024-05-01", "2025-12-31"),
        ("до крајот на 2025", "", "2025-12-31"),
        ("deri në fund të 2025", "", "2025-12-31"),
        ("tremujori i parë 2026", "2026-01-01", "2026-03-31"),
        ("Dec 2025", "2025-12-01", "2025-12-31"),
        ("30.6.2025 година", "", "2025-06-30"),
        ("by the end of 2025", "", "2025-12-31"),
    ],
)
def test_a_period_is_read_as_people_say_it(said: str, start: str, deadline: str) -> None:
    found = times(cell(said), Part.PERIOD)
    assert (found.start, found.deadline) == (_day(start), _day(deadline))
    assert not found.doubt


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@every("said", ["континуирано", "Ongoing", "vazhdimisht", "во тек"])
def test_what_has_no_end_of_its_own_lasts_as_long_as_the_plan(said: str) -> None:
    assert times(cell(said), Part.DEADLINE) == Times(is_continuous=True)


@every("said", ["12 месеци по усвојување", "кога ќе има средства", "2025-2024", "13.13.2025"])
def test_what_is_no_time_is_not_read(said: str) -> None:
    assert times(cell(said), Part.DEADLINE).is_empty


@pytest.mark.parametrize(
    ("said", "one", "other"),
    [("3/2026", "31.3.2026", "30.9.2026"), ("до 2026", "31.12.2025", "31.12.2026")],
)
def test_of_two_days_that_may_be_meant_the_later_counts_and_both_are_named(
    said: str, one: str, other: str
) -> None:
    found = times(cell(said), Part.DEADLINE)
    assert (found.doubt, found.one, found.other) == ("date_ambiguous", one, other)


# ------------------------------------------------------------------ bodies


@every(
    ("said", "names"),
    [
        ("МВР, МП", ["МВР", "МП"]),
        ("МВР/МП", ["МВР", "МП"]),
        ("Министерство за труд и политика; МЗ", ["Министерство за труд и политика", "МЗ"]),
        (
            "Министерство за информатичко општество, администрација и трансформација",
            ["Министерство за информатичко општество, администрација и трансформација"],
        ),
        ("- Управа за јавни\n- Агенција за млади", ["Управа за јавни", "Агенција за млади"]),
        ("Ministria e Rinisë dhe Agjencia e Re", ["Ministria e Rinisë", "Agjencia e Re"]),
        ("Ministry of Justice and Agency for Youth", ["Ministry of Justice", "Agency for Youth"]),
        ("МЗ и Отворена порта", ["МЗ", "Отворена порта"]),
    ],
)  # fmt: skip
def test_the_bodies_in_a_cell_are_split_where_one_ends(said: str, names: list[str]) -> None:
    assert [own.text for own in mentions(cell(said))] == names


@pytest.mark.parametrize(
    "said", ["МВР во соработка со МЗ", "Носител: МВР\nУчесници: МЗ", "Lead: МВР; Supporting: МЗ"]
)
def test_who_takes_part_is_told_from_who_leads(said: str) -> None:
    assert [(own.text, own.is_beside) for own in mentions(cell(said))] == [
        ("МВР", False), ("МЗ", True),
    ]  # fmt: skip


def test_a_name_with_its_abbreviation_is_one_body_with_both() -> None:
    named = [
        (own, cell(own.text))
        for text in ("АСК", "Државна комисија (АСК)")
        for own in mentions(cell(text))
    ]
    found = bodies_among(named, Account(), "mk")
    assert [own.values for own in found.items] == [
        {"code": "ASK", "name_mk": "Државна комисија", "short_mk": "АСК"}
    ]


@pytest.mark.parametrize(
    "row", ["МВР | Министерство за внатрешни работи", "МВР – Министерство за внатрешни работи"]
)
def test_a_list_of_abbreviations_tells_the_names_and_nothing_is_doubtful_about_them(
    row: str,
) -> None:
    file = Contents(
        (
            Sheet.of("a", [cell(t.strip(), 1, n) for n, t in enumerate(row.split("|"), 1)]),
            Sheet.of(
                "s",
                [
                    cell(text, number, column)
                    for number, line in enumerate((HEAD, "Обука | МВР | 2025"), 1)
                    for column, text in enumerate(map(str.strip, line.split("|")), 1)
                ],
            ),
        )
    )
    found = read_adopted(file, "mk")
    (body,) = found.items["institutions"]
    assert body.values == {
        "code": "MVR", "name_mk": "Министерство за внатрешни работи", "short_mk": "МВР",
    }  # fmt: skip
    assert not [own for own in found.doubts if own.item is body]
    assert {own.key for fate in found.fates[:2] for own in fate.outcomes} >= {"abbreviation"}


def test_initials_that_two_names_have_are_taken_for_neither() -> None:
    texts = ("Министерство за правда", "Музеј на пошта", "МП")
    account = Account()
    named = [(own, cell(own.text)) for text in texts for own in mentions(cell(text))]
    assert len(bodies_among(named, account, "mk").items) == 3
    assert [own.key for own in account.doubts] == ["body_without_name"]


def test_codes_of_bodies_are_never_the_same_twice() -> None:
    texts = ("Отворена порта", "Општа пошта", "Општ план")
    named = [(own, cell(own.text)) for text in texts for own in mentions(cell(text))]
    assert [own.code for own in bodies_among(named, Account(), "mk").items] == ["OP", "OP2", "OP3"]


# ------------------------------------------------------------------ texts


@every(
    ("said", "code", "text"),
    [
        ("1.1. Обука", "1.1", "Обука"),
        ("Активност 1.2: Обука", "1.2", "Обука"),
        ("Commitment 3 – Open data", "3", "Open data"),
        ("2) Обука", "2", "Обука"),
        ("10 обуки", "", "10 обуки"),
        ("2024 година", "", "2024 година"),
        ("Обука", "", "Обука"),
    ],
)
def test_the_code_before_a_text_is_told_from_a_number_in_it(
    said: str, code: str, text: str
) -> None:
    assert coded(said) == (code, text)


@every(
    ("said", "found"),
    [
        ("Број на обуки", ["Број на обуки"]),
        ("Број на обуки\nПроцент на обучени", ["Број на обуки", "Процент на обучени"]),
        ("Број на обуки\nодржани во годината", ["Број на обуки одржани во годината"]),
        ("• Број на обуки • Број на луѓе", ["Број на обуки", "Број на луѓе"]),
        ("Број на обуки; Број на луѓе", ["Број на обуки", "Број на луѓе"]),
        ("Број на обуки; вебинари", ["Број на обуки; вебинари"]),
        ("1. Број на обуки\n2. Број на луѓе", ["Број на обуки", "Број на луѓе"]),
    ],
)
def test_several_indicators_of_a_cell_are_split(said: str, found: list[str]) -> None:
    assert [text for _, text in pieces(said)] == found


@every(
    ("text", "part"),
    [
        ("Мерка", Part.COMMITMENT),
        ("Активност", Part.ACTIVITY),
        ("Носител", Part.HOLDER),
        ("Рок", Part.DEADLINE),
        ("Индикатор за успешност на активноста", Part.INDICATOR),
        ("Institucioni bartës", Part.HOLDER),
        ("Milestone", Part.ACTIVITY),
        ("Start date", Part.START),
        ("End date", Part.DEADLINE),
        ("Целна вредност 2026", Part.TARGET),
        ("Commitment description", Part.ABOUT),
    ],
)
def test_a_heading_is_known_by_its_words(text: str, part: Part) -> None:
    found = heading(text)
    assert found is not None
    assert found.part is part


@pytest.mark.parametrize("text", ["Мерка 1.1: Обука", "Обука на јавни службеници", "2026"])
def test_what_has_a_number_or_no_such_word_is_no_heading(text: str) -> None:
    assert heading(text) is None


def test_a_label_stands_at_the_beginning() -> None:
    assert label("Lead implementing agency/actor") is not None
    assert label("The lead institution reports") is None


# ------------------------------------------------------------------ tables


def test_title_rows_between_the_rows_of_a_table_are_its_commitments() -> None:
    found = table(
        HEAD,
        "Заложба 1: Здравство",
        "Вакцинација | МЗ | 2025",
        "Заложба 2: Правда",
        "Обука | МП | 2025",
    )
    assert [own.values["title_mk"] for own in found.items["commitments"]] == ["Здравство", "Правда"]
    assert [own.code for own in found.items["activities"]] == ["1.1", "2.1"]


def test_a_title_that_no_word_names_is_a_doubt() -> None:
    found = table(HEAD, "Здравство", "Вакцинација | МЗ | 2025")
    assert "title_guessed" in [own.key for own in found.doubts]


def test_measures_without_activities_are_the_activities() -> None:
    found = table(
        "Цел | Мерка | Носител | Рок",
        "Здравство | Вакцинација | МЗ | 2025",
        " | Преглед | МЗ | 2026",
    )
    assert [own.values["title_mk"] for own in found.items["commitments"]] == ["Здравство"]
    assert [own.values["text_mk"] for own in found.items["activities"]] == [
        "Вакцинација",
        "Преглед",
    ]


def test_a_column_without_a_heading_is_known_by_its_content_and_that_is_a_doubt() -> None:
    found = table(
        "Активност | | Индикатор", "Вакцинација | 31.12.2025 | Број на вакцини",
        "Преглед | 30.6.2026 | Број на прегледи", "Обука | јуни 2026 | Број на обуки",
    )  # fmt: skip
    assert [own.values["deadline"] for own in found.items["activities"]] == [
        date(2025, 12, 31), date(2026, 6, 30), date(2026, 6, 30),
    ]  # fmt: skip
    assert "column_guessed" in [own.key for own in found.doubts]


def test_a_table_without_headings_is_read_by_its_content() -> None:
    found = table(
        "1.1 | Вакцинација на децата во основните училишта | МЗ | 31.12.2025",
        "1.2 | Систематски преглед на сите ученици | Министерство за здравство | 2026",
        "1.3 | Обука на медицинските лица во училиштата | МЗ | јуни 2026",
    )
    assert [(own.code, own.values["holder"]) for own in found.items["activities"]] == [
        ("1.1", "MZ"), ("1.2", "MZ"), ("1.3", "MZ"),
    ]  # fmt: skip
    assert "column_guessed" in [own.key for own in found.doubts]


def test_headings_in_two_rows_are_one() -> None:
    found = table(
        "Активност | Носител | Период | ",
        " | | Почеток | Крај",
        "Обука | МП | март 2025 | јуни 2025",
        merged=((1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4)),
    )
    (own,) = found.items["activities"]
    assert (own.values["start"], own.values["deadline"]) == (date(2025, 3, 1), date(2025, 6, 30))


def test_one_target_beside_several_indicators_is_nobodys() -> None:
    found = table(
        "Активност | Носител | Индикатор | Целна вредност",
        "Обука | МП | Број на обуки\\nБрој на луѓе | 12",
    )
    assert all("target" not in own.values for own in found.items["indicators"])
    assert [own.key for own in found.doubts].count("measure_shared") == 2


def test_a_code_that_stands_twice_becomes_a_new_one_and_that_is_a_doubt() -> None:
    found = table("Бр. | Активност | Рок", "3.1 | Обука | 2025", "3.1 | Преглед | 2025")
    assert [own.code for own in found.items["activities"]] == ["3.1", "3.2"]
    assert "code_twice" in [own.key for own in found.doubts]


def test_a_start_after_its_deadline_is_not_taken() -> None:
    found = table("Активност | Носител | Почеток | Рок", "Обука | МП | 1.6.2026 | 31.12.2025")
    (own,) = found.items["activities"]
    assert own.values["start"] <= own.values["deadline"]  # type: ignore[operator]
    assert "start_late" in [own.key for own in found.doubts]


# ------------------------------------------------------------------ whatever there is


_TEXTS = (
    "Мерка", "Активност", "Носител", "Рок", "Индикатор", "Целна вредност", "Почеток", "Буџет",
    "1.1", "3.10", "Обука", "МВР, МП", "Министерство за правда", "континуирано", "2024–2026",
    "II/2026", "31.12.2025", "3/2026", "Број на обуки", "- Број на а\n- Процент на б", "150%",
    "најмалку 3", "/", "Заложба 1: Нешто", "Приоритетна област 3", "Вкупно", "#REF!",
    "Lead implementing agency/actor", "Ministry of Finance (MoF)", "",
)  # fmt: skip
_TO_FILL_IN = {"setting_empty", "value_missing", "no_rows"}
"""Problems of a plan whose file does not say everything."""


def jumbled(seed: int) -> Contents:
    """Return a file of one sheet in which anything stands anywhere, some of it merged."""
    chance = random.Random(seed)
    height, width = chance.randint(3, 12), chance.randint(2, 7)
    cells = [
        cell(text, row, column)
        for row in range(1, height + 1)
        for column in range(1, width + 1)
        if (text := chance.choice(_TEXTS))
    ]
    head = [cell(text, 1, column) for column, text in enumerate(("Активност", "Носител", "Рок"), 1)]
    cells = [*head, *(own for own in cells if own.row > 1)]
    top, left = chance.randint(1, height), chance.randint(1, width)
    area = (top, left, min(top + 2, height), min(left + chance.randint(0, 2), width))
    return Contents((Sheet.of("s", cells, merged=(area,)),))


@every("seed", range(12))
def test_whatever_stands_in_a_file_each_cell_is_accounted_for_and_nothing_is_put_in_that_is_wrong(
    seed: int,
) -> None:
    file = jumbled(seed)
    try:
        found = read_adopted(file, "mk")
    except InputError:
        return
    cells = [own.address for own in file.sheets[0].cells.values()]
    assert sorted(own.cell for own in found.fates) == sorted(cells)
    _, said = plan_from_bytes(plan_workbook(found, "mk"), "plan.xlsx")
    assert {own.key for own in said if not own.is_warning} <= _TO_FILL_IN


@every("text", ["Одговорни", "Надлежни органи", "Извршител", "Одговорен орган"])
def test_who_answers_for_it_is_the_holder_by_whatever_word(text: str) -> None:
    found = heading(text)
    assert found is not None
    assert found.part is Part.HOLDER


def test_a_row_that_begins_with_a_code_is_no_row_of_headings_whatever_it_names() -> None:
    assert heading("1.2 Скриена активност") is None
    assert heading("3.6.1.1. Број на индикатори") is None
    assert heading("2. Активност") is not None  # a numbered heading
    rows = (
        ("Активност", "Носител", "Рок", "Индикатор"),
        ("1.1 Портал", "МИОА", "31.12.2026", "Број на сетови"),
        ("1.2 Активност за млади", "МОН", "30.6.2027", "Индикатор за обуки"),
    )
    cells = [cell(t, r, c) for r, row in enumerate(rows, 1) for c, t in enumerate(row, 1)]
    found = read_adopted(Contents((Sheet.of("s", cells),)), "mk")
    (own,) = (own for own in found.fates if own.cell == "A3")
    assert [said.key for said in own.outcomes] == ["activity"]
