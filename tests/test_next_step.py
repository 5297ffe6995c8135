"""Where ``ovpsheets next`` says that things stand, and which step it does.

Two whole quarters with it alone are in test_held_plan.py.
"""

import json
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from by_next import all_rows
from cli_runs import OPEN_GATE, QUARTER, answer, copied, fill, run, two_merged, workspace
from click.testing import CliRunner, Result
from every_case import every
from made_mails import mail

from ovpsheets.cli import main
from ovpsheets.results.mail.mail_draft import MailDraft
from ovpsheets.results.report.sent_register import SentMail, read_sent, sent_csv
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language
from ovpsheets.workspace.following import BY_HAND, STEPS, sentence

BEFORE, AFTER = "2022-10-05", "2022-10-12"
DRAFT_DAY, PUBLICATION = "2022-10-13", "2022-10-15"


def typed(root: Path, day: str, reply: str, *more: str) -> Result:
    """Type ``next`` and answer its question."""
    words = ["-C", str(root), "next", "--as-of", day, *more]
    return CliRunner().invoke(main, words, input=f"{reply}\n")


def stand(root: Path, day: str, *more: str) -> dict[str, Any]:
    done = run("-C", root, "next", "--as-of", day, "--json", *more)
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def step(root: Path, day: str) -> str:
    return str(stand(root, day)["step"])


def settle(root: Path) -> None:
    """Say in the list of tasks that everything is settled."""
    sheet = Texts("mk")("consolidated.sheet.todo.name")
    for cell in all_rows(root / QUARTER / "results" / "consolidated.xlsx", sheet, "state"):
        cell.value = Texts("mk")("consolidated.state.settled")


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    return copied(two_merged, tmp_path)


def test_ovpsheets_alone_in_a_workspace_says_where_it_stands_and_does_nothing(
    merged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(merged / QUARTER)
    before = sorted(merged.rglob("*"))
    done = run()
    assert done.exit_code == 0
    assert "Следен чекор" in done.stdout
    assert "2 од 6" in done.stdout
    assert sorted(merged.rglob("*")) == before


@pytest.mark.parametrize("reply", ["", "можеби"])
def test_who_does_not_say_yes_has_nothing_done(merged: Path, reply: str) -> None:
    assert step(merged, AFTER) == "remind"
    typed(merged, AFTER, reply)
    assert step(merged, AFTER) == "remind"


@pytest.mark.parametrize("reply", ["Да", "y"])
def test_yes_is_understood_as_it_is_typed(merged: Path, reply: str) -> None:
    typed(merged, AFTER, reply)
    assert step(merged, AFTER) == "send"


def test_nobody_at_the_keyboard_is_no_yes(merged: Path) -> None:
    words = ["-C", str(merged), "next", "--as-of", AFTER]
    done = CliRunner().invoke(main, words, input="")
    assert done.exit_code == 0
    assert step(merged, AFTER) == "remind"


def test_with_yes_what_a_person_must_do_is_never_taken_as_done(merged: Path) -> None:
    done = run("-C", merged, "next", "--as-of", AFTER, "--yes", "--until", "publish")
    assert done.exit_code == 0
    assert step(merged, AFTER) == "send"
    assert not (merged / QUARTER / "mail" / "sent.csv").exists()


def test_nothing_is_published_or_closed_unless_that_is_asked_for(tmp_path: Path) -> None:
    root = copied(ready_to_publish, tmp_path)
    assert step(root, PUBLICATION) == "publish"
    run("-C", root, "next", "--as-of", PUBLICATION, "--yes")
    run("-C", root, "next", "--as-of", PUBLICATION, "--yes", "--until", "merge")
    assert step(root, PUBLICATION) == "publish"
    run("-C", root, "next", "--as-of", PUBLICATION, "--yes", "--until", "publish")
    assert step(root, PUBLICATION) == "close"


def ready_to_publish(folder: Path) -> Path:
    root = copied(two_merged, folder)
    settle(root)
    run("-C", root, "merge", QUARTER, "--as-of", AFTER)
    run("-C", root, "remind", QUARTER, "--as-of", AFTER, "--sent", "all")
    run("-C", root, "review", QUARTER, "--as-of", AFTER, "--shown", "all")
    return root


def test_comments_are_waited_for_until_their_day_and_not_for_who_has_answered(
    tmp_path: Path,
) -> None:
    root = copied(ready_to_publish, tmp_path)
    found = stand(root, "2022-10-14")
    assert (found["step"], found["until"]) == ("hear", "2022-10-14")
    shown = root / QUARTER / "review" / "shown.csv"
    shown.write_text(shown.read_text("utf-8").replace("mail,,", "mail,agrees,"), "utf-8")
    assert step(root, AFTER) == "publish"


def test_comments_that_came_back_are_no_report_and_are_taken_in_before_publication(
    tmp_path: Path,
) -> None:
    """Neither of who has reported, nor of who has not."""
    root = copied(ready_to_publish, tmp_path)
    said = {"OP": "Бројот е друг.", "MVR": "Рокот е друг."}
    for who, comment in said.items():
        form = next((root / QUARTER / "review" / "draft-1").glob(f"*_{who}_D1.xlsx"))
        book = openpyxl.load_workbook(form)
        (keys,) = (row for row in book.worksheets[0].iter_rows() if row[0].value == "code")
        book.worksheets[0].cell(int(keys[0].row or 0) + 2, 5).value = comment
        book.save(root / QUARTER / "returns" / f"забелешки {who}.xlsx")
    before = answer("-C", root, "status", QUARTER, "--as-of", PUBLICATION)
    run("-C", root, "merge", QUARTER, "--as-of", PUBLICATION)
    assert answer("-C", root, "status", QUARTER, "--as-of", PUBLICATION)["returned"] == 2
    assert before["returned"] == 2
    assert step(root, PUBLICATION) == "comments"
    told = typed(root, PUBLICATION, "да").stdout
    assert all(comment in told for comment in said.values())
    assert step(root, PUBLICATION) == "publish"


def test_until_goes_on_to_that_step_and_no_further(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    run("-C", root, "next", QUARTER, "--as-of", BEFORE, "--yes", "--until", "generate")
    assert step(root, BEFORE) == "remind"


def test_the_day_on_which_waiting_ends_has_both_sides(merged: Path) -> None:
    for _ in ("merge", "remind", "send"):
        typed(merged, "2022-10-10", "да")
    assert stand(merged, "2022-10-10")["step"] == "wait"
    assert stand(merged, "2022-10-10")["until"] == "2022-10-10"
    assert stand(merged, "2022-10-11")["step"] != "wait"


def test_nobody_is_sent_the_draft_while_what_was_asked_for_can_still_come(merged: Path) -> None:
    for _ in ("remind", "send"):
        typed(merged, AFTER, "да")
    found = stand(merged, AFTER)
    assert (found["step"], found["until"]) == ("await", DRAFT_DAY)
    assert step(merged, DRAFT_DAY) == "review"


def test_before_forms_are_sent_nobody_owes_anything(tmp_path: Path) -> None:
    done = run("-C", workspace(tmp_path), "--lang", "en", "next", "--as-of", BEFORE, "--look")
    for said in ("Forms returned", "Missing", "Awaited", "Urgent"):
        assert said not in done.stdout


def test_until_its_deadline_a_form_is_awaited_and_no_fault(merged: Path) -> None:
    for day, open_, said in (("2022-10-10", 0, "Awaited"), ("2022-10-11", 4, "Missing")):
        found = stand(merged, day)
        assert found["open_findings"]["urgent"] == open_
        assert said in run("-C", merged, "--lang", "en", "next", "--as-of", day, "--look").stdout


def test_a_form_that_came_since_the_merge_is_merged_first(merged: Path) -> None:
    fill(merged, "OP", {**OPEN_GATE, ("3.6.7.1", "value"): 19})
    assert step(merged, AFTER) == "merge"


def mailed(root: Path, institution: str, name: str) -> None:
    """Save a mail with the blank form of an institution in ``mails``."""
    form = next((root / QUARTER / "forms").glob(f"*_{institution}_R1.xlsx"))
    (root / "mails").mkdir(exist_ok=True)
    (root / "mails" / name).write_bytes(bytes(mail(files={form.name: form.read_bytes()})))


def test_nobody_is_reminded_while_a_mail_was_not_looked_at(merged: Path) -> None:
    mailed(merged, "MTSP", "одговор.eml")
    assert step(merged, AFTER) == "collect"
    assert typed(merged, AFTER, "да").exit_code == 0
    assert (merged / QUARTER / "returns" / "OVP_NAP5_2022-Q3_MTSP_R1.xlsx").is_file()
    assert step(merged, AFTER) == "merge"


def test_a_quarter_takes_nothing_that_another_one_has_taken(merged: Path) -> None:
    mailed(merged, "MTSP", "одговор.eml")
    assert run("-C", merged, "collect", QUARTER).exit_code == 0
    assert run("-C", merged, "generate", "2022-Q4").exit_code == 0
    assert step(merged, AFTER) != "collect"
    assert run("-C", merged, "collect", "2022-Q4").exit_code == 0
    assert not list((merged / "2022-Q4" / "returns").iterdir())
    mailed(merged, "MZ", "друга.eml")
    assert step(merged, AFTER) == "collect"
    assert run("-C", merged, "collect", QUARTER, "--dry-run").exit_code == 0
    assert step(merged, AFTER) == "collect"


def test_a_plan_with_problems_comes_before_all(merged: Path) -> None:
    book = openpyxl.load_workbook(merged / "plan.xlsx")
    book["Активности"]["A4"].value = "3/6"
    book.save(merged / "plan.xlsx")
    assert step(merged, AFTER) == "plan"


def test_a_new_workspace_begins_with_the_quarter_that_has_ended(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    assert stand(root, "2022-10-01")["quarter"] == "2022-Q3"
    assert stand(root, "2022-09-30")["quarter"] == "2022-Q2"
    assert stand(root, "2020-01-01")["quarter"] == "2021-Q1"  # with which the plan begins
    assert stand(root, "2030-01-01")["quarter"] == "2023-Q4"  # with which it ends


def test_quarters_that_were_left_open_are_named(merged: Path) -> None:
    run("-C", merged, "generate", "2022-Q4")
    found = stand(merged, "2023-01-05")
    assert found["quarter"] == "2022-Q4"
    assert found["open_before"] == [QUARTER]


def test_after_the_last_quarter_of_the_plan_nothing_is_left(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    run("-C", root, "generate", "2023-Q4")
    run("-C", root, "close", "2023-Q4", "--as-of", "2024-01-12", "--anyway")
    assert step(root, "2024-01-12") == "finished"


@every(("key", "language"), product(STEPS, LANGUAGES))
def test_every_step_has_its_sentence(key: str, language: Language) -> None:
    assert sentence(key, Texts(language), "12")
    assert set(BY_HAND) <= set(STEPS)


# ------------------------------------------------------------------ the register of mails


DRAFT = MailDraft("MVR", "overdue", "mk", (), "", "", (), "form 1", ("F-1", "F-2"))
SENT = (SentMail("MVR", "overdue", date(2022, 10, 11), "form 1", ("F-1", "F-2")),)


@every(
    ("draft", "said"),
    [
        (DRAFT, True),
        (replace(DRAFT, asks=("F-1",)), True),  # less is asked
        (replace(DRAFT, asks=("F-1", "F-3")), False),
        (replace(DRAFT, answers="form 2"), False),  # something came since
        (replace(DRAFT, kind="correction"), False),
        (replace(DRAFT, institution="MZ"), False),
    ],
)
def test_a_mail_says_the_same_while_nothing_came_and_nothing_more_is_asked(
    draft: MailDraft, said: bool
) -> None:
    assert (draft.sent_before(SENT) is not None) is said


def test_the_last_mail_of_a_kind_counts() -> None:
    again = (*SENT, SentMail("MVR", "overdue", date(2022, 10, 12), "form 2", ("F-1",)))
    assert not DRAFT.sent_before(again)
    found = replace(DRAFT, answers="form 2", asks=("F-1",)).sent_before(again)
    assert found
    assert found.day == date(2022, 10, 12)


def test_the_day_that_is_told_is_that_of_the_mail_and_not_of_a_later_one_of_another_kind() -> None:
    later = (*SENT, SentMail("MVR", "correction", date(2022, 10, 13), "form 1"))
    found = DRAFT.sent_before(later)
    assert found
    assert found.day == date(2022, 10, 11)


def test_the_register_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "sent.csv").write_bytes(sent_csv(SENT))
    assert read_sent(tmp_path) == SENT


def test_who_was_sent_a_mail_is_drafted_no_second_and_is_told_so(merged: Path) -> None:
    run("-C", merged, "remind", QUARTER, "--as-of", AFTER, "--sent", "МТСП")
    done = run("-C", merged, "--lang", "en", "remind", QUARTER, "--as-of", AFTER)
    assert "sent on 12.10.2022; nothing has changed since" in done.stdout
    assert not (merged / QUARTER / "mail" / "MTSP_overdue.eml").exists()
    assert (merged / QUARTER / "mail" / "MVR_overdue.eml").is_file()


def test_a_kind_that_is_asked_for_is_drafted_again(merged: Path) -> None:
    run("-C", merged, "remind", QUARTER, "--as-of", AFTER, "--sent", "all")
    run("-C", merged, "remind", QUARTER, "--as-of", AFTER, "--kind", "overdue")
    assert (merged / QUARTER / "mail" / "MTSP_overdue.eml").is_file()


def test_what_changed_since_is_written_again(merged: Path) -> None:
    run("-C", merged, "remind", QUARTER, "--as-of", AFTER, "--sent", "all")
    assert not (merged / QUARTER / "mail" / "MP_correction.eml").exists()
    fill(merged, "MP", {("3.6.4", "status"): "Незапочнато", ("3.6.4", "progress"): "/"})
    run("-C", merged, "remind", QUARTER, "--as-of", AFTER)
    assert (merged / QUARTER / "mail" / "MP_correction.eml").is_file()


def test_a_register_that_somebody_broke_is_said_and_kept(merged: Path) -> None:
    path = merged / QUARTER / "mail" / "sent.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("institution,kind,day,answers,asks\nMVR,overdue,вчера,a,\n", encoding="utf-8")
    done = run("-C", merged, "remind", QUARTER, "--as-of", AFTER)
    assert done.exit_code == 1
    assert "sent.csv" in done.stderr
    assert "вчера" in path.read_text(encoding="utf-8")


def test_json_alone_tells_a_program_where_things_stand(tmp_path: Path) -> None:
    root = copied(two_merged, tmp_path)
    told = json.loads(run("-C", root, "--json").stdout_bytes)
    assert told["quarter"] == QUARTER
    assert told["step"] in STEPS
    empty = tmp_path / "празна"
    empty.mkdir()
    done = run("-C", empty, "--json")
    assert done.exit_code == 1
    assert "plan.xlsx" in done.stderr + done.stdout
