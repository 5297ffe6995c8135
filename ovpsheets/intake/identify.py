"""Which form is it? The identity is carried in several places, and they vote.

A file's name says nothing: members rename files, and reuse old ones.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from ovpsheets.forms.identity import FormId, find_form_id
from ovpsheets.intake.cells import Contents
from ovpsheets.words import HIDDEN

Source = Literal["visible", "hidden", "property"]

_WEIGHT: Final[dict[Source, int]] = {"visible": 3, "hidden": 2, "property": 1}


@dataclass(frozen=True, slots=True)
class Claim:
    """One place that says which form this is; ``cell`` is "" for a document property."""

    source: Source
    form_id: FormId
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """The form's identity by vote, and the claims that disagree with it."""

    form_id: FormId
    claims: tuple[Claim, ...]

    @property
    def contradictions(self) -> tuple[Claim, ...]:
        """The claims for another form."""
        return tuple(claim for claim in self.claims if claim.form_id != self.form_id)


def identify(contents: Contents) -> Identity | None:
    """Return which form *contents* is, or None when it carries no identity of ours."""
    claims = tuple(_claims(contents))
    if not claims:
        return None
    votes: Counter[FormId] = Counter()
    for claim in dict.fromkeys(claims):
        votes[claim.form_id] += _WEIGHT[claim.source]
    # What the member sees weighs most; among equals the order of claims decides.
    return Identity(max(votes, key=lambda form_id: votes[form_id]), claims)


def _claims(contents: Contents) -> Iterator[Claim]:
    for sheet in contents.sheets:
        source: Source = "hidden" if sheet.name.lower().startswith(HIDDEN) else "visible"
        for cell in sheet.cells.values():
            if cell.type == "text" and "-" in cell.raw and (found := find_form_id(cell.raw)):
                yield Claim(source, found, sheet.name, cell.address)
    for value in contents.properties.values():
        if found := find_form_id(value):
            yield Claim("property", found)
