"""Write the results: the consolidated workbook, the summaries, the data.

Everything is made before anything is written, and the files are replaced
together. A result that somebody edited by hand is copied aside first.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pandas as pd

from ovpsheets.files import finish_writing, sha256, waiting, write_all, write_whole
from ovpsheets.results.consolidated import Kept, consolidated, read_kept
from ovpsheets.results.data_package import NAME as PACKAGE
from ovpsheets.results.data_package import data_package
from ovpsheets.results.note import note_context, render_note
from ovpsheets.results.report import Report
from ovpsheets.results.summary import (
    render_docx,
    render_html,
    render_markdown,
    summary_context,
)
from ovpsheets.rules.items import group_id
from ovpsheets.tables import PUBLISHED, records, to_csv
from ovpsheets.texts import Texts
from ovpsheets.version import VERSION
from ovpsheets.words import Language

CONSOLIDATED: Final = "consolidated.xlsx"
KEPT_ASIDE: Final = "edited"
"""The folder beside the results for copies of hand-edited ones."""

_REGISTER: Final = "written.csv"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and the copies made of hand-edited results before."""

    folder: Path
    files: tuple[Path, ...]
    copies: tuple[Path, ...]


def write_results(report: Report, folder: Path, language: Language) -> Written:
    """Write the results of *report* into *folder*, in *language* and the plan's languages.

    States and remarks typed into the last consolidated workbook are carried
    over. Raises OSError when the folder cannot be written or a result is open
    in Excel (the last results then all stand), WorkspaceError when the last
    consolidated workbook can no longer be read.
    """
    copies = list(_copy_edited(folder, waiting(folder)))
    standing = _kept(folder / CONSOLIDATED)
    finish_writing(folder)  # of a merge that was killed while it replaced
    kept = {**_kept(folder / CONSOLIDATED), **_typed(standing)}
    outputs = dict(_outputs(with_states(report, kept), kept, language))
    copies += _copy_edited(folder, outputs)
    digests = {name: sha256(data) for name, data in outputs.items()}
    write_all(folder, {**outputs, _REGISTER: _register(digests)})
    return Written(folder, tuple(folder / name for name in outputs), tuple(copies))


def write_note(report: Report, folder: Path, commitment: str = "") -> Written:
    """Write the working meeting's note into *folder*, in the plan's languages.

    *commitment* limits it to one working group. Raises KeyError for a
    commitment that the plan does not have, OSError as :func:`write_results`.
    """
    outputs = {
        f"note{f'.{commitment}' if commitment else ''}.{language}.docx": render_note(
            note_context(report, Texts(language), commitment or None)
        )
        for language in report.plan.languages
    }
    copies = list(_copy_edited(folder, waiting(folder)))
    finish_writing(folder)
    copies += _copy_edited(folder, outputs)
    known = _read_register(folder / _REGISTER)
    digests = known | {name: sha256(data) for name, data in outputs.items()}
    write_all(folder, {**outputs, _REGISTER: _register(digests)})
    return Written(folder, tuple(folder / name for name in outputs), tuple(copies))


def with_states(report: Report, kept: Mapping[str, Kept]) -> Report:
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
    state = pd.Series(own, index=findings.index, dtype="string")
    return replace(report, tables=replace(report.tables, findings=findings.assign(state=state)))


def _kept(path: Path) -> Mapping[str, Kept]:
    return read_kept(path.read_bytes()) if path.is_file() else {}


def _typed(kept: Mapping[str, Kept]) -> Mapping[str, Kept]:
    """What a person typed: after a killed merge it may stand in the workbook before it only."""
    return {name: entry for name, entry in kept.items() if entry.remark or entry.state != "open"}


def _outputs(
    report: Report, kept: Mapping[str, Kept], language: Language
) -> Iterator[tuple[str, bytes]]:
    yield CONSOLIDATED, consolidated(report, Texts(language), kept=kept)
    for choice in dict.fromkeys((language, *report.plan.languages)):
        context = summary_context(report, Texts(choice), version=VERSION)
        yield f"summary.{choice}.md", render_markdown(context).encode("utf-8")
        yield f"summary.{choice}.html", render_html(context).encode("utf-8")
        yield f"summary.{choice}.docx", render_docx(context)
        yield f"note.{choice}.docx", render_note(note_context(report, Texts(choice)))
    tables = {name: _csv(getattr(report.tables, name)) for name in PUBLISHED}
    for name, data in tables.items():
        yield f"data/{name}.csv", data
    yield f"data/{PACKAGE}", data_package(report, tables, Texts(language))


def _csv(table: pd.DataFrame) -> bytes:
    return to_csv(table).encode("utf-8")


def _copy_edited(folder: Path, outputs: Mapping[str, bytes]) -> Iterator[Path]:
    """Copy aside every result that is no longer what was written."""
    written = _read_register(folder / _REGISTER)
    for name in outputs:
        path = folder / name
        if name == _REGISTER or not path.is_file():
            continue
        data = path.read_bytes()
        digest = sha256(data)
        if digest in (written.get(name), sha256(outputs[name])):
            continue
        aside = Path(name)
        copy = folder / KEPT_ASIDE / f"{aside.stem}_{digest[:8]}{aside.suffix}"
        write_whole(copy, data)
        yield copy


def _register(digests: Mapping[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["file", "sha256"])
    writer.writerows(digests.items())
    return out.getvalue().encode("utf-8")


def _read_register(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    return {row["file"]: row["sha256"] for row in rows}
