"""What stopped a command, said in one line with a tip, and the exit code it ends with."""

import errno
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
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
    """A command that was not understood: a key of the catalogue ``cli.usage`` with values.

    ``near``: what was probably meant, or nothing.
    """

    def __init__(self, key: str, /, *, near: str = "", **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.near = near
        self.values = values


def nearest(text: str, known: Iterable[str]) -> str:
    """Return the one of *known* that was probably meant by *text*, or nothing."""
    return next(iter(get_close_matches(text, list(known), n=1)), "")


def tell_usage(error: click.UsageError, texts: Texts, *, as_json: bool = False) -> ExitCode:
    """Say what was not understood, and where help is."""
    command = error.ctx.command_path if error.ctx else "ovpsheets"
    tip = texts("cli.usage.tip", command=f"{command} --help")
    _tell(texts, _usage_line(error, texts), tip, as_json=as_json)
    return ExitCode.USAGE


def tell_error(error: OvpError, texts: Texts, *, as_json: bool = False) -> ExitCode:
    """Say what stopped the command, and what to do."""
    language = texts.language
    of_plan = error.problems if isinstance(error, PlanError) else ()
    found = [problem for problem in of_plan if isinstance(problem, PlanProblem)]
    listed = problem_values(found, texts)
    _tell(texts, error.message(language), error.tip(language), as_json=as_json, problems=listed)
    if found and not as_json:
        show.problems(found, texts, err=True)
    return ExitCode.COULD_NOT


def tell_system(error: OSError, texts: Texts, *, as_json: bool = False) -> ExitCode:
    """Say which file the system would not open or write, and what to do."""
    found = f"errors.{_SYSTEM.get(error.errno or 0, 'system')}"
    detail = error.strerror or type(error).__name__
    line = texts(found, file=_file_of(error), detail=detail)
    _tell(texts, line, texts(f"{found}.tip"), as_json=as_json)
    return ExitCode.COULD_NOT


def _file_of(error: OSError) -> str:
    """Return what a person knows the file as: not by the name of its part while written.

    What is written without a name of ours waits in the system's folder for such files.
    """
    name = error.filename2 or error.filename
    if not name and error.errno == errno.ENOSPC:
        name = gettempdir()
    path = Path(str(name or ""))
    return str(path.parent if path.suffix == PART_SUFFIX else path)


def _tell(
    texts: Texts,
    line: str,
    tip: str,
    *,
    as_json: bool,
    problems: Sequence[Mapping[str, str]] = (),
) -> None:
    """Write what is wrong and what to do, for a person or for the program that asked for JSON."""
    if as_json:
        show.as_json({"error": line, "tip": tip, **({"problems": problems} if problems else {})})
        return
    label = click.style(texts("cli.error"), fg="red", bold=True)
    click.echo(f"{label} {harmless(line)}", err=True)
    click.echo(f"{click.style(texts('cli.tip'), bold=True)} {harmless(tip)}", err=True)


def problem_values(problems: Sequence[PlanProblem], texts: Texts) -> list[dict[str, str]]:
    """Return the problems of a plan for other programs."""
    return [
        {
            "problem": problem.key,
            "sheet": problem.sheet,
            "cell": problem.cell,
            "what": problem.what(texts),
            "remedy": problem.remedy(texts),
        }
        for problem in problems
    ]


def _usage_line(error: click.UsageError, texts: Texts) -> str:
    """Return what click found, in the catalogue's words instead of click's English ones."""
    if isinstance(error, UsageFault):
        return _or_near(texts(f"cli.usage.{error.key}", **error.values), error.near, texts)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        name = texts(f"cli.metavar.{error.param.name}")
        return texts("cli.usage.missing", name=name)
    if isinstance(error, click.NoSuchOption):
        near = next(iter(error.possibilities or ()), "")
        return _or_near(texts("cli.usage.unknown_option", option=error.option_name), near, texts)
    if isinstance(error, click.BadOptionUsage):
        return texts("cli.usage.bad_option", option=error.option_name)
    return texts("cli.usage.other", detail=error.format_message())


def _or_near(line: str, near: str, texts: Texts) -> str:
    return f"{line} {texts('cli.usage.near', near=near)}" if near else line
