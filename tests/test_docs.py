"""The documentation says what is true: tables, commands and links do not drift from the code."""

import re
from pathlib import Path

import pytest

import ovpsheets as ovp
from ovpsheets.tables import ALL
from ovpsheets.texts import Texts

ROOT = Path(__file__).parent.parent
ENGLISH = Texts("en")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def meaning(table: str, column: str) -> str:
    own = f"consolidated.column.{table}.{column}.meaning"
    return ENGLISH(own if ENGLISH.has(own) else f"consolidated.column.any.{column}.meaning")


def tables_page() -> str:
    lines = [
        "# The tables",
        "",
        "The same in Python (DataFrames) and in `results/data/*.csv`: UTF-8, comma, ISO dates,",
        "`.` decimals, a stable order. Missing is empty, never 0. The ledger is in Python only.",
        "",
        "In CSV a text that begins with `=`, `+`, `-`, `@`, a tab or a line break (or a full-width",
        "`＝`, `＋`, `－`, `＠`) has an apostrophe in front, so that no spreadsheet program makes",
        "a formula of it; one that begins with apostrophes before such a sign has one more. To",
        "undo it, take the first one off, as `ovp.history` does. Numbers and dates are untouched.",
        "What no file can hold (half a character, U+0000, U+FFFE, U+FFFF) is shown as `�`.",
        "",
    ]
    for table, schema in ALL.items():
        lines += [f"## {table}", "", "| column | type | meaning |", "|---|---|---|"]
        lines += [
            f"| `{name}` | {kind} | {meaning(table, name)} |" for name, kind in schema.items()
        ]
        lines.append("")
    return "\n".join(lines)


def test_the_page_of_tables_is_what_the_schemas_and_the_dictionary_say() -> None:
    # To write it anew: python tests/test_docs.py
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == tables_page()


def test_everything_public_exists_and_has_a_docstring() -> None:
    for name in ovp.__all__:
        if name != "__version__":
            assert getattr(ovp, name).__doc__, name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_modules_named_in_the_way_through_the_code_exist() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for name in re.findall(r"`((?:\w+/)+\w*\.py)`", text):
        assert (ROOT / name).exists() or (ROOT / "ovpsheets" / name).exists(), name


if __name__ == "__main__":
    (ROOT / "docs" / "tables.md").write_text(tables_page(), encoding="utf-8")
