"""From settled returns to the tables of the quarter."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd

from ovpsheets.intake.answer_rows import Row, places_of_each
from ovpsheets.intake.known_batches import KnownBatches
from ovpsheets.intake.mailed import with_sender
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reading.cells import Observation
from ovpsheets.intake.recognise.refusal import refusal
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import Settled
from ovpsheets.intake.row_batches import TableInTheMaking
from ovpsheets.kinds import KINDS
from ovpsheets.plan.measured import is_answer
from ovpsheets.plan.model import Plan
from ovpsheets.tables import (
    FINDINGS,
    INSTITUTIONS,
    PUBLISHED,
    RETURNS,
    UNPLACED,
    Tables,
    frame,
    with_columns,
)
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, ANSWER_FLAGS, INDICATORS, REPORTABLE, LedgerClass, Used


def tabulate(so_far: QuarterSoFar, known: KnownBatches | None = None) -> QuarterSoFar:
    """Add the tables of the quarter; ``findings`` is empty, for nothing is judged here.

    *known*: rows that somebody else made already, None for none.
    """
    activities, indicators = _answers(so_far, known or KnownBatches())
    tables = Tables(
        activities=activities,
        indicators=indicators,
        findings=frame(FINDINGS, []),
        returns=frame(RETURNS, _returns(so_far, Texts(so_far.brief.language))),
        unplaced=frame(UNPLACED, _unplaced(so_far.settled)),
        institutions=institutions_table(so_far, activities, indicators),
        # A thousand rows a form, which nobody but the ledger's own file asks for: made when wanted.
        lines=partial(_lines, so_far.settled),
    )
    return replace(so_far, tables=tables)


def _answers(so_far: QuarterSoFar, known: KnownBatches) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return ``activities`` and ``indicators``, their rows in plan order.

    They come institution by institution, so that a form is opened once, or not at all.
    """
    where, plan = places_of_each(so_far), so_far.plan
    # The codes that come from a worker are those of the plan once more.
    codes = [own.code for own in plan.activities] + [own.code for own in plan.indicators]
    once = dict(zip(codes, codes, strict=True))
    schemas = with_columns(PUBLISHED, plan.columns)
    activities, indicators = (
        TableInTheMaking(schemas[name], sum(len(own[number]) for own in where.values()), once)
        for number, name in enumerate((ACTIVITIES, INDICATORS))
    )
    for institution, (of_activities, of_indicators) in where.items():
        made = known.of(so_far, institution)
        activities.put(of_activities, made.activities)
        indicators.put(of_indicators, made.indicators)
    return activities.taken(), indicators.taken()


# ------------------------------------------------------------------ files and institutions


def _returns(so_far: QuarterSoFar, texts: Texts) -> Iterator[Row]:
    submit_by = so_far.plan.dates(so_far.quarter).submit_by
    for item in so_far.settled:
        returned = item.returned
        form_id = returned.form_id
        yield {
            "file": returned.name,
            "sha256": returned.sha256 or None,
            "institution": returned.institution or _mailed_by(item) or None,
            # As the form says: that it is another quarter's is a finding, and not mended here.
            "quarter": str(form_id.quarter) if form_id else None,
            "revision": form_id.revision if form_id else None,
            # A day that nobody recorded is a guess, and a table holds none.
            "received": returned.received if returned.is_dated else None,
            "on_time": returned.on_time(submit_by),
            "program": returned.program or None,
            "used": item.used.value,
            "reason": ending(item, texts),
            "cells": len(returned.ledger),
            "fields": returned.ledger.counts.get(LedgerClass.FIELD, 0),
            "unplaced": len(returned.ledger.unplaced),
            "observed": "; ".join(observations(returned, so_far.plan, texts)) or None,
        }


def _mailed_by(item: Settled) -> str:
    """Whose something is that could not be used: a mail of which something was used is no form."""
    return item.returned.mailed_by if item.used is Used.SET_ASIDE else ""


def observations(returned: Return, plan: Plan, texts: Texts) -> Iterator[str]:
    """Yield in words what was seen of a file: repairs, macros, how it was recognised."""
    yield from dict.fromkeys(_spoken(item, plan, texts) for item in returned.observed)


def _spoken(item: Observation, plan: Plan, texts: Texts) -> str:
    # A value may be the key of a column or of a text: people are told what it is called.
    values = {
        name: plan.columns.own_heading(value, texts)
        or (texts(value) if value.startswith("form.") and texts.has(value) else value)
        for name, value in item.values.items()
    }
    if known := plan.find_institution(values.get("institution")):
        values["institution"] = known.label(texts.language)
    return texts(f"intake.observed.{item.key}", **values)


def ending(item: Settled, texts: Texts) -> str:
    """Say in words how a file ended."""
    if item.used is Used.SET_ASIDE:
        return refusal(item.reason, texts)
    by = item.by.name if item.by else ""
    return texts(f"intake.ended.{item.reason}", by=by, n=item.inside)


def _lines(settled: Iterable[Settled], only: str = "", of: str = "", /) -> Iterator[Row]:
    for item in settled:
        file = item.returned.name
        for sheet, cell, what, field, raw, *_ in item.returned.ledger.lines(of and f"{of}/"):
            if what == only or not only:
                yield {
                    "file": file,
                    "sheet": sheet,
                    "cell": cell,
                    "class": what,
                    "field": field or None,
                    "raw": raw,
                }


def institutions_table(
    so_far: QuarterSoFar, activities: pd.DataFrame, indicators: pd.DataFrame
) -> pd.DataFrame:
    """Return the table ``institutions``: what was expected of each, and came; no findings yet."""
    return frame(INSTITUTIONS, _institutions(so_far, activities, indicators))


def _institutions(
    so_far: QuarterSoFar, activities: pd.DataFrame, indicators: pd.DataFrame
) -> Iterator[Row]:
    submit_by = so_far.plan.dates(so_far.quarter).submit_by
    reported = activities["status"].isin([status.value for status in REPORTABLE])
    answered = _keys(activities[reported], "activity")
    given = _keys(indicators[is_given(indicators)], "indicator")
    for item in so_far.due:
        used = so_far.used_by(item.institution)
        # Several forms with several commitments: of the whole the day is known where each one's is.
        is_dated = all(returned.is_dated for returned in used)
        received = max((returned.received for returned in used if is_dated), default=None)
        asked = {(item.institution, due.activity.code) for due in item.activities if due.begun}
        wanted = {(item.institution, due.indicator.code) for due in item.indicators if due.begun}
        yield {
            "institution": item.institution,
            "expected": item.anything,
            "returned": bool(used),
            "received": received,
            "on_time": _on_time(used, submit_by),
            "activities": len(asked),
            "answered": len(asked & answered),
            "indicators": len(wanted),
            "given": len(wanted & given),
            "findings": 0,  # counted once they are known, in rules/judge.py
            "unplaced": sum(len(returned.ledger.unplaced) for returned in used),
            "wrote": so_far.wrote.get(item.institution),
            "wrote_undated": item.institution in so_far.wrote
            and so_far.wrote[item.institution] is None,
        }


def _on_time(used: Sequence[Return], submit_by: date) -> bool | None:
    """Tell whether all that counts came in time; None where nothing did, or it is not known."""
    known = [returned.on_time(submit_by) for returned in used]
    return None if not known or None in known else all(known)


def is_given(indicators: pd.DataFrame) -> "pd.Series[bool]":
    """Tell for each row of ``indicators`` whether it was answered: 0, ``x`` and ``z`` are answers.

    A text beside a missing value is an answer only where it is what the kind wants;
    else it is what was typed and could not be read.
    """
    pairs = zip(indicators["kind"], indicators["text"].fillna(""), strict=True)
    answers = (is_answer(KINDS[kind], text) for kind, text in pairs)
    said = pd.Series(answers, index=indicators.index, dtype=bool)
    flagged = indicators["flag"].isin([flag.value for flag in ANSWER_FLAGS])
    return indicators["value"].notna() | flagged | said


def _keys(table: pd.DataFrame, key: str) -> set[tuple[str, str]]:
    return set(zip(table["institution"], table[key], strict=True))


# ------------------------------------------------------------------ what stands outside the form


def _unplaced(settled: Sequence[Settled]) -> Iterator[Row]:
    """Yield a row for everything that was typed where the form has no field."""
    for returned, own in with_sender(settled):
        for entry in returned.ledger.unplaced:
            yield {
                "file": returned.name,
                "institution": own or None,
                "sheet": entry.sheet,
                "cell": entry.cell,
                "kind": entry.kind,
                "text": entry.shown,
                "home": str(entry.home) if entry.home else None,
            }
