"""The findings, counters and dates of a quarter, as one line each."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import click
import pandas as pd

from ovpsheets.cli.show import UNBROKEN
from ovpsheets.cli.text_table import harmless
from ovpsheets.results.report import Counters
from ovpsheets.results.report.counters import statuses_shown
from ovpsheets.tables import counted
from ovpsheets.texts import Texts
from ovpsheets.words import SEVERITIES, Severity
from ovpsheets.workspace.status import QuarterStatus

_COLOURS: Final = {Severity.URGENT: "red", Severity.IMPORTANT: "yellow", Severity.CHECK: "cyan"}


def severity_word(severity: str, texts: Texts) -> str:
    """Return a severity as people read it, in its colour."""
    return click.style(texts(f"words.severity.{severity}"), fg=_COLOURS[Severity(severity)])


def severity_counts(findings: pd.DataFrame) -> dict[str, int]:
    """Return how many findings there are of each severity, worst first."""
    own = counted(findings)["severity"]
    return {s.value: int((own == s.value).sum()) for s in SEVERITIES}


def severities(counts: Mapping[str, int], texts: Texts) -> str:
    """Return the findings by severity in one line."""
    if not any(counts.values()):
        return texts("cli.no_findings")
    return " · ".join(f"{severity_word(key, texts)} {n}" for key, n in counts.items())


def counters(found: Counters, texts: Texts) -> str:
    """Return the portal's counters in one line."""
    entries = (
        f"{texts(f'words.status.{status}')} {found.of(status)}" for status in statuses_shown(found)
    )
    return " · ".join(entry.replace(" ", UNBROKEN) for entry in entries)


def day_and_distance(day: date, days: int, texts: Texts) -> str:
    """Return a day, and how far it is: „10 октомври 2022 година (уште 3 дена)“."""
    key = "today" if days == 0 else "left" if days > 0 else "past"
    return f"{texts.long_date(day)} ({texts(f'cli.days.{key}', n=abs(days))})"


def quarter_facts(status: QuarterStatus, texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield what is said of every quarter that is under way, wherever it is told."""
    merged, dates = status.merged, status.merged.dates
    returned, expected = merged.returned()
    yield texts("cli.submit_by"), day_and_distance(dates.submit_by, status.days_to_submit, texts)
    yield texts("cli.publish_by"), day_and_distance(dates.publish_by, status.days_to_publish, texts)
    yield texts("cli.returned"), texts("cli.of", n=returned, total=expected)
    if missing := merged.without_return():
        names = map(harmless, merged.silent_labels(texts))
        yield texts("cli.missing", n=len(missing)), texts.listing(names)
    yield texts("cli.findings"), severities(severity_counts(merged.tables.findings), texts)
