"""A form may ask who approves it; a deputy may get a copy of every mail."""

import email
import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from email.policy import SMTP
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from every_case import every
from made import AS_OF, QUARTER, case_plan
from office import calculated
from plans import good, plan_text, saved, warnings
from returned_forms import (
    ReturnedForm,
    content_of,
    findings_of,
    good_answers,
    read_of,
    register_line,
    the_history,
)

from ovpsheets.columns.declared import APPROVAL_FIELDS, PERSON_FIELDS
from ovpsheets.disclosure import Memory, Policy
from ovpsheets.forms.content import FormContent
from ovpsheets.intake.own_check import says_ready
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.journeys.bare_merge import merge
from ovpsheets.plan.model import Institution, Plan, Waiver, Wording
from ovpsheets.release.make import make_public
from ovpsheets.release.public import Published
from ovpsheets.release.public_files import public_files
from ovpsheets.results.mail.mail_draft import MailDraft, copied_to
from ovpsheets.settings import read_settings
from ovpsheets.tables import INDICATORS, Tables, frame, records
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language
from ovpsheets.workspace.folders import WorkspaceFolder

RULE: Final = "missing_confirmation"
PERSON: Final = {f"cover/{key}": f"Лице {key}" for key in PERSON_FIELDS}
APPROVED: Final = {
    "cover/approved_by": "Пробен Раководител", "cover/approved_function": "државен секретар",
    "cover/approved_on": "9.10.2022",
}  # fmt: skip


@cache
def plan(language: Language = "mk") -> Plan:
    spoken = tuple(replace(item, language=language) for item in case_plan().institutions)
    return replace(case_plan(), institutions=spoken, confirmation=True)


@cache
def content(language: Language = "mk") -> FormContent:
    return content_of("MVR", plan=plan(language))


def returned(said: Mapping[str, object], of: FormContent | None = None) -> Return:
    form = of or content()
    answers = {**good_answers(form), **PERSON, **said}
    return read_of(form, {k: v for k, v in answers.items() if v is not None}, plan=plan())


def asked(form: Return, of: Plan | None = None) -> list[dict[str, Any]]:
    found = findings_of(form, plan=of or plan())
    return list(records(found[found["rule"] == RULE]))


def test_a_workspace_does_not_ask_unless_its_settings_say_so(tmp_path: Path) -> None:
    assert read_settings(tmp_path).confirmation is False
    assert content_of("MVR").person_fields == PERSON_FIELDS
    (tmp_path / "ovpsheets.toml").write_text("[ovpsheets]\nconfirmation = true\n", "utf-8")
    assert read_settings(tmp_path).confirmation is True
    saved(tmp_path, plan_text())
    assert WorkspaceFolder(tmp_path).plan().confirmation is True
    assert content().person_fields == (*PERSON_FIELDS, *APPROVAL_FIELDS)


def test_a_form_that_does_not_ask_has_the_fingerprint_of_before() -> None:
    assert replace(content(), confirmation=False).fingerprint == content_of("MVR").fingerprint
    assert content().fingerprint != content_of("MVR").fingerprint


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cover_asks_in_the_members_language_and_counts_it(language: Language) -> None:
    form = ReturnedForm(content(language))
    texts = Texts(language)
    for key in APPROVAL_FIELDS:
        cell = form.cell(f"cover/{key}")
        assert cell.offset(0, -1).value == texts(f"form.cover.{key}")
        assert cell.offset(0, -2).value == key
    said = {str(cell.value) for row in form.sheet("cover").iter_rows() for cell in row}
    assert any(f'" {texts("form.cover.of")} 7 ' in text for text in said)


@every(
    ("said", "found"),
    [
        (APPROVED, False),
        ({}, True),
        *(({**APPROVED, f"cover/{key}": None}, True) for key in APPROVAL_FIELDS),
    ],
)
def test_the_form_is_ready_exactly_where_it_is_approved(
    said: Mapping[str, object], found: bool
) -> None:
    form = returned(said)
    assert bool(asked(form)) is found
    ready = says_ready(form, content())
    # What else the case has to ask about is the same in both.
    rows_are_ready = says_ready(returned(APPROVED), content())
    assert ready is (rows_are_ready and not found)


@pytest.mark.parametrize("key", APPROVAL_FIELDS)
def test_the_finding_names_the_first_cell_that_is_missing(key: str) -> None:
    (found,) = asked(returned({**APPROVED, f"cover/{key}": None}))
    cell = ReturnedForm(content()).cell(f"cover/{key}")
    assert (found["sheet"], found["cell"]) == ("Почетна", cell.coordinate)


@every(
    ("waiver", "asks"),
    [
        (Waiver(RULE, "MVR"), False),
        (Waiver(RULE), False),
        (Waiver(RULE, "OP"), True),
        (Waiver("missing_status", "MVR"), True),
        (Waiver(RULE, "MVR", until=date(2022, 9, 30)), False),
        (Waiver(RULE, "MVR", until=date(2022, 9, 29)), True),
        (Waiver(RULE, "MVR", from_=date(2022, 10, 1)), True),
    ],
)
def test_a_form_does_not_ask_where_that_is_waived(waiver: Waiver, asks: bool) -> None:
    waived = replace(plan(), waivers=(waiver,))
    assert content_of("MVR", plan=waived).confirmation is asks


def test_who_was_sent_a_form_that_did_not_ask_is_not_asked() -> None:
    before = content_of("MVR")
    assert asked(returned({}, before)) == []
    assert asked(returned({}), case_plan()) == []


@pytest.mark.office
def test_the_cover_calculates_how_many_fields_are_filled_in() -> None:
    form = ReturnedForm(content())
    for field, value in {**PERSON, "cover/approved_by": "Пробен Раководител"}.items():
        form.write(field, value)
    found = calculated({"form": form.data()})["form"]
    assert any(str(value).endswith("   5 од 7 полиња") for value in found["Почетна"].values())


def test_what_is_approved_has_its_place_and_is_published_nowhere() -> None:
    form = ReturnedForm(content())
    said = {**good_answers(content()), **PERSON, **APPROVED}
    form.fill({k: v for k, v in said.items() if v is not None})
    merged = merge(
        plan(), QUARTER, {"МВР.xlsx": form.data()}, history=the_history(), as_of=AS_OF,
        issued=[register_line(content())], jobs=1,
    )  # fmt: skip
    assert merged.unplaced.empty
    none = Published(Tables.empty(), Tables.empty(), frame(INDICATORS, []))
    made = make_public(merged, none, Memory(), Policy())
    for name, data in public_files(made.public).items():
        parts = [data]
        if name.endswith((".xlsx", ".docx")):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                parts = [package.read(part) for part in package.namelist()]
        for part in parts:
            assert "Пробен".encode() not in part, name
            assert "државен секретар".encode() not in part, name


# ------------------------------------------------------------------ a copy for the deputy


def body(email: str = "", cc: str = "") -> Institution:
    return Institution("OP", Wording("Отворена порта"), Wording(""), email=email, cc=cc)


@every(
    ("addresses", "copied"),
    [
        ({"email": "a@example.mk"}, ()),
        ({"email": "a@example.mk", "cc": "b@example.mk"}, ("b@example.mk",)),
        ({"email": "a@example.mk", "cc": "b@example.mk; c@example.mk, a@example.mk"},
         ("b@example.mk", "c@example.mk")),
        ({"cc": "заменик"}, ()),
    ],
)  # fmt: skip
def test_a_copy_goes_to_every_valid_address_that_gets_none_already(
    addresses: dict[str, str], copied: tuple[str, ...]
) -> None:
    assert copied_to(body(**addresses)) == copied


def test_a_draft_names_who_gets_a_copy() -> None:
    draft = MailDraft(
        "OP", "reminder", "mk", ("a@example.mk",), "Предмет", "Текст", cc=("b@example.mk",)
    )
    mail = email.message_from_bytes(draft.as_mail(), policy=SMTP)
    assert (mail["To"], mail["Cc"]) == ("a@example.mk", "b@example.mk")
    assert "Копија до: b@example.mk" in draft.as_text(Texts("mk")).decode()
    without = replace(draft, cc=())
    assert email.message_from_bytes(without.as_mail(), policy=SMTP)["Cc"] is None
    assert "Копија" not in without.as_text(Texts("mk")).decode()


def test_the_plan_has_the_address_and_warns_of_a_broken_one() -> None:
    table = """
        code | name_mk | email | cc
        MVR | МВР | a@example.mk | b@example.mk
        MTSP | МТСП | c@example.mk | заменик
        OP | Отворена порта | d@example.mk |
    """
    assert [item.cc for item in good(institutions=table).institutions] == [
        "b@example.mk", "заменик", "",
    ]  # fmt: skip
    assert ("email_broken", "institutions", "D3") in warnings(institutions=table)
