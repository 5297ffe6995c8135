"""The two dates of a quarter as a calendar file (iCalendar, RFC 5545)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Texts

_LONGEST: Final = 75  # octets of a line, without its break (RFC 5545, 3.1)


def deadlines(plan: Plan, quarter: Quarter, as_of: date, texts: Texts) -> bytes:
    """Return both deadlines as all-day events; importing them again moves, never doubles them."""
    dates = plan.dates(quarter)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ovpsheets//deadlines//EN",
             "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]  # fmt: skip
    for key, day in (("submit", dates.submit_by), ("publish", dates.publish_by)):
        named = {"plan": plan.code, "quarter": texts.quarter_object(quarter)}
        lines += [
            "BEGIN:VEVENT",
            f"UID:{plan.code}-{quarter}-{key}@ovpsheets",
            f"DTSTAMP:{as_of:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(texts(f'mail.calendar.{key}', **named))}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in _folded(line))


def _escaped(text: str) -> str:
    """Return *text* as a value of type TEXT (RFC 5545, 3.3.11)."""
    for letter in ("\\", ";", ","):
        text = text.replace(letter, f"\\{letter}")
    return " ".join(text.split())


def _folded(line: str) -> Iterator[bytes]:
    """Yield the parts of a long line; no letter is cut in two."""
    part = b""
    for letter in line:
        octets = letter.encode("utf-8")
        if len(part) + len(octets) > _LONGEST:
            yield part
            part = b" "
        part += octets
    yield part
