"""The wheel carries its templates and its example, and works away from the repository."""

import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    # A copy: what an earlier build left beside the sources must not get into the wheel.
    source = out / "source"
    for name in ("ovpsheets", "workbook_templates", "examples"):
        shutil.copytree(ROOT / name, source / name)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    # No isolation and no dependencies: the test stays off the network.
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
    done = subprocess.run([*command, "-q", "-w", out, source], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return next(out.glob("*.whl"))


def test_the_wheel_holds_every_template_and_the_example(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, target in (("workbook_templates", "workbook_templates"), ("examples", "examples")):
        for path in (ROOT / folder).rglob("*"):
            inside = path.relative_to(ROOT / folder).as_posix()
            # A package of its own is an example to copy, not a part of this one.
            is_ours = not inside.startswith("extension_package/")
            if is_ours and path.suffix in (".toml", ".j2", ".xlsx", ".csv"):
                assert f"ovpsheets/{target}/{inside}" in names


def test_the_wheel_runs_in_a_fresh_environment(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "fresh"
    # The dependencies come from this environment; ovpsheets itself from the wheel alone.
    venv.EnvBuilder(with_pip=False, symlinks=True).create(home)
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    here = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    code = (
        f"import sys; sys.path[:0] = [{str(tmp_path / 'installed')!r}]; "
        f"sys.path.append({str(here)!r}); import ovpsheets; ovpsheets.merge; "
        "from ovpsheets.texts import Texts; "
        "print(ovpsheets.__file__); print(Texts('mk')('words.yes'))"
    )
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    done = subprocess.run(
        [python, "-I", "-X", "utf8", "-c", code], capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    where, yes = done.stdout.splitlines()
    assert Path(where).is_relative_to(tmp_path / "installed")
    assert yes == "Да"
