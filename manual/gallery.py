"""Make docs/gallery.md and its pictures: ``python -m manual.gallery``.

Every picture is of what the product writes: the example in each language, and the large case
with 60 institutions and 2,400 activities. Needs LibreOffice, poppler and Chromium.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from click.testing import CliRunner

import ovpsheets as ovp
from benchmarks.make import QUARTER as LARGE_QUARTER
from benchmarks.make import answers, the_plan
from manual.__main__ import browser
from manual.play import Play, fill_plan
from manual.shots import Shot, draw, printed
from manual.source import FOLDER
from ovpsheets.cli import main as command
from ovpsheets.forms.from_due import form_content
from ovpsheets.forms.identity import FormId
from ovpsheets.forms.workbook import form_workbook
from ovpsheets.languages import tags
from ovpsheets.plan.due import due
from ovpsheets.tables import Tables
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language
from ovpsheets.writing.look import look

BUILT: Final = FOLDER.parent / "docs" / "gallery"
_QUARTER, _DAY = "2022-Q3", "2022-10-12"
_BOOK: Final = f"{_QUARTER}/results/consolidated.xlsx"
_SPOKEN: Final = "spoken"
_ASKED: Final = "asked.xlsx"
"""The workbook of what is asked in the reader's language; of the large case its own."""
_INSTITUTIONS: Final = 60
_EARLIER: Final = 2
"""Quarters that the large case has before this one."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of the gallery: what it shows, what a reader asks it first, for whom it is."""

    name: str
    shot: Shot
    title: str
    question: str
    large: bool = field(default=False, kw_only=True)


def _sheet(key: str, high: float = 0.55, book: str = _BOOK) -> Shot:
    return Shot("sheet", book, f"consolidated.sheet.{key}.name", high)


def _cards(key: str, high: float) -> Shot:
    return Shot("sheet", _CARDS, f"scorecards.{key}", high)


_CARDS: Final = f"{_QUARTER}/results/scorecards.{{language}}.xlsx"


GALLERY: Final = (
    Shown("form", Shot("sheet", "MTSP.xlsx", "form.sheet.activities", 0.5),
          "The form", "A member: what am I to fill in?"),
    Shown("correction", Shot("sheet", f"{_SPOKEN}/{_QUARTER}/results/corrections/MP.xlsx",
                             high=0.42),
          "The correction, in the member's own file", "A member: what is missing, and where?"),
    Shown("correction-begun", Shot("sheet", f"{_SPOKEN}/MP-1.xlsx", high=0.42),
          "The same, when the first thing is done", "A member: what is left?"),
    Shown("correction-done", Shot("sheet", f"{_SPOKEN}/MP-4.xlsx", high=0.42),
          "The same, when all is done", "A member: can I send it?"),
    Shown("comments", Shot("sheet", f"{_SPOKEN}/{_QUARTER}/review/draft-1/OVP_*_MVR_D1.xlsx",
                           "release.comments.sheet"),
          "Remarks on the draft", "A member: is it told as we reported it?"),
    Shown("overview", _sheet("overview"), "Overview",
          "The coordinator: how does the quarter stand?", large=True),
    Shown("matrix", _sheet("matrix"), "Matrix",
          "The coordinator: where is each activity?", large=True),
    Shown("timeline", _sheet("timeline"), "Timeline of deadlines",
          "The coordinator: which deadlines slipped, and how far?", large=True),
    Shown("todo", _sheet("todo", book=_ASKED), "To do",
          "The coordinator: what do I ask, and of whom, first?", large=True),
    Shown("decisions", _sheet("decisions", 0.35, _ASKED), "Decisions",
          "The coordinator: what is to be settled, and what was?"),
    Shown("contents", _cards("contents", 0.6), "The list before the cards",
          "The coordinator: whom do I call first?", large=True),
    Shown("scorecards", _cards("sheet", 0.8), "A card for each institution",
          "The coordinator, at the telephone: how do they stand?", large=True),
    Shown("history", _sheet("history", 0.7), "History",
          "The coordinator: is it getting better?", large=True),
    Shown("minister", Shot("page", f"{_QUARTER}/results/minister.{{language}}.html", high=1.0),
          "The page for the minister", "The minister: how do we stand, and what is asked of me?"),
    Shown("note", Shot("sheet", f"{_QUARTER}/results/note.{{language}}.docx", high=1.25),
          "The working meeting's note", "The working group: what was reported, what follows?"),
    Shown("dashboard", Shot("page", f"{_QUARTER}/results/dashboard.{{language}}.html", high=0.9),
          "The quarters on one page", "The coordinator, and the public: is the plan moving?",
          large=True),
    Shown("notification",
          Shot("page", f"{_QUARTER}/public/notification.{{language}}.html", high=0.9),
          "The notification, published", "The public: what was done, and what not?"),
    Shown("notification-phone",
          Shot("page", f"{_QUARTER}/public/notification.{{language}}.html", high=2.0, wide=360),
          "The same on a telephone", "The public: what was done, and what not?"),
    Shown("board", Shot("page", "board.html", high=0.7),
          "The board", "The coordinator: what comes next?"),
)  # fmt: skip
"""What the gallery shows, in its order."""


def main(parts: list[str]) -> None:
    """Make the page and its pictures, or those of *parts*: languages, or ``large``."""
    with browser() as window, tempfile.TemporaryDirectory() as folder:
        for language in (own for own in LANGUAGES if not parts or own in parts):
            root = Path(folder, language)
            _example(root, language)
            _spoken(root, language)
            _draw(root, language, list(GALLERY), "", window)
        if not parts or "large" in parts:
            root = Path(folder, "large")
            _large(root)
            _draw(root, LANGUAGES[0], [own for own in GALLERY if own.large], "-60", window)
    (BUILT.parent / "gallery.md").write_text(page(), encoding="utf-8")


def page() -> str:
    """Return docs/gallery.md; a test holds it against the pictures that lie there."""
    lines = [_HEAD]
    for own in GALLERY:
        lines += [f"## {own.title}", "", f"{own.question}", ""]
        for language in LANGUAGES:
            lines += [f"![{own.title} ({language})](gallery/{own.name}.{language}.png)", ""]
        if own.large:
            lines += [
                f"With {_INSTITUTIONS} institutions and 2,400 activities:", "",
                f"![{own.title}, large plan](gallery/{own.name}-60.{LANGUAGES[0]}.png)", "",
            ]  # fmt: skip
    return "\n".join(lines)


_HEAD: Final = """# What it looks like

The October 2022 case, as `ovpsheets demo` makes it, in three languages; where it matters also a
plan of 60 institutions. Workbooks and documents as LibreOffice prints them, pages as Chromium
shows them; made by `python -m manual.gallery`. Under each title: whose first question it answers.
"""


def _example(root: Path, language: Language) -> None:
    """Play the example, with all documents, published against its open points."""
    _run("--lang", language, "demo", root)
    own = ("-C", root, "--lang", language)
    _run(*own, "merge", _QUARTER, "--all", "--as-of", _DAY)
    _run(*own, "publish", _QUARTER, "--as-of", _DAY, "--override", "for the gallery")


def _spoken(root: Path, language: Language) -> None:
    """Play what institutions get that speak *language*: a form, corrections, remarks."""
    play = Play(root / _SPOKEN, language)
    own = ("-C", play.folder, "--lang", language)
    _run("--lang", language, "init", play.folder)
    fill_plan(play)
    _run(*own, "generate", _QUARTER)
    returns = play.quarter / "returns"
    returns.mkdir(exist_ok=True)
    for institution in ("MVR", "MP"):
        (returns / f"{institution}.xlsx").write_bytes(play.filled(institution))
    play.filled("MTSP")
    for command_line in (("merge", _QUARTER), ("review", _QUARTER)):
        _run(*own, *command_line, "--as-of", _DAY)
    shutil.copyfile(play.quarter / "results" / "consolidated.xlsx", root / _ASKED)
    correction = play.quarter / "results" / "corrections" / "MP.xlsx"
    for count in (1, 4):
        done = play.completed(correction, "MP", count)
        (root / _SPOKEN / f"MP-{count}.xlsx").write_bytes(done)


def _run(*words: object) -> None:
    done = CliRunner().invoke(command, [str(word) for word in words])
    if done.exit_code:
        raise RuntimeError(f"{words}: {done.output}")


def _large(root: Path) -> None:
    """Play three quarters of a large plan, each of which has more done than the one before."""
    plan, quarters = the_plan(_INSTITUTIONS), [LARGE_QUARTER]
    for _ in range(_EARLIER):
        quarters.insert(0, quarters[0].previous())
    for behind, quarter in zip(range(_EARLIER, -1, -1), quarters, strict=True):
        history = ovp.history(root) if behind < _EARLIER else None
        returns = dict(_returned(plan, quarter, behind, history))
        day = quarter.end + timedelta(days=12)
        came = quarter.end + timedelta(days=7)
        received = {sha256(data).hexdigest(): came for data in returns.values()}
        merged = ovp.merge(plan, quarter, returns, history=history, as_of=day, received=received)
        merged.write(root / str(quarter) / "results", documents=not behind)
    shutil.copyfile(root / _BOOK, root / _ASKED)


def _returned(
    plan: ovp.Plan, quarter: ovp.Quarter, behind: int, history: ovp.Tables | None
) -> Iterator[tuple[str, bytes]]:
    """Yield the forms that came: name and bytes. *behind*: quarters until the last one."""
    before = Tables.empty() if history is None else history
    status = Texts(plan.languages[0])("words.status.not_started")
    for number, item in enumerate(due(plan, quarter, before)):
        if number % 11 == 5 - behind:
            continue
        form_id = FormId(plan.code, quarter, item.institution, 1)
        content = form_content(plan, form_id, item, before)
        typed = answers(content, number)
        for place, line in enumerate(content.activities):
            if place % 3 < behind and f"activities/{line.code}/status" in typed:
                typed[f"activities/{line.code}/status"] = status
        for at, value in typed.items():
            if isinstance(value, float):
                typed[at] = max(0.0, value - 2.0 * behind)
        yield form_id.file_name, form_workbook(content, typed)


def _draw(root: Path, language: Language, shown: list[Shown], suffix: str, window: Any) -> None:
    own, texts = look(), Texts(language)
    values = {"colours": own.colours, "mono": own.mono}
    printed(
        sorted({p for s in shown if s.shot.kind == "sheet" for p in _files(root, s, language)}),
        root,
        tags(language).document,
    )
    for one in shown:
        (source,) = _files(root, one, language)
        if one.shot.kind == "sheet":
            source = root / f"{source.stem}.pdf"
        sheet = texts(one.shot.sheet) if one.shot.sheet else ""
        BUILT.mkdir(exist_ok=True)
        (BUILT / f"{one.name}{suffix}.{language}.png").write_bytes(
            draw(one.shot, source, sheet, window, values)
        )


def _files(root: Path, one: Shown, language: Language) -> list[Path]:
    found = sorted(root.glob(one.shot.file.format(language=language)))[:1]
    if not found:
        raise RuntimeError(f"nothing lies at {one.shot.file}")
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
