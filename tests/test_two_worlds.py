"""What is hidden is told by no public byte: worlds that differ only in it are told alike.

A course of random figures is published twice, the second time with other figures in the place of
some that are hidden. Where all that is shown stayed the same, every public file must be the same.
``ATTACKS=300 pytest tests/test_two_worlds.py --hypothesis-seed=1`` makes 300 random courses of
each sort instead of the same few every time.
"""

import csv
import io
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from persons import Values, rows
from press import ATTACKS
from test_disclosure_attack import Course, by_hand, courses
from test_disclosure_files import joined_tables
from test_what_is_said import FIELD, quarters
from told_in_memory import CHANGES, Answers
from told_in_memory import Course as Told
from told_quarters import QUARTERS as TOLD_QUARTERS

from ovpsheets.disclosure import Memory, Policy
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.release.make import Made, make_public
from ovpsheets.release.public import Published
from ovpsheets.release.public_files import public_files
from ovpsheets.results.report import Report
from ovpsheets.tables import ACTIVITIES, Tables, frame, records
from ovpsheets.words import LANGUAGES, Language

Publications = Sequence[tuple[Quarter, Values]]
Cell = tuple[str, str, str]
"""Quarter, indicator, institution."""

VICTIMS: Final = "1.2.1.1"
PROGRESS: Final = "Одржани се обуки."  # no number: a text that repeats a hidden one is withheld


def as_often(usual: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return how often to try: *usual*, or as often as an attack is to be made."""
    return settings(
        max_examples=ATTACKS or usual, derandomize=not ATTACKS, deadline=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip


# ------------------------------------------------------------------ figures


def published(course: Course, figures: Publications, targets: Mapping[str, float]) -> list[Made]:
    """Publish one quarter after another, and some anew."""
    named = (replace(own, target=targets.get(own.code)) for own in course.plan.indicators)
    plan = replace(course.plan, indicators=tuple(named))
    found: list[Made] = []
    memory = Memory(tuple(by_hand(course)))
    for number, (quarter, values) in enumerate(figures):
        earlier = [own for own in figures[:number] if own[0] < quarter]
        was = earlier[-1][1] if earlier else None
        found.append(published_once(plan, quarter, rows(plan, quarter, values, was), found, memory))
        memory = found[-1].memory
    return found


def published_once(
    plan: Plan, quarter: Quarter, indicators: Any, before: Sequence[Made], memory: Memory
) -> Made:
    name = str(quarter)
    newest = {str(made.public.report.quarter): made.public.report.tables for made in before}
    told = {"quarter": name, "commitment": "1.1", "activity": "1.1.1", "institution": "A",
            "role": "holder", "status": "limited", "progress": PROGRESS}  # fmt: skip
    activities = frame(ACTIVITIES, [told])
    tables = replace(Tables.empty(), indicators=indicators, activities=activities)
    history = joined_tables([own for other, own in newest.items() if other < name])
    every = joined_tables([made.public.report.tables for made in before]).indicators
    report = Report(plan, quarter, date(2022, 12, 31), tables, history)
    public = Published(history, newest.get(name, Tables.empty()), every)
    return make_public(report, public, memory, Policy.of(plan))


def cells(made: Made) -> list[tuple[Cell, Any, Any]]:
    """Return what the public rows show of each figure: the value or its mark."""
    return [
        ((row["quarter"], row["indicator"], row["institution"]), row["value"], row["flag"])
        for row in records(made.public.tables["indicators"])
    ]


def changed(figures: Publications, hidden: Sequence[Cell], by: int) -> Publications:
    """Return *figures* with every other of *hidden* grown by *by*, and the rest of them less."""
    found = [(quarter, dict(values)) for quarter, values in figures]
    for number, (name, code, who) in enumerate(hidden):
        for quarter, values in found:
            value = values.get((code, who))
            if str(quarter) == name and value is not None:
                values[code, who] = max(0, value + (-by if number % 2 else by))
    return found


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    return [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]


@given(course=courses(), chance=st.randoms(use_true_random=False))
@as_often(2)
def test_hidden_figures_leave_no_trace_in_any_public_file(
    course: Course, chance: random.Random
) -> None:
    assume(not course.heirs and not course.denied)  # attacked in their rows
    targets = {own.code: chance.choice([3, 10, 30]) for own in course.plan.indicators}
    one = published(course, course.published, targets)
    hidden = sorted({cell for made in one for cell, _, flag in cells(made) if flag == "c"})
    for _ in range(4):
        some = chance.sample(hidden, min(len(hidden), chance.randint(1, 4)))
        figures = changed(course.published, some, chance.randint(1, 3))
        if figures == [(quarter, dict(values)) for quarter, values in course.published]:
            continue
        other = published(course, figures, targets)
        if [cells(made) for made in one] == [cells(made) for made in other]:
            for a, b in zip(one, other, strict=True):
                assert differing(public_files(a.public), public_files(b.public)) == []
            return
    assume(False)


# ------------------------------------------------------------------ the whole way


def told(
    language: Language, quarters: Sequence[tuple[Answers, frozenset[str], str]],
    victims: Sequence[float],
) -> list[Mapping[str, bytes]]:  # fmt: skip
    """Answer and publish quarters, of *victims* each; return the public files of each.

    *quarters*: what is answered, what the plan says otherwise, how questions are answered then.
    """
    course, found = Told(language), list[Mapping[str, bytes]]()
    for name, (answers, changes, word), count in zip(TOLD_QUARTERS, quarters, victims, strict=True):
        with TemporaryDirectory() as place:
            folder = Path(place)
            course.publish(
                name, with_victims(answers, count), folder, issued=changes, changes=changes,
                late="MA", known=True,
            )  # fmt: skip
            files = [path for path in folder.rglob("*") if path.is_file()]
            found.append({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})
        course.answer(word)
    return found


def with_victims(answers: Answers, count: float) -> Answers:
    """Return *answers* with so many victims, and no text that names a number."""
    found = {
        who: own and {
            code: {key: PROGRESS if said == FIELD else said for key, said in typed.items()}
            for code, typed in own.items()
        }
        for who, own in answers.items()
    }  # fmt: skip
    if found["MC"]:
        found["MC"] = {**found["MC"], VICTIMS: {"value": count}}
    return found


def values(files: Mapping[str, bytes]) -> list[tuple[str, ...]]:
    """Return what the open data show of each figure, and that of some nothing is shown."""
    rows = csv.DictReader(io.StringIO(files["data/indicators.csv"].decode("utf-8-sig")))
    names = ("indicator", "institution", "value", "flag")
    return [tuple(row[name] for name in names) for row in rows]


@given(data=st.data())
@as_often(1)
def test_what_a_member_reported_of_a_few_persons_is_told_by_nothing_that_is_made_of_it(
    data: st.DataObject,
) -> None:
    language = data.draw(st.sampled_from(LANGUAGES))
    said, changes = [], frozenset[str]()
    for _ in TOLD_QUARTERS:
        changes |= data.draw(st.frozensets(st.sampled_from(sorted(CHANGES)), max_size=2))
        word = data.draw(st.sampled_from(["yes", "no", ""]))
        said.append((data.draw(quarters(language)), changes, word))
    before = data.draw(st.sampled_from([None, 40.0, 90.0]))  # then a few more; or a few and a few
    few = st.integers(1, 4)
    first, second = ((data.draw(few), data.draw(few)) for _ in range(2))
    assume(first != second)
    one, other = (
        told(language, said, (before or a, (before or 0) + b)) for a, b in (first, second)
    )
    assume(list(map(values, one)) == list(map(values, other)))
    assert [differing(a, b) for a, b in zip(one, other, strict=True)] == [[], []]
