"""Every promise in the list of products is kept, whatever members type and call their files.

The tests go over the list: what is added to it is guarded without anybody remembering.
"""

import csv
import io
import itertools
import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from cli_runs import AS_OF, QUARTER, run, with_forms
from made import case_report
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet
from output_guards import guard, guard_metadata, guard_unseen, is_in, parts, words

from ovpsheets.files import sha256
from ovpsheets.quarter import Quarter
from ovpsheets.release.public_files import PROMISE as PUBLIC
from ovpsheets.results.mail import PROMISE as MAIL
from ovpsheets.results.product import Product, Promise
from ovpsheets.results.products import OURS, PRODUCTS, made
from ovpsheets.results.report import provenance, told_again
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES
from ovpsheets.workspace.review import PROMISE as DRAFT

USER: Final = "korisnik-ana"
MACHINE: Final = "masina-na-ana"

HOSTILE: Final = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "＝1+1", "'=1+1",
    '=HYPERLINK("http://evil.example","кликни")', "=cmd|' /C calc'!A0",
    "=WEBSERVICE(\"http://evil.example\")", "javascript:alert(1)", "file:///etc/passwd",
    "\\\\server\\share\\a.docx", "mailto:ana@example.mk", "internal:'x'!A1", "external:a.xlsx",
    "http://evil.example/а", "www.evil.example", "http://a.example и http://b.example",
    "<script>alert(1)</script>", '<img src=x onerror="alert(1)">', "<iframe src=//evil.example>",
    "</td></table><a href='http://evil.example'>x</a>", "<!-- x", "&lt;b&gt;", "{{ 7*7 }}{% x %}",
    "<r><t>x</t></r>", "_x0041_ _x000D_", "[x](javascript:alert(1))", "![x](http://evil.example)",
    "<http://evil.example>", "[x]: http://evil.example", "a | b || c", "`код` ``` ~~~",
    "# злонамерен", "злонамерен\n===", "- ставка\n\n    код", "1. ред", "> цитат",
    "**x** __y__ ~~z~~",
    "\u202egpj.exe", "\u2066x", "ѕвоно\n\x07\x1b[31m",
    "a\u200bb", "два\nреда\r\nтри\rчетири", "]]>", "$x$ &amp;",
)  # fmt: skip

ADDRESSES: Final = tuple(text for text in HOSTILE if re.search(r"evil|:|\\\\", text))
"""For the one column whose addresses become links."""

TYPED: Final = re.compile(r"evil\.example|злонамерен|[=+-]1\+1|gpj\.exe|7\*7|\[x\][(:]")
"""What shows that a text of these has come somewhere."""

FREE: Final = ("progress", "explanation", "source", "note", "status", "value")


def hostile_return(form: Path, into: Path, texts: Mapping[str, Iterator[str]]) -> None:
    """Type one hostile text after another into a form's fields and into a sheet of its own."""
    book = openpyxl.load_workbook(form)
    for sheet in book.worksheets:
        type_into(sheet, texts)
    extra = book.create_sheet("=1+1 <b>&")
    for row, text in enumerate(HOSTILE, start=1):
        type_text(extra.cell(row, 1), text)
    book.save(into)


def type_text(cell: Cell | MergedCell, text: str) -> None:
    assert isinstance(cell, Cell)
    # As Excel saves it: "_x0041_" typed by hand, and "=1+1" in a cell of format text.
    text = re.sub("(?=_x[0-9A-F]{4}_)", "_x005F", text)
    cell.value = re.sub("[\x01-\x08\x0e-\x1f]", lambda sign: f"_x{ord(sign[0]):04X}_", text)
    cell.data_type = "s"


def type_into(sheet: Worksheet, texts: Mapping[str, Iterator[str]]) -> None:
    rows = list(sheet.iter_rows())
    keys = next((row for row in rows if row[0].value == "code"), ())
    for row in rows:
        if re.fullmatch(r"\d[\d.]+", str(row[0].value or "")):
            for key, cell in zip(keys, row, strict=False):
                if key.value in texts:
                    type_text(cell, next(texts[str(key.value)]))


@dataclass(frozen=True)
class Writ:
    """A workspace whose members typed what they should not have, after every command."""

    root: Path
    files: Mapping[str, Mapping[str, bytes]]  # folder of the quarter → name → content

    @property
    def results(self) -> Path:
        return self.root / QUARTER / "results"

    def of(self, promise: Promise) -> dict[str, bytes]:
        files = self.files[FOLDERS[promise.name]]
        return {name: data for name, data in files.items() if promise.owns(name)}


FOLDERS: Final = {
    **{product.name: "results" for product in PRODUCTS},
    MAIL.name: "mail",
    DRAFT.name: "review",
    PUBLIC.name: "public",
}

PROMISES: Final[tuple[Promise, ...]] = (*PRODUCTS, MAIL, DRAFT, PUBLIC)

REGISTERS: Final = {"results": OURS, "review": ("drafts.csv", "shown.csv", "written.csv"),
                    "mail": ("written.csv",), "public": ("written.csv",)}  # fmt: skip
"""What else lies in a folder: it is remembered there, and goes nowhere."""

NOT_HERE: Final = {
    "corrections/{institution}.xlsm": "no member returned a workbook with macros",
    "data/totals.csv": "nobody reports a share of a sum",
    "draft-{number}/OVP_{plan}_{quarter}_D{number}.{commitment}.{language}.docx": "small plan",
    "commitments/{commitment}/notification.{language}.md": "the plan has one commitment",
    "commitments/{commitment}/portal.{language}.txt": "the plan has one commitment",
    "commitments/{commitment}/notification.{language}.html": "the plan has one commitment",
    "commitments/{commitment}/notification.{language}.docx": "the plan has one commitment",
    "commitments/{commitment}/dashboard.{language}.html": "small plan",
    "dashboard.{commitment}.{language}.html": "small plan",
    "data/{table}.parquet": "pyarrow need not be installed",
}
"""Files that are promised and that this workspace does not need, and why."""

each_promise = pytest.mark.parametrize("promise", PROMISES, ids=lambda own: own.name)
each_product = pytest.mark.parametrize("product", PRODUCTS, ids=lambda own: own.name)


@pytest.fixture(scope="module")
def writ(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writ]:
    folder = tmp_path_factory.mktemp("inactive")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("USER", "LOGNAME", "USERNAME"):
            patch.setenv(name, USER)
        patch.setattr(platform, "node", lambda: MACHINE)
        root = with_forms(folder)
        hostile_returns(root)
        with pytest.MonkeyPatch.context() as few:  # so that what a large quarter has is written
            few.setattr(provenance, "MOST_ROWS", 3)
            few.setattr(told_again, "MOST_ROWS", 3)
            merged = run("-C", root, "merge", QUARTER, "--as-of", AS_OF, "--all")
        assert merged.exit_code == 0, merged.stderr
        assert not re.search("[\u202e\x1b\x01]", merged.stdout)
        for command in (("note", "--commitment", "3.6"), ("remind",), ("review", "--shown", "all")):
            done = run("-C", root, command[0], QUARTER, *command[1:], "--as-of", AS_OF)
            assert done.exit_code == 0, done.stderr
        published(root)
        yield Writ(root, {name: read(root / QUARTER / name) for name in FOLDERS.values()})


def hostile_returns(root: Path) -> None:
    returns, shared = root / QUARTER / "returns", itertools.cycle(HOSTILE)
    texts = dict.fromkeys(FREE, shared) | {"evidence": itertools.cycle(ADDRESSES)}
    texts["status"] = itertools.cycle(("Ограничено", "=1+1"))
    for number, form in enumerate(sorted((root / QUARTER / "forms").glob("*.xlsx"))[:-1]):
        name = ("=1+1 ({}).xlsx", "@x [a](b) {}.xlsx", "-a&b 'x' #{}.xlsx")[number % 3]
        hostile_return(form, returns / name.format(number), texts)
    if sys.platform == "linux":  # names that only there can exist
        for strange in (b"\xcf\xf0\xe8.xlsx", b"a\nb\x01\xe2\x80\xae\x1b[31m.xlsx"):
            Path(os.fsdecode(os.fsencode(returns) + b"/" + strange)).write_bytes(b"?")


def published(root: Path) -> None:
    """Publish in spite of everything, with a yes to every question."""
    command = ("-C", root, "publish", QUARTER, "--as-of", AS_OF, "--override", "проба")
    if run(*command).exit_code:
        path = root / "disclosure.csv"
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
        out = io.StringIO()
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {"answer": "да" if row["decision"] == "ask" else ""} for row in rows)
        path.write_text(out.getvalue(), encoding="utf-8")
        again = run(*command)
        assert again.exit_code == 0, again.stderr


def read(folder: Path) -> dict[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


# ------------------------------------------------------------------ over the list


def test_every_file_that_is_written_is_promised_once(writ: Writ) -> None:
    for folder, files in writ.files.items():
        promises = [own for own in PROMISES if FOLDERS[own.name] == folder]
        for name in files:
            if name.split("/")[0] not in REGISTERS[folder]:
                assert sum(own.owns(name) for own in promises) == 1, (folder, name)


@each_promise
def test_every_file_that_is_promised_is_written(writ: Writ, promise: Promise) -> None:
    files = writ.of(promise)
    for pattern in promise.files:
        own = replace(promise, files=(pattern,))
        assert pattern in NOT_HERE or any(map(own.owns, files)), pattern


@each_promise
def test_nothing_that_a_member_typed_is_active(writ: Writ, promise: Promise) -> None:
    for name, data in writ.of(promise).items():
        guard(name, data)


@pytest.mark.parametrize("promise", [DRAFT, PUBLIC], ids=lambda own: own.name)
def test_nothing_unseen_turns_or_steers_what_the_public_sees(writ: Writ, promise: Promise) -> None:
    files = writ.of(promise)
    shown = {name for name, data in files.items() if "[U+" in words(name, data)}
    assert shown, "nothing of the kind came so far"
    for name, data in files.items():
        if not name.endswith(".parquet"):
            guard_unseen(name, data)


def test_what_was_typed_stays_as_it_was_in_the_ledger(writ: Writ) -> None:
    rows = (writ.results / "data" / "unplaced.csv").read_text(encoding="utf-8")
    assert "\u202egpj.exe" in rows
    assert "\x07\x1b[31m" in rows


@each_promise
def test_where_no_member_text_is_promised_there_is_none(writ: Writ, promise: Promise) -> None:
    said = "\n".join(words(name, data) for name, data in writ.of(promise).items())
    assert promise.member_text is bool(TYPED.search(said))


@each_promise
def test_no_document_says_who_made_it_where_and_when(writ: Writ, promise: Promise) -> None:
    for name, data in writ.of(promise).items():
        if promise.metadata == "member":
            assert properties(data) in members_own(writ.root)
        else:
            guard_metadata(name, data)


def properties(data: bytes) -> bytes:
    return dict(parts(data))["docProps/core.xml"]


def members_own(root: Path) -> set[bytes]:
    """What stands in the properties of the forms that came back, and of those we made."""
    own = (root / QUARTER).glob("returns/*.xlsx"), (root / QUARTER).glob("forms/*.xlsx")
    return {properties(p.read_bytes()) for p in itertools.chain(*own) if p.stat().st_size > 1}


@each_promise
def test_every_file_is_in_its_language(writ: Writ, promise: Promise) -> None:
    for name, data in writ.of(promise).items():
        if named := promise.language_of(name):
            quarters = {la: Texts(la).quarter(Quarter.parse(QUARTER)) for la in LANGUAGES}
            found = [la for la in LANGUAGES if is_in(la, quarters[la], name, data)]
            assert found == [named], name


@each_promise
def test_what_is_in_every_language_of_the_plan_is_in_each(writ: Writ, promise: Promise) -> None:
    found = {promise.language_of(name) for name in writ.of(promise)} - {""}
    assert promise.language != "plan" or found == set(LANGUAGES)


@each_promise
def test_no_output_names_the_person_the_machine_or_the_folder(writ: Writ, promise: Promise) -> None:
    private = (USER, MACHINE, str(writ.root), str(Path.home()) + "/")
    for name, data in writ.of(promise).items():
        packed = name.endswith((".xlsx", ".docx"))
        for part, content in parts(data) if packed else ((name, data),):
            for word in private:
                assert word.encode("utf-8") not in content, (name, part, word)


@each_product
def test_the_same_report_gives_the_same_bytes_to_another_user_elsewhere(
    elsewhere: Mapping[str, str], product: Product
) -> None:
    here = digests(product)
    assert here == {name: digest for name, digest in elsewhere.items() if product.owns(name)}


@pytest.fixture(scope="module")
def elsewhere() -> Mapping[str, str]:
    """Return what another process says: another user, zone, language, order of hashes."""
    code = "import packing, test_outputs as t; packing.pack_fast(); t.print_digests()"
    surroundings = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "USER": "druga", "LANG": "C"}
    done = subprocess.run(
        (sys.executable, "-c", code), cwd=Path(__file__).parent, env=os.environ | surroundings,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, str] = json.loads(done.stdout)
    return found


def digests(product: Product) -> dict[str, str]:
    return {name: sha256(data) for name, data in made((product,), case_report())}


def print_digests() -> None:
    print(json.dumps({n: d for product in PRODUCTS for n, d in digests(product).items()}))


def test_an_ending_that_nobody_guards_is_a_fault() -> None:
    with pytest.raises(AssertionError, match=r"nobody guards \.pdf"):
        guard("card.pdf", b"")


# ------------------------------------------------------------------ of single files


def cells(writ: Writ) -> list[Cell]:
    book = openpyxl.load_workbook(writ.results / "consolidated.xlsx")
    found = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return [cell for cell in found if isinstance(cell, Cell)]


def test_every_hostile_text_reached_the_workbook(writ: Writ) -> None:
    shown = "\n".join(str(cell.value) for cell in cells(writ))
    assert not [text for text in HOSTILE if text.split("\n")[0] not in shown]


def test_the_addresses_of_evidence_are_links_in_the_workbook(writ: Writ) -> None:
    links = [cell.hyperlink for cell in cells(writ) if cell.hyperlink]
    targets = {link.target for link in links if link.target}  # without one: a sheet of ours
    web = {target for target in targets if target.startswith(("http://", "https://"))}
    assert web == {"http://evil.example/а", "http://evil.example"}
