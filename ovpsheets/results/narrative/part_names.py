"""Where the parts of a large summary lie: a reader of its front is sent there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class PartNames:
    """How the files of the parts are called, seen from the front, and the front seen from a part.

    ``pattern`` has ``{commitment}``, ``{name}`` (summary, portal) and ``{kind}`` (html, docx);
    ``whole``, the page to which a part leads back, is "" where there is none. ``beside``: other
    documents of the quarter, by what their label is called (``beside_minister``), and their files.
    """

    pattern: str = ""
    commitments: tuple[str, ...] = field(default=())
    whole: str = ""
    beside: tuple[tuple[str, str], ...] = ()

    def of(self, name: str, kind: str) -> Mapping[str, str]:
        """Return the file of each commitment."""
        return {
            code: self.pattern.format(commitment=code, name=name, kind=kind)
            for code in self.commitments
        }


NOWHERE: Final[Mapping[str, str]] = MappingProxyType({})
"""Commitment → file, where none has a file of its own."""

TOGETHER: Final = PartNames()
"""Nothing stands apart."""
