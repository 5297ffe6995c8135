"""What was found of institutions before: it holds while nothing changes from which it follows."""

from collections.abc import Iterator
from typing import Any, Final, TypeGuard

from ovpsheets.intake.one_institution import OneInstitution
from ovpsheets.intake.origin import origin_of_one
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.kept import KeptFolder
from ovpsheets.kept_value import KeptParts
from ovpsheets.rules.judged import Judged, Judging
from ovpsheets.tables import FINDINGS

_ALWAYS: Final = ("id", "rule", "severity", "state")
_Plain = tuple[tuple[dict[str, Any], tuple[tuple[str, str], ...], str], ...]
"""Findings as they are kept: of each the row, what it is about, and its part."""


class KnownFindings:
    """The findings of institutions, each under a digest of all that they follow from."""

    def __init__(self, kept: KeptFolder | None = None, limits: Limits | None = None) -> None:
        """Take those in *kept*, a folder for nothing else, of forms read within *limits*."""
        self._parts = KeptParts(kept, _are_findings, "findings")
        self._limits = limits or Limits()

    def of(self, one: OneInstitution, judging: Judging) -> Iterator[Judged]:
        """Yield what *judging* finds of one institution alone."""

        def made() -> _Plain:
            return tuple((own.row, own.about, own.part) for own in judging.one(one))

        key = self.key(one) if self._parts.is_open else ""
        return (Judged(*own) for own in self._parts.under(key, made))

    def key(self, one: OneInstitution) -> str:
        """Return a digest of all that the findings of one institution follow from."""
        return origin_of_one(one, self._limits)

    def learn(self, key: str, found: Any) -> None:
        """Take in what was found elsewhere of the institution with that *key*."""
        self._parts.learn(key, found)

    def keep(self) -> None:
        """Keep what was asked for, and nothing else."""
        self._parts.keep()


def _are_findings(value: Any) -> TypeGuard[_Plain]:
    return isinstance(value, tuple) and all(_is_finding(own) for own in value)


def _is_finding(value: Any) -> bool:
    if not isinstance(value, tuple) or [type(own) for own in value] != [dict, tuple, str]:
        return False
    row, about, _ = value
    is_row = row.keys() <= FINDINGS.keys() and all(isinstance(row.get(k), str) for k in _ALWAYS)
    return is_row and all(
        isinstance(own, tuple) and [*map(type, own)] == [str, str] for own in about
    )
