"""Root causes first: which finding only follows from another.

A finding follows from another when its rule says so (``Rule.follows``) and the
other is about the same subject or about one that contains it: an activity
contains its indicators, an institution everything that it reports.
"""

from collections.abc import Iterator, Mapping, Sequence

from ovpsheets.rules.base import Found, Rule

Judged = tuple[Rule, Found, str]
"""The rule, what it found, and the finding's id."""


def roots(judged: Sequence[Judged]) -> dict[str, str]:
    """Return finding id → the id of the finding from which it follows in the end."""
    by_subject: dict[tuple[str, str, str, str], str] = {}
    for rule, found, identity in judged:
        for activity, indicator in found.about or ((found.activity, found.indicator),):
            by_subject.setdefault((rule.id, found.institution, activity, indicator), identity)
    causes: dict[str, str] = {}
    for rule, found, identity in judged:
        cause = next(_causes(rule, found, by_subject), "")
        # Rules of other packages may name one another as causes. Of such findings one must stand
        # for itself, or all of them would be said with another one and so not at all.
        if cause and _root(cause, causes) != identity:
            causes[identity] = cause
    return {identity: _root(identity, causes) for identity in causes}


def _causes(
    rule: Rule, found: Found, by_subject: Mapping[tuple[str, str, str, str], str]
) -> Iterator[str]:
    if not found.institution:
        return
    subjects = dict.fromkeys([(found.activity, found.indicator), (found.activity, ""), ("", "")])
    for cause in rule.follows:
        for activity, indicator in subjects:
            subject = (cause, found.institution, activity, indicator)
            if subject in by_subject:
                yield by_subject[subject]


def _root(identity: str, causes: Mapping[str, str]) -> str:
    while cause := causes.get(identity):
        identity = cause
    return identity
