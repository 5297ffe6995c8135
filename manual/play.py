"""A manual is played: every command is typed, and what is done by hand is done.

At each picture what it shows is kept as it is at that moment: so the picture of a list of tasks
is of the list that the commands before it made.
"""

import io
import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir
from dataclasses import dataclass, field
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any, Final

import openpyxl
from click.testing import CliRunner
from ovpsheets.examples.plan_tables import EXTRA_COLUMNS, EXTRA_SHEETS, tables

from manual.shots import SHOTS, kept_as
from manual.source import FOLDER, blocks, words_of
from ovpsheets.cli import main
from ovpsheets.plan.write_plan import write_plan
from ovpsheets.texts import Texts
from ovpsheets.words import Language

QUARTER: Final = "2022-Q3"
_BEGIN, _IN, _AFTER, _LAST = "2022-10-03", "2022-10-10", "2022-10-12", "2022-10-15"
_SENT: Final = "Fri, 07 Oct 2022 11:20:00 +0200"
_RETURNED: Final = ("OP", "MP", "MVR", "MZ", "NK")
_HALF: Final = "MTSP"

Cells = Mapping[str, Any]


@cache
def _story() -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / "play.toml").read_text(encoding="utf-8"))


@dataclass
class Play:
    """Somebody who does what a manual says, in a folder of its own.

    ``kept``: picture → what it is made of; ``said``: what each command wrote. ``demo`` takes the
    place of the command of its name, which takes long, where somebody has its result.
    """

    folder: Path
    language: Language
    demo: Callable[[], str] | None = None
    day: str = _BEGIN
    kept: dict[str, Path] = field(default_factory=dict)
    said: list[tuple[str, str]] = field(default_factory=list)

    def follow(self, text: str) -> None:
        """Do what a source says from its first block to its last."""
        for block in blocks(text):
            match block.kind:
                case "typed":
                    for line in block.text.splitlines():
                        self._type(line.split("  #")[0].strip())
                case "hand":
                    _BY_HAND[block.text](self)
                case "picture":
                    self._keep(Path(block.text).stem)

    @property
    def quarter(self) -> Path:
        """The folder of the quarter."""
        return self.folder / QUARTER

    def texts(self, key: str) -> str:
        """Return a text of the product."""
        return Texts(self.language)(key)

    def _type(self, line: str) -> None:
        if line.startswith("cd "):
            self.folder /= line.removeprefix("cd ")
            return
        words = words_of(line)
        if words is None or not line:
            return  # pip: the packaging test does what it does
        if words.split()[:1] == ["demo"] and self.demo:
            self.said.append((line, self.demo()))
            return
        with chdir(self.folder):
            done = CliRunner().invoke(main, self._dated(words), input="y\n")
        if done.exit_code:
            raise RuntimeError(f"{line}\n{done.stdout}\n{done.stderr}")
        self.said.append((line, done.stdout))

    def _dated(self, words: str) -> list[str]:
        """Return what is typed with the day on which it is, where a command takes one."""
        typed = words.split() or ["next", "--look"]  # which is what it does
        name = next((word for word in typed if word in main.commands), "")
        takes = name and any("--as-of" in own.opts for own in main.commands[name].params)
        return [*typed, "--as-of", self.day] if takes else typed

    def _keep(self, name: str) -> None:
        shot = SHOTS[name]
        source = kept_as(shot, self)
        target = self.folder.parent / "kept" / f"{name}{source.suffix}"
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(source, target)
        self.kept[name] = target

    def filled(self, institution: str) -> bytes:
        """Return the form of an institution with its answers."""
        form = self.quarter / "forms" / f"OVP_NAP5_{QUARTER}_{institution}_R1.xlsx"
        target = self.folder.parent / f"{institution}.xlsx"
        book = openpyxl.load_workbook(form)
        for at, answer in _story()["answers"][institution].items():
            code, column = at.split()
            _type_into(book, code, column, self._word(answer))
        book.save(target)
        return target.read_bytes()

    def completed(self, correction: Path, institution: str, count: int) -> bytes:
        """Return a correction in which the first *count* things asked for were completed."""
        book = openpyxl.load_workbook(correction)
        for at, answer in list(_story()["completed"][institution].items())[:count]:
            code, column = at.split()
            _type_into(book, code, column, self._word(answer))
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def _word(self, answer: Any) -> Any:
        if isinstance(answer, dict):
            return answer[self.language]
        return self.texts(answer[1:]) if str(answer).startswith("=") else answer


def _type_into(book: Any, code: str, column: str, value: Any) -> None:
    """Type *value* where the row of *code* and *column* meet, on whichever sheet that is."""
    (cell,) = (
        sheet[f"{key.column_letter}{row.row}"]
        for sheet in book.worksheets
        for keys in sheet.iter_rows()
        if keys[0].value == "code"
        for key in keys
        if key.value == column
        for row in sheet["A"]
        if row.value == code
    )
    cell.value = value


def _rows(sheet: Any, *needed: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table with a row of keys, key → cell."""
    rows = list(sheet.iter_rows())
    first = next(n for n, row in enumerate(rows) if {*needed} <= {cell.value for cell in row})
    keys = [cell.value for cell in rows[first]]
    for row in rows[first + 2 :]:  # below the keys stand the headings
        yield dict(zip(keys, row, strict=True))


# ------------------------------------------------------------------ what is done by hand


def fill_plan(play: Play) -> None:
    """Fill in the plan, its institutions speaking the language of the manual."""
    own = dict(tables())
    own["institutions"] = [{**row, "language": play.language} for row in own["institutions"]]
    data = write_plan(
        own, play.language, extra_columns=EXTRA_COLUMNS, extra_sheets=EXTRA_SHEETS
    )  # fmt: skip
    (play.folder / "plan.xlsx").write_bytes(data)


def _mails(play: Play) -> None:
    """Save the mails in which five institutions sent their form."""
    play.day = _IN
    folder = play.folder / "mails"
    folder.mkdir(exist_ok=True)
    for code in _RETURNED:
        mail = EmailMessage()
        mail["From"], mail["Date"] = f"ovp.{code.lower()}@example.mk", _SENT
        mail["Subject"] = QUARTER
        mail.set_content(_story()["said"]["mail"][play.language])
        name = f"OVP_NAP5_{QUARTER}_{code}_R1.xlsx"
        mail.add_attachment(play.filled(code), maintype="application", subtype="octet-stream",
                            filename=name)  # fmt: skip
        (folder / f"{code}.eml").write_bytes(bytes(mail))
    play.day = _AFTER


def _decide(play: Play) -> None:
    """Answer in the sheet of decisions, and say of each task that it is settled."""
    path = play.quarter / "results" / "consolidated.xlsx"
    book = openpyxl.load_workbook(path)
    for row in _rows(book[play.texts("consolidated.sheet.decisions.name")], "decision_id", "code"):
        if row["code"].value == "3.6.3.1":
            row["decision_value"].value = 90
            row["decision_reason"].value = _story()["said"]["decided"][play.language]
    for row in _rows(book[play.texts("consolidated.sheet.todo.name")], "id", "state"):
        if row["id"].value:
            row["state"].value = play.texts("consolidated.state.settled")
    book.save(path)


def _answer(play: Play) -> None:
    """Answer every question about persons with yes: it is to be protected."""
    path = play.quarter / "questions.xlsx"
    book = openpyxl.load_workbook(path)
    for row in _rows(book.worksheets[0], "id", "answer"):
        if row["id"].value:
            row["answer"].value = play.texts("words.yes")
    book.save(path)


def _comments(play: Play) -> None:
    """Wait until comments were due; none came."""
    play.day = _LAST


_BY_HAND: Final[Mapping[str, Callable[[Play], None]]] = {
    "plan": fill_plan,
    "mails": _mails,
    "decide": _decide,
    "answer": _answer,
    "comments": _comments,
}
"""What a source says is done by hand → who does it."""
