"""A form came back with nothing in the fields of its tables: no status, no text, no value."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from ovpsheets.intake.meaning.spelling import visible
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.plan.due import Due
from ovpsheets.rules.asked_rows import asked_subjects
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.rules.said_in_mail import quoted, said_in_mails
from ovpsheets.words import ACTIVITIES, COVER, INDICATORS, LedgerClass, Severity

_SHOWN: Final = 5  # sheets
_FEWEST_ROWS: Final = 2
"""Rows from which on a blank table is one finding; of a single row its own finding says more."""

_TABLES: Final = (ACTIVITIES, INDICATORS)
_NEEDED: Final = ("value", "flag")  # one of these, or an indicator is not answered
_TYPED: Final = (LedgerClass.FIELD, LedgerClass.UNREADABLE, LedgerClass.UNPLACED)


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every used return in which no field of the tables was filled, though some should be.

    What was typed elsewhere in the file, and what the mail says, is said: a form is empty only
    where nothing was. So is a table that is blank while something stands elsewhere.
    """
    for _, returned in empty_forms(evidence):
        yield _found(evidence, returned)
    for due, returned, table in blank_tables(evidence):
        yield _blank_table(evidence, due, returned, table)


def empty_forms(evidence: QuarterSoFar) -> Iterator[tuple[Due, Return]]:
    """Yield the used returns in which no field of the tables was filled, with what is due."""
    for due, returned in evidence.reporting():
        asked = asked_subjects(evidence.plan, due, returned, ACTIVITIES)
        if asked and not _filled(returned):
            yield due, returned


def blank_tables(evidence: QuarterSoFar) -> Iterator[tuple[Due, Return, str]]:
    """Yield the tables left wholly blank in a form that is not, while answers stand elsewhere."""
    for due, returned in evidence.reporting():
        filled = _answered(returned)
        unread = {own.table for own in returned.unread}
        held = {table for table, _ in returned.placement.columns} if returned.placement else set()
        blank = [table for table in _TABLES if table in held - filled - unread] if filled else []
        for table in blank if blank and typed_elsewhere(returned) else ():
            if len(asked_subjects(evidence.plan, due, returned, table)) >= _FEWEST_ROWS:
                yield due, returned, table


def typed_elsewhere(returned: Return) -> bool:
    """Tell whether anything was typed on a sheet that holds none of the form's tables."""
    return bool(_typed_off_tables(returned))


def _filled(returned: Return) -> set[str]:
    fields = returned.placement.fields if returned.placement else {}
    filled: set[str] = set()
    for field, cell in fields.items():
        # A blank of the letters' own (U+00A0), or one of no width, fills no field.
        is_first = field.table in _TABLES and field.table not in filled
        if is_first and (visible(cell.raw) or not cell.row):
            filled.add(field.table)
    return filled


def _answered(returned: Return) -> set[str]:
    """The tables with anything filled in; a source beside no value at all answers nothing."""
    fields = returned.placement.fields if returned.placement else {}
    has_values = any(f.table == INDICATORS and f.key in _NEEDED for f in fields)
    return _filled(returned) - (set() if has_values else {INDICATORS})


def _found(evidence: QuarterSoFar, returned: Return) -> Found:
    found = Found(returned.institution, place=Place(returned.name))
    # In this order: what stands in the file was meant for us, what a mail says perhaps was.
    typed, mails = _typed(returned), said_in_mails(evidence).get(returned.institution, ())
    if typed:
        return replace(_saying_where(found, "elsewhere", typed), also=quoted(mails))
    if mails:
        how = "mail" if any(mail.is_mail for mail in mails) else "file"
        return replace(_saying(found, how), also=quoted(mails))
    if _has_cover(returned):
        return _saying(found, "cover")
    has_tables = returned.placement is not None and bool(returned.placement.columns)
    what = "nothing" if has_tables else "no_tables"
    return _saying(found, what)


def _has_cover(returned: Return) -> bool:
    """Tell whether the cover was filled in: who did that, and how to reach them."""
    fields = returned.placement.fields if returned.placement else {}
    return any(own.table == COVER and visible(cell.raw) for own, cell in fields.items())


def _saying(found: Found, how: str) -> Found:
    return found.saying(
        what=(f"rules.empty_form.{how}", {}), asked=(f"rules.empty_form.asked_{how}", {})
    )


def _blank_table(evidence: QuarterSoFar, due: Due, returned: Return, table: str) -> Found:
    about = asked_subjects(evidence.plan, due, returned, table)
    found = Found(due.institution, place=Place(returned.name), part=table, about=about)
    found = found.saying(table=(f"form.sheet.{table}", {}))
    return _saying_where(found, "table", _typed_off_tables(returned))


def _saying_where(found: Found, how: str, typed: Mapping[str, int]) -> Found:
    shown = [f"{sheet} ({count})" for sheet, count in list(typed.items())[:_SHOWN]]
    more = ["…"] if len(typed) > _SHOWN else []
    where = {"where": ", ".join(shown + more)}
    return found.saying(
        what=(f"rules.empty_form.{how}", where), asked=(f"rules.empty_form.asked_{how}", where)
    ).counting(n=sum(typed.values()))


def _typed_off_tables(returned: Return) -> dict[str, int]:
    """The same without the sheets that hold rows of the form, or answers to them."""
    placed = returned.placement
    own = {sheet for sheet, _ in placed.rows.values()} if placed else set()
    own |= {c.sheet for f, c in placed.fields.items() if f.table in _TABLES} if placed else set()
    return {sheet: count for sheet, count in _typed(returned).items() if sheet not in own}


def _typed(returned: Return) -> Counter[str]:
    """Sheet → what was typed there, in the order of the sheets; the cover answers nothing."""
    return Counter(
        line.sheet
        for line in returned.ledger
        if line.what in _TYPED
        and line.kind != "header"
        and line.sheet
        and visible(line.raw)
        and not (line.field is not None and line.field.table == COVER)
    )


RULE = Rule("empty_form", Severity.URGENT, find, alone=True)
