"""The manual and the page for members: every command is typed, every picture is of the product."""

import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from cli_runs import built
from click.testing import CliRunner
from demos import played
from openpyxl import load_workbook
from packing import unpacked

from manual.__main__ import BUILT
from manual.pages import docx, html, page_count
from manual.play import Play
from manual.shots import MOST, SHOTS
from manual.source import DOCUMENTS, blocks, commands, plain, source, words_of
from ovpsheets.cli import main
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language

MOST_PAGES: Final = {"coordinator": 20, "members": 1}
QUOTED: Final = re.compile("„([^“”]+)“|“([^“”]+)”")
ELSEWHERE: Final = frozenset({
    "Add python.exe to PATH", "Downloads",  # of Python's installation
    "околу 90", "rreth 90", "about 90", "/",  # what members write
    "нема", "исто", "nuk ka", "njësoj", "none", "the same",
    "од", "до", "nga", "deri", "from", "to", "да", "не", "po", "jo", "OK",
})  # fmt: skip
"""Quoted, and not said by the product."""

own_documents = pytest.mark.parametrize("document", DOCUMENTS)
languages = pytest.mark.parametrize("language", LANGUAGES)


def read_by_all(language: Language, document: str) -> str:
    return source(document, language)


@cache
def play(language: Language) -> Play:
    """The manual, played; once for all tests, and only in the first language from end to end."""
    made: list[Play] = []

    def build(folder: Path) -> Path:
        own = Play(folder, language, demo=lambda: played().said)
        for document in DOCUMENTS:
            own.follow(source(document, language))
        made.append(own)
        return folder

    built(build)
    return made[0]


def bare(command: str) -> str:
    return re.sub(r" --lang \w\w", "", command)


@own_documents
def test_the_commands_are_the_same_in_all_languages(document: str) -> None:
    first, *others = (list(map(bare, commands(source(document, own)))) for own in LANGUAGES)
    for other in others:
        assert other == first


@own_documents
def test_what_is_done_shown_and_told_stands_in_the_same_order_in_all_languages(
    document: str,
) -> None:
    def shape(language: Language) -> list[tuple[str, str, int]]:
        found = blocks(source(document, language))
        return [
            (own.kind, Path(own.text).name if own.kind in ("picture", "hand") else "", own.level)
            for own in found
        ]

    first, *others = map(shape, LANGUAGES)
    for other in others:
        assert other == first


def test_every_command_of_the_manual_does_its_work_from_install_to_close() -> None:
    own = play("mk")
    assert (own.quarter / "public" / "notification.mk.html").is_file()
    assert (own.quarter / "closed" / "1").is_dir()
    typed = [words_of(line) for line in commands(source("coordinator", "mk"))]
    assert len(own.said) == len([words for words in typed if words is not None]) > 20


@languages
@own_documents
def test_a_command_within_a_sentence_can_be_typed(document: str, language: Language) -> None:
    inline = re.findall(r"`((?:py -m )?ovpsheets[^`]*)`", source(document, language))
    for line in inline:
        words = words_of(line)
        if words is None or words.startswith("."):  # .ovpsheets.log, ovpsheets.cmd
            continue
        done = CliRunner().invoke(main, [*re.findall(r'"[^"]+"|\S+', words), "--help"])
        assert done.exit_code == 0, line


def test_every_picture_shows_what_the_commands_before_it_made() -> None:
    own = play("mk")
    named = [
        Path(block.text).stem
        for document in DOCUMENTS
        for block in blocks(source(document, "mk"))
        if block.kind == "picture"
    ]
    assert own.kept.keys() == {*named}
    for name, kept in own.kept.items():
        assert kept.stat().st_size > 0
        if sheet := SHOTS[name].sheet:
            assert Texts("mk")(sheet) in load_workbook(kept, read_only=True).sheetnames


@languages
@own_documents
def test_every_picture_is_there_in_the_readers_language_and_is_small(
    document: str, language: Language
) -> None:
    for block in blocks(source(document, language)):
        if block.kind == "picture":
            assert block.text.startswith(f"pictures/{language}/")
            data = (BUILT / block.text).read_bytes()
            assert data.startswith(b"\x89PNG")
            assert len(data) <= MOST
            assert plain(block.rows[0][0])  # what is on it, for who does not see it


@languages
@own_documents
def test_what_is_quoted_is_what_the_product_says(document: str, language: Language) -> None:
    known = every_text(language)
    for found in QUOTED.finditer(source(document, language)):
        quoted = found[1] or found[2]
        assert quoted in ELSEWHERE or quoted.lower() in known, quoted


@cache
def every_text(language: Language) -> str:
    folder = Path(__file__).parent.parent / "workbook_templates" / "texts"
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml")))
    return "\n".join(texts).lower()


@languages
@own_documents
def test_what_was_built_is_what_the_source_says(document: str, language: Language) -> None:
    stem = f"{document}.{language}"
    assert (BUILT / f"{stem}.html").read_bytes() == html(document, language)
    built = (BUILT / f"{stem}.docx").read_bytes()
    assert unpacked(built) == unpacked(docx(document, language, BUILT))


@languages
@own_documents
def test_it_has_no_more_pages_than_promised(document: str, language: Language) -> None:
    pdf = (BUILT / f"{document}.{language}.pdf").read_bytes()
    assert 1 <= page_count(pdf) <= MOST_PAGES[document]


@languages
def test_no_document_names_a_person_or_an_address_that_is_real(language: Language) -> None:
    for document in DOCUMENTS:
        for address in re.findall(r"[\w.]+@[\w.]+", source(document, language)):
            assert address.endswith("@example.mk")
