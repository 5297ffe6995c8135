"""Several returns of one institution: the newest counts, completed from the others.

The newest revision of the form wins, then the latest received, then the last
saved; file names never decide. A return that adds nothing is superseded.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ovpsheets.intake.combine import Combined, combine
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.plan.model import Plan
from ovpsheets.words import Used


@dataclass(frozen=True, slots=True)
class Settled:
    """A return and how it ended.

    ``used``: whether it is used, superseded or set aside.
    ``by`` is the return that took its place, or into which its answers went.
    """

    returned: Return
    used: Used
    reason: str  # a key of ``intake.ended``
    by: Return | None = None
    inside: int = 0  # of a container: how many files in it were opened

    @property
    def counts(self) -> bool:
        """Whether its answers count by themselves: used, and not within another return."""
        return self.used is Used.USED and self.by is None


def reconcile(returns: Iterable[Return], plan: Plan) -> tuple[Settled, ...]:
    """Settle how every return ends, in the order given."""
    every = tuple(returns)
    groups: dict[tuple[str, str], list[Return]] = {}
    for item in every:
        if not item.set_aside and not item.is_container:
            groups.setdefault(_addressee(item), []).append(item)
    # By the object and not by what is in it: a file that was sent twice is two equal returns.
    endings: dict[int, Settled] = {}
    for group in groups.values():
        # The revision first: who filled in an old form late has not seen what the new one asks.
        newest, *older = sorted(group, key=age, reverse=True)
        combined = combine(newest, older, plan)
        endings[id(newest)] = Settled(combined.returned, Used.USED, "used")
        for item in older:
            endings[id(item)] = _older(item, combined)
    opened, forms = _opened_in(every), {item.came_as for item in every if item.was_opened}
    # How a container ended is only known once it is known how that ended which lay in it.
    for item in every:
        if item.is_container:
            endings[id(item)] = _container(item, opened[item.name], item.came_as in forms)
    return tuple(
        endings.get(id(item)) or Settled(item, Used.SET_ASIDE, item.set_aside) for item in every
    )


def _opened_in(returns: Iterable[Return]) -> Counter[str]:
    """Count for every container the workbooks in it that were opened, ours or not."""
    files = {item.name: item for item in returns}
    opened = Counter[str]()
    for item in files.values():
        # A workbook in a zip in a mail was opened in both.
        outer = item.inside if item.was_opened else ""
        while outer in files:
            opened[outer] += 1
            outer = files[outer].inside
    return opened


def _container(item: Return, opened: int, has_form_beside: bool) -> Settled:
    if opened:
        return Settled(item, Used.USED, "opened", inside=opened)
    # A mail that is to be asked about is left in peace where a form came with it after all.
    if item.set_aside and not has_form_beside:
        return Settled(item, Used.SET_ASIDE, item.set_aside)
    if item.ledger:
        return Settled(item, Used.USED, "mail_text")
    return Settled(item, Used.SET_ASIDE, "nothing_inside")


def _older(item: Return, combined: Combined) -> Settled:
    if any(part is item for part in combined.parts):
        return Settled(item, Used.USED, "combined", combined.returned)
    same = item.sha256 == combined.returned.sha256
    return Settled(item, Used.SUPERSEDED, "same_file" if same else "superseded", combined.returned)


def _addressee(item: Return) -> tuple[str, str]:
    form_id = item.form_id
    return (form_id.institution, form_id.commitment) if form_id else ("", "")


def age(item: Return) -> tuple[bool, int, date, str, str]:
    """Return by what the newest of several returns is told; what itself sent counts before all."""
    revision = item.form_id.revision if item.form_id else 0
    # The digest decides only between files that nothing else tells apart.
    return not item.is_of_rows, revision, item.received, item.modified, item.sha256
