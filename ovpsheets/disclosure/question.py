"""What an official is asked before a quarter is published: one thing, and why it is asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import pandas as pd

from ovpsheets.disclosure.memory import Line, Memory
from ovpsheets.disclosure.terms import QUESTIONS
from ovpsheets.files import sha256
from ovpsheets.tables import frame
from ovpsheets.texts import Texts, catalogue

FREE_TEXT: Final = "free_text"
REPEATS: Final = "repeats"
"""The kind of question about a text that repeats a hidden figure."""

_APART: Final = "; "


class Reason(NamedTuple):
    """Why something is asked: a key of ``release.disclosure.reason``, and which codes it names.

    A code may have a number behind it, which is repeated: ``3.6.4.1=3``.
    """

    key: str
    codes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it as it stands in the column ``reasons``: the key and the codes."""
        return " ".join((self.key, *self.codes))

    @classmethod
    def parsed(cls, text: str) -> "tuple[Reason, ...]":
        """Return the reasons that stand in the column ``reasons`` of a question."""
        parts = (part.split() for part in text.split(_APART.strip()) if part.strip())
        return tuple(cls(part[0], tuple(part[1:])) for part in parts)

    def said(self, texts: Texts) -> str:
        """Return it in words."""
        codes = ", ".join(
            f"{code} ({number})" if number else code
            for code, _, number in (named.partition("=") for named in self.codes)
        )
        return texts(f"release.disclosure.reason.{self.key}", n=len(self.codes), codes=codes)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that an official has to say yes or no to; *asked* about *text*.

    ``reasons``: why, that of the greatest risk first.
    """

    kind: str
    quarter: str
    activity: str
    indicator: str
    institution: str
    text: str
    part: str = ""  # the column of a free text
    reasons: Sequence[Reason] = ()

    @property
    def id(self) -> str:
        """What is asked, known again by what it is asked about."""
        return self._id(self.kind)

    def _id(self, kind: str) -> str:
        # Texts out of odd mails may hold half a letter (a lone surrogate), which UTF-8 refuses.
        digest = sha256(self.text.encode("utf-8", "surrogatepass"))[:16]
        code = self.indicator or self.activity
        return ":".join(filter(None, (kind, code, self.institution, self.part, digest)))

    @property
    def asked(self) -> str:
        """The key of the catalogue that says what is asked."""
        kind = FREE_TEXT if self.kind == REPEATS else self.kind
        key = ".".join(filter(None, ("release.disclosure.ask", kind, self.part)))
        return key if key in catalogue() else f"release.disclosure.ask.{kind}.own"

    def answer(self, memory: Memory) -> bool | None:
        """Return what *memory* has as its answer, None while there is none.

        A no to a text stands. A yes that was said while the text repeated no hidden figure
        does not count for one that does.
        """
        if self.kind not in (FREE_TEXT, REPEATS):
            return memory.answer(self.id)
        plain, knowing = (memory.answer(self._id(kind)) for kind in (FREE_TEXT, REPEATS))
        if plain is False or knowing is False:
            return False
        return knowing or (plain if self.kind == FREE_TEXT else None)

    @property
    def line(self) -> Line:
        """The line of disclosure.csv in which it is answered."""
        return Line(
            self.quarter, self.indicator, self.institution, "ask", activity=self.activity,
            text=self.text, why=self.kind, question=self.id,
        )  # fmt: skip


def open_questions(questions: Iterable[Question], memory: Memory) -> pd.DataFrame:
    """Return as a table (columns: QUESTIONS) those of *questions* without an answer."""
    rows = {
        item.id: {
            "id": item.id, "kind": item.kind, "activity": item.activity or None,
            "indicator": item.indicator or None, "institution": item.institution or None,
            "text": item.text, "asked": item.asked,
            "part": item.part or None, "reasons": _APART.join(map(str, item.reasons)) or None,
        }
        for item in questions
        if item.answer(memory) is None
    }  # fmt: skip
    return frame(QUESTIONS, [rows[name] for name in sorted(rows)])


def ask(row: "pd.Series[str]", texts: Texts) -> str:
    """Say in words what a row of ``questions`` asks."""
    return texts(str(row["asked"]))
