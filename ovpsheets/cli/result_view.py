"""The findings, counters and dates of a quarter, as one line each."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import click
import pandas as pd

from ovpsheets.cli.show import UNBROKEN
from ovpsheets.cli.text_table import harmless
from ovpsheets.journeys.merged import Merged
from ovpsheets.results.report import Counters
from ovpsheets.results.report.counters import statuses_shown
from ovpsheets.results.report.open_items import open_disputes, open_findings
from ovpsheets.tables import counted
from ovpsheets.texts import Texts
from ovpsheets.words import SEVERITIES, Severity

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
    return " · ".join(f"{severity_word(key, texts)} {texts.number(n)}" for key, n in counts.items())


def endings(counts: Mapping[str, int], texts: Texts) -> str:
    """Return in one line how many forms ended in which way; texts of mails, evidence apart."""
    return " · ".join(
        texts(f"cli.ended.{kind}", n=count).replace(" ", UNBROKEN)
        for kind, count in counts.items()
        if count
    )


def counters(found: Counters, texts: Texts) -> str:
    """Return the portal's counters in one line."""
    entries = (
        f"{texts(f'words.status.{status}')} {texts.number(found.of(status))}"
        for status in statuses_shown(found)
    )
    return " · ".join(entry.replace(" ", UNBROKEN) for entry in entries)


def day_and_distance(day: date, days: int, texts: Texts) -> str:
    """Return a day, and how far it is: „10 октомври 2022 година (уште 3 дена)“."""
    key = "today" if days == 0 else "left" if days > 0 else "past"
    return f"{texts.long_date(day)} ({texts(f'cli.days.{key}', n=abs(days))})"


def quarter_facts(
    merged: Merged, texts: Texts, *, is_asked: bool = True
) -> Iterator[tuple[str, str]]:
    """Yield what is said of every quarter that is under way, wherever it is told.

    *is_asked*: whether anybody was sent a form; where nobody was, nobody owes anything.
    """
    dates = merged.dates
    to_submit, to_publish = (
        (day - merged.as_of).days for day in (dates.submit_by, dates.publish_by)
    )
    yield texts("cli.submit_by"), day_and_distance(dates.submit_by, to_submit, texts)
    yield texts("cli.publish_by"), day_and_distance(dates.publish_by, to_publish, texts)
    returned, expected = merged.returned()
    if not is_asked and not returned:
        return
    yield texts("cli.returned"), texts("cli.of", n=returned, total=expected)
    if missing := merged.without_return():
        key = "missing" if to_submit < 0 else "awaited"
        names = map(harmless, merged.silent_labels(texts))
        yield texts(f"cli.{key}", n=len(missing)), texts.listing(names)
    yield texts("cli.open_findings"), severities(severity_counts(open_findings(merged)), texts)
    if disputes := open_disputes(merged):
        yield texts("cli.to_decide"), str(len(disputes))
