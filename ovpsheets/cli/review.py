"""``ovpsheets review``: the numbered draft, and who has been shown it."""

from datetime import date

from ovpsheets.cli import show
from ovpsheets.cli.ending import ended
from ovpsheets.cli.session import Session
from ovpsheets.cli.text_table import TextColumn, harmless
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Texts
from ovpsheets.workspace.following import NextStep, look, step_of
from ovpsheets.workspace.review import Reviewed, draft_to_open


def review(
    session: Session,
    *,
    quarter: Quarter,
    shown: tuple[str, ...],
    as_of: date | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Prepare the draft for the members and record who was shown it."""
    with show.progress_bar(session.texts("cli.merge.progress")) as tell:
        done = session.reading(jobs, tell).review(quarter, as_of=as_of, shown=shown)
    if as_json:
        show.as_json(_as_values(done))
    else:
        _tell(done, session.texts)
    ended(session, _following(done, session), as_json=as_json)


def _following(done: Reviewed, session: Session) -> NextStep:
    """Questions come first, for an answer changes the draft; then members see it."""
    quarter = done.merged.quarter
    if done.questions:
        return NextStep("answer", ("next",), done.questions)
    if not done.not_shown:
        return look()
    return step_of("show", quarter, draft_to_open(done.folder, session.language))


def _tell(done: Reviewed, texts: Texts) -> None:
    merged, last = done.merged, done.review.last
    quarter = texts.quarter_object(merged.quarter)
    number = last.number if last else 0
    show.heading(texts("cli.review.title", number=number, quarter=quarter))
    show.line()
    columns = [
        TextColumn(texts("cli.column.institution")),
        TextColumn(texts("cli.column.shown")),
        TextColumn(texts("cli.column.answer")),
        TextColumn(texts("cli.column.comments"), flexible=True),
    ]
    show.rows(
        columns,
        [
            (
                harmless(merged.institution_label(code, texts.language)),
                texts.short_date(item.day) if item.day else "–",
                harmless(item.answer) or "–",
                harmless(item.comments),
            )
            for code, item in done.review.of_last().items()
        ],
    )
    show.line()
    if done.not_shown:
        names = [merged.institution_label(code, texts.language) for code in done.not_shown]
        show.line(texts("cli.review.unshown", names=texts.listing(map(harmless, names))))
    else:
        show.line(texts("cli.review.everyone"))
    for path in done.copies:
        show.verbatim(path)
    if done.questions:
        show.line(texts("cli.review.answer_first"))


def _as_values(done: Reviewed) -> dict[str, object]:
    last = done.review.last
    return {
        "quarter": str(done.merged.quarter),
        "draft": last.number if last else None,
        "is_new": done.is_new,
        "not_shown": list(done.not_shown),
        "members": {
            code: {"shown": item.day, "answer": item.answer, "comments": item.comments}
            for code, item in done.review.of_last().items()
        },
        "folder": done.folder.as_posix(),
        "questions": done.questions and done.questions.as_posix(),
        "files": [path.as_posix() for path in done.files],
        "copies": [path.as_posix() for path in done.copies],
    }
