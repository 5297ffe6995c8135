"""The command line: what can be typed is declared here, in the order of a coordinator's work.

Each command is a function of its name in a module of its name, ``run(session, **parameters)``,
which is imported when the command runs: help, ``--version`` and completion load neither pandas
nor anything that reads or writes a workbook.
"""

from pathlib import Path

import click

from ovpsheets.cli.group import WIDTH, Argument, Command, Group, Option
from ovpsheets.cli.logs import told_on_screen
from ovpsheets.cli.parameters import OneOf, as_assumption, as_day, as_jobs, as_quarter
from ovpsheets.version import VERSION
from ovpsheets.words import LANGUAGES, MAIL_KINDS, SEVERITIES

__all__ = ["main"]

_PATH = click.Path(path_type=Path)
_QUARTER = Argument(["quarter"], type=as_quarter)
_AS_OF = Option(["--as-of", "as_of"], type=as_day)
_JOBS = Option(["--jobs", "jobs"], type=as_jobs)
_COMMITMENT = Option(["--commitment"], default="")
_BY = Option(["--by", "by"], default="")
_DRY_RUN = Option(["--dry-run", "dry_run"], is_flag=True)
_OUTSIDE = Option(["--anyway", "outside"], is_flag=True)
_JSON = Option(["--json", "as_json"], is_flag=True)
_DONE_BY_PROGRAM = ("generate", "collect", "merge", "remind", "review", "publish", "close")

_COMMANDS = (
    Command("demo", Argument(["directory"], type=_PATH, default="ovp-demo", required=False)),
    Command(
        "init", Argument(["directory"], type=_PATH), Option(["--from", "source"], type=_PATH),
        Option(["--languages", "languages"]),
    ),
    Command(
        "next", Argument(["quarter"], type=as_quarter, required=False), _AS_OF,
        Option(["--look", "look"], is_flag=True), Option(["--yes", "yes"], is_flag=True),
        Option(["--until", "until"], type=OneOf(*_DONE_BY_PROGRAM)), _OUTSIDE, _JSON,
    ),
    Command("plan", Option(["--fix", "fix"], is_flag=True), _JSON),
    Command(
        "generate", _QUARTER, _COMMITMENT, Option(["--overwrite"], is_flag=True), _OUTSIDE, _JSON,
        writes=True,
    ),
    Command(
        "collect", _QUARTER, Argument(["sources"], nargs=-1, type=_PATH),
        _DRY_RUN, _OUTSIDE, _JSON, writes=True,
    ),
    Command("check", Argument(["files"], nargs=-1, required=True, type=_PATH), _JSON),
    Command(
        "merge", _QUARTER, _AS_OF,
        Option(["--fail-on", "fail_on"], type=OneOf(*(item.value for item in SEVERITIES))),
        Option(["--assume", "assume"], type=as_assumption, multiple=True),
        Option(["--all", "documents"], is_flag=True), _JOBS, Option(["--engine", "engine"]),
        Option(["--dataset", "dataset"]), _OUTSIDE, _JSON, writes=True, lasts=True,
    ),
    Command("status", _QUARTER, _AS_OF, _JOBS, _OUTSIDE, _JSON),
    Command(
        "remind", _QUARTER, _AS_OF, Option(["--kind", "kind"], type=OneOf(*MAIL_KINDS)),
        Option(["--sent", "sent"], multiple=True), _DRY_RUN, _JOBS, _OUTSIDE, _JSON, writes=True,
    ),
    Command("note", _QUARTER, _COMMITMENT, _AS_OF, _OUTSIDE, _JSON, writes=True),
    Command(
        "review", _QUARTER, Option(["--shown", "shown"], multiple=True),
        _AS_OF, _JOBS, _OUTSIDE, _JSON, writes=True,
    ),
    Command(
        "publish", _QUARTER, Option(["--override", "override"], default=""), _BY,
        _AS_OF, _JOBS, _OUTSIDE, _JSON, writes=True,
    ),
    Command(
        "close", _QUARTER, _BY, Option(["--reopen", "why"], default=""),
        Option(["--anyway", "anyway"], is_flag=True), _AS_OF, _JOBS, _JSON, writes=True,
    ),
    Command("rules", _JSON),
    Command(
        "templates", Argument(["action"], type=OneOf("check", "copy"), required=False),
        Argument(["names"], nargs=-1), _JSON,
    ),
    Command("doctor", _JSON),
)  # fmt: skip


def _show_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"ovpsheets {VERSION}")
        ctx.exit()


@click.group("main", cls=Group, context_settings={"max_content_width": WIDTH})
@click.option("-C", "folder", type=_PATH, cls=Option)
@click.option("--lang", type=OneOf(among=LANGUAGES), is_eager=True, cls=Option)
@click.option("-v", "--verbose", "verbose", count=True, cls=Option)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, cls=Option
)
@click.pass_context
def main(ctx: click.Context, *, folder: Path | None, lang: str | None, verbose: int) -> None:
    """Quarterly reporting on an action plan; the group has read the first two already."""
    if verbose:
        ctx.with_resource(told_on_screen(verbose))


for command in _COMMANDS:
    main.add_command(command)
