"""The pictures: what each shows of the product, and how it becomes a PNG."""

import html
import io
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from jinja2 import Template
from PIL import Image, ImageChops

if TYPE_CHECKING:
    from manual.play import Play

MOST: Final = 150_000
"""Bytes of a picture at most."""

_WIDE: Final = 1120  # pixels of a picture of a sheet
_DPI: Final = 150
_FOOTER: Final = 0.055
"""The share of a page below which the name of the sheet and the number of the page stand."""

_EDGE: Final = 8
"""Pixels of white that are left around a sheet: a table at the very edge looks cut."""

_COLOURS: Final = 96

Kind = Literal["sheet", "page", "terminal"]


@dataclass(frozen=True, slots=True)
class Shot:
    """What a picture shows.

    ``file``: of the workspace, as a pattern; "" for what the last command wrote. ``sheet``: key of
    its name in the catalogue, "" where there is but one. ``high``: how much of it, as a share of
    its width; ``across``: how much of its width; ``wide``: pixels of the window that shows a page.
    """

    kind: Kind
    file: str = ""
    sheet: str = ""
    high: float = 0.6
    across: float = 1.0
    wide: int = 1000


SHOTS: Final[Mapping[str, Shot]] = {
    "plan": Shot("sheet", "plan.xlsx", "plan.activities.name", 0.42),
    "next": Shot("terminal"),
    "board": Shot("page", "board.html", high=0.62),
    "form": Shot("sheet", "form.xlsx", "form.sheet.activities", 0.45),
    "cover": Shot("sheet", "form.xlsx", "form.sheet.cover", 0.75),
    "overview": Shot(
        "sheet", "2022-Q3/results/consolidated.xlsx", "consolidated.sheet.overview.name", 0.515
    ),
    "todo": Shot("sheet", "2022-Q3/results/consolidated.xlsx", "consolidated.sheet.todo.name", 0.5),
    "decisions": Shot(
        "sheet",
        "2022-Q3/results/consolidated.xlsx",
        "consolidated.sheet.decisions.name",
        0.24,
    ),
    "correction": Shot("sheet", "2022-Q3/results/corrections/MP.xlsx", "", 0.5),
    "questions": Shot("sheet", "2022-Q3/questions.xlsx", "", 0.45),
    "notification": Shot("page", "2022-Q3/public/notification.{language}.html", high=0.75),
}
"""Name of a picture → what it shows; sources name them, and a test plays them."""


def kept_as(shot: Shot, play: "Play") -> Path:
    """Return the file of the workspace that *shot* shows; raises RuntimeError without one."""
    if shot.kind == "terminal":
        path = play.folder.parent / "terminal.txt"
        line, said = play.said[-1]
        path.write_text(f"> {line}\n\n{said}", encoding="utf-8")
        return path
    if shot.file == "form.xlsx":
        path = play.folder.parent / "form.xlsx"
        path.write_bytes(play.filled("MTSP"))
        return path
    found = sorted(play.folder.glob(shot.file.format(language=play.language)))
    if not found:
        raise RuntimeError(f"nothing lies at {shot.file}")
    return found[0]


# ------------------------------------------------------------------ from a file to a picture


def draw(shot: Shot, source: Path, sheet: str, browser: Any, look: Mapping[str, Any]) -> bytes:
    """Return the picture of a *source*, of a workbook its PDF; *sheet*: its name there."""
    if shot.kind == "sheet":
        return packed(_of_sheet(source, sheet, shot))
    if shot.kind == "terminal":
        page = source.with_suffix(".html")
        text = _TERMINAL.render(text=html.escape(source.read_text(encoding="utf-8")), **look)
        page.write_text(text, encoding="utf-8")
        return packed(_of_page(page, browser, 860, 0))
    return packed(_of_page(source, browser, shot.wide, shot.high))


def printed(workbooks: Sequence[Path], folder: Path, locale: str) -> None:
    """Have one LibreOffice write all *workbooks* as PDF into *folder*.

    *locale*: of whoever looks at them, as ``mk-MK``: numbers are shown as it writes them.
    """
    own = folder / "profile"
    (own / "user").mkdir(parents=True, exist_ok=True)
    (own / "user" / "registrymodifications.xcu").write_text(_SETTINGS.format(locale=locale))
    profile = f"-env:UserInstallation={own.as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    _run(*convert, *map(str, workbooks))


_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">\
<value>{locale}</value></prop></item>
</oor:items>
"""


def _of_sheet(pdf: Path, sheet: str, shot: Shot) -> Image.Image:
    number = str(_page_of(pdf, sheet))
    stem = pdf.with_suffix("")
    pages = ["-f", number, "-l", number, "-singlefile"]
    _run("pdftoppm", "-png", "-r", str(_DPI), *pages, str(pdf), str(stem))
    with Image.open(f"{stem}.png") as opened:
        image = opened.convert("RGB")
    body = image.crop((0, 0, image.width, round(image.height * (1 - _FOOTER))))
    return _first(_trimmed(body), shot)


def _page_of(pdf: Path, sheet: str) -> int:
    """Return the first page whose footer names *sheet*, the first of all for ""."""
    pages = _run("pdftotext", "-layout", str(pdf), "-").split("\f")
    for number, page in enumerate(pages, start=1):
        footer = next((line for line in reversed(page.splitlines()) if line.strip()), "")
        if not sheet or f" {sheet} " in f" {' '.join(footer.split())} ":
            return number
    raise RuntimeError(f"no page of {pdf.name} is of the sheet {sheet}")


def _trimmed(image: Image.Image) -> Image.Image:
    """Return *image* with little of the white around it."""
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    if not box:
        return image
    left, top, right, bottom = box
    near = max(0, left - _EDGE), max(0, top - _EDGE), right + _EDGE, bottom + _EDGE
    return image.crop((*near[:2], min(near[2], image.width), min(near[3], image.height)))


def _first(image: Image.Image, shot: Shot) -> Image.Image:
    """Return the upper left of *image*, as wide as pictures of sheets are."""
    wide = round(image.width * shot.across)
    top = image.crop((0, 0, wide, min(image.height, round(wide * shot.high))))
    size = (_WIDE, round(top.height * _WIDE / top.width))
    return top.resize(size, Image.Resampling.LANCZOS)


def _of_page(page: Path, browser: Any, wide: int, high: float) -> Image.Image:
    opened = browser.new_page(
        viewport={"width": wide, "height": round(wide * (high or 0.1))}, device_scale_factor=1.1
    )
    opened.goto(page.as_uri())
    png = opened.screenshot(full_page=not high)
    opened.close()
    return Image.open(io.BytesIO(png)).convert("RGB")


def packed(image: Image.Image) -> bytes:
    """Return *image* as a PNG of few colours, which text and tables need no more than."""
    out = io.BytesIO()
    few = image.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def _run(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout


_TERMINAL: Final = Template(
    '<!doctype html><meta charset="utf-8"><style>body{margin:0;background:#{{ colours.navy }}}'
    'pre{font:14px/1.35 "{{ mono }}","Liberation Mono",monospace;color:#fff;margin:0;'
    "padding:14px 18px;white-space:pre-wrap}</style><pre>{{ text }}</pre>"
)
