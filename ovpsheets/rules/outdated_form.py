"""A form of an earlier revision was filled in; its answers are read by code all the same."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every used return whose revision is older than the newest issued."""
    for returned in evidence.used_forms():
        form_id = returned.form_id
        if form_id is None:
            continue
        newest = evidence.brief.revisions.get((form_id.institution, form_id.commitment))
        if newest is not None and form_id.revision < newest:
            yield Found(
                form_id.institution,
                place=Place(returned.name),
                found=f"R{form_id.revision}",
                part=form_id.commitment,
                values={"newest": f"R{newest}"},
            )


RULE = Rule("outdated_form", Severity.CHECK, find, alone=True)
