"""What the public files of a quarter say of institutions, held against what these sent.

Shares no code with what it checks: plan and forms are read with openpyxl, cell by cell, and the
public files as anybody reads them; only the words are looked up, in the catalogue's own files.
"""

import csv
import html
import io
import re
import tomllib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

TEXTS: Final = Path(__file__).parent.parent / "workbook_templates" / "texts"
NOTHING: Final = frozenset({"", "/", "-", "–", "n/a", "none", "нема", "s'ka", "nuk ka"})
"""What the forms of the tests say where they say nothing."""

_LINES: Final = re.compile(r"[;\n]")
_CODE: Final = re.compile(r"(?<![\d.])(\d+\.\d+\.\d+)(?![\d.]*\d)")


@cache
def _catalogue(name: str) -> Mapping[str, Any]:
    return tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))


def word(key: str, language: str) -> str:
    """Return a text of the catalogue; of several plural forms the last."""
    name, _, rest = key.partition(".")
    found: Any = _catalogue(name)
    for part in rest.split("."):
        found = found[part]
    said = found[language]
    return str(said if isinstance(said, str) else said["other"])


@dataclass
class Sent:
    """What is known of a quarter from the plan, the register and the forms that were sent."""

    root: Path
    quarter: str
    language: str

    def __post_init__(self) -> None:
        self.know(_sheets((self.root / "plan.xlsx").read_bytes()))
        self.forms: dict[str, dict[str, dict[str, str]]] = {}
        for path in sorted((self.root / self.quarter / "returns").glob("*.xlsx")):
            self.forms[path.stem.split("_")[3]] = dict(_rows(_sheets(path.read_bytes())))
        self.decided = {
            (row["institution"], row["code"], row["what"]): row["value"]
            for row in _csv(self.root / self.quarter / "decisions.csv")
        }

    def know(self, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> None:
        """Take the plan from the rows of its sheets."""
        self.activities = {str(r["code"]): r for r in _listed(sheets["activities"])}
        self.indicators = {str(r["code"]): r for r in _listed(sheets["indicators"])}
        self.labels = {
            str(r[f"{how}_{self.language}"]): str(r["code"])
            for how in ("name", "short")
            for r in _listed(sheets["institutions"])
        }
        year, number = int(self.quarter[:4]), int(self.quarter[-1])
        self.end = date(year + number // 4, number % 4 * 3 + 1, 1)  # the day after
        self.due = date(self.end.year, self.end.month, 10)

    def typed(self, who: str, code: str, column: str) -> str:
        """Return what stands in a field, as it was typed or decided; "" where nothing does."""
        if (own := self.decided.get((who, code, column))) is not None:
            return own
        return self.forms.get(who, {}).get(code, {}).get(column, "")

    def says_nothing(self, who: str, code: str, column: str) -> bool:
        """Tell whether a field is blank or holds a filler or the activity's title."""
        said = " ".join(self.typed(who, code, column).split()).lower().rstrip(".")
        title = str(self.activities.get(code, {}).get(f"text_{self.language}", "")).lower()
        return said in NOTHING or said == title

    def gives_no_reason(self, who: str, code: str) -> bool:
        """Tell whether an explanation is a filler, or the progress or last quarter's again."""
        said = self.typed(who, code, "explanation")
        again = said in (self.typed(who, code, "progress"), self._before(who, code))
        return again or self.says_nothing(who, code, "explanation")

    def _before(self, who: str, code: str) -> str:
        """Return what was last said for an explanation in an earlier quarter."""
        said = ""
        for earlier in self.earlier:
            said = earlier.typed(who, code, "explanation") or said
        return said

    @cached_property
    def earlier(self) -> list["Sent"]:
        """The quarters before, in time order."""
        names = sorted(place.name for place in self.root.iterdir())
        found = [n for n in names if re.fullmatch(r"\d{4}-Q\d", n) and n < self.quarter]
        return [Sent(self.root, name, self.language) for name in found]

    def has_begun(self, activity: str) -> bool:
        return _day(self.activities[activity]["start"]) < self.end

    def holder(self, activity: str) -> str:
        return str(self.activities[activity]["holder"])

    def parties(self, activity: str) -> list[str]:
        others = str(self.activities[activity]["co_holders"] or "").split(";")
        return [self.holder(activity), *(name.strip() for name in others if name.strip())]

    def status(self, who: str, activity: str) -> str:
        """Return the key of the status that was chosen, "" for none or another text."""
        said = self.typed(who, activity, "status")
        keys = ("not_started", "limited", "substantial", "completed")
        found = (key for key in keys if said == word(f"words.status.{key}", self.language))
        return next(found, "")

    def known_day(self, who: str) -> date | None:
        """Return on which day a form came, None where the register has only its time stamp."""
        for row in _csv(self.root / self.quarter / "received.csv"):
            if row["file"].split("_")[3] == who and row["saved"] != row["received"]:
                return date.fromisoformat(row["received"])
        return None

    @property
    def completed_before(self) -> frozenset[str]:
        """The activities that their holder has called completed in an earlier quarter."""
        found: set[str] = set()
        for earlier in self.earlier:
            found |= {
                code for code in self.activities.keys() & earlier.activities.keys()
                if earlier.status(earlier.holder(code), code) == "completed"
            }  # fmt: skip
        return frozenset(found)


def _day(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    day, month, year = (int(part) for part in str(value).split("."))
    return date(year, month, day)


def _listed(rows: Sequence[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    head = [str(value) for value in rows[0]]
    yield from (dict(zip(head, row, strict=True)) for row in rows[1:] if row[0] is not None)


@lru_cache(maxsize=100)  # quarter after quarter the same files are looked at again
def _sheets(workbook: bytes) -> Mapping[str, Sequence[Sequence[Any]]]:
    """Return the values of each sheet of a workbook, row by row."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def _rows(form: Mapping[str, Sequence[Sequence[Any]]]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield code → key of column → what was typed, of every table of a form."""
    for sheet in form.values():
        keys: list[Any] = []
        for row in sheet:
            if row[0] == "code":
                keys = list(row)
            elif keys and row[0] and _is_code(str(row[0])):
                pairs = zip(keys, row, strict=True)
                yield str(row[0]), {str(k): text_of(v) for k, v in pairs if k and v is not None}


def _is_code(text: str) -> bool:
    return bool(re.fullmatch(r"\d+(\.\d+)+", text))


def text_of(value: object) -> str:
    return value.strftime("%d.%m.%Y") if isinstance(value, datetime) else str(value)


def _csv(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# ------------------------------------------------------------------ what is said


def _columns_of(public: Path) -> Iterator[str]:
    """Yield each table whose Parquet says another thing than its CSV, where there is any."""
    for path in sorted((public / "data").glob("*.parquet")):
        rows = pytest.importorskip("pyarrow.parquet").read_table(path).to_pylist()
        for own, told in zip(_csv(path.with_suffix(".csv")), rows, strict=True):
            for column, value in own.items():
                other = "" if told[column] is None else str(told[column])
                if bool(value) != bool(other) or (value != other and not _is_number(value)):
                    yield f"{path.name}: {column} is {other!r}, not {value!r}"


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", text))


def lies(sent: Sent, public: Path) -> list[str]:
    """Return every statement in *public* that what was sent does not bear out."""
    data = public / "data"
    found = [*_open_data(sent, data), *_counted(sent, data), *_workbook(sent, public)]
    found += _columns_of(public)
    found += _dashboard(sent, public)
    for folder in (public, *sorted((public / "commitments").glob("*"))):
        portal = folder / f"portal.{sent.language}.txt"
        page = (folder / f"notification.{sent.language}.md").read_text(encoding="utf-8")
        page = page.replace("\\", "").replace("**", "")
        found += _portal(sent, portal.read_text(encoding="utf-8"))
        found += _tables_of(sent, page)
        found += _sentences(sent, page)
        for name in ("html", "docx"):
            other = folder / f"notification.{sent.language}.{name}"
            found += _more_than(sent, other, page + portal.read_text(encoding="utf-8"))
    return found


def _open_data(sent: Sent, data: Path) -> Iterator[str]:
    carried = sent.completed_before
    for row in _csv(data / "activities.csv"):
        who, code = row["institution"], row["activity"]
        told = set(f"{row['withheld']} {row['unclear']}".split())
        yield from _blanks(sent, row, code, ("progress", "reason", "explanation", "new_deadline"))
        if bool(row["completed_in"]) != (code in carried):
            yield f"activities.csv {code} {who}: completed_in {row['completed_in']!r}"
        if row["completed_in"] and any(row[name] for name in ("progress", "explanation")):
            yield f"activities.csv {code} {who}: an old text is told as this quarter's"
        was_told = bool(sent.typed(who, code, "status")) or not sent.has_begun(code)
        if row["status"] == "no_report" and "status" not in told and was_told:
            yield f"activities.csv {code} {who}: no status"
        if row["status"] == "not_due" and sent.has_begun(code):
            yield f"activities.csv {code} {who}: has not begun"
    for row in _csv(data / "indicators.csv"):
        who, code = row["institution"], row["indicator"]
        if not (row["value"] or row["text"] or row["flag"]):
            yield from _blanks(sent, row, code, ("value", "flag"))
        yield from _blanks(sent, row, code, ("note",))
        if row["flag"] == "not_due" and sent.has_begun(row["activity"]):
            yield f"indicators.csv {code} {who}: has not begun"
    for row in _csv(data / "institutions.csv"):
        who = row["institution"]
        if row["returned"] == "False" and who in sent.forms:
            yield f"institutions.csv {who}: not returned"
        if row["on_time"] == "False" and not _is_late(sent, who):
            yield f"institutions.csv {who}: late"
        clear = sum(
            bool(sent.status(who, code)) for code in sent.activities
            if who in sent.parties(code) and sent.has_begun(code) and code not in carried
        )  # fmt: skip
        if int(row["answered"]) < clear:
            yield f"institutions.csv {who}: {row['answered']} of {clear} answered"


def _counted(sent: Sent, data: Path) -> Iterator[str]:
    """Yield each counter of what is not known, or has not begun, that counts others too."""
    for row in _csv(data / "counters.csv"):
        if row["quarter"] == sent.quarter and row["commitment"]:
            own = [c for c, r in sent.activities.items() if r["commitment"] == row["commitment"]]
            for key, number in _silent(sent, own).items():
                if int(row[key]) != number:
                    yield f"counters.csv {row['commitment']}: {key} {row[key]}"


def _silent(sent: Sent, activities: Sequence[str]) -> Mapping[str, int]:
    """Return of how many activities nothing is known, and how many have not begun."""
    waiting = [c for c in activities if not sent.has_begun(c)]
    asked = set(activities) - set(waiting) - sent.completed_before
    return {
        "no_report": sum(not sent.status(sent.holder(c), c) for c in asked),
        "not_due": sum(not sent.status(sent.holder(c), c) for c in waiting),
    }


def _dashboard(sent: Sent, public: Path) -> Iterator[str]:
    """Yield what the quarters on one page say of this one, and is not so."""
    la = sent.language
    page = (public / f"dashboard.{la}.html").read_text(encoding="utf-8")
    for key, number in _silent(sent, list(sent.activities)).items():
        told = _over_time(page, word(f"words.status.{key}", la), sent.quarter)
        if told != {str(number)} and (told or number):
            yield f"dashboard: {key} {told}, not {number}"
    came = _over_time(page, word("dashboard.forms.returned", la), sent.quarter)
    if came != {str(len(sent.forms))}:
        yield f"dashboard: {came} returned, not {len(sent.forms)}"
    late = _over_time(page, word("dashboard.forms.late", la), sent.quarter)
    if not late or max(map(int, late)) > sum(_is_late(sent, who) for who in sent.forms):
        yield f"dashboard: {late} late"
    for row in _csv(public / "data" / "indicators.csv"):
        told = _over_time(page, row["indicator"], sent.quarter)
        if (row["value"] or row["flag"] in ("x", "z", "c")) and told == {"–"}:
            yield f"dashboard {row['indicator']}: nothing"


def _over_time(page: str, head: str, quarter: str) -> set[str]:
    """Return what stands under a quarter in the rows that begin with *head*."""
    found = set()
    for table in _TABLE.findall(page):
        heads = [
            _bare(cell) for cell in re.findall(r"<th [^>]*>(.*?)</th>", table.split("<tbody")[0])
        ]
        for row in table.split("<tr ")[2:]:
            first, *cells = (_bare(cell) for cell in re.findall(r"<t[hd] [^>]*>(.*?)</t[hd]>", row))
            if first == head or first.startswith(f"{head} "):
                found.add([first, *cells][heads.index(quarter)])
    return found


_TABLE: Final = re.compile(r"<table.*?</table>", re.S)


def _bare(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup)).strip()


def _blanks(
    sent: Sent, row: Mapping[str, str], code: str, columns: tuple[str, ...]
) -> Iterator[str]:
    """Yield each blank of a row of answers in whose place something was sent."""
    told = f"{row['withheld']} {row['unclear']}".split()
    if row["completed_in"] or row.get("flag") == "c":
        return
    for column in columns:
        is_told = column in told or (column == "value" and "text" in told)  # an answer in words
        if not row[column] and not is_told and sent.typed(row["institution"], code, column):
            yield f"open data {code} {row['institution']}: {column} is blank"


def _is_late(sent: Sent, who: str) -> bool:
    day = sent.known_day(who)
    return day is not None and day > sent.due


def heading_row(sheet: Any) -> int:
    """Return the row of a public sheet's headings; above it stand title and notes, in any lines."""
    (table,) = sheet.tables.values()
    return int(range_boundaries(table.ref)[1] or 0)


@lru_cache(maxsize=100)
def _public_rows(workbook: bytes) -> Mapping[str, Sequence[Sequence[Any]]]:
    """Return the headings and the rows below them of each sheet that has any."""
    sheets = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets
    return {
        sheet.title: list(sheet.iter_rows(min_row=heading_row(sheet), values_only=True))
        for sheet in sheets
        if sheet.tables
    }


def _workbook(sent: Sent, public: Path) -> Iterator[str]:
    """Yield each blank cell of the workbook that is not one in the CSV, or needs a word there."""
    book = _public_rows((public / f"tables.{sent.language}.xlsx").read_bytes())
    empty = (None, "–", word("summary.answer.silent", sent.language))
    for name in ("activities", "indicators", "institutions", "counters"):
        heads, *below = book[word(f"release.table.{name}.sheet", sent.language)]
        rows = _csv(public / "data" / f"{name}.csv")
        for row, cells in zip(rows, below, strict=True):
            shown = dict(zip(heads, cells, strict=True))
            for column in f"{row.get('withheld', '')} {row.get('unclear', '')}".split():
                if column in row and not row[column] and column not in ("status", "flag"):
                    head = _heading(name, "value" if column == "text" else column, sent.language)
                    if shown.get(head) in empty:
                        yield f"workbook {name} {row['activity']}: {column} looks unanswered"
            yield from _less_than(sent, name, row, shown, empty)


def _less_than(
    sent: Sent, name: str, row: Mapping[str, str], shown: Mapping[Any, Any], empty: tuple[Any, ...]
) -> Iterator[str]:
    """Yield what a row of the workbook says of an institution otherwise than the open data do."""
    la = sent.language
    told = {"True": word("words.yes", la), "False": word("words.no", la)}
    unknown = {word(f"words.status.{key}", la): key for key in ("no_report", "not_due")}
    for column in _STATED & row.keys():
        value, cell = row[column], shown.get(_heading(name, column, la))
        is_silent = bool(value) and cell in empty
        is_other = column in _COUNTED and str(cell) != told.get(value, value) and bool(value)
        is_unknown = column == "status" and cell in unknown and unknown[str(cell)] != value
        if is_silent or is_other or is_unknown:
            yield f"workbook {name}: {column} is {cell!r}, not {value!r}"


_COUNTED: Final = frozenset((
    "returned", "on_time", "answered", "given", "no_report", "not_due", "past_deadline",
    "not_started",
))  # fmt: skip
_STATED: Final = _COUNTED | {
    "status", "progress", "explanation", "new_deadline", "value", "note", "received",
}  # fmt: skip
"""Columns in which something is said of an institution, or of how many have not answered."""


def _heading(table: str, column: str, language: str) -> str:
    for key in (f"consolidated.column.{table}.{column}.heading",
                f"consolidated.column.any.{column}.heading"):  # fmt: skip
        try:
            return word(key, language)
        except KeyError:
            continue
    raise KeyError(column)


def _portal(sent: Sent, text: str) -> Iterator[str]:
    """Yield what the blocks of the portal's text say of an activity, and is not so."""
    la = sent.language
    for block in text.split("-" * 72)[1:]:
        lines = block.strip().splitlines()
        (code,) = _CODE.findall(lines[0])[:1]
        who = sent.holder(code)
        for line in lines[1:]:
            label, _, said = line.partition(": ")
            by = re.search(r"\(([^)]*)\)$", label)
            whose = sent.labels.get(by[1], who) if by else who
            if label.startswith(word("summary.label.progress", la)):
                yield from _of_progress(sent, whose, code, said)
            elif label == word("summary.label.reason", la):
                yield from _of_reason(sent, who, code, said)
            elif line.startswith("- "):
                yield from _of_value(sent, line)


def _begins(said: str, key: str, language: str) -> bool:
    """Tell whether something is said as *key* has it, up to what is filled in."""
    return said.startswith(word(key, language).partition("{")[0])


def _of_progress(sent: Sent, who: str, code: str, said: str) -> Iterator[str]:
    la = sent.language
    claims = ("answer.silent", "answer.progress.missing", "answer.progress.nothing",
              "answer.progress.placeholder")  # fmt: skip
    lacking = any(_begins(said, f"summary.{key}", la) for key in claims)
    if lacking and not sent.says_nothing(who, code, "progress"):
        yield f"portal {code} {who}: progress {said!r}"
    if said == word("summary.answer.silent", la) and sent.typed(who, code, "status"):
        yield f"portal {code} {who}: silent about progress, but has a status"


def _of_reason(sent: Sent, who: str, code: str, said: str) -> Iterator[str]:
    la = sent.language
    claims = ("answer.silent", "answer.reason.missing", "answer.reason.placeholder")
    was_said = not sent.gives_no_reason(who, code) or sent.typed(who, code, "reason")
    if was_said and any(_begins(said, f"summary.{key}", la) for key in claims):
        yield f"portal {code} {who}: reason {said!r}"
    bare = word("summary.answer.reason.bare", la).partition("}")[2]
    if said.endswith(bare) and not sent.says_nothing(who, code, "explanation"):
        yield f"portal {code} {who}: reason {said!r}"


def _of_value(sent: Sent, line: str) -> Iterator[str]:
    code = line[2:].partition(" ")[0]
    found = re.search(r"\(([^()]*)\): (.*?) \[", line)
    if found and found[2].startswith(word("summary.answer.silent", sent.language)):
        who = sent.labels[found[1]]
        if any(sent.typed(who, code, column) for column in ("value", "flag")):
            yield f"portal {code} {who}: {found[2]}"


def _tables_of(sent: Sent, page: str) -> Iterator[str]:
    """Yield what the tables of the Markdown page say, and is not so."""
    la, head = sent.language, ""
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if not line.startswith("|") or set(line) <= set("|-: "):
            head = head if line.startswith("|") else ""
            continue
        head = head or line
        row = dict(zip((c.strip() for c in head.strip("|").split(" | ")), cells, strict=True))
        deadline = row.get(word("summary.label.new_deadline", la))
        code = row.get(word("summary.label.code", la), "")
        lacking = (
            word("summary.answer.new_deadline.missing", la),
            word("summary.answer.silent", la),
        )
        if deadline in lacking and sent.typed(sent.holder(code), code, "new_deadline"):
            yield f"page {code}: new deadline {deadline!r}"
        state = row.get(word("summary.label.form", la))
        who = sent.labels.get(row.get(word("summary.label.institution", la), ""), "")
        if state == word("summary.return.missing", la) and who in sent.forms:
            yield f"page {who}: {state}"
        if state == word("summary.return.late", la) and not _is_late(sent, who):
            yield f"page {who}: {state}"
        status = row.get(word("summary.label.status", la))
        is_unknown = status == word("words.status.no_report", la)
        if is_unknown and sent.status(sent.holder(code), code):
            yield f"page {code}: no status"


def _sentences(sent: Sent, page: str) -> Iterator[str]:
    """Yield what the sentences say of institutions by name, and is not so."""
    for key, is_so in (
        ("summary.say.progress.idle", _is_idle),
        ("summary.say.forms.missing", lambda sent, who: who not in sent.forms),
        ("summary.say.forms.late", _is_late),
        ("summary.next.missing", lambda sent, who: who not in sent.forms),
    ):
        for names in _filled(page, key, sent.language):
            for label, who in sent.labels.items():
                if re.search(rf"\b{label}\b", names) and not is_so(sent, who):
                    yield f"page, {key}: {label}"
    for names in _filled(page, "summary.next.reasons", sent.language):
        for code in _CODE.findall(names):
            if not sent.gives_no_reason(sent.holder(code), code):
                yield f"page, next steps: {code} has a reason"
    for names in _filled(page, "summary.next.new_deadlines", sent.language):
        for code in _CODE.findall(names):
            if sent.typed(sent.holder(code), code, "new_deadline"):
                yield f"page, next steps: {code} has a new deadline"
    for key in ("missing_all", "missing_only"):
        none = word(f"summary.say.new_deadline.{key}", sent.language).removesuffix("{codes}")
        for line in re.findall(rf".*; {none}(?=[.;]| \().*", page):
            for code in _CODE.findall(line):
                if any(sent.typed(who, code, "new_deadline") for who in sent.parties(code)):
                    yield f"page: {code} has a new deadline"


@lru_cache(maxsize=5_000)
def _filled(page: str, key: str, language: str) -> tuple[str, ...]:
    """Return what stands in the place of the names wherever a sentence of the catalogue is said."""
    return tuple(_filled_in(page, key, language))


def _filled_in(page: str, key: str, language: str) -> Iterator[str]:
    for number in ("one", "other"):
        name, _, rest = key.partition(".")
        found: Any = _catalogue(name)
        for part in rest.split("."):
            found = found[part]
        said = found[language]
        text = said if isinstance(said, str) else said[number]
        before, after = re.split(r"\{names\}|\{places\}", text)
        end = re.escape(after.rstrip("."))
        # Codes have points: what ends with the sentence is taken to the end of its line.
        pattern = (
            rf"{re.escape(before)}([^;\n]*?){end}(?=[.;\n])"
            if end
            else (rf"{re.escape(before)}([^;\n]*)")
        )
        first, last = before.lower(), after.rstrip(".").lower()
        for line, small in _lines(page):  # a look at each is quicker than one at the whole
            if first in small and last in small:
                yield from (m[1] for m in re.finditer(pattern, f"{line}\n", re.IGNORECASE))


@lru_cache(maxsize=100)
def _lines(page: str) -> Sequence[tuple[str, str]]:
    """Return the lines of a page and parts of lines, as they are and in small letters."""
    return [(line, line.lower()) for line in _LINES.split(page)]


def _is_idle(sent: Sent, who: str) -> bool:
    """Tell whether an institution said nothing of any progress in what it was asked."""
    own = [c for c in sent.activities if who in sent.parties(c) and sent.has_begun(c)]
    own = [c for c in own if c not in sent.completed_before]
    unread = any(sent.typed(who, c, "status") and not sent.status(who, c) for c in own)
    return not unread and all(sent.says_nothing(who, c, "progress") for c in own)


def _more_than(sent: Sent, path: Path, known: str) -> Iterator[str]:
    """Yield what a page or a document says more often than the texts that were checked."""
    said = _plain(path.read_bytes(), path.suffix)
    la = sent.language
    for key in ("answer.silent", "answer.progress.missing", "answer.progress.nothing",
                "answer.reason.missing", "return.missing", "return.late"):  # fmt: skip
        phrase = word(f"summary.{key}", la)
        if phrase in said and phrase not in known:
            yield f"{path.name}: {phrase!r} stands in no other format"
    for key in ("say.progress.idle", "say.forms.missing", "say.forms.late", "next.missing",
                "next.reasons", "next.new_deadlines"):  # fmt: skip
        for names in _filled(said, f"summary.{key}", la):
            if names not in known:
                yield f"{path.name}: {names!r} is named in no other format"


@lru_cache(maxsize=200)
def _plain(data: bytes, suffix: str) -> str:
    if suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            text = package.read("word/document.xml").decode("utf-8")
        text = text.replace("</w:p>", "\n")
    else:
        text = re.sub(r"<(svg|style).*?</\1>", "", data.decode("utf-8"), flags=re.S)
        text = re.sub(r"</(li|p|td|th|dd|h\d)>", "\n", text)
    return html.unescape(re.sub(r"<[^>]+>", "", text))
