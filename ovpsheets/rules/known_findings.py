"""What was found of institutions before: it holds while nothing changes from which it follows."""

from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeGuard

from ovpsheets.brief import MergeBrief
from ovpsheets.intake.one_institution import OneInstitution
from ovpsheets.intake.origin import origin_of_one
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.kept import KeptFolder
from ovpsheets.kept_value import KeptParts
from ovpsheets.rules.judged import Judged, Judging
from ovpsheets.tables import FINDINGS

_ALWAYS: Final = ("id", "rule", "severity", "state")
PlainFindings = tuple[tuple[dict[str, Any], tuple[tuple[str, str], ...], str], ...]
"""Findings as they are kept: of each the row, what it is about, and its part."""


class KnownFindings:
    """The findings of institutions, each under a digest of all that they follow from."""

    def __init__(self, parts: KeptParts[PlainFindings] | None = None) -> None:
        self._parts = parts or KeptParts(None, _are_findings, "findings")

    @classmethod
    def of(cls, kept: KeptFolder | None, brief: MergeBrief, limits: Limits) -> "KnownFindings":
        """Return those in *kept* that hold for *brief*, of forms read within *limits*."""
        where = kept.of(f"{brief.quarter}/findings") if kept and brief.origin else None
        follows = (brief.origin, brief.rules, brief.language, limits) if where else ()
        return cls(KeptParts(where, _are_findings, "findings", *follows))

    def found(self, one: OneInstitution, judging: Judging) -> Iterator[Judged]:
        """Yield what *judging* finds of one institution alone."""
        key = origin_of_one(one) if self._parts.is_open else ""
        return (Judged(*own) for own in self._parts.under(key, lambda: plain(judging.one(one))))

    def learn(self, key: str, found: Any) -> None:
        """Take in what was found elsewhere of the institution with that digest."""
        self._parts.learn(key, found)

    def keep(self) -> None:
        """Keep what was asked for, and nothing else."""
        self._parts.keep()


def plain(found: Iterable[Judged]) -> PlainFindings:
    """Return findings as they are kept, and come from a worker."""
    return tuple((own.row, own.about, own.part) for own in found)


def _are_findings(value: Any) -> TypeGuard[PlainFindings]:
    return isinstance(value, tuple) and all(_is_finding(own) for own in value)


def _is_finding(value: Any) -> bool:
    if not isinstance(value, tuple) or [type(own) for own in value] != [dict, tuple, str]:
        return False
    row, about, _ = value
    is_row = row.keys() <= FINDINGS.keys() and all(isinstance(row.get(k), str) for k in _ALWAYS)
    return is_row and all(
        isinstance(own, tuple) and [*map(type, own)] == [str, str] for own in about
    )
