"""The benchmarks run: a few forms, made and measured."""

from pathlib import Path

from benchmarks.make import main
from benchmarks.run import floor, measure, merge


def test_three_forms_are_made_and_measured(tmp_path: Path) -> None:
    """A peer's CPU and memory are told, the complete merge's too."""
    main(tmp_path, 3)
    files = sorted(tmp_path.glob("*.xlsx"))
    assert len(files) == 3
    light, whole = measure(floor, files), measure(merge, files)
    assert 0 < light.cpu < whole.cpu
    assert light.megabytes > 0
