"""``ovpsheets check``: what was read of one returned file, and every finding."""

from pathlib import Path

from ovpsheets.cli import show
from ovpsheets.cli.changes_view import change_values
from ovpsheets.cli.check_view import tell_checked
from ovpsheets.cli.exit_codes import ExitCode
from ovpsheets.cli.faults import tell_system
from ovpsheets.cli.session import Session
from ovpsheets.cli.unusable import tell_unusable
from ovpsheets.intake.find import is_skipped
from ovpsheets.tables import records
from ovpsheets.workspace.check import Checked


def check(session: Session, *, files: tuple[Path, ...], as_json: bool) -> ExitCode:
    """Check returned files one by one; exit code 1 when one cannot be opened."""
    values: list[dict[str, object]] = []
    code = ExitCode.DONE
    for path in files:
        if is_skipped(path.name):
            show.notice(f"{path.name}: {session.texts('intake.ended.skipped')}")
            continue
        try:
            found = session.workspace.check(path)
        except OSError as error:
            code = tell_system(error, session.texts)
            continue
        tell_unusable((own for item in found for own in item.unusable), session.texts)
        for item in found:
            if as_json:
                values.append(_as_values(item))
            else:
                tell_checked(item, session.texts)
    if as_json:
        show.as_json(values)
    return code


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
