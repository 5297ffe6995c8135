"""More cells are hidden, until no hidden one can be worked out.

In: a family of figures, and what is decided of them already. Out: of each cell of the quarter why
it is hidden, "" where it is shown, and what has to be asked. For example, where a part under 10 is
few, of 3 women, 30 men and 40 children, all 73 of them shown::

    women  3   primary      few by themselves
    men   30   secondary    else 73 − 30 − 40 tells the women; the smaller of the two that help
    children   ""

One after another, as long as the audit finds something too narrow: the smallest figure
that suffices, first among those that stand in a sum with it. What turns out not to be
needed is shown again in the end. Noughts stay, for they say that there was nobody, but where
nothing else keeps a figure secret: after a published baseline of one person, and nobody new, it
is one. What is public already, or was decided to be, is never hidden.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Final

from ovpsheets.disclosure.audit import Audit, Hidden, Need
from ovpsheets.disclosure.families import Family
from ovpsheets.disclosure.known import Known, published_sums
from ovpsheets.disclosure.primary import primary, wanted
from ovpsheets.disclosure.question import Question
from ovpsheets.disclosure.search import Search
from ovpsheets.disclosure.solve import Relation, StepsUsedUp
from ovpsheets.disclosure.terms import Key

_PAIRS_OF: Final = 8
"""Of more figures it would take too long to try every two."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the public is told: ``relations`` between cells, and cells ``shown`` by decision.

    ``also``: cells that are hidden for what others could be held to add up to.
    """

    known: Known
    search: Search
    relations: tuple[Relation, ...]
    shown: Hidden = frozenset()
    also: Hidden = frozenset()
    _hidden: list[Hidden] = field(default_factory=list, repr=False)  # once it was worked out

    def hidden(self) -> Hidden:
        """Return the cells of the quarter that have to be hidden, for their own or others' sake.

        All that can be, where it would take too long to find out which suffice.
        """
        if not self._hidden:
            try:
                found = self._sufficing()
            except StepsUsedUp:
                found = self.everything()
            self._hidden.append(found)
        return self._hidden[0]

    def _sufficing(self) -> Hidden:
        audit, hidden = self.audit(), self.secret()
        for own in (audit, audit.and_(self.audit(noughts=True).hideable)):
            hidden = _needed(own, hidden, _enough(own, hidden))
        return hidden

    def everything(self) -> Hidden:
        """Return the cells of the quarter that can be hidden, or have to be."""
        return self.audit(noughts=True).hideable | self.secret()

    def reasons(self) -> dict[Key, str]:
        """Return the cells of the quarter with why each is hidden for what it says itself."""
        return primary(self.known.family, self.search.figures, self.search.policy, self.shown)

    def secret(self) -> Hidden:
        """Return the cells of the quarter that are hidden for what they say themselves."""
        return self.also.union(key for key, why in self.reasons().items() if why)

    def audit(self, *, noughts: bool = False) -> Audit:
        """Return what tells whether enough is hidden; *noughts*: where these can be hidden, too."""
        can_be = (key for key in self.known.now if self._can_be_hidden(key))
        hideable = frozenset(
            key for key in can_be if noughts or self.search.figures.values[key] != 0
        )
        return Audit(self.known, self.search, self.relations, hideable)

    def and_(self, relations: tuple[Relation, ...], shown: Hidden) -> "Told":
        """Return what is told with more relations and more cells shown."""
        relations, shown = self.relations + relations, self.shown | shown
        return replace(self, relations=relations, shown=shown, _hidden=[])

    def _can_be_hidden(self, key: Key) -> bool:
        by_hand = self.search.figures.is_taken_back(key, self.known.family.activity(key.indicator))
        open_to_all = key in self.shown or self.search.figures.is_public(key)
        return by_hand or not open_to_all


def suppressed(
    family: Family, search: Search, also: Hidden = frozenset(), *, within: int = 0
) -> tuple[dict[Key, str], list[Question]]:
    """Return the cells of the quarter with why each is hidden ("": shown), and what to ask.

    Asked is about every whitelisted sum, and every cell to be shown by decision, with
    which a hidden one can be worked out whatever else is hidden; until there is a yes
    the sum binds nothing and is not published, and the cell is as it would be without.
    *also*: cells that are hidden whatever is decided here. *within*: see :class:`Known`.
    """
    if search.is_given_up(family):  # then nothing depends on what adds up
        family = replace(family, sums=())
    known = search.known(family, within)
    relations = () if search.is_given_up(family) else known.relations()
    told = Told(known, search, relations, also=also & frozenset(known.now))
    questions = []
    for question, more, shown in _wishes(told):
        with_it = told.and_(more, shown)
        if _reveals(told, with_it):
            questions.append(question)
            if search.figures.memory.answer(question.id) is not True:
                continue
        told = with_it
    reasons, hidden = told.reasons(), told.hidden()
    decided = {key: why or ("secondary" if key in hidden else "") for key, why in reasons.items()}
    return decided, questions


def _wishes(told: Told) -> Iterator[tuple[Question, tuple[Relation, ...], Hidden]]:
    """Yield what officials want public: the question it may raise, relations and cells."""
    for key in wanted(told.known.family, told.search.figures):
        value = told.search.figures.values[key]
        yield revealing("show_reveals", told.known.family, key, value), (), frozenset({key})
    for key, relation in published_sums(told.known, told.search.figures).items():
        asked = revealing("whitelist_reveals", told.known.family, key, relation.low)
        yield asked, (relation,), frozenset()


def _reveals(before: Told, after: Told) -> bool:
    """Tell whether *after* has to be asked about, for it may reveal what *before* does not."""
    try:
        is_of_sum = after.relations != before.relations
        return gives_back(before, after) or (is_of_sum and _tells_a_body(before, after))
    except StepsUsedUp:
        return True


def gives_back(before: Told, after: Told) -> bool:
    """Tell whether *after* leaves less possible than is needed, and than *before* would."""
    with_it, without = after.audit(noughts=True), before.audit(noughts=True)
    secret = after.secret()
    most, most_before = with_it.hideable | secret, without.hideable | before.secret()
    return any(
        with_it.loses(need, floor, most, without, most_before)
        for need in (*without.needs(secret), *with_it.of_contributors(most, secret))
        for floor in without.floors
    )


def _tells_a_body(before: Told, after: Told) -> bool:
    """Tell whether *after* leaves a body one number for another's figure hidden for a third's sake.

    Of two bodies alone each knows the other's from the sum, and no more that is hidden helps.
    """
    if not after.search.policy.contributors:
        return False
    with_it, without, hidden = after.audit(), before.audit(), after.hidden()
    most = without.hideable | before.secret()
    return any(
        with_it.loses(need, floor, hidden, without, most)
        for need in with_it.of_contributors(hidden, hidden)
        for floor in without.floors
    )


def revealing(kind: str, family: Family, key: Key, value: float) -> Question:
    """Return what is asked about a published *value*, a sum or a figure, that gives others back."""
    quarter, indicator, institution = key
    activity = family.activity(indicator)
    text = f"{quarter} {indicator}: {value:g}"
    return Question(kind, quarter, activity, indicator, institution, text)


def _enough(audit: Audit, first: Hidden) -> Hidden:
    """Return *first* and as many more cells as the audit wants hidden."""
    hidden = first
    if audit.hideable <= hidden:
        return hidden
    # Each that is hidden may make another too narrow, so this goes on until none is.
    while need := audit.too_narrow(hidden):
        more = list(_candidates(audit, need, hidden))
        alone = (key for key in more if audit.is_met(need, hidden | {key}))
        # There is one: where nothing is left to be hidden, nothing would meet a need better.
        hidden |= {next(alone, more[0])}
    return hidden


def _candidates(audit: Audit, need: Need, hidden: Hidden) -> Iterator[Key]:
    """Yield the cells that could still be hidden, the best first."""
    near = {
        key
        for relation in audit.relations
        if need.cells & {key for key, _ in relation.terms}
        for key, _ in relation.terms
    } | need.cells
    # What stands in a sum with it first, for only that helps; of these the smallest, whose loss
    # costs readers least.
    left = sorted(audit.hideable - hidden)
    yield from sorted(left, key=lambda key: (key not in near, audit.known.values[key], key))


def _needed(audit: Audit, first: Hidden, hidden: Hidden) -> Hidden:
    """Return *hidden* without what need not be hidden, the largest figures tried first."""

    def largest(cells: Hidden) -> list[Key]:
        return sorted(cells, key=lambda key: (-audit.known.values[key], key))

    for key in largest(hidden - first):
        if audit.too_narrow(hidden - {key}) is None:
            hidden -= {key}
    # Two that are hidden only for each other's sake go together.
    left = largest(hidden - first)
    for pair in combinations(left, 2) if len(left) <= _PAIRS_OF else ():
        if hidden.issuperset(pair) and audit.too_narrow(hidden - set(pair)) is None:
            hidden -= set(pair)
    return hidden
