"""What tasks lay into the storage for others, as JSON of which only listed classes can come."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from ovpsheets.as_json import AsJson, ForeignJsonError
from ovpsheets.brief import MergeBrief
from ovpsheets.intake.came import as_it_came
from ovpsheets.intake.kept_returns import LISTED, OTHERWISE, Recognised
from ovpsheets.intake.recognise.returned import Difference, Return
from ovpsheets.intake.reconcile import Settled
from ovpsheets.laid_aside import NOTHING, LaidAside
from ovpsheets.plan.model import Institution, Wording
from ovpsheets.rules.base import Found, Place
from ovpsheets.words import Severity, Used


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A returned file and what it, and what is in it, was recognised as.

    ``data``: its bytes, where they may go back to a member; else b"". ``left``: instead of all
    else, what came and was left where it lay.
    """

    data: bytes = b""
    modified: date = date.max
    found: tuple[Recognised, ...] = ()
    left: Return | None = None

    def returns(self, brief: MergeBrief) -> Iterator[Return]:
        """Yield its returns, with the day and the sender."""
        if self.left is not None:
            yield self.left
        for own in self.found:
            data = LaidAside(own.data if own.is_inside else self.data)
            for returned in as_it_came(own, self.modified, brief):
                is_usable = returned.was_opened and not returned.set_aside
                yield replace(returned, data=data if is_usable else NOTHING)


_JSON: Final = AsJson(
    (*LISTED, StagedFile, Difference, Settled, Used, Found, Place, Severity, Institution),
    {**OTHERWISE, Wording: (Wording.given, lambda said: Wording(**said))},
)


def packed(value: Any) -> bytes:
    """Pack a value: a quarter of its JSON, for storages are slower than processors."""
    return zlib.compress(_JSON.dumps(value), 1)


def unpacked(data: bytes) -> Any:
    """Return what was packed; raises ForeignJsonError for anything else."""
    try:
        return _JSON.loads(zlib.decompress(data))
    except zlib.error as fault:
        raise ForeignJsonError from fault
