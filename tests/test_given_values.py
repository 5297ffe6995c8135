"""What the given cells of a form tell: values are compared, and a file is read as it writes."""

from datetime import date, datetime, timedelta

import pytest
from every_case import every
from returned_forms import ReturnedForm, read_alone, returned
from typed_cells import cell, number, text

from ovpsheets.form_field import FormField
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.intake.recognise.given_values import (
    AS_ISSUED,
    Calibration,
    calendars_told,
    calibration_of,
    is_given,
    is_share,
    joined_calibrations,
)
from ovpsheets.words import ACTIVITIES, INDICATORS, LedgerClass

CALENDARS = timedelta(days=1462)


def day(of: date) -> Cell:
    return cell(datetime(of.year, of.month, of.day), "d.m.yyyy")


@every(
    "spelled",
    ["1500000", "1.5e+06", "1.5E+06", "1.500.000", "1,500,000", "1 500 000", "1'500'000",
     "1500000,00", "1.500.000 денари", "1500000.0", "ден. 1.500.000"],
)  # fmt: skip
def test_spellings_of_one_number_are_that_number(spelled: str) -> None:
    assert is_given(text(spelled), 1_500_000.0)


@every(
    "other", ["150000", "1.500.001", "1500", "1,5", "15000000", "-1500000", "1500000 и 2", "", "а"]
)
def test_another_number_is_another(other: str) -> None:
    assert not is_given(text(other), 1_500_000.0)


@every("cells", [number(80), number(0.8, "0%"), text("80 %"), text("80,0%")])
def test_a_percentage_is_one_number_in_both_ways_of_storing_it(cells: Cell) -> None:
    assert is_given(cells, 80.0)


@every("cells", [number(0.8), number(8), text("8 %"), number(80.1)])
def test_a_share_of_one_is_not_eighty(cells: Cell) -> None:
    assert not is_given(cells, 80.0)


@every(
    ("cells", "unit", "same"),
    [
        (number(0.8), "%, во кварталот", True), (text("0,80"), "%", True),
        (number(0.8), "лица", False), (number(0.8), None, False), (number(0.08), "%", False),
        (number(0.8), "проценти", True), (number(0.8, "0.0"), "од училиштата, %", True),
        # Eight tenths of one per cent.
        (text("0,8 %"), "%", False), (text("0,8 проценти"), "%", False),
        (text("0,8 на сто"), "%", False), (number(0.8, '0.0" %"'), "%", False),
        (number(0.008, "0.0%"), "%", False),
    ],
)  # fmt: skip
def test_a_bare_share_of_one_is_what_was_given_in_per_cent(
    cells: Cell, unit: str | None, same: bool
) -> None:
    assert is_share(cells, 80, unit) is same
    assert not is_given(cells, 80)


def test_a_number_that_reads_two_ways_holds_both() -> None:
    assert is_given(text("1.500"), 1500.0)
    assert is_given(text("1.500"), 1.5)
    assert not is_given(text("1.500"), 15.0)


@every(
    "spelled", ["30.9.2022", "30.09.2022", "2022-09-30", "30 Sep 22", "30 септември 2022 година"]
)
def test_spellings_of_one_day_are_that_day(spelled: str) -> None:
    assert is_given(text(spelled), date(2022, 9, 30))
    assert not is_given(text(spelled), date(2022, 9, 29))


def test_days_that_are_all_off_by_the_two_calendars_tell_of_it() -> None:
    pairs = [(day(d - CALENDARS), d) for d in (date(2022, 9, 30), date(2022, 12, 31))]
    told = calibration_of(pairs)
    assert (told.shift, told.odd_days) == (CALENDARS, False)
    assert is_given(pairs[0][0], pairs[0][1], told)
    assert not is_given(pairs[0][0], pairs[0][1])


def test_one_given_day_that_was_changed_tells_nothing() -> None:
    pairs = [
        (day(date(2022, 9, 30)), date(2022, 9, 30)),
        (day(date(2022, 11, 30) - CALENDARS), date(2022, 11, 30)),
    ]
    assert calibration_of(pairs) == Calibration(has_days=True)
    assert calibration_of(pairs[:1]) == Calibration(has_days=True)
    assert calibration_of([]) == AS_ISSUED


@pytest.mark.parametrize("days", [1, 1461, 1463])
def test_days_that_are_off_otherwise_make_typed_ones_doubtful(days: int) -> None:
    off = timedelta(days=days)
    pairs = [(day(d - off), d) for d in (date(2022, 9, 30), date(2022, 12, 31))]
    assert calibration_of(pairs).odd_days
    assert not calibration_of(pairs[:1]).odd_days  # a single one may have been changed by hand


def test_thousands_are_read_as_the_file_writes_them() -> None:
    told = calibration_of([(text("1.500.000"), 1_500_000.0)])
    assert told.thousands == "."
    assert told.read(text("3.000")).raw == "3000"
    assert told.read(text("околу 3.000 ден.")).raw == "околу 3000 ден."
    assert told.read(text("3,000")).raw == "3,000"
    assert told.read(text("3.00")).raw == "3.00"
    assert told.read(text("30.9.2022")).raw == "30.9.2022"


@every(
    ("given", "typed", "read"),
    [("1.500.000,00", "3.000", "3000"), ("1,500,000.00", "3,000", "3000"),
     ("1,500,000.00", "3.000", "3.000"), ("1.500.000,50", "3.000", "3.000")],
)  # fmt: skip
def test_issued_numbers_with_decimals_tell_of_thousands_too(
    given: str, typed: str, read: str
) -> None:
    assert calibration_of([(text(given), 1_500_000.0)]).read(text(typed)).raw == read


def test_what_was_not_issued_so_tells_nothing_of_thousands() -> None:
    assert calibration_of([(text("1.500"), 1.5)]).thousands == ""
    assert calibration_of([(text("1.500"), 1501.0)]).thousands == ""
    both = [(text("1.500"), 1500.0), (text("2,500"), 2500.0)]
    assert calibration_of(both).thousands == ""


def test_a_sheet_without_given_days_is_read_by_those_of_the_file() -> None:
    shifted = Calibration(CALENDARS, has_days=True)
    joined = joined_calibrations({"1": shifted, "2": Calibration(thousands=".")})
    assert joined["2"] == Calibration(CALENDARS, thousands=".")
    apart = {"1": shifted, "2": Calibration(has_days=True), "3": AS_ISSUED}
    assert joined_calibrations(apart)["3"] == AS_ISSUED  # the two contradict each other


def test_a_day_on_a_sheet_that_did_not_come_from_the_other_calendar_stays() -> None:
    pairs = [(day(d - CALENDARS), d) for d in (date(2022, 9, 30), date(2023, 6, 30))]
    joined = joined_calibrations({"1": calibration_of(pairs), "2": AS_ISSUED})
    for typed in (day(date(2022, 9, 15)), day(date(2022, 9, 15) - CALENDARS)):
        assert joined["2"].read(typed).value == datetime(2022, 9, 15)
    assert [seen.values["sheet"] for seen in calendars_told(joined)] == ["1"]


def _shifted(form: ReturnedForm, by: timedelta) -> int:
    given = [
        field for layout in form.layouts for p in layout.cells
        if (field := p.field) is not None and field.key == "deadline" and p.value is not None
    ]  # fmt: skip
    for field in given:
        was = form.cell(str(field)).value
        assert isinstance(was, datetime)
        form.write(str(field), was - by, "d.m.yyyy")
    return len(given)


def test_typed_days_of_a_shifted_file_are_corrected_and_it_is_said_once() -> None:
    form = returned().fill_well()
    assert _shifted(form, CALENDARS) > 1
    code = form.content.activities[0].code
    form.write(f"activities/{code}/new_deadline", datetime(2022, 12, 31) - CALENDARS, "d.m.yyyy")
    found = read_alone(form.data())
    assert found.answers is not None
    assert found.answers.activities[code]["new_deadline"] == date(2022, 12, 31)
    assert [seen.key for seen in found.observed] == ["other_calendar"]
    assert found.ledger.counts.get(LedgerClass.UNPLACED, 0) == 0
    cell_of = found.placement.fields[FormField(ACTIVITIES, code, "new_deadline")]  # type: ignore[union-attr]
    assert cell_of.raw.startswith("2018-12-30")  # the ledger keeps what stands in the file


def test_typed_days_beside_given_ones_that_are_off_are_asked_about() -> None:
    form = returned().fill_well()
    _shifted(form, timedelta(days=365))
    code = form.content.activities[0].code
    form.write(f"activities/{code}/new_deadline", datetime(2022, 12, 31), "d.m.yyyy")
    found = read_alone(form.data())
    assert found.answers is not None
    assert found.answers.activities[code]["new_deadline"] is None
    assert "odd_calendar" in [trouble.problem for trouble in found.answers.troubles]


@every(
    ("typed", "asked"),
    [(datetime(2022, 12, 31) - CALENDARS, True), (datetime(2022, 7, 1) - CALENDARS, True),
     (datetime(2022, 6, 30) - CALENDARS, False), (datetime(2022, 7, 1), False),
     (datetime(2024, 12, 31), False), ("30.12.2018", False)],
)  # fmt: skip
def test_one_day_of_another_calendar_among_right_ones_is_asked_about(
    typed: datetime | str, asked: bool
) -> None:
    form = returned().fill_well()
    code = form.content.activities[0].code
    form.write(f"activities/{code}/new_deadline", typed, "d.m.yyyy")
    found = read_alone(form.data())
    assert found.answers is not None
    troubles = [t for t in found.answers.troubles if t.problem == "calendar_day"]
    assert len(troubles) == asked
    assert (found.answers.activities[code]["new_deadline"] is None) is asked
    if asked and isinstance(typed, datetime):
        meant = typed + CALENDARS
        proposed = f"{meant.day}.{meant.month}.{meant.year}"
        assert [t.values["proposed"] for t in troubles] == [proposed]


# ------------------------------------------------------------------ the month first


def american(*days: str) -> Calibration:
    """What given days that were issued as the last of September and of June, 2022, now tell."""
    issued = (date(2022, 9, 30), date(2022, 6, 30), date(2022, 8, 9))
    pairs = [(text(d), own) for d, own in zip(days, issued, strict=False)]
    return calibration_of(pairs)


@every(
    ("days", "first"),
    [
        (("09/30/2022", "06/30/2022"), True),
        (("9/30/2022",), True),
        (("30/09/2022", "06/30/2022"), False),  # nobody knows
        (("30.9.2022", "30.6.2022"), False),
        (("09/30/2022", "06/30/2022", "08/09/2022"), True),
        (("09/30/2022", "06/30/2022", "09/08/2022"), False),
        (("09/29/2022",), False),  # another day
        ((), False),
    ],
)
def test_issued_days_tell_whether_the_month_stands_first(
    days: tuple[str, ...], first: bool
) -> None:
    assert american(*days).month_first is first


def test_days_with_the_month_first_are_read_and_given_where_the_form_shows_it() -> None:
    turned = joined_calibrations({"1": american("09/30/2022", "06/30/2022"), "2": AS_ISSUED})["2"]
    assert turned.read(text("08/09/2022")).raw == "2022-08-09"
    assert is_given(text("09/30/2022"), date(2022, 9, 30), turned)
    assert not is_given(text("09/30/2022"), date(2022, 9, 30))
    assert [seen.key for seen in calendars_told({"1": turned})] == ["month_first"]
    for other in ("8.9.2022", "13/13/2022", "08/09/22", "околу 08/09/2022"):
        assert turned.read(text(other)).raw == other


@every(
    ("typed", "first"),
    [
        (("09/18/2022", "08/09/2022"), True),
        (("09/18/2022", "18/09/2022"), False),
        (("08/09/2022",), False),
        (("18.9.2022",), False),
    ],
)
def test_typed_days_tell_that_the_month_may_stand_first(
    typed: tuple[str, ...], first: bool
) -> None:
    assert calibration_of([], [text(day) for day in typed]).month_may_be_first is first


@every(
    ("other", "typed", "problems"),
    [
        ("09/18/2022", "11/10/2022", ["either_day"]),
        ("09/18/2022", "11/11/2022", []),
        ("18/9/2022", "11/10/2022", []),
        ("18/9/2022", "11.10.2022", []),
    ],
)
def test_a_day_that_may_be_two_is_asked_about_where_others_have_the_month_first(
    other: str, typed: str, problems: list[str]
) -> None:
    form = returned().fill_well()
    first, second, *_ = [line.code for line in form.content.activities]
    form.write(f"activities/{first}/new_deadline", other)
    form.write(f"activities/{second}/new_deadline", typed)
    found = read_alone(form.data())
    assert found.answers is not None
    own = [trouble.problem for trouble in found.answers.troubles if trouble.code == second]
    assert own == problems
    assert (found.answers.activities[second]["new_deadline"] is None) is bool(problems)


@pytest.mark.parametrize("beside", [False, True])
def test_a_sheet_with_both_tables_holds_no_strangers(beside: bool) -> None:
    form = returned().fill_well()
    answered = set(read_alone(form.data()).placement.fields)  # type: ignore[union-attr]
    first = form.sheet(ACTIVITIES)
    below, right = (0, first.max_column + 2) if beside else (first.max_row + 3, 0)
    for row in form.sheet(INDICATORS).iter_rows():
        for own in row:
            if own.value is not None and not str(own.value).startswith("="):
                copied = first.cell(below + own.row, right + own.column)
                copied.value, copied.number_format = own.value, own.number_format
    form.book.remove(form.sheet(INDICATORS))
    found = read_alone(form.data())
    assert found.placement is not None
    assert (found.placement.strangers, found.placement.contradictions) == ((), ())
    assert {field for field in found.placement.fields if field.row[0] != "cover"} >= {
        field for field in answered if field.table in (ACTIVITIES, INDICATORS)
    }


def test_a_code_that_is_repeated_within_a_table_parts_it_into_no_two() -> None:
    form = returned().fill_well()
    sheet, first = form.sheet(ACTIVITIES), form.key_row(ACTIVITIES)
    answered = set(read_alone(form.data()).placement.fields)  # type: ignore[union-attr]
    sheet.insert_cols(6)
    for row in range(first, sheet.max_row + 1):
        sheet.cell(row, 6).value = sheet.cell(row, 1).value
    found = read_alone(form.data())
    assert found.placement is not None
    assert set(found.placement.fields) >= answered


@every("spelled", ["Po", "po", "да", "Да", "yes"])
def test_a_yes_is_the_same_in_every_language(spelled: str) -> None:
    assert is_given(text(spelled), "Po")


@pytest.mark.parametrize("other", ["Jo", "не", "Po, por jo plotësisht"])
def test_a_no_and_a_sentence_are_no_yes(other: str) -> None:
    assert not is_given(text(other), "Po")
