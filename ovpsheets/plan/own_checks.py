"""The sheet ``checks``: comparisons that must hold, which a plan has beside the rule book."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Final

from ovpsheets.columns.expressions import Comparison, divides_by_nothing
from ovpsheets.kinds import KINDS
from ovpsheets.plan.check_grammar import LONGEST, OPERANDS, UnreadableError, read_expression
from ovpsheets.plan.model import PlanCheck
from ovpsheets.plan.problems import PlanProblem
from ovpsheets.plan.records import Record, Records
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS, LANGUAGES, Severity, default_language, fold

LONGEST_SENTENCE: Final = 200
"""Characters: a text in a formula holds 255, and quotes count twice there."""

MOST: Final = 15
"""Checks of one row: a formula has an end."""


@dataclass(frozen=True)
class Nameable:
    """What an expression can name, by how it is compared: folded → as the plan spells it."""

    records: Records

    @cached_property
    def indicators(self) -> Mapping[str, Record]:
        """The indicators by code."""
        return {row.text("code"): row for row in self.records.get("indicators", ())}

    @cached_property
    def activities(self) -> Mapping[str, Record]:
        """The activities by code."""
        return {row.text("code"): row for row in self.records.get("activities", ())}

    @cached_property
    def columns(self) -> Mapping[str, Record]:
        """The columns of the plan's own, by key."""
        return {row.text("code"): row for row in self.records.get("columns", ())}

    def is_number(self, indicator: str) -> bool:
        """Tell whether an indicator's value is a number; one of an unknown kind may be."""
        kind = KINDS.get(self.indicators[indicator].text("kind"))
        return kind is None or kind.is_number

    def table_of(self, name: str) -> str:
        """Return in which table a row has the number called *name*; "" of an indicator's code."""
        if name in OPERANDS:
            return INDICATORS
        return self.columns[name].text("table") if name in self.columns else ""


def own_checks(records: Records) -> tuple[PlanCheck, ...]:
    """Return the checks of a plan, of which :func:`check_problems` finds no fault."""
    known = Nameable(records)
    return tuple(_check(row, known) for row in records.get("checks", ()))


def _check(row: Record, known: Nameable) -> PlanCheck:
    comparison = read_expression(row.text("expression"))
    table = _table(comparison, known)
    return PlanCheck(
        code=row.text("code"),
        typed=row.text("expression"),
        comparison=comparison,
        table=table or INDICATORS,
        rows=_rows(row, comparison, table, known),
        severity=Severity(row.text("severity")),
        says=row.wording("text"),
        from_=row.day("from"),
        until=row.day("until"),
    )


def _table(comparison: Comparison, known: Nameable) -> str:
    """Return of which table's rows a check speaks; "" where it names indicators only."""
    return next(filter(None, (known.table_of(name) for name in comparison.names)), "")


def _rows(row: Record, comparison: Comparison, table: str, known: Nameable) -> tuple[str, ...]:
    """Return the codes of the rows in which a check is judged.

    Where it names indicators only that is the row of the first one.
    """
    if not table:
        return comparison.names[:1]
    if chosen := row.texts("for"):
        return tuple(dict.fromkeys(chosen))
    if table == ACTIVITIES:
        return tuple(known.activities)
    return tuple(code for code in known.indicators if known.is_number(code))


# ------------------------------------------------------------------ what is wrong with one


def check_problems(records: Records) -> Iterator[PlanProblem]:
    """Yield what is wrong with the rows of the sheet ``checks``."""
    known = Nameable(records)
    many = Counter[str]()
    for row in records.get("checks", ()):
        found = list(_problems(row, known))
        yield from found
        if not found and row.text("expression"):
            comparison = read_expression(row.text("expression"))
            codes = _rows(row, comparison, _table(comparison, known), known)
            many.update(codes)
            if any(many[code] == MOST + 1 for code in codes):
                yield row.problem("too_many_checks", "expression", most=str(MOST))


def _problems(row: Record, known: Nameable) -> Iterator[PlanProblem]:
    if Texts(default_language()).has(f"rules.{row.text('code')}.name"):
        yield row.problem("key_taken", "code", code=row.text("code"))
    for language in LANGUAGES:
        yield from _too_long(row, f"text_{language}", LONGEST_SENTENCE)
    if too_long := list(_too_long(row, "expression", LONGEST)):
        yield from too_long
        return
    if not (text := row.text("expression")):
        return
    try:
        comparison = read_expression(text)
    except UnreadableError as error:
        key = "check_unreadable" if error.rest else "check_unfinished"
        yield row.problem(key, "expression", found=error.rest, examples=_EXAMPLES)
        return
    wrong = list(_wrong_names(row, comparison, known))
    yield from wrong or _wrong_rows(row, comparison, known)


_EXAMPLES: Final = "3.6.3.2 <= 3.6.3.1; value <= 2 * previous"


def _too_long(row: Record, key: str, most: int) -> Iterator[PlanProblem]:
    if (length := len(row.text(key))) > most:
        yield row.problem("text_too_long", key, most=str(most), length=str(length))


def _wrong_names(row: Record, comparison: Comparison, known: Nameable) -> Iterator[PlanProblem]:
    """Yield what an expression names that is unknown, or no number."""
    for figure in dict.fromkeys(comparison.figures):
        if figure in known.indicators:
            yield row.problem("check_ambiguous", "expression", found=figure)
    for name in comparison.names:
        if name in known.indicators:
            if not known.is_number(name):
                yield row.problem("check_no_number", "expression", found=name)
        elif name in known.columns:
            if known.columns[name].text("kind") != "number":
                yield row.problem("check_no_number", "expression", found=name)
        elif name not in OPERANDS:
            yield _unknown(row, name, known)
    if any(map(divides_by_nothing, (comparison.left, comparison.right))):
        yield row.problem("check_divides", "expression")


def _unknown(row: Record, name: str, known: Nameable) -> PlanProblem:
    if name[0].isdigit():
        return row.problem("check_code_unknown", "expression", found=name)
    words = {fold(word): word for word in (*OPERANDS, *known.columns)}
    meant = get_close_matches(fold(name), words, n=1)
    key = "check_name_close" if meant else "check_name_unknown"
    names = ", ".join((*OPERANDS, *known.columns))
    return row.problem(
        key, "expression", found=name, meant=words[meant[0]] if meant else "", names=names
    )


def _wrong_rows(row: Record, comparison: Comparison, known: Nameable) -> Iterator[PlanProblem]:
    """Yield why it cannot be told in which rows an expression is to be judged."""
    tables = {table for name in comparison.names if (table := known.table_of(name))}
    if not comparison.names:
        yield row.problem("check_compares_nothing", "expression")
    elif len(tables) > 1:
        yield row.problem("check_mixes", "expression")
    elif not tables and row.texts("for"):
        yield row.problem("check_for_needless", "for")
    for code in row.texts("for") if len(tables) == 1 else ():
        rows = known.activities if tables == {ACTIVITIES} else known.indicators
        if code not in rows:
            yield row.problem("code_unknown", "for", code=code, table=next(iter(tables)))
        elif rows is known.indicators and not known.is_number(code):
            yield row.problem("check_no_number", "for", found=code)
