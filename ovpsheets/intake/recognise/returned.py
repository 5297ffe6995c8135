"""A returned file, and what was read of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath

from ovpsheets.form_field import FormField
from ovpsheets.forms.identity import FormId
from ovpsheets.intake.reading.cells import Cell, Observation
from ovpsheets.intake.recognise.answers import FormAnswers
from ovpsheets.intake.recognise.file_ledger import Ledger
from ovpsheets.intake.recognise.identify import (
    Identity,
)
from ovpsheets.intake.recognise.laid_form import laid_form
from ovpsheets.intake.recognise.placement import Placement
from ovpsheets.intake.recognise.tables_by_codes import UnreadTable
from ovpsheets.laid_aside import NOTHING, LaidAside, Sideboard


@dataclass(frozen=True, slots=True)
class Difference:
    """One field, answered differently in two returns of one institution; the newer is used."""

    field: FormField
    newer: Cell
    newer_file: str
    older: Cell
    older_file: str


@dataclass(frozen=True, slots=True)
class Return:
    """A returned file and what was read of it.

    ``set_aside`` is "" for a form of this quarter that can be used, else a key
    of the catalogue ``intake.refused`` (with ``detail`` for its sentence); of a container
    it holds where nothing in it was opened.
    ``identity`` is None where the file carries none; ``answers`` is None
    where nothing was read into fields. ``unread``: tables of the form that are in the file and
    could not be read. ``sources``: field → the file its answer
    was taken from, where that is another return of the same institution.
    ``decided``: field → the id of the decision that stands there.
    """

    name: str  # relative to returns/; of one form of several in a file: ``file.xlsx#MZ``
    sha256: str
    received: date  # the day on which it came, as far as that is known
    program: str = ""  # what saved it last, as it says itself
    modified: str = ""  # as the file itself says; for telling versions of one day apart
    set_aside: str = ""
    detail: str = ""
    identity: Identity | None = None
    ledger: Ledger = field(default_factory=Ledger)
    placement: Placement | None = None
    answers: FormAnswers | None = None
    unread: tuple[UnreadTable, ...] = ()
    sources: Mapping[FormField, str] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    decided: Mapping[FormField, str] = field(default_factory=dict)
    observed: tuple[Observation, ...] = ()  # what a coordinator should know of the file
    inside: str = ""  # the archive or mail in which it lies
    mailed_by: str = ""  # the institution whose address the mail came from, "" where not known
    is_container: bool = False  # an archive, a mail, a mailbox: it holds files, not answers
    was_opened: bool = False  # it is a workbook or a document, of whatever kind
    is_dated: bool = True  # whether somebody recorded when it came; else it is a guess
    is_stamped: bool = False  # whether the day is that on which the file was last saved
    is_left_behind: bool = False  # it came, and was left where it lay; nothing of it was read
    came_by: str = ""  # the mail out of which it was taken, where it lies there no more
    beside: tuple[str, ...] = ()  # of what was left behind: digests of what came with it
    kept: str = ""  # of what was left behind: its copy in the folder of evidence
    data: LaidAside = field(default=NOTHING, repr=False, compare=False)  # of a form that is usable

    def laid(self, aside: Sideboard) -> "Return":
        """Return it with its ledger laid *aside*, and its cells and answers, opened when asked."""
        ledger = self.ledger.laid(aside)
        if self.placement is None or self.answers is None:
            return replace(self, ledger=ledger)
        placement, answers = laid_form(self.placement, self.answers, aside)
        return replace(self, ledger=ledger, placement=placement, answers=answers)

    def on_time(self, submit_by: date) -> bool | None:
        """Tell whether it came by *submit_by*; None where nobody recorded when it came.

        What was last saved by then is taken to have come in time; a later time stamp tells
        nothing, for copying or opening a file may set it.
        """
        came_in_time = self.received <= submit_by
        if not self.is_dated or (self.is_stamped and not came_in_time):
            return None
        return came_in_time

    def may_be_late(self, submit_by: date) -> bool:
        """Tell whether it was late, or its time stamp says so and nobody recorded a day."""
        return self.is_dated and self.received > submit_by

    def file_of(self, field: FormField | None) -> str:
        """Return the file in which *field* was answered, or should have been."""
        return self.sources.get(field, self.name) if field else self.name

    def file_of_row(self, table: str, code: str) -> str:
        """Return the file in which a row was answered: its own, if it answered any of it."""
        if not self.sources:
            return self.name
        fields = self.placement.fields if self.placement else {}
        files = [self.file_of(field) for field in fields if field.row == (table, code)]
        return self.name if self.name in files or not files else files[0]

    def decided_of_row(self, table: str, code: str) -> str:
        """Return the ids of the decisions that stand in a row, "" where there are none."""
        own = {str(own): i for own, i in self.decided.items() if own.row == (table, code)}
        return "; ".join(own[name] for name in sorted(own))

    @property
    def is_of_rows(self) -> bool:
        """Whether it is some rows in the form of another institution, which sent them."""
        return any(seen.key == "known_by_rows" for seen in self.observed)

    @property
    def came_as(self) -> tuple[PurePosixPath, date]:
        """What a file has in common with the text of its mail, which ``collect`` keeps beside it.

        The name without its ending, and the day.
        """
        return PurePosixPath(self.name).with_suffix(""), self.received

    @property
    def form_id(self) -> FormId | None:
        """Which form it is."""
        return self.identity.form_id if self.identity else None

    @property
    def institution(self) -> str:
        """The code of the institution the form belongs to, "" where that is not known."""
        return self.form_id.institution if self.form_id else ""
