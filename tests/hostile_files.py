"""Files that are broken, or made to do harm: each named after its fault.

None of them is a form of ours; whatever happens to them, nothing of them may be
used, and nothing of what lies beside them may be lost. They are small: the tests
that read them scale the limits down instead.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from email.message import EmailMessage
from typing import Final

from ovpsheets.intake.reading.limits import MIB, Limits

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

STRICT: Final = Limits(
    file_size=4 * MIB,
    inflated_size=24 * MIB,
    part_size=20 * MIB,
    parts=200,
    cells=20_000,
    token_size=MIB,
    members=20,
    seconds=4,
    memory=768 * MIB,
)
"""Limits at which small files go too far."""

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_SHEET_MIME: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

SHEET: Final = "xl/worksheets/sheet1.xml"
STRINGS: Final = "xl/sharedStrings.xml"
WORKBOOK: Final = "xl/workbook.xml"


def sheet(data: str, *, before: str = "", after: str = "") -> str:
    """Return a worksheet part whose ``sheetData`` holds *data*."""
    return (
        f'{_HEAD}{before}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheetData>{data}</sheetData>{after}</worksheet>"
    )


def inline(address: str, text: str) -> str:
    """Return a cell that holds *text* itself."""
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def relations(*targets: tuple[str, str]) -> str:
    """Return a part of relations: (kind, target), numbered from rId1."""
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def parts() -> dict[str, str | bytes]:
    """Return the parts of a small sound workbook, which is no form of ours."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_SHEET_MIME}.{kind}+xml"/>'
        for name, kind in (
            (WORKBOOK, "sheet.main"), (SHEET, "worksheet"),
            (STRINGS, "sharedStrings"), ("xl/styles.xml", "styles"),
        )
    )  # fmt: skip
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_TYPES}">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": relations(("officeDocument", WORKBOOK)),
        WORKBOOK: f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Лист1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        ),
        SHEET: sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
        STRINGS: f'{_HEAD}<sst xmlns="{_MAIN}" count="1" uniqueCount="1">'
        "<si><t>Список</t></si></sst>",
        "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
        '<fills count="1"><fill><patternFill/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf/></cellXfs>'
        "</styleSheet>",
    }


def packed(entries: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]]) -> bytes:
    """Return a zip of *entries*; pairs may repeat a name."""
    out = io.BytesIO()
    pairs = entries.items() if isinstance(entries, Mapping) else entries
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, data in pairs:
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def workbook(**changed: str | bytes | None) -> bytes:
    """Return the sound workbook with parts replaced (sheet, strings, book) or left out (None)."""
    names = {"sheet": SHEET, "strings": STRINGS, "book": WORKBOOK, "styles": "xl/styles.xml"}
    whole = parts()
    for key, part in changed.items():
        if part is None:
            del whole[names[key]]
        else:
            whole[names[key]] = part
    return packed(whole)


def with_text(text: str) -> bytes:
    """Return a workbook with *text* in a cell."""
    return workbook(sheet=sheet(f'<row r="1">{inline("A1", text)}</row>'))


# ------------------------------------------------------------------ zips


def zip_bomb() -> bytes:
    """A sheet of 100 MiB of blanks in 100 kB."""
    blanks = b" " * (100 * MIB)
    return workbook(sheet=sheet("").encode().replace(b"<sheetData>", b"<sheetData>" + blanks))


def many_large_parts() -> bytes:
    """Each part is small enough, all of them together are not."""
    more = {f"xl/media/{number}.bin": bytes(12 * MIB) for number in range(8)}
    return packed({**parts(), **more})


def many_parts() -> bytes:
    """More parts than a workbook has."""
    return packed({**parts(), **{f"xl/media/{number}.bin": "" for number in range(3_000)}})


def nested_zip_bomb() -> bytes:
    """A zip of zips of zips, ten of each, that would inflate to gigabytes."""
    inner = packed({"sheet.csv": b"a,b\n" * (4 * MIB)})
    for _ in range(3):
        inner = packed([(f"{number}.zip", inner) for number in range(10)])
    return inner


def many_members() -> bytes:
    """More files in an archive than anybody sends."""
    return packed([(f"{number}.csv", "a,b\n1,2\n") for number in range(60)])


def overlapping_entries() -> bytes:
    """One entry lies inside another: the same bytes are inflated twice, or many times."""
    inner = _stored("xl/worksheets/sheet1.xml", sheet("").encode())
    outer = _stored("xl/workbook.xml", inner.local + inner.data)
    types = _stored("[Content_Types].xml", b"<Types/>")
    first, second = 0, len(types.local) + len(types.data)
    directory = types.listed(first) + outer.listed(second) + inner.listed(second + len(outer.local))
    body = types.local + types.data + outer.local + outer.data
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 3, 3, len(directory), len(body), 0)
    return body + directory + end


class _stored:  # noqa: N801  a small record, not a type of its own
    """An entry as the zip format writes it: uncompressed (APPNOTE.TXT, 4.3.7 and 4.3.12)."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self.data, self.crc = name.encode(), data, zlib.crc32(data)
        self.local = struct.pack(
            "<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 33, self.crc,
            len(data), len(data), len(self.name), 0,
        ) + self.name  # fmt: skip

    def listed(self, offset: int) -> bytes:
        """Return the entry of the central directory."""
        return struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, self.crc,
            len(self.data), len(self.data), len(self.name), 0, 0, 0, 0, 0, offset,
        ) + self.name  # fmt: skip


def truncated() -> bytes:
    """The end of the file never arrived."""
    whole = workbook()
    return whole[: len(whole) * 2 // 3]


def wrong_checksum() -> bytes:
    """Bytes of a part were changed on the way."""
    whole = packed({**parts(), "xl/media/1.bin": b"0123456789" * 100})
    at = whole.index(b"PK\x03\x04", 200) + 60
    return whole[:at] + bytes(8) + whole[at + 8 :]


def duplicate_entries() -> bytes:
    """Two sheets of one name: two readers would see two workbooks."""
    other = sheet(f'<row r="1">{inline("A1", "друго")}</row>')
    return packed([*parts().items(), (SHEET.replace("sheet1", "SHEET1"), other)])


def encrypted_entries() -> bytes:
    """A zip whose entries say that they are encrypted."""
    data = bytearray(workbook())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def path_traversal() -> bytes:
    """Names that lead out of the folder into which somebody may unpack them."""
    names = ("../../naslov.xlsx", "/etc/naslov.xlsx", "C:\\Windows\\naslov.xlsx", "a\\..\\b.xlsx")
    return packed([(name, workbook()) for name in names])


def mail_traversal() -> bytes:
    """An attachment whose name leads out of the folder."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.mk", "Извештај"
    mail.set_content("Во прилог е извештајот.")
    for name in ("../../naslov.xlsx", "..\\..\\naslov.xlsx"):
        mail.add_attachment(workbook(), "application", "octet-stream", filename=name)
    return bytes(mail)


# ------------------------------------------------------------------ XML


def entity_bomb() -> bytes:
    """A few lines of XML that expand to gigabytes (“billion laughs”)."""
    lines = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "ха">' for n in range(12)
    )
    return workbook(
        strings=f'{_HEAD}<!DOCTYPE sst [{lines}]><sst xmlns="{_MAIN}" count="1" uniqueCount="1">'
        "<si><t>&e11;</t></si></sst>"
    )


def external_entity() -> bytes:
    """XML that asks its reader to fetch a file of the machine."""
    doctype = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return workbook(sheet=sheet(f'<row r="1">{inline("A1", "&amp;&x;")}</row>', before=doctype))


def hidden_doctype() -> bytes:
    """The same in UTF-16, where a search for the bytes of DOCTYPE finds nothing."""
    text = sheet(
        f'<row r="1">{inline("A1", "&x;")}</row>', before='<!DOCTYPE w [<!ENTITY x "ха">]>'
    )
    return workbook(sheet=text.replace("UTF-8", "UTF-16").encode("utf-16"))


def deep_xml() -> bytes:
    """Elements within elements within elements."""
    return workbook(sheet=sheet("<row>" * 50_000 + "</row>" * 50_000))


def huge_token() -> bytes:
    """One attribute of several megabytes."""
    return workbook(sheet=sheet(f'<row r="1" x="{"а" * (3 * MIB)}"/>'))


def broken_xml() -> bytes:
    """A sheet that ends in the middle of a word."""
    return workbook(sheet=sheet('<row r="1"><c r="A1"><v>1</v></c></row>')[:-40])


# ------------------------------------------------------------------ sheets


def far_cell() -> bytes:
    """A value in the last cell of the sheet: a reader of rectangles needs 17 thousand million."""
    first = f'<row r="1">{inline("A1", "прво")}</row>'
    return workbook(
        sheet=sheet(f'{first}<row r="1048576">{inline("XFD1048576", "последно")}</row>')
    )


def impossible_cells() -> bytes:
    """Addresses that no sheet has."""
    cells = "".join(inline(place, "а") for place in ("ZZZZ1", "A99999999999", "A0", "1A", ""))
    return workbook(sheet=sheet(f'<row r="99999999999">{cells}</row>'))


def styled_rows() -> bytes:
    """Borders dragged down over all rows of the sheet, and nothing in them."""
    rows = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(1, 300_000))
    return workbook(sheet=sheet(rows + f'<row r="300000">{inline("A300000", "крај")}</row>'))


def styled_cells() -> bytes:
    """Empty cells with borders, three hundred thousand of them."""
    rows = "".join(
        f'<row r="{n}">{"".join(f"<c r={q}{c}{n}{q} s={q}1{q}/>" for c in "ABCDEF")}</row>'
        for q in ('"',)
        for n in range(1, 50_000)
    )
    return workbook(sheet=sheet(rows))


def too_many_cells() -> bytes:
    """More cells with something in them than any form has."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 60_000))
    return workbook(sheet=sheet(rows))


def false_count_of_strings() -> bytes:
    """Four thousand million shared strings announced, one given."""
    return workbook(
        strings=f'{_HEAD}<sst xmlns="{_MAIN}" count="4294967295" uniqueCount="4294967295">'
        "<si><t>Список</t></si></sst>"
    )


def many_strings() -> bytes:
    """A table of shared strings that nobody uses."""
    inner = "".join(f"<si><t>{n}</t></si>" for n in range(300_000))
    return workbook(strings=f'{_HEAD}<sst xmlns="{_MAIN}">{inner}</sst>')


def missing_string() -> bytes:
    """A cell that refers to a shared string that is not there."""
    return workbook(sheet=sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'))


def merged_everywhere() -> bytes:
    """Areas merged over the whole sheet, again and again."""
    areas = "".join('<mergeCell ref="A1:XFD1048576"/>' for _ in range(50))
    return workbook(
        sheet=sheet(
            f'<row r="1">{inline("A1", "а")}</row>', after=f"<mergeCells>{areas}</mergeCells>"
        )
    )


def cyclic_references() -> bytes:
    """Formulas and names that refer to themselves, and a relation from a sheet to itself."""
    whole = parts()
    whole[SHEET] = sheet(
        '<row r="1"><c r="A1"><f>B1</f><v>1</v></c><c r="B1"><f>A1</f><v>1</v></c>'
        '<c r="C1"><f t="shared" si="7"/><v>1</v></c></row>',
        after='<drawing r:id="rId1"/><legacyDrawing r:id="rId9"/>',
    )
    whole["xl/worksheets/_rels/sheet1.xml.rels"] = relations(("drawing", "sheet1.xml"))
    whole[WORKBOOK] = str(whole[WORKBOOK]).replace(
        "</workbook>",
        "<definedNames><definedName name='a'>b</definedName>"
        "<definedName name='b'>a</definedName></definedNames></workbook>",
    )
    return packed(whole)


def external_links() -> bytes:
    """A workbook that would fetch from other files and start programs (DDE)."""
    whole = parts()
    whole[SHEET] = sheet(
        '<row r="1"><c r="A1"><f>[1]Sheet1!A1</f><v>1</v></c>'
        "<c r=\"B1\"><f>cmd|'/C calc'!A0</f><v>0</v></c></row>"
    )
    whole["xl/externalLinks/externalLink1.xml"] = (
        f'{_HEAD}<externalLink xmlns="{_MAIN}"><ddeLink ddeService="cmd" ddeTopic="/C calc"/>'
        "</externalLink>"
    )
    whole["xl/_rels/workbook.xml.rels"] = relations(
        ("worksheet", "worksheets/sheet1.xml"),
        ("sharedStrings", "sharedStrings.xml"),
        ("styles", "styles.xml"),
        ("externalLink", "externalLinks/externalLink1.xml"),
    )
    return packed(whole)


ACTIVE_TEXT: Final = "=HYPERLINK(&quot;http://example.mk&quot;)"
UNSEEN_TEXT: Final = "\u202eтекст\u202c\u200b\ufeff\u2066а\u2069\x85\u00ad"


def control_characters() -> bytes:
    """Characters that XML does not allow, and Excel's way to write them."""
    return with_text("а\x01\x08\x0cб_x0007_в_x000D_")


# ------------------------------------------------------------------ all of them

SET_ASIDE: Final[Mapping[str, Callable[[], bytes]]] = {
    "бомба.xlsx": zip_bomb,
    "многу големи делови.xlsx": many_large_parts,
    "многу делови.xlsx": many_parts,
    "преклопени делови.xlsx": overlapping_entries,
    "скратена.xlsx": truncated,
    "погрешен збир.xlsx": wrong_checksum,
    "двојни делови.xlsx": duplicate_entries,
    "шифрирани делови.xlsx": encrypted_entries,
    "ентитети.xlsx": entity_bomb,
    "надворешен ентитет.xlsx": external_entity,
    "скриен doctype.xlsx": hidden_doctype,
    "длабок xml.xlsx": deep_xml,
    "голем збор.xlsx": huge_token,
    "расипан xml.xlsx": broken_xml,
    "далечно поле.xlsx": far_cell,
    "невозможни полиња.xlsx": impossible_cells,
    "обоени редови.xlsx": styled_rows,
    "обоени полиња.xlsx": styled_cells,
    "премногу полиња.xlsx": too_many_cells,
    "лажен број текстови.xlsx": false_count_of_strings,
    "многу текстови.xlsx": many_strings,
    "текст што го нема.xlsx": missing_string,
    "споени полиња.xlsx": merged_everywhere,
    "кружни упатувања.xlsx": cyclic_references,
    "надворешни врски.xlsx": external_links,
    "контролни знаци.xlsx": control_characters,
    "невидливи знаци.xlsx": lambda: with_text(UNSEEN_TEXT),
    "активен текст.xlsx": lambda: with_text(ACTIVE_TEXT),
    "најдолг текст.xlsx": lambda: with_text("а" * 32_767),
    "предолг текст.xlsx": lambda: with_text("а" * 40_000),
    "без книга.xlsx": lambda: workbook(book=None),
    "без лист.xlsx": lambda: workbook(sheet=None),
    "без стилови.xlsx": lambda: workbook(styles=None),
    "без текстови.xlsx": lambda: workbook(strings=None),
    "html.xls": lambda: b"<html><table><tr><td>3.6.1</td></tr></table></html>",
    "csv.xls": lambda: "код;статус\n3.6.1;Завршено\n".encode("windows-1251"),
    "ole.xlsx": lambda: OLE + bytes(4096),
    "лозинка.xlsx": lambda: OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512),
    "книга.xls": workbook,
    "празна.xlsx": lambda: b"",
    "нули.xlsx": lambda: bytes(4096),
    "преголема.xlsx": lambda: b"PK\x03\x04" + bytes(9 * MIB),
    "CON.xlsx": workbook,
    "\u0458\u0439.xlsx": workbook,
    "\u0458\u0438\u0306.xlsx": workbook,  # the same letters decomposed: two files on most disks
    " празно место .xlsx": workbook,
}
"""Files that nothing is used of: what they are called → their bytes."""

CONTAINERS: Final[Mapping[str, Callable[[], bytes]]] = {
    "вгнездена бомба.zip": nested_zip_bomb,
    "премногу датотеки.zip": many_members,
    "патеки.zip": path_traversal,
    "патеки.eml": mail_traversal,
    "скратена.zip": lambda: path_traversal()[:300],
    "без крај.eml": lambda: b"From: a@example.mk\nContent-Type: multipart/mixed; boundary=x\n",
}
"""Archives and mails; what is in them may be opened."""
