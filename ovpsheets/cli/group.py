"""Click in the catalogue's words: help, usage and errors in the reader's language.

Click itself speaks English, or what the machine's locale says; a coordinator
reads the language of the workspace. Texts are found by name: ``cli.generate``
for a command, ``cli.option.overwrite`` for an option, ``cli.metavar.quarter``
for what stands in its place.
"""

import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Final

import click

from ovpsheets.cli.command_log import write_down
from ovpsheets.cli.console import colour, warn_of_letters
from ovpsheets.cli.exit_codes import ExitCode
from ovpsheets.cli.faults import UsageFault, nearest, tell_error, tell_system, tell_usage
from ovpsheets.cli.said_again import said_again
from ovpsheets.cli.session import Session, found_at, is_workspace, texts_of
from ovpsheets.errors import OvpError, SettingsError
from ovpsheets.garbage import none_at_the_end, rarely_collected
from ovpsheets.own_templates import templates_at
from ovpsheets.settings_file import language_of, settings_table
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, default_language

WIDTH: Final = 100

_WITH_VALUE: Final = ("-C", "--lang")
_ALONE: Final = ("--verbose", "--version")
_JSON: Final = "--json"
_TYPED: Final = "ovpsheets.typed"
"""Where a command keeps in its context what was typed."""

_NEXT: Final = ("next", "--look")


class Option(click.Option):
    """An option whose help is in the catalogue."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return how the option is written, and what it does."""
        texts = texts_of(ctx)
        written = ", ".join([*self.opts, *self.secondary_opts])
        if not (self.is_flag or self.count):
            languages = "|".join(LANGUAGES) if self.name == "lang" else ""
            written = f"{written} {languages or texts(f'cli.metavar.{self.name}')}"
        return written, texts(f"cli.option.{self.name}")


class Argument(click.Argument):
    """An argument whose name is in the catalogue."""

    def get_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return how the argument stands in the usage line."""
        name = texts_of(ctx)(f"cli.metavar.{self.name}")
        if self.nargs != 1:
            name += "…"
        return [name if self.required else f"[{name}]"]


class _Spoken(click.Command):
    """What a command and the group of commands share: help in the catalogue's words."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help``; its help text, too, is in the catalogue."""
        return Option(
            ["-h", "--help"], is_flag=True, expose_value=False, is_eager=True, callback=_show_help
        )

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = [piece for p in self.get_params(ctx) for piece in p.get_usage_pieces(ctx)]
        texts = texts_of(ctx)
        inner = [texts("cli.metavar.command")] if isinstance(self, click.Group) else []
        line = " ".join([texts("cli.metavar.options"), *inner, *pieces])
        formatter.write_usage(ctx.command_path, line, prefix=f"{texts('cli.heading.usage')} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does, and examples where there are any."""
        texts = texts_of(ctx)
        for paragraph in texts(f"cli.{self.name}.help").split("\n\n"):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(paragraph)
        if texts.has(f"cli.{self.name}.examples"):
            with formatter.section(texts("cli.heading.examples")):
                for line in texts(f"cli.{self.name}.examples").splitlines():
                    formatter.write(f"{'':>{formatter.current_indent}}{line}\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options; what the arguments are, the command's own help says."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [option.get_help_record(ctx) for option in options]
        with formatter.section(texts_of(ctx)("cli.heading.options")):
            formatter.write_dl([record for record in records if record])


class Command(_Spoken):
    """One command of ovpsheets; its module is imported when it is run, and not before."""

    def __init__(
        self, name: str, *params: click.Parameter, writes: bool = False, lasts: bool = False
    ) -> None:
        super().__init__(name, params=list(params), callback=partial(_run, name))
        self.writes = writes
        self.lasts = lasts  # what it says and writes is the same until something changes

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; one too many is said in the reader's language."""
        ctx.allow_extra_args = True
        ctx.meta[_TYPED] = [str(self.name), *args]
        try:
            rest = super().parse_args(ctx, args)
        except click.BadOptionUsage as fault:
            raise _at(ctx, UsageFault("bad_option", option=fault.option_name)) from fault
        if rest:
            raise _at(ctx, UsageFault("extra_argument", text=" ".join(rest)))
        return rest

    def invoke(self, ctx: click.Context) -> int:
        """Run the command; what writes into a workspace is written down in its log."""
        typed, workspace = ctx.meta[_TYPED], ctx.find_root().obj.folder
        code = int(ExitCode.COULD_NOT)  # unless it comes to its end
        try:
            code = int(super().invoke(ctx))
        finally:
            if self.writes and not ctx.params.get("dry_run") and is_workspace(workspace):
                write_down(workspace, typed, code)
        return code


class Group(_Spoken, click.Group):
    """All commands: finds the language first, and turns every fault into two lines."""

    @rarely_collected()  # from the start: importing alone makes objects by the hundred thousand
    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        **extra: Any,
    ) -> None:
        """Run the command line *args*, and end the program with an exit code."""
        given = _arranged(sys.argv[1:] if args is None else args)
        none_at_the_end()
        for stream in (sys.stdout, sys.stderr):
            # A Windows console of another code page must not end a merge.
            if reconfigure := getattr(stream, "reconfigure", None):
                reconfigure(errors="replace")
        extra["color"] = colour()
        with click.Context(self, color=colour()).scope():  # of what is said of faults, too
            sys.exit(self._run_with_templates(given, prog_name, extra))

    def _run_with_templates(
        self, args: list[str], prog_name: str | None, extra: dict[str, Any]
    ) -> int:
        """Run the command line with the templates of the workspace that it is about."""
        try:
            templates = templates_at(self._about(args))
        except SettingsError as error:
            return tell_error(error, Texts(default_language()), as_json=_JSON in args)
        with templates.in_use():
            return self._run(args, prog_name, extra)

    def _about(self, args: list[str]) -> Path:
        """Return the workspace that exists, or that is to be made."""
        folder, words = self._before(args)[0], iter(args)
        with_value = (*_WITH_VALUE, "--from")
        own = [word for word in words if not (word in with_value and next(words, ""))]
        named = [word for word in own if not word.startswith("-")]
        return folder / named[1] if named[:1] == ["init"] and named[1:] else found_at(folder)

    def _run(self, args: list[str], prog_name: str | None, extra: dict[str, Any]) -> int:
        folder, wanted = self._before(args)
        as_json = _JSON in args
        if not self._names_a_command(args):
            general = [word for word in args if word != _JSON]
            if as_json:
                args = [*general, *_NEXT, _JSON]
            else:
                args = [*general, *(_NEXT if is_workspace(found_at(folder)) else ("--help",))]
        try:
            spoken = next((own for own in LANGUAGES if own == wanted), None)
            usual = spoken or language_of(settings_table(found_at(folder)))
            session = Session(folder, usual, asked=spoken is not None)
        except SettingsError as error:
            return tell_error(error, Texts(default_language()), as_json=as_json)
        if not as_json:
            warn_of_letters(session.texts)
        extra |= {"standalone_mode": False, "obj": session}
        try:
            code = super().main(args, prog_name, **extra)
        except click.UsageError as error:
            return tell_usage(error, session.texts, as_json=as_json)
        except OvpError as error:
            return tell_error(error, session.texts, as_json=as_json)
        except OSError as error:
            return tell_system(error, session.texts, as_json=as_json)
        except click.Abort:
            click.echo(session.texts("cli.aborted"), err=True)
            return ExitCode.COULD_NOT
        return code if isinstance(code, int) else ExitCode.DONE

    def _names_a_command(self, args: list[str]) -> bool:
        """Whether there is anything beside a folder, a language and how much is told."""
        words = iter(args)
        rest = [word for word in words if not (word in _WITH_VALUE and next(words, ""))]
        return any(not re.fullmatch("-v+|--verbose|--json|--lang=.*", word) for word in rest)

    def _before(self, args: list[str]) -> tuple[Path, str | None]:
        """Return the folder and the language, wherever they stand, even behind ``--help``."""
        try:
            with click.Context(self, resilient_parsing=True) as ctx:
                options, _, _ = self.make_parser(ctx).parse_args(list(args))
        except click.UsageError:
            return Path(), None
        return Path(options.get("folder") or "."), options.get("lang")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command; an unknown one is said in the reader's language."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            known = ", ".join(self.list_commands(ctx))
            near = nearest(args[0], self.commands)
            raise _at(ctx, UsageFault("unknown_command", text=args[0], known=known, near=near))
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which a coordinator needs them."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        texts = texts_of(ctx)
        with formatter.section(texts("cli.heading.commands")):
            formatter.write_dl([(name, texts(f"cli.{name}.short")) for name in self.commands])
        super().format_options(ctx, formatter)


def _show_help(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit(ExitCode.DONE)


def _run(name: str, **parameters: object) -> int:
    """Import the command *name* and run it; return its exit code."""
    context = click.get_current_context()
    root = context.find_root()
    # Of "close" the same option also says that it does not matter what is open.
    is_meant = bool(parameters.pop("outside", parameters.get("anyway", False)))
    session: Session = replace(root.obj, anyway=is_meant)

    def run() -> int:
        command = getattr(import_module(f"ovpsheets.cli.{name}"), name)
        return int(command(session, **parameters) or ExitCode.DONE)

    is_lasting = isinstance(context.command, Command) and context.command.lasts
    if is_lasting and not root.params.get("verbose"):
        return said_again(session, name, parameters, run)
    return run()


def _arranged(args: Sequence[str]) -> list[str]:
    """Return *args* with what belongs to every command first and ``--json`` last.

    So -C, --lang, -v and --json may stand before the command or behind it. What
    follows ``--`` is left where it is.
    """
    end = args.index("--") if "--" in args else len(args)
    general: list[str] = []
    own: list[str] = []
    words = iter(args[:end])
    for word in words:
        if word in _WITH_VALUE:
            general += [word, *islice(words, 1)]
        elif word in _ALONE or word.startswith("--lang=") or re.fullmatch("-v+", word):
            general.append(word)
        elif word != _JSON:
            own.append(word)
    json = [_JSON] if _JSON in args[:end] else []
    return [*general, *own, *json, *args[end:]]


def _at(ctx: click.Context, fault: UsageFault) -> UsageFault:
    fault.ctx = ctx
    return fault
