"""collect: spreadsheets out of mails, mailboxes, zips and folders, with sender and day."""

import base64
import csv
import errno
import io
import json
import os
import zipfile
from concurrent.futures import Future
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from cli_runs import QUARTER, answer, run, with_forms, workspace
from every_case import every
from made_mails import GREETING, REMARK, SENDER, mail, mailbox, msg
from returned_forms import brief_of, the_history, the_plan

from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.files import portable_file_name, sha256, write_whole
from ovpsheets.intake.reading.cells import Contents
from ovpsheets.intake.reading.containers.mails import unpack_mail
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.intake.recognise.refusal import refusal
from ovpsheets.intake.workers import Workers
from ovpsheets.journeys.collect import Left, Opening, Source, unfold
from ovpsheets.table_csv import read_csv
from ovpsheets.tables import FINDINGS
from ovpsheets.texts import Texts
from ovpsheets.workspace import collect
from ovpsheets.workspace.received import Received, read_received, write_received

FORM = b"PK\x03\x04 form"
OTHER = b"PK\x03\x04 other"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path)


def collected(root: Path, *sources: Path) -> dict[str, Any]:
    found = answer("-C", root, "collect", QUARTER, *sources)
    assert isinstance(found, dict)
    return found


def answer_of_failure(root: Path, source: Path) -> list[dict[str, str]]:
    done = run("-C", root, "collect", QUARTER, source, "--json")
    assert done.exit_code == 1
    left: list[dict[str, str]] = json.loads(done.stdout_bytes.decode("utf-8"))["left"]
    return left


def returned(root: Path) -> dict[str, bytes]:
    folder = root / QUARTER / "returns"
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}


def register(root: Path) -> list[dict[str, str]]:
    text = (root / QUARTER / "received.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def saved(path: Path, data: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(data))  # type: ignore[call-overload]
    return path


def of_day(path: Path, day: date) -> Path:
    moment = datetime(day.year, day.month, day.day, 12).timestamp()
    os.utime(path, (moment, moment))
    return path


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_a_spreadsheet_is_taken_out_of_a_mail_with_sender_day_and_subject(root: Path) -> None:
    source = saved(root / "п.eml", mail(GREETING, {"образец.xlsx": FORM}))
    (taken,) = collected(root, source)["taken"]
    assert taken["file"] == "образец.xlsx"
    assert taken["action"] == "copied"
    assert returned(root) == {"образец.xlsx": FORM}
    assert register(root) == [
        {
            "file": "образец.xlsx", "received": "2022-10-10", "sha256": sha256(FORM),
            "sender": SENDER, "subject": "Извештај", "saved": "",
        }
    ]  # fmt: skip


def test_sources_are_never_touched(root: Path) -> None:
    source = of_day(saved(root / "п.eml", mail(REMARK, {"а.xlsx": FORM})), date(2022, 10, 3))
    before = (source.read_bytes(), source.stat().st_mtime_ns)
    collected(root, source)
    assert (source.read_bytes(), source.stat().st_mtime_ns) == before


def test_mails_of_a_mailbox_of_outlook_and_of_folders_are_opened(root: Path) -> None:
    box = saved(root / "пошта" / "Inbox", mailbox(mail(files={"а.xlsx": FORM}), mail()))
    saved(root / "пошта" / "под" / "о.msg", msg(files={"б.xls": OTHER}))
    zipped(root / "пошта" / "в.zip", {"МВР/в.csv": b"a;b", "доказ.pdf": b"%PDF"})
    found = collected(root, box.parent)
    assert sorted(returned(root)) == ["а.xlsx", "б.xls", "в.csv"]
    greeting, scan = found["left"]
    assert greeting["place"].endswith("пошта/Inbox/2.eml")
    assert greeting["reason"] == "nothing_inside"
    assert scan["place"].endswith("пошта/в.zip/доказ.pdf")
    assert scan["reason"] == "picture"


def test_what_a_mail_says_is_kept_beside_as_a_mail_without_attachments(root: Path) -> None:
    source = saved(root / "п.eml", mail(REMARK, {"образец.xlsx": FORM}, subject="Одговор: Q3"))
    actions = {taken["file"]: taken["action"] for taken in collected(root, source)["taken"]}
    assert actions == {"образец.xlsx": "copied", "образец.eml": "text"}
    kept = unpack_mail(returned(root)["образец.eml"], Limits())
    assert kept.members == ()
    assert kept.mail is not None
    assert (kept.mail.sender, kept.mail.subject) == (SENDER, "Одговор: Q3")
    assert kept.mail.text.strip() == REMARK
    assert kept.mail.sent is not None
    assert kept.mail.sent.isoformat() == "2022-10-10T14:05:00+02:00"


def test_a_greeting_is_not_kept(root: Path) -> None:
    collected(root, saved(root / "п.eml", mail(GREETING)))
    assert returned(root) == {}


def test_collecting_again_copies_nothing_again(root: Path) -> None:
    source = saved(root / "п.eml", mail(REMARK, {"образец.xlsx": FORM}))
    collected(root, source)
    before, rows = returned(root), register(root)
    assert {taken["action"] for taken in collected(root, source)["taken"]} == {"present"}
    assert (returned(root), register(root)) == (before, rows)


def test_a_file_sent_twice_is_copied_once_and_counts_from_the_first_mail(root: Path) -> None:
    late = mail(files={"а.xlsx": FORM}, sent="Wed, 12 Oct 2022 09:00:00 +0200")
    first = mail(files={"б.xlsx": FORM}, sent="Tue, 11 Oct 2022 09:00:00 +0200")
    collected(root, saved(root / "п.mbox", mailbox(late, first)))
    assert len(returned(root)) == 1
    assert [row["received"] for row in register(root)] == ["2022-10-11"]


def test_two_different_files_of_one_name_are_both_kept(root: Path) -> None:
    first, second = mail(files={"образец.xlsx": FORM}), mail(files={"Образец.xlsx": OTHER})
    collected(root, saved(root / "п.mbox", mailbox(first, second)))
    assert returned(root) == {"образец.xlsx": FORM, "Образец (2).xlsx": OTHER}


def test_a_file_that_came_without_a_mail_is_of_the_day_it_was_saved(root: Path) -> None:
    source = of_day(saved(root / "од дома" / "а.xlsx", FORM), date(2022, 10, 3))
    collected(root, source)
    assert register(root)[0]["received"] == "2022-10-03"
    assert register(root)[0]["sender"] == ""


def test_a_day_that_the_coordinator_corrected_stays(root: Path) -> None:
    place = root / QUARTER
    saved(place / "returns" / "а.xlsx", FORM)
    write_received(place / "received.csv", {sha256(FORM): Received("а.xlsx", date(2022, 10, 1))})
    collected(root, saved(root / "п.eml", mail(files={"а.xlsx": FORM})))
    assert register(root)[0]["received"] == "2022-10-01"
    assert register(root)[0]["sender"] == SENDER


def test_merge_takes_the_day_of_the_mail_and_keeps_the_sender(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    form = next((root / QUARTER / "forms").glob("*_MTSP_*.xlsx"))
    collected(root, saved(root / "п.eml", mail(files={form.name: form.read_bytes()})))
    merged = run("-C", root, "merge", QUARTER, "--as-of", "2022-12-31")
    assert merged.exit_code == 0, merged.stderr
    assert "10.10.2022" in merged.stdout
    assert register(root)[0]["sender"] == SENDER


def test_a_dry_run_writes_nothing(root: Path) -> None:
    source = saved(root / "п.eml", mail(REMARK, {"образец.xlsx": FORM}))
    before = sorted(root.rglob("*"))
    done = run("-C", root, "collect", QUARTER, source, "--dry-run")
    assert done.exit_code == 0
    assert "образец.xlsx" in done.stdout
    assert "Ништо не е запишано" in done.stdout
    assert sorted(root.rglob("*")) == before


def test_one_source_that_cannot_be_read_does_not_stop_the_others(root: Path) -> None:
    good = saved(root / "п.eml", mail(files={"а.xlsx": FORM}))
    bad = saved(root / "лоша.zip", b"PK\x03\x04 cut")
    found = collected(root, root / "нема.eml", bad, good)
    assert [left["reason"] for left in found["left"]] == ["unread", "damaged"]
    assert list(returned(root)) == ["а.xlsx"]


ODD_MAIL = (
    b"From: =?utf-7?Q?+2AA-?= <a@example.mk>\r\nSubject: =?unicode_escape?Q?=5Cud800?= \xff\xd0\r\n"
    b"Date: Mon, 10 Oct 2022 14:05:00 +0200\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    b"--x\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n3.6.1 +2AA- kasni: nema ponudi\r\n"
    b"--x\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; "
    b'filename="a\xff=?utf-7?Q?+2AA-?=.xlsx"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    + base64.b64encode(FORM) + b"\r\n--x--\r\n"
)  # fmt: skip
"""A mail with half a character in every header, in its text and in the name of its file."""


def test_half_a_character_in_a_mail_loses_nothing_of_it(root: Path) -> None:
    collected(root, saved(root / "п.eml", ODD_MAIL))
    files = returned(root)
    assert FORM in files.values()
    assert len(files) == len(register(root)) == 2
    assert any(b"kasni" in base64.b64decode(data.split(b"\n\n")[-1])
               for data in files.values() if data != FORM)  # fmt: skip


def test_a_file_whose_name_is_no_utf_8_is_taken(root: Path) -> None:
    name = os.fsdecode("Извештај.xlsx".encode("windows-1251"))
    try:
        source = saved(root / "од дома" / name, FORM)
    except OSError:
        pytest.skip("this disk takes no such names")
    collected(root, source)
    assert returned(root) == {"Извештај.xlsx": FORM}
    assert register(root)[0]["file"] == "Извештај.xlsx"


def test_what_was_copied_before_a_disk_was_full_stands_in_the_register(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from_disk = write_whole

    def full(path: Path, data: bytes) -> None:
        if path.name == "б.xlsx":
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        from_disk(path, data)

    monkeypatch.setattr(collect, "write_whole", full)
    one, other = saved(root / "1" / "а.xlsx", FORM), saved(root / "2" / "б.xlsx", OTHER)
    done = run("-C", root, "collect", QUARTER, one, other)
    assert done.exit_code == 1
    assert [row["file"] for row in register(root)] == ["а.xlsx"]


def test_a_file_that_is_only_linked_to_is_copied_and_the_link_stays(root: Path) -> None:
    source = saved(root.parent / "надвор" / "а.xlsx", FORM)
    folder = root / QUARTER / "returns"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        (folder / "а.xlsx").symlink_to(source)
    except OSError:
        pytest.skip("this system lets nobody make links")
    collected(root, source)
    assert (folder / "а.xlsx").is_symlink()
    assert (folder / "а (2).xlsx").read_bytes() == FORM


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_a_pipe_is_named_and_not_waited_for(root: Path) -> None:
    (root / "пошта").mkdir()
    os.mkfifo(root / "пошта" / "цевка.eml")
    assert [left["reason"] for left in answer_of_failure(root, root / "пошта")] == ["unread"]


def test_when_nothing_can_be_opened_the_command_could_not(root: Path) -> None:
    done = run("-C", root, "collect", QUARTER, root / "нема.eml")
    assert done.exit_code == 1
    assert "нема.eml" in done.stdout


def test_without_a_plan_there_is_no_workspace(tmp_path: Path) -> None:
    done = run("-C", tmp_path, "collect", QUARTER, tmp_path)
    assert done.exit_code == 1
    assert "plan.xlsx" in done.stderr


def test_without_a_source_the_folder_mails_of_the_workspace_is_taken(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(root / "mails" / "п.eml", mail(files={"а.xlsx": FORM}))
    monkeypatch.chdir(root / "mails")  # wherever in the workspace she is
    assert run("collect", QUARTER).exit_code == 0
    assert returned(root)["а.xlsx"] == FORM


def test_without_a_source_and_without_that_folder_it_is_said_what_to_do(root: Path) -> None:
    done = run("-C", root, "collect", QUARTER)
    assert done.exit_code == 1
    first, tip = done.stderr.splitlines()
    assert "нема папка „mails“" in first
    assert "ovpsheets collect КВАРТАЛ ПАПКА" in tip
    assert returned(root) == {}


def test_the_workspace_itself_is_no_source(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    saved(root / "пошта" / "п.eml", mail(files={"а.xlsx": FORM}))
    found = collected(root, root)
    assert {left["reason"] for left in found["left"]} == {"own"}
    assert list(returned(root)) == ["а.xlsx"]


def test_a_text_that_came_with_no_file_is_called_after_its_subject(root: Path) -> None:
    collected(root, saved(root / "1.eml", mail(REMARK, subject="Re: 3/2022")))
    collected(root, saved(root / "2.eml", mail(REMARK, subject="")))
    assert sorted(returned(root)) == ["2.eml", "Re_ 3_2022.eml"]


def test_archives_are_opened_one_level_deep(root: Path, tmp_path: Path) -> None:
    inner = zipped(tmp_path / "1.zip", {"а.xlsx": FORM}).read_bytes()
    middle = zipped(tmp_path / "2.zip", {"1.zip": inner, "б.xlsx": OTHER}).read_bytes()
    assert not collected(root, saved(root / "2.zip", middle))["left"]
    assert sorted(returned(root)) == ["а.xlsx", "б.xlsx"]
    found = collected(root, zipped(root / "3.zip", {"2.zip": middle}))
    assert [left["reason"] for left in found["left"]] == ["nested"]


def test_a_mailbox_counts_as_no_level(root: Path, tmp_path: Path) -> None:
    inner = zipped(tmp_path / "1.zip", {"а.xlsx": FORM}).read_bytes()
    collected(root, saved(root / "п.mbox", mailbox(mail(files={"1.zip": inner}))))
    assert list(returned(root)) == ["а.xlsx"]


def test_no_line_is_longer_than_the_window_and_no_name_is_obeyed(root: Path) -> None:
    name = "\x1b[31mмногу долго име " * 8 + ".xlsx"
    source = zipped(root / "а.zip", {name: FORM, "x" * 150 + ".pdf": b"%PDF"})
    done = run("-C", root, "collect", QUARTER, source)
    assert "\x1b" not in done.stdout
    table, _, _ = done.stdout.partition("Датотеките се во")  # then come paths
    assert max(map(len, table.splitlines())) <= 100


@every(
    ("name", "portable"),
    [
        ("CON.xlsx", "_CON.xlsx"),
        ("lpt1.tar.xlsx", "_lpt1.tar.xlsx"),
        ("и\u0306.xlsx", "й.xlsx"),
        ('а<б>:"/\\|?*.xlsx', "а_б________.xlsx"),
        ("~$ .скриена.xlsx", "$ .скриена.xlsx"),
        ("крај. .xlsx", "крај.xlsx"),
        ("...", "_"),
        ("ж" * 300 + ".xlsx", "ж" * 115 + ".xlsx"),
        ("без наставка", "без наставка"),
        ("Одговор: 3.6.1 доцни", "Одговор_ 3.6.1 доцни"),
    ],
)
def test_names_are_those_that_every_system_takes(name: str, portable: str) -> None:
    assert portable_file_name(name) == portable


def test_what_a_member_wrote_is_no_formula_in_the_register(root: Path) -> None:
    subject = "=HYPERLINK(1)"
    source = saved(root / "п.eml", mail(files={"а.xlsx": FORM}, subject=subject))
    collected(root, source)
    assert register(root)[0]["subject"] == "'=HYPERLINK(1)"
    (row,) = read_received(root / QUARTER / "received.csv").values()
    assert row.subject == subject


def test_a_register_of_before_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "received.csv"
    path.write_text("file,received,sha256\nа.xlsx,2022-10-10,ab\n", encoding="utf-8")
    assert read_received(path) == {"ab": Received("а.xlsx", date(2022, 10, 10))}


def test_a_form_that_is_shared_by_a_link_is_asked_for_unless_one_came_with_it(
    tmp_path: Path,
) -> None:
    root = with_forms(tmp_path)
    link = "https://docs.google.com/document/d/1"
    form = (root / QUARTER / "forms" / "OVP_NAP5_2022-Q3_MVR_R1.xlsx").read_bytes()
    with_form = mail(f"Доказ за 3.6.3: {link}", {"МВР.xlsx": form})
    alone = mail(f"Во прилог е образецот: {link}")
    for number, message in enumerate((with_form, alone)):
        collected(root, saved(tmp_path / f"{number}.eml", message))
    found = answer("-C", root, "merge", QUARTER)
    files = {row["file"]: row for row in found["files"]}
    assert (files["МВР.xlsx"]["used"], files["МВР.eml"]["used"]) == ("used", "used")
    (aside,) = [row for row in files.values() if row["used"] == "set_aside"]
    assert aside["reason"] == refusal("shared_by_link", Texts("mk"))
    findings = read_csv(root / QUARTER / "results" / "data" / "findings.csv", FINDINGS)
    (finding,) = findings[findings["rule"] == "unrecognised_file"].to_dict("records")
    assert (finding["file"], finding["found"]) == (aside["file"], link)


def test_what_a_mail_says_is_called_after_the_form_and_not_after_evidence(
    root: Path, tmp_path: Path
) -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    files = {"записник.docx": out.getvalue(), "МВР.xlsx": FORM}
    collected(root, saved(tmp_path / "а.eml", mail(REMARK, files)))
    assert set(returned(root)) == {"МВР.xlsx", "МВР.eml"}


def test_a_document_is_read_where_it_can_cost_no_more_than_itself(tmp_path: Path) -> None:
    class Busy(Workers):
        def submit(self, *_: Any, **__: Any) -> Any:
            failed: Future[Contents] = Future()
            failed.set_exception(RefusedError("too_long", "by the clock"))
            return failed

    out = io.BytesIO()
    docx.Document().save(out)
    source = Source("а", "а.docx", out.getvalue(), date(2022, 10, 7))
    with Busy() as executor:
        found = list(
            unfold(source, Opening(Limits(), executor, lambda: brief_of(the_plan(), the_history())))
        )
    assert [(left.reason, left.detail) for left in found if isinstance(left, Left)] == [
        ("too_long", "by the clock")
    ]


def test_a_document_is_taken_only_with_a_table_of_the_form(root: Path, tmp_path: Path) -> None:
    answers, evidence = docx.Document(), docx.Document()
    headings = [
        Texts("mk")(f"form.activities.{column.key}") for column in BUILT_IN.table("activities")
    ]
    table = answers.add_table(rows=1, cols=len(headings))
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        cell.text = heading
    evidence.add_paragraph("Записник")
    files = {}
    for name, document in (("допис.docx", answers), ("записник.docx", evidence)):
        out = io.BytesIO()
        document.save(out)
        files[name] = out.getvalue()
    files["расипан.docx"] = files["допис.docx"][:-30]
    found = collected(root, saved(tmp_path / "а.eml", mail(GREETING, files)))
    assert list(returned(root)) == ["допис.docx"]
    reasons = {item["place"].rpartition("/")[2]: item["reason"] for item in found["left"]}
    assert reasons == {"записник.docx": "document", "расипан.docx": "damaged"}
