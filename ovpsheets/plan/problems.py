"""A problem of plan.xlsx: what is wrong, in which cell, and what to do about it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ovpsheets.plan.choice_lists import words
from ovpsheets.plan.sheets import column_words
from ovpsheets.texts import Texts

PROBLEMS: Final = (
    "sheet_missing",
    "sheet_twice",
    "headings_missing",
    "column_missing",
    "column_twice",
    "setting_missing",
    "no_rows",
    "value_missing",
    "setting_empty",
    "wording_missing",
    "cell_error",
    "date_unreadable",
    "date_ambiguous",
    "number_unreadable",
    "number_ambiguous",
    "number_is_date",
    "not_whole",
    "choice_unknown",
    "quarter_unreadable",
    "quarter_twice",
    "code_is_date",
    "code_lookalike",
    "code_characters",
    "code_form",
    "code_twice",
    "code_twice_number",
    "code_unknown",
    "code_unknown_close",
    "not_in_order",
    "percent_range",
    "measure_range",
    "percent_fraction",
    "part_adds_nothing",
    "part_differs",
    "part_in_circle",
    "sum_adds_nothing",
    "old_code_in_use",
    "old_code_twice",
    "row_is_heading",
    "code_unknown_number",
    "key_taken",
    "heading_taken",
    "text_too_long",
    "choices_missing",
    "choices_differ",
    "choice_twice",
    "required_elsewhere",
    "too_many_columns",
    "check_unreadable",
    "check_unfinished",
    "check_ambiguous",
    "check_no_number",
    "check_divides",
    "check_code_unknown",
    "check_name_close",
    "check_name_unknown",
    "check_compares_nothing",
    "check_mixes",
    "check_for_needless",
    "too_many_checks",
    "amendment_unknown",
    "amendment_value",
)
"""What a plan must not have; texts are ``plan.problem.<key>`` and ``plan.problem.<key>.remedy``."""

WARNINGS: Final = (
    "email_missing",
    "email_broken",
    "institution_idle",
    "co_holder_is_holder",
    "co_holder_twice",
    "day_outside",
    "commitment_empty",
    "activity_without_indicators",
    "text_unspoken",
    "code_elsewhere",
    "code_number",
    "rule_unknown",
    "calendar_early",
    "choices_unused",
    "persons_unsaid",
    "import_doubt",
    "combine_unsaid",
    "code_of_before",
)
"""What looks wrong and may be meant: nothing is stopped by it; texts are where those above are."""


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """One problem of the plan.

    ``sheet`` is the sheet's name as it stands in the workbook, "" when the
    sheet itself is missing; ``cell`` an A1 address, "" when it is about the
    sheet as a whole. Of ``values``, ``table`` is the key of a sheet, ``column``,
    ``earlier`` and ``differs`` are columns as ``sheet.column``, ``form`` is a form of code
    and ``choices`` a list: they are named in the reader's language.
    """

    key: str
    sheet: str
    cell: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_warning(self) -> bool:
        """Whether the plan can be used all the same."""
        return self.key in WARNINGS

    def what(self, texts: Texts) -> str:
        """Return what is wrong."""
        return texts(f"plan.problem.{self.key}", **self._named(texts))

    def remedy(self, texts: Texts) -> str:
        """Return what to do about it."""
        return texts(f"plan.problem.{self.key}.remedy", **self._named(texts))

    def place(self, texts: Texts) -> str:
        """Return the sheet and the cell, as far as there are any."""
        if not self.sheet:
            return texts("plan.place.workbook")
        key = "plan.place.cell" if self.cell else "plan.place.sheet"
        return texts(key, sheet=self.sheet, cell=self.cell)

    def message(self, texts: Texts) -> str:
        """Return place, fault and remedy in one line."""
        return f"{self.place(texts)}: {self.what(texts)} {self.remedy(texts)}"

    def _named(self, texts: Texts) -> dict[str, str]:
        named = dict(self.values)
        for name in ("column", "earlier", "differs"):
            if name in named:
                named[name] = _heading(named[name], texts)
        if "table" in named:
            named["table"] = texts(f"plan.{named['table']}.name")
        if "form" in named:
            named["form"] = texts(f"plan.code_form.{named['form']}")
        if "language" in named:
            named["language"] = texts(f"words.language.of_{named['language']}")
        if "choices" in named:
            named["choices"] = ", ".join(words(named["choices"], texts.language))
        return named


def _heading(column: str, texts: Texts) -> str:
    sheet, _, key = column.partition(".")
    return column_words(sheet, key, "heading", texts)


def in_order(problems: Iterable[PlanProblem], sheets: Iterable[str]) -> tuple[PlanProblem, ...]:
    """Return *problems* by sheet, then row, then column; *sheets* are names in order."""
    ranks = {name: rank for rank, name in enumerate(sheets)}
    return tuple(
        sorted(problems, key=lambda problem: (ranks.get(problem.sheet, -1), _rank(problem.cell)))
    )


def _rank(cell: str) -> tuple[int, int, str]:
    found = re.fullmatch(r"([A-Z]+)([0-9]+)", cell)
    return (int(found[2]), len(found[1]), found[1]) if found else (0, 0, "")
