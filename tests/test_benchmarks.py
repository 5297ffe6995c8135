"""The benchmarks run: a few forms, made and measured."""

from pathlib import Path

from benchmarks.again import plan_workbook
from benchmarks.make import main, the_plan
from benchmarks.phrases import outcomes
from benchmarks.run import floor, measure, merge, take_cells, writer
from ovpsheets.plan.read import plan_from_bytes


def test_three_forms_are_made_and_measured(tmp_path: Path) -> None:
    """A peer's CPU and memory are told, the complete merge's too, and the floors below it."""
    forms, scratch = tmp_path / "forms", tmp_path / "scratch"
    scratch.mkdir()
    main(forms, 3)
    files = sorted(forms.glob("*.xlsx"))
    assert len(files) == 3
    light, whole = measure(floor, files, scratch), measure(merge, files, scratch)
    cells, written = measure(take_cells, files, scratch), measure(writer, files, scratch)
    # How long each takes is for the benchmarks to tell: a busy machine proves nothing.
    assert all(taken.cpu > 0 for taken in (light, whole, cells, written))
    assert light.megabytes > 0


def test_phrases_of_a_few_forms_are_read_or_asked_about() -> None:
    """No number among words is read wrongly in silence, and none needlessly asked about."""
    found = {outcome for outcome, _ in outcomes(2, 1)}
    assert found == {"read rightly", "asked with reason"}


def test_the_plan_of_the_benchmarks_is_one_that_can_be_kept_in_a_workspace() -> None:
    plan, problems = plan_from_bytes(plan_workbook(the_plan(2)), "plan.xlsx")
    assert plan is not None
    assert not [problem for problem in problems if not problem.is_warning]
    assert len(plan.activities) == len(the_plan(2).activities)
