"""A workspace's own templates: found, laid over the package's, and known to nobody else."""

import ast
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from every_case import every
from own_source import MODULES, nodes
from returned_forms import brief_of, the_history, the_plan

import ovpsheets as ovp
from ovpsheets.errors import SettingsError
from ovpsheets.languages import LANGUAGES, default_language, reading, tags, written
from ovpsheets.own_templates import templates_at
from ovpsheets.plan.sheets import SHEETS
from ovpsheets.saying.nothing import is_placeholder
from ovpsheets.templates import PACKAGE, Templates, active, cached
from ovpsheets.texts import Texts
from ovpsheets.words import Status
from ovpsheets.writing.look import look

SOURCE = Path(ovp.__file__).parent

# What is made of templates, and what of these is not: letters of any language.
MADE_OF_TEMPLATES = ("languages", "texts", "text_files", "saying", "writing.look")
OF_LANGUAGES = {"LANGUAGES", "default_language", "placeholders", "is_placeholder"}
MAKES_THEM = {"languages", "texts", "text_files", "templates", "words"}

TURKISH = {
    "tr/language.toml": b'locale = "tr_TR"\ndocument = "tr-TR"\nauthority = "TUR"\n',
    "tr/texts.toml": '"words.language" = "Türkçe"\n"words.status.limited" = "Sınırlı"\n'.encode(),
    "tr/reading.toml": '[answer]\nnothing = ["hiçbir şey"]\n'.encode(),
}


def turkish(**more: str) -> Templates:
    return Templates.of(TURKISH | {name: text.encode() for name, text in more.items()})


def laid(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


# ------------------------------------------------------------------ one workspace, and another


def test_two_workspaces_in_one_program_know_nothing_of_one_another(tmp_path: Path) -> None:
    own = laid(tmp_path / "own", TURKISH | {"look.toml": b'[colour]\nnavy = "112233"\n'})
    mine = ovp.Workspace.start(own, "tr")
    plain = ovp.Workspace.start(tmp_path / "plain")
    assert (mine.language, plain.language) == ("tr", None)
    for _ in range(2):
        with templates_at(mine.path).in_use():
            assert list(LANGUAGES) == ["mk", "sq", "en", "tr"]
            assert "title_tr" in {column.key for column in SHEETS["plan"].columns}
            assert look().colours["navy"] == "112233"
            assert is_placeholder("hiçbir şey")
            assert Texts("tr")("words.status.limited") == "Sınırlı"
        assert list(LANGUAGES) == ["mk", "sq", "en"]
        assert "title_tr" not in {column.key for column in SHEETS["plan"].columns}
        assert look().colours["navy"] == "17375E"
        assert not is_placeholder("hiçbir şey")
    with pytest.raises(ovp.InputError):
        ovp.Workspace(plain.path, "tr")


def test_equal_templates_are_one_and_none_are_the_package() -> None:
    assert turkish() is turkish()
    assert Templates.of({}) is PACKAGE
    assert pickle.loads(pickle.dumps(turkish())) is turkish()


def test_nothing_remains_at_work_when_a_block_ends_badly() -> None:
    with pytest.raises(ZeroDivisionError), turkish().in_use():
        _ = 1 / 0
    assert active() is PACKAGE


def test_what_was_made_once_is_made_anew_with_other_templates() -> None:
    made: list[Templates] = []

    @cached
    def make(_value: int) -> int:
        made.append(active())
        return len(made)

    @cached
    def make_all() -> Templates | None:
        made.append(active())
        return None  # which is kept, too

    own = turkish()
    with own.in_use():
        assert (make(1), make(1)) == (1, 1)
        assert make_all() is make_all() is None
    assert (make(1), make(1)) == (3, 3)
    assert make_all() is make_all() is None
    assert made == [own, own, PACKAGE, PACKAGE]


def test_a_form_is_made_again_with_other_templates() -> None:
    brief = brief_of(the_plan(), the_history())
    own = brief.form_of(brief.plan.institutions[0].code)
    content = brief.content_of(own)
    with turkish().in_use():
        assert brief.content_of(own) is not content
    assert brief.content_of(own) is content


def test_texts_speak_as_where_they_were_made() -> None:
    with turkish().in_use():
        texts = Texts("tr")
    assert texts("words.status.limited") == "Sınırlı"
    assert texts.month(1) == "Ocak"


def test_no_module_keeps_with_functools_what_is_made_of_templates() -> None:
    """What templates decide is kept with them; a module of both kinds of caches says so by two."""
    mixing = [
        path.relative_to(SOURCE).with_suffix("").as_posix()
        for path in MODULES
        if _imports(path, lambda name: name in ("functools.cache", "functools.lru_cache"))
        and _imports(path, _is_made_of_templates)
    ]
    assert set(mixing) <= MAKES_THEM | BOTH_KINDS, "use ovpsheets.templates.cached, or say why not"


# Of figures, sheets, letters, which languages a text is in, and the keys of the package, which
# name no text of a workspace; kept for plain values alone, or while one quarter is read.
BOTH_KINDS = {
    "results/consolidated/provenance_sheet", "brief", "workspace/template_faults", "plan/wording",
    "workspace/coordinator_input",
}  # fmt: skip


def _imports(path: Path, wanted: Callable[[str], bool]) -> bool:
    return any(
        wanted(f"{node.module}.{name.name}")
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    )


def _is_made_of_templates(name: str) -> bool:
    home, _, what = name.removeprefix("ovpsheets.").rpartition(".")
    known = home in MADE_OF_TEMPLATES or home.startswith("saying")
    return (known and what not in ("Language", "Figure", "short_date", "active")) or (
        home == "words" and what in OF_LANGUAGES
    )


# ------------------------------------------------------------------ what is laid over


def test_a_text_takes_the_place_of_one_and_all_others_stay() -> None:
    with Templates.of({"en/texts.toml": b'"words.status.limited" = "Begun"\n'}).in_use():
        assert Texts("en")("words.status.limited") == "Begun"
        assert Texts("en")("words.status.completed") == "Completed"
        assert Texts("sq")("words.status.limited") != "Begun"


@every(
    "line",
    [
        '"form.cover.title" = "Report for {quartal}"',  # asks for what the text is not given
        '"form.cover.title" = "Report for {quarter"',  # a brace without its other
        '"form.cover.title" = "Report for {quarter.__class__}"',
        '"form.cover.title" = {one = "Report", other = "Reports"}',  # counts nothing
        '"form.cover.title" = 12',
    ],
)
def test_a_text_that_cannot_be_used_is_not_taken(line: str) -> None:
    usual = Texts("en")("form.cover.title", quarter="Q3")
    with Templates.of({"en/texts.toml": line.encode()}).in_use():
        assert Texts("en")("form.cover.title", quarter="Q3") == usual


def test_what_a_language_has_no_words_for_is_said_in_that_of_programs() -> None:
    with turkish().in_use():
        assert Texts("tr")("words.status.completed") == "Completed"
        assert Texts("tr").speaks("words.status.limited")
        assert not Texts("tr").speaks("words.status.completed")


def test_reading_words_take_the_place_of_a_list_or_stand_behind_it() -> None:
    with Templates.of({"en/reading.toml": b'[answer]\nnothing = ["nowt"]\n'}).in_use():
        assert reading("en")["answer"]["nothing"] == ["nowt"]
        assert "nowt" in written("answer", "nothing")
    with Templates.of({"en/reading.toml": b'[answer]\n"nothing+" = ["nowt"]\n'}).in_use():
        assert reading("en")["answer"]["nothing"][-1] == "nowt"
        assert "n/a" in reading("en")["answer"]["nothing"]


def test_a_table_that_a_language_does_not_have_is_empty() -> None:
    with turkish().in_use():
        assert not any(reading("tr")["numbers"]["words"].values())
        assert reading("tr")["date"]["around"] == []


def test_a_workspace_may_speak_one_language_only() -> None:
    with Templates.of({"languages.toml": b'languages = ["en"]\n'}).in_use():
        assert (list(LANGUAGES), default_language()) == (["en"], "en")
        keys = [column.key for column in SHEETS["commitments"].columns]
        assert keys == ["code", "title_en", "area", "coordinator"]
        assert SHEETS["plan"].column("languages").default == "en"
        assert not written("person", "surnames")


def test_the_order_of_languages_and_the_usual_one_are_said() -> None:
    lines = b'languages = ["sq", "en", "mk"]\ndefault = "en"\n'
    with Templates.of({"languages.toml": lines}).in_use():
        assert (list(LANGUAGES), default_language()) == (["sq", "en", "mk"], "en")


def test_months_may_be_as_they_stand_in_a_date() -> None:
    months = ", ".join(f'"m{n}"' for n in range(1, 13))
    own = TURKISH | {
        "tr/language.toml": TURKISH["tr/language.toml"] + f"months = [{months}]".encode()
    }
    with Templates.of(own).in_use():
        assert Texts("tr").month(12) == "m12"
        assert tags("tr").authority == "TUR"


# ------------------------------------------------------------------ what cannot be used at all


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("languages.toml", 'languages = ["xx"]'),  # of which nobody says what it is
        ("languages.toml", "languages = []"),
        ("languages.toml", 'languages = ["EN"]'),
        ("languages.toml", 'languages = "en"'),
        ("languages.toml", 'languages = ["en"]\ndefault = "mk"'),
        ("tr/language.toml", 'locale = "tr_TR"\ndocument = "tr-TR"'),
        ("tr/language.toml", 'locale = "xx_XX"\ndocument = "x"\nauthority = "X"'),
        ("tr/language.toml", 'locale = "tr_TR"\ndocument = "x"\nauthority = "X"\nmonths = ["a"]'),
        ("tr/language.toml", 'locale = "tr_TR"\ndocument = "x"\nauthority = "X"\nlocal = "a"'),
        ("en/texts.toml", '"form.cover.title = 1'),
        ("look.toml", "\x00"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, name: str, content: str) -> None:
    laid(tmp_path, {name: content.encode()})
    with pytest.raises(SettingsError, match=r"templates/\w+"):
        templates_at(tmp_path)


def test_a_folder_without_templates_has_those_of_the_package(tmp_path: Path) -> None:
    assert templates_at(tmp_path) is PACKAGE
    (tmp_path / "templates").mkdir()
    assert templates_at(tmp_path) is PACKAGE


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    laid(tmp_path, {"en/texts.toml": '﻿"words.status.limited" = "Begun"\r\n'.encode()})
    with templates_at(tmp_path).in_use():
        assert Texts("en")(f"words.status.{Status.LIMITED}") == "Begun"
