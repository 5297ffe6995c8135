"""No member is sent a small figure of another: by mail, in a form, in a draft or a correction.

Two courses differ in one hidden figure of one body alone. Whatever is made for the others, in
this quarter and the next, must not differ at all.
"""

import io
import zipfile
from email import message_from_bytes
from email.policy import default
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from plans import workbook
from told_quarters import DAYS, IN_TIME, QUARTERS, Told, Typed, plan_text_of

from ovpsheets.words import MAIL_KINDS
from ovpsheets.workspace.remind import remind_quarter
from ovpsheets.workspace.review import review_quarter

THIRD, FOURTH = QUARTERS
OTHERS = ("MA", "MC", "MD")
_ROW: Typed = {"status": "Limited", "progress": "Support is given.", "explanation": "No cars."}


def sent(figure: float) -> dict[str, bytes]:
    """Return by name what is made for members and public; MB reported *figure* persons."""
    folder = Path(mkdtemp())
    made = Told(folder, "en")
    reporters = plan_text_of("en").replace("| 0 | 90 | yes | | MC", "| 0 | 90 | yes | | MA; MB; MC")
    assert reporters != plan_text_of("en")
    (folder / "plan.xlsx").write_bytes(workbook(reporters))
    made.generate(THIRD)
    counts = {"MA": 40.0, "MB": figure, "MC": 52.0}
    for who, count in counts.items():
        rows: dict[str, Typed] = {"1.2.1.1": {"value": count}, "1.1.1": _ROW, "1.2.1": _ROW}
        made.give(THIRD, who, rows, IN_TIME[THIRD])
    made.publish(THIRD)
    reading, own = made.reading, made.quarter(THIRD)
    review_quarter(made.workspace, own, DAYS[THIRD], "en", reading=reading)
    for kind in MAIL_KINDS:
        remind_quarter(made.workspace, own, DAYS[THIRD], "en", kind=kind, reading=reading)
    made.generate(FOURTH)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and _is_sent(path)
    }


def _is_sent(path: Path) -> bool:
    places = {"mail", "forms", "corrections", "public"} & set(path.parts)
    is_draft = any(part.startswith("draft-") for part in path.parts)
    is_kept = path.suffix == ".csv" and "public" not in path.parts  # registers are not sent
    is_kept |= ".cache" in path.parts
    return bool(places or is_draft) and not is_kept


def seen(name: str, data: bytes) -> object:
    """Return what is in a file, but for the second in which openpyxl saved the form."""
    if name.endswith(".eml"):
        mail = message_from_bytes(data, policy=default)
        body = mail.get_body()
        parts = [(p.get_filename() or "", p.get_content()) for p in mail.iter_attachments()]
        said = body.get_content() if body else ""
        return said, [(n, seen(n, d if isinstance(d, bytes) else d.encode())) for n, d in parts]
    if name.endswith((".xlsx", ".docx")):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [(n, package.read(n)) for n in package.namelist()]
        return [(n, d) for n, d in parts if n != "docProps/core.xml"]
    return data


@cache
def course(figure: float) -> dict[str, bytes]:
    """Return :func:`sent`, made once."""
    return sent(figure)


def test_what_others_are_sent_tells_nothing_of_a_hidden_figure() -> None:
    three, four = course(3.0), course(4.0)
    assert three.keys() == four.keys()
    differing = [name for name in three if seen(name, three[name]) != seen(name, four[name])]
    assert [name for name in differing if "MB" not in name] == []
    assert any("MB" in name for name in differing)  # its own mail tells it


def test_every_kind_of_mail_and_form_is_looked_at() -> None:
    names = " ".join(course(3.0))
    for who in OTHERS:
        assert f"{who}_comments.eml" in names
        assert f"OVP_TOLD_{FOURTH}_{who}_R1.xlsx" in names
    for part in ("_correction.eml", "_acknowledgement.eml", "corrections/", ".docx", "_D1.xlsx"):
        assert part in names
