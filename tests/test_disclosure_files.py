"""The public files say of figures of persons what the attacked rows say, and nothing else."""

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO

import pandas as pd
import pytest
from persons import PARTS, QUARTERS, SHARE, WHOLE, Values, indicator, plan_with, rows

from ovpsheets import kinds
from ovpsheets.disclosure import Line, Memory, Policy
from ovpsheets.plan.model import Plan
from ovpsheets.release.make import Made, make_public
from ovpsheets.release.public import Published
from ovpsheets.release.public_files import public_files
from ovpsheets.results.report import Report
from ovpsheets.tables import ACTIVITIES, INDICATORS, Tables, frame, records
from ovpsheets.words import LANGUAGES, Accumulation

THREE = tuple("ABC")
SUM = Line("2022-Q1", WHOLE, "", "whitelist", value="73", source="Годишен извештај, стр. 7")
GROWING = plan_with(indicator(WHOLE, accumulation=Accumulation.CUMULATIVE, baseline=2))
BROKEN_DOWN = plan_with(indicator(WHOLE), *map(indicator, PARTS))
SHARED = plan_with(indicator(WHOLE), indicator(SHARE, kind=kinds.PERCENT))
SUMMED = plan_with(indicator(WHOLE, reported_by=THREE))

Course = Sequence[Values]


def releases(plan: Plan, course: Course, *lines: Line) -> list[Made]:
    """Publish one quarter after another, as the workspace does."""
    memory, found = Memory(lines), list[Made]()
    plan = replace(plan, languages=LANGUAGES)
    for quarter, values, before in zip(QUARTERS, course, ({}, *course), strict=False):
        indicators = rows(plan, quarter, values, before)
        told = {"quarter": str(quarter), "commitment": "1.1", "activity": "1.1.1",
                "institution": "A", "role": "holder", "status": "limited"}  # fmt: skip
        tables = replace(
            Tables.empty(), indicators=indicators, activities=frame(ACTIVITIES, [told])
        )
        earlier = [made.public.report.tables for made in found]
        history = replace(
            Tables.empty(), **{
                name: pd.concat([getattr(own, name) for own in (Tables.empty(), *earlier)])
                for name in ("activities", "indicators", "institutions")
            }
        )  # fmt: skip
        report = Report(plan, quarter, date(2022, 12, 31), tables, history)
        published = Published(history, Tables.empty(), history.indicators)
        found.append(make_public(report, published, memory, Policy.of(plan)))
        memory = found[-1].memory
    return found


def of(*numbers: float) -> Values:
    return {(WHOLE, who): number for who, number in zip(THREE, numbers, strict=False)}


def broken_down(*parts: float) -> Values:
    return {(WHOLE, "A"): sum(parts), **{(PARTS[n], "A"): part for n, part in enumerate(parts)}}


def shared(count: float, share: float) -> Values:
    return {(WHOLE, "A"): count, (SHARE, "A"): share}


ALIKE = {
    "a small figure": (SUMMED, [of(3, 30, 40)], [of(2, 30, 40)], ()),
    "a sum": (SUMMED, [of(3, 30, 40)], [of(1, 32, 40)], (SUM,)),
    "a breakdown": (BROKEN_DOWN, [broken_down(3, 20)], [broken_down(1, 22)], ()),
    "growth": (GROWING, list(map(of, (10, 12, 13, 16))), list(map(of, (10, 11, 14, 16))), ()),
    "a share": (SHARED, [shared(3, 33)], [shared(4, 75)], ()),
    "by hand": (SUMMED, [of(50, 60, 70)], [of(55, 60, 70)],
                (Line("2022-Q1", WHOLE, "A", "hide", reason="договорено", decided_by="МВР"),)),
}  # fmt: skip
"""Two courses of figures that differ only in what is hidden, by what hides it."""


def all_files(made: Made) -> dict[str, bytes]:
    """Return the public files and, of packages, the parts."""
    files = dict(public_files(made.public))
    for name in [name for name in files if name.endswith((".xlsx", ".docx"))]:
        with zipfile.ZipFile(BytesIO(files[name])) as package:
            files |= {f"{name}/{part}": package.read(part) for part in package.namelist()}
    return files


@pytest.mark.parametrize("name", ALIKE)
def test_what_is_hidden_leaves_no_trace_in_any_public_file(name: str) -> None:
    plan, one, other, lines = ALIKE[name]
    hidden = 0
    for a, b in zip(releases(plan, one, *lines), releases(plan, other, *lines), strict=True):
        hidden += int((a.public.tables["indicators"]["flag"] == "c").sum())
        first, second = all_files(a), all_files(b)
        assert first.keys() == second.keys()
        assert [part for part in first if first[part] != second[part]] == []
    assert hidden


def test_what_is_not_hidden_does_leave_a_trace() -> None:
    (one,), (other,) = releases(SUMMED, [of(3, 30, 40)]), releases(SUMMED, [of(3, 31, 40)])
    first, second = all_files(one), all_files(other)
    changed = {part for part in first if first[part] != second[part]}
    assert {"data/indicators.csv", "notification.mk.html", "notification.sq.md"} <= changed


@pytest.mark.parametrize("name", ALIKE)
def test_the_figures_of_the_data_are_those_that_were_attacked(name: str) -> None:
    plan, course, _, lines = ALIKE[name]
    for made in releases(plan, course, *lines):
        data = BytesIO(public_files(made.public)["data/indicators.csv"])
        read = pd.read_csv(data, dtype={"indicator": str})
        rows = records(made.public.report.tables.indicators)
        assert [(None if pd.isna(v) else v) for v in read["value"]] == [r["value"] for r in rows]
        assert [f == "c" for f in read["flag"]] == [r["flag"] == "c" for r in rows]
        assert set(read.columns) <= set(INDICATORS) | {"mark"}
