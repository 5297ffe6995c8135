"""What follows from the program is taken again while nothing changed, and never when damaged."""

import sys
from collections.abc import Callable
from inspect import unwrap
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment

from ovpsheets.compiled import beside, compiled
from ovpsheets.intake.meaning import remark_words
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.templates import PACKAGE, Templates
from ovpsheets.writing import page_templates
from ovpsheets.writing.compiled_pages import CompiledPages

PAGE = "page.html.j2"

Made = Callable[..., tuple[str, bool]]
"""Makes the page anew; returns what it says, and whether its template had to be compiled."""


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)

    def page(
        source: str = "{{ n }} of 3", program: str = "one", kind: str = "html"
    ) -> tuple[str, bool]:
        monkeypatch.setattr("ovpsheets.compiled.program_digest", lambda: program)
        kept = CompiledPages(kind, tmp_path)
        own = Environment(loader=DictLoader({PAGE: source}), autoescape=True, bytecode_cache=kept)
        compiled, by_jinja = list[str](), own.compile

        def compiling(*given: Any) -> Any:
            compiled.append(given[0])
            return by_jinja(*given)

        monkeypatch.setattr(own, "compile", compiling)
        return own.get_template(PAGE).render(n=2), bool(compiled)

    return page


def test_a_template_is_compiled_once(made: Made) -> None:
    assert [made(), made()] == [("2 of 3", True), ("2 of 3", False)]


def test_it_is_compiled_anew_where_anything_is_another(made: Made) -> None:
    made()
    assert made(source="{{ n }} of 4") == ("2 of 4", True)
    assert made(source="{{ n }} of 4", program="two") == ("2 of 4", True)
    assert made(source="{{ n }} of 4", program="two", kind="md") == ("2 of 4", True)
    assert made(source="{{ n }} of 4", program="two") == ("2 of 4", False)


@pytest.mark.parametrize("damage", [
    lambda data: data.replace(b" of 3", b" of 9"),  # all but this is as it was
    lambda data: data[:-1], lambda data: b"",
])  # fmt: skip
def test_what_is_damaged_is_not_believed(
    made: Made, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    made()
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(damage(kept.read_bytes()))
    assert made() == ("2 of 3", True)
    assert made() == ("2 of 3", False)


def test_nothing_is_kept_where_nobody_knows_the_program_or_python_keeps_nothing(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(program="")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    made()
    assert not list(tmp_path.iterdir())


def test_where_it_cannot_be_written_everything_works(
    monkeypatch: pytest.MonkeyPatch, made: Made, tmp_path: Path
) -> None:
    tmp_path.rmdir()
    assert [made(), made()] == [("2 of 3", True)] * 2


def test_of_a_workspaces_own_templates_none_is_kept() -> None:
    with Templates.of({"summary/board.html.j2": b"{{ 1 }}"}).in_use():
        assert page_templates._html().bytecode_cache is None
    with PACKAGE.in_use():
        assert isinstance(page_templates._html().bytecode_cache, CompiledPages)


def _said() -> tuple[str, ...]:
    _CALLS.append("made")
    return ("вода", "ujë")


_CALLS: list[str] = []


def test_what_a_function_makes_of_the_program_is_made_once_for_each_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By this program from its file, by another anew; of a workspace's templates it is not kept."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr("ovpsheets.compiled.program_digest", lambda: "one")
    kept = beside(__file__, f"{__name__}._said")
    kept.parent.mkdir(parents=True)

    def calls(templates: Templates = PACKAGE) -> int:
        _CALLS.clear()
        with templates.in_use():
            assert compiled(_said)() == ("вода", "ujë")  # as another process would ask
        return len(_CALLS)

    own = Templates.of({"look.toml": b""})
    assert [calls(), calls(), calls(own), calls(own)] == [1, 0, 1, 1]
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    assert [calls(), calls()] == [1, 0]
    monkeypatch.setattr("ovpsheets.compiled.program_digest", lambda: "two")
    assert [calls(), calls()] == [1, 0]
    monkeypatch.setattr("ovpsheets.compiled.program_digest", lambda: "")  # nobody knows which
    assert [calls(), calls()] == [1, 1]


def test_what_is_kept_of_words_is_what_is_made_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    kept = beside(remark_words.__file__, "x")
    kept.parent.mkdir(parents=True)
    making = (vocabulary, remark_words._classes)
    made, again = ([compiled(unwrap(own))() for own in making] for _ in range(2))
    assert made == again
    assert len(list(kept.parent.iterdir())) == len(making)
