"""What came with a form to prove what it says: it answers nothing, and nobody is asked about it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from ovpsheets.form_field import FormField
from ovpsheets.intake.meaning.spelling import typed
from ovpsheets.intake.reading.containers.safe_names import folder_of, lie_together
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import Settled
from ovpsheets.plan.model import Plan
from ovpsheets.words import ACTIVITIES, Used, fold

_EVIDENCE: Final = (
    "picture",
    "link",
    "document",
    "other_document",
    "not_a_workbook",
    "unrecognised",
)
"""What people attach to a form to prove what it says."""

_PROOFS: Final = ("picture", "document", "other_document")
"""What is evidence also where it came alone, from a body whose form is here: no scan of a form."""

_CODE: Final = re.compile(r"(?<![\d.])\d+(?:[._-]\d+)+(?![\d])")


def came_as_evidence(settled: Sequence[Settled]) -> Iterator[Settled]:
    """Yield the files set aside that came beside the form of one institution, as proof."""
    senders = _senders(settled)
    for item in settled:
        is_aside = item.used is Used.SET_ASIDE and item.reason in _EVIDENCE
        if is_aside and _beside(item.returned, senders):
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


def _beside(returned: Return, senders: Mapping[str, set[str]]) -> str:
    """Return beside whose form a file lies in a mail or an archive, "" where beside none.

    Where several have theirs nobody knows whose it is: it may be all that one has sent.
    """
    own = folder_of(returned.name)
    beside = [
        whose for folder, whose in senders.items()
        if folder in returned.beside
        or folder == returned.came_by
        or (returned.inside and lie_together(folder, own))
    ]  # fmt: skip
    whose = set().union(*beside)
    return whose.pop() if len(whose) == 1 else ""


# ------------------------------------------------------------------ the register


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file that an institution sent to prove what it says.

    ``activity``: the code of the activity that it is about, "" where nobody said; ``known_by``:
    where that is said: ``name`` (of the file), ``mail`` (its subject or text), ``cell`` (of the
    form, which names the file), "" where nowhere. ``file``: as ``returns`` has it; ``kept``: its
    copy in the folder ``evidence``, "" where it lies in ``returns``. ``received`` is None where
    nobody recorded the day.
    """

    institution: str
    activity: str
    known_by: str
    file: str
    sha256: str
    received: date | None
    kept: str = ""


def evidence_files(settled: Sequence[Settled], plan: Plan) -> tuple[EvidenceFile, ...]:
    """Return the files that prove something, each institution's in the order in which they came.

    Those that came beside a form, and pictures and documents that its institution sent alone.
    """
    aside = [own for own in settled if own.used is Used.SET_ASIDE and own.reason in _EVIDENCE]
    if not aside:  # as in most quarters, where nobody need go through all cells
        return ()
    senders, used = _senders(settled), _used(settled)
    mails = _mails(settled)
    found = []
    for item in aside:
        returned = item.returned
        alone = returned.mailed_by if item.reason in _PROOFS else ""
        whose = _beside(returned, senders) or (alone if alone in used else "")
        if whose:
            cells = _cells(used.get(whose, ()))
            code, by = _about(returned, cells, mails, _codes(plan, whose))
            day = None if returned.is_stamped or not returned.is_dated else returned.received
            found.append(
                EvidenceFile(whose, code, by, returned.name, returned.sha256, day, returned.kept)
            )
    return tuple(dict.fromkeys(found))


def _codes(plan: Plan, institution: str) -> Mapping[str, str]:
    """Return the codes that a file of *institution* can be about: each with its activity."""
    own = {a.code for a in plan.activities if institution in {who for who, _ in a.parties}}
    indicators = {i.code: i.activity for i in plan.indicators if i.activity in own}
    return {**{code: code for code in own}, **indicators}


def _used(settled: Iterable[Settled]) -> Mapping[str, list[Return]]:
    """Return institution → its forms that count."""
    found: dict[str, list[Return]] = {}
    for item in settled:
        if item.counts and not item.returned.is_container and item.returned.placement:
            found.setdefault(item.returned.institution, []).append(item.returned)
    return found


def _cells(forms: Iterable[Return]) -> Mapping[str, str]:
    """Return activity → what stands in its cell for evidence."""
    return {
        field.code: fold(typed(cell))
        for form in forms
        for field, cell in (form.placement.fields if form.placement else {}).items()
        if field == FormField(ACTIVITIES, field.code, "evidence")
    }


def _mails(settled: Iterable[Settled]) -> Mapping[str, str]:
    """Return mail → what it says."""
    return {
        item.returned.name: " ".join(entry.shown for entry in item.returned.ledger.unplaced)
        for item in settled
        if item.returned.is_container
    }


def _about(
    returned: Return, cells: Mapping[str, str], mails: Mapping[str, str], codes: Mapping[str, str]
) -> tuple[str, str]:
    """Return about which activity a file is, and where that is said."""
    name = PurePosixPath(returned.name).name
    if code := _only(name, codes):
        return code, "name"
    subject = " ".join(
        str(seen.values.get("subject", "")) for seen in returned.observed if seen.key == "subject"
    )
    if code := _only(f"{subject} {mails.get(returned.inside, '')}", codes):
        return code, "mail"
    stem = fold(PurePosixPath(name).stem)
    naming = [code for code, text in cells.items() if stem and stem in text]
    return (naming[0], "cell") if len(naming) == 1 else ("", "")


def _only(text: str, codes: Mapping[str, str]) -> str:
    """Return the one activity that *text* names by a code, "" where it names none or several."""
    named = (re.sub(r"[_-]", ".", found[0]) for found in _CODE.finditer(text))
    found = {codes[code] for code in named if code in codes}
    return found.pop() if len(found) == 1 else ""
