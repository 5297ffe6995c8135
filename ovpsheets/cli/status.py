"""``ovpsheets status``: who returned what, and how much time is left."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

import click

from ovpsheets.cli import show
from ovpsheets.cli.ending import ended
from ovpsheets.cli.result_view import quarter_facts, severity_counts
from ovpsheets.cli.session import Session
from ovpsheets.cli.text_table import TextColumn
from ovpsheets.quarter import Quarter
from ovpsheets.results.consolidated import CONSOLIDATED
from ovpsheets.texts import Texts
from ovpsheets.workspace.following import look
from ovpsheets.workspace.status import QuarterStatus, Share, Standing


def status(
    session: Session, *, quarter: Quarter, as_of: date | None, jobs: int | None, as_json: bool
) -> None:
    """Say who returned a form and who is missing; writes nothing."""
    with show.progress_bar(session.texts("cli.merge.progress")) as tell:
        found = session.reading(jobs, tell).status(quarter, as_of=as_of)
    if as_json:
        show.as_json(_as_values(found))
    else:
        _tell(found, session.texts)
    merged = session.workspace.folder(quarter).results / CONSOLIDATED
    ended(session, look(merged if merged.is_file() else None), as_json=as_json)


def _tell(found: QuarterStatus, texts: Texts) -> None:
    merged = found.merged
    quarter, day = texts.quarter(merged.quarter), texts.long_date(merged.as_of)
    show.heading(texts("cli.status.title", quarter=quarter, day=day))
    if merged.amended:
        show.line(texts("cli.plan_amended"))
    show.line()
    _table(found, texts)
    show.line()
    show.facts(_facts(found, texts))
    if not any(standing.form for standing in found.standings):
        show.line()
        show.line(texts("cli.status.no_forms", quarter=str(merged.quarter)))


def _table(found: QuarterStatus, texts: Texts) -> None:
    columns = [
        TextColumn(texts("cli.column.institution"), flexible=True),
        TextColumn(texts("cli.column.form")),
        TextColumn(texts("cli.column.returned")),
        TextColumn(texts("cli.column.activities"), align="right"),
        TextColumn(texts("cli.column.indicators"), align="right"),
        TextColumn(texts("cli.column.complete")),
        TextColumn(texts("cli.column.open"), align="right"),
        TextColumn(texts("cli.column.shown")),
        TextColumn(texts("cli.column.punctual"), align="right"),
    ]
    show.rows(columns, [_row(found, standing, texts) for standing in found.standings])


def _row(found: QuarterStatus, standing: Standing, texts: Texts) -> tuple[str, ...]:
    label = found.merged.institution_label(standing.institution, texts.language)
    punctual = _share(standing.punctual)
    if not standing.expected:
        nothing = texts("cli.status.nothing_due")
        return label, "–", nothing, "–", "–", "–", str(standing.open), "–", punctual
    return (
        label,
        f"R{standing.form.revision}" if standing.form else "–",
        _returned(standing, texts),
        f"{standing.answered}/{standing.activities}",
        f"{standing.given}/{standing.indicators}",
        texts("words.yes" if standing.complete else "words.no"),
        str(standing.open),
        texts.short_date(standing.shown) if standing.shown else "–",
        punctual,
    )


def _share(share: Share) -> str:
    return f"{share.n}/{share.of}" if share.of else "–"


def _returned(standing: Standing, texts: Texts) -> str:
    if standing.received is None:
        if standing.wrote:
            day = texts.short_date(standing.wrote)
            return click.style(texts("cli.status.wrote", day=day), fg="yellow")
        if standing.wrote_undated:
            return click.style(texts("cli.status.wrote_undated"), fg="yellow")
        return click.style(texts("cli.status.not_returned"), fg="red")
    day = texts.short_date(standing.received)
    if standing.on_time is None:
        return texts("cli.status.stamped", day=day)
    return texts("cli.status.on_time" if standing.on_time else "cli.status.late", day=day)


def _facts(found: QuarterStatus, texts: Texts) -> Iterator[tuple[str, str]]:
    merged = found.merged
    is_asked = any(standing.form for standing in found.standings)
    yield from quarter_facts(merged, texts, is_asked=is_asked)
    yield texts("cli.complete"), texts("cli.of", n=found.complete, total=merged.returned()[1])
    if found.late:
        late = [
            f"{merged.institution_label(item.institution, texts.language)} "
            f"({texts.short_date(item.received)})"
            for item in found.late
            if item.received
        ]
        yield texts("cli.late"), texts.listing(late)
    if found.punctuality:
        yield (
            texts("cli.punctuality"),
            " · ".join(
                f"{quarter}: {_share(share)}".replace(" ", show.UNBROKEN)
                for quarter, share in found.punctuality.items()
            ),
        )
    if merged.closed:
        yield texts("cli.status.closed"), texts("cli.status.version", number=merged.closed)


def _as_values(found: QuarterStatus) -> dict[str, object]:
    merged = found.merged
    returned, expected = merged.returned()
    return {
        "quarter": str(merged.quarter),
        "as_of": merged.as_of,
        "submit_by": merged.dates.submit_by,
        "publish_by": merged.dates.publish_by,
        "days_to_submit": found.days_to_submit,
        "days_to_publish": found.days_to_publish,
        "expected": expected,
        "returned": returned,
        "complete": found.complete,
        "closed": merged.closed or None,
        "punctuality": {quarter: asdict(share) for quarter, share in found.punctuality.items()},
        "late": [item.institution for item in found.late],
        "missing": merged.without_return(),
        "findings": severity_counts(merged.tables.findings),
        "institutions": [_standing_values(standing) for standing in found.standings],
    }


def _standing_values(standing: Standing) -> dict[str, object]:
    form = standing.form.form_id if standing.form else None
    return asdict(standing) | {"form": form, "complete": standing.complete}
