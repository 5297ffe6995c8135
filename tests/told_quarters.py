"""Quarters to be told of in public: a small plan, and what its institutions typed into their forms.

Everything is typed with openpyxl into the forms as they were issued, found by the keys and codes
that stand in them.
"""

import csv
import io
import os
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final

import openpyxl
from plans import plan_text, workbook
from returned_forms import workers

from ovpsheets.decision import Decision
from ovpsheets.decisions.file import decisions_csv
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.quarter import Quarter
from ovpsheets.words import Language
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.generate import generate_quarter
from ovpsheets.workspace.merge import merge_quarter
from ovpsheets.workspace.publish import publish_quarter

QUARTERS: Final = ("2022-Q3", "2022-Q4")
DAYS: Final = {"2022-Q3": date(2022, 10, 14), "2022-Q4": date(2023, 1, 14)}
IN_TIME: Final = {"2022-Q3": date(2022, 10, 7), "2022-Q4": date(2023, 1, 7)}
LATE: Final = {"2022-Q3": date(2022, 10, 12), "2022-Q4": date(2023, 1, 12)}
INSTITUTIONS: Final = ("MA", "MB", "MC", "MD")

Typed = Mapping[str, str | float]
"""What is typed into one row, by the key of the column."""


def plan_text_of(language: Language) -> str:
    """Return the plan as text, of which everything public is told in *language*.

    1.1.1 is overdue, and MB takes part; 1.1.2 ends in the third quarter, 1.1.3 begins in the
    fourth; 1.2.1 counts persons; MD is asked for an indicator only.
    """
    return plan_text(
        plan=f"""
                key         | value
                code        | TOLD
                title_{language} | Plan
                start       | 1.1.2022
                end         | 31.12.2023
                coordinator | MA
                languages   | {language}
            """,
        institutions=f"""
                code | name_{language} | short_{language} | language
                MA   | Ministry Alpha | Alpha | {language}
                MB   | Ministry Beta  | Beta  | {language}
                MC   | Ministry Gamma | Gamma | {language}
                MD   | Ministry Delta | Delta | {language}
            """,
        commitments=f"""
                code | title_{language}
                1.1  | Commitment One
                1.2  | Commitment Two
            """,
        activities=f"""
                code  | commitment | text_{language} | start | deadline | holder | co_holders
                1.1.1 | 1.1 | Mobile teams work in the field | 1.1.2022 | 30.6.2022 | MA | MB
                1.1.2 | 1.1 | A register is kept | 1.1.2022 | 30.9.2022 | MB |
                1.1.3 | 1.1 | A law is drafted | 1.10.2022 | 31.12.2023 | MA |
                1.2.1 | 1.2 | Victims are supported | 1.1.2022 | 31.12.2023 | MC |
            """,
        indicators=f"""
                code    | activity | text_{language} | kind | unit | baseline | target | persons | \
accumulation | reported_by
                1.1.1.1 | 1.1.1 | Number of teams | count | teams | 0 | 30 | no | quarterly | MA
                1.1.2.1 | 1.1.2 | State of the register | text | | | | no | | MB
                1.1.3.1 | 1.1.3 | Share of the draft | percent | | 0 | 80 | no | | MA
                1.2.1.1 | 1.2.1 | Victims supported | count | victims | 0 | 90 | yes | | MC
                1.2.1.2 | 1.2.1 | Meetings held | count | meetings | 0 | 40 | no | | MD
            """,
    )


class Told:
    """A workspace whose quarters are reported and published."""

    def __init__(self, folder: Path, language: Language, *, is_new: bool = True) -> None:
        self.root = folder
        self.language = language
        self.workspace = WorkspaceFolder(folder)
        if is_new:
            (folder / "plan.xlsx").write_bytes(workbook(plan_text_of(language)))

    @staticmethod
    def quarter(name: str) -> Quarter:
        """Return a quarter by its name."""
        return Quarter.parse(name)

    def form(self, quarter: str, who: str) -> Path:
        """Return where the returned form of an institution lies."""
        return self.root / quarter / "returns" / f"OVP_TOLD_{quarter}_{who}_R1.xlsx"

    def generate(self, quarter: str) -> None:
        """Make the forms of a quarter."""
        generate_quarter(self.workspace, Quarter.parse(quarter))

    def give(self, quarter: str, who: str, rows: Mapping[str, Typed], day: date) -> None:
        """Put the form of *who* among the returns: code → what is typed into its row."""
        target = self.form(quarter, who)
        source = self.root / quarter / "forms" / target.name
        if not source.is_file():  # nothing is due of it
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(filled(source.read_bytes(), rows))
        stamp = datetime(day.year, day.month, day.day, 12).timestamp()
        os.utime(target, (stamp, stamp))

    @property
    def reading(self) -> ReadingOptions:
        """As the commands read: what was recognised before is kept."""
        return ReadingOptions(executor=workers(), kept=self.workspace.kept)

    def publish(self, quarter: str, *, known: bool = True) -> Path:
        """Merge and publish a quarter, whatever stands in the way; return its public folder.

        *known*: the coordinator says of every file that it came on the day of its time stamp.
        """
        when, reading = DAYS[quarter], self.reading
        own = Quarter.parse(quarter)
        merge_quarter(self.workspace, own, when, self.language, reading=reading)
        register = self.root / quarter / "received.csv"
        if known and register.is_file():  # where nothing came there is none
            change_csv(register, saved="")
        done = publish_quarter(
            self.workspace, own, when, self.language, override="test", reading=reading
        )
        return done.folder

    def decide(self, quarter: str, what: str, code: str, who: str, value: str) -> None:
        """Let the coordinator decide about an answer."""
        decision = Decision(what, code, who, value, "told by telephone", "coordinator")
        (self.root / quarter / "decisions.csv").write_bytes(decisions_csv([decision]))

    def answer(self, word: str) -> None:
        """Answer every question about persons."""
        path = self.root / "disclosure.csv"
        if path.is_file():
            change_csv(path, only=("decision", "ask"), answer=word)


def change_csv(path: Path, only: tuple[str, str] | None = None, **values: str) -> None:
    """Write *values* into every row of a CSV file, or into those alone where a column says so."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        if only is None or row[only[0]] == only[1]:
            row.update(values)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")


def filled(form: bytes, rows: Mapping[str, Typed]) -> bytes:
    """Return a form in which *rows* were typed; codes it does not have are passed over."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    for sheet in book.worksheets:
        keys: dict[str, int] = {}
        for row in sheet.iter_rows():
            if row[0].value == "code":
                keys = {str(cell.value): place for place, cell in enumerate(row, 1) if cell.value}
            elif keys and (typed := rows.get(str(row[0].value))):
                for key, value in typed.items():
                    if key in keys:
                        row[keys[key] - 1].value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
