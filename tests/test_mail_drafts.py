"""Mail drafts: one per institution that needs one, safe, reproducible, and read as letters."""

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from every_case import every
from made import QUARTER, case_plan
from returned_forms import drop, merged, returned

from ovpsheets.journeys.merged import Merged
from ovpsheets.kinds import COUNT, DATE, TEXT, YES_NO
from ovpsheets.plan.wording import Wording
from ovpsheets.results.mail import mail_letters
from ovpsheets.results.mail.deadline_calendar import deadlines
from ovpsheets.results.mail.mail_draft import Attachment, MailDraft, addresses
from ovpsheets.results.mail.mail_kinds import Addressee, addressees, due_kinds
from ovpsheets.results.mail.mail_letters import letter
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, MAIL_KINDS, Language

EVERYONE = dict.fromkeys(("MVR", "NK", "OP", "MP", "MZ", "MTSP"), ("",))


def two_forms(folder: Path) -> Merged:
    """A quarter in which МВР answers with a fault and Отворена порта well."""
    form = returned("MVR").fill_well().write("activities/3.6.3/new_deadline", None)
    form.save(folder)
    returned("OP").fill_well().save(folder)
    return merged(folder)


@cache
def _case() -> Merged:
    with TemporaryDirectory() as folder:
        return two_forms(Path(folder))


def quarter(day: date = date(2022, 10, 12)) -> Merged:
    """That quarter as it is seen on a day."""
    return replace(_case(), as_of=day)


def kinds(report: Merged, only: str = "") -> dict[str, str]:
    found = due_kinds(report, addressees(report, EVERYONE), only)
    return {item.institution: kind for item, kind in found}


def body(report: Merged, institution: str, kind: str) -> str:
    (item,) = (one for one in addressees(report, EVERYONE) if one.institution == institution)
    return letter(report, item, kind).body


def parsed(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


@every(
    ("day", "kind"),
    [
        (date(2022, 10, 1), "invitation"),
        (date(2022, 10, 6), "invitation"),
        (date(2022, 10, 7), "reminder"),
        (date(2022, 10, 10), "reminder"),
        (date(2022, 10, 11), "overdue"),
        (date(2022, 11, 1), "overdue"),
    ],
)
def test_who_has_not_answered_gets_what_the_day_asks_for(day: date, kind: str) -> None:
    assert kinds(quarter(day))["MTSP"] == kind


def test_who_has_no_form_yet_is_not_invited() -> None:
    report = quarter(date(2022, 10, 1))
    found = due_kinds(report, addressees(report, {}))
    assert "invitation" not in [kind for _, kind in found]


def test_a_fault_is_asked_about_and_a_good_form_acknowledged() -> None:
    found = kinds(quarter())
    assert (found["MVR"], found["OP"]) == ("correction", "acknowledgement")


def test_the_draft_is_not_sent_twice_for_review_sends_it_with_a_number() -> None:
    found = kinds(quarter(date(2022, 10, 13)))
    assert (found["MVR"], found["OP"], found["MP"]) == ("correction", "acknowledgement", "overdue")


def test_one_kind_alone_goes_to_all_whom_it_fits() -> None:
    report = quarter()
    assert set(kinds(report, "acknowledgement")) == {"MVR", "OP"}
    assert set(kinds(report, "correction")) == {"MVR"}
    assert set(kinds(report, "comments")) == set(EVERYONE)


@every("kind", MAIL_KINDS)
@every("language", LANGUAGES)
def test_every_letter_is_whole_in_every_language(kind: str, language: Language) -> None:
    report = quarter()
    for item in addressees(report, EVERYONE):
        own = report.plan.institution(item.institution)
        object.__setattr__(own, "language", language)
        written = letter(report, item, kind)
        object.__setattr__(own, "language", "mk")
        texts = Texts(language)
        assert written.body.startswith(f"{texts('mail.greeting')}\n\n")
        assert texts("mail.closing") in written.body
        assert "{" not in written.body + written.subject
        assert "None" not in written.body
        assert "\n" not in written.subject


def test_the_correction_request_numbers_what_is_asked_with_its_cell() -> None:
    said = body(quarter(), "MVR", "correction")
    assert "\n1. " in said
    assert "(лист „1 Активности“, поле J8)" in said
    assert "14 октомври 2022 година" in said


@pytest.mark.parametrize("kind", ["correction", "acknowledgement"])
def test_a_time_stamp_that_says_it_came_late_is_no_day_that_a_member_is_told(kind: str) -> None:
    report = quarter()
    (item,) = (one for one in addressees(report, EVERYONE) if one.institution == "MVR")
    assert item.received
    day = Texts("mk").long_date(item.received)
    assert day in letter(report, item, kind).body
    assert day not in letter(report, replace(item, on_time=None), kind).body


def test_equal_things_bear_the_numbers_that_they_have_in_the_correction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = returned("MVR").fill_well().write("indicators/3.6.3.1/value", "многу")
    statuses = [f"activities/{line.code}/status" for line in form.content.activities if line.begun]
    form.fill(dict.fromkeys(statuses))
    form.save(tmp_path)
    monkeypatch.setattr(mail_letters, "MOST_BY_FIELD", len(statuses))
    said = body(replace(merged(tmp_path), as_of=date(2022, 10, 12)), "MVR", "correction")
    assert f"\n1–{len(statuses)}. " in said
    assert f"\n{len(statuses) + 1}. " in said


def test_the_acknowledgement_tells_what_was_received() -> None:
    said = body(quarter(), "OP", "acknowledgement")
    assert "3.6.7  |  Значително  |" in said
    assert "    3.6.7.1  |  " in said
    assert "Не недостасува ништо." in said


def test_the_acknowledgement_says_a_no_and_a_day_in_words() -> None:
    report = quarter()
    indicators, plan = report.tables.indicators.copy(), report.plan
    (own,) = indicators.index[indicators["indicator"] == "3.6.7.1"]
    for kind, value, text, said in (
        (YES_NO, 0.0, "no", "Не"), (DATE, None, "2022-09-15", "15.9.2022"),
        (COUNT, 0.0, None, "0 лица"), (TEXT, None, "Скопје", "Скопје"),
    ):  # fmt: skip
        indicators.loc[own, ["value", "text", "flag"]] = [value, text, None]
        of_kind = (
            replace(item, kind=kind, unit="лица", units=Wording())
            if item.code == "3.6.7.1"
            else item
            for item in plan.indicators
        )
        shown = replace(
            report, plan=replace(plan, indicators=tuple(of_kind)),
            tables=replace(report.tables, indicators=indicators),
        )  # fmt: skip
        assert f"    3.6.7.1  |  {said}  |" in body(shown, "OP", "acknowledgement")


def test_who_reports_on_the_activity_of_another_is_told_what_was_received() -> None:
    report = quarter()
    others = report.tables.activities["institution"] != "OP"
    tables = replace(report.tables, activities=report.tables.activities[others])
    said = body(replace(report, tables=tables), "OP", "acknowledgement")
    assert "\n3.6.7.1  |  " in said
    assert "3.6.7  |" not in said


def test_the_acknowledgement_of_a_faulty_form_tells_what_is_missing() -> None:
    said = body(quarter(), "MVR", "acknowledgement")
    assert "Недостасува или треба да се провери:\n\n1. " in said


# ------------------------------------------------------------------ the draft as bytes


def draft(**changes: object) -> MailDraft:
    values: dict[str, object] = {
        "institution": "MVR", "kind": "correction", "language": "mk", "to": ("ovp@example.mk",),
        "subject": "Образец за трет квартал", "body": "Почитувани,\n\nќ ѓ ѕ\n",
        "attachments": (Attachment("OVP_MVR.xlsx", b"PK"),),
    }  # fmt: skip
    return MailDraft(**(values | changes))  # type: ignore[arg-type]  # the values above fit


def test_a_draft_opens_for_editing_with_text_and_attachment() -> None:
    message = parsed(draft().as_mail())
    assert message["X-Unsent"] == "1"
    assert message["To"] == "ovp@example.mk"
    assert message["Subject"] == "Образец за трет квартал"
    text = message.get_body(("plain",))
    assert text is not None
    assert text.get_content_charset() == "utf-8"
    assert text.get_content().replace("\r\n", "\n") == "Почитувани,\n\nќ ѓ ѕ\n"
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "OVP_MVR.xlsx"
    assert attached.get_content() == b"PK"
    assert not message.defects


def test_a_draft_has_neither_sender_nor_date_nor_identity() -> None:
    message = parsed(draft().as_mail())
    assert [name for name in ("From", "Date", "Message-ID", "Bcc") if name in message] == []


def test_a_draft_is_reproducible_ascii_with_crlf() -> None:
    data = draft().as_mail()
    assert data == draft().as_mail()
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert b'boundary="=_ovp_' in data


def test_without_attachments_a_draft_is_plain_text() -> None:
    message = parsed(draft(attachments=()).as_mail())
    assert message.get_content_type() == "text/plain"


def test_a_subject_cannot_begin_another_header() -> None:
    message = parsed(draft(subject="Рок\r\nBcc: drug@example.mk\u2028x").as_mail())
    assert message["Subject"] == "Рок Bcc: drug@example.mk x"
    assert "Bcc" not in message


@every(
    ("typed", "taken"),
    [
        ("ovp@example.mk", ("ovp@example.mk",)),
        ("a@example.mk; b@example.mk", ("a@example.mk", "b@example.mk")),
        ("a@example.mk, a@example.mk", ("a@example.mk",)),
        ("", ()),
        ("нема", ()),
        ("a@example", ()),
        ("ovp@example.mk\r\nBcc:x@example.mk", ("ovp@example.mk",)),
        ("Име <a@example.mk>", ()),
        ("а@example.mk", ()),  # a Cyrillic letter
        ("a@@example.mk", ()),
    ],
)
def test_only_addresses_are_taken_for_addresses(typed: str, taken: tuple[str, ...]) -> None:
    assert addresses(typed) == taken


def test_the_text_to_paste_says_to_whom_and_what_to_attach() -> None:
    said = draft(to=()).as_text(Texts("mk")).decode("utf-8-sig")
    assert said.startswith("До: (нема адреса во plan.xlsx)\r\n")
    assert "Прилог: OVP_MVR.xlsx" in said
    assert "\r\n\r\nПочитувани," in said


def test_what_a_member_named_its_file_cannot_become_more_than_text(tmp_path: Path) -> None:
    drop(tmp_path, "x\u202egpj.xlsx", b"no workbook")
    report = two_forms(tmp_path)
    for item in addressees(report, EVERYONE):
        said = letter(report, item, "acknowledgement" if item.received else "overdue").body
        assert "\u202e" not in said


# ------------------------------------------------------------------ the calendar


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_has_both_dates_in_lines_that_are_folded(language: Language) -> None:
    data = deadlines(case_plan(), QUARTER, date(2022, 10, 1), Texts(language))
    lines = data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2] == b"END:VCALENDAR"
    assert max(map(len, lines)) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    text = data.decode("utf-8").replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20221010" in text
    assert "DTSTART;VALUE=DATE:20221015" in text
    assert "UID:NAP5-2022-Q3-submit@ovpsheets" in text
    assert text.count("DTSTAMP:20221001T000000Z") == 2
    assert Texts(language).quarter_object(QUARTER) in text


def test_an_addressee_without_return_fits_no_acknowledgement() -> None:
    silent = Addressee("MTSP", forms=("",), received=None, on_time=None, asked=())
    assert [kind for kind in MAIL_KINDS if silent.fits(kind)] == [
        "invitation", "reminder", "overdue", "comments",
    ]  # fmt: skip
