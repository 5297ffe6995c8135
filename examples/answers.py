"""What the institutions of the example wrote into their forms, and when it came.

The third quarter of 2022 is the real case in its outline: progress at the
Ministry of Interior, the National Commission and Open Gate, nothing realised
at the ministries of Justice and of Health, nothing at all from Labour and
Social Policy. Every sentence, name, figure and date is invented.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

Row = Mapping[str, str]
"""Column key of the form → what is typed."""


@dataclass(frozen=True, slots=True)
class Return:
    """One returned file: where it lies below ``returns``, when it came, what was typed.

    ``notes`` are the answers of the sheet of remarks by field; ``on_cells`` are notes that
    hang on cells, by (table, code, column); ``added`` are sheets the member added, as lines.
    """

    institution: str
    file: str
    received: date
    activities: Mapping[str, Row]
    indicators: Mapping[str, Row]
    cover: Row
    notes: Row = field(default_factory=dict)
    on_cells: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


NOT_STARTED: Final = "Незапочнато"
LIMITED: Final = "Ограничено"
SUBSTANTIAL: Final = "Значително"

FUNDING: Final = "Недостиг на средства"
STAFF: Final = "Кадровски промени или недостиг на кадар"
LEGISLATION: Final = "Потребни се законски измени"
OTHER_BODY: Final = "Зависи од друг орган"

NOT_AVAILABLE: Final = "Нема податок"

_SOURCE: Final = "Евиденција на институцијата"


def _person(name: str, function: str, code: str, phone: str) -> Row:
    email = f"ovp.{code.lower()}@example.mk"
    return {"filled_by": name, "function": function, "email": email, "phone": phone}


_COVER: Final[Mapping[str, Row]] = {
    "MVR": _person("Ана Примероска", "советник", "MVR", "02 000 0101"),
    "NK": _person("Борис Примероски", "секретар", "NK", "02 000 0102"),
    "OP": _person("Весна Примероска", "координатор на проекти", "OP", "02 000 0103"),
    "MP": _person("Горан Примероски", "соработник", "MP", "02 000 0104"),
    "MZ": _person("Дена Примероска", "раководител на одделение", "MZ", "02 000 0105"),
    "MTSP": _person("Ема Примероска", "советник", "MTSP", "02 000 0106"),
}

_FIRST: Final = (
    Return(
        "MVR", "OVP_NAP5_2022-Q1_MVR_R1.xlsx", date(2022, 4, 6),
        {
            "3.6.2": {
                "status": LIMITED,
                "progress": "Определено е лице за доставување податоци до Националната комисија.",
            },
            "3.6.3": {
                "status": NOT_STARTED,
                "reason": STAFF,
                "explanation": "Програмата за обука е подготвена, но обучувачите се ангажирани на "
                "границата до мај.",
            },
            "3.6.8": {
                "status": LIMITED,
                "progress": "Доставен е список на полициските станици што упатуваат жртви.",
            },
        },
        {
            "3.6.3.1": {"value": "0", "source": _SOURCE},
            "3.6.3.2": {"value": "0", "source": _SOURCE},
        },
        _COVER["MVR"],
    ),
    Return(
        "NK", "OVP_NAP5_2022-Q1_NK_R1.xlsx", date(2022, 4, 8),
        {
            "3.6.2": {
                "status": NOT_STARTED,
                "reason": STAFF,
                "explanation": "Лицето што ќе работи со алатката се вработува од 1 мај.",
            },
        },
        {"3.6.2.1": {"value": "0", "source": _SOURCE}},
        _COVER["NK"],
    ),
    Return(
        "OP", "Отворена порта прв квартал.xlsx", date(2022, 4, 5),
        {
            "3.6.7": {
                "status": LIMITED,
                "progress": "Одржан е еден настан во Тетово со 40 учесници.",
                "evidence": "https://example.mk/op/tetovo",
            },
        },
        {"3.6.7.1": {"value": "3", "source": "Записници од настаните"}},
        _COVER["OP"],
    ),
    Return(
        "MP", "OVP_NAP5_2022-Q1_MP_R1.xlsx", date(2022, 4, 8),
        {
            "3.6.4": {
                "status": NOT_STARTED,
                "reason": LEGISLATION,
                "explanation": "Потребна е измена на правилникот за трошоците; нацртот е на "
                "мислење во Секретаријатот за законодавство.",
            },
        },
        {"3.6.4.1": {"value": "0", "source": _SOURCE}},
        _COVER["MP"],
    ),
    Return(
        "MZ", "OVP_NAP5_2022-Q1_MZ_R1.xlsx", date(2022, 4, 8),
        {
            "3.6.5": {
                "status": NOT_STARTED,
                "reason": STAFF,
                "explanation": "Работната група за упатството се формира во вториот квартал.",
            },
        },
        {"3.6.5.1": {"value": "Не"}},
        _COVER["MZ"],
    ),
    Return(
        "MTSP", "OVP_NAP5_2022-Q1_MTSP_R1.xlsx", date(2022, 4, 8),
        {
            "3.6.1": {
                "status": NOT_STARTED,
                "reason": FUNDING,
                "explanation": "Средствата за возила и гориво не се обезбедени со буџетот; "
                "побарани се со ребалансот.",
            },
            "3.6.6": {"status": NOT_STARTED},
            "3.6.8": {
                "status": NOT_STARTED,
                "reason": OTHER_BODY,
                "explanation": "Се чекаат податоците од сите центри за социјална работа.",
            },
        },
        {
            "3.6.1.1": {"value": "0", "source": _SOURCE},
            "3.6.1.2": {"value": "0", "source": _SOURCE},
            "3.6.6.1": {"value": "0", "source": _SOURCE},
            "3.6.8.1": {"value": "Не"},
            "3.6.8.2": {"value": "25", "source": "Анкета меѓу центрите"},
        },
        _COVER["MTSP"],
    ),
)  # fmt: skip

_SECOND: Final = (
    Return(
        "MVR", "OVP_NAP5_2022-Q2_MVR_R1.xlsx", date(2022, 7, 6),
        {
            "3.6.2": {
                "status": LIMITED,
                "progress": "Доставени се податоци за првите два индикатори.",
            },
            "3.6.3": {
                "status": LIMITED,
                "progress": "Одржани се првите две обуки за рана идентификација, со вкупно 45 "
                "службеници.",
                "evidence": "https://example.mk/mvr/obuki-2022-2",
            },
            "3.6.8": {
                "status": LIMITED,
                "progress": "Одржан е состанок со центрите за социјална работа за текот на "
                "упатувањето.",
            },
        },
        {
            "3.6.3.1": {"value": "45", "source": _SOURCE},
            "3.6.3.2": {"value": "2", "source": _SOURCE},
        },
        _COVER["MVR"],
    ),
    Return(
        "NK", "OVP_NAP5_2022-Q2_NK_R1.xlsx", date(2022, 7, 7),
        {
            "3.6.2": {
                "status": LIMITED,
                "progress": "Избрани се првите два индикатори и одржана е обука за алатката.",
            },
        },
        {"3.6.2.1": {"value": "2", "source": _SOURCE}},
        _COVER["NK"],
    ),
    Return(
        "OP", "Отворена порта втор квартал.xlsx", date(2022, 7, 5),
        {
            "3.6.7": {
                "status": LIMITED,
                "progress": "Одржани се три настани, во Битола, Прилеп и Кичево.",
                "evidence": "https://example.mk/op/nastani-2022-2",
            },
        },
        {"3.6.7.1": {"value": "6", "source": "Записници од настаните"}},
        _COVER["OP"],
    ),
    Return(
        "MP", "OVP_NAP5_2022-Q2_MP_R1.xlsx", date(2022, 7, 8),
        {
            "3.6.4": {
                "status": NOT_STARTED,
                "reason": LEGISLATION,
                "explanation": "Мислењето е добиено; правилникот се доработува и се очекува во "
                "септември.",
            },
        },
        {"3.6.4.1": {"value": "0", "source": _SOURCE}},
        _COVER["MP"],
    ),
    Return(
        "MZ", "OVP_NAP5_2022-Q2_MZ_R1.xlsx", date(2022, 7, 8),
        {
            "3.6.5": {
                "status": NOT_STARTED,
                "reason": STAFF,
                "explanation": "Формирана е работна група, но двајца членови се разрешени и не се "
                "заменети.",
            },
        },
        {"3.6.5.1": {"value": "Не"}},
        _COVER["MZ"],
    ),
    Return(
        "MTSP", "OVP_NAP5_2022-Q2_MTSP_R1.xlsx", date(2022, 7, 13),
        {
            "3.6.1": {
                "status": NOT_STARTED,
                "reason": FUNDING,
                "explanation": "Ребалансот не ги опфати возилата; се подготвува барање до "
                "донатор.",
                "new_deadline": "31.12.2022",
            },
            "3.6.6": {
                "status": LIMITED,
                "progress": "Отворено е засолништето и сместени се првите корисници.",
            },
            "3.6.8": {
                "status": LIMITED,
                "progress": "Подготвен е нацрт на процедурите.",
            },
        },
        {
            "3.6.1.1": {"value": "0", "source": _SOURCE},
            "3.6.1.2": {"value": "0", "source": _SOURCE},
            "3.6.6.1": {"value": "2", "source": _SOURCE},
            "3.6.8.1": {"value": "Не"},
            "3.6.8.2": {"value": "46%", "source": "Анкета меѓу центрите"},
        },
        _COVER["MTSP"],
    ),
)  # fmt: skip

_THIRD: Final = (
    Return(
        "MVR", "Извештај МВР Q3.xlsx", date(2022, 10, 6),
        {
            "3.6.2": {
                "status": LIMITED,
                "progress": "Доставени се податоци за првите пет индикатори.",
            },
            "3.6.3": {
                "status": LIMITED,
                "progress": "Одржани се 2 обуки за рана идентификација во Скопје и Штип, со вкупно "
                "33 службеници од граничната полиција.",
                "reason": STAFF,
                "explanation": "Двајца обучувачи се распоредени на друго работно место; "
                "преостанатите две обуки се закажани за ноември.",
                "new_deadline": "15.12.2022",
                "evidence": "https://example.mk/mvr/obuki-2022-3",
            },
            "3.6.8": {
                "status": LIMITED,
                "progress": "Полицијата ги достави забелешките по нацртот.",
                "reason": OTHER_BODY,
                "explanation": "Конечниот текст го подготвува МТСП; се чека усогласена верзија.",
                "new_deadline": "31.12.2022",
            },
        },
        {
            "3.6.3.1": {"value": "78", "source": _SOURCE},
            "3.6.3.2": {"value": "4", "source": _SOURCE},
        },
        _COVER["MVR"],
        added={
            "Прилог": (
                "Обука во Скопје, 14.9.2022: 18 службеници",
                "Обука во Штип, 21.9.2022: 15 службеници",
            ),
        },
    ),
    Return(
        "NK", "Национална комисија/OVP_NAP5_2022-Q3_NK_R1.xlsx", date(2022, 10, 6),
        {
            "3.6.2": {
                "status": SUBSTANTIAL,
                "progress": "Избрани се уште три индикатори и тие се внесени во алатката.",
            },
        },
        {},
        _COVER["NK"],
    ),
    Return(
        "NK", "Национална комисија/OVP_NAP5_2022-Q3_NK_R1 (2).xlsx", date(2022, 10, 7),
        {
            "3.6.2": {
                "status": SUBSTANTIAL,
                "progress": "Избрани се уште три индикатори и тие се внесени во алатката. Првите "
                "податоци се собрани од четири институции.",
                "evidence": "https://example.mk/nk/indikatori-2022.pdf",
            },
        },
        {"3.6.2.1": {"value": "5", "source": _SOURCE}},
        _COVER["NK"],
    ),
    Return(
        "OP", "OP konecno.xlsx", date(2022, 10, 5),
        {
            "3.6.7": {
                "status": LIMITED,
                "progress": "- одржани се два настани во Охрид и Струга\n- подготвени се летоци на "
                "македонски, албански и ромски јазик",
                "evidence": "Летоци и список на присутни (во прилог)",
            },
        },
        {"3.6.7.1": {"value": "8", "source": "Записници од настаните"}},
        _COVER["OP"],
    ),
    Return(
        "MP", "OVP_NAP5_2022-Q3_MP_R1.xlsx", date(2022, 10, 10),
        {"3.6.4": {"status": NOT_STARTED, "explanation": "нема"}},
        {
            "3.6.4.1": {
                "flag": NOT_AVAILABLE,
                "note": "Податокот го водат овластените здруженија.",
            },
        },
        _COVER["MP"],
    ),
    Return(
        "MZ", "Извештај МЗ – трет квартал.xlsx", date(2022, 10, 10),
        {
            "3.6.5": {
                "status": NOT_STARTED,
                "reason": OTHER_BODY,
                "explanation": "Се чека мислење од Агенцијата за квалитет и акредитација на "
                "здравствените установи; побарано е на 18.8.2022.",
            },
        },
        {},
        _COVER["MZ"],
        notes={"help_needed": "Заеднички состанок со МТСП за местата за упатување жртви."},
        on_cells={
            ("activities", "3.6.5", "status"): "Работната група е формирана, но сѐ уште нема "
            "состаноци.",
        },
    ),
)  # fmt: skip

RETURNS: Final[Mapping[str, tuple[Return, ...]]] = {
    "2022-Q1": _FIRST,
    "2022-Q2": _SECOND,
    "2022-Q3": _THIRD,
}
"""The returned files by quarter, in the order of the institutions."""


def every_return() -> Iterator[tuple[str, Return]]:
    """Yield quarter and return, for all quarters in order."""
    return ((quarter, item) for quarter, items in RETURNS.items() for item in items)
