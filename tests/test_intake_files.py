"""What comes back: every file ends with a reason, and one bad file never stops the others."""

import io
import random
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from made import QUARTER, case_plan
from openpyxl import Workbook
from returned_forms import (
    PROGRESS,
    ReturnedForm,
    content_of,
    drop,
    merged,
    one,
    register_line,
    returned,
)

from ovpsheets.files import sha256
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.workbook import form_workbook
from ovpsheets.intake.recognise.refusal import refusal
from ovpsheets.journeys.merged import Merged
from ovpsheets.table_csv import to_csv
from ovpsheets.tables import PUBLISHED
from ovpsheets.texts import Texts, catalogue
from ovpsheets.words import ACTIVITIES, LANGUAGES, Language

TYPES = "[Content_Types]_xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)
ENCRYPTED = OLE[:512] + "EncryptedPackage\0".encode("utf-16-le").ljust(64, b"\0") + b"\x22\0"


def zipped(**entries: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in entries.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


def foreign_workbook() -> bytes:
    out, book = io.BytesIO(), Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Список на состаноци"
    book.save(out)
    return out.getvalue()


def without_check(content: FormContent) -> bytes:
    """A form whose identity was retyped with a slip everywhere."""
    form = ReturnedForm(content)
    for sheet in form.book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("OVP-"):
                    cell.value = cell.value[:-1] + "0"  # 0 is no check character
    form.book.custom_doc_props.props.clear()  # type: ignore[attr-defined]
    form.book.properties.subject = None
    return form.data()


def of_another_plan() -> bytes:
    return form_workbook(content_of("MVR", plan=replace(case_plan(), code="NAP6")))


def of_an_unknown_institution() -> bytes:
    content = content_of("MVR")
    return form_workbook(replace(content, form_id=replace(content.form_id, institution="MKD")))


def of_another_quarter() -> bytes:
    return form_workbook(content_of("MVR", quarter=QUARTER.previous()))


def truncated() -> bytes:
    data = form_workbook(content_of("MVR"))
    return data[: len(data) // 2]


BAD_FILES = {
    "празна.xlsx": ("empty", b""),
    "со лозинка.xlsx": ("protected", ENCRYPTED),
    "стара.xls": ("not_a_workbook", OLE),
    "табела.ods": ("damaged", zipped(mimetype="x", content_xml="<a/>")),
    "списокот.csv": ("unrecognised", "град,број\nСкопје,1\n".encode()),
    "страница.xls": ("web_page", b"<html><table></table></html>"),
    "извештај.docx": ("damaged", zipped(**{TYPES: "", "word__document_xml": ""})),
    "белешка.txt": ("unrecognised", "Ништо не е реализирано.".encode()),
    "текст.xlsx": ("not_a_workbook", "Ништо не е започнато.".encode()),
    "скратена.xlsx": ("damaged", truncated()),
    "расипана.xlsx": ("damaged", zipped(**{TYPES: "<", "xl__workbook_xml": "<"})),
    "туѓа.xlsx": ("unrecognised", foreign_workbook()),
    "без ознака.xlsx": (
        "nameless", without_check(content_of("MVR", quarter=QUARTER.previous())),
    ),
    "друг план.xlsx": ("other_plan", of_another_plan()),
    "непозната.xlsx": ("unknown_institution", of_an_unknown_institution()),
    "вториот квартал.xlsx": ("other_quarter", of_another_quarter()),
}  # fmt: skip


@pytest.fixture(scope="module")
def with_bad_files(tmp_path_factory: pytest.TempPathFactory) -> Merged:
    """One sound form among all kinds of bad files."""
    folder = tmp_path_factory.mktemp("bad")
    for name, (_, data) in BAD_FILES.items():
        drop(folder, name, data)
    returned("MZ").fill_well().save(folder)
    return merged(folder)


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_set_aside_with_its_reason(name: str, with_bad_files: Merged) -> None:
    settled = next(item for item in with_bad_files.settled if item.returned.name == name)
    assert (settled.used, settled.reason) == ("set_aside", BAD_FILES[name][0])
    row = one(with_bad_files.returns, file=name)
    assert row["reason"] == refusal(BAD_FILES[name][0], Texts("mk"))


def test_the_sound_form_among_bad_files_is_used(with_bad_files: Merged) -> None:
    used = with_bad_files.returns[with_bad_files.returns["used"] == "used"]
    assert list(used["institution"]) == ["MZ"]
    row = one(with_bad_files.activities, institution="MZ", activity="3.6.5")
    assert row["progress"] == f"{PROGRESS} ({row['activity']})"


def test_every_bad_file_is_a_finding(with_bad_files: Merged) -> None:
    assert set(BAD_FILES) == set(with_bad_files.findings["file"].dropna())


def test_members_are_told_the_fact_and_the_coordinator_the_remedy_too(
    with_bad_files: Merged,
) -> None:
    finding = one(with_bad_files.findings, file="со лозинка.xlsx")
    fact, remedy = (Texts("mk")(f"intake.{part}.protected") for part in ("refused", "remedy"))
    assert f"{fact}; {remedy}" in finding["message"]
    assert fact in finding["ask"]
    assert remedy not in finding["ask"]


def test_every_remedy_has_its_fact() -> None:
    found = {
        part: {key.split(".")[-1] for key in catalogue() if key.startswith(f"intake.{part}.")}
        for part in ("refused", "remedy")
    }
    assert found["remedy"] < found["refused"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_said_in_three_languages(language: Language) -> None:
    reasons = [key for key in catalogue() if key.startswith("intake.refused.")]
    assert {reason for reason, _ in BAD_FILES.values()} <= {key.split(".")[-1] for key in reasons}
    for key in reasons:
        said = catalogue()[key][language]
        assert said
        assert not str(said).endswith(".")


def test_lock_files_are_skipped_and_named(tmp_path: Path) -> None:
    returned().fill_well().save(tmp_path)
    for name in ("~$OVP_NAP5_2022-Q3_MVR_R1.xlsx", ".~lock.нешто.xlsx#", "под/Thumbs.db"):
        drop(tmp_path, name, b"lock")
    result = merged(tmp_path)
    assert result.skipped == (
        ".~lock.нешто.xlsx#", "~$OVP_NAP5_2022-Q3_MVR_R1.xlsx", "под/Thumbs.db",
    )  # fmt: skip
    assert len(result.returns) == 1


def test_sub_folders_are_read(tmp_path: Path) -> None:
    returned("MVR").fill_well().save(tmp_path, "МВР/октомври/извештај.xlsx")
    returned("MZ").fill_well().save(tmp_path, "MZ/izveshtaj.xlsx")
    result = merged(tmp_path)
    assert list(result.returns["file"]) == ["MZ/izveshtaj.xlsx", "МВР/октомври/извештај.xlsx"]
    assert set(result.returns["used"]) == {"used"}


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    result = merged(tmp_path)
    assert result.returns.empty
    assert set(result.activities["status"]) == {"no_report"}


def test_returned_files_are_never_touched(tmp_path: Path) -> None:
    for name, (_, data) in BAD_FILES.items():
        drop(tmp_path, name, data)
    returned().fill_well().save(tmp_path)
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.iterdir()}
    merged(tmp_path)
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.iterdir()} == before


# ------------------------------------------------------------------ several returns


def saying(progress: str, *, revision: int = 1, institution: str = "MVR") -> ReturnedForm:
    form = returned(institution, revision=revision).fill_well()
    code = form.content.activities[0].code
    return form.write(f"{ACTIVITIES}/{code}/progress", progress)


def said(result: Merged, institution: str = "MVR") -> object:
    table = result.activities[result.activities["institution"] == institution]
    return table.dropna(subset="progress")["progress"].iloc[0]


def ends(result: Merged) -> dict[str, str]:
    return dict(zip(result.returns["file"], result.returns["used"], strict=True))


def test_of_two_returns_the_one_received_later_is_used(tmp_path: Path) -> None:
    saying("Прв одговор.").save(tmp_path, "z.xlsx", date(2022, 10, 5))
    saying("Втор одговор.").save(tmp_path, "a.xlsx", date(2022, 10, 8))
    result = merged(tmp_path)
    assert ends(result) == {"a.xlsx": "used", "z.xlsx": "superseded"}
    assert said(result) == "Втор одговор."
    reason = one(result.returns, file="z.xlsx")["reason"]
    assert reason == Texts("mk")("intake.ended.superseded", by="a.xlsx")


def test_a_newer_revision_wins_though_it_came_earlier(tmp_path: Path) -> None:
    saying("Новата.", revision=2).save(tmp_path, "нова.xlsx", date(2022, 10, 5))
    saying("Старата.").save(tmp_path, "стара.xlsx", date(2022, 10, 8))
    result = merged(tmp_path)
    assert ends(result) == {"нова.xlsx": "used", "стара.xlsx": "superseded"}
    assert said(result) == "Новата."


def test_the_same_file_twice_is_used_once(tmp_path: Path) -> None:
    data = saying("Одговор.").data()
    drop(tmp_path, "a.xlsx", data)
    drop(tmp_path, "b/a (2).xlsx", data)
    result = merged(tmp_path)
    assert sorted(ends(result).values()) == ["superseded", "used"]
    reason = one(result.returns, used="superseded")["reason"]
    other = one(result.returns, used="used")["file"]
    assert reason == Texts("mk")("intake.ended.same_file", by=other)


def test_what_stands_in_a_superseded_file_is_still_in_the_ledger(tmp_path: Path) -> None:
    saying("Прв одговор.").save(tmp_path, "z.xlsx", date(2022, 10, 5))
    saying("Втор одговор.").save(tmp_path, "a.xlsx", date(2022, 10, 8))
    ledger = merged(tmp_path).ledger
    assert "Прв одговор." in set(ledger[ledger["file"] == "z.xlsx"]["raw"])


def test_the_forms_of_two_institutions_are_both_used(tmp_path: Path) -> None:
    saying("Од МВР.", institution="MVR").save(tmp_path)
    saying("Од МЗ.", institution="MZ").save(tmp_path)
    result = merged(tmp_path)
    assert set(ends(result).values()) == {"used"}
    assert (said(result, "MVR"), said(result, "MZ")) == ("Од МВР.", "Од МЗ.")


def test_an_outdated_revision_is_read_by_its_codes(tmp_path: Path) -> None:
    saying("Одговор.").save(tmp_path)
    issued = (register_line(content_of("MVR", revision=2)),)
    result = merged(tmp_path, issued=issued)
    assert said(result) == "Одговор."
    assert "outdated_form:MVR" in set(result.findings["id"])


def test_a_form_for_one_commitment_is_read_as_such(tmp_path: Path) -> None:
    content = content_of("MVR", commitment="3.6")
    returned("MVR", commitment="3.6").fill_well().save(tmp_path)
    result = merged(tmp_path, issued=(register_line(content),))
    assert set(ends(result).values()) == {"used"}


def without_places(result: Merged) -> dict[str, str]:
    """Return the tables as CSV, without the names of files."""
    tables = {}
    for name in PUBLISHED:
        table = getattr(result.tables, name)
        kept = table.drop(columns=[c for c in ("file", "message", "ask", "reason") if c in table])
        if name in ("returns", "unplaced"):  # in the order of the files' names
            kept = kept.sort_values([c for c in kept if kept[c].dtype == "string"])
        tables[name] = to_csv(kept)
    return tables


def test_the_result_does_not_depend_on_the_order_or_names_of_files(tmp_path: Path) -> None:
    files = [
        (saying("Прв.").data(), date(2022, 10, 5)), (saying("Втор.").data(), date(2022, 10, 8)),
        (saying("Од МЗ.", institution="MZ").data(), date(2022, 10, 6)),
        (foreign_workbook(), date(2022, 10, 6)), (b"", date(2022, 10, 6)),
    ]  # fmt: skip
    results = []
    for seed in range(2):
        shuffled = random.Random(seed).sample(files, len(files))
        for number, (data, day) in enumerate(shuffled):
            drop(tmp_path / str(seed), f"датотека {number}.xlsx", data, day)
        results.append(without_places(merged(tmp_path / str(seed))))
    assert results[0] == results[1]


def test_each_file_is_known_by_its_digest(tmp_path: Path) -> None:
    path = saying("Одговор.").save(tmp_path)
    assert list(merged(tmp_path).returns["sha256"]) == [sha256(path.read_bytes())]


def test_copies_of_a_file_that_is_no_form_are_asked_about_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        drop(tmp_path, name, "Ништо не е реализирано.".encode())
    result = merged(tmp_path)
    found = result.findings[result.findings["rule"] == "unrecognised_file"]
    assert list(found["file"]) == ["a.txt"]
    assert result.write(tmp_path / "results").files
