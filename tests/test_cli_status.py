"""status: the coordinator's board."""

from pathlib import Path

import pytest
from cli_runs import AS_OF, OPEN_GATE, QUARTER, answer, copied, fill, run, sign, two_returned
from test_one_count import numbered

BEFORE = "2022-10-08"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A quarter that was merged before the deadline; only looked at from then on."""
    root = copied(two_returned, tmp_path_factory.mktemp("status"))
    for form in (root / QUARTER / "returns").iterdir():
        sign(form)
    answer("-C", root, "merge", QUARTER, "--as-of", "2022-10-07")
    return root


def own(root: Path, institution: str, day: str = AS_OF) -> dict[str, object]:
    found = answer("-C", root, "status", QUARTER, "--as-of", day)
    (row,) = (item for item in found["institutions"] if item["institution"] == institution)
    return dict(row)


def test_a_form_is_complete_when_it_says_so_itself(root: Path) -> None:
    assert own(root, "OP")["complete"] is True
    assert own(root, "MTSP")["complete"] is False
    assert answer("-C", root, "status", QUARTER, "--as-of", AS_OF)["complete"] >= 1


@pytest.mark.parametrize(
    "unready",
    [
        {("3.6.7", "progress"): "Во прилог"},
        {("3.6.7", "new_deadline"): "31.3.2022"},
        {("3.6.7.1", "value"): "8 настани"},
    ],
    ids=["progress", "deadline", "value"],
)
def test_a_form_that_asks_for_more_is_not_complete(
    tmp_path: Path, unready: dict[tuple[str, str], str]
) -> None:
    root = copied(two_returned, tmp_path)
    sign(fill(root, "OP", {**OPEN_GATE, **unready}))
    assert own(root, "OP")["complete"] is False


def test_a_form_that_nobody_signed_is_not_complete(tmp_path: Path) -> None:
    assert own(copied(two_returned, tmp_path), "OP")["complete"] is False


def test_open_counts_what_is_still_to_be_asked(root: Path) -> None:
    assert own(root, "OP")["open"] == 0
    assert own(root, "MP")["open"] != 0


def test_as_many_are_counted_as_the_list_of_the_correction_numbers(root: Path) -> None:
    correction = root / QUARTER / "results" / "corrections" / "MP.xlsx"
    assert own(root, "MP")["open"] == numbered(correction.read_bytes())


def test_nobody_has_been_shown_a_draft_yet(root: Path) -> None:
    assert own(root, "OP")["shown"] is None


def test_punctuality_counts_this_quarter_only_after_its_deadline(root: Path) -> None:
    before = answer("-C", root, "status", QUARTER, "--as-of", BEFORE)
    after = answer("-C", root, "status", QUARTER, "--as-of", AS_OF)
    assert before["punctuality"] == {}
    assert after["punctuality"] == {QUARTER: {"n": 2, "of": 6}}
    assert own(root, "OP")["punctual"] == {"n": 1, "of": 1}
    assert own(root, "MTSP")["punctual"] == {"n": 0, "of": 1}


def test_earlier_quarters_count_towards_punctuality(root: Path) -> None:
    later = answer("-C", root, "status", "2022-Q4", "--as-of", "2022-12-01")
    assert later["punctuality"] == {QUARTER: {"n": 2, "of": 6}}


def test_the_board_says_so_in_words(root: Path) -> None:
    said = run("-C", root, "status", QUARTER, "--as-of", AS_OF).stdout
    assert "Целосен" in said
    assert "Нацрт" in said
    assert "2022-Q3: 2/6" in said
    lines = [line for line in said.splitlines() if str(root) not in line]  # as long as its path
    assert max(map(len, lines)) <= 100
