"""``ovpsheets doctor``: what whoever is asked for help wants to know first."""

import sys
from collections.abc import Iterator

from ovpsheets.cli import show
from ovpsheets.cli.console import shows_letters
from ovpsheets.cli.ending import ended
from ovpsheets.cli.session import Session
from ovpsheets.cli.text_table import harmless
from ovpsheets.texts import Texts
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.following import look, start
from ovpsheets.workspace.health import Health, Machine, look_at


def doctor(session: Session, *, as_json: bool) -> None:
    """Say what ovpsheets runs on, how the workspace lies, and what may be in the way."""
    machine, health = Machine.here(), look_at(WorkspaceFolder(session.folder))
    if as_json:
        show.as_json(_as_values(machine, health, session.texts))
    else:
        _tell(machine, health, session.texts)
    ended(session, look() if health.plan else start(), as_json=as_json)


def _tell(machine: Machine, health: Health, texts: Texts) -> None:
    show.heading(texts("cli.doctor.title"))
    show.facts(_of_machine(machine, texts), indent=2)
    show.line()
    show.heading(texts("cli.doctor.workspace"))
    show.verbatim(health.folder)
    show.facts(_of_workspace(health, texts), indent=2)
    show.line()
    warnings = list(_warnings(machine, health, texts))
    show.heading(texts("cli.doctor.warnings" if warnings else "cli.doctor.well"))
    for _, text in warnings:
        show.line(f"– {text}", indent=2)


def _of_machine(machine: Machine, texts: Texts) -> Iterator[tuple[str, str]]:
    yield "ovpsheets", machine.ovpsheets
    yield "Python", machine.python
    yield texts("cli.doctor.system"), harmless(machine.system)
    packages = (f"{name} {number or '–'}" for name, number in machine.packages.items())
    yield texts("cli.doctor.packages"), ", ".join(packages) or "–"
    yield texts("cli.doctor.locale"), machine.locale
    yield texts("cli.doctor.code_page"), machine.code_page
    yield texts("cli.doctor.office"), harmless(str(machine.office or "–"))


def _of_workspace(health: Health, texts: Texts) -> Iterator[tuple[str, str]]:
    yield texts("cli.doctor.plan"), texts("words.yes" if health.plan else "words.no")
    yield texts("cli.doctor.writable"), texts("words.yes" if health.writable else "words.no")
    yield texts("cli.doctor.quarters"), ", ".join(map(str, health.quarters)) or "–"
    yield texts("cli.doctor.merged"), ", ".join(map(str, health.merged)) or "–"
    yield texts("cli.doctor.synced"), health.synced or "–"


def _warnings(machine: Machine, health: Health, texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield what may be in the way: its key, and what to do."""
    if not shows_letters(sys.stdout):
        yield "letters", texts("cli.letters")
    for name in (name for name, number in machine.packages.items() if not number):
        yield "package", texts("cli.doctor.warn.package", name=name)
    if machine.office is None:
        yield "office", texts("cli.doctor.warn.office")
    if not health.plan:
        yield "plan", texts("cli.doctor.warn.plan")
    if not health.writable:
        yield "writable", texts("cli.doctor.warn.writable")
    for lock in health.locks:
        key = "lock_left" if lock.is_left else "lock"
        said = {"file": lock.path, "machine": lock.machine or "–"}
        yield key, harmless(texts(f"cli.doctor.warn.{key}", **said))
    if health.synced:
        yield "synced", texts("cli.doctor.warn.synced", program=health.synced)
    for path in health.conflicts:
        yield "conflict", harmless(texts("cli.doctor.warn.conflict", file=path.as_posix()))


def _as_values(machine: Machine, health: Health, texts: Texts) -> dict[str, object]:
    return {
        "ovpsheets": machine.ovpsheets,
        "python": machine.python,
        "system": machine.system,
        "packages": dict(machine.packages),
        "locale": machine.locale,
        "code_page": machine.code_page,
        "shows_cyrillic": shows_letters(sys.stdout),
        "office": machine.office and machine.office.as_posix(),
        "folder": health.folder.as_posix(),
        "plan": health.plan,
        "writable": health.writable,
        "quarters": [str(quarter) for quarter in health.quarters],
        "merged": [str(quarter) for quarter in health.merged],
        "locks": [
            {"file": lock.path.as_posix(), "machine": lock.machine, "left_behind": lock.is_left}
            for lock in health.locks
        ],
        "synced": health.synced or None,
        "conflicts": [path.as_posix() for path in health.conflicts],
        "warnings": [
            {"key": key, "message": text} for key, text in _warnings(machine, health, texts)
        ],
    }
