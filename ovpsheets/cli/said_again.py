"""What a command said, said again where nothing changed since: then nothing is done at all.

A merge follows from the workspace, from what was typed and from the day. So what it said is kept
under a digest of every file that lay in the workspace when it was done, its own results among
them; whoever merges again while all of them are the same is told the same, and nothing is read,
judged or written. What came or was saved while the merge ran it may not have seen: then nothing is
kept. A wrong key would tell yesterday's state for today's, so nothing is believed to be unchanged
that was not read.
"""

import hashlib
import json
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from ovpsheets.cli.console import SpokenLine, hearing, say, width
from ovpsheets.cli.session import Session
from ovpsheets.kept import KEPT, KeptFolder
from ovpsheets.program import program_digest
from ovpsheets.results.replace import WRITTEN, written_digests
from ovpsheets.texts import Texts
from ovpsheets.workspace.files_there import FOLDER, files_there

_RESULTS: Final = "results"
_BESIDE: Final = ("received.csv", "decisions.csv", "states.csv", "review/shown.csv")
"""What a merge writes into the folder of its quarter, beside the results."""


@dataclass(frozen=True, slots=True)
class SaidAgain:
    """What a command about a quarter said in ``root``; ``asked``: everything that was asked."""

    root: Path
    quarter: str
    asked: str
    before: Mapping[str, str]

    @classmethod
    def of(cls, session: Session, name: str, parameters: Mapping[str, Any]) -> "SaidAgain | None":
        """Return what command *name* is to say; None where nothing can be known of that."""
        program, root = program_digest(), session.folder
        asked = (
            program, name, sorted(parameters.items()), session.language, session.anyway, width(),
            os.fspath(session.start), os.fspath(root), os.getcwd(), date.today(),
        )  # fmt: skip
        before = files_there(root) if program else None
        return cls(root, str(parameters["quarter"]), repr(asked), before) if before else None

    def tell(self, texts: Texts) -> int | None:
        """Say what was said, and return the exit code; None where that is not known."""
        data = self._where.get(self._key(self.before))
        try:
            code, *lines = json.loads(data or "[]") or (None,)
            said = [SpokenLine(*line) for line in lines]
        except (ValueError, TypeError):
            return None
        if code is None:
            return None
        say(SpokenLine(texts("cli.merge.unchanged"), "notice", err=True))
        for line in said:
            say(line)
        return int(code)

    def keep(self, code: int, said: list[SpokenLine]) -> None:
        """Keep what was *said*, where the command alone changed what was there before."""
        now = files_there(self.root)
        if now is None:
            return
        changed = {name for name, _ in now.items() ^ self.before.items()}
        if all(self._is_our_own(name, now) for name in changed):
            where, lines = self._where, [line.as_list for line in said]
            where.put(self._key(now), json.dumps([code, *lines]).encode())
            where.tidy()

    @property
    def _where(self) -> KeptFolder:
        return KeptFolder(self.root / KEPT).of(f"{self.quarter}/said")

    def _key(self, files: Mapping[str, str]) -> str:
        return hashlib.sha256(f"{self.asked}\n{sorted(files.items())}".encode()).hexdigest()

    def _is_our_own(self, name: str, now: Mapping[str, str]) -> bool:
        """Tell whether a merge put *name* there: of a result whether it is what was written."""
        own, results = f"{self.quarter}/", f"{self.quarter}/{_RESULTS}/"
        if not name.startswith(results):
            beside = {f"{own}{register}" for register in _BESIDE}
            return name in {"board.html", *beside} or now.get(name) == FOLDER
        written = written_digests(self.root / self.quarter / _RESULTS)
        own_name, digest = name.removeprefix(results), now.get(name, "").rpartition(" ")[2]
        if own_name == WRITTEN or digest == FOLDER:
            return True
        return written.get(own_name, "") == digest


class _Warned(logging.Handler):
    """Notes that something was warned of: a command then did not do all that it might."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.is_warned = False

    def emit(self, _record: logging.LogRecord) -> None:
        """Note one warning."""
        self.is_warned = True


@contextmanager
def _warnings() -> Iterator[_Warned]:
    log, heard = logging.getLogger("ovpsheets"), _Warned()
    log.addHandler(heard)
    try:
        yield heard
    finally:
        log.removeHandler(heard)


def said_again(
    session: Session, name: str, parameters: Mapping[str, Any], run: Callable[[], int]
) -> int:
    """Say what command *name* said where nothing changed, else *run* it; return its exit code."""
    known = SaidAgain.of(session, name, parameters)
    if known is None:
        return run()
    if (code := known.tell(session.texts)) is not None:
        return code
    with hearing() as heard, _warnings() as warned:
        code = run()
    if heard.lasts and not warned.is_warned:
        known.keep(code, heard.said)
    return code
