"""Of one form every artefact says the same number of things to be completed."""

import io
import re
from datetime import date

import openpyxl
import pytest
from returned_forms import merged, returned

from ovpsheets.columns.checks import ACTIVITY_STEPS
from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.columns.open_fields import fields_of, fields_to_complete
from ovpsheets.journeys.merged import Merged
from ovpsheets.results.corrections.sent_back import corrections
from ovpsheets.results.mail.mail_kinds import addressees
from ovpsheets.results.mail.mail_letters import letter
from ovpsheets.results.report.open_items import asked_of
from ovpsheets.results.scorecards.cards_workbook import scorecards_workbook
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES

BLANK = ("reason", "explanation", "new_deadline")


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Merged:
    """A quarter in which МВР left three fields of a late activity blank."""
    folder = tmp_path_factory.mktemp("counts")
    form = returned("MVR").fill_well()
    for column in BLANK:
        form.write(f"activities/3.6.3/{column}", None)
    form.save(folder)
    return merged(folder)


def texts_of(workbook: bytes, sheet: int = 0) -> list[str]:
    rows = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[sheet].iter_rows()
    return [str(cell.value) for row in rows for cell in row if cell.value]


def numbered(correction: bytes) -> int:
    """Return how many things the list of a correction numbers."""
    return max(int(text) for text in texts_of(correction) if re.fullmatch(r"\d{1,2}", text))


def test_form_correction_mail_card_and_workbook_count_the_same(quarter: Merged) -> None:
    texts = Texts("mk")
    row = {
        "begun": True, "deadline": date(2022, 9, 30), "quarter_end": date(2022, 9, 30),
        "plan_end": date(2023, 12, 31), "status": "limited", "previous_status": "not_started",
        "progress": "Подготвена е програма за обука.",
    }  # fmt: skip
    fields = fields_of(ACTIVITIES, BUILT_IN.table(ACTIVITIES))
    (correction,) = (own for own in corrections(quarter, ("MVR",)))
    (item,) = (own for own in addressees(quarter, {"MVR": ("",)}) if own.institution == "MVR")
    subject = letter(quarter, item, "correction").subject
    cards = scorecards_workbook(quarter, texts)  # behind the list of whom to call first
    card = next(text for text in texts_of(cards, sheet=1) if ": 3" in text)
    (line,) = asked_of(quarter)["MVR"]
    counted = {
        "form": fields_to_complete(ACTIVITY_STEPS, fields, row),
        "correction": numbered(correction.data),
        "mail": int(re.findall(r"\d+(?= дополнувањ)", subject)[0]),
        "card": int(card.removeprefix(f"{texts('scorecards.section.requests')}: ")),
        "line of the workbook": len(line.findings) + len(line.consequences),
    }
    assert counted == dict.fromkeys(counted, len(BLANK))
