"""The command line: one module per command; nothing here but words around the journeys."""

from pathlib import Path

import click

from ovpsheets.cli.check import check
from ovpsheets.cli.close import close
from ovpsheets.cli.collect import collect
from ovpsheets.cli.demo import demo
from ovpsheets.cli.generate import generate
from ovpsheets.cli.group import WIDTH, Group, Option
from ovpsheets.cli.init import init
from ovpsheets.cli.logs import told_on_screen
from ovpsheets.cli.merge import merge
from ovpsheets.cli.note import note
from ovpsheets.cli.parameters import one_of
from ovpsheets.cli.plan import plan
from ovpsheets.cli.publish import publish
from ovpsheets.cli.remind import remind
from ovpsheets.cli.review import review
from ovpsheets.cli.rules import rules
from ovpsheets.cli.status import status
from ovpsheets.words import LANGUAGES

__all__ = ["main"]


@click.group("main", cls=Group, context_settings={"max_content_width": WIDTH})
@click.option("-C", "folder", type=click.Path(path_type=Path), cls=Option)
@click.option("--lang", type=one_of(*LANGUAGES), is_eager=True, cls=Option)
@click.option("-v", "--verbose", "verbose", count=True, cls=Option)
@click.pass_context
def main(ctx: click.Context, *, folder: Path | None, lang: str | None, verbose: int) -> None:
    """Quarterly reporting on an action plan; the group has read the first two already."""
    if verbose:
        ctx.with_resource(told_on_screen(verbose))


for command in (
    demo, init, plan, generate, collect, check, merge, status, remind, note, review, publish,
    close, rules,
):  # fmt: skip
    main.add_command(command)
