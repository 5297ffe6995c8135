"""Which counts of persons are hidden, or rounded, by all that binds them; families together.

Decided is for the reader who knows what plan, titles and figures say; again for each sum that may
yet turn out to be one; and again for the reader who believes what the figures only nearly say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ovpsheets.disclosure.families import Family, Sum, families, thresholds
from ovpsheets.disclosure.figures import Figures
from ovpsheets.disclosure.known import Known, published_sums
from ovpsheets.disclosure.noticed import Noticing
from ovpsheets.disclosure.noticed_later import Later
from ovpsheets.disclosure.question import Question
from ovpsheets.disclosure.readers import Readers
from ovpsheets.disclosure.rounding import is_rounded, rounded
from ovpsheets.disclosure.search import Search
from ovpsheets.disclosure.secondary import suppressed
from ovpsheets.disclosure.solve import Relation
from ovpsheets.disclosure.terms import Key, Policy
from ovpsheets.plan.model import Plan
from ovpsheets.words import Combine


@dataclass(frozen=True, slots=True)
class Counts:
    """The ``families`` of persons, bound by ``sums``, and what was decided of their cells.

    ``why`` each is hidden ("": shown), and the ``numbers`` that some are rounded to; ``given_up``:
    the indicators of which all is hidden, for so much hangs together that the search was given up.
    """

    families: tuple[Family, ...]
    sums: tuple[Sum, ...]
    why: Mapping[Key, str]
    numbers: Mapping[Key, int]
    questions: tuple[Question, ...]
    given_up: frozenset[str] = frozenset()

    @property
    def hidden(self) -> frozenset[Key]:
        """The cells of the quarter that are hidden."""
        return frozenset(key for key, why in self.why.items() if why)

    def secret(self, figures: Figures) -> frozenset[Key]:
        """Return what is hidden of every quarter."""
        before = (key for key, value in figures.public.items() if value is None)
        return self.hidden.union(key for key in before if key not in self.why)

    def and_(self, other: "Counts") -> "Counts":
        """Return these with what is hidden, and asked, by the *other* besides."""
        why = {key: said or other.why.get(key, "") for key, said in self.why.items()}
        questions = {own.id: own for own in (*self.questions, *other.questions)}
        numbers = {key: number for key, number in self.numbers.items() if not why[key]}
        asked, given_up = tuple(questions.values()), self.given_up | other.given_up
        return replace(self, why=why, numbers=numbers, questions=asked, given_up=given_up)


def decided_counts(plan: Plan, figures: Figures, policy: Policy) -> Counts:
    """Decide about the counts of persons, and again by each sum that may yet turn out to be one.

    Each of these is looked at by itself, for two of them may not be true together.
    """
    noticing = Noticing(plan, figures)
    later = Later(noticing, max(thresholds(plan, policy).values(), default=policy.threshold))
    sums = noticing.sums()
    if policy.protect_zeros:
        sums = noticing.without_noughts(sums)
    search = Search(figures, policy)
    bound = _Bound(plan, search, sums, Readers(plan, search))
    found, tried = bound.decided(), [replace(own, is_seen=False) for own in bound.sums]
    settled: frozenset[Key] = frozenset()
    while more := later.telling(found.secret(figures) - settled, tried):
        for own in filter(bound.is_open, more):
            found = found.and_(bound.decided_by(own, found.hidden))
            if later.tells(own, found.secret(figures)):  # whatever is hidden; so others need not
                settled |= {key for key in found.hidden if key.indicator in own.codes}
        tried += more
    # A rule of thumb chose these; of the others only those count that hide something.
    for own in later.touching(found.secret(figures), tried):
        if bound.is_open(own) and not any(own.reverses(other) for other in found.sums):
            with_it = found.and_(bound.decided_by(own, found.hidden))
            if with_it.hidden != found.hidden:
                tried.append(own)
            found = with_it
    found = replace(found, sums=(*found.sums, *tried[len(bound.sums) :]))
    return bound.believed(found, noticing.nearly(later.few), later.few)


@dataclass(frozen=True)  # no slots: what is found is kept
class _Bound:
    """Decides about the counts of persons that are bound by ``sums``.

    ``within``: so much less one that nearly holds is off which is believed all the same.
    ``numbers``: what was decided already that some are rounded to.
    """

    plan: Plan
    search: Search
    sums: tuple[Sum, ...]
    readers: Readers
    within: int = 0
    numbers: Mapping[Key, int] = field(default_factory=dict)

    def decided(self) -> Counts:
        return self._of(self._families, self.sums, frozenset())

    @cached_property
    def _families(self) -> tuple[Family, ...]:
        return families(self.plan, self.sums)

    def is_open(self, own: Sum) -> bool:
        """Tell whether anything of a sum can still be decided: not all of it was given up."""
        of_it = (one for one in self._families if not one.codes.isdisjoint(own.codes))
        return not all(map(self.search.is_given_up, of_it))

    def decided_by(self, more: Sum, hidden: frozenset[Key]) -> Counts:
        """Decide about what another sum would bind, while at least *hidden* is hidden.

        What is hidden then for its sake may need others to be hidden though it is none.
        """
        sums = (*self.sums, more)
        joined = [own for own in families(self.plan, sums) if more in own.sums]
        found = self._of(joined, sums, hidden)
        return found.and_(self._of(self._apart(joined), self.sums, hidden | found.hidden))

    def believed(self, found: Counts, nearly: Iterable[Sum], few: int) -> Counts:
        """Decide again for who takes what nearly adds up for a sum, and is right but for a few.

        Typed parts that do not add up to their typed whole tell a hidden one all the same: not
        exactly, and near enough. *nearly*: sums besides that titles tell; *few*: see ``within``.
        """
        sums, readers = (*self.sums, *nearly), replace(self.readers, within=few, _found={})
        misled_by = replace(self, sums=sums, readers=readers, within=few, numbers=found.numbers)
        misled = [own for own in families(self.plan, sums) if misled_by._is_off(own)]
        # What is hidden for others' sake tells who believes that the sum is whole nothing of them.
        more = found.and_(misled_by._of(misled, sums, frozenset()))
        return (
            more
            if more.hidden == found.hidden
            else more.and_(self._of(self._apart(misled), self.sums, more.hidden))
        )

    def _apart(self, joined: Iterable[Family]) -> list[Family]:
        """Return the families that *joined*, bound by further sums, are made of."""
        codes = frozenset(code for own in joined for code in own.codes)
        return [own for own in self._families if not codes.isdisjoint(own.codes)]

    def _is_off(self, family: Family) -> bool:
        """Tell whether somebody can believe of *family* what holds but nearly."""
        if not family.is_of_persons or not self._stands_in_a_sum(family):
            return False
        exact, nearly = (self.search.known(family, within) for within in (0, self.within))
        return _bound_by(exact, self.search.figures) != _bound_by(nearly, self.search.figures)

    def _stands_in_a_sum(self, family: Family) -> bool:
        """Tell whether figures of *family* are bound to others, or to one published elsewhere."""
        (first, *others) = family.members
        elsewhere = {line.indicator for line in self.search.figures.memory.decided("whitelist")}
        is_alone = not others and first.combine is not Combine.SAME
        return not is_alone or first.code in elsewhere

    def _of(self, every: Iterable[Family], sums: tuple[Sum, ...], hidden: frozenset[Key]) -> Counts:
        why: dict[Key, str] = {}
        numbers: dict[Key, int] = {}
        questions: list[Question] = []
        sensitive = tuple(own for own in every if own.is_of_persons)
        for family in sensitive:
            if is_rounded(family, self.search.figures, self.search.policy):
                reasons, shown, about_sums = rounded(
                    family, self.search, self.numbers, within=self.within
                )
                numbers |= shown
            else:
                reasons, about_sums = self._suppressed(family, hidden)
            questions += about_sums
            why |= reasons
        given_up = [own for own in sensitive if self.search.is_given_up(own)]
        codes = frozenset(code for own in given_up for code in own.codes)
        return Counts(sensitive, sums, why, numbers, tuple(questions), codes)

    def _suppressed(
        self, family: Family, hidden: frozenset[Key]
    ) -> tuple[dict[Key, str], list[Question]]:
        """Return what :func:`suppressed` does, for who believes all the sums, and who some."""
        within = self.within
        others, unsettled = self.readers.of(family)
        hidden |= unsettled
        why, asked = suppressed(family, self.search, hidden, within=within)
        settled = None if others else why
        while why != settled:  # what is hidden from one may tell another more
            settled = why
            for own in (*others, family):
                hidden = hidden.union(key for key, said in why.items() if said)
                more, also = suppressed(own, self.search, hidden, within=within)
                why = {key: said or more[key] for key, said in why.items()}
                asked += also
        return why, list({own.id: own for own in asked}.values())


def _bound_by(known: Known, figures: Figures) -> Sequence[Relation]:
    return (*known.relations(), *published_sums(known, figures).values())
