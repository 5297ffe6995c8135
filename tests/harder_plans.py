"""Two adopted plans that are harder to read, after layouts that such plans really have.

``strategy_docx``: headings over two rows, commitments as rows over the whole width, holders line by
line and „во соработка со“, indicators numbered in one cell, the table goes on over pages with its
headings typed again, footnotes. ``matrix_xlsx``: areas, commitments and measures as rows of
one sheet, bullets, deadlines in words, costs with sub-totals, notes below. All is invented.
"""

import io
from collections.abc import Sequence
from typing import Any, Final

import docx
import openpyxl
from docx.enum.text import WD_BREAK
from openpyxl.worksheet.worksheet import Worksheet

_ABOVE: Final = (
    "Ред. бр.",
    "Активност",
    "Надлежност",
    "",
    "Временска рамка",
    "",
    "Индикатори",
    "",
    "",
)
_BELOW: Final = (
    "", "", "Носител", "Соработници", "Почеток", "Крај", "Индикатор за успешност", "Појдовна",
    "Цел",
)  # fmt: skip
_WIDTH: Final = len(_ABOVE)

_FIRST: Final = (
    ("Заложба 2.1: Отворен и разбирлив буџет",),
    (
        "2.1.1", "Изработка и објавување граѓански буџет¹", "Министерство за финансии",
        "МИОА\nЗдружение „Отворен град“", "јануари 2025", "јуни 2025",
        "1. Објавен граѓански буџет (да/не)\n2. Број на преземања", "1. не\n2. 0",
        "1. да\n2. 2.000",
    ),
    (
        "2.1.2", "Јавни расправи за буџетот во сите региони",
        "Министерство за финансии\nво соработка со\nОпштина Тетово и Општина Битола", "",
        "II квартал 2025", "IV квартал 2026", "Број на одржани расправи", "2", "16",
    ),
    ("Заложба 2.2: Отворени јавни набавки",),
    (
        "2.2.1", "Надградба на системот за јавни набавки", "Биро за јавни набавки", "МФ²", "2025",
        "до крајот на 2026", "Удел на договори објавени во отворен формат", "10 %", "најмалку 90%",
    ),
)  # fmt: skip
_SECOND: Final = (
    (
        "2.2.2", "Обука на службени лица за јавни набавки", "Биро за јавни набавки (БЈН)",
        "ЗЕЛС; Стопанска комора", "март 2025", "31 декември 2026 година",
        "1) Број на обучени службени лица;\n2) Процент на институции со обучени лица", "0\n0 %",
        "300\n75 %",
    ),
    ("Заложба 2.3: Пристап до информации",),
    (
        "2.3.1", "Измени на Законот за слободен пристап", "Министерство за правда, АСПИ", "",
        "прво полугодие 2025", "второ полугодие 2025", "Донесен закон", "", "",
    ),
)  # fmt: skip


def strategy_docx() -> bytes:
    """Return the document: one table, cut by a page break, with its headings typed anew."""
    document = docx.Document()
    document.add_heading("СТРАТЕГИЈА ЗА ОТВОРЕНО ВЛАДЕЕЊЕ", 1)
    document.add_paragraph("АКЦИСКИ ПЛАН ЗА СПРОВЕДУВАЊЕ 2025–2026")
    document.add_paragraph(
        "Кратенки: МИОА – Министерство за информатичко општество; МФ – Министерство за финансии; "
        "АСПИ – Агенција за слободен пристап."
    )
    _page(document, _FIRST)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    _page(document, _SECOND)
    document.add_paragraph("¹ Граѓанскиот буџет се објавува и на албански јазик.")
    document.add_paragraph("² Со поддршка на донатори.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Any, rows: Sequence[Sequence[str]]) -> None:
    lines = (_ABOVE, _BELOW, *rows)
    table = document.add_table(len(lines), _WIDTH)
    for number, texts in enumerate(lines):
        for column, text in enumerate(texts):
            if text:
                table.cell(number, column).text = text
        if len(texts) == 1:
            _merge(table, (number, 0), (number, _WIDTH - 1), texts[0])
    for column in (0, 1):
        _merge(table, (0, column), (1, column), _ABOVE[column])
    for first, last in ((2, 3), (4, 5), (6, 8)):
        _merge(table, (0, first), (0, last), _ABOVE[first])


def _merge(table: Any, first: tuple[int, int], last: tuple[int, int], text: str) -> None:
    table.cell(*first).merge(table.cell(*last))
    table.cell(*first).text = text


_MATRIX: Final = (
    ("АКЦИСКИ ПЛАН ЗА ОТВОРЕНИ ОПШТИНИ 2025 – 2027",),
    (),
    ("Реф. бр.", "Заложба / мерка / активност", "Одговорна институција",
     "Други вклучени институции", "Рок за спроведување", "Индикатор", "Основна линија",
     "Таргет", "Буџет (МКД)", "Извор на средства"),
    ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
    ("ПРИОРИТЕТ 1: УЧЕСТВО НА ГРАЃАНИТЕ",),
    ("1.1", "Заложба: Граѓаните одлучуваат за буџетот на општината"),
    ("1.1.1", "Воведување партиципативно буџетирање во 20 општини",
     "• Министерство за локална самоуправа\n• ЗЕЛС", "• сите општини\n• МФ", "Q4 2026",
     "Број на општини со партиципативно буџетирање", 3, 20, 1200000, "Буџет"),
    ("1.1.2", "Прирачник за партиципативно буџетирање", "ЗЕЛС", "", "до 31.12.2025 година",
     "Изработен прирачник", "Не", "Да", 150000, "Донации"),
    ("", "Вкупно 1.1", "", "", "", "", "", "", 1350000, ""),
    ("1.2", "Заложба: Отчетност на советите"),
    ("1.2.1", "Пренос на седниците во живо", "Општините",
     "Министерство за дигитална трансформација (МДТ)", "континуирано, 2025–2027",
     "% на седници пренесени во живо", 0.15, 0.8, "", ""),
    ("ПРИОРИТЕТ 2: ОТВОРЕНИ ПОДАТОЦИ",),
    ("2.1", "Заложба: Општините објавуваат отворени податоци"),
    ("2.1.1", "Каталог на збирки податоци за секоја општина", "МДТ / Општините", "ДЗС",
     "I-II 2026", "Број на каталози\nБрој на објавени збирки", "0\n120", "81\n1.000", 800000,
     "Буџет и донации"),
    ("", "ВКУПНО", "", "", "", "", "", "", 2150000, ""),
    (),
    ("Забелешка: МКД се денари. Износите се проценети.",),
)  # fmt: skip
_FULL_WIDTH: Final = (1, 5, 12, 17)
"""The rows that are merged over all columns, as people count."""


def matrix_xlsx() -> bytes:
    """Return the matrix as a workbook: titles over the whole width are merged cells."""
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "АП 2025-2027"
    for row in _MATRIX:
        page.append([None if value == "" else value for value in row])
    for number in _FULL_WIDTH:
        page.merge_cells(start_row=number, end_row=number, start_column=1, end_column=10)
    for address in ("G11", "H11"):
        page[address].number_format = "0%"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
