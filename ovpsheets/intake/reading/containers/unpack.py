"""What is inside a file that others come in, whichever of the six kinds it is."""

from collections.abc import Callable, Mapping
from typing import Final

from ovpsheets.intake.reading.containers.archives import unpack_zip
from ovpsheets.intake.reading.containers.attachments import unpack_signed, unpack_winmail
from ovpsheets.intake.reading.containers.mailboxes import unpack_mailbox
from ovpsheets.intake.reading.containers.mails import unpack_mail
from ovpsheets.intake.reading.containers.outlook import unpack_msg
from ovpsheets.intake.reading.containers.worth import Holds
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import Unpacked

UNPACK: Final[Mapping[Holds, Callable[[bytes, Limits], Unpacked]]] = {
    "zip": unpack_zip,
    "eml": unpack_mail,
    "mbox": unpack_mailbox,
    "msg": unpack_msg,
    "winmail": unpack_winmail,
    "signed": unpack_signed,
}
"""What takes the files out, by what :func:`~.worth.holds` says; each raises RefusedError."""
