"""A closed quarter: copies of all that its results were made of, in the folder ``closed``.

closed/1/closed.json       who closed it and when; the digests of every returned file
closed/1/plan.xlsx, ovpsheets.toml, issued.csv, received.csv, left.csv, decisions.csv, states.csv
closed/1/issued/plan.xlsx  what the forms were made of
closed/1/templates/    what the quarter's words and look were
closed/1/history/data/     the tables of the quarters before, as they were, and their types
closed/1/results/data/     the tables of the quarter, likewise

The returned files themselves stay where they are; their digests tell whether
they are still the same. A quarter that is closed again gets the next number.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from ovpsheets.beside_csv import PACKAGE
from ovpsheets.decision import NoticedSum
from ovpsheets.decisions.accepted import accepted_csv, read_accepted
from ovpsheets.decisions.sums import read_sums, sums_csv
from ovpsheets.errors import WorkspaceError
from ovpsheets.files import finish_writing, sha256, write_all, write_whole
from ovpsheets.forms.register import IssuedForm, read_register
from ovpsheets.journeys.merged import Merged
from ovpsheets.journeys.results_home import PLAN
from ovpsheets.left_file import LeftBehind
from ovpsheets.plan.as_asked import as_asked_by
from ovpsheets.plan.in_force import in_force, with_amendments
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.table_csv import to_csv, types_package
from ovpsheets.tables import PUBLISHED, Tables
from ovpsheets.templates import Templates
from ovpsheets.version import VERSION
from ovpsheets.words import LANGUAGES, Language
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.kept_templates import kept_logos, kept_templates, template_copies
from ovpsheets.workspace.left_register import read_left
from ovpsheets.workspace.merged_tables import read_tables
from ovpsheets.workspace.quarter_folder import QuarterFolder
from ovpsheets.workspace.received import Received, read_received
from ovpsheets.workspace.told_of_persons import told_history

_SAID: Final = "closed.json"
_ACCEPTED: Final = "accepted.csv"
"""The deadlines that decisions of earlier quarters had accepted."""

_ISSUED: Final = "issued"
"""Where the plan that the forms were made of lies, and their templates if those of the results are
others."""

_SUMS: Final = "sums.csv"
"""What added up among figures of persons, and was not answered with no."""

_COPIED: Final = ("received.csv", "left.csv", "decisions.csv", "states.csv")


@dataclass(frozen=True, slots=True)
class Sources:
    """What a merge is made of, beside the returned files."""

    plan: Plan
    rules: Mapping[str, str]  # id of a rule → one of rules.policy.CHOICES
    history: Tables  # of the quarters before
    issued: tuple[IssuedForm, ...]
    received: Mapping[str, Received]  # sha256 of a file → when it came, and from whom
    left: tuple[LeftBehind, ...]
    issued_with: Templates | None  # what the forms were made with, None where nobody kept it
    logos: frozenset[str]  # digests of those that forms were issued with
    sums: tuple[NoticedSum, ...] | None = None  # None: to be looked for
    issued_plan: Plan | None = None  # of which the forms were made, None where it is ``plan``


@dataclass(frozen=True, slots=True)
class Closed:
    """One closed version of a quarter. ``returns``: name → sha256 of every file that came.

    ``number``: 1 for the first version, one more for each time it was reopened and closed.
    ``by``: who closed it. ``language``: that of its results.
    ``assume``: file → institution, of versions before that was a decision.
    ``reopened`` and ``why``: when and why it was opened again; None and "" while it is closed.
    ``is_finished``: whether its results were written; a kill may come between.
    """

    folder: Path
    number: int
    day: date
    by: str
    language: Language
    returns: Mapping[str, str]
    decisions: str  # their digest
    assume: Mapping[str, str] = field(default_factory=dict)
    reopened: date | None = None
    why: str = ""
    is_finished: bool = True

    def sources(self) -> Sources:
        """Return what was frozen; raises WorkspaceError, PlanError or SettingsError."""
        frozen = WorkspaceFolder(self.folder)
        plan, issued_plan = self._plans(frozen)
        return Sources(
            plan,
            frozen.settings().rules,
            read_tables([self.folder / "history"]),
            tuple(read_register(self.folder)),
            read_received(self.folder / "received.csv"),
            read_left(self.folder / "left.csv"),
            kept_templates(self.folder / _ISSUED) or kept_templates(self.folder),
            kept_logos(self.folder),
            read_sums(self.folder / _SUMS),
            issued_plan,
        )

    def _plans(self, frozen: WorkspaceFolder) -> tuple[Plan, Plan | None]:
        accepted = read_accepted(self.folder / _ACCEPTED)
        quarter = Quarter.parse(self.folder.parent.parent.name)
        issued = frozen.copied_plan(self.folder / _ISSUED / PLAN)
        of_forms = issued and in_force(with_amendments(issued, accepted), quarter)
        return as_asked_by(in_force(with_amendments(frozen.plan(), accepted), quarter), of_forms)

    def tables(self) -> Tables:
        """Return the tables of the quarter as they were closed."""
        return read_tables([self.folder / "results"])

    def differing(self, merged: Merged, decisions: bytes) -> list[str]:
        """Return the names of the inputs that are no longer those that were frozen.

        *merged*: the quarter as it is now; *decisions*: its decisions.csv, as bytes.
        """
        now = _digests(merged)
        names = sorted(now.keys() | self.returns.keys())
        found = [name for name in names if now.get(name) != self.returns.get(name)]
        return [*found, *(["decisions.csv"] if sha256(decisions) != self.decisions else [])]


def live_sources(workspace: WorkspaceFolder, place: QuarterFolder) -> Sources:
    """Return what a quarter that is not closed is made of."""
    plan, issued_plan = workspace.plans_of(place.quarter)
    return Sources(
        plan,
        workspace.settings().rules,
        told_history(workspace, plan, place.quarter),
        tuple(read_register(place.forms)),
        read_received(place.received),
        read_left(place.left),
        workspace.issued_with(place.quarter),
        workspace.logos_until(place.quarter),
        issued_plan=issued_plan,
    )


def last_closed(place: QuarterFolder) -> Closed | None:
    """Return the newest closed version of a quarter, None where it was never closed.

    Raises WorkspaceError when it can no longer be read.
    """
    numbers = [int(path.name) for path in place.closed.glob("*") if path.name.isdecimal()]
    written = [number for number in numbers if (place.closed / str(number) / _SAID).is_file()]
    if not written:
        return None
    folder = place.closed / str(max(written))
    try:
        said = json.loads((folder / _SAID).read_text(encoding="utf-8"))
        return _closed(folder, said)
    except (OSError, ValueError, KeyError) as error:
        raise WorkspaceError("data_damaged", file=folder / _SAID) from error


def freeze(
    workspace: WorkspaceFolder,
    place: QuarterFolder,
    merged: Merged,
    *,
    by: str,
    decisions: bytes,
) -> Closed:
    """Write the next closed version of a quarter, all of it or none; raises OSError."""
    before = last_closed(place)
    number = before.number + 1 if before else 1
    closed = Closed(
        place.closed / str(number), number, merged.as_of, by, merged.language, _digests(merged),
        sha256(decisions), is_finished=False,
    )  # fmt: skip
    files: dict[str, bytes | None] = {
        **_copies(workspace, place),
        **_tables("history", merged.history),
        **_tables("results", merged.tables),
        _SAID: _said(closed),
    }
    if merged.sums:
        files[_SUMS] = sums_csv(merged.noticed)
    write_all(closed.folder, files)
    return closed


def finish(closed: Closed) -> Closed:
    """Record that the results of a closed version were written; raises OSError."""
    finish_writing(closed.folder)
    _change(closed, finished=True)
    return replace(closed, is_finished=True)


def reopen(closed: Closed, day: date, why: str) -> None:
    """Record that a closed quarter may be changed again; raises OSError."""
    _change(closed, reopened={"day": day.isoformat(), "why": why})


def _change(closed: Closed, **changed: object) -> None:
    said = json.loads((closed.folder / _SAID).read_text(encoding="utf-8"))
    write_whole(closed.folder / _SAID, _as_json({**said, **changed}))


def _copies(workspace: WorkspaceFolder, place: QuarterFolder) -> dict[str, bytes | None]:
    paths = [
        workspace.plan_path_of(place.quarter),
        workspace.root / "ovpsheets.toml",
        place.forms / "issued.csv",
        *(place.path / name for name in _COPIED),
    ]
    copies: dict[str, bytes | None] = {
        path.name: path.read_bytes() for path in paths if path.is_file()
    }
    if place.issued_plan.is_file():  # who was asked what
        copies[f"{_ISSUED}/{PLAN}"] = place.issued_plan.read_bytes()
    copies |= _templates(workspace, place)
    if amendments := workspace.accepted(place.quarter):
        copies[_ACCEPTED] = accepted_csv(amendments)
    return copies


def _templates(workspace: WorkspaceFolder, place: QuarterFolder) -> dict[str, bytes | None]:
    """Return the copies of the templates at work, and of those of the forms where they differ."""
    own, issued = workspace.templates_of(place.quarter), workspace.issued_with(place.quarter)
    copies = template_copies(own, workspace.logos_until(place.quarter))
    if issued is None or issued is own:
        return copies
    return copies | {f"{_ISSUED}/{name}": data for name, data in template_copies(issued).items()}


def _tables(folder: str, tables: Tables) -> dict[str, bytes | None]:
    own = {name: getattr(tables, name) for name in PUBLISHED}
    files = {
        f"{folder}/data/{name}.csv": to_csv(table, guard=True).encode("utf-8")
        for name, table in own.items()
    }
    return {**files, f"{folder}/data/{PACKAGE}": _as_json(types_package(own))}


def _digests(merged: Merged) -> dict[str, str]:
    return {item.returned.name: item.returned.sha256 for item in merged.settled}


def _said(closed: Closed) -> bytes:
    return _as_json(
        {
            "day": closed.day.isoformat(),
            "by": closed.by,
            "language": closed.language,
            "version": VERSION,
            "returns": dict(sorted(closed.returns.items())),
            "decisions": closed.decisions,
            "assume": dict(sorted(closed.assume.items())),
            "reopened": None,
            "finished": closed.is_finished,
        }
    )


def _closed(folder: Path, said: Mapping[str, Any]) -> Closed:
    again = said["reopened"]
    (language,) = (known for known in LANGUAGES if known == said["language"])
    return Closed(
        folder, int(folder.name), date.fromisoformat(said["day"]), said["by"], language,
        said["returns"], said["decisions"], said["assume"],
        date.fromisoformat(again["day"]) if again else None, again["why"] if again else "",
        said.get("finished", True),  # versions before did not say it
    )  # fmt: skip


def _as_json(said: object) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
