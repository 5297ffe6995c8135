"""Two quarters of the held plan, with ``ovpsheets next`` alone, until both are closed; played once.

What a person does between is done as they do it: members type into their forms and send them,
the coordinator types decisions, answers questions, and settles what is urgent in the workbook.
"""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from by_next import all_rows, steps_in
from cli_runs import run
from click.testing import CliRunner
from held_plan import second_plan
from ovpsheets.examples.full_plan import PLAN
from plans import workbook
from returned_forms import drop
from typed_forms import Typed, TypedForm

from ovpsheets.cli import main
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Texts

FIRST: Final = Quarter(2025, 1)
SECOND: Final = Quarter(2025, 2)
SILENT: Final = {FIRST: ("MZ",), SECOND: ("AZLP",)}
"""Who sends nothing."""

UNCONFIRMED: Final = ("OP", "TE")
"""Who lets nobody approve its form; of OP that is waived."""

SQ: Final = ("MON", "TE")

_Given = Typed | Mapping[str, Typed] | None

_VALUES: Final[Mapping[str, tuple[_Given, _Given]]] = {
    # code: what is typed in the first quarter and in the second, by all or by each
    "1.1.1.1": ({"MIOA": 10, "MON": 6, "DZS": 5}, {"MIOA": 8, "MZ": 4, "MON": 7}),
    "1.1.1.2": (1200, 2500),
    "1.1.3.1": (40, 30),
    "1.1.3.2": (25, 20),
    "1.1.3.3": (15, 9),
    "1.1.4.1": ({"MIOA": "да", "AZLP": "не"}, {"MIOA": "да"}),
    "1.2.2.1": ({"MF": 3, "TE": 2, "BI": 1}, {"MF": 4, "TE": 3, "BI": 5}),
    "1.2.2.2": ({"MF": 90, "TE": 40, "BI": 30}, {"MF": 80, "TE": 50, "BI": 60}),
    "1.2.3.1": (30, 46),
    "1.2.3.2": (41250000.5, 38000000),
    "1.2.5.1": (17, 19),
    "1.2.6.1": (8, 70),
    "1.2.6.2": (60, 62),
    "2.1.1.1": ({"MP": 100, "OP": 50}, {"MP": 120, "OP": 3}),
    "2.1.1.1.1": ({"MP": 60, "OP": 30}, {"MP": 70, "OP": 2}),
    "2.1.1.1.2": ({"MP": 40, "OP": 20}, {"MP": 50, "OP": 1}),
    "2.1.1.2": ({"MP": 400000, "OP": 120000}, {"MP": 450000, "OP": 90000}),
    "2.1.3.1": ({"MP": 2, "MVR": 1, "MTSP": 0}, {"MP": 3, "MVR": 2, "MTSP": 1}),
    "2.1.3.2": ({"MP": 20, "MVR": 20}, {"MP": 30, "MVR": 25}),
    "2.1.5.1": ("да", "да"),
    "2.1.6.1": (None, 33),
    "2.2.1.1": ({"MTSP": 7, "OP": 6}, {"MTSP": 2, "OP": 8}),
    "2.2.1.2": ({"MTSP": 30, "OP": 45}, {"MTSP": 35, "OP": 50}),
    "2.2.3.1": (2, 11),
    "2.2.6.1": (12, None),
    "2.2.7.1": (None, 9),
    "3.1.1.1": ({"TE": 2, "BI": 2}, {"TE": 3, "BI": 2}),
    "3.1.2.1": (2, 3),
    "3.1.3.1": ({"TE": 5, "BI": 4}, {"TE": 8, "BI": 6}),
    "3.1.4.1": (25, 30),
    "3.1.5.1": (14, 12),
}  # fmt: skip
_BY_KIND: Final[Mapping[str, tuple[_Given, _Given]]] = {
    "count": (12, 14), "percent": (35, 40), "amount": (2000000, 2500000), "yes_no": ("не", "да"),
    "text": ("Подготвен е нацрт.", "Нацртот е усвоен."),
    "date": ("20.3.2025", "12.6.2025"),
}  # fmt: skip
_ALBANIAN: Final = {"да": "po", "не": "jo"}

DONE: Final = {FIRST: ("2.1.5",), SECOND: ("1.1.4", "2.1.5")}
LATE: Final = {FIRST: ("1.1.2",), SECOND: ()}
_OWN: Final[Mapping[str, tuple[Mapping[str, Typed], Mapping[str, Typed]]]] = {
    "activities/1.2.1": ({"budget": 100000, "spent": 120000}, {"budget": 100000, "spent": 99000}),
    "activities/2.1.1": ({"budget": 900000, "spent": 250000.5, "responsible": "Лице А.",
                          "next_step": "5.5.2025"}, {"budget": 900000, "spent": 500000}),
    "activities/1.2.5": ({"risk": "висок"}, {"risk": ""}),
    "indicators/3.1.4.1": ({"rural": 10}, {"rural": 31}),
}  # fmt: skip

_DECIDED: Final = {
    FIRST: "what,code,institution,value,reason,decided_by,date\n"
    "deadline,1.1.2,DZS,30.9.2025,Договорено,МДТ,2025-04-11\n"
    "value,1.1.4.1,AZLP,да,Кажано по телефон,МДТ,2025-04-11\n",
    SECOND: "what,code,institution,value,reason,decided_by,date\n"
    "risk,1.2.5,MF,висок,Кажано по телефон,МДТ,2025-07-11\n"
    "evidence,2.2.6,MVR,https://example.mk/protokol,Кажано по телефон,МДТ,2025-07-11\n"
    "value,1.1.1.1,DZS,2,Кажано по телефон,МДТ,2025-07-11\n",
}
"""What the coordinator decides."""

KINDS: Final = {
    cells[0]: cells[4]
    for line in PLAN.split("[indicators]")[1].split("[columns]")[0].splitlines()[2:]
    if len(cells := [cell.strip() for cell in line.split("|")]) > 4
} | {"2.2.7.1": "count"}


@dataclass(frozen=True, slots=True)
class Played:
    """The workspace, what each step said (``merge 2025-Q1``), and the steps in their order.

    ``promised``: with which step the one before had ended; "" where it was the first.
    """

    root: Path
    said: dict[str, str] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    promised: list[str] = field(default_factory=lambda: [""])

    def next(self, day: date, quarter: Quarter, *more: object) -> str:
        """Type ``next``, say yes to its question, and return the step that was done."""
        typed = [str(word) for word in ("-C", self.root, "next", *more, "--as-of", day)]
        done = CliRunner().invoke(main, typed, input="да\n")
        assert done.exit_code == 0, done.output
        first, *following = steps_in(done.stdout)
        self.steps.append(first)
        self.promised.append(following[-1] if following else "")
        self.said[f"{first} {quarter}"] = done.output
        return first

    def of(self, quarter: Quarter) -> Path:
        """Return the folder of a quarter."""
        return self.root / str(quarter)


@cache
def played() -> Played:
    """Return both quarters, played once; only to be read."""
    folder = Path(tempfile.mkdtemp(prefix="ovp-held-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return play(folder)


def play(folder: Path) -> Played:
    """Play both quarters as a coordinator does who knows one command."""
    played = Played(folder / "held")
    run("init", played.root)
    (played.root / "ovpsheets.toml").write_text("[ovpsheets]\nconfirmation = true\n", "utf-8")
    for quarter, plan in ((FIRST, PLAN), (SECOND, second_plan())):
        (played.root / "plan.xlsx").write_bytes(workbook(plan))
        _play(played, quarter)
    return played


def _play(played: Played, quarter: Quarter) -> None:
    """Go from one step to the next, and do between them what is a person's."""
    place, day = played.of(quarter), quarter.end + timedelta(days=1)
    by_hand: Mapping[str, Callable[[], None]] = {
        "wait": lambda: _members_answer(place, quarter),
        "review": lambda: _answer_questions(place / "questions.xlsx"),
        "choose": lambda: _leave_as_it_is(place / "results" / "consolidated.xlsx"),
        "decide": lambda: _settle_what_is_urgent(place / "results" / "consolidated.xlsx"),
    }
    days = {"wait": 11, "await": 13, "hear": 15}  # the day after, the draft's, publication
    for _ in range(_MOST_STEPS):
        done = played.next(day, quarter)
        by_hand.get(done, lambda: None)()
        if done in days:
            day = quarter.end + timedelta(days=days[done])
        if done == "close":
            return
    raise AssertionError(played.steps)


_MOST_STEPS: Final = 20
"""A quarter that takes more is going round in circles."""


def _members_answer(place: Path, quarter: Quarter) -> None:
    for form in sorted((place / "forms").glob("*.xlsx")):
        _return(place, quarter, form)
    (place / "decisions.csv").write_text(_DECIDED[quarter], "utf-8")


def _answer_questions(path: Path) -> None:
    if path.exists():
        for cell in all_rows(path, "", "answer"):
            cell.value = "да"


def _leave_as_it_is(path: Path) -> None:
    """Say that what two institutions counted differently is to stand as both said it."""
    _settle(path, {"code": "2.1.3.2"})


def _settle_what_is_urgent(path: Path) -> None:
    _settle(path, {"severity": Texts("mk")("words.severity.urgent")})


def _settle(path: Path, where: Mapping[str, str]) -> None:
    texts = Texts("mk")
    for cell in all_rows(path, texts("consolidated.sheet.todo.name"), "state", where):
        cell.value = texts("consolidated.state.settled")


def _return(place: Path, quarter: Quarter, path: Path) -> None:
    who = path.stem.split("_")[3]
    if who not in SILENT[quarter]:
        form = TypedForm(path.read_bytes())
        typed = form.type(answers(form, who, quarter)).data()
        drop(place / "returns", path.name, typed, quarter.end + timedelta(days=6))


def answers(form: TypedForm, who: str, quarter: Quarter) -> dict[str, Typed]:
    """Return what an institution types into its form."""
    language = "sq" if who in SQ else "mk"
    typed: dict[str, Typed] = {f"cover/{key}": said for key, said in _cover(who, quarter).items()}
    for code in form.codes("activities"):
        said = _activity(code, quarter, language)
        typed |= {f"activities/{code}/{key}": value for key, value in said.items()}
    for code in form.codes("indicators"):
        said = _indicator(code, who, quarter, language)
        typed |= {f"indicators/{code}/{key}": value for key, value in said.items()}
    return typed


def _cover(who: str, quarter: Quarter) -> Mapping[str, Typed]:
    filled: dict[str, Typed] = {
        "filled_by": "Лице А.", "function": "советник", "email": f"{who.lower()}@example.mk",
        "phone": "02 000 000",
    }  # fmt: skip
    approved: dict[str, Typed] = {
        "approved_by": "Лице Б.", "approved_function": "раководител", "approved_on": "4.7.2025",
    }  # fmt: skip
    return filled | ({} if who in UNCONFIRMED else approved)


def _activity(code: str, quarter: Quarter, language: str) -> Mapping[str, Typed]:
    texts, now = Texts(language), (FIRST, SECOND).index(quarter)
    status = "completed" if code in DONE[quarter] else "limited"
    said: dict[str, Typed] = {
        "status": texts(f"words.status.{status}"),
        "progress": f"{code}: " + ("Одржани се состаноци." if now == 0 else "Усвоен е нацрт."),
        "risk": {"mk": "среден", "sq": "mesatar"}[language],
    }  # fmt: skip
    if code in DONE[quarter]:
        said |= {"evidence": f"https://example.mk/{code}", "risk": ""}
    if code in LATE[quarter]:
        said |= {"reason": texts("words.reason.staff"), "new_deadline": "30.9.2025",
                 "explanation": "Нема доволно вработени за каталогот."}  # fmt: skip
    own = _OWN.get(f"activities/{code}")
    return {key: value for key, value in (said | dict(own[now] if own else {})).items() if value}


def _indicator(code: str, who: str, quarter: Quarter, language: str) -> Mapping[str, Typed]:
    now = (FIRST, SECOND).index(quarter)
    given = _VALUES.get(code, _BY_KIND[KINDS[code]])[now]
    value = given.get(who) if isinstance(given, Mapping) else given
    if value is None:
        return {}
    if isinstance(value, str) and language == "sq":
        value = _ALBANIAN.get(value, value)
    verified = {"mk": "да", "sq": "po"}[language]
    said: dict[str, Typed] = {"value": value, "source": "Записник", "verified": verified}
    own = _OWN.get(f"indicators/{code}")
    return said | dict(own[now] if own else {})
