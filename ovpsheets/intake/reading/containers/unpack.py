"""What is inside a file that others come in, whichever of the six kinds it is."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final

from ovpsheets.intake.reading.containers.worth import Holds
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import Unpacked

_UNPACK: Final[Mapping[Holds, tuple[str, str]]] = {
    "zip": ("archives", "unpack_zip"),
    "eml": ("mails", "unpack_mail"),
    "mbox": ("mailboxes", "unpack_mailbox"),
    "msg": ("outlook", "unpack_msg"),
    "winmail": ("attachments", "unpack_winmail"),
    "signed": ("attachments", "unpack_signed"),
}
"""What :func:`~.worth.holds` says → the module that takes the files out and its function, loaded
with the first file of its kind: commands that take none out have them beside them, too."""


def unpacked(name: str, data: bytes, kind: Holds, limits: Limits) -> Unpacked:
    """Return what is inside the file *name*, which holds that *kind*; raises RefusedError."""
    module, function = _UNPACK[kind]
    take: Callable[..., Unpacked] = getattr(import_module(f"{__package__}.{module}"), function)
    if kind == "signed":  # what was signed may have no name of its own
        return take(data, limits, name=name.rpartition("/")[2])
    return take(data, limits)
