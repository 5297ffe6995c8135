"""Root causes first: which finding only follows from another.

A finding follows from another when its rule says so (``Rule.follows``) and the
other is about the same subject or about one that contains it: an activity
contains its indicators, an institution everything that it reports. So does the second finding of
a rule about one cell: an answer in a merged cell is that of several rows, and is asked about once.
"""

from collections.abc import Container, Iterator, Mapping, Sequence

from ovpsheets.rules.base import Found, Rule

Judged = tuple[Rule, Found, str]
"""The rule, what it found, and the finding's id."""


def roots(judged: Sequence[Judged], waived: Container[str] = ()) -> dict[str, str]:
    """Return finding id → the id of the finding from which it follows in the end.

    *waived*: ids of findings that nobody is asked about, so that none of another row may stand
    behind them.
    """
    by_subject: dict[tuple[str, str, str, str], str] = {}
    for rule, found, identity in judged:
        for activity, indicator in found.about or ((found.activity, found.indicator),):
            by_subject.setdefault((rule.id, found.institution, activity, indicator), identity)
    causes: dict[str, str] = {}
    by_cell: dict[tuple[str, ...], str] = {}
    for rule, found, identity in judged:
        cause = next(_causes(rule, found, by_subject), "")
        if not cause and identity not in waived and (cell := _answer_cell(rule, found)):
            same = by_cell.setdefault(cell, identity)
            cause = "" if same == identity else same
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


def _answer_cell(rule: Rule, found: Found) -> tuple[str, ...]:
    """What makes findings about two rows one: the rule, the cell and what stands in it."""
    place = found.place
    if not (found.activity and found.found and place.cell):
        return ()
    return (
        rule.id,
        found.institution,
        place.file,
        place.sheet,
        place.cell,
        found.part,
        found.found,
    )


def _root(identity: str, causes: Mapping[str, str]) -> str:
    while cause := causes.get(identity):
        identity = cause
    return identity
