"""What the workbook shows of what was typed, kept beside it: by it is seen what was changed since.

Somebody types into the workbook while the plain files may change, too. Which of the two is the
newer can only be told against what both last said.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ovpsheets.decision import Outcome
from ovpsheets.decisions.file import decisions_csv, read_decisions
from ovpsheets.decisions.over_answers import answers_csv, noted_now
from ovpsheets.laid_aside import Content
from ovpsheets.results.consolidated import CONSOLIDATED, read_typed
from ovpsheets.results.consolidated.draft_sheet import shown_lines
from ovpsheets.results.consolidated.todo_sheet import shown_states
from ovpsheets.results.product import Contents, Product
from ovpsheets.results.report import Report
from ovpsheets.results.report.draft_register import shown_csv
from ovpsheets.results.report.finding_states import states_csv
from ovpsheets.texts import Texts

SHOWN_DECISIONS: Final = "shown/decisions.csv"
SHOWN_ANSWERS: Final = "shown/answers.csv"
SHOWN_STATES: Final = "shown/states.csv"
SHOWN_DRAFT: Final = "shown/draft.csv"


def shown(report: Report) -> dict[str, Content]:
    """Return what the workbook shows of what was typed: by it is seen later what was changed."""
    decisions = [
        item.decision for item in report.decided if item.problem not in ("withdrawn", "waiting")
    ]
    states = shown_states(report, report.kept, Texts(report.language))
    return {
        SHOWN_DECISIONS: decisions_csv(noted_now(decisions, report.decided, report.as_of)),
        SHOWN_ANSWERS: answers_csv(report.returned_files.forms_as_answered(), report.plan),
        SHOWN_STATES: states_csv(states),
        SHOWN_DRAFT: shown_csv(line for line in shown_lines(report) if line.said),
    }


def _outputs(report: Report) -> Contents:
    return shown(report).items()


SHOWN: Final = Product(
    name="shown",
    files=(SHOWN_DECISIONS, SHOWN_ANSWERS, SHOWN_STATES, SHOWN_DRAFT),
    about="What the workbook shows of what was typed.",
    audience="coordinator",
    language="coordinator",
    member_text=True,
    outputs=_outputs,
)
"""Made as a product is, and none: nobody is to open it."""


def waiting(report: Report, folder: Path) -> Iterator[Outcome]:
    """Yield what was typed into the sheet of decisions since it was written, and is not known."""
    path = folder / CONSOLIDATED
    typed = read_typed(path.read_bytes(), report.plan).decisions if path.is_file() else None
    shown_before = set(read_decisions(folder / SHOWN_DECISIONS))
    known = {item.decision.id for item in report.decided if item.problem != "withdrawn"}
    for item in typed or ():
        # A line that was shown and is unchanged was typed before; one that is known is applied.
        if item not in shown_before and item.id not in known:
            yield Outcome(item, "waiting")
