"""Mails that answer: who wrote without a form, whose file was set aside, and where forms go."""

import io
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

import pytest
from cli_runs import AS_OF, QUARTER, answer, copied
from made import QUARTER as THE_QUARTER
from made_mails import mail
from openpyxl import load_workbook
from returned_forms import (
    content_of,
    drop,
    merged,
    one,
    returned,
    the_history,
    the_plan,
    workers,
)
from test_merge_interrupted import one_merged

from ovpsheets.decision import WHOSE, Decision
from ovpsheets.decisions.file import read_decisions
from ovpsheets.decisions.owners import with_owners
from ovpsheets.errors import SettingsError
from ovpsheets.forms.cover import cover_layout
from ovpsheets.journeys.bare_merge import merge
from ovpsheets.journeys.merged import Merged
from ovpsheets.plan.model import Plan
from ovpsheets.results.consolidated import consolidated
from ovpsheets.results.mail.mail_kinds import addressees, due_kinds
from ovpsheets.results.mail.mail_letters import letter
from ovpsheets.results.report.open_items import open_disputes
from ovpsheets.results.report.sent_register import SentMail
from ovpsheets.settings import read_settings
from ovpsheets.texts import Texts

WROTE: Final = date(2022, 10, 10)
LATE: Final = date(2022, 10, 12)
ALL: Final = dict.fromkeys(("MVR", "NK", "OP", "MP", "MZ", "MTSP"), ("",))
OLD: Final = "старо.xlsx"


def with_addresses(plan: Plan) -> Plan:
    own = (
        replace(i, email=f"{i.code.lower()}@{i.code.lower()}.example.mk") for i in plan.institutions
    )
    return replace(plan, institutions=tuple(own))


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Merged:
    """MZ writes that the form does not open; MP sends last quarter's form, MVR a good one."""
    folder = tmp_path_factory.mktemp("wrote")
    text = "Почитувани,\n\nНе можам да го отворам образецот.\n\nСо почит"
    said = mail(text, sender="Лице <mz@mz.example.mk>", subject="Образец")
    drop(folder, "порака.eml", said.as_bytes())
    returned("MP", quarter=THE_QUARTER.previous()).save(folder, OLD)
    returned("MVR").fill_well().save(folder)
    return merged(folder, plan=with_addresses(the_plan()))


def kinds(report: Merged, day: date = LATE, *sent: SentMail) -> dict[str, str]:
    found = replace(report, as_of=day, mails=sent)
    return {item.institution: kind for item, kind in due_kinds(found, addressees(found, ALL))}


def body(report: Merged, institution: str, kind: str, day: date = LATE) -> str:
    found = replace(report, as_of=day)
    (item,) = (one for one in addressees(found, ALL) if one.institution == institution)
    return letter(found, item, kind).body


# ------------------------------------------------------------------ who wrote without a form


@pytest.mark.parametrize("day", [date(2022, 10, 10), LATE])
def test_who_wrote_without_a_form_is_answered_and_not_reminded(quarter: Merged, day: date) -> None:
    assert kinds(quarter, day)["MZ"] == "answer"
    said = body(quarter, "MZ", "answer", day)
    assert "Ви благодариме за она што ни го испративте на 10 октомври 2022 година" in said
    assert "Ако не може да се отвори" in said
    assert "не сме го примиле" not in said


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (SentMail("MZ", "answer", WROTE), "overdue"),
        (SentMail("MZ", "answer", date(2022, 10, 9)), "answer"),  # it wrote again
        (SentMail("MZ", "reminder", WROTE), "answer"),
        (SentMail("OP", "answer", WROTE), "answer"),
    ],
)
def test_who_was_answered_since_is_written_what_the_day_asks_for(
    quarter: Merged, sent: SentMail, kind: str
) -> None:
    assert kinds(quarter, LATE, sent)["MZ"] == kind


def test_the_coordinators_own_institution_is_written_only_where_it_owes_something(
    quarter: Merged,
) -> None:
    assert quarter.plan.coordinator == "MVR"
    assert "MVR" not in kinds(quarter)
    found = replace(quarter, plan=replace(quarter.plan, coordinator="OP"))
    assert kinds(found)["MVR"] == "acknowledgement"
    assert kinds(found)["OP"] == "overdue"


def test_the_workbook_says_what_was_sent_and_when_last(quarter: Merged) -> None:
    sent = (SentMail("MZ", "reminder", date(2022, 10, 8)), SentMail("MZ", "answer", WROTE))
    data = consolidated(replace(quarter, mails=sent), Texts("mk"))
    sheet = load_workbook(io.BytesIO(data))["Институции"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heading = next(row for row in rows if "last_mail" in row)
    assert ["МЗ", "одговор", datetime(2022, 10, 10)] in [row[:3] for row in rows]
    assert "одговор, 10.10.2022" in [row[heading.index("last_mail")] for row in rows]


# ------------------------------------------------------------------ files that were set aside


def test_a_file_that_was_set_aside_for_its_quarter_is_named_to_its_sender(quarter: Merged) -> None:
    said = body(quarter, "MP", "reminder", date(2022, 10, 8))
    assert f"„{OLD}“" in said
    assert "тоа е образец за друг квартал" in said
    overdue = body(quarter, "MP", "overdue")
    assert overdue.count(OLD) == 1  # what is asked for names it already


def test_it_has_a_row_in_the_sheet_of_decisions(quarter: Merged) -> None:
    assert [item.id for item in open_disputes(quarter)] == [f"{WHOSE}::{OLD}"]


def test_a_decision_makes_it_the_form_of_this_quarter(tmp_path: Path) -> None:
    returned("MP", quarter=THE_QUARTER.previous()).save(tmp_path, OLD)
    found = merge(
        the_plan(), THE_QUARTER, tmp_path, history=the_history(), as_of=LATE,
        decisions=[Decision(WHOSE, OLD, "", "МП")], executor=workers(),
    )  # fmt: skip
    assert one(found.returns, file=OLD)["used"] == "used"
    assert found.decided[0].problem == ""


# ------------------------------------------------------------------ --assume is a decision


STANDING: Final = Decision(WHOSE, "а.xlsx", "", "MP", "кажано", "А. А.")


def test_what_a_command_assumes_is_decided() -> None:
    (made,) = with_owners((), {"а.xlsx": "MP"}, LATE, Texts("mk"))
    assert (made.id, made.value, made.reason, made.day) == (
        f"{WHOSE}::а.xlsx", "MP", "--assume", "2022-10-12",
    )  # fmt: skip


def test_what_was_decided_so_already_stays_as_it_is() -> None:
    assert with_owners((STANDING,), {"а.xlsx": "MP"}, LATE, Texts("mk")) == (STANDING,)


def test_what_was_decided_otherwise_is_kept_as_withdrawn() -> None:
    first, second = with_owners((STANDING,), {"а.xlsx": "MZ"}, LATE, Texts("en"))
    assert (first.value, first.withdrawn) == ("MZ", "")
    assert (second.value, second.withdrawn) == ("MP", "2022-10-12")
    assert second.reason == "кажано · --assume says otherwise, later"


def test_every_later_command_knows_what_was_assumed(tmp_path: Path) -> None:
    root = copied(one_merged, tmp_path)
    data = returned("MP", quarter=THE_QUARTER.previous()).data()
    drop(root / QUARTER / "returns", OLD, data)
    answer("-C", root, "merge", QUARTER, "--as-of", AS_OF, "--assume", f"{OLD}=МП")
    (kept,) = read_decisions(root / QUARTER / "decisions.csv")
    assert (kept.what, kept.code, kept.value) == (WHOSE, OLD, "MP")
    found = answer("-C", root, "status", QUARTER, "--as-of", AS_OF)
    (own,) = (row for row in found["institutions"] if row["institution"] == "MP")
    assert own["received"]


# ------------------------------------------------------------------ one address for the return


def of_two(return_to: str) -> Plan:
    """The plan whose commitment is coordinated by another body than the plan."""
    plan = with_addresses(the_plan())
    own = tuple(replace(item, coordinator="OP") for item in plan.commitments)
    return replace(plan, commitments=own, return_to=return_to)


@pytest.mark.parametrize(("return_to", "code"), [("commitment", "OP"), ("plan", "MVR")])
@pytest.mark.parametrize("kind", ["invitation", "reminder", "answer", "overdue", "correction"])
def test_form_and_mails_name_one_address(
    quarter: Merged, return_to: str, code: str, kind: str
) -> None:
    plan = of_two(return_to)
    content = content_of("MTSP", plan=plan)
    assert content.coordinator_email == plan.institution(code).email
    written = body(replace(quarter, plan=plan), "MTSP", kind)
    named = [own.email for own in plan.institutions if own.email in written]
    assert named == [content.coordinator_email]
    cover = [str(cell.value) for cell in cover_layout(content, Texts("mk")).cells]
    assert sum(content.coordinator_email in text for text in cover) == 1


def test_the_setting_is_read_and_a_wrong_one_is_said(tmp_path: Path) -> None:
    assert read_settings(tmp_path).return_to == "commitment"
    file = tmp_path / "ovpsheets.toml"
    file.write_text('[ovpsheets]\nreturn_to = "plan"\n', encoding="utf-8")
    assert read_settings(tmp_path).return_to == "plan"
    file.write_text('[ovpsheets]\nreturn_to = "nobody"\n', encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings(tmp_path)
    assert caught.value.key == "settings_choice"
