"""``ovpsheets rules``: the rule book, and the checks that the workspace's plan has of its own."""

from ovpsheets.cli import show
from ovpsheets.cli.ending import ended
from ovpsheets.cli.result_view import severity_word
from ovpsheets.cli.session import Session, is_workspace
from ovpsheets.cli.unusable import tell_unusable
from ovpsheets.extensions import Unusable
from ovpsheets.plan.model import Plan, PlanCheck
from ovpsheets.plan.read import examine_plan
from ovpsheets.rules.base import Rule
from ovpsheets.rules.failed_check import RULE as FAILED_CHECK
from ovpsheets.rules.own_rules import all_rules, own_rules
from ovpsheets.texts import Texts
from ovpsheets.workspace.following import look, start

_WORDS = ("name", "meaning", "remedy", "example")


def rules(session: Session, *, as_json: bool) -> None:
    """Write every rule: what it means, what to do, an example; then the plan's own checks."""
    texts, book = session.texts, all_rules()
    tell_unusable((rule for rule in own_rules() if isinstance(rule, Unusable)), texts)
    is_there = is_workspace(session.folder)
    plan = examine_plan(session.workspace.plan_path)[0] if is_there else None
    checks = plan.checks if plan else ()
    if as_json:
        own = [_values_of(check, texts) for check in checks]
        show.as_json([*(_values(rule, texts) for rule in book), *own])
        return
    show.heading(texts("cli.rules.title", n=len(book)))
    for rule in book:
        values = _values(rule, texts)
        show.line()
        show.heading(f"{values['name']}  [{severity_word(rule.severity, texts)}]")
        labels = [(texts(f"cli.rules.{key}"), values[key]) for key in _WORDS[1:]]
        show.facts([*labels, (texts("cli.rules.id"), rule.id)], indent=2)
    if plan:
        _tell_checks(plan, texts)
    elif is_there:
        show.line()
        show.line(texts("cli.rules.plan_unread"))
    ended(session, look() if is_there else start())


def _tell_checks(plan: Plan, texts: Texts) -> None:
    if plan.checks:
        show.line()
        show.heading(texts("cli.rules.checks", n=len(plan.checks)))
    for check in plan.checks:
        show.line()
        says = check.says.in_(texts.language)
        show.heading(f"{says}  [{severity_word(check.severity, texts)}]")
        facts = [("holds", check.typed), ("rows", _rows(check)), ("quarters", _span(check, texts))]
        told = [(texts(f"cli.rules.{key}"), value) for key, value in facts if value]
        show.facts([*told, (texts("cli.rules.id"), check.code)], indent=2)


def _rows(check: PlanCheck) -> str:
    return ", ".join(check.rows)


def _span(check: PlanCheck, texts: Texts) -> str:
    """Return from when to when a check is judged; "" where that is always."""
    days = [texts.short_date(day) if day else "" for day in (check.from_, check.until)]
    return " – ".join(days) if any(days) else ""


def _values(rule: Rule, texts: Texts) -> dict[str, str]:
    words = {key: texts(f"rules.{rule.id}.{key}") for key in _WORDS}
    return {"id": rule.id, "severity": rule.severity.value, **words}


def _values_of(check: PlanCheck, texts: Texts) -> dict[str, str]:
    """Return a check under the same keys as a rule has: its example is what must hold."""
    generic = {key: texts(f"rules.{FAILED_CHECK.id}.{key}") for key in _WORDS}
    own = {"name": check.says.in_(texts.language), "example": check.typed}
    return {"id": check.code, "severity": check.severity.value, **generic, **own}
