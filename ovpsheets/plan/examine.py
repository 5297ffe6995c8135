"""What is wrong with a plan: pure functions over its tables and records, all at once.

Each fault is reported where it arises and only there: codes are compared
folded, so a code with a Cyrillic letter is one problem, not one more for each
row that refers to it; and rows that refer to a sheet which is missing or
empty are left in peace.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from ovpsheets.kinds import KINDS
from ovpsheets.plan.amendment_rows import amendment_faults
from ovpsheets.plan.locate import PlanTable
from ovpsheets.plan.own_checks import check_problems
from ovpsheets.plan.own_columns import column_problems
from ovpsheets.plan.plan_sheet import CODE_FORMS, PlanColumn
from ovpsheets.plan.problems import PlanProblem
from ovpsheets.plan.records import Record, Records, codes, each
from ovpsheets.plan.sheets import SHEETS
from ovpsheets.words import LANGUAGES, Combine, fold


def check(tables: Mapping[str, PlanTable], records: Records) -> tuple[PlanProblem, ...]:
    """Return every problem of a plan whose cells have been read."""
    structure = (problem for table in tables.values() for problem in _structure(table))
    headings = [record for record in each(records) if _is_heading(record)]
    data = {
        key: tuple(record for record in rows if record not in headings)
        for key, rows in records.items()
    }
    contents = (problem for finder in _FINDERS for problem in finder(data))
    return (*structure, *(_heading(record) for record in headings), *contents)


def _is_heading(record: Record) -> bool:
    """Tell whether a row of a table holds nothing but one text that is no code."""
    form = record.sheet.code_form
    if record.sheet.upright or form is None or len(record.row.entries) != 1:
        return False
    ((key, entry),) = record.row.entries.items()
    # People group rows under headings of their own: such a row is asked about once, not for each
    # cell that it lacks.
    return isinstance(entry.value, str) and not (
        key == "code" and CODE_FORMS[form].fullmatch(fold(entry.value))
    )


def _heading(record: Record) -> PlanProblem:
    ((key, entry),) = record.row.entries.items()
    return record.problem("row_is_heading", key, found=str(entry.value))


def _structure(table: PlanTable) -> Iterator[PlanProblem]:
    sheet = table.sheet
    missing = "setting_missing" if sheet.upright else "column_missing"
    for column in sheet.columns:
        if column.required and column.key not in table.columns:
            yield PlanProblem(missing, table.name, "", {"column": f"{sheet.key}.{column.key}"})
    for group in sheet.any_of:
        if table.columns.isdisjoint(group):
            yield PlanProblem(missing, table.name, "", {"column": f"{sheet.key}.{group[0]}"})
    if sheet.filled and not table.rows:
        yield PlanProblem("no_rows", table.name, "", {"table": sheet.key})


def _missing_values(records: Records) -> Iterator[PlanProblem]:
    for record in each(records):
        filled = record.row.entries.keys()
        for column in record.sheet.columns:
            # Of a column that is not there at all the structure speaks: once, and not for each row.
            if column.required and column.key in record.row.cells.keys() - filled:
                key = "setting_empty" if record.sheet.upright else "value_missing"
                yield record.problem(key, column.key)
        for group in record.sheet.any_of:
            present = [key for key in group if key in record.row.cells]
            if present and not filled & set(present):
                yield record.problem("wording_missing", present[0])


def _odd_codes(records: Records) -> Iterator[PlanProblem]:
    for record in each(records):
        form, code = record.sheet.code_form, record.text("code")
        if form is None or not code or CODE_FORMS[form].fullmatch(code):
            continue
        meant = fold(code).replace(" ", "")
        # A Cyrillic „с“ looks like a Latin one, and makes another code.
        if any(ord(c) > 127 for c in code) and CODE_FORMS[form].fullmatch(meant):
            strange = _listed(c for c in code if ord(c) > 127)
            yield record.problem("code_lookalike", "code", code=code, strange=strange, meant=meant)
        else:
            # Between two digits every allowed character has its right place.
            strange = _listed(c for c in code if not _may_stand(c, CODE_FORMS[form]))
            key = "code_characters" if strange else "code_form"
            yield record.problem(key, "code", code=code, strange=strange, form=form.value)


def _may_stand(character: str, form: re.Pattern[str]) -> bool:
    return any(form.fullmatch(f"{first}{character}1") for first in "1a")


def _listed(characters: Iterator[str]) -> str:
    return ", ".join(f"„{c}“" for c in dict.fromkeys(characters))


def _codes_twice(records: Records) -> Iterator[PlanProblem]:
    for rows in records.values():
        first: dict[str, Record] = {}
        for record in (record for record in rows if record.text("code")):
            known = first.setdefault(fold(record.text("code")), record)
            if known is not record:
                # Excel holds 3.10 as the number 3.1 unless the cell is text.
                as_number = isinstance(record.row.entries["code"].value, float)
                key = "code_twice_number" if as_number else "code_twice"
                other = known.row.cells["code"]
                yield record.problem(key, "code", code=record.text("code"), other=other)


def _unknown_codes(records: Records) -> Iterator[PlanProblem]:
    known = {key: {fold(code): code for code in codes(rows)} for key, rows in records.items()}
    names = _institution_names(records)
    for record in each(records):
        for column in record.sheet.columns:
            if column.refers in known and (known[column.refers] or not _is_reported_empty(column)):
                yield from _unknown(record, column, known[column.refers], names)


def _is_reported_empty(column: PlanColumn) -> bool:
    """Tell whether the sheet *column* refers to is a problem of its own when it is empty."""
    return SHEETS[column.refers].filled


def _unknown(
    record: Record, column: PlanColumn, folded: Mapping[str, str], names: Mapping[str, str]
) -> Iterator[PlanProblem]:
    for code in record.texts(column.key):
        if fold(code) in folded:
            continue
        if column.refers == "institutions":
            # What an institution is called is surer than that its code looks like another.
            close = get_close_matches(fold(code), folded, n=1)
            meant = names.get(fold(code), folded[close[0]] if close else "")
        else:
            meant = _meant_above(record, code, folded)
        values = {"code": code, "table": column.refers, "meant": meant}
        key = "code_unknown_close" if meant else "code_unknown"
        if isinstance(record.row.entries[column.key].value, float):
            key = "code_unknown_number"  # Excel holds 3.10 as the number 3.1
        yield record.problem(key, column.key, **values)


def _meant_above(record: Record, code: str, known: Mapping[str, str]) -> str:
    """Return the code that is probably meant by *code*, and never one of another parent.

    That is the one which the row's own code continues; where it continues none, the
    closest of those that begin as *code* does, up to its last point.
    """
    own = fold(record.text("code"))
    above = own.rpartition(".")[0]
    if above in known:
        return known[above]
    stem = fold(code).rpartition(".")[0]
    siblings = [other for other in known if stem and other.rpartition(".")[0] == stem]
    close = get_close_matches(fold(code), siblings, n=1)
    return known[close[0]] if close else ""


def _institution_names(records: Records) -> Mapping[str, str]:
    """Return the codes by name: people write „МТСП“ where the code MTSP is wanted."""
    keys = [f"{stem}_{language}" for stem in ("name", "short") for language in LANGUAGES]
    return {
        fold(name): record.text("code")
        for record in records.get("institutions", ())
        for key in (*keys, "aliases")
        for name in record.texts(key)
    }


def _out_of_order(records: Records) -> Iterator[PlanProblem]:
    for record in each(records):
        for earlier, later in record.sheet.in_order:
            if _is_after(record, earlier, later):
                values = {"found": record.shown(later), "other": record.shown(earlier)}
                column = f"{record.sheet.key}.{earlier}"
                yield record.problem("not_in_order", later, earlier=column, **values)


def _is_after(record: Record, earlier: str, later: str) -> bool:
    days, numbers = (
        (record.day(earlier), record.day(later)),
        (record.number(earlier), record.number(later)),
    )
    if days[0] is not None and days[1] is not None:
        return days[0] > days[1]
    return numbers[0] is not None and numbers[1] is not None and numbers[0] > numbers[1]


def _out_of_bounds(records: Records) -> Iterator[PlanProblem]:
    for record in records.get("indicators", ()):
        kind = KINDS.get(record.text("kind"))
        if kind is None or kind.bounds is None:
            continue
        least, most = kind.bounds
        problem = "percent_range" if kind.is_share else "measure_range"
        for key in ("baseline", "target"):
            value = record.number(key)
            if value is not None and not least <= value <= most:
                bounds = {"least": f"{least:g}", "most": f"{most:g}"}
                yield record.problem(problem, key, found=record.shown(key), **bounds)


def _unlike_parts(records: Records) -> Iterator[PlanProblem]:
    """Yield the parts that cannot be one: of what does not add up, or of another sort."""
    rows = {fold(record.text("code")): record for record in records.get("indicators", ())}
    for record in rows.values():
        whole = rows.get(fold(record.text("part_of")))
        if whole is None:
            continue
        names = {"code": record.text("code"), "whole": whole.text("code")}
        kinds = [KINDS.get(row.text("kind")) for row in (record, whole)]
        unlike = [key for key in _ALIKE if _called(record, key).isdisjoint(_called(whole, key))]
        # First, for of a circle it means nothing that units differ.
        if _leads_back(record, rows):
            yield record.problem("part_in_circle", "part_of", **names)
        elif any(kind is not None and not kind.adds_up for kind in kinds):
            yield record.problem("part_adds_nothing", "part_of", **names)
        elif unlike:
            column = f"indicators.{unlike[0]}"
            yield record.problem("part_differs", "part_of", differs=column, **names)


def _old_codes(records: Records) -> Iterator[PlanProblem]:
    """Yield the old codes that another row has now, or had: nobody can say whose past they are."""
    for sheet in ("activities", "indicators"):
        rows = records.get(sheet, ())
        now = {fold(record.text("code")): record for record in rows if record.text("code")}
        claimed: set[str] = set()
        for record in rows:
            for code in dict.fromkeys(map(fold, record.texts("old_codes"))):
                said = next(one for one in record.texts("old_codes") if fold(one) == code)
                if code in now:
                    yield record.problem("old_code_in_use", "old_codes", code=said)
                elif code in claimed:
                    yield record.problem("old_code_twice", "old_codes", code=said)
                claimed.add(code)


def _sums_of_nothing(records: Records) -> Iterator[PlanProblem]:
    for record in records.get("indicators", ()):
        kind = KINDS.get(record.text("kind"))
        if record.text("combine") == Combine.SUM and kind is not None and not kind.adds_up:
            yield record.problem("sum_adds_nothing", "combine", code=record.text("code"))


def _called(record: Record, key: str) -> frozenset[str]:
    """Return what a column says, and what it says for single languages; {""} for nothing."""
    keys = (key, *(f"{key}_{language}" for language in LANGUAGES))
    return frozenset(fold(text) for text in map(record.text, keys) if text) or frozenset({""})


def _leads_back(record: Record, rows: Mapping[str, Record]) -> bool:
    """Tell whether going from part to whole comes to *record* again."""
    at, seen = fold(record.text("part_of")), set[str]()
    while at in rows and at not in seen:
        if rows[at] is record:
            return True
        seen.add(at)
        at = fold(rows[at].text("part_of"))
    return False


def _quarters_twice(records: Records) -> Iterator[PlanProblem]:
    rows = [record for record in records.get("calendar", ()) if "quarter" in record.values]
    seen: Counter[str] = Counter()
    for record in rows:
        quarter = record.shown("quarter")
        seen[quarter] += 1
        if seen[quarter] > 1:
            yield record.problem("quarter_twice", "quarter", found=quarter)


_ALIKE: Final = ("kind", "unit", "accumulation")
"""What an indicator and its parts have in common, or their numbers do not add up."""

_FINDERS: Final[tuple[Callable[[Records], Iterator[PlanProblem]], ...]] = (
    _missing_values,
    _odd_codes,
    _codes_twice,
    _unknown_codes,
    _out_of_order,
    _out_of_bounds,
    _unlike_parts,
    _sums_of_nothing,
    _old_codes,
    _quarters_twice,
    amendment_faults,
    column_problems,
    check_problems,
)
