"""The public files say of figures of persons what the attacked rows say, and nothing else."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from html import unescape
from io import BytesIO

import pandas as pd
import pytest
from every_case import every
from persons import PARTS, QUARTERS, SHARE, WHOLE, Values, indicator, plan_with, rows

from ovpsheets import kinds
from ovpsheets.disclosure import Line, Memory, Policy, RefusedTexts
from ovpsheets.plan.model import Plan
from ovpsheets.release.make import Made, make_public
from ovpsheets.release.public import Published
from ovpsheets.release.public_files import public_files
from ovpsheets.release.withheld import tells_promised, tells_refused
from ovpsheets.results.narrative.steps import making
from ovpsheets.results.report import Report
from ovpsheets.tables import ACTIVITIES, INDICATORS, INSTITUTIONS, RETURNS, Tables, frame, records
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Accumulation

THREE = tuple("ABC")
SUM = Line("2022-Q1", WHOLE, "", "whitelist", value="73", source="Годишен извештај, стр. 7")
GROWING = plan_with(indicator(WHOLE, accumulation=Accumulation.CUMULATIVE, baseline=2))
BROKEN_DOWN = plan_with(indicator(WHOLE), *map(indicator, PARTS))
SHARED = plan_with(indicator(WHOLE), indicator(SHARE, kind=kinds.PERCENT))
SUMMED = plan_with(indicator(WHOLE, reported_by=THREE))

Course = Sequence[Values]


def release(
    plan: Plan, quarter: int, values: Values, before: Sequence[Made], memory: Memory,
    was: Values | None = None, **texts: str,
) -> Made:  # fmt: skip
    """Publish a quarter, anew where *before* has it, with *texts*; *was*: the quarter before."""
    plan, name = replace(plan, languages=tuple(LANGUAGES)), str(QUARTERS[quarter])
    told = {"quarter": name, "commitment": "1.1", "activity": "1.1.1", "institution": "A",
            "role": "holder", "status": "limited", "progress": texts.get("progress")}  # fmt: skip
    newest = {str(made.public.report.quarter): made.public.report.tables for made in before}
    earlier = [tables for other, tables in newest.items() if other < name]
    indicators = rows(plan, QUARTERS[quarter], values, was, note=texts.get("note"))
    tables = replace(Tables.empty(), indicators=indicators, activities=frame(ACTIVITIES, [told]))
    history = joined_tables(earlier)
    every = joined_tables([made.public.report.tables for made in before]).indicators
    report = Report(plan, QUARTERS[quarter], date(2022, 12, 31), tables, history)
    published = Published(history, newest.get(name, Tables.empty()), every)
    return make_public(report, published, memory, Policy.of(plan))


def joined_tables(several: list[Tables]) -> Tables:
    names = ("activities", "indicators", "institutions")
    return replace(
        Tables.empty(),
        **{n: pd.concat([getattr(own, n) for own in (Tables.empty(), *several)]) for n in names},
    )


def releases(plan: Plan, course: Course, *lines: Line, method: str = "hide") -> list[Made]:
    """Publish one quarter after another, as the workspace does."""
    memory, found = Memory(lines), list[Made]()
    plan = replace(plan, languages=tuple(LANGUAGES))
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
        policy = Policy.of(plan, method=method)
        found.append(make_public(report, published, memory, policy))
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


@every("name", ALIKE)
def test_what_is_hidden_leaves_no_trace_in_any_public_file(name: str) -> None:
    """And the figures of the data are those that are attacked elsewhere."""
    plan, one, other, lines = ALIKE[name]
    hidden = 0
    for a, b in zip(releases(plan, one, *lines), releases(plan, other, *lines), strict=True):
        hidden += int((a.public.tables["indicators"]["flag"] == "c").sum())
        first, second = all_files(a), all_files(b)
        assert first.keys() == second.keys()
        assert [part for part in first if first[part] != second[part]] == []
        _are_those_that_were_attacked(first["data/indicators.csv"], a)
    assert hidden


def _are_those_that_were_attacked(data: bytes, made: Made) -> None:
    read = pd.read_csv(BytesIO(data), dtype={"indicator": str})
    rows = records(made.public.report.tables.indicators)
    assert [(None if pd.isna(v) else v) for v in read["value"]] == [r["value"] for r in rows]
    assert [f == "c" for f in read["flag"]] == [r["flag"] == "c" for r in rows]
    of_the_plan = {"direction", "combine", *(f"unit_{language}" for language in LANGUAGES)}
    own = {"mark", "withheld", "unclear", "completed_in"}
    assert set(read.columns) <= set(INDICATORS) | own | of_the_plan


def test_what_is_not_hidden_does_leave_a_trace() -> None:
    (one,), (other,) = releases(SUMMED, [of(3, 30, 40)]), releases(SUMMED, [of(3, 31, 40)])
    first, second = all_files(one), all_files(other)
    changed = {part for part in first if first[part] != second[part]}
    assert {"data/indicators.csv", "notification.mk.html", "notification.sq.md"} <= changed


# ------------------------------------------------------------------ what is taken back

OLD, NEWER = "Жена од Ресен, 34 години", "Жена од Преспа, 35 години"
TELLING = (4711234, 4722345)  # figures that stand nowhere by chance


def answered(memory: Memory, text: str, word: str) -> Memory:
    """Say *word* to every question about *text*."""
    return Memory(tuple(replace(n, answer=word) if n.text == text else n for n in memory.lines))


def found_in(files: Mapping[str, bytes], wanted: str) -> list[str]:
    """Return the files, and parts of packages, that say *wanted*, however a number is grouped."""
    forms = {wanted, f"{int(wanted):,}", f"{int(wanted):,}".replace(",", ".")} if (
        wanted.isdecimal()) else {wanted}  # fmt: skip
    forms |= {form.replace(",", space) for form in forms for space in " \u00a0\u202f"}
    texts = {name: unescape(data.decode("utf-8", "replace")) for name, data in files.items()}
    return [name for name, text in texts.items() if any(form in text for form in forms)]


@pytest.mark.parametrize("persons", [True, False])
def test_a_figure_that_is_hidden_later_is_told_by_no_public_file(persons: bool) -> None:
    plan = plan_with(indicator(WHOLE, persons=persons))
    first, second = ({(WHOLE, "A"): float(n)} for n in TELLING)
    one = release(plan, 0, first, [], Memory())
    revised = release(plan, 0, second, [one], one.memory)
    assert found_in(all_files(revised), "4711234")  # the revision tells it
    after = release(plan, 1, {(WHOLE, "A"): 9000000.0}, [one, revised], revised.memory, second)
    assert found_in(all_files(after), "4722345")

    hide = Line("2022-Q1", WHOLE, "A", "hide", reason="по барање", decided_by="МВР")
    done = [one, revised, after]
    hidden = release(plan, 0, second, done, Memory((*after.memory.lines, hide)))
    again = release(
        plan, 1, {(WHOLE, "A"): 9000000.0}, [*done, hidden], hidden.memory, second
    )  # fmt: skip
    for files in (all_files(hidden), all_files(again)):
        for number in TELLING:
            assert found_in(files, str(number)) == []
    of_value = [r for r in records(hidden.public.revisions) if r["column"] == "value"]
    assert [(r["was"], r["now"], r["withdrawn"]) for r in of_value] == [(None, None, True)] * 2
    page = all_files(hidden)["notification.mk.md"].decode("utf-8")
    assert page.count("повлечено") == 1


def test_a_text_that_is_refused_later_is_told_by_no_public_file() -> None:
    plan, values = plan_with(indicator(WHOLE)), {(WHOLE, "A"): 40.0}
    asked = release(plan, 0, values, [], Memory(), progress=OLD, note=OLD)
    one = release(plan, 0, values, [], answered(asked.memory, OLD, "да"), progress=OLD, note=OLD)
    assert found_in(all_files(one), OLD)
    asked = release(plan, 0, values, [one], one.memory, progress=NEWER, note=OLD)
    yes = answered(asked.memory, NEWER, "да")
    two = release(plan, 0, values, [one], yes, progress=NEWER, note=OLD)
    assert found_in(all_files(two), OLD)
    assert found_in(all_files(two), NEWER)

    no = answered(two.memory, OLD, "не")
    three = release(plan, 0, values, [one, two], no, progress=NEWER, note=OLD)
    assert found_in(all_files(three), OLD) == []
    assert found_in(all_files(three), NEWER)  # what was not refused stays

    no = answered(three.memory, NEWER, "не")
    four = release(plan, 0, values, [one, two, three], no, progress=NEWER, note=OLD)
    assert found_in(all_files(four), NEWER) == []
    assert {r["withdrawn"] for r in records(four.public.revisions)} == {True}


def test_a_text_that_is_refused_in_one_place_is_printed_in_no_other() -> None:
    """Nor asked about again, in whatever letters it comes back."""
    plan, values = plan_with(indicator(WHOLE)), {(WHOLE, "A"): 40.0}
    asked = release(plan, 0, values, [], Memory(), progress=OLD)
    no = answered(asked.memory, OLD, "не")
    again = OLD.upper().replace("А", "A").replace(",", " –") + "."
    for quarter in (0, 1):
        made = release(plan, quarter, values, [], no, note=again, progress=NEWER)
        assert list(made.questions["text"]) == [NEWER]
        assert found_in(all_files(made), again) == []
        (row,) = records(made.public.tables["indicators"])
        assert row["withheld"] == "note"


def test_what_is_refused_elsewhere_is_asked_for_though_it_was_published_after_a_yes() -> None:
    plan, values = plan_with(indicator(WHOLE)), {(WHOLE, "A"): 40.0}
    asked = release(plan, 0, values, [], Memory(), progress=OLD, note=NEWER)
    yes = answered(answered(asked.memory, OLD, "да"), NEWER, "да")
    one = release(plan, 0, values, [], yes, progress=OLD, note=NEWER)
    elsewhere = answered(asked.memory, OLD, "не")
    refused = RefusedTexts.of(elsewhere)
    assert tells_refused(plan.columns, one.public.report.tables, refused)
    assert not tells_refused(plan.columns, one.public.report.tables, RefusedTexts(frozenset()))


def test_a_baseline_refused_later_names_the_quarters_that_show_it() -> None:
    plan = plan_with(replace(indicator(WHOLE), baseline=3.0, target=90.0))
    asked = release(plan, 0, {(WHOLE, "A"): 30.0}, [], Memory())
    lines = (replace(n, answer="да") if n.decision == "ask" else n for n in asked.memory.lines)
    one = release(plan, 0, {(WHOLE, "A"): 30.0}, [], Memory(tuple(lines)))
    assert one.promised == ()
    assert asked.promised == ((WHOLE, "baseline", 3.0),)
    assert tells_promised(one.public.report.tables, asked.promised)
    assert not tells_promised(asked.public.report.tables, asked.promised)
    assert not tells_promised(one.public.report.tables, ((WHOLE, "baseline", 4.0),))


def test_a_share_that_is_refused_after_a_yes_is_withdrawn() -> None:
    plan, values = plan_with(indicator(WHOLE, kind=kinds.PERCENT)), {(WHOLE, "A"): 41.0}
    asked = release(plan, 0, values, [], Memory())
    (question,) = asked.memory.decided("ask")
    one = release(plan, 0, values, [], answered(asked.memory, question.text, "да"))
    assert list(one.public.tables["indicators"]["value"]) == [41.0]
    two = release(plan, 0, values, [one], answered(one.memory, question.text, "не"))
    assert list(two.public.tables["indicators"]["flag"]) == ["c"]
    assert {r["was"] for r in records(two.public.revisions)} == {None}


def test_a_revision_of_what_is_still_published_says_what_was() -> None:
    plan = plan_with(indicator(WHOLE))
    one = release(plan, 0, {(WHOLE, "A"): 4711.0}, [], Memory())
    two = release(plan, 0, {(WHOLE, "A"): 4722.0}, [one], one.memory)
    (row,) = records(two.public.revisions)
    assert (row["was"], row["now"], row["withdrawn"]) == ("4711", "4722", False)


def test_no_public_file_tells_a_count_that_is_rounded() -> None:
    course = [of(1137193, 2268274, 3359367), of(1148194, 2279273, 3381369)]
    for made in releases(SUMMED, course, method="round"):
        values = made.public.tables["indicators"]["value"]
        assert set(values % 5) == {0}
        numbers = [int(value) for values in course for value in values.values() if value]
        numbers += [int(sum(value or 0 for value in values.values())) for values in course]
        spelled = {
            f"{number:,}".replace(",", between).encode()
            for number in numbers
            for between in ("", ",", ".", " ", "\u00a0", "\u202f", "&nbsp;", "&#160;")
        }
        for name, data in all_files(made).items():
            assert not [text for text in spelled if text in data], name


def test_what_is_rounded_is_not_said_to_be_unchanged() -> None:
    for method, said in (("round", "rounded to multiples of 5"), ("hide", "what is shown of")):
        (made,) = releases(SUMMED, [of(13, 30, 40)], method=method)
        returned = {"institution": "A", "quarter": "2022-Q1", "used": "used"}
        body = {"institution": "A", "expected": True, "returned": True}
        tables = replace(
            made.public.report.tables,
            returns=frame(RETURNS, [returned]), institutions=frame(INSTITUTIONS, [body]),
        )  # fmt: skip
        (line, *_) = making(replace(made.public.report, tables=tables), None, Texts("en"))
        assert said in line


def test_the_public_is_told_that_counts_are_rounded() -> None:
    (rounded,), (exact,) = (
        releases(SUMMED, [of(13, 30, 40)], method=method) for method in ("round", "hide")
    )
    for language, said in (("mk", "заокружени на 5"), ("sq", "të 5-s"), ("en", "multiples of 5")):
        page = f"notification.{language}.html"
        assert said in all_files(rounded)[page].decode()
        assert said not in all_files(exact)[page].decode()
    assert b"multiples of 5" in all_files(rounded)["data/datapackage.json"]
