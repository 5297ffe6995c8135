"""The files that came back, for whoever sends them on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from ovpsheets.intake.evidence import came_as_evidence
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import Settled
from ovpsheets.words import Used


@dataclass(frozen=True, slots=True)
class Returned:
    """The files that came back, and the revisions issued.

    ``settled`` has what the coordinator decided in the place of answers; ``answered`` is the
    same as the institutions answered: whatever is made for one of them is made of that.
    """

    settled: tuple[Settled, ...] = ()
    revisions: Mapping[tuple[str, str], int] = field(default_factory=dict)
    answered: tuple[Settled, ...] = ()

    def used(self) -> Mapping[str, list[Return]]:
        """Return the forms that count, with what was decided, by institution."""
        return _counting(self.settled)

    def as_answered(self) -> Mapping[str, list[Return]]:
        """Return the forms that count as their institutions answered them."""
        return _counting(self.answered)

    def forms_as_answered(self) -> Iterator[Return]:
        """Yield the forms that count as their institutions answered them."""
        return (form for forms in self.as_answered().values() for form in forms)

    def counts(self) -> dict[str, int]:
        """Return how many forms ended in each way (``used``, ``superseded``, ``set_aside``).

        Apart from them: ``mail_text``, what mails say, and ``evidence``, what came beside a
        form as proof. A mail or an archive counts by what lies in it.
        """
        counted = dict.fromkeys((*(used.value for used in Used), "mail_text", "evidence"), 0)
        for _, kind in self.kinds():
            counted[kind] += 1
        return counted

    def ended_as(self) -> Mapping[str, str]:
        """Return file → as what it ended: a way of ending, or what it is beside the forms.

        The latter are ``mail_text``, ``evidence`` and ``opened``: a mail or an archive that
        counts by what lies in it.
        """
        ends = {item.returned.name: item.used.value for item in self.settled}
        opened = {item.returned.name: "opened" for item in self.settled if item.inside}
        return {**ends, **opened, **{item.returned.name: kind for item, kind in self.kinds()}}

    def kinds(self) -> Iterator[tuple[Settled, str]]:
        """Yield every file that counts as one, with the name under which it is counted."""
        proofs = {id(item) for item in came_as_evidence(self.settled)}
        told = {item.returned.inside for item in self.settled}
        for item in self.settled:
            if id(item) in proofs:
                yield item, "evidence"
            elif item.used is Used.USED and item.returned.is_container and item.returned.ledger:
                yield item, "mail_text"
            elif not item.returned.is_container or item.returned.name not in told:
                yield item, item.used.value


def _counting(settled: Iterable[Settled]) -> dict[str, list[Return]]:
    found: dict[str, list[Return]] = {}
    for item in settled:
        if item.counts:
            found.setdefault(item.returned.institution, []).append(item.returned)
    return found


NOTHING_RETURNED: Final = Returned()
