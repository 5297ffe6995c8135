"""A form issued before the check stood beside the code is read as it was."""

from pathlib import Path

from returned_forms import content_of

from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.read_xlsx import read_xlsx
from ovpsheets.intake.recognise.place import place
from ovpsheets.words import LedgerClass

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
