"""The files that came back, for whoever sends them on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import Settled
from ovpsheets.words import Used


@dataclass(frozen=True, slots=True)
class Returned:
    """What corrections are made of: the files that came back, and the revisions issued."""

    settled: tuple[Settled, ...] = ()
    revisions: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def used(self) -> Mapping[str, list[Return]]:
        """Return the forms that count, by institution."""
        found: dict[str, list[Return]] = {}
        for item in self.settled:
            if item.used is Used.USED and item.by is None:
                found.setdefault(item.returned.institution, []).append(item.returned)
        return found


NOTHING_RETURNED: Final = Returned()
