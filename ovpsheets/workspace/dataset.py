"""Merge a quarter of a workspace in parts, into a dataset; the workspace stays as it is."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path, PurePath

from ovpsheets.brief import MergeBrief
from ovpsheets.errors import WorkspaceError
from ovpsheets.files import portable_name
from ovpsheets.intake.find import find_returns
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.plan.new_codes import renumbered_rows
from ovpsheets.quarter import Quarter
from ovpsheets.spread.merge_dataset import Spread, merge_into, of_folder
from ovpsheets.spread.merged_dataset import MergedDataset
from ovpsheets.spread.persons import KnownOfPersons
from ovpsheets.words import Language
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.merge import QuarterInputs
from ovpsheets.workspace.released_figures import known_releases
from ovpsheets.workspace.told_of_persons import counting_persons, known_answers
from ovpsheets.workspace.words_of_quarter import in_words_of_quarter


def known_of_persons(workspace: WorkspaceFolder, brief: MergeBrief) -> KnownOfPersons:
    """Return what the workspace knows of figures of persons, by answers and by the releases.

    Raises WorkspaceError for files that cannot be read.
    """
    answers = known_answers(workspace, brief.quarter, brief.decisions)
    published = renumbered_rows(brief.plan, known_releases(workspace))
    counted = counting_persons(workspace, brief.plan, brief.quarter, published)
    pairs = zip(counted.indicators, brief.plan.indicators, strict=True)
    counts = {own.code: own.persons for own, said in pairs if own.persons != said.persons}
    return KnownOfPersons({c: bool(own) for c, own in counts.items()}, answers)


@in_words_of_quarter
def merge_into_dataset(
    workspace: WorkspaceFolder,
    quarter: Quarter,
    as_of: date,
    language: Language,
    *,
    into: Path | str,
    assume: Mapping[str, str] | None,
    reading: ReadingOptions,
    corrections: bool,
) -> MergedDataset:
    """Merge *quarter* in parts, as things stand on *as_of*; writes nothing but the dataset.

    Raises WorkspaceError for a file in *assume* that is not there.
    """
    asked = QuarterInputs.of(workspace, quarter, as_of, language, assume, reading).as_closed()
    files = tuple(of_folder(find_returns(asked.place.returns)))
    how = Spread(
        reading.limits, reading.jobs, reading.executor, reading.progress, corrections=corrections
    )
    merged = merge_into(
        into, asked.brief(asked.typed()), files, how, partial(known_of_persons, workspace)
    )
    lacking = {own.decision.code for own in merged.decided if own.problem == "no_file"}
    for file in asked.assume:
        if portable_name(PurePath(file)) in lacking:
            raise WorkspaceError("assumed_missing", file=file, folder=asked.place.returns)
    return merged
