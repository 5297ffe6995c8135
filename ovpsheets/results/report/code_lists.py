"""The code lists: which columns of the tables hold codes, which, and what each stands for.

Declared once: the data package (a resource for each list, to which columns refer), the
dictionary, the public workbook and the categories of pandas follow. A column is coded by
what it holds: an answer by its declaration, any other by its name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ovpsheets import words
from ovpsheets.columns.model import Column, Content, FormColumns
from ovpsheets.kinds import KINDS
from ovpsheets.plan.model import Plan
from ovpsheets.results.report.column_words import column_text
from ovpsheets.results.report.finding_states import SET_BY_THE_TOOL, STATES
from ovpsheets.rules.own_rules import all_rules
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, REPORTABLE, SEVERITIES, Language, Status


@dataclass(frozen=True, slots=True)
class Code:
    """A code and its label in each language in which there is one."""

    code: str
    labels: Mapping[Language, str]


# Silence stands below everything: what was not reported has reached nothing.
_STATUSES: Final = (Status.NOT_DUE, Status.NO_REPORT, *REPORTABLE)

_DECLARED: Final[Mapping[str, Iterable[str]]] = {
    "status": _STATUSES,
    "timeliness": words.Timeliness,
    "reason": words.REASONS,
    "flag": words.Flag,
    "role": words.Role,
    "kind": KINDS,
    "accumulation": words.Accumulation,
    "direction": words.Direction,
    "combine": words.Combine,
    "severity": tuple(reversed(SEVERITIES)),
    "state": (*STATES, *SET_BY_THE_TOOL),
    "used": words.Used,
    "subject": words.Subject,
    "mark": words.Mark,
    "unplaced": ("cell", "note", "comment", "textbox", "checkbox", "header", "sheet", "mail"),
    "class": words.LedgerClass,
}

CODES: Final[Mapping[str, tuple[str, ...]]] = {
    name: tuple(str(code) for code in codes) for name, codes in _DECLARED.items()
}
"""List → its codes, in ascending order where there is one; a plan may add reasons."""

LANGUAGE: Final = "language"
"""The list whose codes are the languages in use, which depend on the workspace."""

RULE: Final = "rule"
COLUMN: Final = "column"
"""The lists whose codes are declared elsewhere: the rule book, the columns of the form."""

OWN: Final = "own_"
"""With what the name of a list begins that a plan's own column of choices has; its key follows."""

_WORDS: Final = {
    "state": "consolidated.state.", "unplaced": "consolidated.unplaced.",
    "class": "consolidated.class.", "language": "words.language.of_",
}  # fmt: skip
"""With what the keys of a list's words begin, if not with ``words.<list>.``."""

_ANSWERS: Final[Mapping[Content, str]] = {"status": "status", "reason": "reason", "flag": "flag"}
"""What an answer holds → its list."""

_ANYWHERE: Final[Mapping[str, str]] = {
    "previous_status": "status",
    **{
        name: name
        for name in (
            "timeliness", "role", "kind", "accumulation", "direction", "combine", "severity",
            "state",
            "used", "subject", "mark", "class", "language", RULE,
        )
    },
}  # fmt: skip
"""A column that is no answer → its list, in whichever table."""

_IN_TABLE: Final[Mapping[tuple[str, str], str]] = {
    ("unplaced", "kind"): "unplaced",
    ("revisions", "column"): COLUMN,
}


def list_of(columns: FormColumns, table: str, column: str) -> str:
    """Return the code list of a column of the tables, "" for one that holds no codes."""
    own = columns.keeping(table, column) if table in columns.tables else None
    if own is not None:
        return OWN + own.key if own.content == "choice" else _ANSWERS.get(own.content, "")
    return _IN_TABLE.get((table, column)) or _ANYWHERE.get(column, "")


def codes_of(
    name: str, plan: Plan, used: Iterable[str] = (), *, public: bool = False
) -> tuple[Code, ...]:
    """Return the codes of a list in their order; those *used* that it lacks stand behind them.

    Such a one (a reason that the plan no longer has) is without labels. A label that the
    plan lacks in a language is missing, never another language's. *public*: of the columns
    of the form those alone that are published.
    """
    if name == COLUMN:
        known = _columns(plan.columns, public=public)
    elif name.startswith(OWN):
        known = own_choices(plan.columns, name)
    elif name == RULE:
        known = {rule.id: _spoken(f"rules.{rule.id}.name") for rule in all_rules()}
    else:
        prefix = _WORDS.get(name, f"words.{name}.")
        codes = LANGUAGES if name == LANGUAGE else _DECLARED[name]
        known = {str(code): _spoken(f"{prefix}{code}") for code in codes}
    if name == "reason":
        known |= {code: wording.given() for code, wording in plan.reasons.items()}
    known |= {code: {} for code in sorted(set(used) - known.keys())}
    return tuple(Code(code, labels) for code, labels in known.items())


def own_choices(columns: FormColumns, name: str) -> dict[str, dict[Language, str]]:
    """Return what a column of choices of the plan's own offers, by the name of its list."""
    key = name.removeprefix(OWN)
    found = [own for _, own in columns.own() if own.key == key]
    return {code: dict(words) for own in found for code, words in own.choices.items()}


def _spoken(key: str) -> dict[Language, str]:
    return {language: Texts(language)(key) for language in LANGUAGES}


def _columns(columns: FormColumns, *, public: bool) -> dict[str, dict[Language, str]]:
    return {
        name: _headings(columns, table, name, answer)
        for table in columns.tables
        for answer in columns.answers(table)
        if answer.published or not public
        for name in answer.stored
    }


def _headings(columns: FormColumns, table: str, name: str, answer: Column) -> dict[Language, str]:
    if answer.is_own:
        return dict(answer.headings)
    return {la: column_text(Texts(la), columns, table, name, "heading") for la in LANGUAGES}
