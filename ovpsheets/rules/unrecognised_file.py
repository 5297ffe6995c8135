"""A file that could not be read, or is no form of this plan."""

from collections.abc import Iterator
from typing import Final

from ovpsheets.intake.evidence import came_as_evidence
from ovpsheets.intake.mailed import MailText
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.refusal import refusal_keys
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import Settled
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

    What its sender wrote beside is said with the first of them where no form came, for that
    one is missing follows from it then.
    """
    said, mails = _texts(evidence), dict(said_in_mails(evidence))
    for item in _asked_about(evidence):
        returned, whose = item.returned, _whose(item.returned)
        wrote = mails.pop(whose, ()) if whose in evidence.wrote else ()
        texts = (*said.get(returned.name, ()), *(text for text in wrote if text.is_mail))
        is_bare = item.reason == "nothing_inside" and is_mail(returned.name)
        # Who has sent a form may have forgotten what was to go with another mail.
        is_more = bool(is_bare and whose and evidence.used_by(whose))
        want = "rest" if is_more else _WANTED.get(item.reason, "form")
        facts = {"fact": "rules.unrecognised_file.bare"} if is_bare else {}
        yield Found(
            whose,
            place=Place(returned.name),
            found=returned.detail,
            part=returned.sha256[:8] or returned.name,
            also=quoted(texts),
            keys={name: (key, {}) for name, key in (_keys(item.reason, want) | facts).items()},
            weight=Severity.CHECK if is_more else None,
        )


def _asked_about(evidence: QuarterSoFar) -> Iterator[Settled]:
    """Yield the files that are asked about.

    Of several copies of a file that is the first; of a mail or an archive what lies in it; of
    what came with a form as evidence, none. Nor is a mail without anything of one that sent
    nothing else: that it wrote, without a form, is said with the form's being missing.
    """
    seen: set[tuple[str, str, str]] = set()
    proofs = {id(item) for item in came_as_evidence(evidence.settled)}
    told_by_what_is_inside = {item.returned.inside for item in evidence.settled}
    for item in evidence.ended(Used.SET_ASIDE):
        returned = item.returned
        is_told = item.reason == "nothing_inside" and (
            returned.name in told_by_what_is_inside
            or (is_mail(returned.name) and returned.mailed_by in evidence.wrote)
        )
        # What could not even be opened has no digest: it is known by its name.
        copy = (returned.sha256 or returned.name, item.reason, _whose(returned))
        if item.reason in _NOT_ASKED or id(item) in proofs or is_told or copy in seen:
            continue
        seen.add(copy)
        yield item


def _whose(returned: Return) -> str:
    return returned.institution or returned.mailed_by


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
