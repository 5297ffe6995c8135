"""What a number format makes of a number, read from its code."""

import io
from datetime import datetime

import pytest
import xlsxwriter
from every_case import every
from office_formats import by_gnumeric, by_libreoffice
from typed_cells import number

from ovpsheets import kinds
from ovpsheets.intake.meaning import read_date, read_number
from ovpsheets.intake.meaning.spelling import typed
from ovpsheets.intake.reading.cells import Cell, Contents
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.open_file import open_file
from ovpsheets.number_format import number_format
from ovpsheets.texts import Texts
from ovpsheets.words import Accumulation


def day(code: str, value: datetime = datetime(2022, 10, 1)) -> Cell:
    return Cell("Лист", 1, 1, "date", value, value.isoformat(), number_format=code)


@every(
    "code", ["0%", "0.00%", "0 %", r"0\ %", "0%;-0%", "[Red]0%", '0%" од целта"', "#,##0%", "%0"]
)
def test_a_percent_sign_outside_quotes_multiplies(code: str) -> None:
    assert number_format(code).section(0.46).times_100


@every(
    "code", ['0" %"', r"0\%", 'General" %"', '0.0" %"', "0_%", "0*%", "General", "0", '"%"0', "@"]
)
def test_a_percent_sign_in_quotes_or_escaped_does_not(code: str) -> None:
    assert not number_format(code).section(46).times_100


def test_each_section_is_for_its_numbers() -> None:
    by_sign = number_format('0%;0" %";0')
    assert [by_sign.section(value).times_100 for value in (1, -1, 0)] == [True, False, False]
    by_limit = number_format('[<1]0%;0" %"')
    assert by_limit.section(0.99).times_100
    assert not by_limit.section(1).times_100
    up_to = number_format('[<=1]0%;0" %"')
    assert up_to.section(1).times_100
    assert not up_to.section(1.01).times_100


@every(
    ("code", "beside"),
    [
        ("[$€-1] #,##0", "€"), ("#,##0.00 [$€-1]", "€"), ("[$$-409]#,##0.00", "$"),
        ('"EUR" 0', "EUR"), ('#,##0.00 "ден."', "ден."), ("€ 0", "€"), ("[$-409]0", ""),
        ("[Red][>5]0", ""), ("#,##0", ""), ("#,##0 [$MKD]", "MKD"), ('0" од" " 5"', "од 5"),
    ],
)  # fmt: skip
def test_what_a_format_puts_beside_the_number(code: str, beside: str) -> None:
    assert number_format(code).section(5).beside == beside


@every(
    ("code", "parts"),
    [
        ("d.m.yyyy", "dmy"), ("mmm-yy", "my"), ("yyyy", "y"), ("d-mmm", "dm"), ("mmmm", "m"),
        ("[$-F800]dddd, mmmm dd, yyyy", "dmy"), ("h:mm", ""), ("mm:ss", ""), ("[h]:mm", ""),
        ("m/d/yy h:mm", "dmy"), ("yyyy-mm", "my"), ('d"."m"."yyyy" г."', "dmy"), ("0.0E+00", ""),
        ("h:mm:ss d.m.", "dm"), ("General", ""), ("0", ""), ("AM/PM h", ""),
    ],
)  # fmt: skip
def test_which_parts_of_a_date_are_shown(code: str, parts: str) -> None:
    assert number_format(code).dates == frozenset(parts)


@every(
    ("value", "code", "read"),
    [
        (46, '0" %"', 46),
        (0.7, '0.0" %"', 0.7),
        (0.7, "0.0", None),
        (46, 'General" %"', 46),
        (0.46, "0%", 46),
    ],
)
def test_a_percentage_is_what_the_cell_shows(value: float, code: str, read: float | None) -> None:
    assert read_number(number(value, code), kinds.PERCENT).value == read


@every(
    "code",
    ['0" тимови"', '"Вкупно: "0', '0" лица"', "0\\ лица", '#,##0" учесници";-0', "0.0",
     '0" persona"', "0_);(0)", "_-* #,##0_-;-* #,##0_-", "0;-0"],
)  # fmt: skip
def test_words_of_a_format_that_would_be_passed_over_beside_the_number_are(code: str) -> None:
    read = read_number(number(12, code), kinds.COUNT, unit="лица" if "лица" in code else "")
    assert (read.value, read.problem) == (12, "")


@every(
    "code",
    ['0" од 20"', '0"-ти"', '0" планирани"', '"табела "0', '0" % од целта"', '"~"0', '"до "0',
     '0" ден."', '0"+"', "0 \\о\\т\\к\\а\\ж\\а\\н\\и", '0" %"', r"0\%", "0‰", '"01"0'],
)  # fmt: skip
def test_any_other_words_of_a_format_make_the_number_doubtful(code: str) -> None:
    read = read_number(number(12, code), kinds.COUNT)
    assert (read.value, read.problem) == (12, "format_words")


def test_what_a_format_shows_of_a_doubtful_number_is_named() -> None:
    said = read_number(number(12, '0" од 20"'), kinds.COUNT).explain(Texts("en"))
    assert "“12 од 20”" in said
    about = read_number(number(12, '"околу "0'), kinds.COUNT).explain(Texts("en"))
    assert "“околу 12”" in about
    share = read_number(number(0.465, '0.0%" од планот"'), kinds.PERCENT)
    assert (share.value, share.problem) == (46.5, "format_words")
    assert "„46,5% од планот“" in share.explain(Texts("mk"))


def test_words_for_other_people_than_those_asked_for_make_the_number_doubtful() -> None:
    trainings = read_number(number(12, '0" лица"'), kinds.COUNT, unit="обуки")
    assert (trainings.value, trainings.problem) == (12, "format_words")


@every(("code", "shown"), [('"("0")"', "(12)"), ("(0)", "(12)"), ("-0", "-12"), ('"−"0', "−12")])
def test_a_number_that_its_format_shows_as_taken_away_is_to_be_confirmed(
    code: str, shown: str
) -> None:
    read = read_number(number(12, code), kinds.COUNT)
    assert (read.value, read.problem) == (12, "format_words")
    assert f"“{shown}”" in read.explain(Texts("en"))
    assert not read_number(number(-12, "0;(0)"), kinds.AMOUNT).problem


def test_hours_are_no_number_and_what_was_typed_is_named() -> None:
    twelve = Cell("Лист", 1, 1, "date", datetime(1900, 1, 11), "288:00", number_format="[h]:mm")
    assert "288:00 (was 12 typed?)" in read_number(twelve, kinds.COUNT).explain(Texts("en"))
    half = twelve._replace(value=datetime(1899, 12, 31, 12))
    assert "“36:00”" in read_number(half, kinds.COUNT).explain(Texts("en"))


def test_words_of_a_format_stand_before_and_behind_the_number() -> None:
    section = number_format('"вкупно "#,##0"-ти"').section(5)
    assert (section.before, section.behind) == ("вкупно ", "-ти")


@every(
    "code",
    ["[$€-1]#,##0", "#,##0 [$$-409]", '"EUR" 0', '0" евра"', "#,##0 [$лв.-402]", "[$RSD] #,##0",
     '#,##0 "lekë"', "#,##0 ₽", "[$₺-41F]#,##0", "[$XYZ] 0"],
)  # fmt: skip
def test_another_currency_in_the_format_is_asked_about(code: str) -> None:
    read = read_number(number(1500, code), kinds.AMOUNT, unit="денари")
    assert read.problem == "other_currency"
    assert read.text.startswith("1500 ")


@every(
    ("code", "unit"),
    [
        ('#,##0.00 "ден."', "денари"), ("#,##0 [$MKD]", ""), ("[$€-1]#,##0", "евра"),
        ("#,##0.00", "денари"), ("[$-42F]#,##0", "денари"), ("[$Ден.-42F] 0", ""),
        ("[$XYZ] 0", "во XYZ"),
    ],
)  # fmt: skip
def test_the_currency_that_is_asked_for_is_not(code: str, unit: str) -> None:
    assert read_number(number(1500, code), kinds.AMOUNT, unit=unit).problem == ""


def test_thousands_in_the_format_are_asked_about() -> None:
    own = read_number(number(240, '0" илјади"'), kinds.AMOUNT, unit="илјади денари")
    assert (own.value, own.problem) == (240, "")
    assert read_number(number(15, '0" илјади"'), kinds.AMOUNT).problem == "unclear_magnitude"


@every("code", ['#,##0,"k"', '#,##0, "илјади ден."', '0.00,," милиони"', "#,##0.0"])
def test_a_number_that_is_shown_in_the_thousands_that_stand_beside_it_is_clear(code: str) -> None:
    read = read_number(number(240_000, code), kinds.AMOUNT, unit="денари")
    assert (read.value, read.problem) == (240_000, "")


@pytest.mark.parametrize(("code", "shown"), [("#,##0,", "240"), ('#,##0," мил."', "240 мил.")])
def test_a_number_that_is_shown_a_thousand_times_smaller_is_asked_about(
    code: str, shown: str
) -> None:
    read = read_number(number(240_000, code), kinds.AMOUNT, unit="денари")
    assert (read.problem, read.text) == ("unclear_magnitude", shown)


def test_words_in_the_place_of_a_number_are_asked_about() -> None:
    code = '0;-0;"нема податок"'
    read = read_number(number(0, code), kinds.COUNT)
    assert (read.value, read.problem) == (None, "shown_otherwise")
    assert read_number(number(12, code), kinds.COUNT).problem == ""
    assert read_number(number(0, '0;-0;"-"'), kinds.COUNT).problem == ""


def test_another_number_in_the_place_of_a_number_is_asked_about() -> None:
    read = read_number(number(60, '"6"'), kinds.COUNT)
    assert (read.value, read.problem) == (None, "shown_otherwise")
    assert "“6”" in read.explain(Texts("en"))


@every(
    ("code", "seen"),
    [("0;0", "12"), ("#,##0;[Red]#,##0", "12"), ("[<0]0;0", "12"), ("0%;0%", "1200"),
     ("0;-0", ""), ("0;(0)", ""), ("[Red]-0;-0;0", ""), ("0", ""), ("[>100]0;0", "")],
)  # fmt: skip
def test_a_negative_number_that_is_shown_without_its_minus_is_asked_about(
    code: str, seen: str
) -> None:
    kind = kinds.PERCENT if "%" in code else kinds.AMOUNT
    read = read_number(number(-12, code), kind)
    assert read.problem == ("shown_otherwise" if seen else "")
    assert not seen or f"“{seen}”" in read.explain(Texts("en"))


@every(
    ("kind", "value", "code", "seen"),
    [
        # Nothing is seen where there is something.
        ("amount", 0.4, "0", "0"), ("amount", 0.5, "0", "1"), ("percent", 0.004, "0%", "0%"),
        ("percent", 0.006, "0%", "1%"), ("amount", 0.04, "0.0", "0"), ("amount", -0.4, "0", "0"),
        ("amount", 0, "0", ""),
        # All is seen where a little lacks.
        ("percent", 0.996, "0%", "100%"), ("percent", 0.9996, "0.0%", "100%"),
        ("percent", 99.7, '0" %"', "100 %"), ("percent", 0.994, "0%", ""), ("percent", 1, "0%", ""),
        # A whole count is seen, and there is none.
        ("count", 12.4, "0", "12"), ("count", 12, "0", ""), ("count", 12.000000000000002, "0", ""),
        ("count", 12.46, "0.0", ""),
        # What is off by more than a twentieth; what is rounded honestly.
        ("percent", 0.463, "0%", ""), ("percent", 46.3, "0", ""), ("percent", 9.5, "0", "10"),
        ("amount", 10.5, "0", ""), ("amount", 9.5, "0", "10"), ("amount", 1499999.6, "#,##0", ""),
        ("amount", 1.46, "0.0", ""), ("amount", 1_500_000, '0,," мил."', "2 мил."),
        ("amount", 20_500_000, '0,," мил."', ""), ("amount", 2.6, "General", ""),
        ("amount", 2.6, "# ?/?", ""), ("amount", 46.3, "0E+00", ""), ("amount", 2.6, "@", ""),
    ],
)  # fmt: skip
def test_a_number_that_is_rounded_to_one_that_means_something_else_is_asked_about(
    kind: str, value: float, code: str, seen: str
) -> None:
    read = read_number(number(value, code), kinds.KINDS[kind])
    assert (read.problem == "shown_otherwise") is bool(seen)
    assert not seen or f"“{seen}”" in read.explain(Texts("en"))


@every(
    ("code", "covers", "asked"),
    [("+0", Accumulation.CUMULATIVE, True), ("+0", Accumulation.QUARTERLY, False),
     ("<0", None, True), (">0", None, True), ("~0", None, True), ("0.00E+00", None, False)],
)  # fmt: skip
def test_a_sign_that_a_format_shows_is_taken_as_if_it_were_typed(
    code: str, covers: Accumulation | None, asked: bool
) -> None:
    read = read_number(number(5, code), kinds.COUNT, covers=covers)
    assert (read.value, read.problem) == (5, "format_words" if asked else "")


def test_a_number_that_its_format_hides_is_read_and_to_be_confirmed() -> None:
    for code in (";;;", "0;-0;"):
        read = read_number(number(0, code), kinds.COUNT)
        assert (read.value, read.problem) == (0, "not_shown")
    assert read_number(number(12, "0;-0;;@"), kinds.COUNT).problem == ""


@pytest.mark.parametrize(
    ("code", "shown"), [("mmm yyyy", "10.2022"), ("yyyy", "2022"), ("d-mmm", "1.10")]
)
def test_a_date_that_shows_a_part_only_is_not_complete(code: str, shown: str) -> None:
    read = read_date(day(code))
    assert (read.value, read.problem, read.text) == (None, "date_incomplete", shown)
    assert typed(day(code)) == shown


@every("code", ["d.m.yyyy", "General", "m/d/yy h:mm", "[$-F800]dddd, d mmmm yyyy"])
def test_a_date_that_shows_all_of_it_is(code: str) -> None:
    assert read_date(day(code)).problem == ""


NUMBERS = ('0" %"', "[$€-1] #,##0", '#,##0.00 "ден."', '0%;-0%;"-"', "mmm yyyy", "d.m.yyyy",
           '[>=1000000]0.0,,"М";[>=1000]0.0,"К";0', "#,##0,", "0.0%")  # fmt: skip
DURATIONS = {"[h]:mm": "125:00", "[h]:mm:ss": "125:00:00", "[mm]:ss": "7500:00", "h:mm": "05:00",
             '[h]:mm" hours"': "125:00", "[s]": "450000"}  # fmt: skip


def formatted() -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet()
        for row, code in enumerate(NUMBERS):
            sheet.write_number(row, 0, 44835, book.add_format({"num_format": code}))
        for row, code in enumerate(DURATIONS):
            sheet.write_number(row, 1, 125 / 24, book.add_format({"num_format": code}))
            sheet.write_number(row, 2, 12, book.add_format({"num_format": code}))
    return data.getvalue()


@pytest.mark.office
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_formats_say_the_same_after_libreoffice_saved_them(ending: str) -> None:
    opened = open_file(f"a.{ending}", by_libreoffice(formatted(), ending), Limits())
    assert isinstance(opened, Contents)
    cells = [opened.sheets[0].cells[row, 1] for row in range(1, len(NUMBERS) + 1)]
    assert [cell.beside for cell in cells[:3]] == ["%", "€", "ден."]
    assert [cell.is_percentage for cell in cells[:4]] == [False, False, False, True]
    assert [cell.date_parts for cell in cells[4:6]] == [frozenset("my"), frozenset("dmy")]
    assert [(cell.section.divides, cell.section.decimals) for cell in cells[6:]] == [
        (1000, 1), (1000, 0), (1, 1),
    ]  # fmt: skip
    assert read_number(cells[6], kinds.AMOUNT, unit="ден.").problem == ""
    for row, shown in enumerate(DURATIONS.values(), 1):
        hours, typed_12 = (opened.sheets[0].cells[row, column] for column in (2, 3))
        read = read_number(hours, kinds.COUNT)
        assert (read.text, read.problem) == (shown, "unclear_number")
        assert read_number(typed_12, kinds.COUNT).values["typed"] == "12"


@pytest.mark.office
def test_what_gnumeric_saves_keeps_words_and_parts_of_dates() -> None:
    opened = open_file("a.ods", by_gnumeric(formatted(), "ods"), Limits())
    assert isinstance(opened, Contents)
    cells = [opened.sheets[0].cells[row, 1] for row in range(1, len(NUMBERS) + 1)]
    assert (cells[0].beside, cells[2].beside) == ("%", "ден.")  # it writes no sign of a currency
    assert [cell.date_parts for cell in cells[4:6]] == [frozenset("my"), frozenset("dmy")]


@every(
    ("code", "value", "shown"),
    [
        ('0"."0', 12, "1.2"), ("0-0", 12, "1-2"), ('00":"00', 1234, "12:34"), ('0"/"00', 5, "0/05"),
        ("0\\.0", 123, "12.3"), ('0"."0', 12.4, "1.2"),
        ('#"."##0', 12345, ""), ("0'000", 12345, ""), ("#,##0", 12345, ""), ("# ?/?", 2.5, ""),
        ("000 000", 12345, ""), ("000\\ 000", 12345, ""), ('0.0"-"0', 12, ""), ('0" - "', 12, ""),
        ("0.00E+00", 12, ""), ("d-m", 12, ""), ("General", 12, ""), ('0"%"', 12, ""),
    ],
)  # fmt: skip
def test_signs_between_the_figures_of_a_number_make_another_of_it(
    code: str, value: float, shown: str
) -> None:
    assert number_format(code).section(value).in_parts(value) == shown
