"""The questions before a publication in an order to answer them in: by group, the riskiest first.

First whether indicators count persons, for more or fewer questions follow from that; then
texts that repeat a hidden figure, figures, other texts, and lines of disclosure.csv that do
nothing. The same text is one question, wherever it stands.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from ovpsheets.disclosure.question import Reason
from ovpsheets.results.report import Report
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS

GROUPS: Final = ("persons", "repeats", "figures", "texts", "lines")
"""In the order in which they are asked."""

_GROUP_OF: Final[Mapping[str, str]] = {
    "persons": "persons", "repeats": "repeats", "free_text": "texts",
    "unknown_line": "lines", "whitelist_source": "lines",
}  # fmt: skip
_TEXTS: Final = ("repeats", "texts")
_RISKS: Final = ("repeats", "speaks", "number", "traits", "column", "blank", "activity")
_LEAST: Final = _RISKS[-1]  # goes without saying beside another


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to answer: the rows of ``questions`` (columns: QUESTIONS) that it answers.

    ``group``: one of GROUPS. All rows are about the same text.
    """

    group: str
    rows: tuple[Mapping[str, Any], ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The questions that the answer is for."""
        return tuple(row["id"] for row in self.rows)

    @property
    def text(self) -> str:
        """What would be published, or is asked about."""
        return self.rows[0]["text"] or ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators or activities, each once."""
        return tuple(dict.fromkeys(filter(None, map(_code, self.rows))))

    def institutions(self, report: Report, texts: Texts) -> tuple[str, ...]:
        """Return what the institutions are called that wrote it, each once."""
        names = dict.fromkeys(row["institution"] for row in self.rows if row["institution"])
        return tuple(report.institution_label(name, texts.language) for name in names)

    def reasons(self, texts: Texts) -> tuple[str, ...]:
        """Return why it is asked, in words, the greatest risk first."""
        if not any(row["reasons"] for row in self.rows):
            return (texts(str(self.rows[0]["asked"])),)
        found = (reason for row in self.rows for reason in Reason.parsed(row["reasons"] or ""))
        ordered = sorted(dict.fromkeys(found), key=lambda reason: _RISKS.index(reason.key))
        telling = [reason for reason in ordered if reason.key != _LEAST] or ordered
        return tuple(reason.said(texts) for reason in telling)

    def places(self, report: Report, texts: Texts) -> tuple[str, ...]:
        """Return what it is about: titles, and where in the form a text stands; each once."""
        return tuple(dict.fromkeys(_place(row, report, texts) for row in self.rows))


def in_groups(questions: pd.DataFrame) -> tuple[Asked, ...]:
    """Return *questions* (columns: QUESTIONS) in the order of GROUPS, equal texts together."""
    together: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in records(questions):
        group = _GROUP_OF.get(row["kind"], "figures")
        alike = " ".join((row["text"] or "").split()) if group in _TEXTS else row["id"]
        together.setdefault((group, alike), []).append(row)
    found = (Asked(group, tuple(rows)) for (group, _), rows in together.items())
    return tuple(sorted(found, key=_order))


def _order(asked: Asked) -> tuple[int, int, tuple[tuple[int, str], ...], str]:
    keys = (r.key for row in asked.rows for r in Reason.parsed(row["reasons"] or ""))
    risk = min(map(_RISKS.index, keys), default=len(_RISKS))
    return GROUPS.index(asked.group), risk, _natural(_code(asked.rows[0])), asked.ids[0]


def _natural(code: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in code.split("."))


def _code(row: Mapping[str, Any]) -> str:
    return row["indicator"] or row["activity"] or ""


def _place(row: Mapping[str, Any], report: Report, texts: Texts) -> str:
    own = report.plan.find_indicator(row["indicator"])
    activity = report.plan.find_activity(row["activity"])
    about = own or activity
    title = about.text.in_(texts.language) if about else ""
    return " – ".join(filter(None, (title, "".join(_part(row, report, texts)))))


def _part(row: Mapping[str, Any], report: Report, texts: Texts) -> Iterator[str]:
    """Yield the heading of the column of the form in which a text stands."""
    table = INDICATORS if row["indicator"] else ACTIVITIES
    for column in report.plan.columns.answers(table) if row["part"] else ():
        if row["part"] in column.stored:
            yield column.heading(table, texts)
            return
