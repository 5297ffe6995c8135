"""``ovpsheets init``: a new workspace, with a blank plan or with the plan as it was adopted."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

from ovpsheets.adopted.account import FATES, UNREAD
from ovpsheets.adopted.new_plan import why
from ovpsheets.adopted.read_adopted import AdoptedPlan
from ovpsheets.cli import show
from ovpsheets.cli.ending import ended
from ovpsheets.cli.faults import UsageFault
from ovpsheets.cli.session import Session
from ovpsheets.cli.text_table import harmless
from ovpsheets.files import write_whole
from ovpsheets.journeys.boundary import as_existing
from ovpsheets.journeys.results_home import PLAN
from ovpsheets.languages import LANGUAGE_FILE, LANGUAGES, LANGUAGES_FILE, default_language
from ovpsheets.own_templates import FOLDER, templates_at
from ovpsheets.plan.sheets import column_words
from ovpsheets.texts import Texts
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.following import NextStep
from ovpsheets.workspace.start import ACCOUNT, start_workspace
from ovpsheets.workspace.template_copies import is_known_language, languages_file

_MOST_QUOTED: Final = 60  # characters of a cell
_MOST_CODES: Final = 3


def init(
    session: Session, directory: Path, source: Path | None, languages: str | None = None
) -> None:
    """Make a folder with a plan: blank, or read from the file *source*.

    *languages*: codes with commas between, of which the first is the usual one; None for those
    that the folder's templates say.
    """
    root = session.start / directory
    if languages:
        _speak(root, tuple(filter(None, re.split(r"[\s,;]+", languages))))
    with templates_at(root).in_use():
        asked = session.asked and session.language in LANGUAGES
        _init(session if asked else replace(session, language=default_language()), root, source)


def _speak(root: Path, languages: tuple[str, ...]) -> None:
    """Have *languages* in use in a new workspace; one that says so already is left as it is."""
    for language in languages:
        if not (is_known_language(language) or (root / FOLDER / language / LANGUAGE_FILE).exists()):
            raise UsageFault("unknown_language", text=language)
    path = root / FOLDER / LANGUAGES_FILE
    if not path.exists() and not (root / PLAN).exists():
        write_whole(path, languages_file(languages))


def _init(session: Session, root: Path, source: Path | None) -> None:
    texts = session.texts
    folder = WorkspaceFolder(root)
    file = None if source is None else as_existing(session.start / source, "source")
    found = start_workspace(folder, session.language, file)
    if found is None or file is None:
        show.heading(texts("cli.init.done", folder=folder.root))
    else:
        show.heading(texts("cli.init.read", folder=folder.root, file=file.name))
        _tell(found, folder, texts)
    started = Session(folder.root, session.language)
    ended(started, NextStep("fill" if found is None else "read", ("plan",), folder.plan_path))


def _tell(found: AdoptedPlan, folder: WorkspaceFolder, texts: Texts) -> None:
    """Say what was read, what was not, and what is doubtful."""
    tables = ("institutions", "commitments", "activities", "indicators")
    show.line()
    show.facts([(texts(f"plan.{t}.name"), str(len(found.items[t]))) for t in tables], indent=2)
    fates = Counter(fate.fate for fate in found.fates)
    show.line()
    show.line(texts("cli.init.cells", n=len(found.fates)))
    known = dict.fromkeys(FATES.values())
    show.facts([(texts(f"adopted.fate.{k}"), str(fates[k])) for k in known if fates[k]], indent=2)
    if fates[UNREAD]:
        show.line()
        show.line(texts("cli.init.unread", n=fates[UNREAD]))
        unread = (fate for fate in found.fates if fate.fate == UNREAD)
        show.facts([(f"{f.sheet}!{f.cell}", _quoted(f.text)) for f in unread], indent=2)
    if found.doubts:
        show.line()
        sheet = texts("plan.doubts.name")
        show.line(texts("cli.init.doubts", n=len(found.doubts), sheet=sheet))
        show.facts(_doubts(found, texts), indent=2)
    show.line()
    show.line(texts("cli.init.account"))
    show.verbatim(folder.root / ACCOUNT)


def _doubts(found: AdoptedPlan, texts: Texts) -> list[tuple[str, str]]:
    """Return the doubts, equal ones together: where they are and what they say."""
    together: dict[tuple[str, str, str], list[str]] = {}
    for doubt in found.doubts:
        key = (doubt.item.table, doubt.column, why(doubt, texts))
        together.setdefault(key, []).append(doubt.item.code)
    return [
        (_place(table, column, codes, texts), harmless(said))
        for (table, column, said), codes in together.items()
    ]


def _place(table: str, column: str, codes: list[str], texts: Texts) -> str:
    named = ", ".join(codes[:_MOST_CODES]) if table != "plan" else texts("plan.plan.name")
    more = len(codes) - _MOST_CODES
    if more > 0:
        named = f"{named} {texts('cli.plan.more', n=more)}"
    return f"{named} · {column_words(table, column, 'heading', texts)}"


def _quoted(text: str) -> str:
    plain = " ".join(text.split())
    return harmless(plain if len(plain) <= _MOST_QUOTED else f"{plain[:_MOST_QUOTED]}…")
