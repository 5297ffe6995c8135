"""A finding as a row of the table ``findings``: where it is, since when, and what is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Any

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.rules.base import Found, Rule
from ovpsheets.rules.sent_as import days_of_files, is_mail, known_as, known_place
from ovpsheets.tables import Tables
from ovpsheets.texts import Texts
from ovpsheets.words import Language


def finding_id(rule: Rule, found: Found) -> str:
    """Return the finding's id: rule, institution and subject, the same in every quarter."""
    about = found.indicator or found.activity
    return ":".join(part for part in (rule.id, found.institution, about, found.part) if part)


def finding_row(
    evidence: QuarterSoFar, rule: Rule, found: Found, language: Language
) -> dict[str, Any]:
    """Return the row of a finding: ``message`` in *language*, ``ask`` in the institution's own.

    Raises KeyError where a sentence of the rule wants a value that the finding has not.
    """
    plan, identity = evidence.plan, finding_id(rule, found)
    own = _language(plan, found, language)
    activity = plan.activity(found.activity) if found.activity else None
    return {
        "id": identity,
        "rule": rule.id,
        "quarter": str(evidence.quarter),
        "institution": found.institution or None,
        "commitment": activity.commitment if activity else None,
        "activity": found.activity or None,
        "indicator": found.indicator or None,
        "file": found.place.file or None,
        "sheet": found.place.sheet or None,
        "cell": found.place.cell or None,
        "found": found.found or None,
        "message": _Words(evidence, found, language).say(f"rules.{rule.id}.message"),
        "ask": _Words(evidence, found, own, is_ask=True).say(f"rules.{rule.id}.ask"),
    }


@dataclass(frozen=True, slots=True)
class _Words:
    """The values that a rule's sentences may use, in one language."""

    evidence: QuarterSoFar
    found: Found
    language: Language
    is_ask: bool = False

    def say(self, key: str) -> str:
        texts = Texts(self.language)
        # What a rule says of itself counts before what all rules say; what differs by language
        # comes behind it, for no rule knows who reads.
        values: dict[str, object] = {**self._standard(texts), **self.found.values}
        values |= {
            # "n" also chooses the plural, so it stays a number.
            name: int(value) if name == "n" else texts.number(value)
            for name, value in self.found.numbers.items()
        }
        for name, other in self.found.institutions.items():
            values[name] = other.full_name(self.language)
        values |= {n: wording.in_(self.language) for n, wording in self.found.wordings.items()}
        for name, day in self.found.dates.items():
            values[name] = texts.long_date(day)
        for name, (inner, inner_values) in self.found.keys.items():
            words = {**values, **inner_values}
            own = self.evidence.plan.columns.own_heading(inner, texts)
            values[name] = own or self._said(inner, words, texts)
        also = (self._said(more, own, texts) for more, own in self.found.also)
        return " ".join((texts(key, **values), *also))

    def _said(self, key: str, values: Mapping[str, object], texts: Texts) -> str:
        """Say a part of the sentence; of some the member is told in other words."""
        if self.is_ask and texts.has(f"{key}_ask"):
            key = f"{key}_ask"
        if "file" in values:
            values = {**values, "sent": self._sent(str(values["file"]), texts)}
        return texts(key, **values)

    def _standard(self, texts: Texts) -> dict[str, str]:
        plan, found = self.evidence.plan, self.found
        dates = plan.dates(self.evidence.quarter)
        own = plan.find_institution(found.institution)
        values = {
            "institution": own.full_name(self.language) if own else found.institution,
            "quarter": texts.quarter_object(self.evidence.quarter),
            "submit_by": texts.long_date(dates.submit_by),
            "file": self._file(),
            "sent": self._sent(found.place.file, texts),
            "there": known_place(found.place, texts),
            "sheet": found.place.sheet,
            "cell": found.place.cell,
            "found": found.found,
        }
        if found.activity:
            activity = plan.activity(found.activity)
            title = activity.text.in_(self.language)
            values |= {
                "activity": subject(activity.code, title, texts),
                "deadline": texts.short_date(activity.deadline),
            }
        if found.indicator:
            indicator = plan.indicator(found.indicator)
            title = indicator.text.in_(self.language)
            values["indicator"] = subject(indicator.code, title, texts)
        return values

    def _sent(self, file: str, texts: Texts) -> str:
        day = days_of_files(self.evidence).get(file) if is_mail(file) else None
        return known_as(file, texts, day)

    def _file(self) -> str:
        """The file; whoever sent it knows nothing of the mail or archive in which it is kept."""
        name = self.found.place.file
        return PurePosixPath(name).name if self.is_ask else name


def subject(code: str, title: str, texts: Texts) -> str:
    """Return an activity or indicator as sentences name it: its code and its title, cut short."""
    return texts("rules.subject", code=code, title=_short(title))


def _short(text: str, longest: int = 90) -> str:
    """Shorten a title at a word, so that a sentence stays one."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(" ,;") + "…"


def _language(plan: Plan, found: Found, otherwise: Language) -> Language:
    own = plan.find_institution(found.institution)
    return own.language if own else otherwise


class Since:
    """Since when a finding stands: the first quarter of the unbroken run that ends in this one.

    *before*: the tables of earlier quarters; *now*: the quarter that is judged.
    """

    def __init__(self, before: Tables, now: Quarter) -> None:
        self._now = str(now)
        # As texts: 2022-Q3 sorts as the quarters follow one another.
        merged = set(before.activities["quarter"].dropna())
        self._before = sorted((own for own in merged if own < self._now), reverse=True)
        self._seen: dict[str, set[str]] = {}
        rows = before.findings[["id", "quarter"]].itertuples(index=False)
        for identity, quarter in rows:
            self._seen.setdefault(identity, set()).add(quarter)

    def of(self, identity: str) -> str:
        """Return that quarter of the finding with that id."""
        seen = self._seen.get(identity, set())
        run = list(takewhile(lambda quarter: quarter in seen, self._before))
        return run[-1] if run else self._now
