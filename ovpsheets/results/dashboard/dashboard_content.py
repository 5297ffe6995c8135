"""The quarters on one page: counters, forms in time, and every indicator with its trend.

Of a large plan the indicators of each commitment stand on a page of their own.

Whatever a number, a mark or a sentence says here stands in the tables of the report and of its
history; of what was published, so, only what was published. No word of a member's is here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from ovpsheets.kinds import ReadAs
from ovpsheets.plan.measured import in_words, measured, planned
from ovpsheets.plan.model import Commitment, Indicator
from ovpsheets.results.dashboard.dashboard_charts import (
    TREND_STROKE,
    Chart,
    Trend,
    chart,
    trend,
    trend_width,
)
from ovpsheets.results.narrative import TOGETHER, PartNames
from ovpsheets.results.report import PORTAL_ORDER, Report
from ovpsheets.results.report.milestones import Said, wording
from ovpsheets.results.report.punctuality import Punctuality, punctuality
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import Flag, Language, Status
from ovpsheets.writing.page_templates import render_page

NOTHING: Final = "–"
"""Stands where no number is known, or none is published."""

_MARKED: Final = frozenset({Flag.NOT_AVAILABLE, Flag.NOT_APPLICABLE, Flag.CONFIDENTIAL})


@dataclass(frozen=True, slots=True)
class DashboardRow:
    """A row of a table: its head, its trend where it has one, and a cell for each quarter."""

    head: str
    said: Said | None
    cells: tuple[str, ...]
    facts: tuple[str, ...] = ()
    trend: Trend | None = None


@dataclass(frozen=True, slots=True)
class DashboardSection:
    """The indicators of a commitment; ``counted`` says how many they are.

    ``file``: the page on which they stand, "" where it is this one.
    """

    code: str
    heading: str
    title: Said
    rows: tuple[DashboardRow, ...]
    counted: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The page in one language. ``quarters``: as ``2022-Q3``, the oldest first.

    ``whole``: the page to which that of a commitment leads back, "" on the front.
    """

    language: Language
    title: str
    subtitle: Said
    draft_mark: str
    draft_note: str
    points: tuple[str, ...]
    quarters: tuple[str, ...]
    counters: tuple[Chart, ...]
    counter_rows: tuple[DashboardRow, ...]
    punctual: Chart | None
    punctual_quarters: tuple[str, ...]
    punctual_rows: tuple[DashboardRow, ...]
    sections: tuple[DashboardSection, ...]
    legend: tuple[tuple[str, str], ...]
    labels: Mapping[str, str]
    whole: str = ""

    @property
    def trend_width(self) -> int:
        """Return how wide a trend is, in pixels."""
        return trend_width(len(self.quarters))

    @property
    def stroke(self) -> int:
        """Return how wide the columns of a trend are."""
        return TREND_STROKE

    @property
    def is_front(self) -> bool:
        """Tell whether the indicators stand on other pages."""
        return any(section.file for section in self.sections)

    @property
    def is_long(self) -> bool:
        """Tell whether it has so many indicators that each commitment's are opened one by one."""
        return not self.whole and sum(len(one.rows) for one in self.sections) > _MOST_OPEN


_MOST_OPEN: Final = 60
"""Indicators that stand on the page from the start: about four printed pages."""


def dashboard_pages(
    report: Report, texts: Texts, names: PartNames = TOGETHER, *, final: bool = False
) -> Iterator[tuple[str, bytes]]:
    """Yield the page in the language of *texts* under "", then of each commitment apart its own.

    *names*: which commitments are, and what their pages are called; *final*: it is what is
    published, no draft.
    """
    whole = dashboard(report, texts, final=final)
    files = names.of("dashboard", "html")
    yield "", _rendered(_front(whole, files))
    for section in whole.sections:
        if section.code in files:
            quarter = texts.quarter(report.quarter)
            title = texts("dashboard.title_of", commitment=section.heading, quarter=quarter)
            yield section.code, _rendered(_apart(whole, section, title, names.whole))


def _rendered(board: Dashboard) -> bytes:
    return render_page("dashboard.html.j2", board=board)


def _front(whole: Dashboard, files: Mapping[str, str]) -> Dashboard:
    """Return the page with the files of *files* in the place of their indicators."""
    sections = (
        replace(own, rows=(), file=files[own.code]) if own.code in files else own
        for own in whole.sections
    )
    return replace(whole, sections=tuple(sections))


def _apart(whole: Dashboard, section: DashboardSection, title: str, back: str) -> Dashboard:
    """Return the page of a commitment, from which *back* leads to the front."""
    return replace(whole, title=title, subtitle=section.title, sections=(section,), whole=back)


def dashboard(report: Report, texts: Texts, *, final: bool = False) -> Dashboard:
    """Return what the page says of *report* and the quarters before it."""
    counted = report.counters_over_time()
    counters = {
        str(quarter): row for quarter, row in zip(counted.index, records(counted), strict=True)
    }
    shown = _counters(counters)
    forms = punctuality(report)
    day = texts.long_date(report.as_of)
    return Dashboard(
        language=texts.language,
        title=texts("dashboard.title", quarter=texts.quarter(report.quarter)),
        subtitle=wording(report.plan.title, texts.language),
        draft_mark="" if final else texts("dashboard.draft.mark"),
        draft_note="" if final else texts("dashboard.draft.note", day=day),
        points=tuple(_points(counters, forms, texts)),
        quarters=tuple(counters),
        counters=tuple(_counter_chart(key, counters, texts) for key in shown),
        counter_rows=tuple(_counter_row(key, counters, texts) for key in ("total", *shown)),
        punctual=_punctual_chart(forms, texts),
        punctual_quarters=tuple(one.quarter for one in forms),
        punctual_rows=tuple(_punctual_rows(forms, texts)),
        sections=tuple(_sections(report, tuple(counters), texts)),
        legend=tuple((mark, texts(f"dashboard.legend.{key}")) for key, mark in _LEGEND.items()),
        labels={key: texts(f"dashboard.label.{key}") for key in _LABELS},
    )


_LEGEND: Final = {"x": "[x]", "z": "[z]", "c": "[c]", "nothing": NOTHING}
_LABELS: Final = (
    "points", "counters", "counter", "forms", "indicators", "indicator", "trend", "legend",
    "institution", "target", "contents", "no_indicators", "figures", "whole",
)  # fmt: skip

_Counted = Mapping[str, Mapping[str, int]]
"""Quarter → its counters."""


def _counters(counted: _Counted) -> tuple[str, ...]:
    """Return the counters that have a chart."""
    waiting = any(row["not_due"] for row in counted.values())
    statuses = (*PORTAL_ORDER, Status.NO_REPORT, *((Status.NOT_DUE,) if waiting else ()))
    return (*map(str, statuses), "past_deadline")


def _counter(key: str, texts: Texts) -> str:
    places = ("words.status", "dashboard.counter", "summary.counter")
    return texts(next(own for place in places if texts.has(own := f"{place}.{key}")))


def _counter_chart(key: str, counted: _Counted, texts: Texts) -> Chart:
    most = max((row["total"] for row in counted.values()), default=1)
    told = [(q, float(row[key]), texts.number(row[key])) for q, row in counted.items()]
    return chart(key, _counter(key, texts), told, most)


def _counter_row(key: str, counted: _Counted, texts: Texts) -> DashboardRow:
    cells = tuple(texts.number(row[key]) for row in counted.values())
    return DashboardRow(_counter(key, texts), None, cells)


def _points(counted: _Counted, forms: Sequence[Punctuality], texts: Texts) -> Iterator[str]:
    """Yield what the figures say in sentences: less of something never without what is missing."""
    *earlier, now = counted.values()
    before = earlier[-1] if earlier else None
    for key in ("completed", "past_deadline"):
        said = texts(f"dashboard.point.{key}", n=now[key], total=now["total"])
        if before is not None:
            said = f"{said} {texts('dashboard.point.before', n=before[key], total=before['total'])}"
        yield said
    if now["no_report"]:
        yield texts("dashboard.point.no_report", n=now["no_report"], total=now["total"])
    last = forms[-1]
    if last.undated:
        yield texts("dashboard.point.returned", n=last.returned, expected=last.expected)
    else:
        yield texts("dashboard.point.on_time", n=last.on_time, expected=last.expected)


def _punctual_chart(forms: Sequence[Punctuality], texts: Texts) -> Chart | None:
    if all(one.share is None for one in forms):
        return None
    told = [(one.quarter, one.share, _percent(one.share, texts)) for one in forms]
    return chart("on_time", texts("dashboard.forms.share"), told, 1.0)


def _percent(share: float | None, texts: Texts) -> str:
    if share is None:
        return NOTHING
    return texts("dashboard.percent", number=texts.number(round(100 * share)))


def _punctual_rows(forms: Sequence[Punctuality], texts: Texts) -> Iterator[DashboardRow]:
    keys = ["expected", "returned", "on_time", "late"]
    if any(one.undated for one in forms):
        keys.append("undated")
    for key in keys:
        cells = tuple(texts.number(getattr(one, key)) for one in forms)
        yield DashboardRow(texts(f"dashboard.forms.{key}"), None, cells)
    shares = tuple(_percent(one.share, texts) for one in forms)
    yield DashboardRow(texts("dashboard.forms.share"), None, shares)


# ------------------------------------------------------------------ indicators


def _sections(report: Report, quarters: Sequence[str], texts: Texts) -> Iterator[DashboardSection]:
    """Yield the commitments that have indicators with numbers, or with a yes or no."""
    rows: dict[str, list[DashboardRow]] = {}
    for own, institution, values in _series(report):
        activity = report.plan.find_activity(own.activity)
        if activity is not None and own.kind.read_as in _SHOWN:
            row = _indicator(report, own, institution, values, quarters, texts)
            rows.setdefault(activity.commitment, []).append(row)
    for commitment in report.plan.commitments:
        if n := len(rows.get(commitment.code, ())):
            yield DashboardSection(
                commitment.code,
                _heading(commitment, texts),
                wording(commitment.title, texts.language),
                tuple(rows[commitment.code]),
                texts("dashboard.indicators", n=n, number=texts.number(n)),
            )


_SHOWN: Final = (ReadAs.NUMBER, ReadAs.YES_NO)

_Values = Mapping[str, Mapping[str, Any]]
"""Quarter → the row of ``indicators``."""


def _heading(commitment: Commitment, texts: Texts) -> str:
    return texts("consolidated.commitment", code=commitment.code)


def _series(report: Report) -> Iterator[tuple[Indicator, str, _Values]]:
    """Yield each indicator of the plan with who reported it and its rows, in plan order."""
    both = pd.concat([report.history.indicators, report.tables.indicators])
    found: dict[str, dict[str, dict[str, Mapping[str, Any]]]] = {}
    for row in records(both):
        own = found.setdefault(row["indicator"], {}).setdefault(row["institution"] or "", {})
        own[row["quarter"]] = row
    for indicator in report.plan.indicators:
        for institution, values in found.get(indicator.code, {}).items():
            yield indicator, institution, values


def _indicator(
    report: Report,
    own: Indicator,
    institution: str,
    values: _Values,
    quarters: Sequence[str],
    texts: Texts,
) -> DashboardRow:
    told = [(quarter, *_told(own, values.get(quarter), texts)) for quarter in quarters]
    text = wording(own.text, texts.language)
    name = report.institution_label(institution, texts.language) if institution else ""
    unit = "" if own.kind.is_share else own.unit_in(texts.language)
    target = _target(own, values[max(values)], texts)
    return DashboardRow(
        own.code,
        text,
        tuple(said for _, _, said in told),
        (name or NOTHING, target, unit),
        trend([value for _, value, _ in told]) if own.kind.is_number else None,
    )


def _told(own: Indicator, row: Mapping[str, Any] | None, texts: Texts) -> tuple[float | None, str]:
    """Return the number of a quarter, and what stands in its cell: it, or a mark."""
    if row is None:
        return None, NOTHING
    value = measured(own.kind, row["value"], row["text"])
    if isinstance(value, bool):
        return None, in_words(value, texts)
    if isinstance(value, float):
        return value, _number(own, value, texts)
    flag = row["flag"]
    return None, texts(f"summary.answer.value.{flag}") if flag in _MARKED else NOTHING


def _target(own: Indicator, row: Mapping[str, Any], texts: Texts) -> str:
    said = planned(own.kind, own.target if row["target"] is None else row["target"])
    if isinstance(said, float):
        return _number(own, said, texts)
    return in_words(said, texts) if isinstance(said, bool) else NOTHING


def _number(own: Indicator, value: float, texts: Texts) -> str:
    number = texts.number(value)
    return texts("dashboard.percent", number=number) if own.kind.is_share else number
