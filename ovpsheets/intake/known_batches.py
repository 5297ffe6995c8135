"""The rows of institutions that somebody made already: they hold while nothing else came of one."""

from collections.abc import Callable

from ovpsheets.intake.answer_rows import AnswerBatches, batches_of
from ovpsheets.intake.one_institution import one_of
from ovpsheets.intake.origin import origin_of_one
from ovpsheets.intake.quarter_so_far import QuarterSoFar


class KnownBatches:
    """The rows of institutions, each under the digest of all that they follow from."""

    def __init__(self) -> None:
        self._known: dict[str, Callable[[], AnswerBatches]] = {}

    def learn(self, key: str, opened: Callable[[], AnswerBatches]) -> None:
        """Take in who *opened* the rows of the institution with that digest; "" is none."""
        if key:
            self._known[key] = opened

    def of(self, so_far: QuarterSoFar, institution: str) -> AnswerBatches:
        """Return the rows of an *institution*; known ones are let go."""
        opened = self._known.pop(self._key(so_far, institution), None)
        if opened is not None:
            return opened()
        return batches_of(so_far.brief, institution, so_far.answering(institution))

    def _key(self, so_far: QuarterSoFar, institution: str) -> str:
        # Of one that returned nothing nobody else made anything.
        if not self._known or not so_far.used_by(institution):
            return ""
        return origin_of_one(one_of(so_far, institution))
