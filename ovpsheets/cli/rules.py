"""``ovpsheets rules``: the rule book."""

import click

from ovpsheets.cli import show
from ovpsheets.cli.group import Command
from ovpsheets.cli.parameters import json_option
from ovpsheets.cli.session import Session
from ovpsheets.rules.base import Rule
from ovpsheets.rules.rule_book import RULES
from ovpsheets.texts import Texts

_WORDS = ("name", "meaning", "remedy", "example")


@click.command("rules", cls=Command)
@json_option
@click.pass_obj
def rules(session: Session, *, as_json: bool) -> None:
    """Write every rule: what it means, what to do, an example."""
    texts = session.texts
    if as_json:
        show.as_json([_values(rule, texts) for rule in RULES])
        return
    show.heading(texts("cli.rules.title", n=len(RULES)))
    for rule in RULES:
        values = _values(rule, texts)
        show.line()
        show.heading(f"{values['name']}  [{show.severity_word(rule.severity, texts)}]")
        labels = [(texts(f"cli.rules.{key}"), values[key]) for key in _WORDS[1:]]
        show.facts([*labels, (texts("cli.rules.id"), rule.id)], indent=2)


def _values(rule: Rule, texts: Texts) -> dict[str, str]:
    words = {key: texts(f"rules.{rule.id}.{key}") for key in _WORDS}
    return {"id": rule.id, "severity": rule.severity.value, **words}
