"""Readers who know more than others: bodies that reported, and who knows somebody of a group."""

from dataclasses import replace
from pathlib import Path

import pytest
from persons import PARTS, QUARTERS, SHARE, SIBLINGS, WHOLE, Values, indicator, plan_with
from press import SUM, Press, of, shown, why

from ovpsheets import kinds
from ovpsheets.disclosure import Memory, Policy
from ovpsheets.plan.model import Wording

# ------------------------------------------------------------------ bodies that reported


@pytest.mark.parametrize(("contributors", "hidden"), [(True, "ABC"), (False, "AB")])
def test_a_body_that_reported_cannot_work_out_anothers_figure(
    tmp_path: Path, contributors: bool, hidden: str
) -> None:
    plan = plan_with(indicator(WHOLE, reported_by=tuple("ABCD")))
    press = Press(plan, tmp_path, Policy(contributors=contributors))
    found = press.publish(QUARTERS[0], of(3, 30, 40, 50), replace(SUM, value="123"))
    assert set(why(found)) == {f"{WHOLE} {who}" for who in hidden}


@pytest.mark.parametrize(("contributors", "asked"), [(True, ["whitelist_reveals"]), (False, [])])
def test_a_sum_of_two_tells_each_of_the_other_and_is_asked_about(
    tmp_path: Path, contributors: bool, asked: list[str]
) -> None:
    plan = plan_with(indicator(WHOLE, reported_by=tuple("AB")))
    press = Press(plan, tmp_path, Policy(contributors=contributors))
    found = press.publish(QUARTERS[0], of(3, 30), replace(SUM, value="33"))
    assert list(found.questions["kind"]) == asked


def test_figures_that_stand_in_no_sum_are_not_hidden_for_other_bodies(tmp_path: Path) -> None:
    plan = plan_with(indicator(WHOLE, reported_by=tuple("ABC")))
    assert set(why(Press(plan, tmp_path).publish(QUARTERS[0], of(3, 4, 40)))) == {
        f"{WHOLE} A", f"{WHOLE} B",
    }  # fmt: skip


def test_figures_are_not_hidden_for_each_others_sake_alone(tmp_path: Path) -> None:
    plan = plan_with(*(indicator(code, reported_by=tuple("AB")) for code in (WHOLE, *SIBLINGS)))
    women, men = SIBLINGS
    values = {**of(64, 9), **of(29, 4, code=women), **of(35, 5, code=men)}
    found = Press(plan, tmp_path).publish(QUARTERS[0], values, replace(SUM, value="73"))
    assert set(why(found)) == {f"{women} B", f"{men} B"}


@pytest.mark.parametrize(("steps", "hidden"), [(0, "123"), (3_000_000, "12")])
def test_where_the_search_is_given_up_all_is_hidden_but_no_other_family(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int, hidden: str
) -> None:
    """And of these indicators it is said; by chance the whole is twice the first, too."""
    monkeypatch.setattr("ovpsheets.disclosure.search.MOST_STEPS", steps)
    parts, other = [f"{WHOLE}.{n}" for n in (1, 2, 3)], f"{WHOLE[:-1]}9"
    plan = plan_with(*map(indicator, (WHOLE, *parts, *SIBLINGS, other)))
    numbers = zip((WHOLE, *parts, *SIBLINGS), (60, 3, 27, 30, 33, 27), strict=True)
    found = Press(plan, tmp_path).publish(
        QUARTERS[0], {(other, "A"): 4, **{(code, "A"): n for code, n in numbers}}
    )
    given_up = (WHOLE, *parts, *SIBLINGS) if steps == 0 else ()
    assert found.given_up == given_up
    reasons = why(found)
    assert reasons[f"{other} A"] == "primary"
    assert {own for own in reasons if own.startswith(f"{WHOLE}.")} == {
        f"{WHOLE}.{n} A" for n in hidden
    }


# ------------------------------------------------------------------ all or none of a group


BREAKDOWN = plan_with(indicator(WHOLE), *map(indicator, PARTS))


def broken_down(women: int, men: int) -> Values:
    return {(WHOLE, "A"): women + men, (PARTS[0], "A"): women, (PARTS[1], "A"): men}


@pytest.mark.parametrize(
    ("women", "men", "asked"),
    [(12, 0, ["group"]), (0, 12, ["group"]), (12, 13, []), (5, 0, ["group"]), (4, 0, [])],
)
def test_all_or_none_of_a_group_are_asked_about(
    tmp_path: Path, women: int, men: int, asked: list[str]
) -> None:
    press = Press(BREAKDOWN, tmp_path, says_yes=())
    found = press.publish(QUARTERS[0], broken_down(women, men))
    assert list(found.questions["kind"]) == asked


@pytest.mark.parametrize(("answer", "parts"), [("да", 12), ("не", None), ("", None)])
def test_without_a_yes_all_parts_of_a_group_are_hidden(
    tmp_path: Path, answer: str, parts: int | None
) -> None:
    press = Press(BREAKDOWN, tmp_path, says_yes=())
    press.publish(QUARTERS[0], broken_down(12, 0))
    (line,) = press.memory.decided("ask")
    press = Press(BREAKDOWN, tmp_path, memory=Memory((replace(line, answer=answer),)), says_yes=())
    for quarter in QUARTERS[:2]:  # it is asked once
        found = press.publish(quarter, broken_down(12, 0))
        values = shown(found)
        assert values[f"{PARTS[0]} A"] == parts
        assert (values[f"{PARTS[1]} A"] is None) == (parts is None)
        assert len(found.questions) == (not answer)


def test_all_of_a_group_are_asked_about_where_only_titles_tell_it(tmp_path: Path) -> None:
    texts = zip((WHOLE, *SIBLINGS), ("Жртви", "Жртви – жени", "Жртви – мажи"), strict=True)
    plan = plan_with(*(replace(indicator(c), text=Wording(mk=text)) for c, text in texts))
    values = {(WHOLE, "A"): 12, (SIBLINGS[0], "A"): 12, (SIBLINGS[1], "A"): 0}
    found = Press(plan, tmp_path, says_yes=()).publish(QUARTERS[0], values)
    assert "group" in set(found.questions["kind"])
    assert why(found) == {f"{code} A": "group" for code in SIBLINGS}


@pytest.mark.parametrize(("share", "asked"), [(0, ["group"]), (100, ["group"]), (50, [])])
def test_a_share_of_all_or_none_is_asked_about(
    tmp_path: Path, share: int, asked: list[str]
) -> None:
    plan = plan_with(indicator(WHOLE), indicator(SHARE, kind=kinds.PERCENT))
    press = Press(plan, tmp_path, says_yes=())
    found = press.publish(QUARTERS[0], {(WHOLE, "A"): 40, (SHARE, "A"): share})
    assert list(found.questions["kind"]) == asked
    assert (shown(found)[f"{SHARE} A"] is None) == bool(asked)
