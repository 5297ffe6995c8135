"""Merge in a workspace: what it is made of, one at a time, and what came and was typed is recorded.

The journey itself knows no workspace; here is where its folders, its registers and its
history go in. A closed quarter is made of its frozen copies, any other of the workspace as it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.decision import NoticedSum
from ovpsheets.decisions.file import decisions_csv
from ovpsheets.decisions.known_names import institution_code
from ovpsheets.decisions.owners import with_owners
from ovpsheets.errors import WorkspaceError
from ovpsheets.files import portable_name, sweep_parts, sweep_tree
from ovpsheets.intake.find import find_returns
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.journeys.merge import merge_returns
from ovpsheets.journeys.merged import Merged
from ovpsheets.journeys.revise import revised
from ovpsheets.plan.model import Plan
from ovpsheets.plan.new_codes import under_new_codes
from ovpsheets.quarter import Quarter
from ovpsheets.release.review.drafting import is_current
from ovpsheets.results.consolidated.todo_sheet import shown_states
from ovpsheets.results.report.sent_register import read_sent
from ovpsheets.results.write_results import NOTHING_WRITTEN, Written
from ovpsheets.templates import active
from ovpsheets.texts import Texts
from ovpsheets.words import Language
from ovpsheets.workspace.closed import Closed, Sources, last_closed, live_sources
from ovpsheets.workspace.coordinator_input import TypedQuarter, stamp, typed_in, write_typed
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.lock import only_merge
from ovpsheets.workspace.merged_tables import is_merged, read_tables
from ovpsheets.workspace.quarter_folder import QuarterFolder
from ovpsheets.workspace.quarter_home import QuarterHome
from ovpsheets.workspace.read_once import read_once
from ovpsheets.workspace.received import record_received
from ovpsheets.workspace.told_of_persons import for_members, sums_of
from ovpsheets.workspace.words_of_quarter import in_words_of_quarter

_SURELY_LEFT: Final = 3600.0
"""Seconds after which nobody is still writing a file."""


@in_words_of_quarter
def read_quarter(
    workspace: WorkspaceFolder,
    quarter: Quarter,
    as_of: date,
    language: Language,
    *,
    assume: Mapping[str, str] | None = None,
    reading: ReadingOptions | None = None,
) -> Merged:
    """Read and judge what came back in *quarter*, as things stand on *as_of*; writes nothing.

    What the coordinator typed (decisions, states of findings) is in it. *assume*:
    returned file → institution; the file may lie in a container
    (``mail.eml/form.xlsx``). Raises WorkspaceError for an unknown one.
    """
    asked = QuarterInputs.of(workspace, quarter, as_of, language, assume, reading)
    return asked.read(asked.typed())


@in_words_of_quarter
def merge_quarter(
    workspace: WorkspaceFolder,
    quarter: Quarter,
    as_of: date,
    language: Language,
    *,
    assume: Mapping[str, str] | None = None,
    reading: ReadingOptions | None = None,
    documents: bool = False,
    is_written: Callable[[Merged], bool] = lambda _: True,
) -> tuple[Merged, Written]:
    """Merge *quarter*: record when each file came and what was typed, and write the results.

    *documents*: also those that are made when they are asked for, as a setting may say.
    *is_written*: whether the results are, which another merge right behind this one would
    replace. Raises WorkspaceError while another merge of the quarter is running.
    """
    workspace.plan()  # without a plan there is no workspace to hold
    place = workspace.quarter(quarter)
    with only_merge(place.path):
        workspace.keep_plan()
        _sweep(workspace, place.path)
        asked = QuarterInputs.of(workspace, quarter, as_of, language, assume, reading).as_closed()
        typed = asked.typed()
        merged = asked.read(typed)
        if stamp(place) != typed.stamp:  # somebody saved the workbook while files were read
            typed = asked.typed()
            merged = asked.read(typed)
        asked.refuse_changed(merged, typed)
        # Only now: a closed quarter that would come out otherwise must leave its register alone.
        record_received(place.received, (item.returned for item in merged.settled))
        known = asked.how.kept
        merged = for_members(workspace, merged, known)
        states = shown_states(merged, typed.states, Texts(language))
        # Before the workbook is replaced: after a kill in between what was typed stands in both.
        write_typed(place, typed, states, merged)
        if not is_written(merged):
            return merged, NOTHING_WRITTEN
        asked_for = documents or workspace.settings().documents
        return merged, merged.write_at(place.results, typed.states, known, documents=asked_for)


def _sweep(workspace: WorkspaceFolder, place: Path) -> None:
    """Remove what killed commands left half written, in the quarter and beside plan.xlsx.

    What is in returns/ is nobody's to remove; ``collect`` sweeps its own. Commands that hold
    no lock, or that of another quarter, may just be writing elsewhere.
    """
    sweep_parts(place)
    sweep_tree(place, but=("returns",), older_than=_SURELY_LEFT)
    sweep_parts(workspace.root, older_than=_SURELY_LEFT)


@dataclass(frozen=True, slots=True)
class QuarterInputs:
    """Which quarter is to be read, and how. ``closed``: its last closed version.

    ``assume``: file → whose form it is said to be now: a decision like any other.
    """

    workspace: WorkspaceFolder
    quarter: Quarter
    as_of: date
    language: Language
    assume: Mapping[str, str]
    how: ReadingOptions
    sources: Sources
    closed: Closed | None

    @classmethod
    def of(
        cls,
        workspace: WorkspaceFolder,
        quarter: Quarter,
        as_of: date,
        language: Language,
        assume: Mapping[str, str] | None,
        how: ReadingOptions | None,
    ) -> "QuarterInputs":
        """Take what a closed quarter was made of from its copies, else all from the workspace."""
        place = workspace.quarter(quarter)
        closed = last_closed(place)
        is_closed = closed is not None and not closed.reopened
        sources = closed.sources() if closed and is_closed else live_sources(workspace, place)
        return cls(
            workspace, quarter, as_of, language, assume or {}, how or ReadingOptions(), sources,
            closed,
        )  # fmt: skip

    def as_closed(self) -> "QuarterInputs":
        """Return it as of the day, and in the language, in which the quarter was closed."""
        if self.closed is None or self.closed.reopened:
            return self
        return replace(self, as_of=self.closed.day, language=self.closed.language)

    @property
    def plan(self) -> Plan:
        """The plan that counts."""
        return self.sources.plan

    @property
    def place(self) -> QuarterFolder:
        """The folder of the quarter."""
        return self.workspace.quarter(self.quarter)

    def typed(self) -> TypedQuarter:
        """Return what the coordinator typed, and whose files are said to be now.

        Raises WorkspaceError for an unknown institution.
        """
        texts = Texts(self.language)
        typed = typed_in(self.place, self.plan, self.as_of, texts)
        owners = {file: institution_code(self.plan, who) for file, who in self.assume.items()}
        decisions = with_owners(typed.decisions, owners, self.as_of, texts)
        return replace(typed, decisions=decisions)

    def brief(self, typed: TypedQuarter) -> MergeBrief:
        """Return the brief of a merge."""
        came = self.sources.received
        return MergeBrief(
            plan=self.plan,
            quarter=self.quarter,
            as_of=self.as_of,
            history=self.sources.history,
            issued=self.sources.issued,
            received={digest: row.day for digest, row in came.items()},
            stamped=frozenset(digest for digest, row in came.items() if not row.is_known),
            senders={digest: row.sender for digest, row in came.items() if row.sender},
            mails={digest: row.mail for digest, row in came.items() if row.mail},
            left=self.sources.left,
            assumed=self._assumed_when_closed(),
            decisions=typed.decisions,
            rules=self.sources.rules,
            language=self.language,
            issued_with=self.sources.issued_with,
            earlier_logos=self.sources.logos,
            issued_plan=self.sources.issued_plan,
        )

    def _assumed_when_closed(self) -> Mapping[str, str]:
        """Whose files were said to be when the quarter was closed, before that was a decision."""
        closed = self.closed
        if closed is None or closed.reopened:
            return {}
        return {file: institution_code(self.plan, who) for file, who in closed.assume.items()}

    def read(self, typed: TypedQuarter) -> Merged:
        """Read and judge what came back; raises WorkspaceError for a file that is not there."""
        asked = (
            self.quarter, self.as_of, self.language, sorted(self.assume.items()), active(), typed,
        )  # fmt: skip
        return read_once(self.workspace.root, asked, lambda: self._read(typed))

    def _read(self, typed: TypedQuarter) -> Merged:
        brief = self.brief(typed)
        found = find_returns(self.place.returns)
        merged = merge_returns(brief, found, self.how, sums_of=self._sums_of)
        # Only now is it known what lies in the containers.
        came = {item.returned.name for item in merged.settled}
        for file in self.assume:
            if portable_name(PurePath(file)) not in came:
                raise WorkspaceError("assumed_missing", file=file, folder=self.place.returns)
        stated = self._revised(merged).with_states(typed.states)
        last = typed.review.last if is_current(typed.review, stated) else None
        number, home = last.number if last else 0, QuarterHome.of(self.place)
        amended = self.workspace.is_amended(self.quarter)
        return replace(
            stated, review=typed.review, draft=number, home=home, amended=amended,
            mails=read_sent(self.place.mail),
        )  # fmt: skip

    def _sums_of(self, so_far: QuarterSoFar, origin: str) -> tuple[NoticedSum, ...]:
        """Return what adds up; of a closed quarter what did when it was closed."""
        if self.sources.sums is not None:
            return self.sources.sums
        return sums_of(self.workspace, so_far, origin, self.how.kept)

    def _revised(self, merged: Merged) -> Merged:
        """Return *merged* with what differs from the closed quarter, if it was ever closed."""
        if self.closed is None:
            return merged
        results = self.place.results
        before = read_tables([results]) if is_merged(results) else self.closed.tables()
        closed, before = (
            under_new_codes(merged.plan, tables) for tables in (self.closed.tables(), before)
        )
        now = revised(
            closed, merged.tables, before.revisions, self.as_of, self.closed.why,
            columns=merged.plan.columns,
        )  # fmt: skip
        number = 0 if self.closed.reopened else self.closed.number
        return replace(merged, tables=replace(merged.tables, revisions=now), closed=number)

    def refuse_changed(self, merged: Merged, typed: TypedQuarter) -> None:
        """Raise WorkspaceError where a closed quarter would not come out as it was closed."""
        if self.closed is None or self.closed.reopened:
            return
        if names := self.closed.differing(merged, decisions_csv(typed.decisions, noted=False)):
            day = Texts(self.language).short_date(self.closed.day)
            raise WorkspaceError(
                "closed_changed", day=day, files=", ".join(names), quarter=str(self.quarter)
            )
