"""Status: who has been sent a form, who returned one, and how far the answers go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ovpsheets.forms.register import IssuedForm, read_register
from ovpsheets.intake.returns import Reading
from ovpsheets.journeys.merge import Merged
from ovpsheets.quarter import Quarter
from ovpsheets.tables import records
from ovpsheets.words import Language
from ovpsheets.workspace.folders import Workspace
from ovpsheets.workspace.quarterly import read_quarter


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one institution stands.

    ``form`` is the newest form issued to it, None when there is none;
    ``received`` and ``on_time`` are None while nothing usable has come.
    """

    institution: str
    expected: bool
    form: IssuedForm | None
    received: date | None
    on_time: bool | None
    activities: int
    answered: int
    indicators: int
    given: int
    findings: int


@dataclass(frozen=True, slots=True)
class QuarterStatus:
    """The quarter as it stands on a day; ``merged`` is what was read for it."""

    merged: Merged
    standings: tuple[Standing, ...]

    @property
    def late(self) -> tuple[Standing, ...]:
        """Who returned a form, and after the day it was due."""
        return tuple(item for item in self.standings if item.on_time is False)

    @property
    def days_to_submit(self) -> int:
        """Days until data is due; negative when the day has passed."""
        return (self.merged.dates.submit_by - self.merged.as_of).days

    @property
    def days_to_publish(self) -> int:
        """Days until the coordinator publishes; negative when the day has passed."""
        return (self.merged.dates.publish_by - self.merged.as_of).days


def quarter_status(
    workspace: Workspace,
    quarter: Quarter,
    as_of: date,
    language: Language,
    reading: Reading | None = None,
) -> QuarterStatus:
    """Return where every institution stands on *as_of*. Nothing is written."""
    merged = read_quarter(workspace, quarter, as_of, language, reading=reading)
    issued = read_register(workspace.quarter(quarter).forms)
    return QuarterStatus(merged, tuple(_standings(merged, issued)))


def _standings(merged: Merged, issued: Iterable[IssuedForm]) -> Iterator[Standing]:
    newest: dict[str, IssuedForm] = {}
    for form in sorted(issued, key=lambda form: form.revision):
        newest[form.institution] = form
    for row in records(merged.institutions):
        yield Standing(
            institution=row["institution"],
            expected=row["expected"],
            form=newest.get(row["institution"]),
            received=row["received"],
            on_time=row["on_time"],
            activities=row["activities"],
            answered=row["answered"],
            indicators=row["indicators"],
            given=row["given"],
            findings=row["findings"],
        )
