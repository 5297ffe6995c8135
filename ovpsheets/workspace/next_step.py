"""Where a workspace stands on a day, and the one thing to do next.

The order of a quarter: plan → forms → invitations → what came is collected and merged →
reminders and corrections → draft → members have seen it → questions and urgent findings →
published → closed.
What was done is seen from what lies in the folders; nothing is kept for this alone.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ovpsheets.errors import PlanError
from ovpsheets.forms.register import read_register
from ovpsheets.intake.find import find_returns
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.journeys.merged import Merged
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.release.gate import Obstacle, obstacles
from ovpsheets.release.log import read_log
from ovpsheets.results.consolidated import CONSOLIDATED
from ovpsheets.results.report.draft_register import Review
from ovpsheets.table_csv import to_csv
from ovpsheets.texts import Texts
from ovpsheets.words import Language
from ovpsheets.workspace.closed import last_closed
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.following import NextStep
from ovpsheets.workspace.mails_seen import is_mail_waiting
from ovpsheets.workspace.merge import read_quarter
from ovpsheets.workspace.merged_tables import is_merged, read_tables
from ovpsheets.workspace.publish import published_to_open
from ovpsheets.workspace.quarter_folder import QuarterFolder
from ovpsheets.workspace.release import would_be_public
from ovpsheets.workspace.remind import drafts_due
from ovpsheets.workspace.review import draft_to_open
from ovpsheets.workspace.status import QuarterStatus, quarter_status

_OPTIONAL: Final = ("acknowledgement", "comments")
"""Mails that nothing waits for: a thank-you, and the draft, which is sent from ``review/``."""

_TOLD: Final[Mapping[str, tuple[str, ...]]] = {
    "activities": (),
    "indicators": (),
    "findings": ("id", "severity", "state"),
    "returns": (),
    "institutions": (),
}
"""The tables in which a merge would show something new, and by which columns (): by all.

Of findings not the sentences: they are in the language of whoever looks.
"""


@dataclass(frozen=True, slots=True)
class WorkspaceStanding:
    """A workspace on a day. ``quarter`` and ``status`` are None before there is a good plan.

    ``drafts``: mails that are due and were not sent; ``obstacles``: what stands between the
    quarter and its publication, as far as that has been looked at; ``open_before``: earlier
    quarters that are not closed.
    """

    folder: Path
    step: NextStep
    quarter: Quarter | None = None
    status: QuarterStatus | None = None
    forms: int = 0
    drafts: int = 0
    obstacles: tuple[Obstacle, ...] = ()
    open_before: tuple[Quarter, ...] = ()


def where_things_stand(
    workspace: WorkspaceFolder,
    as_of: date,
    language: Language,
    reading: ReadingOptions | None = None,
    asked: Quarter | None = None,
) -> WorkspaceStanding:
    """Return how *workspace* stands on *as_of*, and what comes next. Nothing is written.

    *asked*: the quarter it is about; without one that of :func:`working_quarter`.

    Raises WorkspaceError for a folder without a plan, and for what can no longer be read.
    """
    quarter = _quarter_at(workspace, as_of, asked)
    if isinstance(quarter, NextStep):
        return WorkspaceStanding(workspace.root, quarter)
    forms = read_register(workspace.quarter(quarter).forms)
    status = quarter_status(workspace, quarter, as_of, language, reading)
    known = _Known(workspace, status.merged, bool(forms), language)
    step = known.first()
    issued = len({(form.institution, form.commitment) for form in forms})
    return WorkspaceStanding(
        workspace.root, step, quarter, status, issued, known.unsent(), known.obstacles,
        open_before(workspace, quarter),
    )  # fmt: skip


def next_step(
    workspace: WorkspaceFolder,
    as_of: date,
    language: Language,
    reading: ReadingOptions | None = None,
    merged: Merged | None = None,
) -> NextStep:
    """Return what comes next in *workspace*, as :func:`where_things_stand`.

    *merged*: a quarter as it was just read; where that is the one it is about, nothing is read
    again. None where nothing was read.
    """
    quarter = _quarter_at(workspace, as_of)
    if isinstance(quarter, NextStep):
        return quarter
    if merged is None or merged.quarter != quarter:
        merged = read_quarter(workspace, quarter, as_of, language, reading=reading)
    forms = read_register(workspace.quarter(quarter).forms)
    return _Known(workspace, merged, bool(forms), language).first()


def _quarter_at(
    workspace: WorkspaceFolder, as_of: date, asked: Quarter | None = None
) -> Quarter | NextStep:
    """Return the quarter it is about, or the step where it is about none."""
    try:
        plan = workspace.plan()
    except PlanError:
        return NextStep("plan", ("plan",), workspace.plan_path)
    return asked or working_quarter(workspace, plan, as_of) or NextStep("finished")


def working_quarter(workspace: WorkspaceFolder, plan: Plan, as_of: date) -> Quarter | None:
    """Return the quarter at which the coordinator is: the last that is begun.

    Where that is closed, the one after it; in a new workspace the last that has ended. None
    where the last quarter of the plan is closed.
    """
    begun = [quarter for quarter in workspace.quarters() if _is_begun(workspace.quarter(quarter))]
    if begun and not _is_open(workspace.quarter(begun[-1])):
        following = begun[-1].next()
        return following if following.start <= plan.end else None
    if begun:
        return begun[-1]
    ended = Quarter.of(as_of).previous()
    return max(Quarter.of(plan.start), min(ended, Quarter.of(plan.end)))


def open_before(workspace: WorkspaceFolder, quarter: Quarter) -> tuple[Quarter, ...]:
    """Return the quarters before *quarter* that are begun and not closed, in time order."""
    earlier = (other for other in workspace.quarters() if other < quarter)
    places = {other: workspace.quarter(other) for other in earlier}
    return tuple(q for q, place in places.items() if _is_begun(place) and _is_open(place))


def _is_open(place: QuarterFolder) -> bool:
    closed = last_closed(place)
    return closed is None or bool(closed.reopened)


def _is_begun(place: QuarterFolder) -> bool:
    return place.forms.is_dir() or is_merged(place.results) or _has_files(place.returns)


def _has_files(folder: Path) -> bool:
    return folder.is_dir() and bool(find_returns(folder).files)


class _Known:
    """What the finders look at, each thing worked out once and only when it is asked for."""

    def __init__(
        self, workspace: WorkspaceFolder, merged: Merged, has_forms: bool, language: Language
    ) -> None:
        self.workspace = workspace
        self.has_forms = has_forms
        self.merged = merged
        self.place = workspace.quarter(self.merged.quarter)
        self.review = self.merged.review or Review()
        self.obstacles: tuple[Obstacle, ...] = ()
        self.language = language
        self._unsent: list[str] | None = None

    def first(self) -> NextStep:
        """Return the first step that is due; the last of them always is."""
        return next(step for find in _FINDERS for step in find(self))

    def stems(self) -> list[str]:
        """Return the drafts that are due and not sent, by the names of their files."""
        if self._unsent is None:
            drafts = drafts_due(self.workspace, self.merged, self.place, _OPTIONAL)
            self._unsent = [draft.stem for draft in drafts]
        return self._unsent

    def unsent(self) -> int:
        """Return how many mails are due and not sent; 0 where nobody looked."""
        return len(self._unsent or ())

    def look_for_obstacles(self) -> None:
        """Find what stands between the quarter and its publication."""
        made = would_be_public(self.workspace, self.merged, self.review)
        self.obstacles = obstacles(self.merged, self.review, made, Texts(self.language))

    def step(self, key: str, *words: str, open_: Path | None = None) -> NextStep:
        """Return a step whose command begins with a command's name and the quarter."""
        command = (words[0], str(self.merged.quarter), *words[1:]) if words else ()
        return NextStep(key, command, open_)


def _generate(known: _Known) -> Iterator[NextStep]:
    if not known.has_forms:
        yield known.step("generate", "generate")


def _collect(known: _Known) -> Iterator[NextStep]:
    # Before anybody is reminded: who has answered by mail must not be told that nothing came.
    if is_mail_waiting(known.workspace):
        yield known.step("collect", "collect", open_=known.workspace.mails)


def _merge(known: _Known) -> Iterator[NextStep]:
    if _has_files(known.place.returns) and _is_stale(known):
        yield known.step("merge", "merge")


def _is_stale(known: _Known) -> bool:
    """Tell whether a merge would tell something that the results do not tell."""
    if not is_merged(known.place.results):
        return True
    before = read_tables([known.place.results])
    for name, columns in _TOLD.items():
        was, now = getattr(before, name), getattr(known.merged.tables, name)
        chosen = list(columns or now.columns)
        if to_csv(was.reindex(columns=chosen)) != to_csv(now[chosen]):
            return True
    return False


def _mails(known: _Known) -> Iterator[NextStep]:
    stems = known.stems()
    if all((known.place.mail / f"{stem}.eml").is_file() for stem in stems):
        if stems:
            first = known.place.mail / f"{stems[0]}.eml"
            yield known.step("send", "remind", "--sent", "all", open_=first)
    else:
        yield known.step("remind", "remind")


def _wait(known: _Known) -> Iterator[NextStep]:
    deadline = known.merged.dates.submit_by
    if known.merged.as_of <= deadline and known.merged.without_return():
        yield NextStep("wait", (), known.place.returns, deadline)


def _review(known: _Known) -> Iterator[NextStep]:
    if known.review.last is None:
        yield known.step("review", "review")
        return
    known.look_for_obstacles()
    kinds = {item.kind for item in known.obstacles}
    asked = known.place.questions
    if "question" in kinds and asked.is_file():
        # Before members see the draft: an answer changes what is hidden in it.
        yield known.step("answer", open_=asked)
    elif kinds & {"question", "no_draft", "draft_changed"}:
        yield known.step("review", "review")
    elif "not_shown" in kinds:
        folder = known.place.review / f"draft-{known.review.last.number}"
        draft = draft_to_open(folder, known.language)
        yield known.step("show", "review", "--shown", "all", open_=draft)
    elif kinds:
        yield known.step("decide", open_=known.place.results / CONSOLIDATED)


def _publish(known: _Known) -> Iterator[NextStep]:
    log, last = read_log(known.place.releases), known.review.last
    if not log or (last and log[-1].draft != str(last.number)):
        yield known.step("publish", "publish")


def _close(known: _Known) -> Iterator[NextStep]:
    page = published_to_open(known.place.public, known.language)
    yield known.step("close", "close", open_=page)


_FINDERS: Final[tuple[Callable[[_Known], Iterator[NextStep]], ...]] = (
    _generate, _collect, _merge, _mails, _wait, _review, _publish, _close,
)  # fmt: skip
"""In the order of a quarter; the first that finds something has the step."""
