"""A kind of indicator is declared once: one that is added here is known everywhere."""

import ast
import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from cli_runs import AS_OF, OPEN_GATE, QUARTER, answer, copied, fill, run
from every_case import every
from made import case_plan
from own_source import MODULES, nodes
from persons import indicator, plan_with
from persons import rows as disclosed
from plans import tables_of
from returned_forms import content_of, findings_of, good_answers, read_of, the_history

import ovpsheets
import ovpsheets as ovp
from ovpsheets import texts
from ovpsheets.decision import Decision
from ovpsheets.decisions.file import decisions_csv
from ovpsheets.disclosure import Memory, Protected, protect
from ovpsheets.disclosure import Policy as DisclosurePolicy
from ovpsheets.forms.from_due import content_after
from ovpsheets.forms.identity import FormId
from ovpsheets.forms.previous import Previous
from ovpsheets.kinds import KINDS, Kind, ReadAs
from ovpsheets.plan.due import due
from ovpsheets.plan.measured import Measured, measured
from ovpsheets.plan.model import Indicator
from ovpsheets.plan.read import plan_from_bytes
from ovpsheets.plan.write_plan import blank_plan, write_plan
from ovpsheets.quarter import Quarter
from ovpsheets.tables import INDICATORS, frame

RATING = Kind("rating", ReadAs.NUMBER, is_whole=True, least=1, most=5)
WORDS = {"mk": "Оценка", "sq": "Notë", "en": "Rating"}
OWN = "3.6.7.1"  # of OP
SOURCE = Path(ovpsheets.__file__).parent


@pytest.fixture(autouse=True)
def rating(monkeypatch: pytest.MonkeyPatch) -> None:
    """Declare the kind and its word, and nothing else."""
    known = {**texts.catalogue(), "words.kind.rating": WORDS}
    monkeypatch.setattr(texts, "catalogue", lambda: known)
    monkeypatch.setattr(texts, "catalogue_of", lambda _: known)
    monkeypatch.setitem(KINDS, RATING.key, RATING)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace in which one indicator is a rating, with its forms."""
    return copied(_generated, tmp_path)


def _generated(folder: Path) -> Path:
    root = folder / "работа"
    root.mkdir()
    (root / "plan.xlsx").write_bytes(_plan())
    assert run("-C", root, "generate", QUARTER).exit_code == 0
    return root


def _plan(**changed: Any) -> bytes:
    plan = case_plan()
    fields: dict[str, Any] = {
        "kind": RATING, "unit": "", "baseline": 2.0, "target": 5.0, **changed
    }  # fmt: skip
    own = [replace(i, **fields) if i.code == OWN else i for i in plan.indicators]
    return write_plan(tables_of(replace(plan, indicators=tuple(own))), "mk")


def merged(root: Path, typed: str | float) -> Any:
    fill(root, "OP", {**OPEN_GATE, (OWN, "value"): typed})
    return answer("-C", root, "merge", QUARTER, "--as-of", AS_OF, "--all")


def row(path: Path) -> dict[str, str]:
    """Return the indicator's row of a CSV file."""
    (found,) = (line for line in _lines(path) if line["indicator"] == OWN)
    return found


def _lines(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def cells(path: Path, sheet: str) -> list[Any]:
    """Return the indicator's row of a workbook's sheet."""
    book = openpyxl.load_workbook(path)
    (found,) = (r for r in book[sheet].iter_rows(values_only=True) if OWN in r)
    return list(found)


def findings(root: Path) -> set[str]:
    """Return the rules that found something in the indicator."""
    table = _lines(root / QUARTER / "results/data/findings.csv")
    return {line["rule"] for line in table if line["indicator"] == OWN}


# ------------------------------------------------------------------ the plan


def test_the_plan_offers_it_in_its_list() -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank_plan("mk")))
    lists = [str(v.formula1) for s in book for v in s.data_validations.dataValidation]
    assert any("Оценка" in words for words in lists)


def test_the_plan_is_read_with_its_word() -> None:
    plan, problems = plan_from_bytes(_plan(), "plan.xlsx")
    assert plan is not None, problems
    assert plan.indicator(OWN).kind is RATING
    assert plan.indicator(OWN).target == 5.0


@every(("target", "is_right"), [(5.0, True), (6.0, False), (1.0, True), (0.0, False)])
def test_a_target_outside_its_bounds_is_a_problem_of_the_plan(
    target: float, is_right: bool
) -> None:
    _, problems = plan_from_bytes(_plan(target=target), "plan.xlsx")
    assert [problem.key for problem in problems] == ([] if is_right else ["measure_range"])


# ------------------------------------------------------------------ the form


def test_the_form_warns_outside_its_bounds(root: Path) -> None:
    book = openpyxl.load_workbook(root / QUARTER / f"forms/OVP_NAP5_{QUARTER}_OP_R1.xlsx")
    (entry,) = (
        v for v in book["2 Индикатори"].data_validations.dataValidation if v.type == "decimal"
    )
    assert (entry.formula1, entry.formula2) == ("1", "5")
    assert "од 1 до 5" in str(entry.error)


def test_the_form_names_the_kind_where_the_plan_gives_no_unit(root: Path) -> None:
    found = cells(root / QUARTER / f"forms/OVP_NAP5_{QUARTER}_OP_R1.xlsx", "2 Индикатори")
    assert any(str(cell).startswith("Оценка, ") for cell in found)


# ------------------------------------------------------------------ what was typed


def test_what_was_typed_is_in_every_table_and_output(root: Path) -> None:
    merged(root, 4)
    results = root / QUARTER / "results"
    found = row(results / "data/indicators.csv")
    assert (found["kind"], found["value"], found["target"]) == ("rating", "4", "5")
    frame = ovp.history(root).indicators
    assert frame.loc[frame["indicator"] == OWN, "value"].tolist() == [4.0]
    consolidated = cells(results / "consolidated.xlsx", "Индикатори")
    assert {"Оценка", 2, 4, 5} <= set(consolidated)
    (line,) = (
        line
        for line in (results / "summary.mk.md").read_text(encoding="utf-8").splitlines()
        if OWN in line and "|" in line
    )
    assert [part.strip() for part in line.split("|")].count("4") == 1
    assert findings(root) == set()


def test_the_description_of_the_data_lists_it_with_its_words(root: Path) -> None:
    merged(root, 4)
    package = json.loads((root / QUARTER / "results/data/datapackage.json").read_text("utf-8"))
    (table,) = (t for t in package["resources"] if t["name"] == "indicators")
    (field,) = (f for f in table["schema"]["fields"] if f["name"] == "kind")
    assert "rating" in field["constraints"]["enum"]
    assert {c["value"]: c["labels"] for c in field["categories"]}["rating"] == WORDS


def test_a_decision_about_it_is_read_alike(root: Path) -> None:
    merged(root, 4)
    decided = Decision("value", OWN, "OP", "5", "кажано по телефон", "А. А.")
    (root / QUARTER / "decisions.csv").write_bytes(decisions_csv([decided]))
    answer("-C", root, "merge", QUARTER, "--as-of", AS_OF)
    assert row(root / QUARTER / "results/data/indicators.csv")["value"] == "5"


def test_the_check_of_one_file_shows_it(root: Path) -> None:
    form = fill(root, "OP", {**OPEN_GATE, (OWN, "value"): 4})
    lines = run("-C", root, "check", form).stdout.splitlines()
    assert any(line.split()[:2] == [OWN, "4"] for line in lines)


def test_it_is_shown_beside_the_next_quarters_cell(root: Path) -> None:
    merged(root, 4)
    assert run("-C", root, "generate", "2022-Q4").exit_code == 0
    found = cells(root / "2022-Q4/forms/OVP_NAP5_2022-Q4_OP_R1.xlsx", "2 Индикатори")
    assert 4 in found


def test_what_was_typed_is_published(root: Path) -> None:
    merged(root, 4)
    answer("-C", root, "review", QUARTER, "--as-of", AS_OF, "--shown", "all")
    done = run(
        "-C", root, "publish", QUARTER, "--as-of", AS_OF, "--override", "МТСП молчи", "--by", "НН"
    )
    assert done.exit_code == 0, done.stdout
    public = root / QUARTER / "public"
    assert row(public / "data/indicators.csv")["value"] == "4"
    books = [openpyxl.load_workbook(path) for path in public.glob("*.mk.xlsx")]
    sheets = [sheet for book in books for sheet in book]
    lines = [line for sheet in sheets for line in sheet.iter_rows(values_only=True)]
    assert any(OWN in line and 4 in line for line in lines)


# ------------------------------------------------------------------ what is wrong


@every(
    ("typed", "rules"),
    [
        (6, {"value_outside_kind"}),
        (0, {"value_outside_kind"}),
        ("добро", {"unreadable_value"}),
        (3.5, {"value_outside_kind", "doubtful_value"}),
        ("80%", {"unreadable_value"}),
        (1, set()),
        (5, set()),
        ("4", set()),
    ],
)
def test_what_cannot_be_is_a_finding_and_what_lies_within_the_bounds_is_none(
    typed: str | float, rules: set[str]
) -> None:
    plan, _ = plan_from_bytes(_plan(), "plan.xlsx")
    assert plan
    content = content_of("OP", plan=plan)
    returned = read_of(
        content, good_answers(content) | {f"indicators/{OWN}/value": typed}, plan=plan
    )
    found = findings_of(returned, plan=plan)
    assert set(found[found["indicator"] == OWN]["rule"]) == rules


# ------------------------------------------------------------------ of persons


def published(values: dict[tuple[str, str], float], *own: Indicator) -> Protected:
    plan = plan_with(*own)
    table = disclosed(plan, Quarter(2022, 1), values)
    return protect(
        plan, Quarter(2022, 1), table, frame(INDICATORS, []), Memory(), DisclosurePolicy()
    )


def test_a_rating_by_persons_is_hidden_beside_a_count_that_is_hidden() -> None:
    found = published(
        {("1.1.1.1", "A"): 3, ("1.1.1.2", "A"): 4},
        indicator("1.1.1.1"), indicator("1.1.1.2", kind=RATING),
    )  # fmt: skip
    assert dict(zip(found.hidden["indicator"], found.hidden["why"], strict=True)) == {
        "1.1.1.1": "primary",
        "1.1.1.2": "number",
    }


def test_a_rating_by_persons_of_whom_nobody_knows_how_many_is_asked_about() -> None:
    found = published({("1.1.1.1", "A"): 4}, indicator("1.1.1.1", kind=RATING))
    assert found.questions["kind"].tolist() == ["number"]
    assert found.questions["text"].tolist() == ["2022-Q1: 4"]
    assert found.indicators["value"].isna().all()


@pytest.mark.parametrize(("typed", "asked"), [("yes", 0), ("само за А. А.", 1)])
def test_what_was_typed_for_a_yes_or_no_of_persons_is_asked_about(typed: str, asked: int) -> None:
    plan = plan_with(indicator("1.1.1.1", kind=KINDS["yes_no"]))
    table = disclosed(plan, Quarter(2022, 1), {("1.1.1.1", "A"): None}, text=typed)
    empty = frame(INDICATORS, [])
    found = protect(plan, Quarter(2022, 1), table, empty, Memory(), DisclosurePolicy())
    assert len(found.questions) == asked
    assert found.indicators["text"].isna().sum() == asked


# ------------------------------------------------------------------ values in their own type


@every(
    ("kind", "value", "text", "said"),
    [
        ("count", 4.0, None, 4.0),
        ("count", 4.0, "околу 4", 4.0),
        ("count", None, "десетина", "десетина"),
        ("yes_no", 1.0, "yes", True),
        ("yes_no", 0.0, "no", False),
        ("yes_no", None, "Не", False),
        ("yes_no", None, "можеби", "можеби"),
        ("date", None, "2022-09-30", date(2022, 9, 30)),
        ("date", None, "2022-09-31", "2022-09-31"),
        ("date", None, "20220930", "20220930"),
        ("text", None, "yes", "yes"),
        ("text", None, None, None),
    ],
)
def test_a_value_is_what_its_kind_makes_of_it(
    kind: str, value: float | None, text: str | None, said: Measured
) -> None:
    found = measured(KINDS[kind], value, text)
    assert (type(found), found) == (type(said), said)


def test_a_yes_or_no_that_could_not_be_read_is_shown_as_it_was_typed() -> None:
    history = the_history()
    typed = history.indicators.copy()
    own = (typed["indicator"] == "3.6.5.1") & (typed["quarter"] == "2022-Q2")
    typed.loc[own, "value"] = pd.NA
    typed.loc[own, "text"] = "делумно"
    previous = Previous.of(replace(history, indicators=typed), Quarter(2022, 3))
    plan, form_id = case_plan(), FormId("NAP5", Quarter(2022, 3), "MZ", 1)
    wanted = next(d for d in due(plan, Quarter(2022, 3), history) if d.institution == "MZ")
    lines = content_after(plan, form_id, wanted, previous).indicators
    assert {line.code: line.previous_value for line in lines}["3.6.5.1"] == "делумно"


# ------------------------------------------------------------------ one declaration


def test_no_other_module_names_a_kind() -> None:
    named = {
        f"{path.name}: {alias.name}"
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and node.module == "ovpsheets.kinds"
        for alias in node.names
    }
    assert {name.split(": ")[1] for name in named} <= {"KINDS", "Kind", "ReadAs"}


@pytest.mark.parametrize("kind", KINDS.values(), ids=str)
def test_only_a_kind_of_numbers_has_bounds_and_adds_up(kind: Kind) -> None:
    of_numbers = (kind.is_share, kind.is_whole, kind.adds_up, kind.shows_unit)
    assert kind.is_number or (not any(of_numbers) and kind.least is kind.most is None)
