"""The sheets of plan.xlsx and their columns, declared once.

The reader, the checks, the blank workbook and the documentation all follow
this declaration. What people read (sheet names, headings, help) is in the
catalogue ``plan``: ``plan.<sheet>.name``, ``plan.<sheet>.<column>.heading``
and ``plan.<sheet>.<column>.help``; a text in several languages has them once.
"""

from typing import Final

from ovpsheets.plan.plan_sheet import CodeForm, Content, Edge, PlanColumn, PlanSheet
from ovpsheets.words import Severity

EACH: Final = "each"
"""In the place of a language: there is such a column for each language in use."""

USUAL: Final = "usual"
"""In the place of a default: the language for which none is named."""


def _wording(
    stem: str, *, first: float = 44, other: float = 28, kept: str = ""
) -> tuple[PlanColumn, ...]:
    """Return the columns of a text, one for each language; the usual language's is the widest."""
    return (PlanColumn(stem, width=other, widest=first, stem=kept or stem, language=EACH),)


def _one_of(stem: str) -> tuple[tuple[str, ...], ...]:
    return ((stem,),)


def _code(width: float = 9) -> PlanColumn:
    return PlanColumn("code", Content.CODE, width, required=True)


def _reference(key: str, sheet: str, width: float, *, required: bool = False) -> PlanColumn:
    return PlanColumn(key, Content.CODE, width, required=required, refers=sheet)


_PLAN: Final = PlanSheet(
    "plan",
    (
        _code(),
        *_wording("title"),
        PlanColumn("start", Content.DAY, required=True, edge=Edge.FIRST),
        PlanColumn("end", Content.DAY, required=True, edge=Edge.LAST),
        _reference("coordinator", "institutions", 14, required=True),
        PlanColumn("submit_days", Content.WHOLE, default="10"),
        PlanColumn("publish_days", Content.WHOLE, default="15"),
        PlanColumn("languages", Content.CHOICES, choices="language", default=USUAL),
        PlanColumn("threshold", Content.WHOLE, default="5"),
        PlanColumn("threshold_breakdown", Content.WHOLE, default="10"),
    ),
    any_of=_one_of("title"),
    in_order=(("start", "end"), ("submit_days", "publish_days")),
    code_form=CodeForm.PLAN,
    upright=True,
)

_INSTITUTIONS: Final = PlanSheet(
    "institutions",
    (
        _code(10),
        *_wording("name", first=32, other=22),
        *_wording("short", first=13.5, other=13.5),
        PlanColumn("aliases", Content.TEXTS, 19),
        PlanColumn("kind", width=13),
        PlanColumn("contact", width=17),
        PlanColumn("email", width=21),
        PlanColumn("cc", width=19),
        PlanColumn("language", Content.CHOICE, 13, choices="language", default=USUAL),
        PlanColumn("from", Content.DAY, 11.5, edge=Edge.FIRST),
        PlanColumn("to", Content.DAY, 11.5, edge=Edge.LAST),
    ),
    any_of=_one_of("name"),
    in_order=(("from", "to"),),
    code_form=CodeForm.NAME,
    filled=True,
)

_COMMITMENTS: Final = PlanSheet(
    "commitments",
    (
        _code(),
        *_wording("title", first=52, other=36),
        PlanColumn("area", width=26),
        _reference("coordinator", "institutions", 14),
    ),
    any_of=_one_of("title"),
    code_form=CodeForm.DIGITS,
    filled=True,
)

_ACTIVITIES: Final = PlanSheet(
    "activities",
    (
        _code(10),
        _reference("commitment", "commitments", 11, required=True),
        *_wording("text"),
        PlanColumn("start", Content.DAY, 11.5, required=True, edge=Edge.FIRST),
        PlanColumn("deadline", Content.DAY, 11.5, required=True, edge=Edge.LAST),
        _reference("holder", "institutions", 12, required=True),
        PlanColumn("co_holders", Content.CODES, 17, refers="institutions"),
        PlanColumn("old_codes", Content.CODES, 12),
    ),
    any_of=_one_of("text"),
    in_order=(("start", "deadline"),),
    code_form=CodeForm.DIGITS,
    filled=True,
)

_INDICATORS: Final = PlanSheet(
    "indicators",
    (
        _code(10),
        _reference("activity", "activities", 12.5, required=True),
        *_wording("text", first=31, other=20),
        PlanColumn("kind", Content.CHOICE, 11, required=True, choices="kind"),
        PlanColumn("unit", width=11),
        PlanColumn("baseline", Content.MEASURE, 11),
        PlanColumn("target", Content.MEASURE, 11),
        PlanColumn(
            "accumulation", Content.CHOICE, 14.5, choices="accumulation", default="cumulative"
        ),
        PlanColumn("direction", Content.CHOICE, 10, choices="direction", default="up"),
        PlanColumn("reported_by", Content.CODES, 14, refers="institutions"),
        PlanColumn("combine", Content.CHOICE, 14.5, choices="combine"),
        PlanColumn("persons", Content.CHOICE, 9, choices="yes_no"),
        _reference("part_of", "indicators", 10),
        *_wording("unit", first=14, other=11, kept="units"),
        PlanColumn("old_codes", Content.CODES, 12),
    ),
    any_of=_one_of("text"),
    code_form=CodeForm.DIGITS,
)

_CALENDAR: Final = PlanSheet(
    "calendar",
    (
        PlanColumn("quarter", Content.QUARTER, 16, required=True),
        PlanColumn("submit_by", Content.DAY, 20, required=True),
        PlanColumn("publish_by", Content.DAY, 20, required=True),
    ),
    in_order=(("submit_by", "publish_by"),),
    required=False,
)

_REASONS: Final = PlanSheet(
    "reasons",
    (_code(18), *_wording("text", other=44)),
    any_of=_one_of("text"),
    code_form=CodeForm.NAME,
    required=False,
)

_WAIVERS: Final = PlanSheet(
    "waivers",
    (
        PlanColumn("rule", width=22, required=True),
        _reference("institution", "institutions", 14),
        _reference("activity", "activities", 12),
        _reference("indicator", "indicators", 12),
        PlanColumn("from", Content.DAY, 11.5, edge=Edge.FIRST),
        PlanColumn("until", Content.DAY, 11.5, edge=Edge.LAST),
        PlanColumn("reason", width=44),
        PlanColumn("decided_by", width=26),
    ),
    in_order=(("from", "until"),),
    required=False,
)

_COLUMNS: Final = PlanSheet(
    "columns",
    (
        _code(13),
        PlanColumn("table", Content.CHOICE, 13, required=True, choices="form_table"),
        *_wording("heading", first=25, other=18),
        *_wording("help", first=30, other=20),
        PlanColumn("kind", Content.CHOICE, 12, required=True, choices="content"),
        PlanColumn("choices", Content.TEXTS, 20, stem="choices", language=EACH),
        PlanColumn("required", Content.CHOICE, 16, choices="needed"),
        PlanColumn("published", Content.CHOICE, 14, choices="yes_no", default="no"),
        PlanColumn("persons", Content.CHOICE, 11, choices="yes_no"),
    ),
    any_of=_one_of("heading"),
    code_form=CodeForm.KEY,
    required=False,
)

_CHECKS: Final = PlanSheet(
    "checks",
    (
        _code(15),
        PlanColumn("expression", width=38, required=True),
        PlanColumn("for", Content.CODES, 18),
        PlanColumn(
            "severity", Content.CHOICE, 13, choices="severity", default=Severity.IMPORTANT.value
        ),
        *_wording("text", first=44, other=28),
        PlanColumn("from", Content.DAY, 11.5, edge=Edge.FIRST),
        PlanColumn("until", Content.DAY, 11.5, edge=Edge.LAST),
    ),
    any_of=_one_of("text"),
    in_order=(("from", "until"),),
    code_form=CodeForm.KEY,
    required=False,
)

_AMENDMENTS: Final = PlanSheet(
    "amendments",
    (
        PlanColumn("of", Content.CODE, 14, required=True),
        PlanColumn("what", Content.CHOICE, 14, required=True, choices="amended"),
        PlanColumn("value", width=18, required=True),
        PlanColumn("from", Content.DAY, 13, required=True, edge=Edge.FIRST),
        PlanColumn("decision", width=52),
    ),
    required=False,
)

_DOUBTS: Final = PlanSheet(
    "doubts",
    (
        PlanColumn("sheet", width=16, required=True),
        PlanColumn("row", width=12),
        PlanColumn("column", width=22, required=True),
        PlanColumn("value", width=30),
        PlanColumn("why", width=52, required=True),
        PlanColumn("source", width=40),
        PlanColumn("seen", width=18),
    ),
    required=False,
    only_filled=True,
)

DECLARED: Final = (
    _PLAN, _INSTITUTIONS, _COMMITMENTS, _ACTIVITIES, _INDICATORS, _CALENDAR, _REASONS, _WAIVERS,
    _COLUMNS, _CHECKS, _AMENDMENTS, _DOUBTS,
)  # fmt: skip
