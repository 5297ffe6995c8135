"""Action plans as they are adopted, after the layouts that such plans really have; all is invented.

``national_docx``: one wide table over several pages, with merged cells, headings that are
repeated, a row that numbers the columns, and what officials write around it. ``ogp_xlsx``: a
block for each commitment as in the template of the Open Government Partnership: labelled lines,
then its milestones. ``flat_csv`` and ``flat_ods``: an Albanian list that has lost its merged
cells.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

import docx
import openpyxl
from made_ods import cell as ods_cell
from made_ods import ods, row, sheet
from openpyxl.worksheet.worksheet import Worksheet

_HEADINGS: Final = (
    "Бр.",
    "Мерка",
    "Активност",
    "Носител",
    "Соработници",
    "Рок",
    "Индикатор",
    "Почетна вредност",
    "Целна вредност",
    "Извор на финансирање",
)

_FIRST_PAGE: Final = (
    (
        "1.1",
        "Поголема транспарентност на институциите",
        "Изработка на упатство за проактивно објавување на информации",
        "Министерство за информатичко општество и администрација (МИОА)",
        "МП, АСК",
        "трет квартал 2024",
        "Број на изработени упатства",
        "0",
        "1",
        "Буџет",
    ),
    (
        "1.2",
        "",
        "Обука на службени лица за пристап до информации",
        "МИОА\nАгенција за заштита на правото на слободен пристап до информациите",
        "во соработка со граѓански организации",
        "2024–2026",
        "- Број на одржани обуки\n- Процент на обучени службени лица",
        "0\n0",
        "6\n80%",
        "Донатори",
    ),
    ("", "", "", "", "", "", "Број на обучени службени лица", "", "најмалку 120 лица", ""),
    (
        "1.3",
        "",
        "Редовно ажурирање на листата на информации од јавен карактер",
        "Сите институции",
        "/",
        "континуирано",
        "Објавена листа",
        "",
        "",
        "Буџет",
    ),
)
_SECOND_PAGE: Final = (
    (
        "2.1",
        "Спречување на корупцијата",
        "Воспоставување на систем за пријавување",
        "АСК",
        "МВР и Отворена порта",
        "до крајот на 2025",
        "Воспоставен систем (да/не)",
        "не",
        "да",
        "",
    ),
    (
        "2.2",
        "",
        "Анализа на ризици од корупција во јавните набавки",
        "Министерство за правда",
        "Министерство за внатрешни работи",
        "II/2026",
        "Датум на објавување на анализата",
        "",
        "",
        "Буџет",
    ),
    (
        "2.3",
        "",
        "Кампања за подигање на свеста",
        "",
        "",
        "по обезбедување на средства",
        "",
        "",
        "",
        "",
    ),
)


def national_docx() -> bytes:
    """Return the national plan as a document."""
    document = docx.Document()
    document.add_paragraph("ВЛАДА")
    document.add_paragraph("АКЦИСКИ ПЛАН ЗА ОТВОРЕНО И ОДГОВОРНО ВЛАДЕЕЊЕ 2024–2026")
    document.add_paragraph(
        "Планот го спроведуваат надлежните институции, секоја во својата област."
    )
    document.add_paragraph("Приоритетна област 1: Транспарентност и отчетност")
    _table(document, (_HEADINGS, [str(n) for n in range(1, 11)], *_FIRST_PAGE))
    document.add_paragraph("Приоритетна област 2: Борба против корупцијата")
    _table(document, (_HEADINGS, *_SECOND_PAGE))
    document.add_paragraph("Планот влегува во сила со денот на донесувањето.")
    return _saved(document)


def _table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    """Add a table in which an empty cell of the first columns is merged with the one above."""
    table = document.add_table(len(rows), len(_HEADINGS))
    for number, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(number, column).text = text
    for column in range(6):
        _merge_down(table, column, rows)


def _merge_down(table: Any, column: int, rows: Sequence[Sequence[str]]) -> None:
    # The last row of the second table has no holder of its own: nothing is merged there.
    start = 0
    for number in [*range(1, len(rows)), len(rows)]:
        is_blank = number < len(rows) and not rows[number][column]
        if is_blank and not (column > 2 and rows[number][2]):
            continue
        if number - start > 1 and rows[start][column]:
            table.cell(start, column).merge(table.cell(number - 1, column))
            table.cell(start, column).text = rows[start][column]
        start = number


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


_COMMITMENTS: Final = (
    (
        "1. Open contracting for local investments",
        "Ministry of Finance (MoF)",
        "Ministry of Local Self-Government",
        "CSO Open Town",
        (
            (
                "Publish contracts above the threshold on one portal",
                datetime(2024, 1, 15),
                datetime(2024, 12, 31),
            ),
            ("Train staff of all municipalities in open contracting", "Q1 2025", "Q4 2025"),
            ("Assess what the portal has changed", "January 2026", "end of 2026"),
        ),
    ),
    (
        "2. Access to justice for vulnerable groups",
        "Ministry of Justice",
        "MoF, Ombudsman",
        "CSO Open Town; Young Lawyers Association",
        (
            ("Open ten legal aid centres", "2024", "30.6.2025"),
            ("Legal aid is given", "ongoing", "ongoing"),
        ),
    ),
)


def ogp_xlsx() -> bytes:
    """Return the plan in the template of the Open Government Partnership."""
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "Commitments"
    page.append(["National Action Plan for Open Government 2024-2026"])
    page.merge_cells("A1:C1")
    page.append([])
    for name, lead, ministries, others, milestones in _COMMITMENTS:
        _block(page, name, lead, (ministries, others), milestones)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _block(
    page: Worksheet, name: str, lead: str, others: tuple[str, str], milestones: Iterable[Any]
) -> None:
    _pair(page, "Commitment number and title", name)
    _title(page, "Commitment description")
    _pair(
        page,
        "What is the public problem that the commitment will address?",
        "Few know where public money goes.",
    )
    _pair(page, "Commitment start and end date", "1 January 2024 – 31 December 2026")
    _pair(page, "Lead implementing agency/actor", lead)
    page.append(["Other actors involved", "Government ministries, department/agency", others[0]])
    page.append([None, "CSOs, private sector, multilaterals, working groups", others[1]])
    page.merge_cells(start_row=page.max_row - 1, end_row=page.max_row, start_column=1, end_column=1)
    page.append(["Milestone Activity with a verifiable deliverable", "Start Date:", "End Date:"])
    for milestone in milestones:
        page.append(list(milestone))
    _title(page, "Contact information")
    _pair(page, "Name of responsible person from implementing agency", "N. N.")
    _pair(page, "Email and Phone", "contact@example.mk, 02 123 456")
    page.append([])


def _pair(page: Worksheet, name: str, value: str) -> None:
    page.append([name, value])
    page.merge_cells(start_row=page.max_row, end_row=page.max_row, start_column=2, end_column=3)


def _title(page: Worksheet, text: str) -> None:
    page.append([text])
    page.merge_cells(start_row=page.max_row, end_row=page.max_row, start_column=1, end_column=3)


FLAT: Final = (
    ("Plani i veprimit për transparencë 2025-2026",),
    (),
    (
        "Nr",
        "Masa",
        "Aktiviteti",
        "Institucioni bartës",
        "Fillimi",
        "Afati",
        "Treguesi",
        "Vlera e synuar",
        "Buxheti",
        "Vërejtje",
    ),
    (
        "1",
        "Qasja në informata",
        "Hartimi i udhëzuesit për qasje në informata",
        "Ministria e Drejtësisë (MD)",
        "janar 2025",
        "deri në fund të 2025",
        "Numri i udhëzuesve të hartuar",
        "2",
        "10000",
        "",
    ),
    (
        "2",
        "",
        "Trajnimi i zyrtarëve për qasje në informata",
        "MD dhe Agjencia për Qasje në Informata",
        "01.03.2025",
        "tremujori i katërt 2025",
        "Numri i zyrtarëve të trajnuar",
        "150",
        "25000",
        "me donatorë",
    ),
    (
        "3",
        "Pjesëmarrja e publikut",
        "Konsultime publike me qytetarët",
        "Ministria e Drejtesisë",
        "",
        "vazhdimisht",
        "Përqindja e propozimeve të pranuara",
        "25%",
        "",
        "",
    ),
    ("4", "", "Portal për konsultime", "", "", "3/2026", "Portali i publikuar", "", "", "?"),
    ("Gjithsej", "", "", "", "", "", "", "", "35000", ""),
)


def flat_csv() -> bytes:
    """Return the list saved as CSV, as Excel does it."""
    lines = (";".join(f'"{text}"' if text else "" for text in texts) for texts in FLAT)
    return ("\ufeff" + "\r\n".join(lines)).encode()


def flat_ods() -> bytes:
    """Return the list as a spreadsheet of LibreOffice."""
    rows = (
        row(*(ods_cell(text) if text else "<table:table-cell/>" for text in own)) for own in FLAT
    )
    return ods(sheet("".join(rows), name="Plani"))
