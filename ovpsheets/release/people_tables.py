"""The public tables as people read them: names beside codes, words for codes, no blank cell.

What the data has in columns for programs (the quarter, codes of commitments, flags, units by
language) is left out or said in words: the value holds the mark that says why there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from ovpsheets.columns.model import VALUE_TEXT, ColumnType, FormColumns
from ovpsheets.kinds import KINDS
from ovpsheets.plan.measured import in_words, measured, planned
from ovpsheets.plan.model import Wording
from ovpsheets.release.counter_tables import BY_QUARTER, by_quarter
from ovpsheets.release.public import public_schemas
from ovpsheets.results.report import Report
from ovpsheets.results.report.code_lists import OWN, list_of, own_choices
from ovpsheets.results.report.column_words import column_text
from ovpsheets.results.report.milestones import UNCLEAR, WITHHELD
from ovpsheets.saying.tongues import language_of, stands_in_other
from ovpsheets.tables import Schema, records
from ovpsheets.texts import Texts
from ovpsheets.words import ACTIVITIES, INDICATORS, Flag, Language, Status

NOTHING: Final = "–"
"""Stands where there is nothing to say; what it means is on the cover."""

COURSE: Final = "course"
"""The counters of the whole plan by quarter; a table for people only."""

_STUBS: Final[Mapping[str, tuple[str, ...]]] = {
    "counters": ("commitment", "name"),
    COURSE: ("quarter",),
    "activities": ("activity", "name", "institution"),
    "indicators": ("indicator", "name", "institution"),
    "institutions": ("institution", "name"),
    "revisions": ("number", "code", "name", "institution"),
    "totals": ("indicator", "name"),
    "names": ("subject", "code"),
}
"""Table → the columns that say what a row is about; they stand first, and stay in sight."""

_LEFT_OUT: Final = frozenset({
    "quarter", "commitment", "activity", "indicator", "withheld", "unclear", "flag", "kind",
    "text", "language",
})  # fmt: skip
"""Columns for programs: what they say stands in the title, in the stub, or in another column."""


def _is_left_out(key: str) -> bool:
    return key in _LEFT_OUT or key.startswith("unit_")


_SUMS: Final = ("total_so_far", "lacks_quarters", "lacks_institutions")
"""What is said of few indicators: what quarters and shares make together, and what they lack."""

_BEHIND_STUB: Final[Mapping[str, tuple[str, ...]]] = {
    ACTIVITIES: ("commitment",), INDICATORS: ("activity",),
}  # fmt: skip
"""Table → what its rows belong to, by code and name."""

_IF_ANY: Final = ("language", "completed_in", "combine", "mark", *_SUMS)
"""Columns that are left out where no row has anything in them."""

_WIDTHS: Final[Mapping[ColumnType, float]] = {
    "text": 12.5, "number": 12, "integer": 12, "date": 11, "yes_no": 10,
}  # fmt: skip
_WIDE: Final = {
    "name": 36, "progress": 44, "explanation": 36, "note": 34, "source": 30, "was": 30, "now": 30,
    "timeliness": 18, "reason": 17, "institution": 13, "value": 13, "code": 9, "number": 7,
    "unit": 12, "mark": 14, "role": 10.5,
}  # fmt: skip
_SENTENCES: Final = 36
_OF_SENTENCES: Final = 30
_TITLE_WIDTH: Final = 54


@dataclass(frozen=True, slots=True)
class PeopleColumn:
    """A column; ``width`` in characters, which one of sentences gives where others need it."""

    key: str
    heading: str
    kind: ColumnType
    width: float

    @property
    def is_wide(self) -> bool:
        """Whether sentences or titles stand in it, which can be broken into more lines."""
        return self.width >= _OF_SENTENCES

    @property
    def is_number(self) -> bool:
        """Whether numbers stand in it."""
        return self.kind in ("number", "integer")


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """A table as it is shown. ``stub``: how many columns say what a row is about, from the first.

    ``rows``: a text, number, day or True/False in every place. ``notes``: whole sentences.
    """

    key: str
    title: str
    notes: tuple[str, ...]
    columns: tuple[PeopleColumn, ...]
    rows: tuple[tuple[Any, ...], ...]
    stub: int


def people_tables(
    report: Report, tables: Mapping[str, pd.DataFrame], texts: Texts
) -> tuple[PeopleTable, ...]:
    """Return the tables that have rows, in the language of *texts*."""
    schemas = {**public_schemas(report.plan.columns)}
    frames = dict(tables)
    if len(report.plan.commitments) > 1 or len(by_quarter(report)) > 1:
        schemas, frames = _with_course(report, schemas, frames)
    reader = _Reader(report, texts)
    return tuple(
        reader.table(name, schema, records(frames[name]))
        for name, schema in schemas.items()
        if len(frames[name])
    )


def _with_course(
    report: Report, schemas: Mapping[str, Schema], frames: Mapping[str, pd.DataFrame]
) -> tuple[dict[str, Schema], dict[str, pd.DataFrame]]:
    first = {"counters": schemas["counters"], COURSE: BY_QUARTER}
    return {**first, **schemas}, {**frames, COURSE: by_quarter(report)}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads in one language."""

    report: Report
    texts: Texts
    columns: FormColumns = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", self.report.plan.columns)

    def table(self, name: str, schema: Schema, rows: list[dict[str, Any]]) -> PeopleTable:
        """Return one table."""
        stub = _STUBS[name]
        keys = [*stub, *self._belonging(name)]
        keys += [key for key in schema if not _is_left_out(key) and key not in stub]
        if "mark" in keys:
            keys.insert(keys.index("mark"), "language")
        rows = [{**row, "language": self._tongue(name, row) or None} for row in rows]
        # A column of dashes alone tells people nothing; programs find it in the CSV.
        keys = [key for key in keys if key not in _IF_ANY or any(r[key] is not None for r in rows)]
        shown = tuple(tuple(self._cell(name, key, row) for key in keys) for row in rows)
        notes = [self.texts(f"release.table.{name}.note")]
        if "language" in keys:
            notes.append(self.texts("release.tables.not_translated"))
        headings = _unlike([self._heading(name, key) for key in keys])
        return PeopleTable(
            name,
            self.texts(f"release.table.{name}.title"),
            tuple(notes),
            tuple(
                PeopleColumn(key, heading, schema.get(key, "text"), self._width(name, schema, key))
                for key, heading in zip(keys, headings, strict=True)
            ),
            shown,
            len(stub),
        )

    def _belonging(self, table: str) -> tuple[str, ...]:
        """Return what rows belong to; to the only commitment of a plan they all do."""
        is_alone = table == ACTIVITIES and len(self.report.plan.commitments) == 1
        return () if is_alone else _BEHIND_STUB.get(table, ())

    def _heading(self, table: str, key: str) -> str:
        if key == "code" or (key in _CODES and key in _STUBS[table]):
            return self.texts("consolidated.column.names.code.heading")
        own = {"name": _SUBJECTS.get(table, ""), "language": "release.tables.language"}
        if key in own:
            return self.texts(own[key])
        return column_text(self.texts, self.columns, _WORDED.get(table, table), key, "heading")

    def _width(self, table: str, schema: Schema, key: str) -> float:
        own = self.columns.keeping(table, key) if table in self.columns.tables else None
        if own and own.is_own and own.free_texts:
            return _SENTENCES
        if key in _CODES:
            return 34 if key in _BEHIND_STUB.get(table, ()) else 9
        usual = _TITLE_WIDTH if key.startswith("title_") else 0
        return usual or _WIDE.get(key, _WIDTHS[schema.get(key, "text")])

    # -------------------------------------------------------------- cells

    def _cell(self, table: str, key: str, row: Mapping[str, Any]) -> Any:
        """Return what a cell shows; :data:`NOTHING` where there is nothing to say."""
        # From the particular to the usual: the first that fits is what is shown.
        if key in ("name", "code"):
            return self._name(table, row) if key == "name" else _code(row)
        if table == INDICATORS and key in _MEASURED:
            return self._measured(key, row)
        value = row.get(key)
        if table == INDICATORS and key == "previous_value" and value is not None:
            return self._number(key, row)
        if table == INDICATORS and key == "unit":
            return self._unit(row) or NOTHING
        if key == "lacks_institutions" and value:
            return self._institutions(value)
        if key == "total_so_far" and value is None and self._hides_total(table, row):
            return self.texts(WITHHELD)
        if key in _BEHIND_STUB.get(table, ()):
            return f"{value} {self._title(key, value)}"
        if value is None and key in (row.get("withheld") or "").split():
            return self.texts(WITHHELD)
        if value is None and key in (row.get("unclear") or "").split():
            return self.texts(UNCLEAR)
        if value is None and key == "progress":
            return self._no_progress(row)
        # A figure that was taken back must not be read again in the table of what was changed.
        if value is None and key in ("was", "now") and row["withdrawn"]:
            return self.texts(WITHHELD)
        return NOTHING if value is None else self._worded(table, key, value, row)

    def _no_progress(self, row: Mapping[str, Any]) -> str:
        """Return what stands where no progress is told: silence is not a dash."""
        if row["completed_in"]:
            return self.texts("summary.answer.progress.earlier")
        why = _NO_PROGRESS.get(row["status"])
        return self.texts(why) if why else NOTHING

    def _worded(self, table: str, key: str, value: Any, row: Mapping[str, Any]) -> Any:
        if isinstance(value, bool):
            return self.texts("words.yes" if value else "words.no")
        if key == "institution":
            return self.report.institution_label(value, self.texts.language)
        if key == "mark":
            return f"[{value}] {self.texts(f'words.mark.{value}')}"
        if table != "revisions" or key not in ("column", "was", "now"):
            return self._coded(list_of(self.columns, table, key), value)
        of = INDICATORS if row["indicator"] else ACTIVITIES
        if key == "column":
            return column_text(self.texts, self.columns, of, value, "heading")
        return self._coded(list_of(self.columns, of, row["column"]), value)

    def _coded(self, name: str, value: Any) -> Any:
        """Return a code of the list *name* in words; what is no code, or unknown, as it stands."""
        if name.startswith(OWN):
            words = own_choices(self.columns, name).get(value, {})
            return words.get(self.texts.language) or next(iter(words.values()), value)
        own = self.report.plan.reasons.get(value) if name == "reason" else None
        if own and (known := own.in_(self.texts.language)):
            return known
        key = f"words.{name}.{value}"
        return self.texts(key) if name and self.texts.has(key) else value

    def _measured(self, key: str, row: Mapping[str, Any]) -> Any:
        """Return a value, baseline or target: a number, words, or the mark that says why none."""
        if row[key] is not None:
            return self._number(key, row)
        hidden, kind = (row.get("withheld") or "").split(), KINDS[row["kind"]]
        if key in hidden and key != "value":
            return f"[{Flag.CONFIDENTIAL.value}]"
        if key in hidden or (key == "value" and "text" in hidden):
            return self.texts(WITHHELD)
        if key != "value":
            indicator = self.report.plan.find_indicator(row["indicator"])
            # The table holds the numbers that are published; the plan alone has a "yes".
            said = None if indicator is None else getattr(indicator, key)
            said = None if kind.is_number and not isinstance(said, str) else said
            return in_words(planned(kind, said), self.texts) or NOTHING
        if row["flag"] is None and {"value", "flag"} & set((row.get("unclear") or "").split()):
            return self.texts(UNCLEAR)
        if (given := measured(kind, None, row["text"])) is not None:
            return in_words(given, self.texts)
        if row["flag"] == Flag.NOT_DUE:
            return self.texts("summary.answer.value.not_due")
        if row["flag"]:
            return f"[{row['flag']}]"
        lacking = "progress.earlier" if row["completed_in"] else "silent"
        return self.texts(f"summary.answer.{lacking}")

    def _number(self, key: str, row: Mapping[str, Any]) -> Any:
        """Return a number as such; a yes or no, which programs are given as 1 and 0, in words."""
        said = measured(KINDS[row["kind"]], row[key])
        return in_words(said, self.texts) if isinstance(said, bool) else row[key]

    def _institutions(self, codes: str) -> str:
        label = self.report.institution_label
        return self.texts.listing([label(code, self.texts.language) for code in codes.split()])

    def _hides_total(self, table: str, row: Mapping[str, Any]) -> bool:
        """Tell whether there is a total that is not published: a value without one has one."""
        own = self.report.plan.find_indicator(row["indicator"]) if table == INDICATORS else None
        has_value = row.get("value") is not None or row.get("flag") == Flag.CONFIDENTIAL
        return own is not None and own.has_total and has_value

    def _unit(self, row: Mapping[str, Any]) -> str | None:
        known = self.report.plan.find_indicator(row["indicator"])
        return (known and known.unit_in(self.texts.language)) or row["unit"]

    def _name(self, table: str, row: Mapping[str, Any]) -> str:
        """Return what the row's code is called, in the reader's language or the plan's."""
        if table == "institutions":
            return self._title("institution", row["institution"])
        own = next((key for key in reversed(_CODES) if row.get(key)), "commitment")
        return self._title(own, row.get(own))

    def _title(self, subject: str, code: str | None) -> str:
        plan = self.report.plan
        if subject == "institution":
            known = plan.find_institution(code)
            title = known.name if known else Wording()
        elif subject == "commitment":
            title = next((own.title for own in plan.commitments if own.code == code), Wording())
        else:
            find = plan.find_activity if subject == "activity" else plan.find_indicator
            found = find(code)
            title = found.text if found else Wording()
        return title.in_(self.texts.language) or NOTHING

    def _tongue(self, table: str, row: Mapping[str, Any]) -> str:
        """Return in which language the row's texts stand, "" where that is the reader's."""
        if table not in self.columns.tables:
            return ""
        known = self.report.plan.find_institution(row["institution"])
        spoken = known.language if known else self.texts.language
        said = (row.get(name) for name in self.columns.free_texts(table) if _in_words(name, row))
        written = [(text, spoken) for text in said if text]
        if table == INDICATORS and (unit := self._unit(row)):
            written.append((unit, self.report.plan.languages[0]))  # a plan may give but one
        named = {
            self._named(language_of(text, by)): None
            for text, by in written
            if stands_in_other(text, by, self.texts.language)
        }
        return self.texts.listing(named) if named else ""

    def _named(self, language: Language) -> str:
        key = f"words.language.of_{language}" if language else "release.tables.other_language"
        return self.texts(key)


_NO_PROGRESS: Final = {
    Status.NO_REPORT.value: "summary.answer.silent",
    Status.NOT_STARTED.value: "summary.answer.progress.nothing",
}
"""What is said of an activity in this status of which no progress is told."""

_SUBJECTS: Final = {
    "counters": "words.subject.commitment",
    "activities": "words.subject.activity",
    "indicators": "words.subject.indicator",
    "totals": "words.subject.indicator",
    "institutions": "release.tables.full_name",
    "revisions": "release.tables.about",
}
"""Table → what its rows are called by, in the heading of the names."""

_WORDED: Final = {COURSE: "counters"}
_CODES: Final = ("commitment", "activity", "indicator")
_MEASURED: Final = ("value", "baseline", "target")


def _code(row: Mapping[str, Any]) -> str:
    return str(row.get("code") or row.get("indicator") or row["activity"])


def _in_words(column: str, row: Mapping[str, Any]) -> bool:
    """Tell whether an answer is somebody's own words: a "yes" and a day are kept as codes."""
    if column != VALUE_TEXT or row["text"] is None:
        return True
    return isinstance(measured(KINDS[row["kind"]], None, row["text"]), str)


def _unlike(headings: list[str]) -> list[str]:
    """Return the headings, a second one numbered: Excel refuses two of one name in a table."""
    before = [headings[:place].count(heading) for place, heading in enumerate(headings)]
    return [f"{text} {n + 1}" if n else text for text, n in zip(headings, before, strict=True)]
