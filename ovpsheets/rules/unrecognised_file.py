"""A file that could not be read, or is no form of this plan."""

from collections.abc import Iterator
from typing import Final

from ovpsheets.intake.refusal import refusal_keys
from ovpsheets.rules.base import Evidence, Found, Place, Rule
from ovpsheets.words import Severity, Used

_OTHER_RULES: Final = ("other_quarter", "unknown_institution", "not_expected")


def find(evidence: Evidence) -> Iterator[Found]:
    """Yield every file that was set aside for what it is, not for whom it is from.

    Of several copies of a file only the first is asked about.
    """
    seen: set[tuple[str, str]] = set()
    for item in evidence.settled(Used.SET_ASIDE):
        if item.reason not in _OTHER_RULES:
            returned = item.returned
            copy = (returned.sha256 or returned.name, item.reason)
            if copy in seen:
                continue
            seen.add(copy)
            yield Found(
                returned.institution,
                place=Place(returned.name),
                found=returned.detail,
                part=returned.sha256[:8] or returned.name,
                keys={name: (key, {}) for name, key in refusal_keys(item.reason).items()},
            )


RULE = Rule("unrecognised_file", Severity.IMPORTANT, find)
