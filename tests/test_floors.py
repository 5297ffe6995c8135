"""The floors of the house: imports go down only."""

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest
from every_case import every
from own_source import nodes

import ovpsheets

ROOT = Path(ovpsheets.__file__).parent

# From the top floor to the ground; a module may import its own floor and those below.
FLOORS = (
    ("cli", "__main__"),
    ("", "types"),  # the package's face, ovpsheets/__init__.py, and what it hands out
    ("workspace", "settings", "settings_file"),
    ("spread",),
    ("journeys",),
    ("release",),
    ("disclosure",),
    ("results",),
    ("rules",),
    ("decisions",),
    ("adopted",),
    ("intake",),
    ("brief",),
    ("forms",),
    ("plan",),
    ("writing",),
    ("decision", "left_file"),
    (
        "tables",
        "table_csv",
        "beside_csv",
        "plain_csv",
        "errors",
        "digest",
        "kept",
        "kept_value",
        "own_templates",
    ),
    ("columns",),
    (
        "garbage",
        "stations",
        "once",
        "packed",
        "address",
        "number_format",
        "as_json",
        "together",
    ),
    ("saying",),
    ("texts",),
    ("text_files",),
    ("quarter", "words", "form_field", "kinds", "languages", "extensions"),
    ("compiled",),
    ("files", "program"),
    ("templates", "member_text", "letters", "laid_aside", "version"),
)
LEVEL = {name: number for number, floor in enumerate(FLOORS) for name in floor}


def floor_of(module: str) -> int:
    parts = module.split(".")
    return LEVEL[parts[1] if len(parts) > 1 else ""]


@cache
def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            if node.module == "ovpsheets" or node.module.endswith(("rules",)):
                names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in names if name.split(".")[0] == "ovpsheets"}


MODULES = sorted(path.relative_to(ROOT.parent) for path in ROOT.rglob("*.py"))


@every("path", MODULES)
def test_a_module_imports_its_own_floor_or_lower_ones_only(path: Path) -> None:
    own = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    for name in imported(ROOT.parent / path):
        if name == "ovpsheets":
            continue
        assert floor_of(name) >= floor_of(own), f"{own} imports {name}"


def test_every_package_is_shipped() -> None:
    project = tomllib.loads((ROOT.parent / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = set(project["tool"]["setuptools"]["packages"])
    there = {".".join(path.parent.parts) for path in MODULES if path.name == "__init__.py"}
    assert there <= shipped


PRODUCTS = (
    "consolidated", "page", "summary", "dashboard", "minister", "note", "scorecards",
    "data_package", "corrections", "mail",
)  # fmt: skip


def modules_of(folder: str) -> list[Path]:
    return [path for path in MODULES if path.as_posix().startswith(f"ovpsheets/results/{folder}/")]


def test_the_report_knows_no_writer_and_no_product() -> None:
    found = modules_of("report")
    assert len(found) > 5
    for path in found:
        for name in imported(ROOT.parent / path):
            is_own = name.startswith("ovpsheets.results.report")
            assert is_own or not name.startswith("ovpsheets.results"), f"{path} imports {name}"
            assert not name.startswith("ovpsheets.writing"), f"{path} imports {name}"


def test_what_several_products_say_knows_the_report_and_no_product() -> None:
    found = modules_of("narrative")
    assert len(found) > 5
    for path in found:
        for name in imported(ROOT.parent / path):
            if name.startswith(("ovpsheets.results", "ovpsheets.writing")):
                known = ("ovpsheets.results.report", "ovpsheets.results.narrative")
                assert name.startswith(known), f"{path} imports {name}"


def test_every_package_of_the_results_is_a_product_or_what_products_share() -> None:
    rooms = {path.parts[2] for path in MODULES if len(path.parts) == 4 and "results" in path.parts}
    assert rooms == {*PRODUCTS, "report", "narrative", "annotated"}


def test_what_annotates_files_in_workers_knows_no_report() -> None:
    for path in modules_of("annotated"):
        for name in imported(ROOT.parent / path):
            is_own = name.startswith("ovpsheets.results.annotated")
            assert is_own or not name.startswith("ovpsheets.results"), f"{path} imports {name}"
            assert name.split(".")[0] not in ("pandas", "openpyxl"), f"{path} imports {name}"


@every("product", PRODUCTS)
def test_a_product_knows_no_other_product(product: str) -> None:
    others = tuple(f"ovpsheets.results.{other}" for other in PRODUCTS if other != product)
    found = modules_of(product)
    assert found
    for path in found:
        for name in imported(ROOT.parent / path):
            assert not name.startswith(others), f"{path} imports {name}"


# The intake is three libraries; what each may import of ours, beside itself.
READING = {
    "address", "extensions", "languages", "letters", "number_format", "templates", "words",
}  # fmt: skip
MEANING = READING | {
    "compiled", "saying", "texts", "plan.model", "kinds", "intake.reading.cells", "quarter",
}  # fmt: skip
RECOGNISE = MEANING | {
    "intake.reading", "intake.meaning", "forms", "plan", "columns", "form_field", "brief",
    "quarter", "laid_aside", "packed",
}  # fmt: skip
LIBRARIES = {
    "ovpsheets.intake.reading": READING,
    "ovpsheets.intake.meaning": MEANING,
    "ovpsheets.intake.recognise": RECOGNISE,
}


@pytest.mark.parametrize("library", LIBRARIES)
def test_each_library_of_the_intake_knows_only_what_it_needs(library: str) -> None:
    allowed = [library, *(f"ovpsheets.{name}" for name in LIBRARIES[library])]
    for path in MODULES:
        own = ".".join(path.with_suffix("").parts)
        if not own.startswith(f"{library}."):
            continue
        for name in imported(ROOT.parent / path):
            known = any(name == home or name.startswith(f"{home}.") for home in allowed)
            assert known, f"{own} imports {name}"


def test_no_module_imports_inside_a_function() -> None:
    for path in MODULES:
        for function in nodes(ROOT.parent / path):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                inner = [
                    n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)
                ]
                assert not inner, f"{path}: {function.name}"


@every("path", MODULES)
def test_only_the_reader_of_workbooks_knows_openpyxl(path: Path) -> None:
    allowed = {
        "ovpsheets/plan/grid.py",
    }
    if path.as_posix() not in allowed:
        assert "openpyxl" not in (ROOT.parent / path).read_text(encoding="utf-8").replace(
            "openpyxl 3", ""
        ) or path.as_posix().startswith("ovpsheets/intake/reading/cells")


def test_no_two_modules_import_each_other() -> None:
    """Also not by way of others, and not only for the types; a package's face may name its own."""
    ahead = {
        ".".join(path.with_suffix("").parts): imported(ROOT.parent / path)
        for path in MODULES
        if path.name != "__init__.py"
    }
    for start in ahead:
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            found = ahead.get(waiting.pop(), set()) - seen
            assert start not in found, f"{start} comes back to itself"
            seen |= found
            waiting += found
