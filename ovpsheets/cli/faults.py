"""What stopped a command, said in one line with a tip, and the exit code it ends with."""

import errno
from pathlib import Path
from tempfile import gettempdir
from typing import Final

import click

from ovpsheets.cli import show
from ovpsheets.cli.exit_codes import ExitCode
from ovpsheets.cli.text_table import harmless
from ovpsheets.errors import OvpError, PlanError
from ovpsheets.plan.problems import PlanProblem
from ovpsheets.texts import Texts

PART_SUFFIX: Final = ".ovp-part"
"""How :func:`ovpsheets.files.write_whole` calls a file that is not whole yet."""

_SYSTEM: Final = {
    errno.EACCES: "file_in_use",
    errno.EPERM: "file_in_use",
    errno.ENOENT: "file_missing",
    errno.ENOSPC: "disk_full",
}
"""The system's errors for which there is a better sentence than its own."""


class UsageFault(click.UsageError):
    """A command that was not understood: a key of the catalogue ``cli.usage`` with values."""

    def __init__(self, key: str, /, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def tell_usage(error: click.UsageError, texts: Texts) -> ExitCode:
    """Say what was not understood, and where help is."""
    command = error.ctx.command_path if error.ctx else "ovpsheets"
    tip = texts("cli.usage.tip", command=f"{command} --help")
    return _tell(texts, _usage_line(error, texts), tip, ExitCode.USAGE)


def tell_error(error: OvpError, texts: Texts) -> ExitCode:
    """Say what stopped the command, and what to do."""
    language = texts.language
    code = _tell(texts, error.message(language), error.tip(language), ExitCode.COULD_NOT)
    if isinstance(error, PlanError):
        found = [problem for problem in error.problems if isinstance(problem, PlanProblem)]
        show.problems(found, texts, err=True)
    return code


def tell_system(error: OSError, texts: Texts) -> ExitCode:
    """Say which file the system would not open or write, and what to do."""
    found = f"errors.{_SYSTEM.get(error.errno or 0, 'system')}"
    detail = error.strerror or type(error).__name__
    line = texts(found, file=_file_of(error), detail=detail)
    return _tell(texts, line, texts(f"{found}.tip"), ExitCode.COULD_NOT)


def _file_of(error: OSError) -> str:
    """Return what a person knows the file as: not by the name of its part while written.

    What is written without a name of ours waits in the system's folder for such files.
    """
    name = error.filename2 or error.filename
    if not name and error.errno == errno.ENOSPC:
        name = gettempdir()
    path = Path(str(name or ""))
    return str(path.parent if path.suffix == PART_SUFFIX else path)


def _tell(texts: Texts, line: str, tip: str, code: ExitCode) -> ExitCode:
    label = click.style(texts("cli.error"), fg="red", bold=True)
    click.echo(f"{label} {harmless(line)}", err=True)
    click.echo(f"{click.style(texts('cli.tip'), bold=True)} {harmless(tip)}", err=True)
    return code


def _usage_line(error: click.UsageError, texts: Texts) -> str:
    """Return what click found, in the catalogue's words instead of click's English ones."""
    if isinstance(error, UsageFault):
        return texts(f"cli.usage.{error.key}", **error.values)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        name = texts(f"cli.metavar.{error.param.name}")
        return texts("cli.usage.missing", name=name)
    if isinstance(error, click.NoSuchOption):
        return texts("cli.usage.unknown_option", option=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return texts("cli.usage.bad_option", option=error.option_name)
    return texts("cli.usage.other", detail=error.format_message())
