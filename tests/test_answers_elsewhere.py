"""Answers that stand beside the form: on another sheet, in a mail, in a file that names nobody."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from every_case import every
from made_mails import mail
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from returned_forms import (
    ReturnedForm,
    content_of,
    drop,
    findings_of,
    good_answers,
    merged,
    one,
    read_alone,
    read_contents,
    read_of,
    returned,
    typed_cell,
)

from ovpsheets.forms.asked_again import signed
from ovpsheets.intake.meaning import as_quoted
from ovpsheets.intake.reading.formats.documents import read_text
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.journeys.merged import Merged
from ovpsheets.texts import Figure, Texts
from ovpsheets.words import ACTIVITIES, COVER, INDICATORS, NOTES

SENDER = "ovp.mvr@example.mk"
ANSWERS = ("status", "progress", "reason", "explanation", "new_deadline", "evidence")
COUNT = f"{INDICATORS}/3.6.3.1/value"


def without_activities() -> ReturnedForm:
    form = returned().fill_well()
    for code in ("3.6.2", "3.6.3", "3.6.8"):
        for column in ANSWERS:
            form.write(f"{ACTIVITIES}/{code}/{column}", None)
    return form


def mailed(folder: Path, text: str, data: bytes = b"") -> Merged:
    files = {"образец.xlsx": data} if data else {}
    drop(folder, "п.eml", mail(text, files, sender=SENDER).as_bytes())
    return merged(folder)


def workbook(*rows: Sequence[object]) -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    assert isinstance(book.active, Worksheet)
    for row in rows:
        book.active.append(list(row))
    book.save(buffer)
    return buffer.getvalue()


def rules(result: Merged) -> set[str]:
    own = result.findings[result.findings["institution"] == "MVR"]
    return set(own["rule"])


def test_a_blank_table_whose_answers_stand_on_another_sheet_is_one_finding(tmp_path: Path) -> None:
    form = without_activities()
    form.write(f"{NOTES}/remarks", "3.6.3: Значително, 3.6.2: Завршено")
    form.save(tmp_path, "образец.xlsx")
    result = merged(tmp_path)
    found = one(result.findings, rule="empty_form")
    assert "нема ништо во табелата „1 Активности“; 1 запис" in found["message"]
    assert "3 Забелешки (1)" in found["ask"]
    assert "missing_status" not in rules(result)


def test_a_blank_table_with_nothing_beside_it_is_asked_about_row_by_row(tmp_path: Path) -> None:
    form = without_activities()
    form.write(f"{COVER}/filled_by", "Ана")  # who filled it in is no answer
    form.save(tmp_path, "образец.xlsx")
    result = merged(tmp_path)
    assert "empty_form" not in rules(result)
    assert len(result.findings[result.findings["rule"] == "missing_status"]) == 3


def test_a_blank_form_with_words_in_its_mail_is_not_called_silent(tmp_path: Path) -> None:
    text = "Почитувани,\n\nВо овој квартал нема промени.\n\nСо почит,\nАна"
    found = one(mailed(tmp_path, text, returned().data()).findings, rule="empty_form")
    assert "е вратен празен" not in found["message"]
    assert found["ask"].endswith("Во Вашата порака пишува: „Во овој квартал нема промени“.")
    assert "е празен" not in found["ask"]


def test_a_blank_form_with_a_greeting_is_empty(tmp_path: Path) -> None:
    result = mailed(tmp_path, "Почитувани,\nво прилог е образецот.", returned().data())
    assert "е вратен празен" in one(result.findings, rule="empty_form")["message"]


@every(
    ("contact", "what"),
    [("А. А.", "пополнет е само почетниот лист"), ("\u200b", "е вратен празен"),
     ("", "е вратен празен")],
)  # fmt: skip
def test_a_form_of_which_the_cover_is_filled_in_is_not_called_empty(
    contact: str, what: str
) -> None:
    answers = {f"{COVER}/filled_by": contact} if contact else {}
    table = findings_of(read_of(content_of("MVR"), answers))
    assert what in one(table, rule="empty_form")["message"]


def test_a_blank_of_no_width_fills_no_form(tmp_path: Path) -> None:
    form = returned().write(COUNT, "\u200b").write(f"{ACTIVITIES}/3.6.3/progress", "\u00a0")
    form.save(tmp_path, "образец.xlsx")
    assert "е вратен празен" in one(merged(tmp_path).findings, rule="empty_form")["message"]


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("3.6.3.1: обучени 46 лица.", "46"),
        ("Почитувани,\nза индикаторот 3.6.3.1 – 46.\nСо почит", "46"),
        ("3.6.3.1: види табела 3", ""),
        ("3.6.3.1: 12 обуки, 40 учесници", ""),
    ],
)
def test_a_sentence_of_the_mail_that_names_an_empty_row_is_named_with_it(
    text: str, proposed: str, tmp_path: Path
) -> None:
    form = returned().fill_well().write(COUNT, None)
    found = one(mailed(tmp_path, text, form.data()).findings, rule="missing_indicator")
    assert "Во пораката „п.eml“ пишува: „" in found["message"]
    said = f"таа изнесува {proposed}." if proposed else ""
    assert found["message"].endswith(said or "“.")


@pytest.mark.parametrize(
    ("said", "is_asked"),
    [
        ("За 3.6.3.1 точно е 118.", True),
        ("3.6.3.1: обучени се 120 лица", False),
        ("3.6.3.1: 120, од кои 60 жени", False),
        ("3.6.3.1 е во прилог", False),
    ],
)
def test_another_number_in_the_mail_for_a_value_is_to_be_confirmed(
    said: str, is_asked: bool, tmp_path: Path
) -> None:
    result = mailed(tmp_path, said, returned().fill_well().data())
    found = result.findings[result.findings["rule"] == "doubtful_value"]
    assert [said.rstrip(".") in text for text in found["message"]] == [True] * is_asked


def test_a_sentence_of_the_mail_on_all_data_is_one_thing_to_confirm(tmp_path: Path) -> None:
    said = "Во прилог е образецот. Податоците се прелиминарни. Податоците ги внесе секторот."
    result = mailed(tmp_path, said, returned().fill_well().data())
    found = one(result.findings, rule="remark_on_all")
    assert "во пораката „п.eml“ пишува „Податоците се прелиминарни“" in found["message"]
    assert found["ask"].startswith("Во Вашата порака пишува")
    assert (found["severity"], found["file"]) == ("check", "п.eml")


def test_a_note_on_the_empty_narrative_or_on_another_cell_of_the_row_is_named() -> None:
    form = returned().fill_well()
    form.write(f"{ACTIVITIES}/3.6.3/status", Texts("mk")("words.status.completed"))
    form.write(f"{ACTIVITIES}/3.6.3/progress", None).note_at(f"{ACTIVITIES}/3.6.3/progress", "Две")
    form.write(COUNT, None).note_at(f"{INDICATORS}/3.6.3.1/code", "вредноста е 15")
    table = findings_of(read_alone(form.data()))
    (narrative,) = table[table["rule"] == "missing_narrative"]["message"]
    assert narrative.endswith("пишува: „Две“.")
    (value,) = table[table["rule"] == "missing_indicator"]["message"]
    assert value.endswith("„вредноста е 15“. Ако тоа е вредноста, таа изнесува 15.")


def test_a_changed_day_is_quoted_as_people_write_it() -> None:
    form = returned().fill_well()
    form.write(f"{ACTIVITIES}/3.6.3/deadline", datetime(2022, 9, 29))
    table = findings_of(read_alone(form.data()))
    (said,) = table[table["rule"] == "changed_plan_text"]["message"]
    assert "„29.9.2022“" in said


def _with_text(text: str, answers: dict[str, object]) -> list[Return]:
    """Return a form and what lies beside it: a text without a table."""
    plain = read_text(text.encode(), Limits())
    return [read_of(content_of("MVR"), answers), read_contents(plain, "одговор.txt")]


TEXT = "Почитувани,\n3.6.3.1: обучени се 46 лица\n3.6.8 – тендерот е поништен.\nПоздрав"


def test_a_text_that_names_rows_of_one_institution_is_quoted_where_they_are_asked_about() -> None:
    answers = good_answers(content_of("MVR"))
    table = findings_of(*_with_text(TEXT, {k: v for k, v in answers.items() if k != COUNT}))
    (missing,) = table[table["rule"] == "missing_indicator"]["message"]
    assert "Во датотеката „одговор.txt“ пишува: „3.6.3.1: обучени се 46 лица“." in missing
    assert missing.endswith("таа изнесува 46.")
    (aside,) = table[table["rule"] == "unrecognised_file"]["message"]
    assert "„3.6.3.1: обучени се 46 лица 3.6.8 – тендерот е поништен“" in aside


def test_a_blank_form_beside_such_a_text_is_not_called_silent() -> None:
    table = findings_of(*_with_text(TEXT, {}), language="en")
    (said,) = table[table["rule"] == "empty_form"]["message"]
    assert "something was written in a text beside it" in said


def test_another_number_in_such_a_text_is_to_be_confirmed() -> None:
    table = findings_of(*_with_text(TEXT, good_answers(content_of("MVR"))))
    (said,) = table[table["rule"] == "doubtful_value"]["message"]
    assert "а во датотеката „одговор.txt“ пишува" in said


@every("text", ["Во точка 12.5 од 30.9.2022", "3.6.3 и 3.6.4", "3.6.31", "Поздрав"])
def test_a_text_that_names_nobodys_rows_or_those_of_several_is_only_set_aside(text: str) -> None:
    table = findings_of(*_with_text(text, {}))
    (said,) = table[table["rule"] == "unrecognised_file"]["message"]
    assert "пишува" not in said
    assert "текст" not in "".join(table[table["rule"] == "empty_form"]["message"])


def test_sources_beside_no_value_at_all_answer_no_table(tmp_path: Path) -> None:
    form = returned().fill_well()
    for item in form.content.indicators:
        form.write(f"{INDICATORS}/{item.code}/value", None)
        form.write(f"{INDICATORS}/{item.code}/source", "Евиденција")
    form.write(f"{NOTES}/remarks", "Обучени се 46 лица.").save(tmp_path, "образец.xlsx")
    assert "2 Индикатори" in one(merged(tmp_path).findings, rule="empty_form")["message"]


def test_another_rows_code_is_not_taken_for_it(tmp_path: Path) -> None:
    form = returned().fill_well().write(COUNT, None)
    result = mailed(tmp_path, "13.6.3.1 и 3.6.3.12: 46; 3.6.3.1.2: 5", form.data())
    assert "пораката" not in one(result.findings, rule="missing_indicator")["message"]


def test_who_answered_in_a_mail_alone_is_quoted(tmp_path: Path) -> None:
    drop(tmp_path, "п.eml", mail("Нема промени.", sender="ovp.mz@example.mk").as_bytes())
    found = one(merged(tmp_path).findings, rule="missing_return", institution="MZ")
    assert "Нема промени" in found["message"]


def test_a_mail_of_somebody_unknown_that_names_rows_of_one_institution_is_quoted(
    tmp_path: Path,
) -> None:
    drop(tmp_path, "п.eml", mail("3.6.3.1: 125 лица", sender="nekoj@example.mk").as_bytes())
    found = one(merged(tmp_path).findings, rule="missing_return", institution="MVR")
    assert "„3.6.3.1: 125 лица“" in found["message"]
    assert "испрати порака" not in found["message"]


def test_of_who_sent_the_form_of_another_nobody_says_that_it_cannot_be_used(tmp_path: Path) -> None:
    sent = mail(files={"образец.xlsx": returned().fill_well().data()}, sender="ovp.mz@example.mk")
    drop(tmp_path, "п.eml", sent.as_bytes())
    found = one(merged(tmp_path).findings, rule="missing_return", institution="MZ")
    assert "испрати порака" not in found["message"]


def status(code: str) -> str:
    return Texts("mk")(f"words.status.{code}")


@pytest.mark.parametrize(
    ("codes", "sender", "asked"),
    [
        (("3.6.2", "3.6.3"), "", ["check"]),
        (("3.6.2", "3.6.3"), "ovp.mz@example.mk", ["check"]),
        (("3.6.1", "3.6.6"), "ovp.mtsp@example.mk", []),  # the address says the same
    ],
)
def test_a_workbook_that_names_nobody_is_known_by_its_codes(
    codes: tuple[str, str], sender: str, asked: list[str], tmp_path: Path
) -> None:
    said = [status("limited"), status("substantial")]
    data = workbook(["Шифра", "Докаде е"], *map(list, zip(codes, said, strict=True)))
    if sender:
        drop(tmp_path, "п.eml", mail(files={"табела.xlsx": data}, sender=sender).as_bytes())
    else:
        drop(tmp_path, "табела.xlsx", data)
    result = merged(tmp_path)
    (own,) = result.returns.loc[result.returns["fields"] == 2, "institution"]
    answer = one(result.activities, activity=codes[1], institution=own)["status"]
    assert (own, answer) == ("MVR" if asked else "MTSP", "substantial")
    found = result.findings[result.findings["rule"] == "wrong_institution"]
    assert list(found["severity"]) == asked
    assert found["message"].str.contains("Министерство за внатрешни работи").all()


def test_one_whose_table_cannot_be_read_is_said_to_be_that_and_not_strange(tmp_path: Path) -> None:
    rows = [[code, "едно", "друго", "трето"] for code in ("3.6.2", "3.6.3", "3.6.8")]
    drop(tmp_path, "табела.xlsx", workbook(["Шифра", "А", "Б", "В"], *rows))
    result = merged(tmp_path)
    assert {"unrecognised_file", "missing_return"}.isdisjoint(rules(result))
    assert "wrong_institution" in rules(result)
    assert "листови: Sheet" in one(result.findings, rule="empty_form")["message"]


def test_codes_of_two_institutions_or_of_none_name_nobody(tmp_path: Path) -> None:
    rows = [[code, status("limited")] for code in ("3.6.2", "3.6.3", "3.6.4", "3.6.5")]
    drop(tmp_path, "две.xlsx", workbook(["Шифра", "Докаде е"], *rows))
    drop(tmp_path, "ниедна.xlsx", workbook(["1.1", "а"], ["1.2", "б"], ["1.3", "в"]))
    result = merged(tmp_path)
    assert set(result.returns["used"]) == {"set_aside"}


@pytest.mark.parametrize(
    ("value", "shown_as", "said"),
    [(0.46, "0%", "46%"), (12, 'General" ден."', "12 ден."), (1500000, "#,##0", "1500000")],
)
def test_a_number_is_quoted_as_its_cell_shows_it(value: float, shown_as: str, said: str) -> None:
    quoted = as_quoted(typed_cell(value, shown_as))
    assert isinstance(quoted, Figure)
    assert quoted.in_("en") == said


def test_another_number_on_the_sheet_for_remarks_is_to_be_confirmed() -> None:
    found = findings_with({("notes", 30, 2): "3.6.3.1: 99 лица"})
    row = one(found, rule="doubtful_value")
    assert (row["indicator"], row["severity"]) == ("3.6.3.1", "check")
    assert "99" in row["message"]
    assert findings_with({("notes", 30, 2): "3.6.3.1: 120 лица"}).empty


@every(
    "said",
    [
        "3.6.3.1 треба да биде 99", "Вредноста на 3.6.3.1 е 99, а не 7", "3.6.3.1 should be 99",
        "3.6.3.1 duhet të jetë 99", "кај 3.6.3.1 точната бројка е 99, а не 120",
        "3.6.3.1: 99 (беше 120)", "3.6.3.1 nga 120 në 99",
        "наместо 120 за 3.6.3.1 пишете 99", "3.6.3.1 = сто и пет",
        "Ве молиме игнорирајте ги вредностите за 3.6.3.1", "3.6.3.1 е само за Скопје",
        "За 3.6.3.1 податоците се прелиминарни",
    ],
)  # fmt: skip
def test_a_remark_that_names_a_code_and_a_number_may_be_a_correction(said: str) -> None:
    assert list(findings_with({("notes", 30, 2): said})["indicator"]) == ["3.6.3.1"]


def test_a_remark_that_names_a_code_and_no_number_of_it_is_no_correction() -> None:
    said = """3.6.3.1: 120, од кои 60 жени
        3.6.3.1 порасна од 45 на 120
        3.6.3.1: 120, а не 99
        Обуките по 3.6.3.1 се организирани со ОБСЕ
        3.6.3.1: во прилог записник
        Кај 3.6.3.1, колона 8, стои 120
        3.6.3.1: според одлука бр. 12-345/2 од 30 септември 2022
        3.6.3.1: во прилог записник бр. 12
        3.6.3.1 контакт 070 123 456
        3.6.3.1 опфаќа лица од 6-та група
        3.6.3 и 3.6.3.1 (заложба 3.6)"""
    assert findings_with({("notes", 30, 2): said}).empty


STATUS = f"{ACTIVITIES}/3.6.3/status"


@every(
    ("note", "asked"),
    [("всушност Завршено", True), ("завршена", True), ("Completed", True),
     ("Значително", False), ("Значително, скоро Завршено", False), ("види прилог", False)],
)  # fmt: skip
def test_a_note_on_a_status_that_names_another_one_is_to_be_confirmed(
    note: str, asked: bool
) -> None:
    table = findings_of(read_alone(returned().fill_well().note_at(STATUS, note).data()))
    found = table[table["rule"] == "doubtful_value"]
    assert [note in said for said in found["message"]] == [True] * asked


@every(
    ("value", "note", "quoted"),
    [("околу 30", f"{signed('1. Внесете број.')}\nТочно 46", "Точно 46“. Ако тоа е вредноста"),
     ("околу 30", "има список", "„има список“"), ("околу 30", signed("1. Внесете број."), ""),
     ("48", f"{signed('1. Внесете број.')}\nТочно", None), ("48", "всушност 49", "")],
)  # fmt: skip
def test_a_note_on_a_doubtful_value_is_quoted_once_where_it_is_asked_about(
    value: str, note: str, quoted: str | None
) -> None:
    table = findings_of(
        read_alone(returned().fill_well().write(COUNT, value).note_at(COUNT, note).data())
    )
    found = table[table["rule"].isin(["doubtful_value", "unreadable_value"])]
    assert len(found) == (quoted is not None)
    behind = "Во белешката на полето"
    for said in (*found["message"], *found["ask"]):
        assert (behind in said) is bool(quoted)
        assert str(quoted) in said


def test_what_a_cell_shows_that_counts_hours_is_quoted_and_no_day_of_1900() -> None:
    table = findings_of(read_alone(returned().write(COUNT, 125 / 24, "[h]:mm").data()))
    assert list(table[table["rule"] == "unreadable_value"]["found"]) == ["125:00"]


@every(
    ("said", "asked"),
    [("3.6.3 треба да биде Завршено", True), ("Поправка: 3.6.3 е завршена", True),
     ("3.6.3 ќе биде завршена во декември", False), ("3.6.3 треба да е Значително", False),
     ("За 3.6.3: активноста е завршена.", True), ("3.6.3 е во тек, преостануваат обуки", False)],
)  # fmt: skip
def test_a_correction_on_the_sheet_for_remarks_may_be_of_a_status(said: str, asked: bool) -> None:
    assert list(findings_with({("notes", 30, 2): said})["cell"]) == ["F8"] * asked


@every(
    ("said", "asked"),
    [("3.6.3 не е завршена туку е во тек", True), ("За 3.6.3: активноста е завршена.", False)],
)
def test_a_remark_that_what_is_completed_goes_on_is_to_be_confirmed(said: str, asked: bool) -> None:
    found = findings_with({("notes", 30, 2): said}, {STATUS: "Завршено"})
    assert ("F8" in set(found.loc[found["rule"] == "doubtful_value", "cell"])) is asked


def test_a_status_or_a_flag_typed_into_another_field_of_the_row_is_named() -> None:
    form = returned().fill_well().write(STATUS, None).write(COUNT, None)
    form.write(f"{ACTIVITIES}/3.6.3/progress", "Завршено")
    form.write(f"{INDICATORS}/3.6.3.1/source", "нема податок")
    table = findings_of(read_alone(form.data()))
    (status,) = table[table["rule"] == "missing_status"]["message"]
    assert status.endswith("пишува: „Завршено“.")
    (value,) = table[table["rule"] == "missing_indicator"]["message"]
    assert value.endswith("пишува: „нема податок“.")


def test_a_number_there_for_an_empty_value_is_named_with_it() -> None:
    found = findings_with({("notes", 30, 2): "3.6.3.1: 99"}, {"indicators/3.6.3.1/value": None})
    assert "99" in one(found, rule="missing_indicator")["message"]


def findings_with(
    beside: Mapping[tuple[str, int, int], str | float], changed: Mapping[str, object] | None = None
) -> pd.DataFrame:
    """What is found in a well filled form with more typed *beside* it, and *changed* answers."""
    content = content_of("MVR")
    read = read_of(content, {**good_answers(content), **(changed or {})}, beside=beside)
    found = findings_of(read)
    return found[found["institution"] == "MVR"]
