"""A file that could not be read, or is no form of this plan."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reading.containers.safe_names import folder_of, lie_together
from ovpsheets.intake.recognise.refusal import refusal_keys
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import Severity, Used

_NOT_ASKED: Final = (
    "other_quarter",
    "unknown_institution",
    "not_expected",
    "receipt",
    "kept_behind",
)
"""About these other rules ask, or nobody."""

_EVIDENCE: Final = (
    "picture",
    "link",
    "document",
    "other_document",
    "not_a_workbook",
    "unrecognised",
)
"""What people attach to a form to prove what it says."""


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every file that was set aside for what it is, not for whom it is from.

    Of several copies of a file only the first is asked about; of a mail or an archive what
    lies in it; of what came with a form as evidence, none.
    """
    seen: set[tuple[str, str, str]] = set()
    senders = _senders(evidence)
    told_by_what_is_inside = {item.returned.inside for item in evidence.ended(Used.SET_ASIDE)}
    for item in evidence.ended(Used.SET_ASIDE):
        returned = item.returned
        is_evidence = item.reason in _EVIDENCE and _came_with_a_form(returned, senders)
        is_told = item.reason == "nothing_inside" and returned.name in told_by_what_is_inside
        if item.reason not in _NOT_ASKED and not is_evidence and not is_told:
            whose = returned.institution or returned.mailed_by
            copy = (returned.sha256 or returned.name, item.reason, whose)
            if copy in seen:
                continue
            seen.add(copy)
            yield Found(
                whose,
                place=Place(returned.name),
                found=returned.detail,
                part=returned.sha256[:8] or returned.name,
                keys={name: (key, {}) for name, key in refusal_keys(item.reason).items()},
            )


def _senders(evidence: QuarterSoFar) -> Mapping[str, set[str]]:
    """Return whose forms came: the folder in a mail or an archive, and the digest → institutions.

    The digest is for what was taken out of its mail, and has that folder no more.
    """
    found = defaultdict[str, set[str]](set)
    for item in evidence.ended(Used.USED, Used.SUPERSEDED):
        returned = item.returned
        if not returned.is_container:
            found[returned.sha256].add(returned.institution)
            if returned.inside:
                found[folder_of(returned.name)].add(returned.institution)
    return found


def _came_with_a_form(returned: Return, senders: Mapping[str, set[str]]) -> bool:
    """Tell whether a file lies in a mail or an archive beside the form of one institution.

    Where several have theirs nobody knows whose it is: it may be all that one has sent.
    """
    own = folder_of(returned.name)
    beside = [
        whose for folder, whose in senders.items()
        if folder in returned.beside or (returned.inside and lie_together(folder, own))
    ]  # fmt: skip
    return len(set().union(*beside)) == 1


RULE = Rule("unrecognised_file", Severity.IMPORTANT, find)
