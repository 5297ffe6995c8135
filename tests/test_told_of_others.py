"""Who newly reports an indicator is told of another's figure of persons what the public knows."""

import io
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import openpyxl
from made import case_plan
from plans import workbook
from told_quarters import DAYS, IN_TIME, QUARTERS, Told, Typed, plan_text_of

from ovpsheets.cli.merge_view import as_values
from ovpsheets.journeys.merged import Merged
from ovpsheets.plan.told import NOT_PUBLISHED, TOLD, as_told, may_count_persons
from ovpsheets.tables import Tables, records
from ovpsheets.workspace.closing import close_quarter
from ovpsheets.workspace.merge import merge_quarter
from ovpsheets.workspace.publish import publish_quarter
from ovpsheets.workspace.told_of_persons import told_history

THIRD, FOURTH = QUARTERS
CHILDREN = "1.2.1.3 | 1.2.1 | Children supported | count | children | 0 | 90 | yes | | "
OTHERS = "1.2.1.4 | 1.2.1 | Others supported | count | persons | 0 | 90 | yes | | "
SWAPPED = (
    ("| 0 | 90 | yes | | MC", "| 0 | 90 | yes | | MD"),  # victims and children: from MC to MD
    ("| 0 | 40 | no | | MD", "| 0 | 40 | no | | MC"),  # meetings: from MD to MC
)
VICTIMS, MEETINGS, FEW = "1.2.1.1", "1.2.1.2", "1.2.1.3"


def shown_before(made: Told, who: str) -> dict[str, object]:
    """Return what the form of the fourth quarter shows as the value before, by code."""
    path = made.root / FOURTH / "forms" / f"OVP_TOLD_{FOURTH}_{who}_R1.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).worksheets[2]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    keys = next(row for row in rows if row[0] == "code")
    place = keys.index("previous_value")
    return {str(row[0]): row[place] for row in rows if str(row[0]).startswith("1.")}


def plan_text(*changed: tuple[str, str]) -> str:
    own = plan_text_of("en")
    meetings = next(line for line in own.splitlines() if MEETINGS in line)
    text = own.replace(
        meetings, "\n                ".join((meetings, f"{CHILDREN}MC", f"{OTHERS}MC"))
    )
    for old, new in changed:
        assert old in text, old
        text = text.replace(old, new)
    return text


@cache
def swapped() -> tuple[Told, Tables]:
    """Return a workspace that hands figures over before its third quarter is published.

    With the history as it was told before the publication.
    """
    made = Told(Path(mkdtemp()), "en", is_new=False)
    (made.root / "plan.xlsx").write_bytes(workbook(plan_text()))
    made.generate(THIRD)
    counts: dict[str, Typed] = {VICTIMS: {"value": 40.0}, FEW: {"value": 3.0}}
    made.give(THIRD, "MC", {**counts, "1.2.1.4": {"value": 37.0}}, IN_TIME[THIRD])
    made.give(THIRD, "MD", {MEETINGS: {"value": 7.0}}, IN_TIME[THIRD])
    third, day = made.quarter(THIRD), DAYS[THIRD]
    close_quarter(made.workspace, third, day, "en", anyway=True, reading=made.reading)
    (made.root / "plan.xlsx").write_bytes(workbook(plan_text(*SWAPPED)))
    made.generate(FOURTH)
    before = told_history(made.workspace, made.workspace.plan(), made.quarter(FOURTH))
    publish_quarter(made.workspace, third, day, "en", override="test", reading=made.reading)
    rows = {VICTIMS: {"value": 39.0}, FEW: {"value": 2.0}}
    made.give(FOURTH, "MD", rows, IN_TIME[FOURTH])
    return made, before


@cache
def merged() -> Merged:
    made, _ = swapped()
    own = made.quarter(FOURTH)
    return merge_quarter(made.workspace, own, DAYS[FOURTH], "en", reading=made.reading)[0]


def findings() -> list[dict[str, Any]]:
    return records(merged().tables.findings)


def told(history: Tables) -> dict[str, str | None]:
    return {row["indicator"]: row[TOLD] for row in records(history.indicators)}


def told_now() -> dict[str, str | None]:
    made, _ = swapped()
    return told(told_history(made.workspace, made.workspace.plan(), made.quarter(FOURTH)))


def test_a_figure_of_persons_that_is_not_published_is_not_shown_to_another_body() -> None:
    before = shown_before(swapped()[0], "MD")
    assert (before[VICTIMS], before[FEW]) == ("not published", "not published")


def test_what_counts_no_persons_is_shown_to_whoever_reports_it_now() -> None:
    assert shown_before(swapped()[0], "MC")[MEETINGS] == 7


def test_what_was_published_may_be_told_from_then_on_and_what_is_hidden_may_not() -> None:
    _, before = swapped()
    assert (told(before)[VICTIMS], told(before)[FEW]) == (NOT_PUBLISHED, NOT_PUBLISHED)
    assert (told_now()[VICTIMS], told_now()[FEW]) == ("40", NOT_PUBLISHED)
    assert told_now()[MEETINGS] is None


def test_a_form_is_known_by_what_it_said_when_it_went_out() -> None:
    assert [row for row in findings() if row["rule"] == "changed_plan_text"] == []


def test_that_a_hidden_figure_fell_is_told_to_the_coordinator_alone() -> None:
    fell = {row["indicator"]: row for row in findings() if row["rule"] == "falling_value"}
    assert (fell[VICTIMS]["institution"], fell[FEW]["institution"]) == ("MD", None)
    assert "from 3 to 2" in fell[FEW]["message"]
    assert "Ministry Delta" in fell[FEW]["message"]


def test_a_merge_tells_the_sums_that_the_plan_does_not_say() -> None:
    assert as_values(merged())["sums"] == [f"{VICTIMS} = {FEW} + 1.2.1.4"]


def test_a_history_that_knows_of_no_publication_tells_no_figure_of_persons() -> None:
    plan = case_plan()
    code = min(may_count_persons(plan))
    row = {"indicator": code, "value": 12.0, "text": None, "flag": None}
    assert as_told(row, plan) == {**row, "value": None, "flag": NOT_PUBLISHED}


def test_that_there_was_no_figure_may_be_told() -> None:
    plan = case_plan()
    row = {"indicator": min(may_count_persons(plan)), "value": None, "text": None, "flag": "x"}
    assert as_told(row, plan) == row
