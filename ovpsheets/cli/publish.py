"""``ovpsheets publish``: what the public gets, or what stands in the way."""

from datetime import date

from ovpsheets.cli import show
from ovpsheets.cli.exit_codes import ExitCode
from ovpsheets.cli.session import Session
from ovpsheets.cli.text_table import harmless
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Texts
from ovpsheets.workspace.publish import Publication


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
    return ExitCode.DONE if done.is_published else ExitCode.COULD_NOT


def _tell(done: Publication, texts: Texts) -> None:
    merged = done.merged
    quarter, day = texts.quarter(merged.quarter), texts.long_date(merged.as_of)
    if not done.is_published:
        show.heading(texts("cli.publish.refused", quarter=quarter))
        _obstacles(done, texts)
        return
    show.heading(texts("cli.publish.title", quarter=quarter, day=day))
    if done.obstacles:
        show.line(texts("cli.publish.overridden"))
        _obstacles(done, texts)
    if done.made.public.provisional:
        codes = sorted(done.made.public.provisional)
        names = [harmless(merged.institution_label(code, texts.language)) for code in codes]
        show.line(texts("cli.publish.provisional", names=texts.listing(names)))
    show.line()
    show.line(texts("cli.publish.folder"))
    show.verbatim(done.folder)
    if done.telling:
        show.line(texts("cli.publish.telling", quarters=texts.listing(map(str, done.telling))))
    if done.copies:
        show.line(texts("cli.merge.copies", n=len(done.copies)))
        for path in done.copies:
            show.verbatim(path)


def _obstacles(done: Publication, texts: Texts) -> None:
    for item in done.obstacles:
        said = texts(
            f"cli.publish.{item.kind}", text=harmless(item.text), quarter=str(done.merged.quarter)
        )
        show.line(f"– {said}", indent=2)
    if done.questions:
        show.line(texts("cli.publish.questions"))
        show.verbatim(done.questions)


def _as_values(done: Publication) -> dict[str, object]:
    return {
        "quarter": str(done.merged.quarter),
        "as_of": done.merged.as_of,
        "published": done.is_published,
        "obstacles": [
            {"kind": item.kind, "institution": item.institution, "text": item.text}
            for item in done.obstacles
        ],
        "provisional": sorted(done.made.public.provisional),
        "questions": done.questions and done.questions.as_posix(),
        "files": [path.as_posix() for path in done.files],
        "telling": [str(quarter) for quarter in done.telling],
        "copies": [path.as_posix() for path in done.copies],
    }
