"""What a workspace knows of figures of persons, as the tasks of a spread merge are told it.

Without a workspace nobody knows what was answered and published: then nothing that adds up is
noticed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from ovpsheets.as_json import AsJson, ForeignJsonError
from ovpsheets.disclosure import Line, Memory
from ovpsheets.plan.model import Plan


@dataclass(frozen=True, slots=True)
class KnownOfPersons:
    """What is known of them before any publication.

    ``counts``: indicator → whether it counts persons, where answers and releases say otherwise
    than the plan. ``answers``: to what was asked, with what was decided of sums.
    """

    counts: Mapping[str, bool]
    answers: Memory

    def plan(self, plan: Plan) -> Plan:
        """Return *plan* saying of each indicator what is known of it."""
        if not self.counts:
            return plan
        own = plan.indicators
        said = (replace(i, persons=self.counts.get(i.code, i.persons)) for i in own)
        return replace(plan, indicators=tuple(said))

    def packed(self) -> bytes:
        """Return it as JSON."""
        return _JSON.dumps(self)

    @classmethod
    def unpacked(cls, data: bytes) -> "KnownOfPersons":
        """Return what was packed; raises ForeignJsonError for anything else."""
        found = _JSON.loads(data)
        if not isinstance(found, cls):
            raise ForeignJsonError
        return found


_JSON: Final = AsJson((KnownOfPersons, Line), {Memory: (lambda own: own.lines, Memory)})
