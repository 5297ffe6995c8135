"""``ovp.merge``: what a program hands over, checked and merged, without a workspace."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from datetime import date

from ovpsheets.brief import MergeBrief
from ovpsheets.decision import Decision
from ovpsheets.forms.register import IssuedForm
from ovpsheets.intake.given_returns import Returns, given_returns
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.journeys.boundary import (
    as_day,
    as_jobs,
    as_language,
    as_quarter,
    as_rules,
    check_merge,
    in_words_of_plan,
)
from ovpsheets.journeys.engine import as_engine
from ovpsheets.journeys.merge import merge_returns
from ovpsheets.journeys.merged import Merged
from ovpsheets.plan.in_force import in_force
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.results.report.coded_tables import plain
from ovpsheets.stations import Progress
from ovpsheets.tables import Tables
from ovpsheets.words import Language, default_language


@in_words_of_plan
def merge(
    plan: Plan,
    quarter: Quarter | str,
    returns: Returns,
    *,
    history: Tables | None = None,
    issued: Iterable[IssuedForm] = (),
    received: Mapping[str, date] | None = None,
    assume: Mapping[str, str] | None = None,
    rules: Mapping[str, str] | None = None,
    decisions: Iterable[Decision] = (),
    as_of: date | str | None = None,
    language: Language | None = None,
    limits: Limits | None = None,
    jobs: int = 0,
    executor: Executor | None = None,
    engine: object = None,
    progress: Progress | None = None,
) -> Merged:
    """Read *returns* of *quarter*, judge it, and return it, with messages in *language*.

    *plan*: all of it or a part (``ovp.only``): forms are then read and judged by the whole
    plan, and the tables hold what concerns the part.
    *returns*: a folder, a file, a list of them, or names with their bytes. In a workspace
    use :class:`ovpsheets.Workspace`, which knows all that follows by itself.
    *history*: earlier quarters (``ovp.history``). *issued*: the register of
    issued forms; it limits the merge to the commitments issued and tells old
    revisions. *received*: sha256 → day a file came; one that is not in it came when its
    mail says or it was last saved. Without a register (None) nobody knows what came on
    time. *assume*: file (as ``merged.returns`` names it) → the institution whose
    form of this quarter it is, where the file itself does not say so. *rules*:
    rule → urgent, important, check, trial or off, where it is to be used
    otherwise than the rule book says. *decisions*: what is to stand in the place
    of answers, or whose a file is; the rules judge what was decided. *as_of*: the
    day on which this is looked at, today by default.
    Returned files are only read, in *jobs* worker processes (0: one per processor)
    or by *executor*, within *limits*; a bad one never stops the others. *engine*: an executor, too,
    or the client of a Dask cluster, or where its scheduler is (``dask://host:port``).
    *progress* is told how many files of how many are done. Raises InputError,
    InputTypeError or InputMissingError for what cannot be taken, WorkspaceError where no
    worker process can be started.
    """
    brief = brief_of(
        plan, quarter, history=history, issued=issued, received=received, assume=assume,
        rules=rules, decisions=decisions, as_of=as_of, language=language, limits=limits,
    )  # fmt: skip
    reading = ReadingOptions(
        limits or Limits(), as_jobs(jobs), executor or as_engine(engine), progress
    )
    return merge_returns(brief, given_returns(returns), reading, plan if plan.whole else None)


def brief_of(
    plan: Plan,
    quarter: Quarter | str,
    *,
    history: Tables | None,
    issued: Iterable[IssuedForm],
    received: Mapping[str, date] | None,
    assume: Mapping[str, str] | None,
    rules: Mapping[str, str] | None,
    decisions: Iterable[Decision],
    as_of: date | str | None,
    language: Language | None,
    limits: Limits | None,
) -> MergeBrief:
    """Return the brief of what a program hands over, as :func:`merge` takes it, once checked."""
    register, decided = tuple(issued), tuple(decisions)
    check_merge(plan, history, register, received, assume, decided, limits)
    return MergeBrief(
        plan=in_force(plan.whole or plan, as_quarter(quarter)),
        quarter=as_quarter(quarter),
        as_of=as_day(as_of),
        history=Tables.empty() if history is None else plain(history),
        issued=register,
        received=received,
        assumed=assume or {},
        decisions=decided,
        rules=as_rules(rules),
        language=as_language(language or default_language()),
    )
