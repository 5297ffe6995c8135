"""A form issued before the check stood beside the code is read as it was."""

from dataclasses import replace
from pathlib import Path

from every_case import every
from returned_forms import content_of, contents_of, good_answers

from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.forms.earlier import headings_before, said_before
from ovpsheets.forms.rows import HEADING_ROW, KEY_ROW
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.read_xlsx import read_xlsx
from ovpsheets.intake.recognise.issued import check_words
from ovpsheets.intake.recognise.place import place
from ovpsheets.plan.choice_lists import choose
from ovpsheets.words import ACTIVITIES, LANGUAGES, LedgerClass

FORM = Path(__file__).parent / "earlier_form.xlsx"


def test_a_form_of_an_earlier_version_is_read_as_it_was() -> None:
    contents = read_xlsx(FORM.read_bytes(), Limits())
    old = next(sheet for sheet in contents.sheets if sheet.name == "1 Активности")
    assert old.cells[6, 12].raw == "Проверка"  # its last column
    placement = place(contents, content_of("MVR"))
    # Two lines of its own that the member wrote below the table, and nothing of ours.
    assert [line.raw.split()[0] for line in placement.unplaced] == ["Обука", "Обука"]
    fields = {str(field): cell.address for field, cell in placement.fields.items()}
    assert fields["activities/3.6.3/status"][0] == "F"
    assert fields["indicators/3.6.3.1/value"][0] == "H"
    assert fields["cover/filled_by"][0] == "C"
    checks = [line for line in placement.ledger if line.what is LedgerClass.CHECK]
    assert {line.sheet for line in checks} >= {"Почетна", "1 Активности", "2 Индикатори"}


@every("place_of", range(len(LANGUAGES)))
def test_headings_that_were_shortened_are_known_where_the_keys_are_gone(place_of: int) -> None:
    content = content_of("MVR")
    before = {
        (ACTIVITIES, HEADING_ROW + 1, number): old[place_of]
        for number, column in enumerate(BUILT_IN.table(ACTIVITIES), start=1)
        if (old := headings_before(ACTIVITIES, column.key))
    }
    contents = contents_of(content, good_answers(content), before)
    keyless = tuple(
        replace(sheet, cells={p: cell for p, cell in sheet.cells.items() if p[0] != KEY_ROW + 1})
        for sheet in contents.sheets
    )
    placement = place(replace(contents, sheets=keyless), content)
    assert len(before) == 4
    assert [line.raw for line in placement.unplaced] == []
    assert not any(seen.key == "column_renamed" for seen in placement.observed)


def test_the_words_for_a_deadline_that_has_passed_are_known_as_forms_and_plans_had_them() -> None:
    assert {"Новиот рок е поминат", "Новиот рок е истечен"} <= check_words(ACTIVITIES)
    for said in ("кога е поминат рокот", "кога рокот е истечен", "when overdue"):
        assert choose("needed", said) == "overdue"
    guide = "Рокот поминал, а активноста не е завршена. Внесете и нов рок, на пример 31.3.2023."
    assert guide in said_before()
