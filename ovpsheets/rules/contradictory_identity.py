"""A return says in two places that it is two different forms, as when an old file is reused."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.identify import Claim
from ovpsheets.intake.recognise.named_otherwise import UNKNOWN
from ovpsheets.intake.reconcile import Settled
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import Severity, Used


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every return that carries another form's identity beside its own."""
    for item in evidence.ended(Used.USED, Used.SUPERSEDED, Used.SET_ASIDE):
        identity = item.returned.identity
        others = {claim.form_id: claim for claim in identity.contradictions} if identity else {}
        for form_id, claim in others.items():
            found = Found(
                item.returned.institution,
                place=Place(item.returned.name, claim.sheet, claim.cell),
                found=claim.words or str(form_id),
                part=f"{item.returned.sha256[:8]}:{form_id}",
                values={"taken": str(item.returned.form_id)},
                keys={
                    "where": (f"rules.contradictory_identity.{claim.source}", {}),
                    "means": (f"rules.contradictory_identity.means.{_means(item, claim)}", {}),
                    "please": (f"rules.contradictory_identity.please.{_please(claim)}", {}),
                },
            )
            is_clear = claim.form_id.institution == UNKNOWN or claim.source == "number"
            yield found.weighing(Severity.CHECK) if is_clear else found


def _please(claim: Claim) -> str:
    return "number" if claim.source == "number" else "confirm"


def _means(item: Settled, claim: Claim) -> str:
    """What such a contradiction usually comes from; a key of the catalogue."""
    taken, said = item.returned.form_id, claim.form_id
    if claim.source == "number":
        return "number"
    if said.institution == UNKNOWN:
        return "unknown_name"
    if taken is None or said.institution != taken.institution:
        return "other_institution"
    if said.quarter < taken.quarter:
        return "old_file"
    return "other_form"


RULE = Rule("contradictory_identity", Severity.IMPORTANT, find)
