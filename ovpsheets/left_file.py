"""What came and cannot be read, as the register of a quarter remembers it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What came and was not taken, for it is nothing that can be read: a scan, a letter, a link.

    ``file``: where it lay, such as ``mail.eml/scan.pdf``. ``day``: when it came. ``reason``: a
    key of ``intake.refused``; ``detail`` what its sentence quotes. ``sha256``: "" where its bytes
    were not at hand. ``beside``: the digests of the files that were taken out of the same mail.
    ``saved``: the day of a file's own time stamp, where nothing better was known. ``kept``: what
    its copy in the quarter's folder ``evidence`` is called, "" where none is kept.
    """

    file: str
    day: date
    reason: str
    sha256: str = ""
    sender: str = ""
    subject: str = ""
    detail: str = ""
    beside: tuple[str, ...] = ()
    saved: date | None = None
    kept: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the day is that of a mail, or somebody's; not that of a file's time stamp."""
        return self.day != self.saved
