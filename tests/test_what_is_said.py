"""Nothing that the public is told of an institution is untrue by what the institution sent.

Quarters are generated: silent institutions, texts that wait for a yes, activities that have not
begun or were completed before, a body that is asked for an indicator only, a co-holder, answers
that nobody can read, decisions, late forms and file dates, and a quarter that is published again.
``ATTACKS=1000 pytest tests/test_what_is_said.py --hypothesis-seed=1`` makes 1,000 random courses
of each sort instead of the same few every time.
"""

import csv
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from cli_runs import built
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from press import ATTACKS
from told_in_memory import CHANGES, Course
from told_quarters import IN_TIME, INSTITUTIONS, LATE, QUARTERS, Told, Typed
from what_is_said import Sent, heading_row, lies, word

from ovpsheets.words import LANGUAGES, Language

FIELD = "Две екипи излегоа на терен во Охрид."
CAUSE = "Тендерот беше поништен двапати."
TITLE = "Mobile teams work in the field"
STATUSES = ("not_started", "limited", "substantial", "completed")

Quarter = Mapping[str, Mapping[str, Typed] | None]
"""Institution → code → what is typed; None where nothing comes."""


@st.composite
def activities(draw: st.DrawFn, language: Language) -> Typed:
    choices = ["", "оди", *(word(f"words.status.{key}", language) for key in STATUSES)]
    typed: dict[str, str | float] = {
        "status": draw(st.sampled_from(choices)),
        "progress": draw(st.sampled_from(["", "/", FIELD, TITLE])),
        "reason": draw(st.sampled_from(["", word("words.reason.staff", language)])),
        "explanation": draw(st.sampled_from(["", "/", CAUSE])),
        "new_deadline": draw(st.sampled_from(["", "31.12.2023", "наскоро"])),
    }
    return {key: value for key, value in typed.items() if value}


@st.composite
def values(draw: st.DrawFn, language: Language) -> Typed:
    choices: list[str | float] = ["", 12.0, 46.0, "околу 30", "x"]
    value = draw(st.sampled_from(choices))
    typed: dict[str, str | float] = {"note": FIELD} if draw(st.booleans()) else {}
    if value == "x":
        return {"flag": word("words.flag.x", language), **typed}
    return {"value": value, **typed} if value else typed


@st.composite
def quarters(draw: st.DrawFn, language: Language) -> Quarter:
    held = {"MA": ("1.1.1", "1.1.3"), "MB": ("1.1.1", "1.1.2"), "MC": ("1.2.1",), "MD": ()}
    given = {"MA": ("1.1.1.1", "1.1.3.1"), "MB": ("1.1.2.1",), "MC": ("1.2.1.1",),
             "MD": ("1.2.1.2",)}  # fmt: skip
    return {
        who: None
        if draw(st.integers(0, 3)) == 0
        else {
            **{code: draw(activities(language)) for code in held[who]},
            **{code: draw(values(language)) for code in given[who]},
        }
        for who in INSTITUTIONS
    }


def told(folder: Path, language: Language) -> Told:
    """Return a workspace of its own in which the first quarter's forms were made."""
    source = built(MADE[language])
    return Told(shutil.copytree(source, folder / "told"), language, is_new=False)


def _made(language: Language, folder: Path) -> Path:
    root = folder / language
    root.mkdir()
    Told(root, language).generate(QUARTERS[0])
    return root


def _in_mk(folder: Path) -> Path:
    return _made("mk", folder)


def _in_sq(folder: Path) -> Path:
    return _made("sq", folder)


def _in_en(folder: Path) -> Path:
    return _made("en", folder)


MADE = {"mk": _in_mk, "sq": _in_sq, "en": _in_en}


def report(made: Told, quarter: str, answers: Quarter, *, late: str, known: bool) -> list[str]:
    """Let a quarter be answered and published; return what is untrue of what is published."""
    for who, rows in answers.items():
        if rows is not None:
            made.give(quarter, who, rows, (LATE if who == late else IN_TIME)[quarter])
    public = made.publish(quarter, known=known)
    return lies(Sent(made.root, quarter, made.language), public)


@settings(
    max_examples=ATTACKS or 2,
    derandomize=not ATTACKS,
    deadline=None,
    phases=[Phase.generate],  # a quarter takes a second; shrinking would take minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_every_statement_is_borne_out_by_what_was_sent(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(LANGUAGES))
    first, second = (data.draw(quarters(language)) for _ in QUARTERS)
    late, known = data.draw(st.sampled_from(INSTITUTIONS)), data.draw(st.booleans())
    with TemporaryDirectory() as folder:
        made = told(Path(folder), language)
        if data.draw(st.booleans()):
            made.decide(
                QUARTERS[0], "status", "1.1.2", "MB", word("words.status.limited", language)
            )
        assert report(made, QUARTERS[0], first, late=late, known=known) == []
        made.answer(data.draw(st.sampled_from(["yes", "no"])))
        assert report(made, QUARTERS[0], {"MC": first["MC"]}, late=late, known=known) == []
        made.generate(QUARTERS[1])
        assert report(made, QUARTERS[1], second, late=late, known=known) == []


@settings(
    max_examples=ATTACKS or 5,
    derandomize=not ATTACKS,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_no_statement_is_untrue_whatever_becomes_of_the_plan(data: st.DataObject) -> None:
    """Answers of two quarters, never in a file, of a plan that is changed before and between.

    What it has only since the forms were made was asked of nobody; a day may not be known; texts
    and figures of persons are answered with yes, with no, or not.
    """
    course = Course(data.draw(st.sampled_from(LANGUAGES)))
    changes = st.frozensets(st.sampled_from(sorted(CHANGES)), max_size=3)
    plans = [frozenset[str]()]
    for _ in range(3):
        plans.append(plans[-1] | data.draw(changes))
    for number, quarter in enumerate(QUARTERS):
        with TemporaryDirectory() as folder:
            sent = course.publish(
                quarter, data.draw(quarters(course.language)), Path(folder),
                issued=plans[number * 2], changes=plans[number * 2 + 1],
                late=data.draw(st.sampled_from(INSTITUTIONS)), known=data.draw(st.booleans()),
            )  # fmt: skip
            assert lies(sent, Path(folder)) == []
        course.answer(data.draw(st.sampled_from(["yes", "no", ""])))


# ------------------------------------------------------------------ the proof bites


def _answered(folder: Path) -> Path:
    """Return a workspace in which everyone answered all in English, and it was published."""
    made = told(folder, "en")
    for who, rows in ANSWERED.items():
        made.give(QUARTERS[0], who, rows, IN_TIME[QUARTERS[0]])
    made.publish(QUARTERS[0])
    return made.root


_LIMITED = {"status": "Limited", "progress": FIELD, "explanation": CAUSE,
            "new_deadline": "31.12.2023"}  # fmt: skip
ANSWERED: Mapping[str, Mapping[str, Typed]] = {
    "MA": {"1.1.1": _LIMITED, "1.1.1.1": {"value": 12.0}},
    "MB": {"1.1.1": _LIMITED, "1.1.2": _LIMITED, "1.1.2.1": {"value": FIELD, "note": CAUSE}},
    "MC": {"1.2.1": _LIMITED, "1.2.1.1": {"value": 46.0}},
    "MD": {"1.2.1.2": {"value": 46.0}},
}


def _in_csv(table: str, column: str, value: str, **where: str) -> Callable[[Path], None]:
    def plant(public: Path) -> None:
        path = public / "data" / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:
            if all(row[name] == said for name, said in where.items()):
                row[column] = value
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    return plant


QUARTERLY = "dashboard.en.html"


def _in_text(name: str, old: str, new: str) -> Callable[[Path], None]:
    def plant(public: Path) -> None:
        path = public / name
        said = path.read_text(encoding="utf-8")
        assert old in said
        path.write_text(said.replace(old, new, 1), encoding="utf-8")

    return plant


def _in_quarters(row: str, old: str, new: str) -> Callable[[Path], None]:
    cell = f'>{row}</th>\n<td role="cell" class="number" data-label="{QUARTERS[0]}">'
    return _in_text(QUARTERLY, f"{cell}{old}<", f"{cell}{new}<")


def _in_book(sheet: str, column: str, value: str) -> Callable[[Path], None]:
    """Plant a value into the first row of a sheet, by the heading of its column."""

    def plant(public: Path) -> None:
        path = public / "tables.en.xlsx"
        book = openpyxl.load_workbook(path)
        top = heading_row(book[sheet])
        heads = [cell.value for cell in book[sheet][top]]
        book[sheet].cell(top + 1, heads.index(column) + 1, value)
        book.save(path)

    return plant


def _in_columns(table: str, column: str, value: object) -> Callable[[Path], None]:
    def plant(public: Path) -> None:
        arrow = pytest.importorskip("pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")
        path = public / "data" / f"{table}.parquet"
        rows = parquet.read_table(path)
        frame = rows.to_pandas()
        frame.loc[0, column] = value
        parquet.write_table(arrow.Table.from_pandas(frame, schema=rows.schema), path)

    return plant


PORTAL, PAGE = "portal.en.txt", "notification.en.md"
OF_BETA = f"Progress in the quarter: {FIELD}"
NEXT = "## Next steps"
NOTHING_TOLD = "Progress in the quarter: "
LIES: Mapping[str, Callable[[Path], None]] = {
    "a progress is blank": _in_csv("activities", "progress", "", activity="1.1.2"),
    "a reason is blank": _in_csv("activities", "explanation", "", activity="1.1.1"),
    "a new deadline is blank": _in_csv("activities", "new_deadline", "", activity="1.1.1"),
    "what is withheld is not said": _in_csv("activities", "withheld", "", activity="1.2.1"),
    "a status is not known": _in_csv("activities", "status", "no_report", activity="1.1.2"),
    "what has begun has not": _in_csv("activities", "status", "not_due", activity="1.1.2"),
    "a value is blank": _in_csv("indicators", "value", "", indicator="1.2.1.2"),
    "a note is blank": _in_csv("indicators", "note", "", indicator="1.1.2.1"),
    "an indicator has not begun": _in_csv("indicators", "flag", "not_due", indicator="1.2.1.2"),
    "a form is not returned": _in_csv("institutions", "returned", "False", institution="MD"),
    "a form is late": _in_csv("institutions", "on_time", "False", institution="MD"),
    "a body answered less": _in_csv("institutions", "answered", "0", institution="MB"),
    "a counter counts one more": _in_csv("counters", "no_report", "1", commitment="1.1"),
    "the portal has no answer": _in_text(PORTAL, OF_BETA, f"{NOTHING_TOLD}no answer"),
    "the portal has no progress": _in_text(
        PORTAL, OF_BETA, f"{NOTHING_TOLD}no progress reported"
    ),
    "the portal has no description": _in_text(
        PORTAL, OF_BETA, f"{NOTHING_TOLD}not described (written: “/”)"
    ),
    "a co-holder has no description": _in_text(PORTAL, f"(Beta): {FIELD}", "(Beta): not described"),
    "the portal has no reason": _in_text(PORTAL, f"realised: {CAUSE}", "realised: not given"),
    "the portal has no value": _in_text(PORTAL, "(Alpha): 12 (", "(Alpha): no answer ("),
    "the page has no new deadline": _in_text(PAGE, "| 31.12.2023 | **", "| not given | **"),
    "the page has no status": _in_text(PAGE, "**Limited** |", "**N.A.** |"),
    "the page has no form": _in_text(PAGE, "| returned on time |", "| **no usable form** |"),
    "the page has a late form": _in_text(PAGE, "| returned on time |", "| **returned late** |"),
    "a body reported no progress": _in_text(PAGE, NEXT, f"- Beta reported none.\n\n{NEXT}"),
    "a body is late": _in_text(PAGE, NEXT, f"- x; Delta returned the form late.\n\n{NEXT}"),
    "a body is silent": _in_text(PAGE, NEXT, f"{NEXT}\n\n- Form still expected from: Delta."),
    "a reason is owed": _in_text(
        PAGE, NEXT, f"{NEXT}\n\n- Reason still to be given: 1.1.2 – Beta."
    ),
    "a new deadline is owed": _in_text(
        PAGE, NEXT, f"{NEXT}\n\n- New deadline still to be given: 1.1.2 – Beta."
    ),
    "no new deadline is given": _in_text(
        PAGE, NEXT, f"- The deadline of x had passed (1.1.1); no new deadline is given.\n\n{NEXT}"
    ),
    "the workbook has no status": _in_book("Activities", "Status", "N.A."),
    "the workbook has no progress": _in_book("Activities", "What was realised", "–"),
    "the workbook has no value": _in_book("Indicators", "Value", "–"),
    "the workbook has no form": _in_book("Institutions", "Returned", "No"),
    "the workbook has a late form": _in_book("Institutions", "On time", "No"),
    "the workbook has fewer answers": _in_book("Institutions", "Activities answered", "0"),
    "the workbook counts one more": _in_book("Counters", "N.A.", "1"),
    "the columns have no progress": _in_columns("activities", "progress", None),
    "the columns have another status": _in_columns("activities", "status", "no_report"),
    "the columns have no form": _in_columns("institutions", "returned", False),
    "the dashboard counts one more": _in_quarters("N.A.", "0", "1"),
    "the dashboard has one form less": _in_quarters("Returned", "4", "3"),
    "the dashboard has a late form": _in_quarters("Late", "0", "1"),
    "the dashboard has no value": _in_text(QUARTERLY, ">12</td>", ">–</td>"),
    "the web page says more": _in_text("notification.en.html", FIELD, "no progress reported"),
}  # fmt: skip


def test_of_who_answered_all_nothing_untrue_is_said(tmp_path: Path) -> None:
    root = shutil.copytree(built(_answered), tmp_path / "told")
    assert lies(Sent(root, QUARTERS[0], "en"), root / QUARTERS[0] / "public") == []


@pytest.mark.parametrize("plant", LIES.values(), ids=LIES.keys())
def test_a_planted_lie_is_found(plant: Callable[[Path], None], tmp_path: Path) -> None:
    root = shutil.copytree(built(_answered), tmp_path / "told")
    public = root / QUARTERS[0] / "public"
    plant(public)
    assert lies(Sent(root, QUARTERS[0], "en"), public)
