"""What came with a form to prove what it says: it answers nothing, and nobody is asked about it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ovpsheets.intake.reading.containers.safe_names import folder_of, lie_together
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import Settled
from ovpsheets.words import Used

_EVIDENCE: Final = (
    "picture",
    "link",
    "document",
    "other_document",
    "not_a_workbook",
    "unrecognised",
)
"""What people attach to a form to prove what it says."""


def came_as_evidence(settled: Sequence[Settled]) -> Iterator[Settled]:
    """Yield the files set aside that came beside the form of one institution, as proof."""
    senders = _senders(settled)
    for item in settled:
        is_aside = item.used is Used.SET_ASIDE and item.reason in _EVIDENCE
        if is_aside and _came_with_a_form(item.returned, senders):
            yield item


def _senders(settled: Iterable[Settled]) -> Mapping[str, set[str]]:
    """Return whose forms came: the folder in a mail or an archive, the mail, and the digest.

    The latter two are for what was taken out of its mail, and has that folder no more.
    """
    found = defaultdict[str, set[str]](set)
    for item in settled:
        returned = item.returned
        if item.used is not Used.SET_ASIDE and not returned.is_container:
            found[returned.sha256].add(returned.institution)
            if returned.came_by:
                found[returned.came_by].add(returned.institution)
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
        if folder in returned.beside
        or folder == returned.came_by
        or (returned.inside and lie_together(folder, own))
    ]  # fmt: skip
    return len(set().union(*beside)) == 1
