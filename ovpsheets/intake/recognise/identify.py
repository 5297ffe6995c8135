"""Which form is it? The identity is carried in several places, and they vote.

A file's name says nothing: members rename files, and reuse old ones.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from ovpsheets.forms.identity import FormId, find_form_id
from ovpsheets.intake.reading.cells import Contents
from ovpsheets.intake.recognise.find_tables import FoundTable
from ovpsheets.quarter import Quarter
from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.words import HIDDEN, LANGUAGES, fold

Source = Literal["visible", "hidden", "property", "title", "codes", "coordinator", "number"]

_WEIGHT: Final[dict[Source, int]] = {
    "coordinator": 100, "visible": 3, "hidden": 2, "property": 1, "title": 1, "codes": 1,
    "number": 0,  # that of another form, on a cover of which all else says whose it is
}  # fmt: skip


_QUARTER: Final = re.compile(r"\b(?P<year>20\d\d)-?Q(?P<number>[1-4])\b")
_QUARTERS_IN_WORDS: Final = 10
_HYPHENS: Final = 5  # in the shortest identity


@dataclass(frozen=True, slots=True)
class Claim:
    """One place that says which form this is; ``cell`` is "" for a document property."""

    source: Source
    form_id: FormId
    sheet: str = ""
    cell: str = ""
    words: str = ""  # by which it says so; "" for an identity


@dataclass(frozen=True, slots=True)
class Identity:
    """The form's identity by vote, and the claims that disagree with it."""

    form_id: FormId
    claims: tuple[Claim, ...]

    @property
    def contradictions(self) -> tuple[Claim, ...]:
        """The claims for another form."""
        return tuple(claim for claim in self.claims if claim.form_id != self.form_id)


def identify(claims: Sequence[Claim]) -> Identity | None:
    """Return which form it is that *claims* name, or None when there are none.

    A number that was found to be mistaken has no vote.
    """
    votes: Counter[FormId] = Counter()
    for claim in (own for own in dict.fromkeys(claims) if _WEIGHT[own.source]):
        votes[claim.form_id] += _WEIGHT[claim.source]
    if not votes:
        return None
    # What the member sees weighs most; among equals the order of claims decides.
    return Identity(max(votes, key=lambda form_id: votes[form_id]), tuple(claims))


def settled_as(form_id: FormId, claims: tuple[Claim, ...]) -> Identity:
    """Return the identity that the coordinator settled; what the file says stays a claim."""
    return Identity(form_id, (Claim("coordinator", form_id), *claims))


def institution_by_codes(
    tables: Iterable[FoundTable], candidates: Mapping[str, Collection[str]]
) -> str:
    """Return the one institution whose codes *tables* hold, "" if none or several could be.

    *candidates*: institution → the codes that its form asks about. The codes
    must be exactly those of one institution, or else be among those of one only.
    """
    found = {fold(cell.raw) for table in tables for cell in table.cells_of("code")}
    return institution_of_codes(found, candidates)


def institution_of_codes(found: Collection[str], candidates: Mapping[str, Collection[str]]) -> str:
    """Return the one institution whose codes are *found*, folded; as :func:`institution_by_codes`.

    Codes that no candidate is asked about say nothing.
    """
    known = {fold(code) for codes in candidates.values() for code in codes}
    own = known.intersection(found)
    if not own:
        return ""
    folded = {name: {fold(code) for code in codes} for name, codes in candidates.items()}
    exact = [name for name, codes in folded.items() if codes == own]
    within = exact or [name for name, codes in folded.items() if own <= codes]
    return within[0] if len(within) == 1 else ""


def named_quarters(contents: Contents, near: Quarter) -> set[Quarter]:
    """Return the quarters that cells name, as a code or in words („трет квартал од 2022 година“).

    Words are looked for from two years before *near* to the quarter after it.
    """
    words = quarters_in_words(near)
    found: set[Quarter] = set()
    for sheet in contents.sheets:
        texts = (fold(cell.raw) for cell in sheet.cells.values() if cell.type == "text")
        for said in texts:
            if "20" in said:  # every quarter is named with its year
                codes = _QUARTER.finditer(said)
                found |= {Quarter(int(code["year"]), int(code["number"])) for code in codes}
                found |= {quarter for text, quarter in words.items() if text in said}
    return found


def quarters_near(near: Quarter) -> Sequence[Quarter]:
    """Return the quarters from two years before *near* to the quarter after it, newest first."""
    quarters = [near.next()]
    while len(quarters) < _QUARTERS_IN_WORDS:
        quarters.append(quarters[-1].previous())
    return quarters


@cached
def quarters_in_words(near: Quarter) -> Mapping[str, Quarter]:
    """Return the quarters around *near* by their names in every language, folded."""
    return {
        fold(form(quarter)): quarter
        for quarter in quarters_near(near)
        for language in LANGUAGES
        for form in (Texts(language).quarter, Texts(language).quarter_object)
    }


def claims_in(contents: Contents) -> Iterator[Claim]:
    """Yield the places of *contents* that carry an identity of ours, as it stands there."""
    for sheet in contents.sheets:
        source: Source = "hidden" if sheet.name.lower().startswith(HIDDEN) else "visible"
        for cell in sheet.cells.values():
            if (
                cell.type == "text"
                and cell.raw.count("-") >= _HYPHENS
                and (found := find_form_id(cell.raw))
            ):
                yield Claim(source, found, sheet.name, cell.address)
    for value in contents.properties.values():
        if found := find_form_id(value):
            yield Claim("property", found)
