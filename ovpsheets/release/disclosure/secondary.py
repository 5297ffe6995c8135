"""More cells are hidden, until no hidden one can be worked out.

One after another, as long as the audit finds something too narrow: the smallest figure
that suffices, first among those that stand in a sum with it. What turns out not to be
needed is shown again in the end. Noughts stay: they say that there was nobody. What is
public already, or was decided to be, is never hidden.
"""

from collections.abc import Iterator

from ovpsheets.release.disclosure.audit import Audit, Hidden, Need
from ovpsheets.release.disclosure.families import Family
from ovpsheets.release.disclosure.figures import Figures
from ovpsheets.release.disclosure.known import Known, published_sums
from ovpsheets.release.disclosure.model import Key, Policy
from ovpsheets.release.disclosure.primary import primary, whitelisted
from ovpsheets.release.disclosure.questions import Question
from ovpsheets.release.disclosure.solve import Relation


def suppressed(
    family: Family, figures: Figures, policy: Policy
) -> tuple[dict[Key, str], list[Question]]:
    """Return the cells of the quarter with why each is hidden ("": shown), and what to ask.

    Asked is about every whitelisted figure with which a hidden one can be worked
    out whatever else is hidden; until there is a yes it binds nothing and is not published.
    """
    reasons = primary(family, figures, policy)
    known = Known.of(family, figures)
    questions = []
    relations = list(known.relations())
    for key, relation in published_sums(known, figures).items():
        question = _reveals(family, key, relation.low)
        without = _audit(known, figures, policy, tuple(relations), reasons)
        with_it = _audit(known, figures, policy, (*relations, relation), reasons)
        if _gives_back(without, with_it):
            questions.append(question)
            if figures.memory.answer(question.id) is not True:
                continue
        relations.append(relation)
    audit = _audit(known, figures, policy, tuple(relations), reasons)
    first = frozenset(key for key, why in reasons.items() if why)
    hidden = _needed(audit, first, _enough(audit, first))
    decided = {key: why or ("secondary" if key in hidden else "") for key, why in reasons.items()}
    return decided, questions


def _audit(
    known: Known,
    figures: Figures,
    policy: Policy,
    relations: tuple[Relation, ...],
    reasons: dict[Key, str],
) -> Audit:
    fixed = {key for key in reasons if _is_fixed(key, figures)}
    hideable = frozenset(key for key in reasons if figures.values[key] and key not in fixed)
    return Audit(known, figures, policy, relations, hideable)


def _is_fixed(key: Key, figures: Figures) -> bool:
    official = figures.memory.official(*key)
    shown = figures.is_public(key) or key in whitelisted(figures) or official == "show"
    return shown and official != "hide"


def _gives_back(without: Audit, with_it: Audit) -> bool:
    secret = _secret(without)
    everything = without.hideable | secret
    return any(
        with_it.possible(need, everything, floor)
        < min(need.width, without.possible(need, everything, floor))
        for need in without.needs(secret)
        for floor in without.floors
    )


def _secret(audit: Audit) -> Hidden:
    return frozenset(
        key for key, why in primary(audit.known.family, audit.figures, audit.policy).items() if why
    )


def _reveals(family: Family, key: Key, value: int) -> Question:
    quarter, indicator, institution = key
    activity = family.members[0].activity
    text = f"{quarter} {indicator}: {value}"
    return Question("whitelist_reveals", quarter, activity, indicator, institution, text)


def _enough(audit: Audit, first: Hidden) -> Hidden:
    """Return *first* and as many more cells as the audit wants hidden."""
    hidden = first
    while need := audit.too_narrow(hidden):
        more = list(_candidates(audit, need, hidden))
        alone = (key for key in more if audit.is_met(need, hidden | {key}))
        chosen = next(alone, more[0] if more else None)
        if chosen is None:
            return hidden
        hidden |= {chosen}
    return hidden


def _candidates(audit: Audit, need: Need, hidden: Hidden) -> Iterator[Key]:
    """Yield the cells that could still be hidden, the best first."""
    near = {
        key
        for relation in audit.relations
        if need.cells & {key for key, _ in relation.terms}
        for key, _ in relation.terms
    } | need.cells
    left = sorted(audit.hideable - hidden)
    yield from sorted(left, key=lambda key: (key not in near, audit.known.values[key], key))


def _needed(audit: Audit, first: Hidden, hidden: Hidden) -> Hidden:
    """Return *hidden* without what need not be hidden, the largest figures tried first."""
    more = sorted(hidden - first, key=lambda key: (-audit.known.values[key], key))
    for key in more:
        if audit.too_narrow(hidden - {key}) is None:
            hidden -= {key}
    return hidden
