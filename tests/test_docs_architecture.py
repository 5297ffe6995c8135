"""What the architecture says of the code is true: its files, the length of its walk, its floors."""

import ast
import re
from collections import Counter
from pathlib import Path
from typing import Final

from own_source import nodes
from test_floors import FLOORS, LEVEL, ROOT

PAGE: Final = (ROOT.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
MODULES: Final = [path.relative_to(ROOT) for path in ROOT.rglob("*.py")]

STEP: Final = re.compile(r"^\d+\. `([\w/]+\.py)`(?:, `(\w+)` only)?: ", re.M)
LENGTH: Final = re.compile(r"(\d+) files, about ([\d,]+) lines")

# A command, what it does in a workspace and its journey are called alike, and so is a package's
# one model; the command of templates is called as they are. Elsewhere a base name says which
# module is meant.
ALIKE: Final = {"model", "templates"}
COMMANDS: Final = ("cli", "workspace", "journeys")


def lines_of(path: str, function: str) -> int:
    """Count the lines of a module, or of one function of it."""
    text = (ROOT / path).read_text(encoding="utf-8")
    if not function:
        return len(text.splitlines())
    (found,) = (
        node
        for node in nodes(ROOT / path)
        if isinstance(node, ast.FunctionDef) and node.name == function
    )
    return (found.end_lineno or found.lineno) - found.lineno + 1


def test_the_walk_is_as_long_as_it_is_said_to_be() -> None:
    walk, said = STEP.findall(PAGE), LENGTH.search(PAGE)
    assert said
    files, about = int(said[1]), int(said[2].replace(",", ""))
    total = sum(lines_of(path, function) for path, function in walk)
    assert len(walk) == files
    assert abs(total - about) <= about / 10, f"the walk is {total} lines long"


def test_every_module_that_the_architecture_names_is_there() -> None:
    known = {path.as_posix() for path in MODULES} | {"tests/test_docs_architecture.py"}
    known |= {f"tests/{path.name}" for path in Path(__file__).parent.glob("*.py")}
    for name in re.findall(r"`([\w/]+\.py)`", PAGE):
        assert any(path == name or path.endswith(f"/{name}") for path in known), name


def test_the_architecture_shows_the_floors_as_they_are() -> None:
    (shown,) = re.findall(r"^    (cli · .*)$", PAGE, re.M)
    said = [set(floor.split(", ")) for floor in shown.split(" · ")]
    # The face, what it hands out, and what stands alone.
    beside = {"", "types", "__main__", "settings", "settings_file", "version"}
    assert said == [names for floor in FLOORS if (names := {*floor} - beside)]


def test_a_base_name_means_one_module() -> None:
    own = [path for path in MODULES if path.name not in ("__init__.py", "__main__.py")]
    # The modules of a command share its name: one each for its words, its workspace, its journey.
    beyond = [path for path in own if path.parts[0] not in COMMANDS or len(path.parts) > 2]
    names = Counter(path.stem for path in beyond)
    names.update({path.stem for path in own if path not in beyond})
    assert {name for name, count in names.items() if count > 1} == ALIKE


def test_a_public_class_name_means_one_class() -> None:
    """A name beginning with "_" is its module's own affair."""
    names = Counter(
        node.name
        for path in MODULES
        for node in nodes(ROOT / path)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert {name for name, count in names.items() if count > 1} == set()


SMALL: Final = 60  # lines
LARGE: Final = 220

# Lists of what is added by adding a file: what they import has one user by its nature.
LISTS: Final = {
    "cli/__init__.py": "commands",
    "rules/rule_book.py": "rules",
    "intake/reading/open_file.py": "formats of returned files",
    "results/consolidated/consolidated_workbook.py": "sheets",
}
STANDS_ALONE: Final[dict[str, str]] = {}
"""Small modules without which the merge can be read, and why; none just now."""


def users_of() -> dict[str, set[str]]:
    """Return module → the modules that import it, as paths; a package's face counts as one."""
    users: dict[str, set[str]] = {path.as_posix(): set() for path in MODULES}
    for path in MODULES:
        for node in nodes(ROOT / path):
            if isinstance(node, ast.ImportFrom) and node.module:
                for name in (node.module, *(f"{node.module}.{a.name}" for a in node.names)):
                    used = name.removeprefix("ovpsheets.").replace(".", "/") + ".py"
                    users.get(used, set()).add(path.as_posix())
    return users


def length_of(path: str) -> int:
    return len((ROOT / path).read_text(encoding="utf-8").splitlines())


def small_with_one_user() -> dict[str, str]:
    """Return small module → its one user on the same floor, where both together are not large."""
    found: dict[str, str] = {}
    for path, users in users_of().items():
        if len(users) != 1 or path.endswith("__init__.py") or length_of(path) >= SMALL:
            continue
        (user,) = users
        own, others = (Path(name).with_suffix("").parts[0] for name in (path, user))
        if LEVEL.get(own) == LEVEL.get(others) and length_of(path) + length_of(user) <= LARGE:
            found[path] = user
    return found


def test_a_small_module_with_one_user_is_part_of_it() -> None:
    found = {path for path, user in small_with_one_user().items() if user not in LISTS}
    assert found == STANDS_ALONE.keys()
