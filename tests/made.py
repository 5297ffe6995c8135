"""The October 2022 case built by hand, without files: the plan and the merged third quarter.

The commitment, its holders and who answered what are the real case; dates,
targets, values and every sentence are invented.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from made_texts import ACTIVITY_TEXTS, ANSWERS, FINDINGS, INDICATOR_TEXTS, INSTITUTIONS

from ovpsheets import kinds
from ovpsheets.plan.model import Activity, Commitment, Indicator, Institution, Plan, Wording
from ovpsheets.quarter import Quarter
from ovpsheets.results.report import Report
from ovpsheets.tables import ALL, Tables, frame

QUARTER: Final = Quarter(2022, 3)
AS_OF: Final = date(2022, 10, 12)
FORM_SHEETS: Final = {"activities": "1 Активности", "indicators": "2 Индикатори"}

FILES: Final[Mapping[str, str]] = {
    "MVR": "OVP_NAP5_2022-Q3_MVR_R1.xlsx",
    "NK": "Национална комисија/OVP_NAP5_2022-Q3_NK_R1 (2).xlsx",
    "OP": "OVP_NAP5_2022-Q3_OP_R1.xlsx",
    "MP": "OVP_NAP5_2022-Q3_MP_R1.xlsx",
    "MZ": "Извештај МЗ – трет квартал.xlsx",
}
RECEIVED: Final = {
    "MVR": date(2022, 10, 6), "NK": date(2022, 10, 7), "OP": date(2022, 10, 5),
    "MP": date(2022, 10, 11), "MZ": date(2022, 10, 10),
}  # fmt: skip

# activity: holder, co-holders, start, deadline, the holder's statuses in Q1, Q2, Q3, timeliness
_COURSE: Final = {
    "3.6.1": ("MTSP", (), date(2021, 10, 1), date(2022, 6, 30),
              ("not_started", "not_started", "no_report"), "overdue"),
    "3.6.2": ("NK", ("MVR",), date(2021, 7, 1), date(2022, 12, 31),
              ("not_started", "limited", "substantial"), "not_due"),
    "3.6.3": ("MVR", (), date(2021, 10, 1), date(2022, 9, 30),
              ("not_started", "limited", "limited"), "due"),
    "3.6.4": ("MP", (), date(2022, 1, 1), date(2022, 9, 30),
              ("not_started", "not_started", "not_started"), "due"),
    "3.6.5": ("MZ", (), date(2022, 1, 1), date(2022, 12, 31),
              ("not_started", "not_started", "not_started"), "not_due"),
    "3.6.6": ("MTSP", (), date(2022, 4, 1), date(2023, 3, 31),
              ("not_started", "not_started", "no_report"), "not_due"),
    "3.6.7": ("OP", (), date(2021, 7, 1), date(2022, 12, 31),
              ("limited", "limited", "limited"), "not_due"),
    "3.6.8": ("MTSP", ("MVR",), date(2021, 10, 1), date(2022, 9, 30),
              ("not_started", "limited", "no_report"), "due"),
}  # fmt: skip

# indicator: kind, unit, baseline, target, values in Q1, Q2, Q3 (None: nothing given)
_MEASURES: Final[Mapping[str, tuple[kinds.Kind, str, Any, Any, tuple[Any, Any, Any]]]] = {
    "3.6.1.1": (kinds.COUNT, "тимови", 0, 4, (0, 0, None)),
    "3.6.1.2": (kinds.COUNT, "посети", 0, 60, (0, 0, None)),
    "3.6.2.1": (kinds.COUNT, "индикатори", 0, 8, (0, 2, 5)),
    "3.6.3.1": (kinds.COUNT, "лица", 0, 120, (0, 45, 78)),
    "3.6.3.2": (kinds.COUNT, "обуки", 0, 6, (0, 2, 4)),
    "3.6.4.1": (kinds.COUNT, "лица", 0, 15, (0, 0, None)),
    "3.6.5.1": (kinds.YES_NO, "", "не", "да", ("no", "no", "no")),
    "3.6.6.1": (kinds.COUNT, "лица", 0, 20, (0, 2, None)),
    "3.6.7.1": (kinds.COUNT, "настани", 2, 12, (3, 6, 8)),
    "3.6.8.1": (kinds.YES_NO, "", "не", "да", ("no", "no", None)),
    "3.6.8.2": (kinds.PERCENT, "%", 25, 80, (25, 40, None)),
}
_PERSONS: Final = frozenset({"3.6.3.1", "3.6.4.1", "3.6.6.1"})


@cache
def case_plan() -> Plan:
    """Return the plan: one commitment, eight activities, eleven indicators."""
    return Plan(
        code="NAP5",
        title=Wording(
            "Национален акциски план за ОВП 2021–2023",
            "Plani kombëtar i veprimit për PHQ 2021–2023",
            "National Action Plan for OGP 2021–2023",
        ),
        start=date(2021, 1, 1),
        end=date(2023, 12, 31),
        coordinator="MVR",
        institutions=tuple(_institution(code) for code in INSTITUTIONS),
        commitments=(
            Commitment(
                "3.6",
                Wording(
                    "Зголемување на пристапот до загарантираните облици на заштита на жртвите "
                    "на трговија со луѓе",
                    "Rritja e qasjes në format e garantuara të mbrojtjes së viktimave të "
                    "trafikimit me njerëz",
                    "Increasing access to the guaranteed forms of protection for victims of "
                    "trafficking in human beings",
                ),
                coordinator="MVR",
            ),
        ),
        activities=tuple(
            Activity(code, "3.6", Wording(*ACTIVITY_TEXTS[code]), start, deadline, holder, others)
            for code, (holder, others, start, deadline, _, _) in _COURSE.items()
        ),
        indicators=tuple(
            Indicator(
                code, _activity_of(code), Wording(*INDICATOR_TEXTS[code]), kind, unit,
                baseline, target,
                reported_by=(_COURSE[_activity_of(code)][0],), persons=code in _PERSONS,
            )
            for code, (kind, unit, baseline, target, _) in _MEASURES.items()
        ),
        languages=("mk", "sq", "en"),
    )  # fmt: skip


@cache
def case_report() -> Report:
    """Return the third quarter of 2022 as merged on 12 October, with Q1 and Q2 before it.

    Made once: who changes a table changes a copy.
    """
    return Report(case_plan(), QUARTER, AS_OF, _this_quarter(), _earlier_quarters())


def _institution(code: str) -> Institution:
    name, short = INSTITUTIONS[code]
    kind = {"OP": "cso", "NK": "commission"}.get(code, "ministry")
    return Institution(code, Wording(*name), Wording(*short), kind=kind,
                       contact="", email=f"ovp.{code.lower()}@example.mk")  # fmt: skip


def _activity_of(indicator: str) -> str:
    return indicator.rpartition(".")[0]


def _this_quarter() -> Tables:
    return Tables(
        activities=frame(ALL["activities"], _activities(2)),
        indicators=frame(ALL["indicators"], _indicators(2)),
        findings=frame(ALL["findings"], _findings()),
        returns=frame(ALL["returns"], _returns()),
        unplaced=frame(ALL["unplaced"], [_UNPLACED]),
        institutions=frame(ALL["institutions"], _institutions()),
        lines=_ledger,
    )


def _earlier_quarters() -> Tables:
    empty = Tables.empty()
    return Tables(
        activities=frame(ALL["activities"], [*_activities(0), *_activities(1)]),
        indicators=frame(ALL["indicators"], [*_indicators(0), *_indicators(1)]),
        findings=empty.findings,
        returns=empty.returns,
        unplaced=empty.unplaced,
        institutions=empty.institutions,
    )


def _activities(index: int) -> Iterator[dict[str, object]]:
    """Yield the rows of the quarter that stands at *index* of the statuses (2 is this one)."""
    rows = dict.fromkeys(FILES, 6)
    for code, (holder, others, _, deadline, statuses, timeliness) in _COURSE.items():
        for institution in (holder, *others):
            lead = institution == holder
            row: dict[str, object] = {
                "quarter": str(Quarter(2022, index + 1)), "commitment": "3.6", "activity": code,
                "institution": institution, "role": "holder" if lead else "co_holder",
                "status": statuses[index] if lead else "limited",
                "previous_status": statuses[index - 1] if lead and index else None,
                "timeliness": timeliness if index == 2 else _earlier_timeliness(code, index),
                "deadline": deadline,
            }  # fmt: skip
            if index == 2 and institution in FILES:
                rows[institution] += 1
                place = (FILES[institution], FORM_SHEETS["activities"], rows[institution])
                row |= dict(zip(("file", "sheet", "row"), place, strict=True))
                row |= ANSWERS.get((code, institution), {})
            yield row


def _earlier_timeliness(activity: str, index: int) -> str:
    return "due" if index == 1 and activity == "3.6.1" else "not_due"


def _indicators(index: int) -> Iterator[dict[str, object]]:
    rows = dict.fromkeys(FILES, 6)
    for code, (kind, unit, baseline, target, values) in _MEASURES.items():
        institution = _COURSE[_activity_of(code)][0]
        value, numeric = values[index], kind is not kinds.YES_NO
        row: dict[str, object] = {
            "quarter": str(Quarter(2022, index + 1)), "commitment": "3.6",
            "activity": _activity_of(code), "indicator": code, "institution": institution,
            "kind": kind.key, "unit": unit or None, "accumulation": "cumulative",
            "value": value if numeric else None, "text": None if numeric else value,
            "previous_value": values[index - 1] if numeric and index else None,
            "baseline": baseline if numeric else None, "target": target if numeric else None,
        }  # fmt: skip
        if index == 2 and institution in FILES:
            rows[institution] += 1
            row |= {"file": FILES[institution], "sheet": FORM_SHEETS["indicators"],
                    "cell": f"H{rows[institution]}"}  # fmt: skip
            if value is not None:
                row["source"] = "Евиденција на институцијата"
            if code == "3.6.4.1":
                row |= {"flag": "x", "note": "Податокот се води во Агенцијата за правна помош."}
        yield row


def _findings() -> Iterator[dict[str, object]]:
    for finding in FINDINGS:
        place = {"file": FILES.get(str(finding["institution"]))} if finding.get("cell") else {}
        yield {
            "quarter": str(QUARTER), "commitment": "3.6", "state": "open", "since": str(QUARTER),
            **place, **finding,
        }  # fmt: skip


def _returns() -> Iterator[dict[str, object]]:
    for number, (institution, file) in enumerate(FILES.items(), start=1):
        yield {
            "file": file, "sha256": f"{number:064x}", "institution": institution,
            "quarter": str(QUARTER), "revision": 1, "received": RECEIVED[institution],
            "on_time": institution != "MP", "used": "used", "cells": 61 + number, "fields": 9,
            "program": "LibreOffice 7.4" if institution == "OP" else "Microsoft Excel 16.0",
            "unplaced": int(institution == "MZ"),
        }  # fmt: skip
    yield {
        "file": "OVP_NAP5_2022-Q3_NK_R1.xlsx", "sha256": f"{9:064x}", "institution": "NK",
        "quarter": str(QUARTER), "revision": 1, "received": date(2022, 10, 4), "on_time": True,
        "program": "Microsoft Excel 16.0", "used": "superseded", "cells": 58, "fields": 6,
        "reason": "Истата институција врати понов образец на 7.10.2022.", "unplaced": 0,
    }  # fmt: skip


_UNPLACED: Final = {
    "file": FILES["MZ"], "institution": "MZ", "sheet": FORM_SHEETS["activities"], "cell": "F7",
    "kind": "note", "text": "Работната група е формирана, но сè уште нема состаноци. =SUM(A1)",
}  # fmt: skip


def _institutions() -> Iterator[dict[str, object]]:
    held = [(code, who) for code, (holder, others, *_) in _COURSE.items()
            for who in (holder, *others)]  # fmt: skip
    for institution in INSTITUTIONS:
        asked = [c for c in _MEASURES if _COURSE[_activity_of(c)][0] == institution]
        given = [c for c in asked if _MEASURES[c][4][2] is not None or c == "3.6.4.1"]
        yield {
            "institution": institution, "expected": True, "returned": institution in FILES,
            "received": RECEIVED.get(institution), "unplaced": int(institution == "MZ"),
            "on_time": institution != "MP" if institution in FILES else None,
            "activities": sum(who == institution for _, who in held),
            "answered": sum(who == institution for _, who in held if who in FILES),
            "indicators": len(asked), "given": len(given),
            "findings": sum(f["institution"] == institution for f in FINDINGS),
        }  # fmt: skip


def _ledger(only: str = "", of: str = "", /) -> Iterator[dict[str, object]]:
    lines = (row for row in _lines() if only in ("", row["class"]))
    return (row for row in lines if str(row.get("field") or "").startswith(of and f"{of}/"))


def _lines() -> Iterator[dict[str, object]]:
    """Yield a class for the cells of the two tables; the form's own texts are left out."""
    letters = {"status": "F", "progress": "G", "reason": "H", "explanation": "I", "evidence": "K"}
    for row in _activities(2):
        for column, letter in letters.items():
            if row.get("file") and row.get(column):
                yield {
                    "file": row["file"], "sheet": row["sheet"], "cell": f"{letter}{row['row']}",
                    "class": "field", "field": f"activities/{row['activity']}/{column}",
                    "raw": str(row[column]),
                }  # fmt: skip
    for row in _indicators(2):
        raw = row["text"] if row["value"] is None else row["value"]
        if row.get("file") and raw is not None:
            yield {
                "file": row["file"], "sheet": row["sheet"], "cell": row["cell"], "class": "field",
                "field": f"indicators/{row['indicator']}/value", "raw": str(raw),
            }  # fmt: skip
    yield {**{key: _UNPLACED[key] for key in ("file", "sheet", "cell")}, "class": "unplaced",
           "raw": _UNPLACED["text"]}  # fmt: skip
