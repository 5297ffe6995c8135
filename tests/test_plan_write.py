"""Writing plan.xlsx: what is written is read back, and the blank plan helps to fill itself in."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from plans import tables_of

from ovpsheets import kinds
from ovpsheets.plan.model import (
    Activity,
    Commitment,
    Dates,
    Indicator,
    Institution,
    Plan,
    Waiver,
    Wording,
)
from ovpsheets.plan.put import Given
from ovpsheets.plan.read import plan_from_bytes
from ovpsheets.plan.sheets import SHEETS, column_words
from ovpsheets.plan.write_plan import blank_plan, write_plan
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Accumulation, Combine, Direction, Language

_LETTERS = "абвгдѓжќшАБЃabcçëDE 0123456789.,;:-=+@„“'\"&<>()%/"
_texts = st.text(_LETTERS, max_size=20).map(str.strip)
_filled = _texts.filter(bool)
_days = st.integers(0, 900).map(lambda n: date(2021, 1, 1) + timedelta(days=n))
_names = st.text("ABCDEFGHIJ_123", min_size=1, max_size=6)
_wordings = st.builds(Wording, mk=_filled, sq=_texts, en=_texts)
_numbers = st.one_of(st.integers(0, 10**6).map(float), st.decimals(2, 99, places=2).map(float))
_words = st.text("абвг", min_size=1, max_size=8)


@st.composite
def _plans(draw: st.DrawFn) -> Plan:
    codes = draw(st.lists(_names, min_size=2, max_size=3, unique=True))
    some = st.lists(st.sampled_from(codes[1:]), max_size=2, unique=True).map(tuple)
    start = draw(_days)
    activities = tuple(
        Activity(
            code=f"1.10.{number}",
            commitment="1.10",
            text=draw(_wordings),
            start=start,
            deadline=start + timedelta(days=draw(st.integers(0, 400))),
            holder=codes[0],
            co_holders=draw(some),
        )
        for number in (1, 10)
    )
    return Plan(
        code=draw(_names),
        title=draw(_wordings),
        start=start,
        end=start + timedelta(days=700),
        coordinator=codes[0],
        institutions=tuple(draw(_institutions(code)) for code in codes),
        commitments=(Commitment("1.10", draw(_wordings), draw(_texts), codes[-1]),),
        activities=activities,
        indicators=tuple(draw(_indicators(activity)) for activity in activities),
        submit_days=draw(st.integers(0, 20)),
        publish_days=draw(st.integers(20, 40)),
        languages=draw(st.sampled_from([("mk",), ("mk", "sq"), ("en", "sq", "mk")])),
        threshold=draw(st.integers(0, 20)),
        calendar={Quarter(2022, 3): Dates(start, start + timedelta(days=3))},
        reasons={"elections": draw(_wordings)},
        waivers=(Waiver("rule", codes[0], "", "1.10.1.1", start, None, draw(_texts)),),
    )


def _institutions(code: str) -> st.SearchStrategy[Institution]:
    return st.builds(
        Institution,
        code=st.just(code),
        name=_wordings,
        short=st.builds(Wording, mk=_texts, sq=_texts, en=_texts),
        aliases=st.lists(_words, max_size=2).map(tuple),
        kind=_texts,
        contact=_texts,
        email=st.just("ovp@example.mk"),
        language=st.sampled_from(LANGUAGES),
        from_=st.none() | _days.filter(lambda day: day.year < 2022),
        to=st.none() | _days.filter(lambda day: day.year >= 2022),
    )


@st.composite
def _indicators(draw: st.DrawFn, activity: Activity) -> Indicator:
    kind = draw(st.sampled_from([*kinds.KINDS.values()]))
    small = _numbers.filter(lambda number: number <= 100 and not 0 < number < 1)
    numbers = small if kind is kinds.PERCENT else _numbers
    measures: st.SearchStrategy[float | str | None]
    measures = st.one_of(st.none(), numbers if kind.is_number else _filled)
    return Indicator(
        code=f"{activity.code}.1",
        activity=activity.code,
        text=draw(_wordings),
        kind=kind,
        unit=draw(_texts),
        baseline=draw(measures),
        target=draw(measures),
        accumulation=draw(st.sampled_from(Accumulation)),
        direction=draw(st.sampled_from(Direction)),
        reported_by=(activity.holder, *activity.co_holders),
        persons=draw(st.booleans()),
        combine=draw(st.sampled_from([None, *Combine] if kind.adds_up else [None, Combine.SAME])),
        units=draw(st.builds(Wording, mk=_texts, sq=_texts, en=_texts)),
    )


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan=_plans(), language=st.sampled_from(LANGUAGES))
def test_a_plan_that_is_written_is_read_back(plan: Plan, language: Language) -> None:
    read, problems = plan_from_bytes(write_plan(tables_of(plan), language), "plan.xlsx")
    assert [item.message(Texts("en")) for item in problems if not item.is_warning] == []
    assert read == plan


_SMALL: Mapping[str, Sequence[Mapping[str, Given]]] = {
    "plan": [
        {
            "code": "NAP5",
            "title_mk": "Акциски план",
            "start": date(2021, 1, 1),
            "end": date(2023, 12, 31),
            "coordinator": "MVR",
        }
    ],
    "institutions": [{"code": "MVR", "name_mk": "Министерство за внатрешни работи"}],
    "commitments": [{"code": "3.6", "title_mk": "Заштита на жртви"}],
    "activities": [
        {
            "code": "3.6.10",
            "commitment": "3.6",
            "text_mk": "=Мобилни тимови",
            "start": date(2021, 7, 1),
            "deadline": date(2022, 6, 30),
            "holder": "MVR",
            "измислено": "измислено за примерот",
        }
    ],
}


def _opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_extra_columns_and_sheets_are_written_and_do_not_disturb() -> None:
    data = write_plan(
        _SMALL,
        extra_columns={"activities": ["измислено"]},
        extra_sheets={"За примерот": ["За примерот", "Датумите се измислени."]},
    )
    assert plan_from_bytes(data, "plan.xlsx")[0] is not None
    book = _opened(data)
    assert book["Активности"]["K2"].value == "измислено"
    assert book["Активности"]["K3"].value == "измислено за примерот"
    assert book["За примерот"]["A2"].value == "Датумите се измислени."


def test_a_column_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError, match="holders"):
        write_plan({"activities": [{"holders": "MVR"}]})


def test_text_that_looks_like_a_formula_stays_text() -> None:
    data = write_plan(_SMALL, extra_columns={"activities": ["измислено"]})
    plan, _ = plan_from_bytes(data, "plan.xlsx")
    assert plan is not None
    assert plan.activities[0].text.in_("mk") == "=Мобилни тимови"


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert blank_plan() == blank_plan()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_blank_plan_asks_for_what_is_missing_and_no_more(language: Language) -> None:
    plan, problems = plan_from_bytes(blank_plan(language), "plan.xlsx")
    assert plan is None
    assert [(problem.key, problem.cell) for problem in problems] == [
        ("setting_empty", "B3"),
        ("wording_missing", "B4"),
        ("setting_empty", "B7"),
        ("setting_empty", "B8"),
        ("setting_empty", "B9"),
        ("no_rows", ""),
        ("no_rows", ""),
        ("no_rows", ""),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_blank_plan_names_its_sheets_and_headings_in_the_language(language: Language) -> None:
    texts = Texts(language)
    book = _opened(blank_plan(language))
    names = [texts(f"plan.{key}.name") for key, own in SHEETS.items() if not own.only_filled]
    assert book.sheetnames == [texts("plan.readme.name"), *names]
    sheet = book[texts("plan.institutions.name")]
    assert sheet["A1"].value == "code"
    assert sheet.row_dimensions[1].hidden
    assert sheet["A2"].value == texts("plan.institutions.code.heading") + " *"
    assert sheet.freeze_panes == "B3"


def _validation(sheet: Worksheet, cell: str) -> Any:
    return next(v for v in sheet.data_validations.dataValidation if cell in v.sqref)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_to_fill_in_has_its_help_beside(language: Language) -> None:
    book = _opened(blank_plan(language))
    for key, declared in SHEETS.items():
        if declared.only_filled:
            continue
        sheet = book[Texts(language)(f"plan.{key}.name")]
        for number, column in enumerate(declared.columns):
            row, letter = (3 + number, 2) if declared.upright else (3, number + 1)
            found = _validation(sheet, sheet.cell(row, letter).coordinate)
            assert found.prompt == column_words(key, column.key, "help", Texts(language))


def test_codes_are_chosen_from_the_sheet_they_stand_on() -> None:
    book = _opened(blank_plan())
    holder = _validation(book["Активности"], "H500")
    assert holder.formula1 == "'Институции'!$A$3:$A$502"
    assert holder.errorStyle == "warning"


def test_several_codes_in_one_cell_raise_no_warning() -> None:
    assert not _validation(_opened(blank_plan())["Активности"], "I3").showErrorMessage


def test_choices_are_offered_in_the_language_of_the_workbook() -> None:
    kind = _validation(_opened(blank_plan("sq"))["Treguesit"], "F3")
    assert kind.formula1 == '"Numër,Përqindje,Shumë,Po/Jo,Tekst,Datë"'


def test_codes_typed_far_down_stay_text() -> None:
    sheet = _opened(blank_plan())["Активности"]
    assert sheet["A3"].number_format == "@"
    assert sheet.column_dimensions["A"].number_format == "@"


def test_a_settings_default_is_already_there() -> None:
    sheet = _opened(blank_plan())["План"]
    assert [sheet[f"B{row}"].value for row in (10, 11, 12)] == [10, 15, "македонски"]


# ------------------------------------------------------------------ the guide of the blank plan


def guide(language: Language) -> list[tuple[str, str]]:
    page = openpyxl.load_workbook(io.BytesIO(blank_plan(language))).worksheets[0]
    return [(str(row[0] or ""), str(row[1] or "")) for row in page.iter_rows(values_only=True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_lists_what_must_be_filled_in_apart_from_what_may_stay_empty(
    language: Language,
) -> None:
    texts = Texts(language)
    labels = [label for label, _ in guide(language)]
    apart = labels.index(texts("plan.readme.optional"))
    for key, sheet in SHEETS.items():
        if not sheet.only_filled:
            assert (labels.index(texts(f"plan.{key}.name")) < apart) is sheet.required


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_of_the_guide_are_rows_that_a_plan_can_have(language: Language) -> None:
    texts = Texts(language)
    rows = guide(language)
    shown = dict(rows[[label for label, _ in rows].index(texts("plan.readme.examples")) + 1 :])
    book = openpyxl.load_workbook(io.BytesIO(blank_plan(language)))
    for name, example in shown.items():
        if name:
            _fill_in(book[name], dict(cell.split(": ", 1) for cell in example.split(" · ")))
    others = book[texts("plan.institutions.name")]
    activity = dict(c.split(": ", 1) for c in shown[texts("plan.activities.name")].split(" · "))
    first, *more = activity[texts("plan.activities.co_holders.heading")].split("; ")
    for number, code in enumerate((first, *more), 4):
        others.cell(number, 1).value, others.cell(number, 2).value = code, code
    named = {cell.value: cell.row for cell in book[texts("plan.plan.name")]["A"]}
    sheet = book[texts("plan.plan.name")]
    title = texts("plan.plan.title.heading", language=texts(f"words.language.of_{language}"))
    typed = {"code": "NAP", "start": "1.1.2025", "end": "31.12.2027", "coordinator": first}
    for key, value in typed.items():
        sheet.cell(named[f"{texts(f'plan.plan.{key}.heading')} *"], 2).value = value
    sheet.cell(named[f"{title} *"], 2).value = "A"
    out = io.BytesIO()
    book.save(out)
    plan, found = plan_from_bytes(out.getvalue(), "plan.xlsx")
    assert plan is not None, [item for item in found if not item.is_warning]
    assert [len(own) for own in (plan.waivers, plan.checks, plan.amendments)] == [1, 1, 1]
    assert len(list(plan.columns.own())) == 1


def _fill_in(sheet: Any, values: dict[str, str]) -> None:
    headings = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[2] if cell.value}
    for heading, value in values.items():
        sheet.cell(3, headings[heading]).value = value
