"""Write the results: the consolidated workbook, the summaries, the data.

Everything is made before anything is written, and each file is replaced
whole. A result that somebody edited by hand is copied aside first.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pandas as pd

from ovpsheets.files import sha256, sweep_parts, write_whole
from ovpsheets.results.consolidated import Kept, consolidated, read_kept
from ovpsheets.results.corrections.outputs import (
    CORRECTIONS,
    NOTHING_RETURNED,
    Returned,
    corrections,
)
from ovpsheets.results.report import Report
from ovpsheets.results.summary import render_html, render_markdown, summary_context
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


def write_results(
    report: Report, folder: Path, language: Language, returned: Returned = NOTHING_RETURNED
) -> Written:
    """Write the results of *report* into *folder*, in *language* and the plan's languages.

    States and remarks typed into the last consolidated workbook are carried
    over. *returned* are the files that corrections are made of; corrections that are
    no longer needed go, unless somebody edited them. Raises OSError when the folder cannot be written, WorkspaceError when
    the last consolidated workbook can no longer be read.
    """
    kept = _kept(folder / CONSOLIDATED)
    stated = with_states(report, kept)
    outputs = {**dict(_outputs(stated, kept, language)), **corrections(stated, returned)}
    folder.mkdir(parents=True, exist_ok=True)
    sweep_parts(folder)
    copies = tuple(_copy_edited(folder, outputs))
    for name, data in outputs.items():
        write_whole(folder / name, data)
    _remove_stale(folder, outputs)
    write_whole(folder / _REGISTER, _register(outputs))
    return Written(folder, tuple(folder / name for name in outputs), copies)


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


def _outputs(
    report: Report, kept: Mapping[str, Kept], language: Language
) -> Iterator[tuple[str, bytes]]:
    yield CONSOLIDATED, consolidated(report, Texts(language), kept=kept)
    for choice in dict.fromkeys((language, *report.plan.languages)):
        context = summary_context(report, Texts(choice), version=VERSION)
        yield f"summary.{choice}.md", render_markdown(context).encode("utf-8")
        yield f"summary.{choice}.html", render_html(context).encode("utf-8")
    for name in PUBLISHED:
        table: pd.DataFrame = getattr(report.tables, name)
        yield f"data/{name}.csv", to_csv(table).encode("utf-8")


def _copy_edited(folder: Path, outputs: Mapping[str, bytes]) -> Iterator[Path]:
    """Copy aside every result that is no longer what was written."""
    written = _read_register(folder / _REGISTER)
    for name in outputs:
        path = folder / name
        if not path.is_file():
            continue
        data = path.read_bytes()
        digest = sha256(data)
        if digest in (written.get(name), sha256(outputs[name])):
            continue
        aside = Path(name)
        copy = folder / KEPT_ASIDE / f"{aside.stem}_{digest[:8]}{aside.suffix}"
        write_whole(copy, data)
        yield copy


def _remove_stale(folder: Path, outputs: Mapping[str, bytes]) -> None:
    """Remove the last merge's corrections that nobody needs any more and nobody edited."""
    for name, digest in _read_register(folder / _REGISTER).items():
        path = folder / name
        is_stale = name.startswith(f"{CORRECTIONS}/") and name not in outputs
        if is_stale and path.is_file() and sha256(path.read_bytes()) == digest:
            path.unlink()


def _register(outputs: Mapping[str, bytes]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["file", "sha256"])
    writer.writerows((name, sha256(data)) for name, data in outputs.items())
    return out.getvalue().encode("utf-8")


def _read_register(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    return {row["file"]: row["sha256"] for row in rows}
