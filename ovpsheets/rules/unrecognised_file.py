"""A file that could not be read, or is no form of this plan."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from ovpsheets.intake.quarter_so_far import QuarterSoFar
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
    seen: set[tuple[str, str]] = set()
    senders = _senders(evidence)
    told_by_what_is_inside = {item.returned.inside for item in evidence.ended(Used.SET_ASIDE)}
    for item in evidence.ended(Used.SET_ASIDE):
        returned = item.returned
        is_evidence = item.reason in _EVIDENCE and _came_with_a_form(returned, senders)
        is_told = item.reason == "nothing_inside" and returned.name in told_by_what_is_inside
        if item.reason not in _NOT_ASKED and not is_evidence and not is_told:
            copy = (returned.sha256 or returned.name, item.reason)
            if copy in seen:
                continue
            seen.add(copy)
            yield Found(
                returned.institution or returned.mailed_by,
                place=Place(returned.name),
                found=returned.detail,
                part=returned.sha256[:8] or returned.name,
                keys={name: (key, {}) for name, key in refusal_keys(item.reason).items()},
            )


def _senders(evidence: QuarterSoFar) -> Mapping[str, set[str]]:
    """Return whose forms lie in a mail or an archive: the folder in it → institutions."""
    found = defaultdict[str, set[str]](set)
    for item in evidence.ended(Used.USED, Used.SUPERSEDED):
        returned = item.returned
        if returned.inside and not returned.is_container:
            found[_folder(returned)].add(returned.institution)
    return found


def _came_with_a_form(returned: Return, senders: Mapping[str, set[str]]) -> bool:
    """Tell whether a file lies in a mail or an archive beside the form of one institution.

    Where several have theirs nobody knows whose it is: it may be all that one has sent.
    """
    own = f"{_folder(returned)}/"
    beside = [
        whose for folder, whose in senders.items()
        if own.startswith(f"{folder}/") or folder.startswith(own)
    ]  # fmt: skip
    return bool(returned.inside) and len(set().union(*beside)) == 1


def _folder(returned: Return) -> str:
    return returned.name.rpartition("/")[0]


RULE = Rule("unrecognised_file", Severity.IMPORTANT, find)
