"""Rows of the plan that still name an activity or indicator by a code of before.

After renumbering, waivers, checks, amendments and whatever else refers to a row may go on with the
code that ``old_codes`` gives it: it is read as the code of now, and a warning names the cell.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ovpsheets.plan.problems import PlanProblem
from ovpsheets.plan.records import Record, Records
from ovpsheets.words import fold

_RENUMBERED: Final = ("activities", "indicators")
_BOTH: Final = {("amendments", "of"), ("checks", "for")}
"""Columns in which a code of either sheet may stand."""

_EXPRESSION: Final = "expression"
_CODE: Final = re.compile(r"(?<![\w.,])(\[\s*)?(\d+(?:\.\d+)*)(?![\w.,]*\d)")

_Codes = Mapping[str, str]
"""A code of before, folded → the code of now."""


def under_codes_of_now(records: Records) -> tuple[Records, tuple[PlanProblem, ...]]:
    """Return *records* with the codes of now, and a warning for each cell with one of before."""
    known = {sheet: _old(records, sheet) for sheet in _RENUMBERED}
    if not any(known.values()):
        return records, ()
    read = {key: [_read(record, known) for record in rows] for key, rows in records.items()}
    now = {key: tuple(record for record, _ in rows) for key, rows in read.items()}
    return now, tuple(own for rows in read.values() for _, found in rows for own in found)


def _old(records: Records, sheet: str) -> _Codes:
    """Return the codes of before that are those of one row only, and of no row now."""
    rows = records.get(sheet, ())
    in_use = {fold(record.text("code")) for record in rows}
    found: dict[str, str] = {}
    twice = set(in_use)
    for record in rows:
        for code in {fold(old) for old in record.texts("old_codes")}:
            twice |= {code} & found.keys()
            found[code] = record.text("code")
    return {old: code for old, code in found.items() if code and old not in twice}


def _read(record: Record, known: Mapping[str, _Codes]) -> tuple[Record, list[PlanProblem]]:
    values, found = dict(record.values), []
    for key in record.values:
        if key == _EXPRESSION:
            values[key], said = _in_expression(record.text(key), known["indicators"])
        elif codes := _codes_of(record, key, known):
            said = {code: codes[fold(code)] for code in record.texts(key) if fold(code) in codes}
            texts = tuple(said.get(code, code) for code in record.texts(key))
            values[key] = texts if isinstance(record.values[key], tuple) else texts[0]
        else:
            continue
        found += [
            record.problem("code_of_before", key, code=old, now=now) for old, now in said.items()
        ]
    return (replace(record, values=values) if found else record), found


def _codes_of(record: Record, key: str, known: Mapping[str, _Codes]) -> _Codes:
    if (record.sheet.key, key) in _BOTH:
        return {**known["activities"], **known["indicators"]}
    return known.get(record.sheet.column(key).refers, {})


def _in_expression(text: str, codes: _Codes) -> tuple[str, dict[str, str]]:
    """Return an expression with the codes of now; a number such as 2.5 is a code in brackets only.

    What has two dots cannot be a number.
    """
    said: dict[str, str] = {}

    def now(found: re.Match[str]) -> str:
        bracket, code = found[1] or "", found[2]
        if code not in codes or not (bracket or code.count(".") > 1):
            return found[0]
        said[code] = codes[code]
        return f"{bracket}{codes[code]}"

    return _CODE.sub(now, text), said
