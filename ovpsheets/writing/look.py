"""The look: fonts, colours and named cell styles, from ``workbook_templates/look.toml``."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ovpsheets.templates import Templates, active, cached, laid_over, packaged_table

LOOK: Final = "look.toml"

Style = Mapping[str, Any]
"""XlsxWriter format properties."""


@dataclass(frozen=True, slots=True)
class Look:
    """Fonts and colours; ``style`` turns a name into format properties."""

    font: str
    mono: str
    size: float
    colours: Mapping[str, str]

    def colour(self, name: str) -> str:
        """Return the colour *name* as ``#RRGGBB``."""
        return f"#{self.colours[name]}"

    def style(self, name: str) -> dict[str, Any]:
        """Return the format properties of a style.

        *name* is one style of ``STYLES``, or several joined by spaces, the
        later winning: ``"cell number"``, ``"cell bold good"``.
        """
        properties: dict[str, Any] = {
            "font_name": self.font,
            "font_size": self.size,
            "font_color": self.colour("ink"),
            "valign": "vcenter",
        }
        for part in name.split():
            properties |= _sized(part) or STYLES[part]
        for key in ("font_color", "bg_color", "border_color", "bottom_color", "top_color"):
            if key in properties and not str(properties[key]).startswith("#"):
                properties[key] = self.colour(properties[key])
        if properties.pop("mono", False):
            properties["font_name"] = self.mono
        return properties


_SIZE: Final = "size_"


def sized(points: int) -> str:
    """Return the name of a style whose letters are so many points high."""
    return f"{_SIZE}{points}"


def _sized(part: str) -> dict[str, Any]:
    return {"font_size": int(part.removeprefix(_SIZE))} if part.startswith(_SIZE) else {}


_LINE: Final = {"border": 1, "border_color": "line"}

STYLES: Final[Mapping[str, Style]] = {
    # whole cells
    "banner": {
        "bg_color": "navy", "font_color": "white", "bold": True, "font_size": 15, "indent": 1,
    },
    "subtitle": {"bg_color": "navy", "font_color": "panel", "font_size": 10, "indent": 1},
    "heading": {
        **_LINE, "bg_color": "navy", "font_color": "white", "bold": True, "font_size": 10,
        "text_wrap": True, "border_color": "white", "indent": 1,
    },
    "entry_heading": {
        **_LINE, "bg_color": "ochre", "font_color": "white", "bold": True, "font_size": 10,
        "text_wrap": True, "border_color": "white", "indent": 1,
    },
    "section": {
        "bold": True, "font_size": 12, "font_color": "navy", "bottom": 2, "bottom_color": "navy",
    },
    "key": {"font_color": "muted", "font_size": 8},
    "hint": {"font_color": "muted", "font_size": 10, "text_wrap": True, "indent": 1},
    "plain": {"text_wrap": True, "indent": 1},
    "cell": {**_LINE, "text_wrap": True, "indent": 1},
    "label": {**_LINE, "bg_color": "panel", "bold": True, "text_wrap": True, "indent": 1},
    "field": {**_LINE, "bg_color": "entry", "text_wrap": True, "indent": 1, "locked": False},
    "state": {
        "bold": True, "font_size": 12, "indent": 1, "top": 2, "top_color": "navy", "bottom": 1,
        "bottom_color": "navy",
    },
    "figure": {"bold": True, "font_size": 22, "align": "center", **_LINE},
    "caption": {
        **_LINE, "font_color": "muted", "font_size": 10, "align": "center", "text_wrap": True,
        "valign": "top",
    },
    # modifiers
    "long": {"font_size": 14},
    "mark": {"font_size": 12, "bold": True},
    "wrap": {"text_wrap": True},
    "nowrap": {"text_wrap": False},
    "bold": {"bold": True},
    "italic": {"italic": True},
    "mono": {"mono": True},
    "muted": {"font_color": "muted"},
    "top": {"valign": "top", "align": "left"},  # XlsxWriter forgets the indent without "left"
    "centre": {"align": "center", "indent": 0},
    "left": {"align": "left"},
    "right": {"align": "right"},
    "flush": {"indent": 0},  # LibreOffice keeps the indent of some right-aligned cells only
    "open_right": {"right": 0},
    "open_left": {"left": 0},
    "text": {"num_format": "@"},
    "number": {"num_format": "#,##0.0#####", "align": "right"},
    "integer": {"num_format": "#,##0", "align": "right"},
    "percent": {"num_format": "0%", "align": "right"},
    # Bare dots are a Macedonian LibreOffice's date separators: it saves them as slashes.
    "day": {"num_format": r"d\.m\.yyyy", "align": "left"},
    "general": {"num_format": "General", "align": "right"},
    "link": {"font_color": "navy", "underline": 1},
    "hidden_formula": {"hidden": False},
    "required": {"bg_color": "required"},
    "entry": {"bg_color": "entry"},
    "needless": {"bg_color": "needless"},
    "decided": {"border": 2, "border_color": "ochre", "bold": True},
    "good": {"bg_color": "good", "font_color": "good_ink", "bold": True},
    "bad": {"bg_color": "bad", "font_color": "bad_ink", "bold": True},
    "warn": {"bg_color": "warn", "font_color": "warn_ink", "bold": True},
    "completed": {"bg_color": "completed", "font_color": "white", "bold": True},
    "substantial": {"bg_color": "substantial", "font_color": "white", "bold": True},
    "limited": {"bg_color": "limited", "font_color": "ink", "bold": True},
    "not_started": {"bg_color": "not_started", "font_color": "ink", "bold": True},
    "no_report": {"bg_color": "no_report", "font_color": "muted", "bold": True},
    "not_due": {"bg_color": "not_due", "font_color": "ink", "bold": True},
}  # fmt: skip


def faults_of_look() -> Iterator[tuple[str, str]]:
    """Yield what in a workspace's look cannot be used: its key, and why.

    ``look_key``: there is no such key; ``colour``: no RRGGBB; ``font``: no name or size.
    """
    known = packaged_table(LOOK)
    for section, own in active().table(LOOK).items():
        if not isinstance(own, dict) or section not in known:
            yield section, "look_key"
            continue
        for key, value in own.items():
            if key not in known[section]:
                yield f"{section}.{key}", "look_key"
            elif not _fits(section, key, value):
                yield f"{section}.{key}", "colour" if section == "colour" else "font"


def _fits(section: str, key: str, value: object) -> bool:
    if section == "colour":
        return isinstance(value, str) and bool(_COLOUR.fullmatch(value))
    if key == "size":
        return isinstance(value, int | float) and 6 <= value <= 16
    return isinstance(value, str) and bool(_FONT.fullmatch(value))


_COLOUR: Final = re.compile(r"[0-9A-Fa-f]{6}")
_FONT: Final = re.compile(r"[\w .-]{1,40}")
"""A font's name, which also stands in style sheets: nothing that could end it there."""


def _usable() -> dict[str, Any]:
    """Return the workspace's look without what cannot be used."""
    faults = {key for key, _ in faults_of_look()}
    return {
        section: {key: value for key, value in own.items() if f"{section}.{key}" not in faults}
        for section, own in active().table(LOOK).items()
        if section not in faults
    }


LOGO: Final = "logo.png"
"""A picture of points: nothing in it can run, or be fetched from elsewhere."""

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_PNG: Final = _SIGNATURE + b"\x00\x00\x00\rIHDR"
_CHUNK_HEAD, _CHUNK_CHECK = 8, 4  # bytes: length and kind; the checksum behind its content
_LARGEST_LOGO: Final = 500_000  # bytes; every page and document carries it
_MOST_POINTS: Final = 2000  # a side


def logo() -> bytes | None:
    """Return the workspace's logo, a PNG; None where it has none, or one that cannot be used."""
    own = active().files.get(LOGO)
    return own if own is not None and is_logo(own) else None


def logo_digests(templates: Templates) -> frozenset[str]:
    """Return the digest of the logo of *templates*, nothing where they have none."""
    with templates.in_use():
        own = logo()
    return frozenset() if own is None else frozenset((hashlib.sha256(own).hexdigest(),))


def is_logo(data: bytes) -> bool:
    """Tell whether *data* is a PNG of a size that documents can carry."""
    sides = (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))
    is_small = len(data) <= _LARGEST_LOGO and all(0 < side <= _MOST_POINTS for side in sides)
    return data.startswith(_PNG) and is_small and _is_whole(data)


def on_screen(data: bytes) -> tuple[float, float]:
    """Return how wide and high a PNG is, in points of the screen, as XlsxWriter places it.

    A point of it is one of the screen unless it says how many go to a metre (PNG 11.3.4.3).
    """
    wide, high = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    for kind, said in _chunks(data):
        across, down = int.from_bytes(said[:4], "big"), int.from_bytes(said[4:8], "big")
        if kind == b"pHYs" and said[8:] == b"\1" and across and down:
            return wide * _POINTS_A_METRE / across, high * _POINTS_A_METRE / down
    return wide, high


_POINTS_A_METRE: Final = 96 / 0.0254
"""Of a screen of 96 points to the inch, which is what spreadsheet programs take it for."""


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and the content of each whole chunk of a PNG, up to its end."""
    at, kind = len(_SIGNATURE), b""
    while kind != b"IEND" and at + _CHUNK_HEAD <= len(data):
        kind, begins = data[at + 4 : at + _CHUNK_HEAD], at + _CHUNK_HEAD
        ends = begins + int.from_bytes(data[at : at + 4], "big")
        yield kind, data[begins:ends]
        at = ends + _CHUNK_CHECK


def _is_whole(data: bytes) -> bool:
    """Tell whether the chunks of a PNG follow one another to its end: programs rely on it."""
    found = list(_chunks(data))
    room = sum(_CHUNK_HEAD + len(said) + _CHUNK_CHECK for _, said in found)
    return bool(found) and found[-1][0] == b"IEND" and len(_SIGNATURE) + room == len(data)


@cached
def look() -> Look:
    """Return the look of the templates at work: the package's, and the workspace's instead."""
    table = laid_over(packaged_table(LOOK), _usable())
    return Look(
        font=table["font"]["name"],
        mono=table["font"]["mono"],
        size=table["font"]["size"],
        colours=table["colour"],
    )
