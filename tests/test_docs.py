"""The documentation says what is true: tables, commands and links do not drift from the code."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from every_case import every

import ovpsheets as ovp
from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.release.public_files import PROMISE as PUBLIC
from ovpsheets.results.mail import PROMISE as MAIL
from ovpsheets.results.product import Product
from ovpsheets.results.products import PRODUCTS
from ovpsheets.results.report.coded_tables import CODES
from ovpsheets.results.report.column_words import column_text
from ovpsheets.rules.rule_book import RULES
from ovpsheets.tables import ALL
from ovpsheets.texts import Texts, catalogue
from ovpsheets.workspace.review import PROMISE as DRAFT
from ovpsheets.writing.sheet import TESTED, USED

ROOT = Path(__file__).parent.parent
ENGLISH = Texts("en")
RULE_PARTS = ("meaning", "remedy", "example")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def meaning(table: str, column: str) -> str:
    return column_text(ENGLISH, BUILT_IN, table, column, "meaning")


def tables_page() -> str:
    lines = [
        "# The tables",
        "",
        "The same in Python (DataFrames) and in `results/data/*.csv`: UTF-8, comma, ISO dates,",
        "`.` decimals, a stable order. Missing is empty, never 0. The ledger is in Python only.",
        "",
        "The CSV files are for programs: a text stands in them as it was typed, also one that",
        "begins with `=`, `+`, `-` or `@`, which a spreadsheet program would take for a formula.",
        "Do not open them by a double click: for people there are `consolidated.xlsx` and",
        "`tables.<language>.xlsx`, in which nothing is a formula. In Excel import them with Data ›",
        "From Text/CSV, every column as text. `datapackage.json` beside them says",
        "`guarded: false`. Files of before 0.2, whose data package does not, have an apostrophe",
        "before such texts (and one more where a text itself begins with one); `ovp.history` and",
        "`ovp.read_public` take it off.",
        "What no file can hold (half a character, U+0000, U+FFFE, U+FFFF) is shown as `�`.",
        "",
        "In Python (`merged.activities`, `ovp.history`, `ovp.read_public`) every table is a copy,",
        "and codes are ordered categories, from the least to the greatest:",
        "",
        *(
            f"- `{table}.{column}`: {', '.join(f'`{code}`' for code in codes)}"
            for table, columns in CODES.items()
            for column, codes in columns.items()
        ),
        "",
        "`no_report` stands below the other statuses: what was not reported has reached nothing. A",
        "reason of your plan, or any code not listed here, stands behind the listed ones. In CSV",
        "codes are plain text. `ovp.history` has the column `quarter` in every table; what a",
        "returned form itself says of its quarter is there called `form_quarter`.",
        "",
        "What a plan adds to the form (sheet `columns`) stands under its key behind the last",
        "answer of its table: text, number, date or yes/no as the plan says, a choice by its",
        "word in the first language; its words in the others are a code list",
        "(`codes/own_<key>.csv`).",
        "",
    ]
    for table, schema in ALL.items():
        lines += [f"## {table}", "", "| column | type | meaning |", "|---|---|---|"]
        lines += [
            f"| `{name}` | {kind} | {meaning(table, name)} |" for name, kind in schema.items()
        ]
        lines.append("")
    return "\n".join(lines)


RULES_HEAD = """# The rule book

One rule, one file in `ovpsheets/rules/`; its words are in `workbook_templates/texts/rules.toml`.
`ovpsheets rules` prints the same. Rules stand in the order in which they are judged.

A finding that only follows from another is said with it (“follows”), three or more equal ones of
an institution are one line of the to-do list. A finding keeps its id over merges and quarters.

## What you control

In `ovpsheets.toml`, a line for each rule that should be used otherwise:

```toml
[rules]
late_return = "off"            # not judged at all
unchanged_report = "trial"     # shown, not counted, nobody is asked
missing_new_deadline = "urgent"  # or "important", "check"
```

`urgent` blocks publication, `important` is to be asked about, `check` is to be looked at.

In the plan, the sheet `waivers` says that a rule is not to be asked about for an institution, an
activity or an indicator (an empty cell means any), from when, until when, why, and who decided
it. What is waived stays in the to-do list with that decision beside it; the form of that body
does not ask for it either.

## What the form checks by itself

The form shows what is missing next in each row, and “READY” when nothing is. It judges the row and
what stands beside it, with the conditions of the rules: status, reason, explanation, progress, new
deadline, values outside their kind, percentages, texts that say nothing, days far from the plan,
values below the last one, slips of the unit, completed below target, a changed unit, baseline or
target, one row copied to all, a number of 13 digits (ЕМБГ) in a text.
`status` counts a form as complete exactly when it says so itself.

What the merge still finds about a row that the form called ready is to be checked (`check`) and
never more, for the member has done all that the form asked, and a formula cannot see all that the
merge sees:

- of texts that say nothing the form knows some 1,700 in every language, whatever their case and
  punctuation; the merge knows them by all their words, look-alike letters included;
- the form compares an explanation with title, progress, reason and last quarter's explanation but
  for case and spaces; the merge also in other languages, with a letter changed, and with what was
  said longer ago;
- a promise that was not kept and a long delay are to be confirmed where the row gives a reason and
  a deadline to come: the member has nothing left to fill in;
- of personal data the form sees numbers; an “@” makes it remind of private addresses, for that of
  an office is none; names and telephone numbers it cannot tell;
- what does not stand in a cell but around it.

What of this would be important by itself, whether a formula can see it, and what follows:

- an answer that is struck out, or whose format shows another number, scale or currency than the
  cell holds: important, for nothing is read from it and the field counts as unanswered. A formula
  sees what a cell holds, not its letters and not how it is shown: `check`, asked about like others;
- a note on a cell that names another number, unit or status: the same; no formula sees a note;
- a remark that names another unit, or corrects the number: important, for the value is not read. A
  formula could only look for words, and „грант од 5.000 евра“ beside an amount in denars would hold
  up an honest row: `check`;
- a remark that limits the number or names another period; a mail, or the sheet for remarks, that
  names the row's code and another number or status: not important, for what stands in the field is
  read, and to be confirmed: `check`;
- a person's name, telephone number or private address: important before it is published, and no
  formula tells it: `check`; the draft is read before it is published.

A sentence that is about all values of a form is no row's: it is `important` where it puts them in
another unit, for then none of them is read, and to be checked where it limits them.

What two forms say, of which each is ready, is important where they differ; so is a check of the
plan's own that compares what does not stand in one form, where the plan says so; and what
concerns no row but the whole return: its quarter, its identity, its tables.

The other way round the form wants dates as 31.12.2022, numbers as numbers and the words of its
lists; the merge reads more.

## The rules
"""


def rules_page() -> str:
    lines = [RULES_HEAD]
    for rule in RULES:
        names = [Texts(language)(f"rules.{rule.id}.name") for language in ("mk", "sq")]
        said = {part: ENGLISH(f"rules.{rule.id}.{part}") for part in RULE_PARTS}
        follows = ", ".join(f"`{cause}`" for cause in rule.follows)
        lines += [f"### {ENGLISH(f'rules.{rule.id}.name')}", ""]
        lines += [f"`{rule.id}` · {rule.severity} · mk: {names[0]} · sq: {names[1]}", ""]
        lines += [said["meaning"], "", f"- What to do: {said['remedy']}"]
        lines += [f"- Example: {said['example']}"]
        lines += [f"- Follows from: {follows}"] if follows else []
        lines.append("")
    return "\n".join(lines)


ALBANIAN_HEAD = """# Albanian texts to be confirmed

Every text that members or the public see, as it stands in
`workbook_templates/texts/`. It was written with care and not yet read by a native speaker.
Correct it there; this page is printed from it (`python tests/test_docs.py`).
"""

SEEN = (
    "words", "dates", "form", "checks", "summary", "dashboard", "minister", "release", "note",
    "mail", "corrections",
)  # fmt: skip
"""The catalogues of what members and the public see."""


def albanian_page() -> str:
    lines = [ALBANIAN_HEAD]
    for name in SEEN:
        lines += [f"## {name}", "", "| key | Albanian | English |", "|---|---|---|"]
        for key, wording in catalogue().items():
            if key.partition(".")[0] == name:
                said = [_in_a_cell(wording[language]) for language in ("sq", "en")]
                lines.append(f"| `{key.partition('.')[2]}` | {said[0]} | {said[1]} |")
        lines.append("")
    return "\n".join(lines)


def _in_a_cell(wording: str | Mapping[str, str]) -> str:
    text = wording if isinstance(wording, str) else " / ".join(wording.values())
    escaped = text.replace("|", "\\|").replace("[", "\\[").replace("<", "&lt;")
    return " ".join(escaped.split())


OUTPUTS_HEAD = """# What is written

Printed from the list of products (`ovpsheets/results/products.py`) and from what the other
commands promise; `tests/test_outputs.py` writes everything of a workspace whose members typed
what they should not have, and holds every line of this page against it.

In no file is anything active that a member typed: no formula, no link (but for the addresses in
the column of evidence, which the consolidated workbook links), no markup. The same plan, returns,
decisions and day give the same bytes, whoever makes them, where and in what order.
"""

AUDIENCES = {
    "coordinator": "the coordinator and analysts",
    "minister": "the minister, handed on by the coordinator",
    "members": "the members",
    "public": "the public",
}
IN_LANGUAGES = {
    "coordinator": "in the coordinator's language",
    "plan": "in every language of the plan",
    "institution": "each in the language of its institution",
}
WHENS = {
    "always": "at every merge",
    "own_language": "at every merge in the coordinator's language; in the others when it is asked "
    "for, and where it lies already",
    "asked": "when it is asked for (`merge --all`, a setting), and where it lies already",
}
METADATA = {
    "none": "the files carry none",
    "ours": "title, language and a fixed day; no author, no machine",
    "member": "what stood in the member's own file, which goes back to that member",
}
WHERE = (
    ("results/", "`ovpsheets merge` (and `note`, `close`)", PRODUCTS),
    ("mail/", "`ovpsheets remind`", (MAIL,)),
    ("review/", "`ovpsheets review`", (DRAFT,)),
    ("public/", "`ovpsheets publish`", (PUBLIC,)),
)


def outputs_page() -> str:
    lines = [OUTPUTS_HEAD]
    for folder, command, promises in WHERE:
        lines += [f"## `{folder}`, by {command}", ""]
        for own in promises:
            files = ", ".join(f"`{name}`" for name in own.files)
            lines += [f"### {own.name}", "", own.about, ""]
            lines += [f"- Files: {files}", f"- For {AUDIENCES[own.audience]}"]
            if isinstance(own, Product):
                lines += [f"- Made {WHENS[own.when]}"]
            lines += [f"- Language: {IN_LANGUAGES[own.language]}"]
            lines += [f"- Members' own words: {'yes, quoted' if own.member_text else 'none'}"]
            lines += [f"- Metadata: {METADATA[own.metadata]}", ""]
    lines.append("How to add one: [extending.md](extending.md#how-do-i-add-a-product).")
    return "\n".join(lines) + "\n"


PRINTED = {
    "outputs.md": outputs_page,
    "tables.md": tables_page,
    "rules.md": rules_page,
    "albanian.md": albanian_page,
}


@every("page", PRINTED)
def test_printed_pages_are_what_the_program_says(page: str) -> None:
    # To write them anew: python tests/test_docs.py
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == PRINTED[page]()


def test_every_dependency_is_named_with_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split("[<>=~ ]", own)[0].lower() for own in project["dependencies"]}
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w.-]+) \| (?:MIT|BSD|Apache) \| \w", page, re.MULTILINE)
    assert {name.lower() for name in rows} == needed


def test_the_private_names_of_xlsxwriter_are_named_with_their_reason() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for names in USED.values():
        for name in names:
            assert f"`{name}`" in page, name
    assert TESTED in page


def test_everything_public_exists_and_has_a_docstring() -> None:
    for name in ovp.__all__:
        if name != "__version__":
            assert getattr(ovp, name).__doc__, name
    for name in ovp.types.__all__:
        assert getattr(ovp.types, name).__doc__, name


def test_about_twenty_names_are_public() -> None:
    """What is rarer stands in ``ovp.types`` and ``ovp.errors``."""
    assert len(ovp.__all__) <= 25


@pytest.mark.parametrize(
    ("name", "home"), [("Limits", ovp.types), ("Place", ovp.types), ("SettingsError", ovp.errors)]
)
def test_a_name_that_was_public_before_is_still_found(name: str, home: object) -> None:
    assert getattr(ovp, name) is getattr(home, name)
    assert name not in ovp.__all__


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
    for name, printed in PRINTED.items():
        (ROOT / "docs" / name).write_text(printed(), encoding="utf-8")
