"""``ovpsheets generate``: the forms of a quarter."""

from ovpsheets.cli import show
from ovpsheets.cli.ending import ended
from ovpsheets.cli.plan_view import change_values, tell_changes
from ovpsheets.cli.session import Session
from ovpsheets.cli.text_table import TextColumn
from ovpsheets.journeys.generate import Generated
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Texts
from ovpsheets.workspace.following import look, step_of


def generate(
    session: Session, *, quarter: Quarter, commitment: str, overwrite: bool, as_json: bool
) -> None:
    """Write one form per institution that has something due."""
    texts = session.texts
    show.progress(texts("cli.generate.progress", quarter=texts.quarter(quarter)))
    changes = session.workspace.plan_changes(quarter)
    if not as_json:
        tell_changes(changes, texts)
    generated = session.workspace.generate(quarter, commitment=commitment, overwrite=overwrite)
    plan = session.workspace.plan
    if quarter.end < plan.start or quarter.start > plan.end:
        first, last = texts.short_date(plan.start), texts.short_date(plan.end)
        show.notice(texts("cli.generate.outside", first=first, last=last))
    if as_json:
        told = {"differs": change_values(changes)}
        show.as_json(_as_values(session, plan, quarter, generated) | told)
    else:
        _tell(session, plan, quarter, generated)
    step = step_of("remind", quarter) if generated.forms else look()
    ended(session, step, as_json=as_json)


def _tell(session: Session, plan: Plan, quarter: Quarter, generated: Generated) -> None:
    texts = session.texts
    show.heading(texts("cli.generate.title", quarter=texts.quarter(quarter)))
    show.line()
    if generated.forms:
        _table(plan, generated, texts)
        show.line()
    if generated.nothing_due:
        names = texts.listing(_label(plan, code, texts) for code in generated.nothing_due)
        show.line(texts("cli.generate.nothing_due", institutions=names))
    if not generated.forms:
        show.line(texts("cli.generate.no_forms"))
        return
    if not generated.written:
        show.line(texts("cli.generate.nothing_written"))
    show.line(texts("cli.generate.folder"))
    show.verbatim(generated.folder)
    submit_by = texts.long_date(plan.dates(quarter).submit_by)
    show.line(texts("cli.generate.next", submit_by=submit_by))
    show.verbatim(session.workspace.folder(quarter).returns)


def _table(plan: Plan, generated: Generated, texts: Texts) -> None:
    titles = ("institution", "file", "action")
    cells = [
        (_label(plan, form.institution, texts), form.file, texts(f"cli.generate.{action}"))
        for form, action in generated.forms
    ]
    show.rows([TextColumn(texts(f"cli.column.{title}")) for title in titles], cells)


def _label(plan: Plan, code: str, texts: Texts) -> str:
    return plan.institution(code).label(texts.language)


def _as_values(
    session: Session, plan: Plan, quarter: Quarter, generated: Generated
) -> dict[str, object]:
    dates = plan.dates(quarter)
    return {
        "quarter": str(quarter),
        "folder": generated.folder.as_posix(),
        "returns": session.workspace.folder(quarter).returns.as_posix(),
        "submit_by": dates.submit_by,
        "publish_by": dates.publish_by,
        "written": generated.written,
        "forms": [
            {
                "institution": form.institution,
                "email": plan.institution(form.institution).email,
                "file": form.file,
                "form_id": form.form_id,
                "revision": form.revision,
                "action": action,
            }
            for form, action in generated.forms
        ],
        "nothing_due": list(generated.nothing_due),
    }
