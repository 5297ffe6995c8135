"""``ovpsheets note``: the note from the working meeting, drafted from the data."""

from datetime import date

from ovpsheets.cli import show
from ovpsheets.cli.ending import ended
from ovpsheets.cli.session import Session
from ovpsheets.quarter import Quarter
from ovpsheets.workspace.following import look


def note(
    session: Session, *, quarter: Quarter, commitment: str, as_of: date | None, as_json: bool
) -> None:
    """Write the note in the languages of the plan."""
    texts = session.texts
    show.progress(texts("cli.merge.progress"))
    written = session.workspace.note(quarter, as_of=as_of, commitment=commitment)
    if as_json:
        show.as_json(
            {
                "quarter": str(quarter),
                "files": [path.as_posix() for path in written.files],
                "copies": [path.as_posix() for path in written.copies],
            }
        )
    else:
        show.line(texts("cli.note.done", quarter=texts.quarter(quarter)))
        for path in written.files:
            show.verbatim(path)
        show.line(texts("cli.note.fill"))
        if written.copies:
            show.line(texts("cli.merge.copies", n=len(written.copies)))
            for path in written.copies:
                show.verbatim(path)
    own = f"note.{session.language}.docx"
    to_open = next((path for path in written.files if path.name == own), written.files[0])
    ended(session, look(to_open), as_json=as_json)
