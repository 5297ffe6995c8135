"""Whether it is known on which day a file came, or only when it was last saved."""

from datetime import date
from pathlib import Path

import pytest

from ovpsheets.tables import ALL, frame
from ovpsheets.workspace.received import Received, undated, write_received

DAY = date(2022, 10, 11)
DIGEST = "ab" * 32


def of(path: Path) -> frozenset[str]:
    row = {"institution": "MP", "sha256": DIGEST, "used": "used"}
    return undated(path, frame(ALL["returns"], [row]))


@pytest.mark.parametrize(
    ("saved", "guessed"), [(DAY, {"MP"}), (date(2022, 10, 12), set()), (None, set())]
)
def test_a_day_is_a_guess_while_it_is_that_of_the_time_stamp(
    tmp_path: Path, saved: date | None, guessed: set[str]
) -> None:
    path = tmp_path / "received.csv"
    write_received(path, {DIGEST: Received("а.xlsx", DAY, saved=saved)})
    assert of(path) == guessed


def test_of_a_file_that_is_in_no_register_the_day_is_not_known(tmp_path: Path) -> None:
    assert of(tmp_path / "received.csv") == {"MP"}


def test_a_register_without_the_column_is_the_coordinators_word(tmp_path: Path) -> None:
    path = tmp_path / "received.csv"
    path.write_text(f"file,received,sha256\nа.xlsx,{DAY},{DIGEST}\n", encoding="utf-8")
    assert of(path) == frozenset()
