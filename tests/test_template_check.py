"""``ovpsheets templates``: what is said otherwise, copies to change, and what is wrong."""

import json
import tomllib
from functools import cache
from pathlib import Path

import pytest
from cli_runs import run
from every_case import every

from ovpsheets.languages import LANGUAGES
from ovpsheets.templates import Templates
from ovpsheets.texts import Texts
from ovpsheets.workspace.template_copies import copyable_files, packaged_file
from ovpsheets.workspace.template_faults import TemplateFault, template_faults, words_of_two_scripts


def faults(**files: str) -> list[TemplateFault]:
    """Return what is wrong with templates, beside what is so in the package."""
    usual = of_the_package()
    with Templates.of({name: text.encode() for name, text in files.items()}).in_use():
        return [fault for fault in template_faults() if place(fault) not in usual]


@cache
def of_the_package() -> frozenset[tuple[str, str, str]]:
    with Templates.of({}).in_use():
        return frozenset(map(place, template_faults()))


def place(fault: TemplateFault) -> tuple[str, str, str]:
    return fault.kind, fault.key, fault.language


def kinds(**files: str) -> list[tuple[str, str]]:
    return [(fault.kind, fault.key) for fault in faults(**files)]


def text(line: str) -> dict[str, str]:
    return {"en/texts.toml": line}


# ------------------------------------------------------------------ the package


def test_nothing_is_wrong_with_the_languages_of_the_package() -> None:
    # Whether a heading's word fits its column is measured where the form is drawn.
    found = [place(fault) for fault in template_faults() if fault.kind != "wide"]
    assert not found


# ------------------------------------------------------------------ texts


@every(
    ("line", "kind"),
    [
        ('"form.cover.titel" = "Report"', "unknown"),
        ('"form.cover.title" = "Report for {quartal}"', "values"),
        ('"form.cover.title" = "Report for {quarter"', "braces"),
        ('"form.cover.title" = { one = "a", other = "b" }', "kind"),
        ('"notebook.findings" = { one = "a" }', "kind"),
        ('"notebook.findings" = { other = "{n} found" }', "plural"),
        ('"form.cover.title" = "Rеport for {quarter}"', "mixed"),  # the first e is Cyrillic
    ],
)
def test_a_text_that_is_not_right_is_named(line: str, kind: str) -> None:
    (fault,) = faults(**text(line))
    assert (fault.kind, fault.file, fault.language) == (kind, "templates/en/texts.toml", "en")
    assert f'"{fault.key}"' in line


@pytest.mark.parametrize(
    ("key", "longest", "kind"),
    [
        ("form.sheet.notes", 31, "too_long"),
        ("consolidated.choose.title", 32, "too_long"),
        ("consolidated.choose.message", 255, "too_long"),
    ],
)
def test_what_excel_cuts_is_too_long_by_one_letter(key: str, longest: int, kind: str) -> None:
    assert not kinds(**text(f'"{key}" = "{"a" * longest}"'))
    assert kinds(**text(f'"{key}" = "{"a" * (longest + 1)}"')) == [(kind, key)]


def test_the_words_of_a_list_fit_together_into_a_cell() -> None:
    wide = {f"words.status.{name}": "a" * 63 + name[0] for name in ("not_started", "limited")}
    wide |= {f"words.status.{name}": "b" * 62 + name[0] for name in ("substantial", "completed")}
    lines = "\n".join(f'"{key}" = "{word}"' for key, word in wide.items())
    assert kinds(**text(lines)) == [("long_list", "words.status.*")]


@every(
    ("lines", "found"),
    [
        ('"words.flag.x" = "No, not there"', [("comma", "words.flag.x")]),
        ('"words.no" = "Yes"', [("same_word", "words.no"), ("same_word", "words.yes")]),
        ('"form.sheet.notes" = "guide"', [("same_name", "form.sheet.guide")]),
        ('"form.sheet.notes" = "Notes?"', [("no_sheet_name", "form.sheet.notes")]),
        ('"form.indicators.code" = "Identification"', [("wide", "form.indicators.code")]),
    ],
)
def test_what_does_not_fit_a_workbook_is_named(lines: str, found: list[tuple[str, str]]) -> None:
    assert kinds(**text(lines)) == found


def test_a_language_that_is_added_lacks_what_it_does_not_say() -> None:
    tags = 'locale = "tr_TR"\ndocument = "tr-TR"\nauthority = "TUR"'
    found = faults(**{"tr/language.toml": tags, "tr/texts.toml": '"words.yes" = "Evet"'})
    lacking = {fault.key for fault in found if fault.kind == "missing"}
    assert "words.no" in lacking
    assert "words.yes" not in lacking
    assert {fault.file for fault in found} == {"templates/tr/texts.toml"}


@every(("word", "expected"), [("нѐ", []), ("нè", ["нè"]), ("për", []), ("{стар} code", [])])
def test_words_of_two_scripts(word: str, expected: list[str]) -> None:
    assert words_of_two_scripts(f"so {word}.") == expected


# ------------------------------------------------------------------ other files


@every(
    ("name", "content", "kind", "key"),
    [
        ("texte.toml", "a = 1", "unknown_file", ""),
        ("form.toml", "a = 1", "unknown_file", ""),
        ("de/texts.toml", '"words.yes" = "Ja"', "not_in_use", ""),
        ("look.toml", '[colour]\nnavi = "000000"', "look_key", "colour.navi"),
        ("look.toml", '[colour]\nnavy = "blue"', "colour", "colour.navy"),
        ("look.toml", "[font]\nsize = 40", "font", "font.size"),
        ("look.toml", '[font]\nname = "Arial;}"', "font", "font.name"),
        ("en/reading.toml", '[answer]\nnothink = ["x"]', "unknown_words", "answer.nothink"),
        ("en/says_nothing.toml", 'fillers = "x"', "unknown_words", "fillers"),
        ("summary/summary.md.j2", "{% if %}", "page", ""),
        ("summary/sumary.md.j2", "", "unknown_file", ""),
    ],
)
def test_what_is_not_right_in_other_files(name: str, content: str, kind: str, key: str) -> None:
    assert kinds(**{name: content}) == [(kind, key)]


@every(
    "content",
    [
        "<script>1</script>",
        '<img src="https://example.mk/x.png">',
        "<img src=x.png>",
        "<style>@import 'x.css'</style>",
        "<style>a { background: url(//example.mk/x) }</style>",
        '<a href="javascript:1">x</a>',
        '<p onclick="x()">',
        "<iframe></iframe>",
        '<link rel="stylesheet" href="x.css">',
        "{{ context.title | safe }}",
        "{% autoescape false %}{{ context.title }}{% endautoescape %}",
    ],
)
def test_a_page_may_not_run_fetch_or_let_markup_through(content: str) -> None:
    assert kinds(**{"summary/summary.html.j2": content}) == [("active", "")]


def test_a_page_may_have_links_and_pictures_of_its_own() -> None:
    own = '<a href="https://example.mk">x</a><img src="data:image/png;base64,AAAA">{{ x }}'
    assert not kinds(**{"summary/summary.html.j2": own})


# ------------------------------------------------------------------ the command


def test_the_command_lists_copies_and_checks(tmp_path: Path) -> None:
    assert "There are none" in run("-C", tmp_path, "--lang", "en", "templates").stdout
    copied = run("-C", tmp_path, "--lang", "en", "templates", "copy", "mail.reminder", "look.toml")
    assert copied.exit_code == 0, copied.stderr
    own = tmp_path / "templates"
    lines = tomllib.loads((own / "en/texts.toml").read_text(encoding="utf-8"))
    assert set(lines) > {"mail.reminder.subject", "mail.reminder.what"}
    assert lines["mail.reminder.what"]["one"].startswith("May we remind you")
    assert (own / "look.toml").read_bytes() == packaged_file("look.toml")
    assert not (own / "mk").exists()
    assert run("-C", tmp_path, "--lang", "en", "templates", "check").exit_code in (0, 1)
    (own / "en/texts.toml").write_text('"mail.greting" = "Hello"\n', encoding="utf-8")
    checked = run("-C", tmp_path, "--lang", "en", "templates", "check", "--json")
    assert checked.exit_code == 1
    first = next(row for row in json.loads(checked.stdout) if row["kind"] == "unknown")
    assert (first["file"], first["key"]) == ("templates/en/texts.toml", "mail.greting")
    listed = json.loads(run("-C", tmp_path, "templates", "--json").stdout)
    assert {row["key"] for row in listed if row["language"]} == {"mail.greting"}


def test_what_stands_there_already_stays(tmp_path: Path) -> None:
    own = tmp_path / "templates/en/texts.toml"
    own.parent.mkdir(parents=True)
    own.write_text('"mail.greeting" = "Hello,"', encoding="utf-8")
    run("-C", tmp_path, "--lang", "en", "templates", "copy", "mail.greeting", "mail.closing")
    lines = tomllib.loads(own.read_text(encoding="utf-8"))
    assert lines == {"mail.greeting": "Hello,", "mail.closing": "Kind regards,"}


def test_texts_are_copied_in_every_language_where_none_is_asked_for(tmp_path: Path) -> None:
    run("-C", tmp_path, "templates", "copy", "words.yes")
    assert {path.parent.name for path in tmp_path.rglob("texts.toml")} == set(LANGUAGES)


@pytest.mark.parametrize("name", ["mail.nothing", "nothing.toml", "../x", "mail.re"])
def test_what_there_is_not_cannot_be_copied(tmp_path: Path, name: str) -> None:
    assert run("-C", tmp_path, "templates", "copy", name).exit_code == 1
    assert not (tmp_path / "templates").exists()


def test_every_file_that_can_be_copied_is_known_to_the_check(tmp_path: Path) -> None:
    run("-C", tmp_path, "templates", "copy", *copyable_files())
    checked = json.loads(run("-C", tmp_path, "templates", "check", "--json").stdout)
    assert {row["kind"] for row in checked} <= {"wide"}


def test_a_new_workspace_may_have_languages_of_its_own(tmp_path: Path) -> None:
    root = tmp_path / "w"
    done = run("init", root, "--languages", "en")
    assert done.exit_code == 0, done.stderr
    assert "ready" in done.stdout
    assert (root / "templates/languages.toml").read_text("utf-8").startswith('languages = ["en"]')
    assert run("init", tmp_path / "v", "--languages", "xx").exit_code == 2
    assert not (tmp_path / "v").exists()


# ------------------------------------------------------------------ languages that come along


def test_nothing_is_wrong_with_serbian_and_no_text_is_lacking() -> None:
    """Who adds a text says it in Serbian, too: else it would be English there, and nobody sees."""
    with Templates.of({"languages.toml": b'languages = ["sr"]'}).in_use():
        found = template_faults()
    assert [place(fault) for fault in found if fault.kind not in ("missing", "wide")] == []
    assert [fault.key for fault in found if fault.kind == "missing"] == []


def test_what_serbian_is_told_by_is_what_its_texts_say() -> None:
    with Templates.of({"languages.toml": b'languages = ["sr", "en"]'}).in_use():
        texts = Texts("sr")
        counted = [texts("mail.activities", n=n) for n in (1, 2, 5, 11, 21, 22)]
    assert counted == [
        "1 aktivnost", "2 aktivnosti", "5 aktivnosti", "11 aktivnosti", "21 aktivnost",
        "22 aktivnosti",
    ]  # fmt: skip
