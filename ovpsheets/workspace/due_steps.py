"""Which step of a quarter is due: what was done is seen from what lies in its folder.

The order of a quarter: plan → forms → invitations → what came is collected and merged →
reminders and corrections → waiting for what was asked → what contradicts is decided → draft →
members have seen it → questions and urgent findings → their comments → published → closed.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from ovpsheets.intake.find import find_returns
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.journeys.merged import Merged
from ovpsheets.release.gate import Obstacle, obstacles
from ovpsheets.release.log import read_log
from ovpsheets.results.consolidated import CONSOLIDATED
from ovpsheets.results.report.draft_register import Review
from ovpsheets.results.report.open_items import asked_of, needs_the_form, open_disputes
from ovpsheets.table_csv import to_csv
from ovpsheets.texts import Texts
from ovpsheets.words import Language
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.following import NextStep
from ovpsheets.workspace.mails_seen import is_mail_waiting
from ovpsheets.workspace.merged_tables import is_merged, read_tables
from ovpsheets.workspace.publish import published_to_open
from ovpsheets.workspace.release import would_be_public
from ovpsheets.workspace.remind import stems_due
from ovpsheets.workspace.review import draft_to_open, has_new_answers

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


class QuarterAtHand:
    """A quarter as it was read, and what comes next in it.

    What the finders look at is worked out once, and only when one asks for it.
    """

    def __init__(
        self,
        workspace: WorkspaceFolder,
        merged: Merged,
        has_forms: bool,
        language: Language,
        reading: ReadingOptions | None = None,
    ) -> None:
        self.workspace = workspace
        self.has_forms = has_forms
        self.merged = merged
        self.place = workspace.quarter(self.merged.quarter)
        self.review = self.merged.review or Review()
        self.obstacles: tuple[Obstacle, ...] = ()
        self.language = language
        self.reading = reading
        self._unsent: list[str] | None = None

    def first(self) -> NextStep:
        """Return the first step that is due; the last of them always is."""
        return next(step for find in _FINDERS for step in find(self))

    def stems(self) -> list[str]:
        """Return the drafts that are due and not sent, by the names of their files."""
        if self._unsent is None:
            self._unsent = [*stems_due(self.workspace, self.merged, self.place, _OPTIONAL)]
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


def has_files(folder: Path) -> bool:
    """Whether something that may be a return lies in *folder*."""
    return folder.is_dir() and bool(find_returns(folder).files)


def _generate(known: QuarterAtHand) -> Iterator[NextStep]:
    if not known.has_forms:
        yield known.step("generate", "generate")


def _collect(known: QuarterAtHand) -> Iterator[NextStep]:
    # Before anybody is reminded: who has answered by mail must not be told that nothing came.
    if is_mail_waiting(known.workspace):
        yield known.step("collect", "collect", open_=known.workspace.mails)


def _merge(known: QuarterAtHand) -> Iterator[NextStep]:
    if has_files(known.place.returns) and _is_stale(known):
        yield known.step("merge", "merge")


def _is_stale(known: QuarterAtHand) -> bool:
    """Tell whether a merge would tell something that the results do not tell."""
    if known.merged.written.folder == known.place.results:  # they were just written of it
        return False
    if not is_merged(known.place.results):
        return True
    before = read_tables([known.place.results])
    for name, columns in _TOLD.items():
        was, now = getattr(before, name), getattr(known.merged.tables, name)
        chosen = list(columns or now.columns)
        if to_csv(was.reindex(columns=chosen)) != to_csv(now[chosen]):
            return True
    return False


def _mails(known: QuarterAtHand) -> Iterator[NextStep]:
    stems = known.stems()
    if all((known.place.mail / f"{stem}.eml").is_file() for stem in stems):
        if stems:
            first = known.place.mail / f"{stems[0]}.eml"
            yield known.step("send", "remind", "--sent", "all", open_=first)
    else:
        yield known.step("remind", "remind")


def _wait(known: QuarterAtHand) -> Iterator[NextStep]:
    dates = known.merged.dates
    if known.merged.as_of <= dates.submit_by and known.merged.without_return():
        yield NextStep("wait", (), known.place.returns, dates.submit_by)
    elif (
        known.review.last is None
        and known.merged.as_of < dates.draft_on
        and any(map(needs_the_form, asked_of(known.merged).values()))
    ):
        yield NextStep("await", (), known.place.returns, dates.draft_on)


def _choose(known: QuarterAtHand) -> Iterator[NextStep]:
    # Before members see the draft: what is decided stands in it.
    if open_disputes(known.merged):
        yield known.step("choose", open_=known.place.results / CONSOLIDATED)


def _review(known: QuarterAtHand) -> Iterator[NextStep]:
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


def _publish(known: QuarterAtHand) -> Iterator[NextStep]:
    log, last = read_log(known.place.releases), known.review.last
    if log and not (last and log[-1].draft != str(last.number)):
        return
    dates, day = known.merged.dates, known.merged.as_of
    if has_new_answers(known.merged, known.place, known.review, known.reading):
        yield known.step("comments", "review")
    elif day <= dates.comment_by and day < dates.publish_by and _is_answer_awaited(known):
        yield NextStep("hear", (), known.place.results / CONSOLIDATED, dates.comment_by)
    else:
        yield known.step("publish", "publish")


def _is_answer_awaited(known: QuarterAtHand) -> bool:
    """Tell whether a member was shown the draft and has said nothing of it."""
    stands = known.review.of_last()
    return any(code in stands and not stands[code].answer for code in known.merged.members())


def _close(known: QuarterAtHand) -> Iterator[NextStep]:
    page = published_to_open(known.place.public, known.language)
    yield known.step("close", "close", open_=page)


_FINDERS: Final[tuple[Callable[[QuarterAtHand], Iterator[NextStep]], ...]] = (
    _generate, _collect, _merge, _mails, _wait, _choose, _review, _publish, _close,
)  # fmt: skip
"""In the order of a quarter; the first that finds something has the step."""
