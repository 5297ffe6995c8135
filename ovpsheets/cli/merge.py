"""``ovpsheets merge``: what came back, judged and put together."""

from collections.abc import Iterator
from datetime import date

import click

from ovpsheets.cli import show
from ovpsheets.cli.exit_codes import ExitCode
from ovpsheets.cli.group import Command, Option
from ovpsheets.cli.parameters import (
    as_assumption,
    as_of_option,
    as_severity,
    json_option,
    quarter_argument,
)
from ovpsheets.cli.session import Session
from ovpsheets.cli.table import Column, harmless
from ovpsheets.intake.reconcile import Settled
from ovpsheets.journeys.merge import Merged
from ovpsheets.quarter import Quarter
from ovpsheets.results.write import Written
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import SEVERITIES, Used
from ovpsheets.workspace.quarterly import merge_quarter


@click.command("merge", cls=Command)
@quarter_argument
@as_of_option
@click.option("--fail-on", "fail_on", type=as_severity, cls=Option)
@click.option("--assume", "assume", type=as_assumption, multiple=True, cls=Option)
@json_option
@click.pass_context
def merge(
    ctx: click.Context,
    *,
    quarter: Quarter,
    as_of: date | None,
    fail_on: str | None,
    assume: tuple[tuple[str, str], ...],
    as_json: bool,
) -> None:
    """Read the returned files, judge them, write the results."""
    session: Session = ctx.obj
    show.progress(session.texts("cli.merge.progress"))
    merged, written = merge_quarter(
        session.workspace, quarter, as_of or date.today(), session.language, dict(assume)
    )
    if as_json:
        show.as_json(_as_values(merged, written))
    else:
        _tell(session, merged, written)
    if fail_on and reached(merged, fail_on):
        ctx.exit(ExitCode.FINDINGS)


def reached(merged: Merged, severity: str) -> bool:
    """Tell whether there is a finding of *severity* or worse."""
    counts = show.severity_counts(merged.findings)
    limit = [item.value for item in SEVERITIES].index(severity)
    return any(counts[item.value] for item in SEVERITIES[: limit + 1])


def answer_facts(merged: Merged, texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield what a coordinator wants to know first: who answered, how much, what is wrong."""
    returned, expected = merged.returned()
    yield texts("cli.returned"), texts("cli.of", n=returned, total=expected)
    if missing := merged.without_return():
        names = [merged.institution_label(code, texts.language) for code in missing]
        yield texts("cli.missing", n=len(missing)), texts.listing(names)
    yield texts("cli.milestones"), show.counters(merged.counters(), texts)
    for label, given, asked in (
        ("answered", "answered", "activities"),
        ("given", "given", "indicators"),
    ):
        done, total = merged.institutions[given].sum(), merged.institutions[asked].sum()
        yield texts(f"cli.{label}"), texts("cli.of", n=int(done), total=int(total))
    yield (
        texts("cli.findings"),
        show.severities(show.severity_counts(merged.findings), texts),
    )
    yield texts("cli.unplaced"), str(len(merged.unplaced))


def _tell(session: Session, merged: Merged, written: Written) -> None:
    texts = session.texts
    quarter, day = texts.quarter(merged.quarter), texts.long_date(merged.as_of)
    show.heading(texts("cli.merge.title", quarter=quarter, day=day))
    show.line()
    if merged.settled:
        _files(merged, texts)
    else:
        show.line(texts("cli.merge.no_files"))
        show.verbatim(session.workspace.quarter(merged.quarter).returns)
    if merged.skipped:
        names = ", ".join(harmless(name) for name in merged.skipped)
        show.line(texts("cli.merge.skipped", files=names, n=len(merged.skipped)))
    show.line()
    show.facts(answer_facts(merged, texts))
    show.line()
    show.line(texts("cli.merge.results"))
    for path in written.files:
        if path.parent == written.folder:
            show.verbatim(path)
    show.verbatim(session.workspace.quarter(merged.quarter).data)
    if written.copies:
        show.line()
        show.line(texts("cli.merge.copies", n=len(written.copies)))
        for path in written.copies:
            show.verbatim(path)


def _files(merged: Merged, texts: Texts) -> None:
    columns = [
        Column(texts("cli.column.institution")),
        Column(texts("cli.column.file"), flexible=True),
        Column(texts("cli.column.received"), align="right"),
        Column(texts("cli.column.ending"), flexible=True),
    ]
    order = {item.code: number for number, item in enumerate(merged.plan.institutions)}
    ends = zip(merged.settled, merged.returns["reason"], strict=True)
    # Stable: the files of one institution stay in the order in which they were found.
    ends_in_order = sorted(ends, key=lambda end: order.get(end[0].returned.institution, len(order)))
    show.rows(columns, [_file(merged, *end, texts) for end in ends_in_order])


def _file(merged: Merged, item: Settled, reason: str, texts: Texts) -> tuple[str, ...]:
    returned = item.returned
    return (
        harmless(merged.institution_label(returned.institution, texts.language)) or "–",
        harmless(returned.name),
        texts.short_date(returned.received),
        harmless(_ending(item, reason, texts)),
    )


def _ending(item: Settled, reason: str, texts: Texts) -> str:
    word = texts(f"words.used.{item.used}")
    if item.used is Used.USED:
        return word
    if item.reason == "superseded" and item.by:
        return f"{word}: {item.by.name}"
    return f"{word}: {reason}"


def _as_values(merged: Merged, written: Written) -> dict[str, object]:
    returned, expected = merged.returned()
    counters = merged.counters()
    return {
        "quarter": str(merged.quarter),
        "as_of": merged.as_of,
        "expected": expected,
        "returned": returned,
        "missing": merged.without_return(),
        "counters": {name: getattr(counters, name) for name in counters.__slots__},
        "findings": show.severity_counts(merged.findings),
        "unplaced": len(merged.unplaced),
        "files": records(merged.returns),
        "skipped": list(merged.skipped),
        "results": [path.as_posix() for path in written.files],
        "copies": [path.as_posix() for path in written.copies],
    }
