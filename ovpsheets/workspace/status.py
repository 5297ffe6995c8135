"""Status: who has been sent a form, who returned one, and how far the answers go."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from ovpsheets.forms.content import FormContent
from ovpsheets.forms.from_due import form_content
from ovpsheets.forms.identity import FormId
from ovpsheets.forms.register import IssuedForm, read_register
from ovpsheets.intake.own_check import says_ready
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.journeys.merged import Merged
from ovpsheets.plan.due import only
from ovpsheets.quarter import Quarter
from ovpsheets.results.report.draft_register import Review
from ovpsheets.results.report.due_now import due_now
from ovpsheets.results.report.open_items import asked_of, things_asked
from ovpsheets.tables import records
from ovpsheets.words import Language
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.merge import read_quarter
from ovpsheets.workspace.merged_tables import is_merged, read_tables


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    n: int
    of: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one institution stands.

    ``expected``: whether it has anything to report. ``activities`` and ``indicators``: how many
    it has to answer, for they have begun; ``answered`` and ``given``: how many of these it did.
    ``form`` is the newest form issued to it, None when there is none;
    ``received`` and ``on_time`` are None while nothing usable has come.
    ``open`` counts what it is still to be asked, equal findings as one.
    ``shown`` is the day on which it was shown the last draft. ``punctual``: in how
    many quarters it was on time. ``complete``: a form has come for all that is due of it,
    and it says itself, on its cover, that it is ready. ``wrote``: when it last wrote, where no
    form came from it that can be used; None where it did not, or on a
    day that nobody knows, as ``wrote_undated`` tells.
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
    open: int
    punctual: Share
    shown: date | None = None
    complete: bool = False
    wrote: date | None = None
    wrote_undated: bool = False


@dataclass(frozen=True, slots=True)
class QuarterStatus:
    """The quarter as it stands on a day; ``merged`` is what was read for it.

    ``punctuality``: quarter → how many of the expected forms came on time, oldest
    first; without this one until its deadline has passed.
    """

    merged: Merged
    standings: tuple[Standing, ...]
    punctuality: Mapping[str, Share] = field(default_factory=dict)

    @property
    def complete(self) -> int:
        """How many institutions that are expected to report returned a form that is ready."""
        return sum(item.expected and item.complete for item in self.standings)

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
    workspace: WorkspaceFolder,
    quarter: Quarter,
    as_of: date,
    language: Language,
    reading: ReadingOptions | None = None,
) -> QuarterStatus:
    """Return where every institution stands on *as_of*. Nothing is written."""
    merged = read_quarter(workspace, quarter, as_of, language, reading=reading)
    issued = read_register(workspace.quarter(quarter).forms)
    asked = {code: things_asked(items) for code, items in asked_of(merged).items()}
    known = _earlier(workspace, quarter)
    if as_of > merged.dates.submit_by:  # before it, who has not returned a form is not late
        known[str(quarter)] = merged.tables.institutions
    shown = (merged.review or Review()).days()
    standings = tuple(_standings(merged, issued, asked, known, shown))
    of_quarters = {name: _all(_own_shares([table])) for name, table in known.items()}
    return QuarterStatus(merged, standings, of_quarters)


def _earlier(workspace: WorkspaceFolder, quarter: Quarter) -> dict[str, pd.DataFrame]:
    """Return the table of institutions of every merged quarter before, in time order."""
    folders = {
        str(other): workspace.quarter(other) for other in workspace.quarters() if other < quarter
    }
    return {
        name: read_tables([folder.results]).institutions
        for name, folder in folders.items()
        if is_merged(folder.results)
    }


def _standings(
    merged: Merged,
    issued: Iterable[IssuedForm],
    asked: Mapping[str, int],
    known: Mapping[str, pd.DataFrame],
    shown: Mapping[str, date],
) -> Iterator[Standing]:
    newest: dict[str, IssuedForm] = {}
    for form in sorted(issued, key=lambda form: form.revision):
        newest[form.institution] = form
    complete, punctual = set(_complete(merged)), _own_shares(known.values())
    for row in records(merged.tables.institutions):
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
            open=asked.get(row["institution"], 0),
            shown=shown.get(row["institution"]),
            punctual=punctual.get(row["institution"], Share(0, 0)),
            complete=row["institution"] in complete,
            wrote=row["wrote"],
            wrote_undated=bool(row["wrote_undated"]),
        )


def _complete(merged: Merged) -> Iterator[str]:
    """Yield the institutions whose forms are for all that is due, and say that they are ready."""
    used = merged.returned_files.used()
    for institution, item in due_now(merged).items():
        wanted = {own.activity.code for own in item.activities}
        forms = [form for form in used.get(institution, ()) if form.form_id]
        contents = [(form, _content(merged, form.form_id)) for form in forms if form.form_id]
        given = {line.code for _, content in contents for line in content.activities}
        ready = all(says_ready(form, content) for form, content in contents)
        if contents and ready and wanted <= given:
            yield institution


def _content(merged: Merged, form_id: FormId) -> FormContent:
    """Return what a form asks, as it would be issued now."""
    plan = only(merged.plan, form_id.commitment) if form_id.commitment else merged.plan
    item = due_now(merged, form_id.commitment)[form_id.institution]
    return form_content(plan, form_id, item, merged.history)


def _all(shares: Mapping[str, Share]) -> Share:
    return Share(sum(own.n for own in shares.values()), sum(own.of for own in shares.values()))


def _own_shares(tables: Iterable[pd.DataFrame]) -> dict[str, Share]:
    """Return of every institution how many of its expected forms came on time.

    One that never came did not. A form of which nobody recorded when it came counts in neither
    number.
    """
    of_each: dict[str, list[bool | None]] = {}
    for table in tables:
        for row in records(table[["institution", "expected", "returned", "on_time"]]):
            if row["expected"] and not (row["returned"] and row["on_time"] is None):
                of_each.setdefault(row["institution"], []).append(row["on_time"])
    return {
        who: Share(sum(own is True for own in times), len(times)) for who, times in of_each.items()
    }
