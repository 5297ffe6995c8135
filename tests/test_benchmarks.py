"""The benchmarks run: a few forms, made and measured."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from persons import PARTS, WHOLE, indicator, plan_with

from benchmarks import forms
from benchmarks.again import plan_workbook
from benchmarks.growth import picture, table
from benchmarks.make import main, the_plan
from benchmarks.phrases import outcomes
from benchmarks.run import Measured, floor, measure, merge, take_cells, writer
from benchmarks.suppression import Counted, counted
from ovpsheets.disclosure import Policy
from ovpsheets.plan.read import plan_from_bytes


def test_three_forms_are_made_and_measured(tmp_path: Path) -> None:
    """The complete merge's CPU and memory are told, and the floors below it do their work."""
    folder, scratch = tmp_path / "forms", tmp_path / "scratch"
    scratch.mkdir()
    main(folder, 3)
    files = sorted(folder.glob("*.xlsx"))
    assert len(files) == 3
    whole = measure(merge, files, scratch)
    # How long each takes is for the benchmarks to tell: a busy machine proves nothing.
    assert whole.cpu > 0
    assert whole.megabytes > 0
    for light in (floor, take_cells, writer):  # what a process takes was measured above
        light(files, scratch)
    assert (scratch / "floor.xlsx").stat().st_size > 0


def test_a_form_is_made_beside_the_writer_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "ROUNDS", 1)
    assert len(forms.measured(1)) == 4


def test_phrases_of_a_few_forms_are_read_or_asked_about() -> None:
    """No number among words is read wrongly in silence, and none needlessly asked about."""
    found = {outcome for outcome, _ in outcomes(2, 1)}
    assert found == {"read rightly", "asked with reason"}


def test_the_plan_of_the_benchmarks_is_one_that_can_be_kept_in_a_workspace() -> None:
    plan, problems = plan_from_bytes(plan_workbook(the_plan(2)), "plan.xlsx")
    assert plan is not None
    assert not [problem for problem in problems if not problem.is_warning]
    assert len(plan.activities) == len(the_plan(2).activities)


def test_growth_is_drawn_and_told_for_every_number_of_forms() -> None:
    found = {
        "ours": {10: Measured(2.0, 150), 1000: Measured(90.0, 600)},
        "theirs": {10: Measured(1.0, 100), 1000: Measured(60.0, 400)},
    }
    drawn = ElementTree.fromstring(picture(found))
    assert len(list(drawn.iter("{http://www.w3.org/2000/svg}circle"))) == 8
    assert "| 1,000 | 90.0 | 1.50 | 600 | 400 |" in table(found)


def test_what_is_hidden_is_counted_beside_the_fewest_that_would_do() -> None:
    plan = plan_with(indicator(WHOLE), *map(indicator, PARTS))
    few = {(WHOLE, "A"): 40, (PARTS[0], "A"): 37, (PARTS[1], "A"): 3}
    none = {(WHOLE, "A"): 60, (PARTS[0], "A"): 40, (PARTS[1], "A"): 20}
    found = [counted(plan, [values], Policy()) for values in (few, none)]
    assert found == [Counted(3, few=1, ours=2, fewest=2), Counted(3, few=0, ours=0, fewest=0)]
