"""A language is data: one that is added to the templates is spoken and read everywhere."""

import ast
import json
import pickle
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from every_case import every
from own_source import MODULES, nodes

import ovpsheets
from ovpsheets.languages import LANGUAGES, OF_PROGRAMS, default_language, tags
from ovpsheets.plan.model import Wording
from ovpsheets.texts import Texts

SOURCE = Path(ovpsheets.__file__).parent
TEMPLATES = SOURCE.parent / "workbook_templates"
TURKISH = """
[tr]
locale = "tr_TR"
document = "tr-TR"
authority = "TUR"
"""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of a quarter in which an institution speaks Turkish."""
    folder = tmp_path_factory.mktemp("turkish")
    package = folder / "ovpsheets"
    shutil.copytree(SOURCE, package)  # with what is compiled: to do that again takes a second
    shutil.copytree(TEMPLATES, package / "workbook_templates")
    _add_turkish(package / "workbook_templates")
    tests = Path(__file__).parent
    paths = f"import sys; sys.path[:0] = [{str(folder)!r}, {str(tests)!r}]; "
    code = f"{paths}sys.argv = ['', {str(folder)!r}]; import runpy; "
    code += "runpy.run_module('new_language', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, text=True, cwd=folder
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert Path(found["package"]) == package
    return found


def _add_turkish(templates: Path) -> None:
    file = templates / "languages.toml"
    file.write_text(file.read_text(encoding="utf-8") + TURKISH, encoding="utf-8")
    reading = templates / "reading"
    shutil.copy(reading / "en.toml", reading / "tr.toml")
    for path in (templates / "texts").glob("*.toml"):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        if path.stem == "words":
            table["language"]["of_tr"] = dict.fromkeys(LANGUAGES, "türkçe")
        path.write_text("\n".join(_spoken(table)), encoding="utf-8")


def _spoken(table: dict[str, Any], *keys: str) -> Iterator[str]:
    """Yield the lines of *table*, each wording in Turkish, too: the English one and a mark."""
    if "en" in table and keys:
        table = {**table, "tr": _marked(table["en"])}
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _spoken(value, *keys, key)
        else:
            name = ".".join(json.dumps(part) for part in (*keys, key))
            yield f"{name} = {json.dumps(value, ensure_ascii=False)}"


def _marked(wording: Any) -> Any:
    if isinstance(wording, dict):
        return {category: _marked(text) for category, text in wording.items()}
    return f"{wording}ı" if re.fullmatch(r"[A-Za-z ]{4,20}", wording) else wording


# ------------------------------------------------------------------ one that is added


def test_the_plan_has_its_columns(played: dict[str, Any]) -> None:
    assert played["columns"][1:5] == ["title_mk", "title_sq", "title_en", "title_tr"]


def test_the_form_speaks_it(played: dict[str, Any]) -> None:
    assert any(name.endswith("ı") for name in played["form"])


def test_a_word_of_its_list_is_read(played: dict[str, Any]) -> None:
    assert played["status"] == "limited"


def test_results_and_publication_are_in_it(played: dict[str, Any]) -> None:
    assert "Yeni başlık" in played["summary"]
    assert {"notification.tr.docx", "tables.tr.xlsx"} <= set(played["public"])
    assert played["names"] == "quarter,subject,code,title_mk,title_sq,title_en,title_tr"
    assert played["title"]
    assert any("TUR" in str(code) for code in played["dcat"])


# ------------------------------------------------------------------ those there are


def test_no_module_names_a_language() -> None:
    field = re.compile(rf"(\w+_)?({'|'.join(LANGUAGES)})")
    named = [
        f"{path.name}:{node.lineno}"
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.Attribute | ast.Constant)
        and field.fullmatch(str(node.attr if isinstance(node, ast.Attribute) else node.value))
    ]
    assert not named


# What is about letters, whatever is written in them.
SCRIPTS = {"console.py", "spelling.py", "plain.py", "safe_names.py", "measure.py", "lookalikes.py"}


def test_no_module_lists_words_of_a_language() -> None:
    word = re.compile(r"[а-шѓѕјљњќџѝѐ]{3,}|\b\w*[a-z][ëç]\w*", re.IGNORECASE)
    listed = [
        f"{path.name}: {node.value}"
        for path in MODULES
        if path.name not in SCRIPTS
        for node in _constants(path)
        if isinstance(node.value, str) and word.search(re.sub(r"\[[^\]]*\]", "", node.value))
    ]
    assert listed == ["asked_again.py: ОВП"], "what the notes are signed with, and nothing else"


def _constants(path: Path) -> Iterator[ast.Constant]:
    """Yield the constants that are neither docstrings nor letters to be exchanged."""
    left = {id(node.value) for node in nodes(path) if isinstance(node, ast.Expr)}
    for node in nodes(path):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "maketrans":
            left |= set(map(id, node.args))
    for node in nodes(path):
        if isinstance(node, ast.Constant) and id(node) not in left:
            yield node


def test_the_default_and_the_language_of_programs_are_among_them() -> None:
    assert {default_language(), OF_PROGRAMS} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_named_in_every_other(language: str) -> None:
    assert all(Texts(other)(f"words.language.of_{language}") for other in LANGUAGES)
    assert tags(language).locale.startswith(f"{language}_")


# ------------------------------------------------------------------ texts of the plan


def test_a_text_is_said_in_the_language_asked_for_or_in_the_first_there_is() -> None:
    text = Wording(sq="Trajnim", en="Training")
    assert (text.in_("en"), text.in_("mk"), Wording().in_("mk")) == ("Training", "Trajnim", "")
    assert text.spoken("mk") == ("sq", "Trajnim")
    assert text.texts == ("Trajnim", "Training")
    assert repr(text) == "Wording(sq='Trajnim', en='Training')"


@every("said", ["Обука", "a half of one: \ud83d"])
def test_a_text_that_is_the_same_in_several_languages_is_said_in_each(said: str) -> None:
    text, copied = Wording(mk=said, en=said), pickle.loads(pickle.dumps(Wording(mk=said, en=said)))
    assert text == copied != Wording(said)
    assert text.given() == {"mk": said, "en": said}
    assert [text.in_(language) for language in ("mk", "sq", "en")] == [said] * 3


def test_texts_that_are_equal_are_one_however_they_were_given() -> None:
    assert Wording("Обука", "", "Training") == Wording(en="Training", mk="Обука")
    assert len({Wording("Обука"), Wording(mk="Обука", en="")}) == 1


def test_a_text_in_a_language_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError, match="mk, sq, en"):
        Wording(de="Schulung")
    with pytest.raises(TypeError, match="mk, sq, en"):
        Wording("1", "2", "3", "4")
