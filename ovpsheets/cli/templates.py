"""``ovpsheets templates``: what the workspace says otherwise, copies to change, and the check."""

from dataclasses import asdict
from itertools import groupby
from typing import Final

from ovpsheets.cli import show
from ovpsheets.cli.ending import ended
from ovpsheets.cli.exit_codes import ExitCode
from ovpsheets.cli.faults import UsageFault
from ovpsheets.cli.session import Session, is_workspace
from ovpsheets.cli.text_table import harmless
from ovpsheets.own_templates import FOLDER
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES
from ovpsheets.workspace.following import look, start
from ovpsheets.workspace.template_copies import copy_templates, copyable_files, instead
from ovpsheets.workspace.template_faults import TemplateFault, template_faults

_MOST_KEYS: Final = 5
"""So many keys of equal faults are named; all are in the JSON."""

_TOGETHER: Final = ("missing", "unknown")


def templates(
    session: Session, action: str | None, names: tuple[str, ...], *, as_json: bool
) -> ExitCode:
    """List what is said otherwise; with *action* check it, or copy what *names* name."""
    if action == "copy":
        _copy(session, names, as_json=as_json)
    elif names:
        raise UsageFault("extra_argument", text=" ".join(names))
    elif action == "check":
        return _check(session, as_json=as_json)
    else:
        _list(session, as_json=as_json)
    return ExitCode.DONE


def _list(session: Session, *, as_json: bool) -> None:
    texts, found = session.texts, list(instead())
    if as_json:
        show.as_json([asdict(own) for own in found])
        return
    show.heading(texts("cli.templates.title", folder=session.folder / FOLDER))
    if not found:
        show.line(texts("cli.templates.none"), indent=2)
    for file, group in groupby(found, key=lambda own: own.file):
        show.verbatim(file)
        keyed = [own for own in group if own.key]
        show.facts([(own.key, harmless(_short(own.said))) for own in keyed], indent=4)
    faults = template_faults()
    if faults:
        show.line()
        show.line(texts("cli.templates.faults", n=len(faults)))
    _ended(session)


def _ended(session: Session) -> None:
    ended(session, look() if is_workspace(session.folder) else start())


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else f"{plain[:60]}…"


def _copy(session: Session, names: tuple[str, ...], *, as_json: bool) -> None:
    texts = session.texts
    if not names:
        raise UsageFault("no_template_named", files=", ".join(copyable_files()))
    languages = (session.language,) if session.asked else tuple(LANGUAGES)
    copied = copy_templates(session.folder, names, languages)
    if as_json:
        show.as_json([asdict(own) | {"path": str(own.path)} for own in copied])
        return
    for own in copied:
        n = len(own.keys)
        key = "copied" if own.is_new else "there"
        show.line(texts(f"cli.templates.{key}" if not n else "cli.templates.copied_texts", n=n))
        show.verbatim(own.path)
    show.line()
    show.line(texts("cli.templates.change"))
    _ended(session)


def _check(session: Session, *, as_json: bool) -> ExitCode:
    texts, faults = session.texts, template_faults()
    if as_json:
        show.as_json([_values(fault, texts) for fault in faults])
    else:
        show.heading(texts("cli.templates.checked" if faults else "cli.templates.well"))
        for file, group in groupby(faults, key=lambda own: own.file):
            show.verbatim(file)
            _tell(list(group), texts)
        _ended(session)
    return ExitCode.COULD_NOT if faults else ExitCode.DONE


def _tell(faults: list[TemplateFault], texts: Texts) -> None:
    alone = [fault for fault in faults if fault.kind not in _TOGETHER]
    rows = [(fault.key, harmless(fault.message(texts))) for fault in alone]
    show.facts(rows, indent=4)
    for kind in _TOGETHER:
        keys = [fault.key for fault in faults if fault.kind == kind]
        if keys:
            show.line(texts(f"templates.faults.{kind}", n=len(keys)), indent=4)
            more = [f"… (+{len(keys) - _MOST_KEYS})"] if len(keys) > _MOST_KEYS else []
            for key in (*keys[:_MOST_KEYS], *more):
                show.verbatim(key, indent=6)


def _values(fault: TemplateFault, texts: Texts) -> dict[str, object]:
    return {
        "file": fault.file,
        "key": fault.key,
        "language": fault.language,
        "kind": fault.kind,
        "message": fault.message(texts),
    }
