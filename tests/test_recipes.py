"""What the tutorial and the recipes tell people to do works, and comes out as they say."""

import ast
import csv
import re
import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from cli_runs import run
from demos import played

ROOT: Final = Path(__file__).parent.parent
DOCS: Final = ROOT / "docs"
BLOCK: Final = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
ENDS: Final = re.compile(r"  # ends with (\d)$")
COMES_OUT: Final = re.compile(r"  # → (.*)$")
NAMED: Final = re.compile(r"`(2022-Q3(?:/[\w.-]+)+)`")


def recipes_of(page: str) -> dict[str, str]:
    """Return the recipes of a page by their heading; what stands before belongs to each."""
    text = (DOCS / "howto" / f"{page}.md").read_text(encoding="utf-8")
    head, *recipes = re.split(r"^## ", text, flags=re.MULTILINE)
    return {recipe.split("\n", 1)[0]: head + recipe for recipe in recipes}


RECIPES: Final = {
    f"{page}: {heading}": text
    for page in ("coordinator", "plan", "analyst")
    for heading, text in recipes_of(page).items()
}


def one_line(text: object) -> str:
    """Return a text as a reader compares it: tables differ in their spaces only."""
    return " ".join(str(text).split())


@dataclass
class Reader:
    """Somebody who types what a page says, in a folder of its own."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    said: str = ""
    names: dict[str, Any] = field(default_factory=dict)

    def follow(self, text: str) -> None:
        """Do what each block says, in order; then look for the files that are spoken of."""
        self.monkeypatch.chdir(self.folder)
        for language, title, block in BLOCK.findall(text):
            getattr(self, f"do_{language}")(block, title)
        for name in NAMED.findall(BLOCK.sub("", text)):
            assert (self.folder / name).exists(), name

    def do_console(self, block: str, _title: str) -> None:
        self.said = ""
        for line in block.splitlines():
            ends = ENDS.search(line)
            program, *words = shlex.split(ENDS.sub("", line))
            if program == "ovpsheets":
                done = run(*words)
                assert done.exit_code == (int(ends[1]) if ends else 0), done.stderr
                self.said += one_line(done.stdout + done.stderr) + "\n"
            else:
                getattr(self, f"do_{program}")(*words)

    def do_cd(self, folder: str) -> None:
        self.folder /= folder
        self.monkeypatch.chdir(self.folder)

    def do_cp(self, *words: str) -> None:
        source, target = (Path(word) for word in words[-2:])
        into = target / source.name if target.is_dir() else target  # as cp takes it
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, into)

    def do_text(self, block: str, _title: str) -> None:
        for line in block.splitlines():
            assert one_line(line) in self.said, self.said

    def do_toml(self, block: str, title: str) -> None:
        (self.folder / title).write_text(block, encoding="utf-8")

    def do_csv(self, block: str, title: str) -> None:
        """Type the rows into the file: what has them already keeps its other columns."""
        path = self.folder / title
        typed = list(csv.DictReader(block.splitlines()))
        if path.exists():
            known = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
            by_file = {row["file"]: row for row in typed}
            assert {row["file"] for row in known} == by_file.keys()
            typed = [row | by_file[row["file"]] for row in known]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, typed[0])
            writer.writeheader()
            writer.writerows(typed)

    def do_python(self, block: str, _title: str) -> None:
        lines = block.splitlines()
        for step in ast.parse(block).body:
            promised = COMES_OUT.search(lines[(step.end_lineno or step.lineno) - 1])
            if promised and isinstance(step, ast.Expr):
                value = eval(compile(ast.Expression(step.value), "recipe", "eval"), self.names)
                assert one_line(value) == promised[1]
            else:
                exec(compile(ast.Module([step], []), "recipe", "exec"), self.names)


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The demo, and a folder of saved mails beside its plan."""
    root = shutil.copytree(played().root, tmp_path / "ovp-demo")
    mails = root / "mails"
    mails.mkdir()
    (form,) = (root / "2022-Q3" / "forms").glob("*_MTSP_R1.xlsx")
    shutil.copyfile(form, mails / "Одговор МТСП.xlsx")
    return root


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_does_what_it_says(
    recipe: str, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Reader(demo, monkeypatch).follow(RECIPES[recipe])


def test_the_tutorial_leads_from_an_empty_folder_to_the_public(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples" / "case", tmp_path / "examples" / "case")
    text = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    Reader(tmp_path, monkeypatch).follow(text)


def test_every_recipe_has_something_to_try() -> None:
    assert len(RECIPES) >= 20
    for name, text in RECIPES.items():
        assert re.search(r"^```(console|python)", text.split("\n## ")[-1], re.MULTILINE), name
