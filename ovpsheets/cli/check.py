"""``ovpsheets check``: what was read of returned files, one by one, and every finding."""

from collections.abc import Sequence
from pathlib import Path

from ovpsheets.cli import show
from ovpsheets.cli.changes_view import change_values
from ovpsheets.cli.check_view import tell_checked
from ovpsheets.cli.ending import ended
from ovpsheets.cli.exit_codes import ExitCode
from ovpsheets.cli.faults import tell_system
from ovpsheets.cli.session import Session, is_workspace
from ovpsheets.cli.text_table import harmless
from ovpsheets.cli.unusable import tell_unusable
from ovpsheets.intake.find import FoundFiles
from ovpsheets.intake.recognise.refusal import refusal
from ovpsheets.intake.sent_files import is_skipped
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.workspace.check import Checked
from ovpsheets.workspace.following import look


def check(session: Session, *, files: tuple[Path, ...], as_json: bool) -> ExitCode:
    """Check returned files one by one; exit code 1 when one cannot be opened."""
    values: list[dict[str, object]] = []
    code = ExitCode.DONE
    for path in files:
        if is_skipped(path.name):
            _tell_skipped(path.name, session.texts)
            continue
        try:
            within = session.workspace.to_check(path)
        except OSError as error:
            code = tell_system(error, session.texts)
            continue
        _tell_unread(path, within, session.texts)
        if within.unread or not within.files:
            code = ExitCode.COULD_NOT
        for own in within.files.values():
            assert isinstance(own, Path)
            try:
                found = session.workspace.check(own)
            except OSError as error:
                code = tell_system(error, session.texts)
                continue
            _tell(found, session.texts, values if as_json else None)
    if as_json:
        show.as_json(values)
    if is_workspace(session.folder):
        ended(session, look(), as_json=as_json)
    return code


def _tell(found: Sequence[Checked], texts: Texts, values: list[dict[str, object]] | None) -> None:
    """Say what was found in one file, or add it to *values* for another program."""
    tell_unusable((own for item in found for own in item.unusable), texts)
    for item in found:
        if values is None:
            tell_checked(item, texts)
        else:
            values.append(_as_values(item))


def _tell_skipped(name: str, texts: Texts) -> None:
    show.notice(harmless(f"{name}: {texts('intake.ended.skipped')}"))


def _tell_unread(path: Path, within: FoundFiles, texts: Texts) -> None:
    """Say what of a folder is not read, and that there is nothing in it."""
    for name in within.skipped:
        _tell_skipped(name, texts)
    for item in within.unread:
        show.notice(harmless(f"{item.name}: {refusal(item.reason, texts)}"))
    if not (within.files or within.unread):
        show.notice(harmless(texts("cli.check.empty", folder=path)))


def _as_values(found: Checked) -> dict[str, object]:
    returned, tables = found.returned, found.tables
    form_id = returned.form_id
    return {
        "file": returned.name,
        "sha256": returned.sha256,
        "form_id": str(form_id) if form_id else None,
        "institution": returned.institution or None,
        "quarter": str(form_id.quarter) if form_id else None,
        "set_aside": returned.set_aside or None,
        "detail": returned.detail or None,
        "inside": returned.inside or None,
        "is_container": returned.is_container,
        "older_file": found.earlier.name if found.earlier else None,
        "changes": list(change_values(found.earlier, returned, found.changes))
        if found.earlier
        else [],
        "activities": records(tables.activities),
        "indicators": records(tables.indicators),
        "findings": records(tables.findings),
        "unplaced": records(tables.unplaced),
    }
