"""The same mail comes to the same, whether collected or put among the returns by hand."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pandas as pd
import pytest
from cli_runs import QUARTER, answer, run, with_forms
from made_mails import GREETING, REMARK, SENT, compound_file, mail, mailbox, msg, tnef
from openpyxl import Workbook
from returned_forms import one, read_alone, returned, the_plan, workers

from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.quarter import Quarter
from ovpsheets.rules.items import items
from ovpsheets.tables import Tables
from ovpsheets.texts import Texts
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.left_register import read_left
from ovpsheets.workspace.merge import read_quarter

QUARTER_, AS_OF = Quarter.parse(QUARTER), date(2022, 10, 20)
MZ = "Ана <ovp.mz@example.mk>"
LINK = "https://docs.google.com/spreadsheets/d/1"
SCAN = b"%PDF-1.4 " + b"x" * 100


@cache
def form() -> bytes:
    return returned("MZ").fill_well().data()


@cache
def letter(*, with_table: bool) -> bytes:
    document = docx.Document()
    document.add_paragraph("Почитувани, го доставуваме одговорот.")
    if with_table:
        columns = [column.key for column in BUILT_IN.table("activities")]
        table = document.add_table(rows=2, cols=len(columns))
        typed = {"code": "3.6.4", "status": "Ограничено", "progress": "Одржани 3 обуки"}
        for column, heading, cell in zip(
            columns, table.rows[0].cells, table.rows[1].cells, strict=True
        ):
            heading.text = Texts("mk")(f"form.activities.{column}")
            cell.text = typed.get(column, "")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def naming(returned_form: bytes) -> bytes:
    """A letter that names the form by its identifier, and is none."""
    document = docx.Document()
    document.add_paragraph(f"Во врска со {read_alone(returned_form).form_id}: ќе доцниме.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return out.getvalue()


def sent(text: str = GREETING, **files: bytes) -> bytes:
    return bytes(mail(text, {n.replace("__", "."): d for n, d in files.items()}, sender=MZ))


def outlook(text: str = GREETING, **files: bytes) -> bytes:
    own = {name.replace("__", "."): data for name, data in files.items()}
    return msg(text, own, headers=f"From: {MZ}\nDate: {SENT}\n")


def forwarded(*inner: bytes) -> bytes:
    whole = mail("", sender="Координатор <ovp.mvr@example.mk>", inner=[])
    for own in inner:
        whole.add_attachment(own, maintype="application", subtype="octet-stream", filename="п.eml")
    return bytes(whole)


def html_mail(body: str, plain: str = "") -> bytes:
    whole = mail("", sender=MZ)
    page = f"<html><body><p>Почитувани,</p>{body}</body></html>"
    if plain:
        whole.set_content(plain)
        whole.add_alternative(page, subtype="html")
    else:
        whole.set_content(page, subtype="html")
    return bytes(whole)


def pasted(institution: str = "MVR") -> str:
    """A filled table of activities as Outlook pastes it into a mail."""
    form = returned(institution).fill_well()
    sheet, first = form.sheet("activities"), form.key_row("activities")
    rows = [
        [cell.value or "" for cell in row]
        for row in sheet.iter_rows(min_row=first + 1)
        if row[0].value
    ]
    cells = ("".join(f"<td><p class=a>{cell}</p></td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def inner_mail(**files: bytes) -> bytes:
    """A mail that hangs on another one, as Outlook forwards it."""
    own = {name.replace("__", "."): data for name, data in files.items()}
    return bytes(mail("", sender="ovp.mvr@example.mk", inner=[mail(REMARK, own, sender=MZ)]))


def signed_mail() -> bytes:
    whole = bytes(mail(GREETING, {"МЗ.xlsx": form(), "smime.p7s": b"0" * 90}, sender=MZ))
    kind = b'multipart/signed; protocol="application/pkcs7-signature";'
    return whole.replace(b"multipart/mixed;", kind)


def opaque_mail() -> bytes:
    return (
        f"From: {MZ}\nSubject: signed\nDate: {SENT}\nMIME-Version: 1.0\n"
        "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n"
        "Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=smime.p7m\n\n"
        "MIIBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
    ).encode()


def out_of_office(
    text: str = "Отсутна сум до 20 октомври. Ќе одговорам по враќањето.", **files: bytes
) -> bytes:
    own = {name.replace("__", "."): data for name, data in files.items()}
    whole = mail(text, own, sender=MZ)
    whole["Auto-Submitted"] = "auto-replied"
    return bytes(whole)


def undated(whole: bytes) -> bytes:
    return whole.replace(f"Date: {SENT}\n".encode(), b"")


@cache
def old_form() -> bytes:
    return returned("MZ", quarter=QUARTER_.previous()).fill_well().data()


@cache
def other_workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Настан", "Датум"])
    sheet.append(["Обука", "7.9.2022"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


RIGHTS = compound_file({"EncryptedPackage": b"x" * 8, "DRMEncryptedDataSpace": {"a": b"1"}})
NOTICE = (
    f"From: {MZ}\nSubject: Undeliverable\nDate: {SENT}\nMIME-Version: 1.0\n"
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
    "--b\nContent-Type: text/plain\n\nfailed\n--b\nContent-Type: message/delivery-status\n\n"
    "Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; x@example.mk\nAction: failed\n\n--b--\n"
).encode()

MAILS: dict[str, Callable[[], tuple[str, bytes]]] = {
    "form": lambda: ("п.eml", sent(МЗ__xlsx=form())),
    "form and text": lambda: ("п.eml", sent(REMARK, МЗ__xlsx=form())),
    "form and scan": lambda: ("п.eml", sent(МЗ__xlsx=form(), скен__pdf=SCAN)),
    "form and evidence": lambda: ("п.eml", sent(МЗ__xlsx=form(), з__docx=letter(with_table=False))),
    "form and link": lambda: ("п.eml", sent(f"Доказ: {LINK}", МЗ__xlsx=form())),
    "form and scan in a zip": lambda: ("п.eml", sent(а__zip=zipped(МЗ__xlsx=form(), с__pdf=SCAN))),
    "form in Outlook": lambda: ("п.msg", outlook(МЗ__xlsx=form(), скен__pdf=SCAN)),
    "form in winmail": lambda: ("п.eml", sent(winmail__dat=tnef({"МЗ.xlsx": form()}))),
    "forwarded form": lambda: ("п.eml", forwarded(sent(МЗ__xlsx=form(), скен__pdf=SCAN))),
    "scan": lambda: ("п.eml", sent(скен__pdf=SCAN)),
    "scan and text": lambda: ("п.eml", sent(REMARK, скен__pdf=SCAN)),
    "scan in Outlook": lambda: ("п.msg", outlook(скен__pdf=SCAN)),
    "scan in a zip": lambda: ("п.eml", sent(а__zip=zipped(с__pdf=SCAN))),
    "forwarded scan": lambda: ("п.eml", forwarded(sent(скен__pdf=SCAN))),
    "scans in a mailbox": lambda: ("Inbox", mailbox(sent(с__pdf=SCAN), sent(д__pdf=SCAN + b"1"))),
    "letter": lambda: ("п.eml", sent(допис__docx=letter(with_table=False))),
    "letter that answers": lambda: ("п.eml", sent(допис__docx=letter(with_table=True))),
    "letter about the form": lambda: ("п.eml", sent(допис__docx=naming(form()))),
    "old letter": lambda: ("п.eml", sent(допис__doc=compound_file({"WordDocument": b"x" * 9}))),
    "text": lambda: ("п.eml", sent(REMARK)),
    "greeting": lambda: ("п.eml", sent()),
    "link": lambda: ("п.eml", sent(f"Во прилог е образецот: {LINK}")),
    "link file": lambda: ("п.eml", sent(о__url=f"[InternetShortcut]\nURL={LINK}\n".encode())),
    "rights": lambda: ("п.eml", sent(МЗ__xlsx=RIGHTS)),
    "damaged": lambda: ("п.eml", sent(МЗ__xlsx=form()[:900])),
    "other archive": lambda: ("п.eml", sent(а__rar=b"Rar!\x1a\x07\x00" + b"x" * 50)),
    "undelivered": lambda: ("п.eml", NOTICE),
    "form in a zip in a zip": lambda: (
        "п.eml",
        sent(а__zip=zipped(б__zip=zipped(МЗ__xlsx=form()))),
    ),
    "form in a zip": lambda: ("п.zip", zipped(МЗ__xlsx=form(), с__pdf=SCAN)),
    "scan and letter in a zip": lambda: (
        "п.eml",
        sent(а__zip=zipped(с__pdf=SCAN, д__docx=letter(with_table=False))),
    ),
    "letter that answers in a zip": lambda: (
        "п.eml",
        sent(а__zip=zipped(д__docx=letter(with_table=True))),
    ),
    "letter that answers and scan": lambda: (
        "п.eml",
        sent(с__pdf=SCAN, д__docx=letter(with_table=True)),
    ),
    "letter that answers beside a form": lambda: (
        "п.eml",
        sent(МЗ__xlsx=form(), д__docx=letter(with_table=True)),
    ),
    "scan in winmail": lambda: ("п.eml", sent(winmail__dat=tnef({"с.pdf": SCAN}))),
    "damaged winmail": lambda: ("п.eml", sent(winmail__dat=tnef({"с.pdf": SCAN})[:80])),
    "rtf": lambda: ("п.eml", sent(д__rtf=b"{\\rtf1 3.6.5 Ogranicheno}")),
    "csv": lambda: ("п.eml", sent(т__csv=b"a;b\n1;2\n3;4\n")),
    "note": lambda: ("п.eml", sent(б__txt="Активноста 3.6.5 доцни.".encode())),
    "signed form": lambda: ("п.eml", sent(МЗ__xlsx__p7m=b"0\x82" + b"x" * 80)),
    "signed mail": lambda: ("п.eml", signed_mail()),
    "opaque signed mail": lambda: ("п.eml", opaque_mail()),
    "forwarded text": lambda: ("п.eml", forwarded(sent(REMARK))),
    "form forwarded twice": lambda: ("п.eml", forwarded(forwarded(sent(МЗ__xlsx=form())))),
    "mail as an attachment": lambda: ("п.eml", inner_mail(МЗ__xlsx=form())),
    "link in html": lambda: ("п.eml", html_mail(f'<a href="{LINK}">образецот</a>')),
    "table in html": lambda: (
        "п.eml",
        html_mail("<table><tr><td>3.6.5</td><td>Ограничено</td></tr></table>"),
    ),
    "form in html": lambda: ("п.eml", html_mail(pasted())),
    "form in html and text": lambda: ("п.eml", html_mail(pasted(), REMARK)),
    "form in html in Outlook": lambda: (
        "п.msg",
        msg("", headers=f"From: {MZ}\nDate: {SENT}\n", binaries={0x1013: pasted().encode()}),
    ),
    "out of office": lambda: ("п.eml", out_of_office()),
    "out of office with thanks": lambda: ("п.eml", out_of_office("Ви благодариме на пораката.")),
    "out of office in Outlook": lambda: (
        "п.msg",
        msg("Отсутна сум.", headers=f"From: {MZ}\nSubject: Автоматски одговор: ОВП\n"),
    ),
    "out of office with a form": lambda: ("п.eml", out_of_office(МЗ__xlsx=form())),
    "winmail by itself": lambda: ("winmail.dat", tnef({"МЗ.xlsx": form(), "с.pdf": SCAN})),
    "link of Google Drive": lambda: (
        "п.eml",
        sent(о__gsheet=b'{"url": "https://docs.google.com/open?id=1", "doc_id": "1"}'),
    ),
    "form without a day": lambda: ("п.eml", undated(sent(МЗ__xlsx=form()))),
    "scan without a day": lambda: ("п.eml", undated(sent(с__pdf=SCAN))),
    "old form": lambda: ("п.eml", sent(МЗ__xlsx=old_form())),
    "form of another": lambda: ("п.eml", sent(МП__xlsx=returned("MP").fill_well().data())),
    "two forms": lambda: (
        "п.eml",
        sent(МП__xlsx=returned("MP").fill_well().data(), МЗ__xlsx=form()),
    ),
    "blank form": lambda: ("п.eml", sent(МЗ__xlsx=returned("MZ").data())),
    "other workbook": lambda: ("п.eml", sent(т__xlsx=other_workbook())),
    "form and other workbook": lambda: ("п.eml", sent(МЗ__xlsx=form(), т__xlsx=other_workbook())),
}
"""What kind of mail → how it was saved, and its bytes."""


def both_ways(folder: Path, name: str, data: bytes) -> tuple[Tables, Tables]:
    """Merge a mail that was put among the returns, and the same that was collected."""
    results = []
    for way in ("by hand", "collected"):
        (folder / way).mkdir()
        root = with_forms(folder / way)
        place = WorkspaceFolder(root).quarter(QUARTER_)
        place.returns.mkdir(exist_ok=True)
        source = place.returns / name if way == "by hand" else folder / name
        source.write_bytes(data)
        if way == "collected":
            assert run("-C", root, "collect", QUARTER, source).exit_code == 0
        reading = ReadingOptions(executor=workers())
        read = read_quarter(WorkspaceFolder(root), QUARTER_, AS_OF, "mk", reading=reading)
        results.append(read.tables)
    return results[0], results[1]


@cache
def of_kind(kind: str) -> tuple[Tables, Tables]:
    """Return both for a mail of that kind; only to be read."""
    with TemporaryDirectory() as folder:
        return both_ways(Path(folder), *MAILS[kind]())


def told(tables: Tables) -> set[tuple[str, ...]]:
    """What is found, of whom, and what it quotes; without the names of files."""
    columns = ["rule", "severity", "institution", "activity", "indicator", "found"]
    return set(tables.findings[columns].fillna("").itertuples(index=False, name=None))


def said(tables: Tables) -> set[tuple[str, str]]:
    own = tables.unplaced[["institution", "text"]].fillna("")
    return set(own.itertuples(index=False, name=None))


@pytest.mark.parametrize("kind", MAILS)
def test_a_mail_gives_the_same_collected_and_by_hand(kind: str) -> None:
    by_hand, collected = of_kind(kind)
    assert told(collected) == told(by_hand)
    assert said(collected) == said(by_hand)
    pd.testing.assert_frame_equal(collected.institutions, by_hand.institutions)
    answers = ["activity", "institution", "status", "progress", "reason"]
    pd.testing.assert_frame_equal(collected.activities[answers], by_hand.activities[answers])


def of_scan(folder: Path) -> Path:
    """Return a workspace in which one institution sent nothing but a scan."""
    root = with_forms(folder)
    (folder / "п.eml").write_bytes(sent(скен__pdf=SCAN))
    assert run("-C", root, "collect", QUARTER, folder / "п.eml").exit_code == 0
    return root


def test_what_is_left_is_recorded_with_sender_subject_day_and_reason(tmp_path: Path) -> None:
    (row,) = read_left(of_scan(tmp_path) / QUARTER / "left.csv")
    assert (row.file, row.reason, row.sender) == ("п.eml/скен.pdf", "picture", MZ)
    assert (row.subject, row.day) == ("Извештај", date(2022, 10, 10))


def test_who_sent_a_scan_is_not_called_silent(tmp_path: Path) -> None:
    root = of_scan(tmp_path)
    found = answer("-C", root, "--lang", "en", "status", QUARTER, "--as-of", "2022-10-20")
    own = {row["institution"]: row["wrote"] for row in found["institutions"]}
    assert own.pop("MZ") == "2022-10-10"
    assert set(own.values()) == {None}
    shown = run("-C", root, "--lang", "en", "status", QUARTER, "--as-of", "2022-10-20").stdout
    assert "wrote 10.10.2022, no form" in " ".join(shown.split())


@pytest.mark.parametrize("way", ["by hand", "collected"])
def test_of_a_mail_without_a_day_none_is_named(way: str, tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    place = root / QUARTER / "returns" if way == "by hand" else tmp_path
    place.mkdir(exist_ok=True)
    (place / "п.eml").write_bytes(undated(sent(скен__pdf=SCAN)))
    if way == "collected":
        assert run("-C", root, "collect", QUARTER, place / "п.eml").exit_code == 0
    for _ in range(2):  # the second merge knows the register that the first one wrote
        assert run("-C", root, "merge", QUARTER, "--as-of", "2022-10-20").exit_code == 0
        read = read_quarter(WorkspaceFolder(root), QUARTER_, AS_OF, "en").tables
        own = one(read.institutions, institution="MZ")
        assert (own["wrote"], own["wrote_undated"]) == (None, True)
        (found,) = read.findings.loc[read.findings["id"] == "missing_return:MZ", "message"]
        assert "; it wrote, without a form" in found
    shown = run("-C", root, "--lang", "en", "status", QUARTER, "--as-of", "2022-10-20").stdout
    assert "wrote, no form" in " ".join(shown.split())
    assert run("-C", root, "remind", QUARTER, "--as-of", "2022-10-20").exit_code == 0
    letters = [p.read_text("utf-8") for p in (root / QUARTER / "mail").glob("*MZ*.txt")]
    assert any("што ни го испративте." in text for text in letters)


@pytest.mark.parametrize("kind", [k for k in MAILS if k.startswith("out of office")])
def test_of_an_automatic_reply_nobody_says_that_somebody_wrote(kind: str) -> None:
    by_hand, _ = of_kind(kind)
    own = one(by_hand.institutions, institution="MZ")
    assert (own["wrote"], own["wrote_undated"]) == (None, False)
    assert "unrecognised_file" not in set(by_hand.findings["rule"])
    assert own["returned"] is ("form" in kind)


def test_a_form_pasted_into_a_mail_is_read() -> None:
    by_hand, _ = of_kind("form in html")
    assert one(by_hand.institutions, institution="MVR")["answered"] == 3
    file = one(by_hand.returns, institution="MVR")
    assert (file["file"], file["used"]) == ("п.eml/table in the mail 1.csv", "used")


def asked_of(kind: str, institution: str = "MZ") -> str:
    """What is asked of an institution about files, whichever way its mail came."""
    rules = ("unrecognised_file", "missing_table", "wrong_institution", "duplicate_return")
    own = [table.findings[table.findings["rule"].isin(rules)] for table in of_kind(kind)]
    asks = {" ".join(table.loc[table["institution"] == institution, "ask"]) for table in own}
    (said,) = asks
    return said


def test_who_sent_a_greeting_alone_is_told_once_that_no_form_came() -> None:
    by_hand, _ = of_kind("greeting")
    assert not asked_of("greeting")
    (found,) = by_hand.findings.loc[by_hand.findings["id"] == "missing_return:MZ", "message"]
    assert "испрати порака на 10 октомври 2022 година, без употреблив образец" in found
    # What was attached and cannot be used is named, and what was written beside it quoted with it.
    assert "датотеката „скен.pdf“" in asked_of("scan")
    assert "Во Вашата порака пишува: „Активноста 3.6.1" in asked_of("scan and text")
    (own,) = (
        i
        for i in items(of_kind("scan")[0].findings, the_plan(), "mk")
        if i.first["institution"] == "MZ"
    )
    assert "Поврзано со тоа" in own.message
    assert "Поврзано со тоа" not in own.ask


def test_a_member_reads_no_name_that_we_or_the_coordinator_gave() -> None:
    assert "искористиме Вашата порака од 10 октомври 2022 година: " in asked_of("link")
    said = asked_of("form in html", "MVR")
    assert "Во табелата во Вашата порака е само табелата „1 Активности“" in said
    for kind in MAILS:
        for table in of_kind(kind):
            asks = " ".join(table.findings["ask"])
            assert not [
                name for name in ("п.eml", "п.msg", "table in the mail", "„CSV“") if name in asks
            ]


def test_the_server_says_the_day_of_a_mail_that_does_not(tmp_path: Path) -> None:
    received = b"Received: from a by b; Tue, 11 Oct 2022 08:00:00 +0200\n"
    by_hand, collected = both_ways(tmp_path, "п.eml", received + undated(sent(скен__pdf=SCAN)))
    for tables in (by_hand, collected):
        own = tables.institutions.set_index("institution").loc["MZ", "wrote"]
        assert own == pd.Timestamp(2022, 10, 11)


def test_the_reminder_thanks_for_what_came_and_says_what_it_was(tmp_path: Path) -> None:
    root = of_scan(tmp_path)
    assert run("-C", root, "remind", QUARTER, "--as-of", "2022-10-20").exit_code == 0
    letters = {
        path.name: path.read_text("utf-8") for path in (root / QUARTER / "mail").glob("*.txt")
    }
    thanked = [
        name
        for name, text in letters.items()
        if "10 октомври 2022" in text and "ни го испративте" in text
    ]
    assert len(thanked) == 1
    assert "MZ" in thanked[0]
    assert "скен.pdf" in letters[thanked[0]]


def test_what_lies_among_the_returns_by_now_is_no_longer_left(tmp_path: Path) -> None:
    root = of_scan(tmp_path)
    (root / QUARTER / "returns" / "скен.pdf").write_bytes(SCAN)
    read = read_quarter(WorkspaceFolder(root), QUARTER_, AS_OF, "mk")
    assert list(read.tables.returns["file"]) == ["скен.pdf"]


def test_a_day_corrected_by_hand_stays_and_collecting_again_adds_nothing(tmp_path: Path) -> None:
    root = of_scan(tmp_path)
    register = root / QUARTER / "left.csv"
    register.write_text(register.read_text("utf-8").replace("2022-10-10", "2022-10-08"), "utf-8")
    before = register.read_bytes()
    assert run("-C", root, "collect", QUARTER, tmp_path / "п.eml").exit_code == 0
    assert register.read_bytes() == before


def test_a_letter_of_two_institutions_is_from_each_of_them(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    for code in ("mz", "mtsp"):
        one = mail(files={"скен.pdf": SCAN}, sender=f"ovp.{code}@example.mk")
        (tmp_path / f"{code}.eml").write_bytes(bytes(one))
        assert run("-C", root, "collect", QUARTER, tmp_path / f"{code}.eml").exit_code == 0
    read = read_quarter(WorkspaceFolder(root), QUARTER_, AS_OF, "mk")
    rows = read.tables.institutions.set_index("institution")["wrote"]
    assert set(rows.dropna().index) == {"MZ", "MTSP"}


def test_a_dry_run_records_nothing(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    (tmp_path / "п.eml").write_bytes(sent(скен__pdf=SCAN))
    run("-C", root, "collect", QUARTER, tmp_path / "п.eml", "--dry-run")
    assert not (root / QUARTER / "left.csv").exists()


def test_counts_of_files_are_counts_of_forms_texts_and_evidence_apart(tmp_path: Path) -> None:
    data = sent(REMARK, МЗ__xlsx=form(), скен__pdf=SCAN)
    alone = sent(скен__pdf=SCAN + b"3").replace(b"ovp.mz@", b"ovp.mtsp@")
    counts = []
    for way in ("by hand", "collected"):
        (tmp_path / way).mkdir()
        root = with_forms(tmp_path / way)
        folder = root / QUARTER / "returns" if way == "by hand" else tmp_path
        folder.mkdir(exist_ok=True)
        for name, sent_one in (("а.eml", data), ("б.eml", alone)):
            (folder / name).write_bytes(sent_one)
            if way == "collected":
                assert run("-C", root, "collect", QUARTER, folder / name).exit_code == 0
        read = read_quarter(WorkspaceFolder(root), QUARTER_, AS_OF, "mk")
        counts.append(read.returned_files.counts())
    by_hand, collected = counts
    assert collected == by_hand
    assert collected == {
        "used": 1, "superseded": 0, "set_aside": 1, "mail_text": 1, "evidence": 1
    }  # fmt: skip


def test_a_letter_that_names_a_form_is_not_called_an_empty_form() -> None:
    by_hand, _ = of_kind("letter about the form")
    rules = {rule for rule, _, institution, *_ in told(by_hand) if institution == "MZ"}
    assert rules == {"unrecognised_file", "missing_return"}
