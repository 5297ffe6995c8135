"""The sheet ``columns``: the columns of the form that a plan has of its own.

A row of it is a declaration as the built-in ones are (:mod:`ovpsheets.columns.model`), which
the plan carries; nothing is registered anywhere.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, cast

from ovpsheets.columns.conditions import Condition
from ovpsheets.columns.declared import (
    APPROVAL_FIELDS,
    BUILT_IN,
    EVERY_BUILT_IN,
    NOTE_FIELDS,
    PERSON_FIELDS,
)
from ovpsheets.columns.model import Column, Content, FormColumns
from ovpsheets.columns.own_steps import NEEDED
from ovpsheets.decision import SUM, WHOSE
from ovpsheets.plan.problems import PlanProblem
from ovpsheets.plan.records import Record, Records
from ovpsheets.tables import ALL
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, default_language, fold

MOST: Final = 12
"""Columns of its own that a plan can have in a table: no sheet is readable with more."""

LONGEST: Final[Mapping[str, int]] = {"heading": 60, "help": 255, "choices": 60}
"""Characters of a text in each language: what a heading can be, and Excel shows beside a cell."""

_WIDTHS: Final[Mapping[str, float]] = {"text": 24, "choice": 16}
_WIDTH: Final = 13
"""Characters, of a number, a date, or yes and no."""

NAMES_OF_CHECKS: Final = frozenset({
    "activity_status", "begun", "wants_number", "wants_yes_no", "wants_day", "wants_text",
    "is_whole", "wants_yes", "runs_on", "knows_activity", "least", "most", "no_share",
    "whole_share", "before", "goal", "ceiling", "still", "too_large", "too_small", "quarter_end",
    "plan_end", "too_early", "latest", "titles", "reason_words", "form_knows", "and", "or",
    "previous_explanation", "previous", "withheld", "unclear", "completed_in", "share", "place",
    "revised", "mark", "withdrawn", "direction", "combine", "rows",
})  # fmt: skip
"""What checks and other tables call something of theirs; a test holds that none is left out."""

_LIST_OF: Final = "_list"
"""With what the name of a column's choices ends, beside the column's own."""


def taken_keys() -> frozenset[str]:
    """Return the keys that no column of a plan's own may bear: they mean something already."""
    tables = (name for schema in ALL.values() for name in schema)
    built_in = (own.key for table in EVERY_BUILT_IN.tables.values() for own in table)
    spoken = (f"{stem}_{language}" for stem in ("title", "unit") for language in LANGUAGES)
    fields = (*PERSON_FIELDS, *APPROVAL_FIELDS, *NOTE_FIELDS, WHOSE, SUM)
    return frozenset((*tables, *built_in, *spoken, *fields)) | NAMES_OF_CHECKS


def own_columns(records: Records) -> FormColumns:
    """Return the columns of the plan's form, of which :func:`column_problems` finds no fault."""
    columns = BUILT_IN
    for row in records.get("columns", ()):
        columns = columns.with_(row.text("table"), _column(row))
    return columns


def _column(row: Record) -> Column:
    kind, is_published = row.text("kind"), row.text("published") == "yes"
    return Column(
        row.text("code"),
        "member",
        cast(Content, kind),
        _WIDTHS.get(kind, _WIDTH),
        required=_required(row),
        published=is_published,
        # What nobody said does not count persons waits for a yes before it is published.
        persons=row.text("persons") == "yes" or (is_published and not row.text("persons")),
        headings=row.wording("heading").given(),
        meanings=row.wording("help").given(),
        choices=_choices(row) if kind == "choice" else {},
    )


def _required(row: Record) -> Condition | None:
    return NEEDED[row.text("table")].get(row.text("required"))


def _offered(row: Record) -> dict[str, tuple[str, ...]]:
    """Return language → the words of the choices, in the languages in which there are any."""
    found = {language: row.texts(f"choices_{language}") for language in LANGUAGES}
    return {language: words for language, words in found.items() if words}


def _choices(row: Record) -> dict[str, dict[str, str]]:
    """Return the choices by their word in the first language, which is what the tables keep."""
    offered = _offered(row)
    first = next(iter(offered.values()))
    return {
        code: {language: words[place] for language, words in offered.items()}
        for place, code in enumerate(first)
    }


# ------------------------------------------------------------------ what is wrong, or looks so


def column_problems(records: Records) -> Iterator[PlanProblem]:
    """Yield what is wrong with the rows of the sheet ``columns``."""
    rows = records.get("columns", ())
    taken = taken_keys()
    many = Counter[str]()
    for row in rows:
        key, table = row.text("code"), row.text("table")
        many[table] += 1
        if key in taken or key.endswith(_LIST_OF):
            yield row.problem("key_taken", "code", code=key)
        if table in NEEDED and many[table] == MOST + 1:
            yield row.problem("too_many_columns", "table", most=str(MOST))
        if table in NEEDED and row.text("required") and _required(row) is None:
            yield row.problem("required_elsewhere", "required", found=row.shown("required"))
        yield from _long_texts(row)
        yield from _choice_problems(row)
    yield from _headings_twice(records)


def _long_texts(row: Record) -> Iterator[PlanProblem]:
    for stem, longest in LONGEST.items():
        for language in LANGUAGES:
            key = f"{stem}_{language}"
            text = max(row.texts(key), key=len, default="")
            if len(text) > longest:
                values = {"most": str(longest), "length": str(len(text))}
                yield row.problem("text_too_long", key, **values)


def _choice_problems(row: Record) -> Iterator[PlanProblem]:
    offered = _offered(row)
    if row.text("kind") != "choice":
        return
    first = next(iter(offered), "")
    if len(offered.get(first, ())) < 2:
        yield row.problem("choices_missing", f"choices_{first or default_language()}")
        return
    for language, words in offered.items():
        key = f"choices_{language}"
        if len(words) != len(offered[first]):
            values = {"n_own": str(len(words)), "n_first": str(len(offered[first]))}
            yield row.problem("choices_differ", key, **values)
        seen = Counter(map(fold, words))
        for word in dict.fromkeys(words):
            if seen[fold(word)] > 1:
                yield row.problem("choice_twice", key, found=word)


def _headings_twice(records: Records) -> Iterator[PlanProblem]:
    """Yield the headings that another column has: by its heading a column is known again."""
    for language in LANGUAGES:
        texts = Texts(language)
        seen = {
            fold(name)
            for table, columns in EVERY_BUILT_IN.tables.items()
            for column in columns
            for name in _names(table, column, texts)
        }
        for row in records.get("columns", ()):
            heading = fold(row.text(f"heading_{language}"))
            if heading and heading in seen:
                found = row.text(f"heading_{language}")
                yield row.problem("heading_taken", f"heading_{language}", found=found)
            seen.add(heading)


def _names(table: str, column: Column, texts: Texts) -> Iterator[str]:
    """Yield the headings of a built-in column, in the form and, where it differs, elsewhere."""
    yield column.heading(table, texts)
    if texts.has(short := f"consolidated.heading.{column.key}"):
        yield texts(short)


def column_warnings(records: Records) -> Iterator[PlanProblem]:
    """Yield what looks wrong in the sheet ``columns`` and may be meant."""
    spoken = dict.fromkeys(
        row.text("language") or default_language() for row in records.get("institutions", ())
    )
    for row in records.get("columns", ()):
        if row.text("kind") and row.text("kind") != "choice":
            for language in _offered(row):
                yield row.problem("choices_unused", f"choices_{language}")
        if row.text("published") == "yes" and not row.text("persons"):
            yield row.problem("persons_unsaid", "persons")
        for stem in ("heading", "choices"):
            given = [lang for lang in LANGUAGES if row.texts(f"{stem}_{lang}")]
            for language in spoken if given else ():
                if language not in given:
                    key = f"{stem}_{language}"
                    yield row.problem("text_unspoken", key, language=language)
