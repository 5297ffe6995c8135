"""Write the results: the consolidated workbook, the summaries, the data.

Everything is made before anything is replaced, one file after another beside the
old ones, and the files are replaced together. A result that somebody edited by hand
is copied aside first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

import pandas as pd

from ovpsheets.decision import Outcome
from ovpsheets.decisions.file import decisions_csv, read_decisions
from ovpsheets.garbage import rarely_collected
from ovpsheets.results.consolidated import Kept, consolidated, read_kept, read_typed
from ovpsheets.results.consolidated.draft_sheet import shown_lines
from ovpsheets.results.consolidated.provenance_sheet import all_rows
from ovpsheets.results.consolidated.todo_sheet import shown_states
from ovpsheets.results.corrections.sent_back import (
    CORRECTIONS,
    NOTHING_RETURNED,
    Returned,
    corrections,
)
from ovpsheets.results.data_package import NAME as PACKAGE
from ovpsheets.results.data_package import data_package, published_table
from ovpsheets.results.note import note_context, render_note
from ovpsheets.results.replace import recover, replace_each, replace_files
from ovpsheets.results.report import Report
from ovpsheets.results.report.draft_register import shown_csv
from ovpsheets.results.report.finding_states import states_csv
from ovpsheets.results.summary import summary_context, summary_files
from ovpsheets.rules.items import group_id
from ovpsheets.tables import PUBLISHED, TEXT, records, to_csv
from ovpsheets.texts import Texts
from ovpsheets.version import VERSION
from ovpsheets.words import Language

CONSOLIDATED: Final = "consolidated.xlsx"
SHOWN_DECISIONS: Final = "shown/decisions.csv"
SHOWN_STATES: Final = "shown/states.csv"
SHOWN_DRAFT: Final = "shown/draft.csv"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and the copies made of hand-edited results before."""

    folder: Path
    files: tuple[Path, ...]
    copies: tuple[Path, ...]


@rarely_collected()
def write_results(
    report: Report,
    folder: Path,
    language: Language,
    returned: Returned = NOTHING_RETURNED,
    *,
    kept: Mapping[str, Kept] | None = None,
) -> Written:
    """Write the results of *report* into *folder*, in *language* and the plan's languages.

    *kept*: what is carried over of findings; by default what was typed into the
    last consolidated workbook. *returned* are the files that corrections are made
    of; corrections that are no longer needed go, unless somebody edited them. Raises
    OSError when the folder cannot be written or a result is open in Excel (the last
    results then all stand), WorkspaceError when the last consolidated workbook can
    no longer be read.
    """
    standing = {} if kept is not None else _kept(folder / CONSOLIDATED)
    if kept is None:  # nobody has read what was decided in the workbook: it waits there
        report = replace(report, decided=(*report.decided, *_waiting(report, folder)))
    recovered = recover(folder)  # of a merge that was killed while it replaced
    if kept is None:
        kept = {**_kept(folder / CONSOLIDATED), **_typed(standing)}
    stated = with_states(report, kept)
    written = replace_each(
        folder,
        _outputs(stated, kept, language, returned),
        stale=lambda name: name.startswith(f"{CORRECTIONS}/"),
    )
    files = tuple(folder / name for name in written.names)
    return Written(folder, files, (*recovered, *written.copies))


def write_note(report: Report, folder: Path, commitment: str = "") -> Written:
    """Write the working meeting's note into *folder*, in the plan's languages.

    *commitment* limits it to one working group, for which its summary is written too.
    Raises KeyError for a commitment that the plan does not have, OSError as
    :func:`write_results`.
    """
    part = f".{commitment}" if commitment else ""
    outputs: dict[str, bytes] = {}
    for language in report.plan.languages:
        note = note_context(report, Texts(language), commitment or None)
        outputs[f"note{part}.{language}.docx"] = render_note(note)
        if commitment:
            context = summary_context(report, Texts(language), commitment, version=VERSION)
            outputs.update(summary_files(context, "summary", f"{part}.{language}"))
    copies = replace_files(folder, outputs, stale=lambda _: False)
    return Written(folder, tuple(folder / name for name in outputs), copies)


def shown(report: Report, kept: Mapping[str, Kept], texts: Texts) -> dict[str, bytes]:
    """Return what the workbook shows of what was typed: by it is seen later what was changed."""
    decisions = [
        item.decision for item in report.decided if item.problem not in ("withdrawn", "waiting")
    ]
    return {
        SHOWN_DECISIONS: decisions_csv(decisions),
        SHOWN_STATES: states_csv(shown_states(report, kept, texts)),
        SHOWN_DRAFT: shown_csv(line for line in shown_lines(report) if line.said),
    }


_AReport = TypeVar("_AReport", bound=Report)


def with_states(report: _AReport, kept: Mapping[str, Kept]) -> _AReport:
    """Return *report* with each open finding's state as the coordinator set it.

    A state set for a group of equal findings holds for each of them.
    """
    states = {identity: entry.state for identity, entry in kept.items() if entry.state}
    findings = report.tables.findings
    own = [
        states.get(row["id"], states.get(group_id(row), "open")) if row["state"] == "open" else
        row["state"]
        for row in records(findings)
    ]  # fmt: skip
    state = pd.Series(own, index=findings.index, dtype=TEXT)
    return replace(report, tables=replace(report.tables, findings=findings.assign(state=state)))


def _waiting(report: Report, folder: Path) -> Iterator[Outcome]:
    """Yield what was typed into the sheet of decisions since it was written, and is not known."""
    path = folder / CONSOLIDATED
    typed = read_typed(path.read_bytes(), report.plan).decisions if path.is_file() else None
    shown_before = set(read_decisions(folder / SHOWN_DECISIONS))
    known = {item.decision.id for item in report.decided if item.problem != "withdrawn"}
    for item in typed or ():
        if item not in shown_before and item.id not in known:
            yield Outcome(item, "waiting")


def _kept(path: Path) -> Mapping[str, Kept]:
    return read_kept(path.read_bytes()) if path.is_file() else {}


def _typed(kept: Mapping[str, Kept]) -> Mapping[str, Kept]:
    """What a person typed: after a killed merge it may stand in the workbook before it only."""
    return {name: entry for name, entry in kept.items() if entry.remark or entry.state != "open"}


def _outputs(
    report: Report, kept: Mapping[str, Kept], language: Language, returned: Returned
) -> Iterator[tuple[str, bytes]]:
    yield CONSOLIDATED, consolidated(report, Texts(language), kept=kept)
    for choice in dict.fromkeys((language, *report.plan.languages)):
        context = summary_context(report, Texts(choice), version=VERSION)
        yield from summary_files(context, "summary", f".{choice}")
        yield f"note.{choice}.docx", render_note(note_context(report, Texts(choice)))
    described = []
    for name in PUBLISHED:
        data = to_csv(getattr(report.tables, name)).encode("utf-8")
        described.append(published_table(name, data, Texts(language)))
        yield f"data/{name}.csv", data
    if (provenance := all_rows(report)) is not None:
        yield "data/provenance.csv", provenance
    yield f"data/{PACKAGE}", data_package(report, described, Texts(language))
    for correction in corrections(report, returned):
        yield f"{CORRECTIONS}/{correction.name}", correction.data
    # Last, so that after a killed merge they are never newer than the workbook they tell of.
    yield from shown(report, kept, Texts(language)).items()
