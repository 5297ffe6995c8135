"""``ovpsheets publish``: what the public gets, or what stands in the way."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Final

from ovpsheets.cli import show
from ovpsheets.cli.console import width
from ovpsheets.cli.ending import ended
from ovpsheets.cli.exit_codes import ExitCode
from ovpsheets.cli.session import Session
from ovpsheets.cli.text_table import harmless, shortened
from ovpsheets.quarter import Quarter
from ovpsheets.release.gate import Obstacle
from ovpsheets.results.consolidated import CONSOLIDATED
from ovpsheets.texts import Texts
from ovpsheets.workspace.following import NextStep, look, step_of
from ovpsheets.workspace.publish import Publication, published_to_open


def publish(
    session: Session,
    *,
    quarter: Quarter,
    override: str,
    by: str,
    as_of: date | None,
    jobs: int | None,
    as_json: bool,
) -> ExitCode:
    """Publish a quarter, or say why not."""
    with show.progress_bar(session.texts("cli.merge.progress")) as tell:
        workspace = session.reading(jobs, tell)
        done = workspace.publish(quarter, as_of=as_of, override=override, by=by)
    if as_json:
        show.as_json(_as_values(done))
    else:
        _tell(done, session.texts)
    ended(session, _following(done, session), as_json=as_json)
    return ExitCode.DONE if done.is_published else ExitCode.COULD_NOT


def _following(done: Publication, session: Session) -> NextStep:
    """Close what is published; else what stands in the way, the questions first."""
    quarter = done.merged.quarter
    if done.is_published:
        return step_of("close", quarter, published_to_open(done.folder, session.language))
    if done.questions:
        return NextStep("answer", ("next",), done.questions)
    is_urgent = any(item.kind == "urgent" for item in done.obstacles)
    return look(session.workspace.folder(quarter).results / CONSOLIDATED if is_urgent else None)


def _tell(done: Publication, texts: Texts) -> None:
    merged = done.merged
    quarter, day = texts.quarter(merged.quarter), texts.long_date(merged.as_of)
    if not done.is_published:
        show.heading(texts("cli.publish.refused", quarter=quarter))
        _obstacles(done, texts)
        _given_up(done, texts)
        return
    show.heading(texts("cli.publish.title", quarter=quarter, day=day))
    if merged.amended:
        show.line(texts("cli.plan_amended"))
    if done.obstacles:
        show.line(texts("cli.publish.overridden"))
        _obstacles(done, texts)
    if done.made.public.provisional:
        codes = sorted(done.made.public.provisional)
        names = [harmless(merged.institution_label(code, texts.language)) for code in codes]
        show.line(texts("cli.publish.provisional", names=texts.listing(names)))
    _given_up(done, texts)
    show.line()
    show.line(texts("cli.publish.folder"))
    show.verbatim(done.folder)
    if done.telling:
        show.line(texts("cli.publish.telling", quarters=texts.listing(map(str, done.telling))))
    if done.copies:
        show.line(texts("cli.merge.copies", n=len(done.copies)))
        for path in done.copies:
            show.verbatim(path)
    if done.obstacles:  # a long list of what stood in the way must not be what is remembered
        show.line(texts("cli.publish.title", quarter=quarter, day=day))


def _given_up(done: Publication, texts: Texts) -> None:
    """Say of which indicators all is hidden, for too much hangs together, and what to do."""
    codes = done.made.given_up
    if codes:
        named = texts.listing(codes[:_SHOWN])
        more = f"{named}, {texts('cli.publish.more', n=len(codes[_SHOWN:]))}"
        show.line(texts("cli.publish.given_up", codes=more if codes[_SHOWN:] else named))


def _obstacles(done: Publication, texts: Texts) -> None:
    tell_obstacles(done.obstacles, str(done.merged.quarter), texts)


def tell_obstacles(obstacles: Sequence[Obstacle], quarter: str, texts: Texts) -> None:
    """Tell what stands in the way, at most a screen; the questions in groups."""
    for (kind, _), items in groupby(obstacles, key=lambda item: (item.kind, item.group)):
        own = tuple(items)
        if kind == "question":
            _questions(own, texts)
        elif kind == "not_shown":
            _not_shown(own, texts)
        else:
            for item in own[:_SHOWN]:
                key = f"cli.publish.{kind}"
                _point(texts(key, text=harmless(item.text), quarter=quarter))
            if own[_SHOWN:]:
                show.line(texts("cli.publish.more", n=len(own[_SHOWN:])), indent=4)


_SHOWN: Final = 3
"""Of one kind; the others are counted, for all of it is to stand on one screen."""

_EXAMPLES: Final = 2  # of a group of questions


def _questions(items: Sequence[Obstacle], texts: Texts) -> None:
    """Tell what is asked in a group, with examples."""
    asked = texts(f"release.questions.group.{items[0].group}", n=len(items))
    _point(f"{len(items)} × {asked}")
    for item in items[:_EXAMPLES]:
        show.line(shortened(harmless(item.text), width() - 4), indent=4)


def _not_shown(items: Sequence[Obstacle], texts: Texts) -> None:
    """Name in one line who has not been shown the draft."""
    names = ", ".join(harmless(item.text) for item in items)
    _point(texts("cli.publish.not_shown", n=len(items), text=names))


def _point(text: str) -> None:
    """Write one of several points, in one line."""
    show.line(shortened(f"– {text}", width() - 2), indent=2)


def _as_values(done: Publication) -> dict[str, object]:
    return {
        "quarter": str(done.merged.quarter),
        "as_of": done.merged.as_of,
        "published": done.is_published,
        "obstacles": [
            {
                "kind": item.kind,
                "institution": item.institution,
                "text": item.text,
                "group": item.group or None,
            }
            for item in done.obstacles
        ],
        "provisional": sorted(done.made.public.provisional),
        "all_hidden": list(done.made.given_up),
        "questions": done.questions and done.questions.as_posix(),
        "files": [path.as_posix() for path in done.files],
        "telling": [str(quarter) for quarter in done.telling],
        "copies": [path.as_posix() for path in done.copies],
    }
