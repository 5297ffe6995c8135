"""``ovpsheets rules``: the rule book."""

from ovpsheets.cli import show
from ovpsheets.cli.result_view import severity_word
from ovpsheets.cli.session import Session
from ovpsheets.cli.unusable import tell_unusable
from ovpsheets.extensions import Unusable
from ovpsheets.rules.base import Rule
from ovpsheets.rules.own_rules import all_rules, own_rules
from ovpsheets.texts import Texts

_WORDS = ("name", "meaning", "remedy", "example")


def rules(session: Session, *, as_json: bool) -> None:
    """Write every rule: what it means, what to do, an example."""
    texts, book = session.texts, all_rules()
    tell_unusable((rule for rule in own_rules() if isinstance(rule, Unusable)), texts)
    if as_json:
        show.as_json([_values(rule, texts) for rule in book])
        return
    show.heading(texts("cli.rules.title", n=len(book)))
    for rule in book:
        values = _values(rule, texts)
        show.line()
        show.heading(f"{values['name']}  [{severity_word(rule.severity, texts)}]")
        labels = [(texts(f"cli.rules.{key}"), values[key]) for key in _WORDS[1:]]
        show.facts([*labels, (texts("cli.rules.id"), rule.id)], indent=2)


def _values(rule: Rule, texts: Texts) -> dict[str, str]:
    words = {key: texts(f"rules.{rule.id}.{key}") for key in _WORDS}
    return {"id": rule.id, "severity": rule.severity.value, **words}
