"""``ovpsheets close``: freeze a quarter, or open it again."""

from datetime import date

from ovpsheets.cli import show
from ovpsheets.cli.ending import ended
from ovpsheets.cli.result_view import severities, severity_counts
from ovpsheets.cli.session import Session
from ovpsheets.cli.text_table import harmless
from ovpsheets.quarter import Quarter
from ovpsheets.results.consolidated import CONSOLIDATED
from ovpsheets.texts import Texts
from ovpsheets.workspace.closing import Closing
from ovpsheets.workspace.following import look, step_of


def close(
    session: Session,
    *,
    quarter: Quarter,
    by: str,
    why: str,
    anyway: bool,
    as_of: date | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Freeze what the results were made of; with --reopen, let it be changed again."""
    if why:
        _reopen(session, quarter, as_of or date.today(), why, as_json=as_json)
        return
    with show.progress_bar(session.texts("cli.merge.progress")) as tell:
        done = session.reading(jobs, tell).close(quarter, as_of=as_of, by=by, anyway=anyway)
    if as_json:
        show.as_json(_as_values(done))
    else:
        _tell(done, session.texts)
    ended(session, look(done.written.folder / CONSOLIDATED), as_json=as_json)


def _reopen(session: Session, quarter: Quarter, day: date, why: str, *, as_json: bool) -> None:
    closed = session.workspace.reopen(quarter, why, as_of=day)
    if as_json:
        show.as_json({"quarter": str(quarter), "number": closed.number, "reopened": day})
    else:
        name = session.texts.quarter(quarter)
        show.line(session.texts("cli.close.reopened", quarter=name, number=closed.number))
    ended(session, step_of("merge", quarter), as_json=as_json)


def _tell(done: Closing, texts: Texts) -> None:
    merged = done.merged
    quarter, day = texts.quarter(merged.quarter), texts.long_date(done.closed.day)
    show.heading(texts("cli.close.title", quarter=quarter, number=done.closed.number, day=day))
    show.line()
    returned, expected = merged.returned()
    revised = len(merged.tables.revisions)
    show.facts(
        [
            (texts("cli.returned"), texts("cli.of", n=returned, total=expected)),
            (
                texts("cli.findings"),
                severities(severity_counts(merged.tables.findings), texts),
            ),
            (texts("cli.close.revised"), str(revised)),
        ]
    )
    if missing := merged.without_return():
        names = merged.silent_labels(texts)
        show.line(f"{texts('cli.missing', n=len(missing))} {texts.listing(map(harmless, names))}")
    show.line()
    show.line(texts("cli.close.frozen"))
    show.verbatim(done.closed.folder)


def _as_values(done: Closing) -> dict[str, object]:
    merged = done.merged
    returned, expected = merged.returned()
    return {
        "quarter": str(merged.quarter),
        "number": done.closed.number,
        "day": done.closed.day,
        "by": done.closed.by,
        "returned": returned,
        "expected": expected,
        "missing": merged.without_return(),
        "findings": severity_counts(merged.tables.findings),
        "revised": len(merged.tables.revisions),
        "folder": done.closed.folder.as_posix(),
    }
