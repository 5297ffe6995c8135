"""Why a file was not used, in words: the bare fact, and what a coordinator can do about it.

The fact is said to members too; the remedy is not theirs.
"""

from typing import Final

from ovpsheets.texts import Texts, catalogue

IDENTITY_UNKNOWN: Final = (
    "nameless", "unrecognised", "other_plan", "unknown_institution", "other_quarter",
    "not_expected", "two_quarters",
)  # fmt: skip
"""Reasons for which a file was set aside that a decision can settle: whose form, which quarter."""


def refusal(reason: str, texts: Texts) -> str:
    """Say to the coordinator why a file was not used; *reason* as ``returns`` have it."""
    said: dict[str, str] = {}
    for name, key in refusal_keys(reason).items():
        said[name] = texts(key, **said)
    return said["why"]


def refusal_keys(reason: str) -> dict[str, str]:
    """Return the keys of ``fact``, of ``remedy`` where there is one, and of ``why``: both.

    Each may be said with those before it as values.
    """
    fact, remedy = f"intake.refused.{reason}", f"intake.remedy.{reason}"
    if remedy not in catalogue():
        return {"fact": fact, "why": fact}
    return {"fact": fact, "remedy": remedy, "why": "intake.refused_with_remedy"}
