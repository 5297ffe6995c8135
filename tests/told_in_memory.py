"""Quarters that are answered and published without a file: what is typed, and what is then said.

The plan and what is typed are those of :mod:`told_quarters`; nothing here reads a workbook but
the plan's own.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import openpyxl
from plans import workbook
from returned_forms import read_of
from told_quarters import DAYS, IN_TIME, INSTITUTIONS, LATE, Typed, plan_text_of
from what_is_said import Sent, text_of

from ovpsheets.brief import MergeBrief
from ovpsheets.decisions.apply import decide
from ovpsheets.disclosure import Memory, Policy
from ovpsheets.forms.identity import FormId
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reconcile import reconcile
from ovpsheets.intake.tabulate import tabulate
from ovpsheets.journeys.merged import Merged
from ovpsheets.plan.as_asked import as_asked
from ovpsheets.plan.in_force import in_force
from ovpsheets.plan.model import Plan
from ovpsheets.plan.read import plan_from_bytes
from ovpsheets.quarter import Quarter
from ovpsheets.release.make import Made, make_public
from ovpsheets.release.public import Published
from ovpsheets.release.public_files import public_files
from ovpsheets.rules.judge import judge
from ovpsheets.tables import Tables, joined
from ovpsheets.words import ACTIVITIES, INDICATORS, Language

Answers = Mapping[str, Mapping[str, Typed] | None]
"""Institution → code → what is typed; None where nothing comes."""

CHANGES: Final[Mapping[str, tuple[str, str]]] = {
    "several report": ("| 0 | 40 | no | | MD", "| 0 | 40 | no | | MC; MD"),
    "another holder": ("| 1.1.2022 | 31.12.2023 | MC |", "| 1.1.2022 | 31.12.2023 | MD |"),
    "another reporter": ("| 0 | 40 | no | | MD", "| 0 | 40 | no | | MB"),
    "a later deadline": ("| 30.6.2022 | MA | MB", "| 31.12.2023 | MA | MB"),
    "an indicator more": (
        "1.1.1.1 | 1.1.1 |",
        "1.1.1.2 | 1.1.1 | Cars bought | count | cars | 0 | 3 | no | | MA\n"
        "                1.1.1.1 | 1.1.1 |",
    ),
    "an activity more": (
        "1.2.1 | 1.2 |",
        "1.2.2 | 1.2 | A house is built | 1.1.2022 | 31.12.2023 | MC |\n"
        "                1.2.1 | 1.2 |",
    ),
}
"""What a plan can say otherwise: what stands in its text, and what instead."""


@cache
def book_of(language: Language, changes: frozenset[str]) -> bytes:
    """Return the plan with some *changes*, as plan.xlsx."""
    text = plan_text_of(language)
    for name in CHANGES:
        old, new = CHANGES[name]
        if name in changes and old in text:
            text = text.replace(old, new, 1)
    return workbook(text)


@cache
def plan_with_changes(language: Language, changes: frozenset[str]) -> Plan:
    plan, _ = plan_from_bytes(book_of(language, changes), "plan.xlsx")
    assert plan is not None
    return plan


@cache
def _sheets(language: Language, changes: frozenset[str]) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(book_of(language, changes)))
    return {
        name: [[cell.value for cell in row] for row in book[name].iter_rows()]
        for name in book.sheetnames
    }


@dataclass
class SentInMemory(Sent):
    """What is known of a quarter by what was typed, before it stood in any form."""

    answers: Answers = field(default_factory=dict)
    asked: Mapping[str, set[str]] = field(default_factory=dict)  # by institution: codes
    changes: frozenset[str] = frozenset()
    days: Mapping[str, date] = field(default_factory=dict)  # those that are known
    before: tuple["SentInMemory", ...] = ()

    def __post_init__(self) -> None:
        self.know(_sheets(self.language, self.changes))
        self.forms = {
            who: {
                code: {key: text_of(value) for key, value in row.items()}
                for code, row in rows.items()
                if code in self.asked.get(who, ())
            }
            for who, rows in self.answers.items()
            if rows is not None and self.asked.get(who)
        }
        self.decided = {}

    @property
    def earlier(self) -> list[Sent]:
        return list(self.before)

    def known_day(self, who: str) -> date | None:
        return self.days.get(who)


@dataclass
class Course:
    """Quarters in their order, with what was published of them."""

    language: Language
    history: Tables = field(default_factory=Tables.empty)
    earlier: Tables = field(default_factory=Tables.empty)  # public, of the quarters before
    every: Any = None
    memory: Memory = field(default_factory=Memory)
    sent: tuple[SentInMemory, ...] = ()

    def publish(
        self,
        quarter: str,
        answers: Answers,
        folder: Path,
        *,
        issued: frozenset[str],
        changes: frozenset[str],
        late: str,
        known: bool,
    ) -> SentInMemory:
        """Answer forms of the plan with *issued*, which has *changes* since; write what is public.

        *late*: who returns its form late; *known*: whether the days are known.
        """
        own, language = Quarter.parse(quarter), self.language
        asked_of, now = (
            in_force(plan_with_changes(language, some), own) for some in (issued, changes)
        )
        brief = MergeBrief(
            plan=asked_of, quarter=own, as_of=DAYS[quarter], history=self.history,
            language=language,
        )  # fmt: skip
        returns, asked, days = [], {}, {}
        for who in INSTITUTIONS:
            content = brief.content_of(FormId(asked_of.code, own, who, 1, ""))
            rows = answers.get(who)
            if content is None:
                continue
            due = next(item for item in brief.due if item.institution == who)
            asked[who] = {line.activity.code for line in due.activities} | {
                line.indicator.code for line in due.indicators
            }
            if rows is None:
                continue
            days[who] = (LATE if who == late else IN_TIME)[quarter]
            fields = {
                f"{INDICATORS if code.count('.') > 2 else ACTIVITIES}/{code}/{key}": value
                for code, typed in rows.items()
                for key, value in typed.items()
                if code in asked[who]
            }
            returns.append(read_of(content, fields, plan=asked_of, received=days[who]))
        plan = as_asked(now, asked_of)
        brief = replace(brief, plan=plan, received={one.sha256: one.received for one in returns})
        settled = reconcile(returns, plan)
        merged = Merged.of(judge(tabulate(decide(QuarterSoFar(brief, settled)))), ())
        undated = frozenset() if known else frozenset(days)
        made = self._made(merged, undated)
        for name, data in public_files(made.public).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        sent = SentInMemory(
            folder,
            quarter,
            language,
            answers,
            asked,
            issued,
            days if known else {},
            self.sent,
        )
        self._after(merged, made, sent)
        return sent

    def _made(self, merged: Merged, undated: frozenset[str]) -> Made:
        every = self.earlier.indicators if self.every is None else self.every
        published = Published(self.earlier, Tables.empty(), every)
        return make_public(merged, published, self.memory, Policy.of(merged.plan), undated=undated)

    def _after(self, merged: Merged, made: Made, sent: SentInMemory) -> None:
        self.history = merged.tables
        self.earlier = made.public.report.tables
        self.every = (
            made.released if self.every is None else joined([self.every, made.released], {})
        )
        self.memory, self.sent = made.memory, (*self.sent, sent)

    def answer(self, word: str) -> None:
        """Answer every question about persons."""
        self.memory = Memory(
            tuple(
                replace(line, answer=word) if line.decision == "ask" else line
                for line in self.memory.lines
            )
        )
