"""What files were recognised as, kept: a file that comes again need not be read again.

The key is a digest of everything that recognising looks at: the file and its name, plan, quarter,
earlier quarters, the register of forms, whose files were said to be, the limits, and the program.
When and from whom a file came is no part of it, and is told anew each time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ovpsheets.as_json import AsJson, ForeignJsonError, Otherwise, UnknownValueError
from ovpsheets.brief import MergeBrief
from ovpsheets.digest import digest_of
from ovpsheets.form_field import FormField
from ovpsheets.forms.identity import FormId
from ovpsheets.intake.meaning.remarks import BesideValue
from ovpsheets.intake.reading.cells import Cell, Observation
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import ReturnedFile
from ovpsheets.intake.recognise.answers import Answer, FormAnswers, Trouble
from ovpsheets.intake.recognise.file_ledger import Ledger, LedgerLine
from ovpsheets.intake.recognise.find_rows import Contradiction
from ovpsheets.intake.recognise.given_values import Calibration
from ovpsheets.intake.recognise.identify import Claim, Identity
from ovpsheets.intake.recognise.placement import Placement, Stranger
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.recognise.tables_by_codes import UnreadTable
from ovpsheets.kept import KeptFolder
from ovpsheets.laid_aside import LaidAside, LaidMapping
from ovpsheets.program import program_digest
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Figure
from ovpsheets.words import Flag, LedgerClass, Status


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file on disk, or inside one, and what it was recognised as: one return for each form.

    ``sender`` and ``sent``: of the mail it came with, where it came with one (``is_mailed``).
    ``data``: its bytes, where it lies in another file and is sent back annotated; else b"".
    """

    sha256: str
    returns: tuple[Return, ...]
    sender: str = ""
    sent: datetime | None = None
    is_mailed: bool = False
    is_inside: bool = False
    data: bytes = b""


LISTED: Final = (
    Recognised, Return, Identity, Claim, FormId, Quarter, Ledger, LedgerLine, LedgerClass,
    Placement, FormField, Cell, Stranger, Contradiction, Observation, Calibration, BesideValue,
    FormAnswers, Answer, Trouble, Status, Flag, Figure, UnreadTable,
)  # fmt: skip
"""The classes of which what is known of a file is made."""

OTHERWISE: Final[Mapping[type, Otherwise]] = {
    LaidAside: (LaidAside.read, LaidAside),
    LaidMapping: (LaidMapping.opened, dict),
}
"""How those are written that are none of these."""

_JSON: Final = AsJson(LISTED, OTHERWISE)

OF_THE_MACHINE: Final = frozenset(
    ("too_long", "too_much_memory", "crashed", "unread", "container_too_long")
)
"""Why a file was not read that may be read another time."""


@dataclass(frozen=True, slots=True)
class KeptReturns:
    """What files were recognised as, for one way of reading them; ``where`` None keeps nothing."""

    where: KeptFolder | None = None
    way: str = ""

    @classmethod
    def of(cls, kept: KeptFolder | None, brief: MergeBrief, limits: Limits) -> "KeptReturns":
        """Return those in *kept* that hold for *brief*."""
        program = program_digest()
        if kept is None or not program or not brief.origin:
            return cls()
        way = digest_of("returns", program, limits, brief.origin)
        return cls(kept.of(f"{brief.quarter}/returns"), way)

    @property
    def is_any(self) -> bool:
        """Whether anything is kept at all, in whatever way it was read."""
        return self.where is not None and any(self.where.folder.glob("*.kept"))

    def find(self, file: ReturnedFile) -> tuple[Recognised, ...] | None:
        """Return what *file* and what is in it was recognised as; None where nobody knows."""
        data = self.where.get(self._key(file)) if self.where and file.sha256 else None
        try:
            found = None if data is None else _JSON.loads(data)
        except ForeignJsonError:
            return None
        is_whole = isinstance(found, tuple) and all(isinstance(own, Recognised) for own in found)
        return found if is_whole else None

    def keep(self, file: ReturnedFile, found: Sequence[Recognised]) -> None:
        """Keep what *file* and what is in it was recognised as, where it will be that again."""
        reasons = {own.set_aside for item in found for own in item.returns}
        if self.where is None or not file.sha256 or reasons & OF_THE_MACHINE:
            return
        try:
            self.where.put(self._key(file), _JSON.dumps(tuple(found)))
        except UnknownValueError:  # it is read again the next time
            return

    def tidy(self) -> None:
        """Forget what none of the files was found under, once all files were asked for."""
        if self.where:
            self.where.tidy()

    def _key(self, file: ReturnedFile) -> str:
        return digest_of(self.way, file.name, file.sha256, len(file.data))
