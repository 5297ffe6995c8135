"""The draft as members are sent it: of a large plan the front, and the parts that concern each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from ovpsheets.plan.model import Plan
from ovpsheets.results.mail.mail_draft import Attachment
from ovpsheets.results.narrative import SummaryContext, parts, summary_context
from ovpsheets.results.product import MOST_ATTACHED
from ovpsheets.results.report import Report
from ovpsheets.texts import Texts
from ovpsheets.version import VERSION
from ovpsheets.words import Language

WHOLE: Final = ""
"""Stands for the whole draft, or the front of one in parts, where a commitment's code may."""


@dataclass(frozen=True, slots=True)
class DraftSent:
    """The draft *report* (as it will be published) in one format; each file is made once.

    ``stem``: what the files are called before the language, ``ending`` behind it.
    """

    report: Report
    stem: str
    ending: str
    render: Callable[[SummaryContext], bytes]
    _made: dict[tuple[Language, str], Attachment] = field(default_factory=dict)

    def files(self, language: Language) -> Iterator[Attachment]:
        """Yield the whole draft, or its front and all its parts."""
        for code in (WHOLE, *parts(self.report)):
            yield self._file(language, code)

    def to(self, institution: str) -> Mapping[str, Attachment]:
        """Return what an institution is sent, by :data:`WHOLE` and by commitment.

        The front always, and of the parts that concern it as many as a mail takes.
        """
        language = self.report.plan.institution(institution).language
        own = concerning(self.report.plan).get(institution, frozenset())
        found = {
            code: self._file(language, code)
            for code in (WHOLE, *parts(self.report))
            if code in own or code == WHOLE
        }
        sizes = accumulate(len(file.data) for file in found.values())
        fits = sum(size <= MOST_ATTACHED for size in sizes)
        return dict(list(found.items())[: max(fits, 1)])

    def _file(self, language: Language, code: str) -> Attachment:
        if (language, code) not in self._made:
            part = f".{code}" if code else ""
            name = f"{self.stem}{part}.{language}.{self.ending}"
            data = self.render(_context(self.report, language, code))
            self._made[language, code] = Attachment(name, data)
        return self._made[language, code]


def _context(report: Report, language: Language, code: str) -> SummaryContext:
    front = not code and bool(parts(report))
    return summary_context(report, Texts(language), code or None, version=VERSION, front=front)


def concerning(plan: Plan) -> Mapping[str, frozenset[str]]:
    """Return institution → the commitments that it coordinates, or on which it reports."""
    found: dict[str, set[str]] = {}
    for commitment in plan.commitments:
        found.setdefault(commitment.coordinator, set()).add(commitment.code)
    for activity in plan.activities:
        for institution, _ in activity.parties:
            found.setdefault(institution, set()).add(activity.commitment)
        for indicator in plan.indicators_of(activity.code):
            for institution in indicator.reported_by:
                found.setdefault(institution, set()).add(activity.commitment)
    return {institution: frozenset(codes) for institution, codes in found.items()}
