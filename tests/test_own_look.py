"""A workspace's own colours, logo and pages: in the summary and the documents, and only there."""

import base64
import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from every_case import every
from made import case_report

from ovpsheets.errors import SettingsError
from ovpsheets.results.narrative import summary_context
from ovpsheets.results.page import render_html
from ovpsheets.results.summary import render_docx
from ovpsheets.templates import Templates
from ovpsheets.texts import Texts
from ovpsheets.workspace.template_faults import template_faults
from ovpsheets.writing.look import is_logo, look, on_screen


def chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png(across: int = 8, down: int = 4, *, more: bytes = b"") -> bytes:
    """Return a picture of so many points; *more* are chunks behind its first."""
    head = struct.pack(">IIBBBBB", across, down, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x10\x20\x30" * across) * down)
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", head) + more + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def page(**files: bytes) -> str:
    with Templates.of(files).in_use():
        context = summary_context(case_report(), Texts("en"), version="1")
        return render_html(context).decode("utf-8")


def test_colours_and_fonts_are_the_workspaces_own() -> None:
    own = b'[colour]\nnavy = "1B5E20"\n[font]\nname = "Verdana"\n'
    with Templates.of({"look.toml": own}).in_use():
        assert (look().colour("navy"), look().font) == ("#1B5E20", "Verdana")
        assert look().colour("ochre") == "#7F6000"
    shown = page(**{"look.toml": own})
    assert "1B5E20" in shown
    assert "Verdana" in shown


def test_what_of_a_look_cannot_be_used_is_the_usual() -> None:
    own = b'[colour]\nnavy = "red; }"\n[font]\nname = "x</style>"\nsize = 99\n'
    with Templates.of({"look.toml": own}).in_use():
        assert (look().colour("navy"), look().font, look().size) == ("#17375E", "Arial", 10)


def test_the_logo_is_in_the_page_and_in_the_document() -> None:
    own = png()
    assert f"data:image/png;base64,{base64.b64encode(own).decode()}" in page(**{"logo.png": own})
    with Templates.of({"logo.png": own}).in_use():
        document = render_docx(summary_context(case_report(), Texts("en"), version="1"))
    with zipfile.ZipFile(BytesIO(document)) as package:
        assert own in [package.read(name) for name in package.namelist() if "media" in name]


def test_without_a_logo_a_page_allows_no_pictures() -> None:
    assert "img-src" not in page()
    assert "<img" not in page()


@pytest.mark.parametrize(
    "data",
    [b"<svg onload='x()'/>", b"GIF89a", b"", png(2001, 1), png() + b"0" * 500_000],
    ids=["svg", "gif", "empty", "wide", "heavy"],
)
def test_another_picture_is_no_logo(data: bytes) -> None:
    assert "<img" not in page(**{"logo.png": data})
    with Templates.of({"logo.png": data}).in_use():
        assert "logo" in {fault.kind for fault in template_faults()}


def test_a_page_of_the_workspaces_own_takes_the_place_of_one() -> None:
    shown = page(**{"summary/summary.html.j2": b"<h1>{{ context.title }} &amp; ours</h1>"})
    assert shown.startswith("<h1>")
    assert "&amp; ours" in shown


def test_a_page_that_is_not_used_leaves_the_usual_one() -> None:
    usual = page()
    assert page(**{"summary/summary.html.j2": b"<script>1</script>"}) == usual
    assert page(**{"summary/summary.html.j2": b"{{ context.title | safe }}"}) == usual
    assert page(**{"summary/summary.html.j2": b"{% if %}"}) == usual


@pytest.mark.parametrize("beside", [{}, {"look.toml": b""}])
def test_a_page_of_the_workspaces_own_cannot_reach_into_python(beside: dict[str, bytes]) -> None:
    own = b"{{ context.__class__.__mro__ }}"
    with pytest.raises(SettingsError):
        page(**{"summary/summary.html.j2": own}, **beside)


@every(
    ("density", "size"),
    [
        (None, (80, 40)),
        ((3780, 7560, 1), (80, 20)),  # points a metre: 96 and 192 an inch
        ((3780, 3780, 0), (80, 40)),  # a proportion, no measure
        ((0, 0, 1), (80, 40)),
    ],
)
def test_a_picture_is_as_large_as_it_says_it_is_to_be_shown(
    density: tuple[int, int, int] | None, size: tuple[int, int]
) -> None:
    more = chunk(b"pHYs", struct.pack(">IIB", *density)) if density else b""
    own = png(80, 40, more=more)
    assert is_logo(own)
    assert on_screen(own) == pytest.approx(size, rel=1e-3)


@every("cut", [1, 12, 20, 60])
def test_a_picture_that_ends_too_early_or_goes_on_is_no_logo(cut: int) -> None:
    assert not is_logo(png()[:-cut])
    assert not is_logo(png() + b"\0" * cut)
