"""Problems of plan.xlsx: each fault on its own, with its cell, and said once."""

from itertools import product

import pytest
from every_case import every
from plans import GOOD, examined, problems

from ovpsheets.plan.problems import PROBLEMS, WARNINGS, PlanProblem
from ovpsheets.texts import Texts, catalogue
from ovpsheets.words import LANGUAGES, Language


def _activities(*rows: str) -> str:
    head = "code | commitment | text_mk | start | deadline | holder | co_holders"
    return "\n".join((head, *rows))


def _indicator(row: str) -> str:
    return f"code | activity | text_mk | kind | baseline | target\n{row}"


def _message(language: Language = "mk", **sheets: str | None) -> str:
    (problem,) = examined(**sheets)[1]
    return problem.message(Texts(language))


def test_a_good_plan_has_none() -> None:
    assert problems() == []


# --- sheets and columns


@every("sheet", ["plan", "institutions", "commitments", "activities"])
def test_a_missing_sheet_is_one_problem(sheet: str) -> None:
    assert problems(**{sheet: None}) == [("sheet_missing", "", "")]


def test_the_sheet_of_indicators_may_be_empty_but_not_missing() -> None:
    assert problems(indicators=None) == [("sheet_missing", "", "")]
    assert problems(indicators="code | activity | text_mk | kind") == []


def test_a_second_sheet_of_the_same_meaning() -> None:
    assert problems(Заложби=GOOD["commitments"]) == [("sheet_twice", "Заложби", "")]


def test_a_sheet_without_headings() -> None:
    assert problems(commitments="3.6 | Заштита") == [("headings_missing", "commitments", "")]


def test_a_missing_column_is_one_problem_however_many_rows() -> None:
    table = """
        code  | commitment | text_mk | start    | deadline
        3.6.1 | 3.6        | Текст   | 1.7.2021 | 30.6.2022
        3.6.2 | 3.6        | Текст   | 1.7.2021 | 30.6.2022
    """
    assert problems(activities=table) == [("column_missing", "activities", "")]


def test_a_text_column_missing_in_all_languages() -> None:
    table = "code | coordinator\n3.6 | MVR"
    assert problems(commitments=table) == [("column_missing", "commitments", "")]


def test_a_column_that_stands_twice() -> None:
    table = "code | title_mk | Код\n3.6 | Заштита | 3.7"
    assert problems(commitments=table) == [("column_twice", "commitments", "C1")]


def test_a_setting_whose_row_is_missing() -> None:
    table = GOOD["plan"].replace("coordinator | MVR", "")
    assert problems(plan=table) == [("setting_missing", "plan", "")]


def test_no_activities_at_all() -> None:
    empty = _activities()
    indicators = "code | activity | text_mk | kind"
    assert problems(activities=empty, indicators=indicators) == [("no_rows", "activities", "")]


def test_an_empty_sheet_is_not_reported_again_by_rows_that_refer_to_it() -> None:
    assert problems(institutions="code | name_mk") == [("no_rows", "institutions", "")]


# --- values


def test_a_required_value_missing() -> None:
    row = "3.6.1 | 3.6 | Текст | 1.7.2021 | | MVR"
    other = "3.6.2 | 3.6 | Текст | 1.7.2021 | 1.7.2022 | MVR"
    assert problems(activities=_activities(row, other)) == [("value_missing", "activities", "E2")]


def test_a_text_missing_in_all_languages() -> None:
    table = "code | title_mk | title_en\n3.6 | |"
    assert problems(commitments=table) == [("wording_missing", "commitments", "B2")]


def test_a_setting_left_empty() -> None:
    table = GOOD["plan"].replace("NAP5", "")
    assert problems(plan=table) == [("setting_empty", "plan", "B2")]


def test_a_formula_error_in_a_cell() -> None:
    table = GOOD["commitments"].replace("Заштита на жртви", "<#REF!>")
    assert problems(commitments=table) == [("cell_error", "commitments", "B2")]


@every("typed", ["утре", "31.2.2022", "1.7.22", "1.7.2202", "<44927>"])
def test_a_date_that_is_none(typed: str) -> None:
    row = f"3.6.1 | 3.6 | Текст | 1.7.2021 | {typed} | MVR"
    other = "3.6.2 | 3.6 | Текст | 1.7.2021 | 1.7.2022 | MVR"
    found = problems(activities=_activities(row, other))
    assert found == [("date_unreadable", "activities", "E2")]


def _dates(start: str, deadline: str) -> list[tuple[str, str, str]]:
    row = f"3.6.1 | 3.6 | Текст | {start} | {deadline} | MVR"
    return problems(activities=_activities(row, "3.6.2 | 3.6 | Текст | 1.7.2021 | 1.7.2022 | MVR"))


@every(
    "typed",
    [
        "почеток на 2022", "од 2022", "2021/2022", "5 квартал 2022", "трета 2022", "V/2022",
        "квартал 2022", "средина на 2022", "31 февруари 2022", "2022!", "2202",
    ],
)  # fmt: skip
def test_a_part_of_a_year_that_is_no_deadline(typed: str) -> None:
    assert _dates("1.7.2021", typed) == [("date_unreadable", "activities", "E2")]


@pytest.mark.parametrize("typed", ["крајот на 2021", "до 2021"])
def test_an_end_is_no_start(typed: str) -> None:
    assert _dates(typed, "31.12.2022") == [("date_unreadable", "activities", "D2")]


@every("typed", ["3/2022", "03.2022", "2022-03", "до 2022", "до трет квартал 2022", "до 3/2022"])
def test_a_deadline_that_may_mean_two_days(typed: str) -> None:
    assert _dates("1.7.2021", typed) == [("date_ambiguous", "activities", "E2")]


def test_both_days_that_may_be_meant_are_named() -> None:
    row = "3.6.1 | 3.6 | Текст | 1.7.2021 | 3/2022 | MVR"
    other = "3.6.2 | 3.6 | Текст | 1.7.2021 | 1.7.2022 | MVR"
    said = _message(activities=_activities(row, other))
    assert "31.3.2022" in said
    assert "30.9.2022" in said


def test_a_day_of_the_calendar_is_no_quarter() -> None:
    table = "quarter | submit_by | publish_by\n2022-Q3 | 2022-Q4 | 31.12.2022"
    assert problems(calendar=table) == [("date_unreadable", "calendar", "B2")]


@pytest.mark.parametrize("kind", ["count", "percent", "amount"])
def test_a_target_in_words_where_a_number_is_wanted(kind: str) -> None:
    table = _indicator(f"3.6.1.1 | 3.6.1 | Текст | {kind} | | околу 30")
    assert problems(indicators=table) == [("number_unreadable", "indicators", "F2")]


def test_a_baseline_with_a_point_that_may_part_thousands() -> None:
    table = _indicator("3.6.1.1 | 3.6.1 | Текст | amount | 1.234 |")
    assert problems(indicators=table) == [("number_ambiguous", "indicators", "E2")]


def test_a_number_that_excel_made_a_date() -> None:
    table = _indicator("3.6.1.1 | 3.6.1 | Текст | count | | <2022-05-12>")
    assert problems(indicators=table) == [("number_is_date", "indicators", "F2")]


def test_half_a_day_to_submit() -> None:
    table = GOOD["plan"] + "\nsubmit_days | <2.5>"
    assert problems(plan=table) == [("not_whole", "plan", "B7")]


def test_an_unknown_kind_says_nothing_of_the_target() -> None:
    table = _indicator("3.6.1.1 | 3.6.1 | Текст | парче | | околу 30")
    assert problems(indicators=table) == [("choice_unknown", "indicators", "D2")]


def test_an_unknown_choice_names_the_choices() -> None:
    table = _indicator("3.6.1.1 | 3.6.1 | Текст | парче | |")
    assert "Број, Процент, Износ, Да/Не, Текст, Датум" in _message(indicators=table)


def test_an_unknown_language() -> None:
    table = GOOD["plan"] + "\nlanguages | mk; fr"
    assert problems(plan=table) == [("choice_unknown", "plan", "B7")]


@pytest.mark.parametrize("target", ["120", "-1"])
def test_a_percentage_outside_its_range(target: str) -> None:
    table = _indicator(f"3.6.1.1 | 3.6.1 | Текст | percent | 0 | {target}")
    assert problems(indicators=table) == [("percent_range", "indicators", "F2")]


def test_a_percentage_that_may_be_a_fraction() -> None:
    table = _indicator("3.6.1.1 | 3.6.1 | Текст | percent | 0 | <0.46>")
    assert problems(indicators=table) == [("percent_fraction", "indicators", "F2")]


# --- codes


def test_a_code_that_stands_twice() -> None:
    row = "3.6.1 | 3.6 | Текст | 1.7.2021 | 1.7.2022 | MVR"
    other = "3.6.2 | 3.6 | Текст | 1.7.2021 | 1.7.2022 | MVR"
    found = problems(activities=_activities(row, other, row))
    assert found == [("code_twice", "activities", "A4")]


def test_codes_that_differ_in_letter_case_only_are_the_same_code() -> None:
    table = GOOD["institutions"] + "\nmvr | Друго | |"
    assert problems(institutions=table) == [("code_twice", "institutions", "A5")]


def test_a_code_whose_zero_excel_dropped() -> None:
    table = "code | title_mk\n3.6 | Заштита\n3.1 | Прва\n<3.1> | Десетта"
    assert problems(commitments=table) == [("code_twice_number", "commitments", "A4")]
    assert "3.10" in _message(commitments=table)


def test_a_code_that_excel_made_a_date() -> None:
    table = GOOD["commitments"] + "\n<2022-06-03> | Друга | MVR"
    assert problems(commitments=table) == [("code_is_date", "commitments", "A3")]


def test_a_code_with_cyrillic_letters_is_one_problem_and_rows_that_refer_to_it_are_none() -> None:
    cyrillic = "МТЅР"
    table = GOOD["institutions"].replace("MTSP", cyrillic)
    assert problems(institutions=table) == [("code_lookalike", "institutions", "A3")]


def test_lookalike_letters_are_named_with_the_code_that_was_meant() -> None:
    message = _message(institutions=GOOD["institutions"].replace("MVR", "МVR"))
    assert "„М“" in message
    assert message.endswith("латинска тастатура: MVR.")


@every("code", ["МВРЖ", "M-VR", "M VR", "M.VR"])
def test_an_institution_code_with_other_characters(code: str) -> None:
    table = GOOD["institutions"] + f"\n{code} | Друга | |"
    assert problems(institutions=table) == [("code_characters", "institutions", "A5")]


@pytest.mark.parametrize("code", ["3.6.1a", "3,7", "3-7"])
def test_a_commitment_code_with_other_than_digits_and_dots(code: str) -> None:
    table = GOOD["commitments"] + f"\n{code} | Друга |"
    assert problems(commitments=table) == [("code_characters", "commitments", "A3")]


@pytest.mark.parametrize("code", ["3.7.", ".3", "3..7"])
def test_a_commitment_code_with_its_dots_in_the_wrong_place(code: str) -> None:
    table = GOOD["commitments"] + f"\n{code} | Друга |"
    assert problems(commitments=table) == [("code_form", "commitments", "A3")]


def test_a_plan_code_with_a_hyphen_names_the_hyphen() -> None:
    message = _message("en", plan=GOOD["plan"].replace("NAP5", "NAP-5"))
    assert "must not contain: „-“" in message


@every(
    ("sheet", "old", "new", "cell"),
    [
        ("plan", "coordinator | MVR", "coordinator | XYZ", "B6"),
        ("commitments", "| MVR", "| XYZ", "C2"),
        ("activities", "MTSP   |", "XYZ   |", "F2"),
        ("activities", "OP; MVR", "OP; XYZ", "G2"),
        ("indicators", "3.6.1.1 | 3.6.1", "9.1 | 9", "B2"),
        ("indicators", "| OP", "| XYZ", "H2"),
    ],
)
def test_a_reference_to_a_code_that_is_nowhere(sheet: str, old: str, new: str, cell: str) -> None:
    table = GOOD[sheet].replace(old, new)
    assert table != GOOD[sheet]
    assert problems(**{sheet: table}) == [("code_unknown", sheet, cell)]


def test_a_reference_to_a_code_that_is_nowhere_is_told_the_one_its_own_code_continues() -> None:
    table = GOOD["activities"].replace("3.6.1 | 3.6 ", "3.6.1 | 9.9 ")
    assert problems(activities=table) == [("code_unknown_close", "activities", "B2")]
    assert "Дали е мислено 3.6?" in _message(activities=table)


def test_a_reference_that_is_nearly_right_is_told_the_code() -> None:
    table = GOOD["activities"].replace("MTSP", "MTPS")
    assert problems(activities=table) == [("code_unknown_close", "activities", "F2")]
    assert "Дали е мислено MTSP?" in _message(activities=table)


def test_a_reference_by_short_name_is_told_the_code() -> None:
    table = GOOD["activities"].replace("MTSP", "МТСП")
    assert "Is MTSP meant?" in _message("en", activities=table)


def test_a_waiver_for_an_indicator_of_a_plan_without_indicators() -> None:
    found = problems(
        indicators="code | activity | text_mk | kind",
        waivers="rule | indicator\nreason_missing | 3.6.1.1",
    )
    assert found == [("code_unknown", "waivers", "B2")]


# --- order in time


def test_a_plan_that_ends_before_it_starts() -> None:
    table = GOOD["plan"].replace("31.12.2023", "31.12.2020")
    assert problems(plan=table) == [("not_in_order", "plan", "B5")]


def test_publishing_fewer_days_after_the_quarter_than_submitting() -> None:
    table = GOOD["plan"] + "\npublish_days | 5"
    assert problems(plan=table) == [("not_in_order", "plan", "B7")]


def test_a_deadline_before_the_start() -> None:
    table = GOOD["activities"].replace("30.6.2022", "30.6.2021")
    assert problems(activities=table) == [("not_in_order", "activities", "E2")]
    message = _message(activities=table)
    assert message == (
        "Лист „activities“, ќелија E2: „Рок“ (30.6.2021) е пред „Почеток“ (1.7.2021). "
        "Исправете едното од двете."
    )


def _calendar(*rows: str) -> str:
    return "\n".join(("quarter | submit_by | publish_by", *rows))


def test_a_quarter_published_before_it_is_submitted() -> None:
    table = _calendar("2022-Q3 | 12.10.2022 | 11.10.2022")
    assert problems(calendar=table) == [("not_in_order", "calendar", "C2")]


@pytest.mark.parametrize("typed", ["трет", "2022-Q5", "<2022-03-01>"])
def test_a_quarter_that_is_none(typed: str) -> None:
    table = _calendar(f"{typed} | 12.10.2022 | 15.10.2022")
    assert problems(calendar=table) == [("quarter_unreadable", "calendar", "A2")]


def test_a_quarter_that_stands_twice_in_two_spellings() -> None:
    days = "12.10.2022 | 15.10.2022"
    table = _calendar(f"2022-Q3 | {days}", f"3/2022 | {days}")
    assert problems(calendar=table) == [("quarter_twice", "calendar", "A3")]


# --- all at once


def test_every_problem_is_listed_at_once_in_the_order_of_the_workbook() -> None:
    found = problems(
        plan=GOOD["plan"].replace("1.1.2021", "некогаш").replace("NAP5", "NAP-5"),
        commitments=GOOD["commitments"].replace("MVR", "XYZ"),
        indicators=_indicator("3.6.1.1 | 3.6.1 | | парче | |"),
    )
    assert found == [
        ("code_characters", "plan", "B2"),
        ("date_unreadable", "plan", "B4"),
        ("code_unknown", "commitments", "C2"),
        ("wording_missing", "indicators", "C2"),
        ("choice_unknown", "indicators", "D2"),
    ]


_EVERY_VALUE = {
    "whole": "3.6.1.1",
    "differs": "indicators.unit",
    "column": "activities.deadline",
    "earlier": "activities.start",
    "table": "institutions",
    "form": "digits",
    "choices": "kind",
    "found": "утре",
    "other": "A2",
    "code": "3.6",
    "meant": "3.7",
    "strange": "„з“",
    "least": "1",
    "most": "5",
    "length": "61",
    "examples": "a < b",
    "names": "value",
    "n_own": "2",
    "n_first": "3",
    "one": "31.3.2022",
}


@every(("key", "language"), product(PROBLEMS, LANGUAGES))
def test_every_problem_says_place_fault_and_remedy(key: str, language: Language) -> None:
    message = PlanProblem(key, "Активности", "D7", _EVERY_VALUE).message(Texts(language))
    assert "Активности" in message
    assert "D7" in message
    assert "{" not in message
    assert message.endswith((".", "“."))


def test_every_problem_with_a_text_is_declared() -> None:
    named = {key.split(".")[2] for key in catalogue() if key.startswith("plan.problem.")}
    assert named == {*PROBLEMS, *WARNINGS}


# --- parts


_WHOLE = "3.6.1.1 | 3.6.1 | Жртви | број | лица | вкупно досега |"


@every(
    ("rows", "found"),
    [
        (
            ("3.6.2.9 | 3.6.2 | Жени | број | лица | вкупно досега | 3.6.1.1",),
            [],
        ),  # of another activity
        (("3.6.2.9 | 3.6.2 | Жени | број | лица | | 3.6.1.1",), []),  # "in all" is the default
        (("3.6.2.9 | 3.6.2 | Жени | процент | | | 3.6.1.1",), ["part_adds_nothing"]),
        (("3.6.2.9 | 3.6.2 | Жени | износ | лица | вкупно досега | 3.6.1.1",), ["part_differs"]),
        (("3.6.2.9 | 3.6.2 | Жени | број | деца | вкупно досега | 3.6.1.1",), ["part_differs"]),
        (("3.6.2.9 | 3.6.2 | Жени | број | лица | во кварталот | 3.6.1.1",), ["part_differs"]),
        (("3.6.2.9 | 3.6.2 | Жени | број | лица | вкупно досега | 3.6.2.9",), ["part_in_circle"]),
        (
            ("3.6.2.9 | 3.6.2 | Жени | број | лица | вкупно досега | 3.6.9.9",),
            ["code_unknown"],
        ),
        (
            (
                "3.6.2.8 | 3.6.2 | Жени | број | лица | вкупно досега | 3.6.2.9",
                "3.6.2.9 | 3.6.2 | Деца | број | лица | вкупно досега | 3.6.2.8",
            ),
            ["part_in_circle", "part_in_circle"],
        ),
    ],
)
def test_a_part_is_of_what_it_can_add_up_to(rows: tuple[str, ...], found: list[str]) -> None:
    head = "code | activity | text_mk | kind | unit | accumulation | part_of"
    table = "\n".join((head, _WHOLE, *rows))
    assert [key for key, _, _ in problems(indicators=table)] == found


def test_what_differs_is_named_as_the_column_is_headed() -> None:
    table = "\n".join((
        "code | activity | text_mk | kind | unit | accumulation | part_of", _WHOLE,
        "3.6.2.9 | 3.6.2 | Жени | број | деца | вкупно досега | 3.6.1.1",
    ))  # fmt: skip
    assert "се разликуваат во „Единица“" in _message(indicators=table)
