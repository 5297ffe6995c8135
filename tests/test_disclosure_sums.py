"""Sums that only the data shows are noticed, protected, and asked about once."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cli_runs import answer, run
from every_case import every
from persons import PARTS, QUARTERS, SIBLINGS, WHOLE, Values, indicator, plan_with, rows
from plans import tables_of
from press import Press, shown, why

from ovpsheets.decision import NoticedSum
from ovpsheets.disclosure import Line, Memory, Policy
from ovpsheets.disclosure.noticed import question, sums_noticed, sums_told
from ovpsheets.disclosure.noticed_in_titles import sums_in_titles
from ovpsheets.disclosure.terms import Protected
from ovpsheets.plan.model import Plan, Wording
from ovpsheets.plan.write_plan import write_plan
from ovpsheets.tables import INDICATORS, frame
from ovpsheets.words import Accumulation

WOMEN, MEN = SIBLINGS
BESIDE = plan_with(indicator(WHOLE), indicator(WOMEN), indicator(MEN))
GROWS: dict[str, Any] = {"accumulation": Accumulation.CUMULATIVE}


def of(whole: float, women: float, men: float) -> Values:
    return {(WHOLE, "A"): whole, (WOMEN, "A"): women, (MEN, "A"): men}


def asked(found: Protected) -> list[str]:
    questions = found.questions
    return list(questions["text"][questions["kind"] == "sum_noticed"])


def test_women_and_men_beside_all_do_not_give_each_other_back(tmp_path: Path) -> None:
    found = Press(BESIDE, tmp_path).publish(QUARTERS[0], of(23, 3, 20))
    assert why(found) == {f"{WOMEN} A": "primary", f"{MEN} A": "secondary"}
    assert asked(found) == [f"{WHOLE} = {WOMEN} + {MEN}"]


@pytest.mark.parametrize(("answer", "hidden"), [("да", {WOMEN, MEN}), ("не", {WOMEN})])
def test_an_answer_holds_for_every_quarter(tmp_path: Path, answer: str, hidden: set[str]) -> None:
    press = Press(BESIDE, tmp_path)
    press.publish(QUARTERS[0], of(23, 3, 20))
    (line,) = press.memory.decided("ask")
    answered = Memory((*press.memory.lines, replace(line, answer=answer)))
    press = Press(BESIDE, tmp_path, memory=answered)
    for quarter, values in zip(QUARTERS, (of(23, 3, 20), of(34, 4, 30)), strict=False):
        found = press.publish(quarter, values)
        assert asked(found) == []
        assert {name.split()[0] for name in why(found)} == hidden


@pytest.mark.parametrize(("protect_zeros", "hidden"), [(True, 2), (False, 0)])
def test_a_hidden_nought_is_no_rest_of_a_sum_that_holds_without_it(
    tmp_path: Path, protect_zeros: bool, hidden: int
) -> None:
    """29 is 24 and 5, and so 24, 5 and nought: who sees all three knows the fourth."""
    third = "1.1.1.5"
    beside = plan_with(*(indicator(code) for code in (WHOLE, WOMEN, MEN, third)))
    press = Press(beside, tmp_path, Policy(protect_zeros=protect_zeros))
    found = press.publish(QUARTERS[0], {**of(29, 0, 24), (third, "A"): 5})
    assert len(why(found)) == hidden
    assert (f"{WOMEN} A" in why(found)) is protect_zeros


def test_where_nothing_is_hidden_nothing_is_asked(tmp_path: Path) -> None:
    press = Press(BESIDE, tmp_path)
    for quarter, values in zip(QUARTERS, (of(33, 13, 20), of(50, 20, 30)), strict=False):
        found = press.publish(quarter, values)  # nor in the quarter after
        assert (why(found), asked(found)) == ({}, [])


def test_a_sum_that_fails_in_another_quarter_was_chance(tmp_path: Path) -> None:
    press = Press(BESIDE, tmp_path)
    press.publish(QUARTERS[0], of(33, 13, 20))
    found = press.publish(QUARTERS[1], of(50, 3, 20))
    assert (why(found), asked(found)) == ({f"{WOMEN} A": "primary"}, [])


def test_a_sum_stays_one_though_it_failed_once(tmp_path: Path) -> None:
    press = Press(BESIDE, tmp_path)
    for quarter, values in zip(QUARTERS, (of(33, 13, 20), of(36, 16, 20), of(50, 13, 20)),
                               strict=False):  # fmt: skip
        press.publish(quarter, values)
    assert why(press.publish(QUARTERS[3], of(23, 3, 20)))[f"{MEN} A"] == "secondary"


def test_all_since_the_start_and_the_new_ones_do_not_give_each_other_back(tmp_path: Path) -> None:
    plan = plan_with(indicator(WHOLE, **GROWS), indicator(WOMEN))
    press = Press(plan, tmp_path)
    press.publish(QUARTERS[0], {(WHOLE, "A"): 3, (WOMEN, "A"): 3})
    found = press.publish(QUARTERS[1], {(WHOLE, "A"): 33, (WOMEN, "A"): 30})
    assert asked(found) == [f"+{WHOLE} = {WOMEN}"]
    assert None in shown(found).values()


@every(
    ("said", "growing", "first", "second"),
    [
        # A whole since the start with parts of the quarter, and the other way round.
        (PARTS, (WHOLE,), (40, 20, 20), (63, 3, 20)),
        (SIBLINGS, PARTS, (50, 20, 30), (33, 23, 60)),
        (PARTS, PARTS, (50, 20, 30), (33, 23, 60)),
        # A part of each sort.
        (PARTS, (WHOLE, PARTS[1]), (50, 20, 30), (83, 3, 60)),
        (PARTS, PARTS[:1], (50, 20, 30), (33, 23, 30)),
    ],
)  # fmt: skip
def test_a_whole_and_its_parts_are_held_together_whatever_each_counts_from(
    tmp_path: Path, said: Sequence[str], growing: Sequence[str],
    first: Sequence[float], second: Sequence[float],
) -> None:  # fmt: skip
    """Three women are new, whom the others would tell; with 41 men more they do not add up."""
    codes, women = (WHOLE, *said), f"{said[0]} A"
    places = [PARTS.index(code) for code in growing if code in PARTS]
    growing = [*[WHOLE] * (WHOLE in growing), *(said[place] for place in places)]
    plan = plan_with(*(indicator(code, **(GROWS if code in growing else {})) for code in codes))
    for more in (0, 41):
        press = Press(plan, tmp_path, Policy(threshold_breakdown=5))
        press.publish(QUARTERS[0], dict(zip(((c, "A") for c in codes), first, strict=True)))
        second = (*second[:2], second[2] + more)
        found = press.publish(
            QUARTERS[1], dict(zip(((c, "A") for c in codes), second, strict=True))
        )
        assert women in why(found)
        assert (len(why(found)) > 1) is (more == 0)
        assert asked(found) == [f"+{WHOLE} = {' + '.join(said)}"] * (more == 0)


def of_two_activities() -> Plan:
    plan = plan_with(indicator(WHOLE), indicator(WOMEN), indicator(MEN))
    second = replace(plan.activities[0], code="1.1.2")
    moved = tuple(
        replace(own, activity="1.1.2") if own.code == MEN else own for own in plan.indicators
    )
    return replace(plan, activities=(*plan.activities, second), indicators=moved)


def test_across_activities_a_sum_has_to_hold_twice(tmp_path: Path) -> None:
    press = Press(of_two_activities(), tmp_path)
    assert set(why(press.publish(QUARTERS[0], of(23, 3, 20)))) == {f"{WOMEN} A"}
    assert set(why(press.publish(QUARTERS[1], of(34, 4, 30)))) > {f"{WOMEN} A"}


def test_what_the_plan_says_already_is_not_asked(tmp_path: Path) -> None:
    plan = plan_with(indicator(WHOLE), *(indicator(code, part_of=WHOLE) for code in SIBLINGS))
    press = Press(plan, tmp_path, Policy(threshold_breakdown=5))
    assert asked(press.publish(QUARTERS[0], of(23, 3, 20))) == []


def test_a_baseline_of_several_bodies_gives_none_of_them_away(tmp_path: Path) -> None:
    """Nobody says how they share it, so that what one was hidden by hand is still to be kept."""
    who = ("A", "B")
    plan = plan_with(
        indicator(WHOLE, baseline=16, reported_by=who, **GROWS), indicator(WOMEN, reported_by=who)
    )
    hide = Line("2022-Q1", WHOLE, "A", "hide", reason="договорено", decided_by="МВР")
    press = Press(plan, tmp_path)
    press.publish(QUARTERS[0], both((22, 30), (6, 30)), hide)
    found = press.publish(QUARTERS[1], both((46, 80), (24, 50)))
    assert {f"{WHOLE} A", f"{WOMEN} A"} & why(found).keys()  # either gives the other back


def both(whole: tuple[float, float], new: tuple[float, float]) -> Values:
    figures = zip((WHOLE, WOMEN), (whole, new), strict=True)
    return {(code, w): n for code, own in figures for w, n in zip("AB", own, strict=True)}


# ------------------------------------------------------------------ by their titles


def titled(whole: str, women: str, men: str, language: str = "mk", **fields: Any) -> Plan:
    texts = zip((WHOLE, WOMEN, MEN), (whole, women, men), strict=True)
    return plan_with(
        *(replace(indicator(c, **fields), text=Wording(**{language: text})) for c, text in texts)
    )


@every(
    ("language", "whole", "women", "men", "told"),
    [
        ("mk", "Број на згрижени жртви", "Згрижени жртви – жени", "Згрижени жртви – мажи", True),
        ("mk", "Вкупно жртви", "Жени", "Мажи", True),
        ("mk", "Сместени малолетни и возрасни", "Сместени малолетни", "Сместени возрасни", False),
        ("mk", "Сместени лица", "Сместени деца", "Сместени возрасни лица", True),
        ("mk", "Обучени судии", "Згрижени жени", "Осудени мажи", False),
        ("mk", "Обучени судии", "Згрижени жени", "Згрижени мажи", False),
        ("sq", "Viktima gjithsej", "Viktima gra", "Viktima burra", True),
        ("sq", "Numri i të strehuarve", "Vajza të strehuara", "Djem të strehuar", True),
        ("en", "Victims sheltered", "Victims sheltered, women", "Victims sheltered, men", True),
        ("en", "Victims sheltered", "Foreign victims", "Domestic victims", True),
        ("en", "Victims sheltered", "Women in training", "Victims sheltered, men", False),
        # Six of ten words in common are enough, and one less is not.
        ("en", "aa bb cc dd ee", "Women aa bb cc dd ee", "Men aa bb cc ff gg", True),
        ("en", "aa bb cc dd ee", "Women aa bb cc dd ee", "Men aa bb hh ff gg", False),
        ("en", "aa bb cc ff gg", "Women aa bb cc dd ee", "Men aa bb cc dd ee", True),
        ("en", "aa bb hh ff gg", "Women aa bb cc dd ee", "Men aa bb cc dd ee", False),
    ],
)
def test_titles_tell_a_whole_and_its_halves(
    language: str, whole: str, women: str, men: str, told: bool
) -> None:
    found = sums_told(titled(whole, women, men, language), Memory())
    assert found == ((f"{WHOLE} = {WOMEN} + {MEN}",) if told else ())


CODES = ("1.1.1.1", "1.1.1.3", "1.1.1.4", "1.1.1.5", "1.1.1.6")


@every(
    ("language", "whole", "parts", "told"),
    [
        ("mk", "Жртви вкупно", ("Жртви – жени", "Жртви – мажи", "Жртви – друго"), True),
        ("mk", "Вкупно жртви", ("Жени", "Мажи", "Непознат пол"), True),
        ("mk", "Жртви", ("Жртви под 12 години", "Жртви 12–17 години", "Жртви 18+"), True),
        ("mk", "Жртви", ("До 12 години", "13–17 години", "18 и повеќе години"), True),
        ("mk", "Жртви", ("Жени", "Мажи", "Девојчиња", "Момчиња"), True),
        ("mk", "Жртви", ("Жртви под 18 години", "Жртви под 30 години"), False),
        ("mk", "Жртви", ("Жртви 12–17 години", "Обучени судии 18–30 години"), False),
        ("mk", "Жртви", ("Жртви во 2022", "Жртви во 2023"), False),
        ("mk", "Жртви", ("Жртви 17–12 години", "Жртви 18–60 години"), False),
        ("mk", "Жртви", ("Жртви 12–12 години", "Жртви 18–60 години"), False),
        ("mk", "Жртви", ("Жртви 12–18 години", "Жртви 18–60 години"), False),
        ("mk", "Жртви", ("Жртви 12–17 години", "Жртви 18–60 години"), True),
        ("mk", "Жртви", ("Жртви 12–17 години", "Жртви 18–120 години"), True),
        ("mk", "Жртви", ("Жртви 12–17 години", "Жртви 18–121 години"), False),
        ("mk", "Жртви", ("Жртви под 18 години", "Жртви 18–60 години"), True),
        ("mk", "Жртви", ("Жртви под 18 години", "Жртви 17–60 години"), False),
        ("sq", "Viktima", ("Viktima gra", "Viktima burra", "Viktima të tjera"), True),
        ("sq", "Viktima", ("Viktima nën 18 vjeç", "Viktima mbi 18 vjeç"), True),
        ("en", "Victims", ("Victims, women", "Victims, men", "Victims, sex unknown"), True),
        ("en", "Victims", ("Victims aged 0-11", "Victims aged 12-17", "Victims aged 18+"), True),
        ("en", "Victims", ("Victims under 18", "Victims 18 and over"), True),
        ("en", "Victims", ("Victims under age 18", "Victims 18 years over"), True),
        ("en", "Victims", ("Victims under age of 18", "Victims 18 and over"), False),
        ("en", "Victims", ("Victims under 18", "Victims 18 years and over"), False),
        ("en", "Victims", ("Under 18", "18 and over"), True),
    ],
)
def test_titles_tell_a_whole_and_all_its_parts(
    language: str, whole: str, parts: tuple[str, ...], told: bool
) -> None:
    own = zip(CODES, (whole, *parts), strict=False)
    plan = plan_with(*(replace(indicator(c), text=Wording(**{language: t})) for c, t in own))
    said = f"{WHOLE} = {' + '.join(CODES[1 : len(parts) + 1])}"
    assert sums_told(plan, Memory()) == ((said,) if told else ())


def test_others_of_something_else_are_no_part_of_it() -> None:
    titles = ("Жртви", "Жртви – жени", "Жртви – мажи", "Обучени судии – друго")
    pairs = zip(CODES, titles, strict=False)
    plan = plan_with(*(replace(indicator(c), text=Wording(mk=title)) for c, title in pairs))
    assert sums_told(plan, Memory()) == (f"{CODES[0]} = {CODES[1]} + {CODES[2]}",)


def test_children_are_girls_and_boys_and_all_are_all_four() -> None:
    texts = ("Жртви", "Жртви – деца", "Жртви – жени", "Жртви – мажи", "Жртви – девојчиња",
             "Жртви – момчиња")  # fmt: skip
    plan = plan_with(
        *(replace(indicator(f"1.1.1.{n}"), text=Wording(mk=t)) for n, t in enumerate(texts))
    )
    found = [own.replace("1.1.1.", "") for own in sums_told(plan, Memory())]
    assert found == ["0 = 2 + 3 + 4 + 5", "1 = 4 + 5"]


def test_titles_protect_before_the_figures_show_the_sum(tmp_path: Path) -> None:
    """All of them are men this time, so that nobody sees by the numbers alone what adds up."""
    plan = titled("Вкупно жртви", "Жени", "Мажи", accumulation=Accumulation.CUMULATIVE)
    press = Press(plan, tmp_path)
    press.publish(QUARTERS[0], of(20, 0, 20))
    found = press.publish(QUARTERS[1], of(43, 3, 40))
    assert why(found) == {f"{WOMEN} A": "primary", f"{MEN} A": "secondary"}


def test_titles_that_the_figures_belie_bind_nothing(tmp_path: Path) -> None:
    plan = titled("Вкупно жртви", "Жени", "Мажи")
    found = Press(plan, tmp_path).publish(QUARTERS[0], of(90, 3, 20))
    assert (why(found), asked(found)) == ({f"{WOMEN} A": "primary"}, [])


def test_what_the_plan_says_or_somebody_denied_is_not_told_by_titles() -> None:
    said = titled("Вкупно жртви", "Жени", "Мажи")
    (own,) = sums_in_titles(said, said.indicators)
    no = replace(question(said, own).line, answer="не")
    assert sums_told(said, Memory((no,))) == ()
    parts = (replace(o, part_of=WHOLE) if o.code in SIBLINGS else o for o in said.indicators)
    assert sums_told(replace(said, indicators=tuple(parts)), Memory()) == ()


def test_the_plan_command_names_them(tmp_path: Path) -> None:
    plan = titled("Вкупно жртви", "Жени", "Мажи")
    (tmp_path / "plan.xlsx").write_bytes(write_plan(tables_of(plan), "mk"))
    told = f"{WHOLE} = {WOMEN} + {MEN}"
    assert answer("-C", tmp_path, "plan")["sums_in_titles"] == [told]
    assert told in run("-C", tmp_path, "plan").stdout


def test_a_merge_notices_what_a_publication_would() -> None:
    table = rows(BESIDE, QUARTERS[0], of(23, 13, 10))
    nothing = frame(INDICATORS, [])
    found = sums_noticed(BESIDE, QUARTERS[0], table, nothing, Memory())
    assert found == (NoticedSum(f"{WHOLE} = {WOMEN} + {MEN}"),)
    later = rows(BESIDE, QUARTERS[1], of(30, 0, 30))
    assert sums_noticed(BESIDE, QUARTERS[1], later, table, Memory()) == found
    assert sums_noticed(BESIDE, QUARTERS[1], later, nothing, Memory()) == ()


@pytest.mark.parametrize("whole", [50, 51])
def test_a_part_is_not_told_by_the_rest_that_stands_beside_it(tmp_path: Path, whole: int) -> None:
    """The plan says that women are a part, and lists the men without saying so of them."""
    values = {(WHOLE, "A"): whole, (PARTS[0], "A"): 4, (SIBLINGS[0], "A"): 46}
    plan = plan_with(*map(indicator, (WHOLE, PARTS[0], SIBLINGS[0])))
    found = Press(plan, tmp_path).publish(QUARTERS[0], values)
    assert (f"{SIBLINGS[0]} A" in why(found)) is (whole == 50)
    assert list(found.questions["kind"]) == ["sum_noticed"] * (whole == 50)


@pytest.mark.parametrize("zeros", [True, False])
def test_that_nobody_is_in_the_rest_beside_a_part_is_not_told(tmp_path: Path, zeros: bool) -> None:
    """Once the men were the rest; when they are none, the women alone are all."""
    plan = plan_with(*map(indicator, (WHOLE, PARTS[0], SIBLINGS[0])))
    press = Press(plan, tmp_path, Policy(protect_zeros=zeros))
    press.publish(QUARTERS[0], {(WHOLE, "A"): 60, (PARTS[0], "A"): 20, (SIBLINGS[0], "A"): 40})
    then = {(WHOLE, "A"): 20, (PARTS[0], "A"): 20, (SIBLINGS[0], "A"): 0}
    found = why(press.publish(QUARTERS[1], then))
    assert set(found) == ({f"{SIBLINGS[0]} A", f"{WHOLE} A"} if zeros else set())
