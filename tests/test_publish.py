"""Publishing: what is refused, what is written, and that nothing internal is in it."""

import csv
import io
import json
import re
import shutil
import zipfile
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any, cast

import openpyxl
import pandas as pd
import pytest
from cli_runs import (
    AS_OF,
    JUSTICE,
    OPEN_GATE,
    QUARTER,
    answer,
    copied,
    fill,
    run,
    two_returned,
)

import ovpsheets as ovp
from ovpsheets.disclosure import read_memory
from ovpsheets.files import sha256
from ovpsheets.release.public import PUBLIC
from ovpsheets.table_csv import read_csv, to_csv
from ovpsheets.words import LANGUAGES, Language
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.released_figures import read_released

DAY = "2022-10-14"


def with_a_question(folder: Path) -> Path:
    """Return a workspace in which two answers were merged, one of them about persons."""
    root = copied(two_returned, folder)
    fill(root, "MP", {**JUSTICE, ("3.6.4.1", "note"): "Списокот е кај адвокатите"})
    assert run("-C", root, "merge", QUARTER, "--as-of", AS_OF).exit_code == 0
    return root


def in_review(folder: Path) -> Path:
    """Return the same, whose draft was shown to all."""
    root = copied(with_a_question, folder)
    review(root, "--shown", "all")
    return root


def tried(folder: Path) -> Path:
    """Return the same, published without a draft."""
    root = copied(with_a_question, folder)
    publish(root, "--override", "проба")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with two returns, merged."""
    return copied(with_a_question, tmp_path)


@pytest.fixture
def drafted(tmp_path: Path) -> Path:
    """The same, in review."""
    return copied(in_review, tmp_path)


def publish(root: Path, *more: str) -> Any:
    return run("-C", root, "publish", QUARTER, "--as-of", DAY, *more)


def said(root: Path, *more: str) -> Any:
    done = publish(root, *more, "--json")
    return json.loads(done.stdout_bytes.decode("utf-8"))


def review(root: Path, *more: str) -> Any:
    return answer("-C", root, "review", QUARTER, "--as-of", DAY, *more)


def answered(root: Path, word: str) -> None:
    """Answer every question of disclosure.csv."""
    path = root / "disclosure.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row["answer"] = word if row["decision"] == "ask" else row["answer"]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")


def public(root: Path) -> dict[str, bytes]:
    folder = root / QUARTER / "public"
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def unpacked(name: str, data: bytes) -> bytes:
    """Return the bytes of a file, those of its parts where it is a package."""
    if not name.endswith((".xlsx", ".docx")):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"\n".join(package.read(part) for part in package.namelist())


# ------------------------------------------------------------------ what is refused


def test_without_a_draft_it_refuses_and_writes_nothing_public(root: Path) -> None:
    done = said(root)
    assert not done["published"]
    assert {item["kind"] for item in done["obstacles"]} >= {"no_draft", "urgent"}
    assert not (root / QUARTER / "public").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_refusal_is_a_list_in_the_readers_language(root: Path, language: Language) -> None:
    done = run("-C", root, "--lang", language, "publish", QUARTER, "--as-of", DAY)
    assert done.exit_code == 1
    assert f"ovpsheets review {QUARTER}" in " ".join(done.stdout.split())


def test_a_member_who_was_not_shown_the_draft_is_named(root: Path) -> None:
    review(root, "--shown", "OP")
    unshown = [i["institution"] for i in said(root)["obstacles"] if i["kind"] == "not_shown"]
    assert "MVR" in unshown
    assert "OP" not in unshown


def test_answers_that_changed_since_the_draft_are_a_reason(drafted: Path) -> None:
    root = drafted
    fill(root, "OP", {**OPEN_GATE, ("3.6.7.1", "value"): 19})
    assert "draft_changed" in {item["kind"] for item in said(root)["obstacles"]}


def test_other_masks_make_another_draft(drafted: Path) -> None:
    root = drafted
    assert "draft_changed" not in {item["kind"] for item in said(root)["obstacles"]}
    answered(root, "yes")
    found = {item["kind"] for item in said(root)["obstacles"]}
    assert found & {"draft_changed", "question"} == {"draft_changed"}
    assert review(root, "--shown", "all")["draft"] == 2
    assert "draft_changed" not in {item["kind"] for item in said(root)["obstacles"]}


def test_a_no_that_hides_what_was_hidden_already_leaves_the_draft_as_it_is(drafted: Path) -> None:
    answered(drafted, "no")
    assert "draft_changed" not in {item["kind"] for item in said(drafted)["obstacles"]}


def test_who_saw_other_masks_has_not_seen_what_is_published(root: Path) -> None:
    members = review(root, "--shown", "all")["members"]
    answered(root, "yes")
    assert said(root, "--override", "рок")["provisional"] == sorted(members)


def test_a_question_about_persons_stands_in_a_file_to_be_answered(root: Path) -> None:
    asked = [i for i in said(root)["obstacles"] if i["kind"] == "question"]
    assert asked
    assert "ask" in (root / "disclosure.csv").read_text(encoding="utf-8")
    answered(root, "не")
    assert not [i for i in said(root)["obstacles"] if i["kind"] == "question"]


# ------------------------------------------------------------------ what is written


def _published(folder: Path) -> Path:
    root = copied(in_review, folder)
    publish(root)
    answered(root, "не")
    assert publish(root, "--override", "МТСП не одговори", "--by", "координатор").exit_code == 0
    return root


def in_form(root: Path, said: str, by: str = "") -> None:
    """Type an answer to the first question of the form."""
    path = root / QUARTER / "questions.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["C8"], sheet["D8"] = said, by
    book.save(path)


def decided(root: Path) -> list[tuple[str, str]]:
    """Return answer and who decided of every answered line of disclosure.csv."""
    rows = csv.DictReader(io.StringIO((root / "disclosure.csv").read_text("utf-8")))
    return [(row["answer"], row["decided_by"]) for row in rows if row["answer"]]


def open_questions(root: Path) -> list[str]:
    return [item["text"] for item in said(root)["obstacles"] if item["kind"] == "question"]


def test_questions_are_answered_in_a_form_of_the_quarter(root: Path) -> None:
    asked = open_questions(root)
    assert len(asked) == 1
    in_form(root, "можеби", by="МП")
    assert open_questions(root) == asked
    form = openpyxl.load_workbook(root / QUARTER / "questions.xlsx").worksheets[0]
    # It means neither, and is not lost.
    assert (form["C8"].value, form["D8"].value) == ("можеби", "МП")
    in_form(root, "Да", by="МВР")
    assert open_questions(root) == []
    assert decided(root) == [("Да", "МВР")]
    assert not (root / QUARTER / "questions.xlsx").exists()


def test_review_prepares_the_questions_and_takes_the_answers(root: Path) -> None:
    assert review(root)["questions"].endswith(f"{QUARTER}/questions.xlsx")
    in_form(root, "не")
    assert review(root)["questions"] is None
    assert decided(root) == [("не", "")]


def test_a_questions_form_that_cannot_be_read_is_an_error_and_stays(root: Path) -> None:
    path = root / QUARTER / "questions.xlsx"
    path.write_bytes(b"not a workbook")
    assert "questions.xlsx" in publish(root).stderr
    assert path.read_bytes() == b"not a workbook"


def test_members_may_be_named_as_they_are_called(root: Path) -> None:
    assert review(root, "--shown", "МВР", "--shown", "отворена порта")["not_shown"] == (
        [code for code in review(root)["members"] if code not in ("MVR", "OP")]
    )
    assert review(root, "--shown", "сите")["not_shown"] == []


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A workspace that was published against an urgent finding."""
    return copied(_published, tmp_path)


def test_the_override_is_kept_in_the_log_with_what_stood_in_the_way(published: Path) -> None:
    with (published / QUARTER / "release.csv").open(encoding="utf-8") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["override"], row["by"]) == ("МТСП не одговори", "координатор")
    assert "urgent" in row["obstacles"]
    assert row["sha256"] == sha256(public(published)["SHA256SUMS"])


def test_every_file_is_listed_with_its_digest(published: Path) -> None:
    files = public(published)
    lines = files["SHA256SUMS"].decode("utf-8").splitlines()
    listed = {line.partition("  ")[2]: line.partition("  ")[0] for line in lines}
    assert listed == {n: sha256(data) for n, data in files.items() if n != "SHA256SUMS"}
    for language in LANGUAGES[:1]:
        assert f"notification.{language}.html" in files


def test_the_same_quarter_published_again_is_the_same(published: Path) -> None:
    before = public(published)
    log = (published / QUARTER / "release.csv").read_bytes()
    publish(published, "--override", "МТСП не одговори", "--by", "координатор")
    assert public(published) == before
    assert (published / QUARTER / "release.csv").read_bytes() == log


def as_before_02(data: Path) -> None:
    """Make of published data what older versions wrote: texts guarded, and nothing said of it."""
    for name, schema in PUBLIC.items():
        table = read_csv(data / f"{name}.csv", schema)
        (data / f"{name}.csv").write_text(to_csv(table, guard=True), encoding="utf-8")
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    assert package.pop("guarded") is False
    (data / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


@pytest.mark.filterwarnings("ignore")  # frictionless's own dependencies warn
def test_a_package_with_a_text_that_was_withheld_and_then_given_is_valid(tmp_path: Path) -> None:
    frictionless: Any = pytest.importorskip("frictionless", reason="frictionless is not installed")
    root = copied(tried, tmp_path)
    answered(root, "не")
    publish(root, "--override", "проба")
    answered(root, "да")
    publish(root, "--override", "проба")
    data = root / QUARTER / "public" / "data"
    assert set(read_csv(data / "revisions.csv", PUBLIC["revisions"])["withheld"]) == {"was"}
    report = frictionless.validate(str(data / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])


def test_what_an_older_version_published_guarded_is_no_revision(root: Path) -> None:
    data = root / QUARTER / "public" / "data"
    answers = {**JUSTICE, ("3.6.4", "explanation"): "- се чекаат средства од буџетот"}
    fill(root, "MP", answers)
    assert run("-C", root, "merge", QUARTER, "--as-of", AS_OF).exit_code == 0
    publish(root, "--override", "проба")
    answered(root, "да")
    publish(root, "--override", "проба")
    assert ",- се чекаат" in (data / "activities.csv").read_text(encoding="utf-8")
    told = read_csv(data / "revisions.csv", PUBLIC["revisions"])
    as_before_02(data)
    assert ",'- се чекаат" in (data / "activities.csv").read_text(encoding="utf-8")
    publish(root, "--override", "проба")
    assert ",- се чекаат" in (data / "activities.csv").read_text(encoding="utf-8")
    again = read_csv(data / "revisions.csv", PUBLIC["revisions"])
    pd.testing.assert_frame_equal(again, told)


def test_nothing_internal_is_in_any_public_file(published: Path) -> None:
    internal = [
        "@example.mk", "МТСП не одговори", "координатор на ", "OVP_NAP5_", "2 Индикатори!",
        "unexplained_delay", "missing_return", "returns/", "decisions.csv",
    ]  # fmt: skip
    for name, data in public(published).items():
        text = unpacked(name, data).decode("utf-8", "replace")
        for secret in internal:
            assert secret not in text, f"{secret} in {name}"


def test_of_files_with_a_time_stamp_alone_no_day_is_published(published: Path) -> None:
    tables = ovp.read_public(published)
    came = tables["institutions"][tables["institutions"]["returned"]]
    assert len(came) > 1
    assert came[["received", "on_time"]].isna().to_numpy().all()


def test_the_notification_is_no_draft(published: Path) -> None:
    page = public(published)["notification.mk.md"].decode("utf-8")
    assert page.startswith("# Известување")
    assert "НАЦРТ" not in page


def test_a_text_nobody_said_yes_to_is_in_no_file(root: Path) -> None:
    fill(root, "MP", {("3.6.4.1", "note"): "тајна забелешка", ("3.6.4", "status"): "Ограничено"})
    review(root, "--shown", "all")
    publish(root)
    answered(root, "не")
    publish(root, "--override", "итно")
    for name, data in public(root).items():
        assert "тајна забелешка" not in unpacked(name, data).decode("utf-8", "replace"), name


def test_rows_of_a_member_who_was_not_shown_the_draft_are_provisional(root: Path) -> None:
    review(root, "--shown", "OP")
    assert publish(root, "--override", "рок").exit_code == 0
    table = ovp.read_public(root)["activities"]
    provisional = set(table.loc[table["mark"] == "p", "institution"])
    assert "MVR" in provisional
    assert "OP" not in provisional


def test_a_value_that_differs_from_what_was_published_is_revised(published: Path) -> None:
    fill(published, "OP", {**OPEN_GATE, ("3.6.7.1", "value"): 19})
    review(published, "--shown", "all")
    publish(published)
    answered(published, "не")
    assert publish(published, "--override", "исправка").exit_code == 0
    tables = ovp.read_public(published)
    (row,) = tables["revisions"].to_dict("records")
    assert (row["indicator"], row["was"], row["now"]) == ("3.6.7.1", "8", "19")
    own = tables["indicators"][tables["indicators"]["indicator"] == "3.6.7.1"]
    assert list(own["mark"]) == ["r"]


def test_a_public_file_that_somebody_edited_is_copied_aside(published: Path) -> None:
    page = published / QUARTER / "public" / "notification.mk.md"
    page.write_text("рачно", encoding="utf-8")
    done = said(published, "--override", "пак")
    (copy,) = done["copies"]
    assert Path(copy).read_text(encoding="utf-8") == "рачно"
    assert page.read_text(encoding="utf-8") != "рачно"


# ------------------------------------------------------------------ open data and tables


@pytest.mark.filterwarnings("ignore")  # frictionless's own dependencies warn
def test_frictionless_finds_nothing_wrong_with_the_open_data(published: Path) -> None:
    frictionless: Any = pytest.importorskip("frictionless", reason="frictionless is not installed")
    package = published / QUARTER / "public" / "data" / "datapackage.json"
    report = frictionless.validate(str(package))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])
    assert len(report.tasks) == len(
        [*package.parent.rglob("*.csv"), *package.parent.glob("*.parquet")]
    )
    assert len(report.tasks) > len(PUBLIC)


def test_the_tables_are_read_in_one_line_with_their_types(published: Path) -> None:
    tables = ovp.read_public(published / QUARTER / "public")
    assert tables["indicators"]["value"].dtype == "Float64"
    assert tables["activities"]["deadline"].dtype == "datetime64[s]"
    assert tables["counters"]["total"].sum() == 8


def test_where_nothing_was_published_that_is_said(root: Path) -> None:
    with pytest.raises(ovp.WorkspaceError):
        ovp.read_public(root)


def test_the_catalogue_entries_have_titles_in_three_languages(published: Path) -> None:
    files = public(published)
    dcat = json.loads(files["catalogue/dcat.jsonld"])
    assert {title["@language"] for title in dcat["dct:title"]} == set(LANGUAGES)
    assert dcat["dct:accrualPeriodicity"]["@id"].endswith("QUARTERLY")
    ckan = json.loads(files["catalogue/ckan.json"])
    assert ckan["license_id"] == "CC-BY-4.0"
    assert {r["hash"] for r in ckan["resources"]} <= {sha256(data) for data in files.values()}


def test_the_public_workbook_is_one_table_a_sheet_without_merged_cells(published: Path) -> None:
    data = public(published)["tables.mk.xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.properties.language == "mk-MK"
    assert book.properties.title
    assert book.properties.creator in (None, "", "openpyxl")
    for sheet in book.worksheets[1:]:
        assert not sheet.merged_cells.ranges
        (table,) = sheet.tables.values()
        heading = int(table.ref.partition(":")[0].removeprefix("A"))
        assert re.match(r"Табела \d+: ", str(sheet["A1"].value))
        assert all(cell.value for cell in sheet[heading])
        assert all(sheet.cell(row, 1).value for row in range(1, heading))


# ------------------------------------------------------------------ review


def test_a_draft_keeps_its_number_until_what_members_see_changes(root: Path) -> None:
    assert review(root)["draft"] == 1
    assert review(root)["draft"] == 1
    fill(root, "OP", {**OPEN_GATE, ("3.6.7.1", "value"): 19})
    again = review(root)
    assert (again["draft"], again["is_new"]) == (2, True)


def test_a_comments_form_that_came_back_is_read(root: Path) -> None:
    done = review(root)
    (form,) = (Path(name) for name in done["files"] if name.endswith("_MP_D1.xlsx"))
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[0]
    sheet["D7"], sheet["E7"] = "Не", "Рокот е погрешен."
    folder = root / QUARTER / "review" / "comments"
    folder.mkdir()
    book.save(folder / "од МП.xlsx")
    member = review(root)["members"]["MP"]
    assert member["answer"] == "comments"
    assert "Рокот е погрешен." in member["comments"]


def test_the_board_says_who_was_shown_the_draft(root: Path) -> None:
    review(root, "--shown", "OP")
    board = answer("-C", root, "status", QUARTER, "--as-of", DAY)
    shown = {item["institution"]: item["shown"] for item in board["institutions"]}
    assert shown["OP"] == DAY
    assert shown["MVR"] is None


def test_an_unknown_member_is_refused(root: Path) -> None:
    done = run("-C", root, "review", QUARTER, "--shown", "XYZ")
    assert done.exit_code == 1
    assert "XYZ" in done.stderr


def test_what_is_hidden_after_it_was_published_is_withdrawn_and_told_by_no_file(
    published: Path,
) -> None:
    """Also where the indicator counts no persons, and through all files on the disk."""
    fill(published, "OP", {**OPEN_GATE, ("3.6.7.1", "value"): 4711234})
    assert publish(published, "--override", "исправка").exit_code == 0
    spaced = "4711234", "4.711.234", "4 711 234", "4\u00a0711\u00a0234", "4,711,234"
    assert any(form.encode() in public(published)["notification.mk.md"] for form in spaced)
    with (published / "disclosure.csv").open("a", encoding="utf-8") as lines:
        lines.write(f"{QUARTER},,3.6.7.1,OP,hide,,,,,по барање,ОП,2022-10-14,,\n")
    later = shutil.copytree(published / QUARTER, published / "2022-Q4")  # tells the value before
    done = said(published, "--override", "повлекување")
    assert (done["published"], done["telling"]) == (True, [later.name])
    for name, data in public(published).items():
        text = unpacked(name, data).decode("utf-8", "replace")
        assert not any(form in text for form in spaced), name
    tables = ovp.read_public(published / QUARTER / "public")
    own = tables["indicators"][tables["indicators"]["indicator"] == "3.6.7.1"]
    assert list(own["flag"].astype(str)) == ["c"]
    assert tables["revisions"]["withdrawn"].fillna(value=False).any()


def test_a_quarter_that_was_moved_away_is_still_remembered(tmp_path: Path) -> None:
    root = copied(tried, tmp_path)
    first = (root / "released.csv").read_bytes()
    decided = read_memory(root / "disclosure.csv").decided("hide")
    shutil.move(root / QUARTER, tmp_path / "archive")
    kept = read_released(WorkspaceFolder(root))
    assert to_csv(kept).encode() == first
    assert set(kept["quarter"]) == {QUARTER}
    assert {line.quarter for line in decided} <= {QUARTER}


def test_the_same_release_twice_is_remembered_once(tmp_path: Path) -> None:
    root = copied(tried, tmp_path)
    first = (root / "released.csv").read_bytes()
    publish(root, "--override", "проба")
    assert (root / "released.csv").read_bytes() == first


@pytest.mark.parametrize("lost", ["", "public", "release.csv"])
@pytest.mark.parametrize("is_remembered", [True, False])
def test_a_published_quarter_that_is_not_remembered_stops_publication(
    tmp_path: Path, lost: str, is_remembered: bool
) -> None:
    root = copied(tried, tmp_path)
    if lost:
        shutil.move(root / QUARTER / lost, tmp_path / "lost")
    if not is_remembered:
        (root / "released.csv").unlink()
    before = public(root)
    done = publish(root, "--override", "проба")
    assert (done.exit_code == 0) is is_remembered
    if not is_remembered:
        assert QUARTER in done.stderr
        assert "released.csv" in done.stderr
        assert public(root) == before


def test_releases_of_before_the_file_are_taken_into_it(tmp_path: Path) -> None:
    root = copied(tried, tmp_path)
    older = root / QUARTER / "released" / "000001.csv"
    older.parent.mkdir()
    shutil.copy(root / QUARTER / "public/data/indicators.csv", older)
    (root / "released.csv").unlink()
    publish(root, "--override", "проба")
    kept = read_released(WorkspaceFolder(root))
    assert sorted(set(kept["release"])) in ([1], [1, 2])
    assert set(kept["quarter"]) == {QUARTER}


# ------------------------------------------------------------------ the draft is what is published

OF_PERSONS: dict[tuple[str, str], str | float] = {
    ("3.6.4", "status"): "Ограничено",
    ("3.6.4", "progress"): "Обучени се седум адвокати од Тетово.",
    ("3.6.4.1", "value"): 3,
}


def _drafted(root: Path) -> dict[str, bytes]:
    fill(root, "MP", OF_PERSONS)
    review(root, "--shown", "all")
    folder = root / QUARTER / "review" / "draft-1"
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_draft_masks_what_will_not_be_published_and_each_member_sees_its_own(
    root: Path,
) -> None:
    files = _drafted(root)
    text = "Обучени се седум адвокати".encode()
    drafts = {name: unpacked(name, data) for name, data in files.items()}
    words = {name for name, data in drafts.items() if name.endswith(".docx") and text in data}
    own = {name for name, data in drafts.items() if name.endswith(".xlsx") and text in data}
    assert words == set()
    assert {name.split("_")[3] for name in own} == {"MP"}


def test_the_mail_with_the_draft_shows_nobody_what_will_not_be_published(root: Path) -> None:
    fill(root, "MP", OF_PERSONS)
    done = run("-C", root, "remind", QUARTER, "--as-of", DAY, "--kind", "comments")
    assert done.exit_code == 0, done.stderr
    mails = [message_from_bytes(path.read_bytes(), policy=default)
             for path in (root / QUARTER / "mail").glob("*_comments.eml")]  # fmt: skip
    pages = [
        cast(bytes, part.get_payload(decode=True)).decode("utf-8")
        for mail in mails
        for part in mail.iter_attachments()
    ]
    assert pages
    assert not any("Обучени се седум адвокати" in page for page in pages)
    assert any("не се објавува" in page for page in pages)


def test_after_an_override_the_last_line_says_that_it_is_published(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And before it, where that took too long to find out, of which indicators all is hidden."""
    monkeypatch.setattr("ovpsheets.disclosure.search.MOST_STEPS", -1)
    fill(root, "MP", {**JUSTICE, ("3.6.4.1", "value"): 3})
    said, _, _ = publish(root, "--override", "рок").stdout.partition("Следен чекор")
    assert said.rstrip().splitlines()[-1].startswith("Објавено")
    assert "За 3.6.4.1 во овој квартал се скриени" in " ".join(said.split())
