"""``ovpsheets plan``: everything that is wrong with plan.xlsx, at once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Final

from ovpsheets.cli import show
from ovpsheets.cli.ending import ended
from ovpsheets.cli.exit_codes import ExitCode
from ovpsheets.cli.faults import problem_values
from ovpsheets.cli.plan_view import change_values, tell_amendments, tell_changes
from ovpsheets.cli.session import Session
from ovpsheets.cli.text_table import harmless
from ovpsheets.disclosure.counts_persons import blank, said_of_persons, unprotected
from ovpsheets.disclosure.noticed import sums_told
from ovpsheets.errors import WorkspaceError
from ovpsheets.plan.fixes import Fix
from ovpsheets.plan.in_force import with_amendments
from ovpsheets.plan.model import Indicator, Plan
from ovpsheets.plan.problems import PlanProblem
from ovpsheets.plan.read import examine_plan
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Texts
from ovpsheets.workspace.fix_plan import FixedPlan
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.following import NextStep, look
from ovpsheets.workspace.issued_plan import PlanChanges
from ovpsheets.workspace.told_of_persons import known_answers


def plan(session: Session, *, fix: bool, as_json: bool) -> ExitCode:
    """Check the plan, or write a corrected copy; exit code 1 when it has problems."""
    if fix:
        return _fix(session, as_json=as_json)
    path = session.workspace.plan_path
    if not path.is_file():
        raise WorkspaceError("no_plan", folder=session.folder.resolve())
    found, said = examine_plan(path)
    problems = [item for item in said if not item.is_warning]
    warnings = [item for item in said if item.is_warning]
    quarter = Quarter.of(date.today())
    changes = session.workspace.plan_changes() if found else PlanChanges(None)
    if as_json:
        summary = _summary(found, quarter) if found else None
        warned = _warnings(found, session) if found else dict.fromkeys((*_WARNINGS, _SUMS), ())
        show.as_json(
            {
                "problems": problem_values(problems, session.texts),
                "warnings": problem_values(warnings, session.texts),
                "plan": summary,
                "differs": change_values(changes),
                **warned,
            }
        )
    elif found:
        tell_changes(changes, session.texts)
        tell_plan(found, quarter, session.texts)
        accepted = WorkspaceFolder(session.folder).accepted()
        tell_amendments(with_amendments(found, accepted).amendments, session.texts)
        _warn(_warnings(found, session), session.texts)
    else:
        show.heading(session.texts("cli.plan.problems", n=len(problems)))
        show.problems(problems, session.texts)
    if warnings and not as_json:
        show.line()
        show.heading(session.texts("cli.plan.warnings", n=len(warnings)))
        show.problems(warnings, session.texts)
    step = NextStep("plan", ("plan",), path) if problems else look()
    ended(session, step, as_json=as_json)
    return ExitCode.COULD_NOT if problems else ExitCode.DONE


def _fix(session: Session, *, as_json: bool) -> ExitCode:
    """Write the corrected copy, and list each change; exit code 1 where problems are left."""
    texts, fixed = session.texts, session.workspace.fix_plan()
    left = [problem for problem in fixed.problems if not problem.is_warning]
    if as_json:
        file = fixed.path.as_posix() if fixed.path else None
        changes = [
            {"sheet": own.sheet, "cell": own.cell, "why": own.key, "before": own.before,
             "after": own.shown}
            for own in fixed.changes
        ]  # fmt: skip
        problems = problem_values(left, texts)
        show.as_json({"file": file, "changes": changes, "problems": problems})
    else:
        _tell_fixed(fixed, left, texts)
    ended(session, _after_fix(fixed, left, session.workspace.plan_path), as_json=as_json)
    return ExitCode.COULD_NOT if left else ExitCode.DONE


def _after_fix(fixed: FixedPlan, left: Sequence[PlanProblem], path: Path) -> NextStep:
    """Look at the copy; without one, mend what only a person can."""
    if fixed.path:
        return NextStep("fixed", ("plan",), fixed.path)
    return NextStep("plan", ("plan",), path) if left else look()


def _tell_fixed(fixed: FixedPlan, left: Sequence[PlanProblem], texts: Texts) -> None:
    show.heading(texts("cli.plan.fixed", n=len(fixed.changes)))
    for sheet, group in groupby(fixed.changes, key=lambda own: own.sheet):
        show.line()
        show.heading(texts("plan.place.sheet", sheet=sheet))
        show.facts([(own.cell, _change(own, texts)) for own in group], indent=2)
    if fixed.path:
        show.line()
        show.line(texts("cli.plan.fixed_file"))
        show.verbatim(fixed.path)
    if left:
        show.line()
        show.heading(texts("cli.plan.left", n=len(left)))
        show.problems(left, texts)


def _change(fix: Fix, texts: Texts) -> str:
    said = texts("cli.plan.change", before=fix.before, after=fix.shown)
    return harmless(f"{' '.join(said.split())} {texts(f'plan.fix.{fix.key}')}")


_WARNINGS: Final[Mapping[str, Callable[[Plan], tuple[Indicator, ...]]]] = {
    "persons_blank": blank,
    "unprotected": unprotected,
}
"""Key of a warning → the indicators that it is about; the command does not fail for them."""


_SUMS: Final = "sums_in_titles"


def _warnings(found: Plan, session: Session) -> dict[str, Sequence[str]]:
    """Return the codes that each warning names; none that was answered before a publication."""
    memory = known_answers(WorkspaceFolder(session.folder))
    settled = said_of_persons(found, Quarter.of(date.today()), memory)
    named = {
        name: [own.code for own in about(found) if own.code in settled.undecided]
        for name, about in _WARNINGS.items()
    }
    return {**named, _SUMS: sums_told(settled.plan, memory)}


def _warn(warnings: Mapping[str, Sequence[str]], texts: Texts) -> None:
    """Say each warning in one sentence."""
    for name, codes in warnings.items():
        if codes:
            show.line()
            apart = "; " if name == _SUMS else ", "
            show.line(texts(f"cli.plan.{name}", n=len(codes), codes=apart.join(codes)))


def tell_plan(found: Plan, quarter: Quarter, texts: Texts) -> None:
    """Write what the plan holds and the dates of *quarter*."""
    dates = found.dates(quarter)
    show.heading(texts("cli.plan.good", title=found.title.in_(texts.language)))
    first, last = texts.short_date(found.start), texts.short_date(found.end)
    show.facts(
        [
            (texts("cli.plan.code"), found.code),
            (texts("cli.plan.period"), f"{first} – {last}"),
            *(
                (texts(f"plan.{name}.name"), str(len(getattr(found, name))))
                for name in ("institutions", "commitments", "activities", "indicators")
            ),
            (texts("cli.plan.quarter"), texts.quarter(quarter)),
            (texts("cli.submit_by"), texts.long_date(dates.submit_by)),
            (texts("cli.publish_by"), texts.long_date(dates.publish_by)),
        ],
        indent=2,
    )


def _summary(found: Plan, quarter: Quarter) -> dict[str, object]:
    dates = found.dates(quarter)
    return {
        "code": found.code,
        "start": found.start,
        "end": found.end,
        "institutions": len(found.institutions),
        "commitments": len(found.commitments),
        "activities": len(found.activities),
        "indicators": len(found.indicators),
        "quarter": str(quarter),
        "submit_by": dates.submit_by,
        "publish_by": dates.publish_by,
    }
