"""How a merged quarter shows itself in a notebook: counters, returns, findings."""

from html import escape

from ovpsheets.results.report import Report
from ovpsheets.results.report.counters import statuses_shown
from ovpsheets.tables import counted
from ovpsheets.texts import Texts


def merged_html(report: Report, texts: Texts) -> str:
    """Return a short HTML fragment; everything in it is escaped."""
    counters = report.counters()
    returned, expected = report.returned()
    cards = [
        (texts(f"words.status.{status}"), f"{counters.of(status)}/{counters.total}")
        for status in statuses_shown(counters)
    ]
    cards.append((texts("notebook.returned"), f"{returned}/{expected}"))
    cells = "".join(
        f"<td><b>{escape(figure)}</b><br>{escape(words)}</td>" for words, figure in cards
    )
    open_ = counted(report.tables.findings)
    findings = open_[["severity", "institution", "message"]].head(10)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(str(value))}</td>' for value in row)}</tr>"
        for row in findings.fillna("").itertuples(index=False)
    )
    more = texts("notebook.findings", n=len(open_))
    title = f"{report.plan.code} – {texts.quarter(report.quarter)}"
    return (
        f"<h3>{escape(title)}</h3><table><tr>{cells}</tr></table>"
        f"<p>{escape(more)}</p><table>{rows}</table>"
    )
