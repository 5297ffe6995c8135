"""What a member leaves beside a value: another unit, another scale, percentages as shares."""

import re
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest
from every_case import every
from made_remarks import (
    CHANGING,
    LEAVING,
    OF_ANOTHER_THING,
    OF_INDICATORS,
    OF_OTHER_UNITS,
    OF_THE_THING,
    OF_THE_UNIT,
)
from typed_cells import number, text

from ovpsheets.intake.meaning import IndicatorReading, read_indicator
from ovpsheets.intake.meaning.remark_doubts import RemarkDoubt, doubt_of, words_to_read
from ovpsheets.intake.meaning.remarks import BesideValue
from ovpsheets.intake.meaning.shares import among_shares, is_share
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.kinds import AMOUNT, COUNT, DATE, KINDS, PERCENT, TEXT, YES_NO, Kind
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Accumulation

REMARKS: Final = Path(__file__).with_name("remarks.toml")

OF_ALL: Final = (
    "Податоците се прелиминарни", "Податоците се за цела 2021 година", "Бројките не се конечни",
    "Податоците се за првото полугодие", "Износите ќе се корегираат", "Износите се со ДДВ",
    "Data are preliminary", "Figures are not final", "Të dhënat janë të paplota",
    "НАЦРТ", "НАЦРТ - не е конечно", "Ова е работна верзија", "прелиминарни податоци", "Draft",
    "this is a draft version", "version pune", "të dhëna paraprake",
)  # fmt: skip
OF_NO_VALUE: Final = (
    "Податоците се ажурирани", "Податоците се конечни", "Податоците се за третиот квартал",
    "Работната група е делумно обновена", "Само за интерна употреба", "Ако треба, јавете се",
    "Податоците ги внесе секторот", "Data are final", "Бројот на вработени е намален",
    "Нацрт-законот е во Собрание", "Не е конечно договорен датумот", "Draft law adopted",
    "3.6.3.1: прелиминарно", "За 3.6.3.1 податоците се прелиминарни",
)  # fmt: skip


def test_a_sentence_on_all_data_of_the_form_makes_its_values_ones_to_confirm() -> None:
    quarter = Quarter(2022, 3)

    def problem(said: str) -> str:
        beside = BesideValue(in_form=(said,))
        own = read_indicator(
            number(15), None, AMOUNT, unit="денари", quarter=quarter, covers=CUMULATIVE,
            beside=beside,
        )  # fmt: skip
        return own.of_value.problem

    assert [said for said in OF_ALL if problem(said) != "qualified_in_form"] == []
    assert [said for said in OF_NO_VALUE if problem(said)] == []


CUMULATIVE: Final = Accumulation.CUMULATIVE
OTHER_UNIT: Final = ("unit_beside", "scale_beside")


def read(
    value: float | str, kind: Kind, unit: str, beside: BesideValue, texts: tuple[str, ...] = ()
) -> IndicatorReading:
    cell = text(value) if isinstance(value, str) else number(value)
    return read_indicator(
        cell, None, kind, unit=unit, texts=texts, covers=CUMULATIVE, beside=beside
    )


@every(
    "unit",
    ["илјади денари", "во илјадници", "хил. ден.", "000 ден.", "'000 denars", "мил. денари",
     "милиони денари", "евра", "евра, вкупно досега", "EUR", "€", "thousand denars", "mijë denarë",
     "долари", "лица", "%", "денари по лице", "денари, во кварталот", "x1000"],
)  # fmt: skip
def test_a_value_beside_another_unit_than_the_plans_is_asked_about(unit: str) -> None:
    reading = read(15, AMOUNT, "денари", BesideValue(unit))
    assert (reading.value, reading.text) == (None, "15")
    assert reading.of_value.problem == "unit_beside"
    assert reading.of_value.values["beside"] == unit
    assert reading.of_value.values["unit"] == "денари"


@every(
    "unit",
    ["денар", "Денари", "ден.", "MKD", "мкд", "денари, вкупно досега", "denarë", "denars",
     "во денари", "износ во денари", "denari", "денари  "],
)  # fmt: skip
def test_a_unit_that_is_only_spelled_otherwise_changes_nothing(unit: str) -> None:
    assert read(15, AMOUNT, "денари", BesideValue(unit)).value == 15


@every(
    ("kind", "unit", "changed", "asked"),
    [
        (COUNT, "лица", "persons", False), (COUNT, "лица", "број на лица", False),
        (COUNT, "лица", "обуки", True), (COUNT, "обуки", "часови", True),
        (COUNT, "лица", "жени", True), (COUNT, "лица", "учесници", False),
        (COUNT, "тимови", "групи", False),
        (COUNT, "обуки", "обука", False), (COUNT, "обуки", "%", True),
        (COUNT, "тимови", "илјади тимови", True), (PERCENT, "%", "процент", False),
        (PERCENT, "%", "општини", True), (PERCENT, "%", "%, вкупно досега", False),
        (AMOUNT, "илјади денари", "денари", True), (AMOUNT, "илјади денари", "илјади ден.", False),
        (AMOUNT, "евра", "EUR", False), (AMOUNT, "евра", "денари", True),
    ],
)  # fmt: skip
def test_a_changed_unit_is_held_against_the_plans(
    kind: Kind, unit: str, changed: str, asked: bool
) -> None:
    assert bool(read(15, kind, unit, BesideValue(changed)).of_value.problem) is asked


@every(
    "remark",
    ["во илјади денари", "износот е во илјади", "Износот е во евра", "in EUR", "in thousands",
     "amount in thousands of denars", "во '000 ден.", "(000)", "вредностите се во милиони",
     "хил. ден.", "shuma është në euro", "në mijë denarë", "15 илјади денари", "Вкупно 15 евра",
     "15 EUR", "EUR 15", "исплатени 15.000 денари", "15 000 000 ден.", "во УСД",
     "x 1000", "15.000", "15 000 000", "0,015 милиони денари", "евра",
     "Сите износи се во хил. денари"],
)  # fmt: skip
def test_a_remark_that_names_another_unit_is_asked_about(remark: str) -> None:
    reading = read(15, AMOUNT, "денари", BesideValue(remarks=(remark,)))
    assert reading.value is None
    assert reading.of_value.problem in OTHER_UNIT


@every(
    "remark",
    ["Евиденција на институцијата", "во денари", "износот е во денари",
     "според договор бр. 12-345/2",
     "Средствата се од грант од 5 милиони евра", "проект од 2 илјади лица", "неколку илјади лица",
     "повеќе илјади граѓани", "уште 300 евра од донатор", "две илјади брошури", "Извештај, 2022",
     "www.example.mk/1000", "disa mijë qytetarë",
     "вкупно 1 500 000 ден.", "several thousand people", "одговорно лице: А. М.",
     "T. 02 000 0101", "м. јули", "обуката чинеше 15 денари", "Записник од 12.9.2022"],
)  # fmt: skip
def test_a_remark_about_something_else_changes_nothing(remark: str) -> None:
    assert read(15, AMOUNT, "денари", BesideValue(remarks=(remark,))).value == 15


DONE: Final = (
    "усвоен на 12.9.2022", "донесен во вториот квартал", "усвоена на седница на 20.09",
    "adopted on 12 September", "u miratua", "the decision was adopted", "nënshkruar më 12.9.2022",
)  # fmt: skip


@every(
    ("remark", "is_doubted"),
    [  # not a yes, but a no is where it was done
        *((said, None) for said in DONE),
        ("сè уште не", True), ("уште не е објавен", True), ("не е усвоен", True), ("Не", True),
        ("делумно", True), ("нацрт-верзија", True), ("во постапка на усвојување", True),
        ("само за Скопје", True), ("not yet", True), ("ende jo", True), ("прелиминарно", True),
        ("ќе биде усвоен", True), ("група е формирана", False), ("објавен е повик", False),
        ("усвоена е методологијата", False),
        ("Службен весник бр. 201/22", False),
        ("нема забелешки", False), ("без забелешки", False), ("со измени", False),
        ("Записник од седница", False),
        ("Не го менуваме текстот што беше усвоен на седницата во јуни", False),
    ],
)  # fmt: skip
def test_a_yes_or_a_day_is_doubted_where_a_remark_says_no_or_less(
    remark: str, is_doubted: bool | None
) -> None:
    def problem(said: str, kind: Kind) -> str:
        beside = BesideValue(remarks=(remark,))
        reading = read_indicator(text(said), None, kind, quarter=Quarter(2022, 3), beside=beside)
        return reading.of_value.problem

    doubt = "qualified_beside" if is_doubted else ""
    found = (problem("Да", YES_NO), problem("12.9.2022", DATE), problem("Не", YES_NO))
    assert found == (doubt, doubt, "qualified_beside" if is_doubted is None else "")


def test_a_number_of_things_beside_a_percentage_is_asked_about() -> None:
    texts = ("Процент на општини со усвоен план",)
    beside = {said: BesideValue(remarks=(said,)) for said in ("број на општини", "општини", "број")}
    found = {
        said: read(46, PERCENT, "%", own, texts).of_value.problem for said, own in beside.items()
    }
    assert found == {"број на општини": "unit_beside", "општини": "", "број": ""}


def test_thousands_that_the_plan_asks_for_are_no_other_unit() -> None:
    beside = BesideValue(remarks=("во илјади денари",))
    assert read(15, AMOUNT, "илјади денари", beside).value == 15


def test_nothing_is_nothing_in_every_unit() -> None:
    assert read(0, AMOUNT, "денари", BesideValue("евра")).value == 0


def test_a_currency_in_the_remark_on_a_count_says_nothing_of_it() -> None:
    assert read(15, COUNT, "обуки", BesideValue(remarks=("трошоци во евра",))).value == 15


def test_a_remark_that_says_that_another_thing_was_counted_is_asked_about() -> None:
    texts = ("Број на обучени лица", "Number of persons trained")

    def problem(said: str) -> str:
        beside = BesideValue(remarks=(said,))
        return read(15, COUNT, "лица", beside, texts).of_value.problem

    assert [said for said in OF_ANOTHER_THING if problem(said) != "unit_beside"] == []
    assert [(said, why) for said in OF_THE_THING if (why := problem(said))] == []


@every(
    ("value", "remark", "other"),
    [(15, "во илјади", "15000"), (1520, "1.520 илјади денари", "1520000"), (4.5, "мил.", "4500000"),
     (15, "исплатени 15.000 денари", "15000"), (15, "(000)", "15000"), (450, "без нули", "450000"),
     (450, "k MKD", "450000"), (15, "илјади евра", ""), (15, "евра", "")],
)  # fmt: skip
def test_a_remark_that_says_by_what_a_value_goes_names_both_readings(
    value: float, remark: str, other: str
) -> None:
    of_value = read(value, AMOUNT, "денари", BesideValue(remarks=(remark,))).of_value
    assert of_value.problem == ("scale_beside" if other else "unit_beside")
    for language in LANGUAGES if other else ():
        said = re.sub(r"[.,\s\xa0\u202f]", "", of_value.explain(Texts(language)))
        assert other in said, language


def test_what_a_value_is_of_is_known_from_what_its_remark_says() -> None:
    def problem(case: str) -> str:
        kind, unit, value, remark = case.split(" | ")
        texts = () if unit == "%" else (f"Број на {unit}",)
        beside = BesideValue(remarks=(remark,))
        return read(float(value), KINDS[kind], unit, beside, texts).of_value.problem

    assert [case for case in OF_OTHER_UNITS if not problem(case)] == []
    assert [case for case in OF_THE_UNIT if problem(case) in OTHER_UNIT] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_unit_beside_is_named_in_every_language(language: str) -> None:
    reading = read(15, AMOUNT, "денари", BesideValue("евра"))
    said = reading.of_value.explain(Texts(language))
    assert "15" in said
    assert "евра" in said
    assert "денари" in said


@every(
    ("cell", "may_be"),
    [(number(1.0), True), (number(1.2), True), (text("1"), True), (text("1,2"), True),
     (number(9.9), True), (number(10.0), False), (number(-1.0), True), (number(46.0), False),
     (number(0.0), False),
     (number(0.01, "0%"), False), (text("1 %"), False), (text("1 отсто"), False), (None, False),
     (text("9"), True), (text("10"), False)],
)  # fmt: skip
def test_a_small_percentage_without_its_sign_may_be_a_share(
    cell: Cell | None, may_be: bool
) -> None:
    read = read_indicator(cell, None, PERCENT)
    assert (among_shares(read, cell) is not read) is may_be


def test_a_percentage_among_shares_has_no_value_and_names_both_readings() -> None:
    reading = among_shares(read_indicator(number(1.2), None, PERCENT), number(1.2))
    assert (reading.value, reading.text, reading.given) == (None, "1.2", False)
    said = reading.of_value.explain(Texts("mk"))
    assert "1,2 може да биде 1,2 % или 120 %" in said


def test_a_share_of_one_is_known_as_such() -> None:
    assert is_share(read_indicator(number(0.46), None, PERCENT))
    assert not is_share(read_indicator(number(0.46, "0%"), None, PERCENT))


def test_the_same_number_with_its_thousands_marked_is_the_same() -> None:
    beside = BesideValue(remarks=("вкупно 1.500 евра",))
    assert read(1500, AMOUNT, "денари", beside).value is None


@every(
    "said",
    ["Вредност (во илјади денари)", "Сите износи се во илјади денари", "во хил. ден.",
     "Value (EUR)",
     "Забелешка: во целиот извештај износите се изразени во евра, според курсот на денот",
     "all amounts are in thousands"],
)  # fmt: skip
def test_what_the_form_says_of_all_amounts_makes_them_doubtful(said: str) -> None:
    reading = read(15, AMOUNT, "денари", BesideValue(in_form=(said,)))
    assert (reading.value, reading.of_value.problem) == (None, "unit_in_form")


@every(
    "said",
    ["Износи во денари", "Проектот ќе се финансира со грант од 5 милиони евра", "Ана Примероска",
     "Потребна е помош од ЕУ за проектот што се договара, затоа што буџетот во евра не е доделен",
     "Повеќе илјади граѓани немаат пристап", "тел. 02 000 0101"],
)  # fmt: skip
def test_what_the_form_says_of_something_else_changes_nothing(said: str) -> None:
    assert read(15, AMOUNT, "денари", BesideValue(in_form=(said,))).value == 15


def test_what_the_form_says_of_amounts_changes_no_count() -> None:
    beside = BesideValue(in_form=("Износите се во илјади денари",))
    assert read(15, COUNT, "обуки", beside).value == 15


@pytest.mark.parametrize(
    ("unit", "clear"), [("број", False), ("процент", True), ("% од сите", True)]
)
def test_a_percentage_whose_unit_is_no_longer_per_cent_is_asked_about(
    unit: str, clear: bool
) -> None:
    reading = read(11, PERCENT, "%", BesideValue(unit), ("Процент од сите општини",))
    assert (reading.value is not None) is clear


def test_a_text_that_says_nothing_is_read_and_to_be_confirmed() -> None:
    for said, problem in (
        ("See attachment", "says_little"),
        ("....", "says_little"),
        ("12", ""),
        ("https://example.mk/register", ""),
        ("Донесен е правилник", ""),
    ):
        reading = read_indicator(text(said), None, TEXT)
        assert (reading.text, reading.of_value.problem) == (said, problem)


@every(
    ("kind", "remark", "asked"),
    [
        (COUNT, "во проценти", True), (COUNT, "%", True), (AMOUNT, "ова е процент", True),
        (COUNT, "не е процент", False), (COUNT, "40 % жени", False),
        (PERCENT, "број на лица, не процент", True), (PERCENT, "во проценти", False),
        (PERCENT, "број по пол", False), (COUNT, "të dhënat në përqindje", True),
    ],
)  # fmt: skip
def test_a_remark_that_calls_a_number_a_percentage_or_none_makes_it_doubtful(
    kind: Kind, remark: str, asked: bool
) -> None:
    of_value = read(15, kind, "", BesideValue("", (remark,))).of_value
    assert of_value.problem == ("unit_beside" if asked else "")


def doubts(remark: str, covers: Accumulation | None = Accumulation.QUARTERLY) -> bool:
    """Tell whether a remark beside 12 trainings makes them doubtful; they are kept either way."""
    reading = read_indicator(
        number(12), None, COUNT, unit="обуки", texts=TRAININGS, covers=covers,
        quarter=Quarter(2022, 3), beside=BesideValue("", (remark,)),
    )  # fmt: skip
    assert reading.value == 12
    assert reading.of_value.problem in ("", "qualified_beside")
    return bool(reading.of_value.problem)


TRAININGS: Final = ("Број на одржани обуки", "Numri i trajnimeve të mbajtura", "Trainings held")


def test_a_remark_that_says_less_or_another_thing_than_is_asked_makes_the_value_doubtful() -> None:
    assert [remark for remark in CHANGING if not doubts(remark)] == []


@every(
    ("remark", "asked"),
    [("7", True), ("седум", True), ("seven", True), ("120", True), ("2", True), ("1", False),
     ("12", False), ("дванаесет", False), ("121", False), ("1234", False), ("2021", False),
     ("бр. 7", False), ("7 во Скопје", False), ("0", False)],
)  # fmt: skip
def test_a_remark_that_is_another_number_of_that_size_makes_the_value_doubtful(
    remark: str, asked: bool
) -> None:
    assert doubts(remark) is asked


@every(
    ("day", "asked"),
    [("12.9.2022", False), ("5.10.2022", False), ("31.10.2022", False), ("1.11.2022", True),
     ("09/12/2022", True), ("12.9.2032", True)],
)  # fmt: skip
def test_a_day_that_was_still_to_come_is_to_be_confirmed(day: str, asked: bool) -> None:
    of_quarter = read_indicator(text(day), None, DATE, quarter=Quarter(2022, 3))
    assert of_quarter.given
    assert of_quarter.of_value.problem == ("day_to_come" if asked else "")
    assert not read_indicator(text(day), None, DATE).of_value.problem


@every(
    "remark",
    ["да не се зема предвид", "не важи", "ignore", "not valid", "nuk vlen", "се повлекува"],
)
def test_what_takes_a_row_back_makes_its_value_doubtful(remark: str) -> None:
    assert doubts(remark)


@every(
    ("remark", "problem"),
    [("точно е 118", "corrected_beside"), ("треба да биде 118", "corrected_beside"),
     ("should be 118", "corrected_beside"), ("duhet të jetë 118", "corrected_beside"),
     ("точно е 12", ""),
     ("Бројот треба да биде 150 до крајот на 2023 година", "")],
)  # fmt: skip
def test_a_few_words_on_what_the_number_should_be_correct_it(remark: str, problem: str) -> None:
    reading = read(12, COUNT, "обуки", BesideValue("", (remark,)))
    assert reading.of_value.problem == problem


@every(
    ("remark", "asked"),
    [("12 откажани", True), ("откажани 12", True), ("планирани 12, одржани 12", False),
     ("12 обуки во Скопје", False), ("3 откажани", True), ("12 одржани, 3 откажани", False),
     ("спроведени се 11", True), ("спроведени се 99", False), ("модул 11", False),
     ("three schools out of five", True), ("12 од 12", False), ("без музика", False),
     ("без Куманово", True),
     ("презакажано за 14 ноември", True), ("одржани во ноември", True), ("одржани во јули", False),
     ("одржани во мај", True)],
)  # fmt: skip
def test_what_a_remark_says_of_the_values_own_number_counts(remark: str, asked: bool) -> None:
    assert doubts(remark) is asked


def test_a_remark_that_only_tells_more_of_the_value_changes_nothing() -> None:
    assert [remark for remark in LEAVING if doubts(remark)] == []


@every(
    ("remark", "of_quarter", "of_all"),
    [
        ("јануари - септември 2022", True, False), ("од 2021 година", True, False),
        ("до 30.9.2022", False, False), ("до 29.9.2022", True, True),
        ("до 1.10.2022", True, True), ("1.7. - 30.9.2022", False, False),
        ("1.7. - 29.9.2022", True, True), ("2.7. - 30.9.2022", True, False),
        ("кумулативно", True, False), ("во кварталот", False, True),
        ("3 обуки во кварталот", False, False), ("за 3 месеци", False, False),
        ("за 4 месеци", True, True), ("H2 2022", True, True), ("Q3 2021", True, True),
        ("од 2021 до 30 септември 2022", True, False), ("од 2021 до 30 септември", True, False),
        ("од 2021 до 30 јуни 2022", True, True), ("од јануари 2021 до септември", True, False),
        ("nga 2021 deri më 30 shtator 2022", True, False),
        ("2021 - 30 септември 2022", True, False),
        ("јануари 2021 - јуни 2022", True, True), ("2021-2022", True, False),
        ("3-2021", False, False), ("12.9.2021", False, False),
        ("од март 2021 до сега", True, False),
        ("од почетокот на 2021 до 30.9.2022", True, False), ("кумулативно од 2021", True, False),
        ("кумулативно 12", True, False), ("досега 40 обуки", False, False),
        ("12 во кварталот", False, True),
    ],
)  # fmt: skip
def test_the_period_of_a_remark_is_held_against_what_a_value_covers(
    remark: str, of_quarter: bool, of_all: bool
) -> None:
    found = (doubts(remark), doubts(remark, CUMULATIVE))
    assert found == (of_quarter, of_all)


@every(
    ("remark", "doubted"),
    [
        ("планирано", True), ("проценка", True), ("preliminary data", True),
        ("i parashikuar", True), ("Планиран износ", True), ("планирани се уште 3", False),
        ("по план", False), ("планирано е да продолжи во наредниот квартал", False),
        ("~", True), ("≈ 12", True), ("", False), ("12", False),
    ],
)  # fmt: skip
def test_a_value_that_a_remark_calls_planned_or_estimated_is_to_be_confirmed(
    remark: str, doubted: bool
) -> None:
    assert doubts(remark) is doubted


INDICATORS: Final[dict[str, tuple[str | float, Kind, str, Accumulation, tuple[str, ...]]]] = {
    "persons": (
        48, COUNT, "лица", Accumulation.QUARTERLY,
        ("Број на обучени лица", "Numri i personave të trajnuar", "Number of persons trained"),
    ),
    "trainings": (
        7, COUNT, "обуки", CUMULATIVE,
        ("Број на одржани обуки за службеници", "Numri i trajnimeve të mbajtura për nëpunës",
         "Number of trainings held for officers"),
    ),
    "money": (
        1_250_000, AMOUNT, "денари", Accumulation.QUARTERLY,
        ("Потрошени средства за кампањата", "Mjetet e shpenzuara për fushatën",
         "Funds spent on the campaign"),
    ),
    "share": (
        46, PERCENT, "%", CUMULATIVE,
        ("Удел на општини што воведоа услуга на една точка", "Pjesa e komunave me shërbim",
         "Share of municipalities with a one-stop service"),
    ),
    "law": (
        "Да", YES_NO, "", CUMULATIVE,
        ("Усвоен закон за заштита на укажувачи", "Ligji për sinjalizuesit i miratuar",
         "Law on protection of whistleblowers adopted"),
    ),
    "day": (
        "15.9.2022", DATE, "", CUMULATIVE,
        ("Датум на објавување на извештајот", "Data e publikimit të raportit",
         "Date of publication of the report"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("indicator", INDICATORS)
def test_what_officials_remark_is_asked_about_where_the_value_is_another(indicator: str) -> None:
    value, kind, unit, covers, texts = INDICATORS[indicator]

    def is_asked(remark: str) -> bool:
        cell = text(value) if isinstance(value, str) else number(value)
        own = read_indicator(
            cell, None, kind, unit=unit, texts=texts, covers=covers, quarter=Quarter(2022, 3),
            beside=BesideValue(remarks=(remark,)),
        )  # fmt: skip
        return bool(own.problems)

    changing, leaving = OF_INDICATORS[indicator]
    assert [remark for remark in changing if not is_asked(remark)] == []
    assert [remark for remark in leaving if is_asked(remark)] == []


def test_remarks_of_many_indicators_are_asked_about_or_read_by_what_they_say() -> None:
    listed = tomllib.loads(REMARKS.read_text(encoding="utf-8"))["indicator"]

    def is_asked(of: dict[str, Any], remark: str) -> bool:
        value = of["value"]
        reading = read_indicator(
            text(value) if isinstance(value, str) else number(value), None, KINDS[of["kind"]],
            unit=of["unit"], texts=(of["text"],), quarter=Quarter(2024, 3),
            beside=BesideValue(remarks=(remark,)),
        )  # fmt: skip
        return bool(reading.problems)

    def is_read(of: dict[str, Any], remark: str) -> bool:
        kind, value = KINDS[of["kind"]], of["value"]
        wanted = Wanted(kind, of["unit"], (of["text"],), None, Quarter(2024, 3))
        return bool(words_to_read(remark, value if kind.is_number else None, wanted))

    assert [
        (of["text"], said)
        for of in listed
        for said in of["changing"]
        if not is_asked(of, said) and not is_read(of, said)
    ] == []
    assert [
        (of["text"], said) for of in listed for said in of["leaving"] if is_asked(of, said)
    ] == []


@every(
    ("remark", "covers"),
    [
        ("само за третиот квартал", Accumulation.QUARTERLY), ("вкупно досега", CUMULATIVE),
        ("од 1 јули до 30 септември", Accumulation.QUARTERLY), ("кумулативно", CUMULATIVE),
        ("во кварталот", Accumulation.QUARTERLY), ("own records", CUMULATIVE),
    ],
)  # fmt: skip
def test_a_remark_that_says_what_is_asked_for_is_nothing_to_be_read(
    remark: str, covers: Accumulation
) -> None:
    wanted = Wanted(COUNT, "обуки", (), covers, Quarter(2022, 3))
    assert doubt_of(remark, 15, wanted) is None
    assert words_to_read(remark, 15, wanted) == ""


@every(
    ("remark", "problem"),
    [
        ("31 општина", "unit_beside"), ("31 women", "unit_beside"), ("31 од 100", ""),
        ("31 процент", ""), ("31 %", ""), ("31 вкупно", ""), ("вкупно 31", ""), ("31", ""),
        ("30 општини", ""), ("31 општина има свој план", "unit_beside"), ("општини", ""),
        ("записник", ""), ("31 од 81 општина", "unit_beside"), ("25 од 81 општина", ""),
        ("per mille", "unit_beside"),
    ],
)  # fmt: skip
def test_a_percentage_is_none_where_a_remark_makes_its_number_one_of_things(
    remark: str, problem: str
) -> None:
    own = read(31, PERCENT, "%", BesideValue(remarks=(remark,)), ("Процент на општини",))
    assert own.of_value.problem == problem


def test_thousands_are_known_as_people_spell_them() -> None:
    for said in ("илјади", "иљади", "12 иљади", "12 хилјади"):
        beside = BesideValue(remarks=(said,))
        assert read(12, COUNT, "садници", beside).of_value.problem in OTHER_UNIT, said


def test_other_things_and_currencies_are_known_in_whatever_form() -> None:
    for said in ("човек-денови", "човекоденови", "person-days", "dosje"):
        assert read(12, COUNT, "лица", BesideValue(remarks=(said,))).of_value.problem, said
    for said in ("вредноста е во доларска противвредност", "во еврска противвредност"):
        assert read(12, AMOUNT, "денари", BesideValue(remarks=(said,))).of_value.problem, said


def test_what_a_remark_is_doubted_by_is_the_clause_that_says_so() -> None:
    wanted = Wanted(COUNT, "лица", (), CUMULATIVE)
    long = "Листи на присутни; сите освен Битола. Записник бр. 08-12/3"
    assert doubt_of(long, 15, wanted) == RemarkDoubt("сите освен Битола", is_sure=False)
    assert doubt_of("сите освен Битола", 15, wanted) == RemarkDoubt("сите освен Битола")
    said = "Листи на присутни; податокот не е потврден. Записник бр. 08-12/3"
    assert doubt_of(said, 15, wanted) == RemarkDoubt("податокот не е потврден")


@every(
    ("remark", "is_sure"),
    [
        ("обуките се одржани во Скопје, сите освен една", False),  # more than a few words
        ("во Скопје, сите освен една", True),
        ("обуките се одржани во Скопје и Велес, без Битола", False),  # two clauses
        ("обуките се одржани секаде во земјата освен Битола", True),
        ("обуките се одржани во 3 града освен Битола", False),
    ],
)  # fmt: skip
def test_a_short_remark_or_one_without_another_number_is_of_the_value(
    remark: str, is_sure: bool
) -> None:
    found = doubt_of(remark, 15, Wanted(COUNT, "обуки", (), CUMULATIVE))
    assert found is not None
    assert found.is_sure is is_sure
    assert bool(words_to_read(remark, 15, Wanted(COUNT, "обуки", (), CUMULATIVE))) is not is_sure


def test_what_the_indicator_itself_counts_is_no_doubt() -> None:
    for of, remark in (
        ("Број на поканети лица", "поканети лица"), ("Number of persons invited", "invited"),
        ("Број на откажани договори", "откажани"), ("Кандидати", "кандидати"),
    ):  # fmt: skip
        beside = BesideValue(remarks=(remark,))
        assert read(15, COUNT, "", beside, (of,)).of_value.problem == "", remark
