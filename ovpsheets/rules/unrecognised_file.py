"""A file that could not be read, or is no form of this plan."""

from collections.abc import Iterator
from typing import Final

from ovpsheets.intake.evidence import came_as_evidence
from ovpsheets.intake.mailed import MailText
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.refusal import refusal_keys
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.rules.said_in_mail import quoted, said_in_mails
from ovpsheets.rules.sent_as import is_mail
from ovpsheets.words import Severity, Used

_NOT_ASKED: Final = (
    "other_quarter",
    "unknown_institution",
    "not_expected",
    "receipt",
    "automatic",
    "comments",
    "kept_behind",
)
"""About these other rules ask, or nobody."""

_WANTED: Final = {
    **dict.fromkeys(("protected", "rights", "encrypted"), "unprotected"),
    "two_quarters": "quarter",
}
"""Why a file was not used → what is asked for, where that is not just the filled-in form."""


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every file that was set aside for what it is, not for whom it is from.

    Of several copies of a file only the first is asked about; of a mail or an archive what
    lies in it; of what came with a form as evidence, none. Nor is a mail without anything of one
    that sent nothing else: that it wrote, without a form, is said with the form's being missing.
    """
    seen: set[tuple[str, str, str]] = set()
    proofs = {id(item) for item in came_as_evidence(evidence.settled)}
    said = _texts(evidence)
    told_by_what_is_inside = {item.returned.inside for item in evidence.settled}
    for item in evidence.ended(Used.SET_ASIDE):
        returned = item.returned
        is_evidence = id(item) in proofs
        is_told = item.reason == "nothing_inside" and (
            returned.name in told_by_what_is_inside
            or (is_mail(returned.name) and returned.mailed_by in evidence.wrote)
        )
        if item.reason not in _NOT_ASKED and not is_evidence and not is_told:
            whose = returned.institution or returned.mailed_by
            # What could not even be opened has no digest: it is known by its name.
            copy = (returned.sha256 or returned.name, item.reason, whose)
            if copy in seen:
                continue
            seen.add(copy)
            # Who has sent a form may have forgotten what was to go with another mail.
            is_more = item.reason == "nothing_inside" and is_mail(returned.name)
            has_form = is_more and whose and bool(evidence.used_by(whose))
            want = "rest" if has_form else _WANTED.get(item.reason, "form")
            yield Found(
                whose,
                place=Place(returned.name),
                found=returned.detail,
                part=returned.sha256[:8] or returned.name,
                also=quoted(said.get(returned.name, ())),
                keys={name: (key, {}) for name, key in _keys(item.reason, want).items()},
            )


def _keys(reason: str, want: str) -> dict[str, str]:
    return {**refusal_keys(reason), "want": f"rules.unrecognised_file.want.{want}"}


def _texts(evidence: QuarterSoFar) -> dict[str, tuple[MailText, ...]]:
    """Return file → what it says, of texts that are no form and name rows of an institution."""
    return {
        text.file: (text,)
        for texts in said_in_mails(evidence).values()
        for text in texts
        if not text.is_mail
    }


RULE = Rule("unrecognised_file", Severity.IMPORTANT, find)
