"""Whether an indicator counts persons is answered: in the plan, or once before publication."""

from dataclasses import replace
from pathlib import Path

import pytest
from cli_runs import answer, run
from every_case import every
from persons import PARTS, QUARTERS, WHOLE, indicator, plan_with
from plans import tables_of
from test_disclosure_files import all_files, found_in, release

from ovpsheets import kinds
from ovpsheets.disclosure import Memory, Policy, memory_csv, said_of_persons
from ovpsheets.disclosure.counts_persons import blank, unprotected
from ovpsheets.kinds import Kind
from ovpsheets.plan.model import Indicator, Wording
from ovpsheets.plan.write_plan import write_plan
from ovpsheets.release.make import Made
from ovpsheets.release.people_tables import people_tables
from ovpsheets.tables import records
from ovpsheets.texts import Texts

VICTIMS, TRAININGS = Wording(mk="Број на жртви"), Wording(mk="Број на обуки")
BLANK = replace(indicator(WHOLE, persons=None), text=TRAININGS)
DENIED = replace(indicator(WHOLE, persons=False), text=VICTIMS)


@every(
    ("wording", "is_named"),
    [
        (Wording(mk="Број на идентификувани жртви"), True),
        (Wording(mk="Сместени деца"), True),
        (Wording(mk="Лекари што поминале обука"), True),
        (Wording(mk="Странски државјани"), True),
        (Wording(mk="Згрижени азиланти"), True),
        (Wording(sq="Numri i viktimave"), True),
        (Wording(sq="Fëmijë të strehuar"), True),
        (Wording(sq="Përfitues të programit"), True),
        (Wording(sq="Të mitur në procedurë"), True),
        (Wording(en="Number of victims sheltered"), True),
        (Wording(en="Asylum seekers accommodated"), True),
        (Wording(mk="Број на одржани обуки"), False),
        (Wording(mk="Усвоени закони"), False),
        (Wording(sq="Numri i ligjeve"), False),
        (Wording(en="Number of reports"), False),
    ],
)
def test_the_wording_tells(wording: Wording, is_named: bool) -> None:
    own = replace(indicator(WHOLE, persons=False), text=wording)
    assert bool(unprotected(plan_with(own))) is is_named
    assert unprotected(plan_with(replace(own, persons=True))) == ()


def test_the_unit_tells() -> None:
    own = replace(indicator(WHOLE, persons=False, unit="лица"), text=Wording(mk="Опфат"))
    assert unprotected(plan_with(own)) == (own,)


def test_a_part_of_what_counts_persons_is_protected_already() -> None:
    part = replace(indicator(PARTS[0], persons=False), text=Wording(mk="Жртви, жени"))
    assert unprotected(plan_with(indicator(WHOLE), part)) == ()
    assert blank(plan_with(indicator(WHOLE), replace(part, persons=None))) == ()


def test_a_yes_or_no_is_no_number_of_anybody() -> None:
    own = indicator(WHOLE, persons=False, kind=kinds.YES_NO)
    assert unprotected(plan_with(replace(own, text=Wording(mk="Дом за жртви")))) == ()


# ------------------------------------------------------------------ blank


@every(
    ("kind", "asked"),
    [
        (kinds.COUNT, 1), (kinds.PERCENT, 1), (kinds.AMOUNT, 1), (kinds.TEXT, 1),
        (kinds.YES_NO, 0), (kinds.DATE, 0),
    ],
)  # fmt: skip
def test_a_blank_is_asked_about_where_persons_could_be_counted(kind: Kind, asked: int) -> None:
    plan = plan_with(replace(BLANK, kind=kind))
    assert len(blank(plan)) == asked
    assert len(said_of_persons(plan, QUARTERS[0], Memory()).questions) == asked


@pytest.mark.parametrize("own", [BLANK, DENIED], ids=["blank", "denied"])
def test_until_somebody_answers_it_is_held_to_count_persons(own: Indicator) -> None:
    made = release(plan_with(own), 0, {(WHOLE, "A"): 3.0}, [], Memory(), progress="Двајца")
    assert kinds_asked(made) == ["persons"]  # and not about the text, which is withheld, too
    assert values(made) == [None]
    assert list(made.public.tables["activities"]["progress"].isna()) == [True]


@pytest.mark.parametrize("own", [BLANK, DENIED], ids=["blank", "denied"])
@pytest.mark.parametrize(("word", "seen"), [("да", None), ("не", 3)])
def test_an_answer_decides_once_and_is_kept(own: Indicator, word: str, seen: float | None) -> None:
    asked = release(plan_with(own), 0, {(WHOLE, "A"): 3.0}, [], Memory())
    memory = answered(asked.memory, word)
    one = release(plan_with(own), 0, {(WHOLE, "A"): 3.0}, [], memory)
    assert kinds_asked(one) == []
    assert values(one) == [seen]
    two = release(plan_with(own), 1, {(WHOLE, "A"): 4.0}, [one], one.memory)
    assert kinds_asked(two) == []
    assert values(two) == [None if seen is None else 4]


def test_an_answer_no_is_not_asked_again_when_the_plan_then_says_it() -> None:
    own = replace(BLANK, text=VICTIMS)
    asked = release(plan_with(own), 0, {(WHOLE, "A"): 3.0}, [], Memory())
    later = plan_with(replace(own, persons=False))
    assert (
        kinds_asked(release(later, 0, {(WHOLE, "A"): 3.0}, [], answered(asked.memory, "не"))) == []
    )


def test_another_wording_is_asked_about_anew() -> None:
    asked = release(plan_with(BLANK), 0, {(WHOLE, "A"): 3.0}, [], Memory())
    memory = answered(asked.memory, "не")
    other = plan_with(replace(BLANK, text=VICTIMS))
    assert kinds_asked(release(other, 0, {(WHOLE, "A"): 3.0}, [], memory)) == ["persons"]


def test_what_was_published_undecided_is_not_remembered_as_persons() -> None:
    one = release(plan_with(BLANK), 0, {(WHOLE, "A"): 3.0}, [], Memory())
    assert [row["persons"] for row in records(one.released)] == [False]
    said_no = release(plan_with(BLANK), 0, {(WHOLE, "A"): 3.0}, [one], answered(one.memory, "не"))
    assert values(said_no) == [3]


def test_what_is_not_reported_yet_is_not_asked_about() -> None:
    plan = plan_with(indicator("1.1.1.9", persons=False), BLANK)
    assert kinds_asked(release(plan, 0, {("1.1.1.9", "A"): 3.0}, [], Memory())) == []


def test_the_plan_names_what_is_blank_and_what_it_denies(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(write_plan(tables_of(plan_with(BLANK)), "mk"))
    assert answer("-C", tmp_path, "plan")["persons_blank"] == [WHOLE]
    assert WHOLE in run("-C", tmp_path, "plan").stdout
    (tmp_path / "plan.xlsx").write_bytes(write_plan(tables_of(plan_with(DENIED)), "mk"))
    said = answer("-C", tmp_path, "plan")
    assert (said["persons_blank"], said["unprotected"]) == ([], [WHOLE])
    asked = said_of_persons(plan_with(DENIED), QUARTERS[0], Memory()).questions
    memory = answered(Memory(tuple(question.line for question in asked)), "не")
    (tmp_path / "disclosure.csv").write_bytes(memory_csv(memory))
    assert answer("-C", tmp_path, "plan")["unprotected"] == []


def answered(memory: Memory, word: str) -> Memory:
    """Answer every question with *word*."""
    lines = (replace(n, answer=word) if n.decision == "ask" else n for n in memory.lines)
    return Memory(tuple(lines))


def kinds_asked(made: Made) -> list[str]:
    return list(made.questions["kind"])


def values(made: Made) -> list[float | None]:
    return [row["value"] for row in records(made.public.tables["indicators"])]


# ------------------------------------------------------------------ baselines and targets

PROMISING = indicator(WHOLE, baseline=4711.0, target=4722.0)
PLENTY = plan_with(PROMISING)
FEW = Policy().threshold


@every("name", ["baseline", "target"])
@every(("number", "asked"), [(0, 0), (1, 1), (FEW - 1, 1), (FEW, 0)])
def test_a_baseline_or_target_of_a_few_persons_is_asked_about(
    name: str, number: int, asked: int
) -> None:
    plan = plan_with(indicator(WHOLE, **{name: float(number)}))
    found = release(plan, 0, {(WHOLE, "A"): 30.0}, [], Memory())
    assert kinds_asked(found) == [name] * asked


@pytest.mark.parametrize("word", ["", "не"])
def test_what_nobody_said_yes_to_is_told_by_no_public_file(word: str) -> None:
    stricter = replace(plan_with(PROMISING), threshold=5000)
    asked = release(stricter, 0, {(WHOLE, "A"): 9000.0}, [], Memory())
    found = release(stricter, 0, {(WHOLE, "A"): 9000.0}, [], answered(asked.memory, word))
    assert kinds_asked(found) == ([] if word else ["baseline", "target"])
    for number in ("4711", "4722"):
        assert found_in(all_files(found), number) == []
    told = found_in(all_files(release(PLENTY, 0, {(WHOLE, "A"): 9000.0}, [], Memory())), "4711")
    assert {"data/indicators.csv", "notification.mk.html", "portal.sq.txt"} <= set(told)
    marked = found_in(all_files(found), "[c]")
    assert {"notification.mk.html", "portal.sq.txt"} <= set(marked)


def test_a_baseline_left_out_is_named_as_withheld_and_marked_in_the_tables() -> None:
    plan = plan_with(replace(indicator(WHOLE), baseline=3.0, target=90.0))
    made = release(plan, 0, {(WHOLE, "A"): 30.0}, [], Memory())
    (row,) = records(made.public.tables["indicators"])
    assert (row["baseline"], row["target"], row["withheld"]) == (None, 90, "baseline")
    tables = people_tables(made.public.report, made.public.tables, Texts("en"))
    table = next(own for own in tables if own.key == "indicators")
    cells = dict(zip([own.key for own in table.columns], table.rows[0], strict=True))
    assert (cells["baseline"], cells["target"]) == ("[c]", 90)
    page = all_files(made)["notification.en.html"].decode()
    assert Texts("en")("summary.legend.c") in page
    assert Texts("en")("summary.legend.withheld") not in page  # that is said of answers


def test_a_yes_publishes_a_small_baseline_and_is_kept() -> None:
    stricter = replace(plan_with(PROMISING), threshold=5000)
    asked = release(stricter, 0, {(WHOLE, "A"): 9000.0}, [], Memory())
    one = release(stricter, 0, {(WHOLE, "A"): 9000.0}, [], answered(asked.memory, "да"))
    two = release(stricter, 1, {(WHOLE, "A"): 9000.0}, [one], one.memory)
    for made in (one, two):
        assert kinds_asked(made) == []
        assert found_in(all_files(made), "4711")


def test_a_text_that_repeats_a_baseline_left_out_is_asked_about() -> None:
    plan = plan_with(replace(indicator(WHOLE), baseline=3.0))
    found = release(plan, 0, {(WHOLE, "A"): 30.0}, [], Memory(), progress="Одржани се 3 обуки")
    assert "repeats" in kinds_asked(found)
