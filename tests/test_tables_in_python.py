"""What analysts get: copies, codes as ordered categories, the quarter everywhere, the plan."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from cli_runs import AS_OF, QUARTER, built, two_merged
from made import case_plan, case_report
from returned_forms import merged, returned, workers
from six_quarters import the_plan

import ovpsheets as ovp
from ovpsheets.results.report.coded_tables import CODES, coded, plain
from ovpsheets.table_csv import to_csv
from ovpsheets.tables import ALL, PUBLISHED, Tables
from ovpsheets.words import LANGUAGES


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> ovp.Merged:
    folder = tmp_path_factory.mktemp("returns")
    returned("MVR").fill_well().save(folder)
    return merged(folder)


@pytest.fixture(scope="module")
def workspace() -> ovp.Workspace:
    return ovp.Workspace(built(two_merged))


# ------------------------------------------------------------------ copies and codes


@pytest.mark.parametrize("name", ALL)
def test_what_is_done_to_a_table_changes_nothing_in_the_quarter(
    quarter: ovp.Merged, name: str
) -> None:
    before = to_csv(getattr(quarter.tables, name))
    table = getattr(quarter, name)
    for column in list(table.columns):
        if len(table):
            table.loc[:, column] = table[column].iloc[0]
        del table[column]
    assert to_csv(getattr(quarter.tables, name)) == before
    assert list(getattr(quarter, name).columns) == list(ALL[name])


@pytest.mark.parametrize("name", CODES)
def test_codes_are_ordered_categories_and_the_values_the_same(
    quarter: ovp.Merged, name: str
) -> None:
    table, inside = getattr(quarter, name), getattr(quarter.tables, name)
    for column in CODES[name]:
        assert isinstance(table[column].dtype, pd.CategoricalDtype)
        assert table[column].cat.ordered
        said = table[column].astype(object).where(table[column].notna(), None).tolist()
        assert said == inside[column].astype(object).where(inside[column].notna(), None).tolist()


def test_silence_stands_below_every_status(quarter: ovp.Merged) -> None:
    statuses = quarter.activities["status"]
    assert (statuses == "no_report").any()
    assert (statuses >= "limited").sum() == (statuses == "substantial").sum() > 0


def test_the_worst_severity_is_the_greatest(quarter: ovp.Merged) -> None:
    assert quarter.findings["severity"].max() == "urgent"
    counts = quarter.findings["severity"].value_counts()
    assert set(counts.index) == {"urgent", "important", "check"}


def test_a_reason_of_the_plan_is_a_category_of_its_own(quarter: ovp.Merged) -> None:
    own = coded("activities", quarter.tables.activities, ["elections"])
    assert list(own["reason"].cat.categories)[-2:] == ["other", "elections"]


def test_a_code_that_nobody_knows_is_kept(quarter: ovp.Merged) -> None:
    table = quarter.tables.activities.assign(status="изгубен")
    assert set(coded("activities", table)["status"]) == {"изгубен"}


# ------------------------------------------------------------------ history


def each(tables: Tables) -> Iterator[tuple[str, pd.DataFrame]]:
    return ((name, getattr(tables, name)) for name in PUBLISHED)


def test_every_table_of_the_history_says_its_quarter(workspace: ovp.Workspace) -> None:
    for name, table in each(workspace.history()):
        assert "quarter" in table, name
        assert set(table["quarter"]) <= {QUARTER}, name
    returns = workspace.history().returns
    assert returns["quarter"].notna().all()
    assert set(returns["form_quarter"].dropna()) == {QUARTER}


def test_an_empty_history_has_the_same_columns(workspace: ovp.Workspace, tmp_path: Path) -> None:
    for name, table in each(ovp.history(tmp_path)):
        assert table.empty
        assert list(table.columns) == list(getattr(workspace.history(), name).columns)


def test_the_history_goes_into_a_merge_as_it_came_out(workspace: ovp.Workspace) -> None:
    public, inside = plain(workspace.history()), workspace._folder.history()
    for name, table in each(public):
        pd.testing.assert_frame_equal(table, getattr(inside, name))


def test_a_history_without_its_columns_is_refused(workspace: ovp.Workspace) -> None:
    history = workspace.history()
    spoiled = replace(history, activities=history.activities.drop(columns="status"))
    with pytest.raises(ovp.InputError, match="status"):
        ovp.merge(case_plan(), "2022-Q4", [], history=spoiled)


def test_codes_of_the_history_are_ordered_categories(workspace: ovp.Workspace) -> None:
    assert workspace.history().activities["status"].cat.ordered


# ------------------------------------------------------------------ the plan


def test_the_plan_comes_as_frames_with_titles_in_every_language() -> None:
    plan = case_plan()
    frames = plan.to_frames()
    for name in ("institutions", "commitments", "activities", "indicators"):
        table = getattr(frames, name)
        assert table["code"].tolist() == [item.code for item in getattr(plan, name)]
    titles = [f"title_{language}" for language in LANGUAGES]
    first = plan.commitments[0]
    assert list(frames.commitments[titles].iloc[0]) == [
        first.title.given().get(language, pd.NA) for language in LANGUAGES
    ]
    assert frames.activities["deadline"].dtype == "datetime64[s]"


def test_a_value_can_be_joined_with_direction_and_unit() -> None:
    report, frames = case_report(), case_plan().to_frames()
    both = report.tables.indicators.join(frames.indicators[["direction"]], on="indicator")
    assert both["direction"].notna().all()
    assert frames.indicators["unit"].notna().any()


def test_a_target_that_is_no_number_stands_in_a_column_of_its_own() -> None:
    frames = case_plan().to_frames()
    texts = frames.indicators["target_text"].notna()
    assert frames.indicators.loc[texts, "target"].isna().all()
    assert frames.indicators["target"].dtype == "Float64"


# ------------------------------------------------------------------ a part of the plan


def forms(*institutions: str) -> dict[str, bytes]:
    plan = the_plan()
    return {
        f"{code}.xlsx": returned(code, plan=plan, quarter=ovp.Quarter(2022, 2)).fill_well().data()
        for code in institutions
    }


def test_a_part_of_the_plan_merges_without_a_false_sentence(tmp_path: Path) -> None:
    part = ovp.only(the_plan(), "1.1")
    given = forms("I01", "I02")  # the second has nothing to do with 1.1
    whole = ovp.merge(the_plan(), "2022-Q2", given, as_of=AS_OF, executor=workers())
    own = ovp.merge(part, "2022-Q2", given, as_of=AS_OF, executor=workers())
    assert set(own.returns["used"]) == {"used"}
    assert own.unplaced.empty
    assert set(own.activities["commitment"]) == {"1.1"}
    assert set(own.findings["rule"]) == {"missing_return"}
    silent = set(own.activities.query("status == 'no_report'")["institution"])
    assert set(own.findings["institution"]) == silent
    kept = whole.activities.query("commitment == '1.1'").reset_index(drop=True)
    pd.testing.assert_frame_equal(own.activities, kept)
    row = own.institutions.set_index("institution").loc["I01"]
    assert (row["activities"], row["answered"], row["findings"]) == (1, 1, 0)
    assert own.write(tmp_path / "part").files


def test_the_forms_of_a_part_ask_about_its_one_commitment(tmp_path: Path) -> None:
    part = ovp.only(the_plan(), "1.1")
    ovp.generate(part, "2022-Q2", tmp_path / "part")
    ovp.generate(the_plan(), "2022-Q2", tmp_path / "whole", commitment="1.1")
    names = sorted(path.name for path in (tmp_path / "part").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "whole").iterdir())
    for name in names:
        assert (tmp_path / "part" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_a_form_cannot_ask_about_two_of_many_commitments(tmp_path: Path) -> None:
    with pytest.raises(ovp.InputError, match=r"1\.1, 2\.1"):
        ovp.generate(ovp.only(the_plan(), "1.1", "2.1"), "2022-Q2", tmp_path)


def test_an_unknown_commitment_is_no_part() -> None:
    with pytest.raises(ovp.InputError, match=r"9\.9"):
        ovp.only(the_plan(), "9.9")
