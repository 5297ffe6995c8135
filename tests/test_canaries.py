"""No hidden number, name or word stands in anything that leaves the office: public, mails, forms.

Figures and names that stand nowhere else are reported of persons by one body, through two
quarters, a publication again, what a member is sent of a draft, what the minister is handed, the
cards for calls and the board. Then every file of the workspace is read in all its bytes but those
that a list says to be the coordinator's own: what is new and stands in no list is looked into, too.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

import openpyxl
import pytest
from every_case import every
from plans import workbook
from public_bytes import said_in
from told_quarters import DAYS, IN_TIME, QUARTERS, Told, Typed, plan_text_of

from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.release.public_files import PROMISE as PUBLIC
from ovpsheets.results import minister, scorecards
from ovpsheets.results.mail import PROMISE as MAIL
from ovpsheets.results.narrative import compose
from ovpsheets.results.product import Promise
from ovpsheets.results.products import PRODUCTS
from ovpsheets.results.products import made as files_of
from ovpsheets.words import LANGUAGES, MAIL_KINDS
from ovpsheets.workspace.board import write_board
from ovpsheets.workspace.merge import read_quarter
from ovpsheets.workspace.note import note_quarter
from ovpsheets.workspace.remind import remind_quarter
from ovpsheets.workspace.review import PROMISE as DRAFT
from ovpsheets.workspace.review import review_quarter

THIRD, FOURTH = QUARTERS
TARGET: Final = 8317
FIGURES: Final = {THIRD: 6173, FOURTH: 7391}
FEW: Final = (TARGET, *FIGURES.values(), 7391 - 6173, TARGET - 7391)
"""Figures of persons, each hidden by the threshold, what they grew by and what is left to do."""

NAMES: Final = ("Пробна", "Ресен", "mara.probna@example.mk", "070 555 013")
PROGRESS: Final = "Сместена е Мара Пробна од Ресен"
CONTACT: Final = "Верица Пробна, mara.probna@example.mk, 070 555 013"

INTERNAL: Final = (
    "plan.xlsx", "disclosure.csv", "released.csv", ".cache/*", ".ovpsheets.log",
    "ovpsheets.toml",
    "*/issued/*", "*/published/*", "*/closed/*", "*/returns/*", "*/questions.xlsx", "*.csv",
    "*/results/consolidated.xlsx", "*/results/summary.*", "*/results/portal.*",
    "*/results/data/*", "*/results/shown/*",
)  # fmt: skip
"""The coordinator's own: what leaves no office. Of CSV only what is in ``public`` goes out."""


def plan() -> str:
    text = plan_text_of("mk")
    for old, new in (
        ("languages   | mk", "languages | mk; sq; en\n                threshold | 9000\n"
         "                threshold_breakdown | 9000"),
        ("| victims | 0 | 90 | yes |", f"| victims | 0 | {TARGET} | yes |"),
    ):  # fmt: skip
        assert old in text, old
        text = text.replace(old, new)
    return text


def give(made: Told, quarter: str) -> None:
    row: Typed = {"status": "Ограничено", "progress": PROGRESS, "explanation": PROGRESS,
                  "evidence": PROGRESS}  # fmt: skip
    own: Typed = {"value": float(FIGURES[quarter]), "note": PROGRESS, "source": PROGRESS}
    made.give(quarter, "MC", {"1.2.1": row, "1.2.1.1": own}, IN_TIME[quarter])
    path = made.form(quarter, "MC")
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    for sheet in book.worksheets[:4]:
        sheet["Z40"] = CONTACT
    book.save(path)
    made.give(quarter, "MA", {"1.1.1": {"status": "Ограничено"}, "1.1.1.1": {"value": 7.0}},
              IN_TIME[quarter])  # fmt: skip
    made.give(quarter, "MD", {"1.2.1.2": {"value": 5.0}}, IN_TIME[quarter])


@cache
def played() -> Path:
    """Play two quarters: forms, returns, drafts, mails, publications, and one again."""
    folder = Path(mkdtemp())
    made = Told(folder, "mk")
    reading = made.reading
    (folder / "plan.xlsx").write_bytes(workbook(plan()))
    for name in QUARTERS:
        own = made.quarter(name)
        made.generate(name)
        give(made, name)
        made.publish(name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compose, "LARGE", 1)  # the draft in parts, as of a large plan
        review_quarter(made.workspace, own, DAYS[FOURTH], "mk", shown=("all",), reading=reading)
    for kind in MAIL_KINDS:
        remind_quarter(made.workspace, own, DAYS[FOURTH], "mk", kind=kind, reading=reading)
    note_quarter(made.workspace, own, DAYS[FOURTH], "mk")
    hand_over(made, reading)
    made.answer("no")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compose, "LARGE", 1)  # and the public pages in parts
        made.publish(THIRD)
    return folder


def hand_over(made: Told, reading: ReadingOptions) -> None:
    """Write what is made when somebody asks for it and is shown to others than the coordinator."""
    merged = read_quarter(made.workspace, made.quarter(FOURTH), DAYS[FOURTH], "mk", reading=reading)
    for name, data in files_of((minister.PRODUCT, scorecards.PRODUCT), merged):
        (made.root / FOURTH / "results" / name).write_bytes(data)
    for language in LANGUAGES:
        board = write_board(made.workspace, DAYS[FOURTH], language)
        board.replace(board.with_name(f"board.{language}.html"))


def leaving(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file that leaves the office for others than who reported the figures."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not is_internal(name) and "MC" not in path.name:
            yield name, path.read_bytes()


def is_internal(name: str) -> bool:
    return "/public/" not in name and any(fnmatch(name, own) for own in INTERNAL)


@cache
def out() -> Mapping[str, bytes]:
    return dict(leaving(played()))


def spelled(number: int) -> re.Pattern[str]:
    """Return a number as programs and people write it: 6173, 6.173, 6 173, 6,173.0."""
    figures = f"{number}"
    between = "[.,'’ \u00a0\u2009\u202f]?"
    return re.compile(rf"(?<!\d){figures[0]}{between}{figures[1:]}(?!\d)")


@cache
def said_outside() -> str:
    """Return all that leaves the office in one text, each piece with its place before it."""
    return as_one(out())


def as_one(files: Mapping[str, bytes]) -> str:
    return "\n".join(f"{place}\t{text}" for place, text in said_in(files))


def told(text: str, *patterns: re.Pattern[str]) -> list[str]:
    return [
        text[max(found.start() - 300, 0) : found.end() + 30]
        for pattern in patterns
        for found in pattern.finditer(text)
    ]


def test_no_hidden_figure_of_persons_leaves_the_office() -> None:
    assert told(said_outside(), *map(spelled, FEW)) == []


def test_no_name_of_whom_nobody_said_yes_to_leaves_the_office() -> None:
    assert told(said_outside(), *(re.compile(re.escape(name), re.I) for name in NAMES)) == []


def test_all_that_is_sent_and_published_is_looked_into() -> None:
    names = set(out())
    for quarter in QUARTERS:
        for language in LANGUAGES:
            public = f"{quarter}/public"
            assert {
                f"{public}/notification.{language}.{end}" for end in ("md", "html", "docx")
            } < names
            assert {
                f"{public}/{own}.{language}.{end}"
                for own, end in (("portal", "txt"), ("tables", "xlsx"))
            } < names
        assert f"{quarter}/public/data/indicators.csv" in names
        apart = f"{quarter}/public/commitments/1.1/dashboard.mk.html"
        assert (apart in names) is (quarter == THIRD)
        for who in ("MA", "MB", "MD"):
            assert f"{quarter}/forms/OVP_TOLD_{quarter}_{who}_R1.xlsx" in names
    assert f"{FOURTH}/results/note.mk.docx" in names
    for language in LANGUAGES:
        assert {f"board.{language}.html", f"{FOURTH}/results/scorecards.{language}.xlsx"} < names
    for who in ("MA", "MB", "MD"):
        assert f"{FOURTH}/mail/{who}_comments.eml" in names
        assert f"{FOURTH}/review/draft-1/OVP_TOLD_{FOURTH}_{who}_D1.xlsx" in names


OUTSIDE: Final = tuple(
    own for own in (*PRODUCTS, MAIL, DRAFT, PUBLIC) if own.audience != "coordinator"
)
NOT_PLAYED: Final = ("corrections/{institution}.xlsm", "note.{commitment}.{language}.docx")
"""What needs a workbook with macros, or is the note again, of one commitment alone."""


@pytest.mark.parametrize("promise", OUTSIDE, ids=lambda own: own.name)
def test_whatever_is_promised_to_members_or_the_public_is_looked_into(promise: Promise) -> None:
    """Who adds such a file plays it here, too: else nobody has looked for what it may tell."""
    names = [name.split("/", 2)[-1] for name in out()]
    for file in set(promise.files) - set(NOT_PLAYED):
        assert any(replace(promise, files=(file,)).owns(name) for name in names), file


def test_the_search_bites() -> None:
    """In what only the body itself and the coordinator have, all of it is found."""
    own = as_one({
        path.relative_to(played()).as_posix(): path.read_bytes()
        for path in played().rglob("*")
        if path.is_file() and (path.name == "consolidated.xlsx" or "MC_" in path.name)
    })  # fmt: skip
    for number in (*FIGURES.values(), TARGET):
        assert told(own, spelled(number)), number
    for name in NAMES[:3]:
        assert told(own, re.compile(name)), name


@every("text", ["6173", "6.173", "6,173", "6 173", "6\u202f173", "=6173.0"])
def test_a_number_is_found_however_it_is_spelled(text: str) -> None:
    assert spelled(6173).search(text)
    assert not spelled(6173).search(f"1{text.lstrip('=')}")
