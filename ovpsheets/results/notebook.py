"""How a merged quarter shows itself: in a notebook with counters and findings, else in a line."""

from html import escape
from typing import Any, Final

from ovpsheets.results.report import Report
from ovpsheets.results.report.counters import statuses_shown
from ovpsheets.tables import counted, records
from ovpsheets.texts import Texts
from ovpsheets.words import Severity
from ovpsheets.writing.look import look

_MOST: Final = 10
"""So many findings are shown; the table ``findings`` has them all."""

_BACKGROUNDS: Final = {Severity.URGENT: "bad", Severity.IMPORTANT: "warn", Severity.CHECK: "panel"}
_CARD: Final = "text-align:left;padding:6px 14px;border-left:5px solid {colour}"
_CELL: Final = "text-align:left;vertical-align:top"


def merged_html(report: Report, texts: Texts) -> str:
    """Return a short HTML fragment; everything in it is escaped, and no address is in it."""
    counters = report.counters()
    returned, expected = report.returned()
    cards = [
        _card(
            look().colour(status),
            texts("notebook.of", n=counters.of(status), total=counters.total),
            texts(f"words.status.{status}"),
        )
        for status in statuses_shown(counters)
    ]
    figure = texts("notebook.of", n=returned, total=expected)
    cards.append(_card(look().colour("navy"), figure, texts("notebook.returned")))
    found = records(counted(report.tables.findings))
    rows = "".join(_row(report, finding, texts) for finding in found[:_MOST])
    title = f"{report.plan.code} – {texts.quarter(report.quarter)}"
    rest = f"<p>{escape(texts('notebook.more', n=len(found) - _MOST))}</p>" if found[_MOST:] else ""
    return (
        f"<h3>{escape(title)}</h3><table><tr>{''.join(cards)}</tr></table>"
        f"<p>{escape(texts('notebook.findings', n=len(found)))}</p><table>{rows}</table>{rest}"
    )


def merged_line(report: Report) -> str:
    """Return a line in English: what a program, a log or a debugger shows."""
    returned, expected = report.returned()
    counters = report.counters()
    return (
        f"<{type(report).__name__} {report.plan.code} {report.quarter}, as of {report.as_of}: "
        f"{returned} of {expected} forms returned, activities: {counters.total}, "
        f"findings: {len(counted(report.tables.findings))}>"
    )


def _card(colour: str, figure: str, words: str) -> str:
    style = _CARD.format(colour=colour)
    return f'<td style="{style}"><b>{escape(figure)}</b><br>{escape(words)}</td>'


def _row(report: Report, finding: dict[str, Any], texts: Texts) -> str:
    severity = Severity(finding["severity"])
    institution = report.plan.find_institution(finding["institution"])
    said = (
        texts(f"words.severity.{severity}"),
        institution.label(texts.language) if institution else finding["institution"] or "",
        finding["message"] or "",
    )
    cells = "".join(f'<td style="{_CELL}">{escape(text)}</td>' for text in said)
    # Its own ink: a notebook's dark theme writes in white.
    style = f"background:{look().colour(_BACKGROUNDS[severity])};color:{look().colour('ink')}"
    return f'<tr style="{style}">{cells}</tr>'
