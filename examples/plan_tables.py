"""The plan of the example, as the tables that ``examples/case/plan.xlsx`` is written from.

Real are the commitment, its holders and the portal's wording of 3.6.1 and
3.6.2. Every other text, every date, baseline and target is invented, and the
plan says so itself, row by row.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from ovpsheets.plan.put import Given

Rows = Sequence[Mapping[str, Given]]

NOTE: Final = "Забелешка за примерот"
"""The heading of the extra column that says what is invented."""

_PORTAL: Final = "македонскиот текст е од порталот; роковите и вредностите се измислени"
_INVENTED: Final = "измислено за примерот"
_REAL: Final = frozenset({"3.6.1", "3.6.2", "3.6.1.1", "3.6.2.1"})

EXTRA_COLUMNS: Final = {"activities": (NOTE,), "indicators": (NOTE,)}

EXTRA_SHEETS: Final = {
    "За примерот": (
        "Овој план е пример",
        "Заложбата 3.6, нејзините институции и текстовите на 3.6.1 и 3.6.2 се од порталот "
        "ovp.gov.mk. Сите други активности и индикатори, сите рокови, појдовни и целни вредности, "
        "адреси и одговори се измислени за примерот.",
        "Shembull: angazhimi 3.6, institucionet dhe tekstet e 3.6.1 dhe 3.6.2 janë nga portali; "
        "gjithçka tjetër është e shpikur.",
        "An example: commitment 3.6, its institutions and the wording of 3.6.1 and 3.6.2 are from "
        "the portal; everything else is invented.",
    )
}

_PLAN: Final[Mapping[str, Given]] = {
    "code": "NAP5",
    "title_mk": "Национален акциски план за ОВП 2021–2023",
    "title_sq": "Plani kombëtar i veprimit për PHQ 2021–2023",
    "title_en": "National Action Plan for OGP 2021–2023",
    "start": date(2021, 1, 1),
    "end": date(2023, 12, 31),
    "coordinator": "MVR",
    "submit_days": 10,
    "publish_days": 15,
    "languages": ("mk", "sq", "en"),
    "threshold": 5,
    "threshold_breakdown": 10,
}

_COMMITMENT: Final[Mapping[str, Given]] = {
    "code": "3.6",
    "title_mk": "Зголемување на пристапот до загарантираните облици на заштита на жртвите на "
    "трговија со луѓе",
    "title_sq": "Rritja e qasjes në format e garantuara të mbrojtjes së viktimave të trafikimit "
    "me njerëz",
    "title_en": "Increasing access to the guaranteed forms of protection for victims of "
    "trafficking in human beings",
    "coordinator": "MVR",
}

# code: full names, short names (mk, sq, en each), aliases, kind
_INSTITUTIONS: Final = {
    "MVR": (
        ("Министерство за внатрешни работи", "Ministria e Punëve të Brendshme",
         "Ministry of Interior"),
        ("МВР", "MPB", "MoI"), (), "ministry",
    ),
    "NK": (
        ("Национална комисија за борба против трговија со луѓе и илегална миграција",
         "Komisioni Kombëtar për Luftë kundër Trafikimit me Njerëz dhe Migrimit Ilegal",
         "National Commission for Combating Trafficking in Human Beings and Illegal Migration"),
        ("Национална комисија", "Komisioni Kombëtar", "National Commission"),
        ("НКБТЛИМ",), "commission",
    ),
    "OP": (
        ("Здружение „Отворена порта“", "Shoqata „Porta e Hapur“", "Open Gate association"),
        ("Отворена порта", "Porta e Hapur", "Open Gate"), (), "cso",
    ),
    "MP": (
        ("Министерство за правда", "Ministria e Drejtësisë", "Ministry of Justice"),
        ("МП", "MD", "MoJ"), (), "ministry",
    ),
    "MZ": (
        ("Министерство за здравство", "Ministria e Shëndetësisë", "Ministry of Health"),
        ("МЗ", "MSh", "MoH"), (), "ministry",
    ),
    "MTSP": (
        ("Министерство за труд и социјална политика", "Ministria e Punës dhe Politikës Sociale",
         "Ministry of Labour and Social Policy"),
        ("МТСП", "MPPS", "MLSP"), (), "ministry",
    ),
}  # fmt: skip

# code: texts (mk, sq, en), start, deadline, holder, co-holders
_ACTIVITIES: Final = {
    "3.6.1": (
        ("Воспоставени мобилни тимови за теренска работа на подрачјето на Охрид и Струга, и на "
         "подрачјето Штип и околните градови",
         "Ekipe mobile të themeluara për punë në terren në zonën e Ohrit dhe Strugës, dhe në "
         "zonën e Shtipit dhe qyteteve përreth",
         "Mobile field teams set up in the area of Ohrid and Struga and the area of Shtip and the "
         "surrounding towns"),
        date(2021, 10, 1), date(2022, 6, 30), "MTSP", (),
    ),
    "3.6.2": (
        ("Систематско собирање на податоци за трговија со луѓе преку користење на расположливата "
         "алатка за мониторинг и евалуација",
         "Mbledhje sistematike e të dhënave për trafikimin me njerëz përmes mjetit në dispozicion "
         "për monitorim dhe vlerësim",
         "Systematic collection of data on trafficking with the available monitoring and "
         "evaluation tool"),
        date(2021, 7, 1), date(2022, 12, 31), "NK", ("MVR",),
    ),
    "3.6.3": (
        ("Обука на службеници за рана идентификација на жртви",
         "Trajnim i nëpunësve për identifikim të hershëm të viktimave",
         "Training of officers in the early identification of victims"),
        date(2021, 10, 1), date(2022, 9, 30), "MVR", (),
    ),
    "3.6.4": (
        ("Обезбедување бесплатна правна помош за жртвите",
         "Sigurimi i ndihmës juridike falas për viktimat",
         "Providing free legal aid to victims"),
        date(2022, 1, 1), date(2022, 9, 30), "MP", (),
    ),
    "3.6.5": (
        ("Упатство за постапување на здравствените установи при упатување жртви",
         "Udhëzim për veprimin e institucioneve shëndetësore gjatë referimit të viktimave",
         "Guidelines for health institutions when referring victims"),
        date(2022, 1, 1), date(2022, 12, 31), "MZ", (),
    ),
    "3.6.6": (
        ("Програма за реинтеграција и сместување во засолниште",
         "Program për riintegrim dhe vendosje në strehimore",
         "Programme for reintegration and accommodation in a shelter"),
        date(2022, 4, 1), date(2023, 3, 31), "MTSP", (),
    ),
    "3.6.7": (
        ("Информативна кампања за правата на жртвите",
         "Fushatë informuese për të drejtat e viktimave",
         "Information campaign on the rights of victims"),
        date(2021, 7, 1), date(2022, 12, 31), "OP", (),
    ),
    "3.6.8": (
        ("Стандардни оперативни процедури за упатување меѓу центрите за социјална работа и "
         "полицијата",
         "Procedura standarde operative për referim ndërmjet qendrave për punë sociale dhe "
         "policisë",
         "Standard operating procedures for referral between the social work centres and the "
         "police"),
        date(2021, 10, 1), date(2022, 9, 30), "MTSP", ("MVR",),
    ),
}  # fmt: skip

# code: texts (mk, sq, en), kind, unit in Macedonian, baseline, target, whether it counts victims
_INDICATORS: Final[Mapping[str, tuple[Any, ...]]] = {
    "3.6.1.1": (("Број на воспоставени мобилни тимови", "Numri i ekipeve mobile të themeluara",
                 "Number of mobile teams set up"), "count", "тимови", 0, 4, False),
    "3.6.1.2": (("Број на теренски посети", "Numri i vizitave në terren",
                 "Number of field visits"), "count", "посети", 0, 60, False),
    "3.6.2.1": (("Број на селектирани соодветни индикатори за следење и собирање податоци",
                 "Numri i treguesve përkatës të zgjedhur për ndjekje dhe mbledhje të të dhënave",
                 "Number of suitable indicators selected for monitoring and data collection"),
                "count", "индикатори", 0, 8, False),
    "3.6.3.1": (("Број на обучени службеници", "Numri i nëpunësve të trajnuar",
                 "Number of officers trained"), "count", "лица", 0, 120, True),
    "3.6.3.2": (("Број на одржани обуки", "Numri i trajnimeve të mbajtura",
                 "Number of trainings held"), "count", "обуки", 0, 6, False),
    "3.6.4.1": (("Број на жртви со обезбедена бесплатна правна помош",
                 "Numri i viktimave me ndihmë juridike falas",
                 "Number of victims given free legal aid"), "count", "лица", 0, 15, True),
    "3.6.5.1": (("Донесено упатство (да/не)", "Udhëzim i miratuar (po/jo)",
                 "Guidelines adopted (yes/no)"), "yes_no", "", "Не", "Да", False),
    "3.6.6.1": (("Број на сместени лица во програмата", "Numri i personave në program",
                 "Number of persons in the programme"), "count", "лица", 0, 20, True),
    "3.6.7.1": (("Број на одржани настани", "Numri i ngjarjeve të mbajtura",
                 "Number of events held"), "count", "настани", 2, 12, False),
    "3.6.8.1": (("Усвоени процедури (да/не)", "Procedura të miratuara (po/jo)",
                 "Procedures adopted (yes/no)"), "yes_no", "", "Не", "Да", False),
    "3.6.8.2": (("Процент на центри кои ги применуваат процедурите",
                 "Përqindja e qendrave që i zbatojnë procedurat",
                 "Percentage of centres applying the procedures"),
                "percent", "%", 25, 80, False),
}  # fmt: skip


# in Macedonian → in Albanian and in English
_UNITS: Final[Mapping[str, tuple[str, str]]] = {
    "тимови": ("ekipe", "teams"),
    "посети": ("vizita", "visits"),
    "индикатори": ("tregues", "indicators"),
    "лица": ("persona", "persons"),
    "обуки": ("trajnime", "trainings"),
    "настани": ("ngjarje", "events"),
    "%": ("%", "%"),
    "": ("", ""),
}


def tables() -> dict[str, Rows]:
    """Return the plan's tables, ready for ``write_plan``."""
    return {
        "plan": [_PLAN],
        "institutions": [_institution(code) for code in _INSTITUTIONS],
        "commitments": [_COMMITMENT],
        "activities": [_activity(code) for code in _ACTIVITIES],
        "indicators": [_indicator(code) for code in _INDICATORS],
    }


def _institution(code: str) -> Mapping[str, Given]:
    names, shorts, aliases, kind = _INSTITUTIONS[code]
    return {
        "code": code,
        **_worded("name", names),
        **_worded("short", shorts),
        "aliases": aliases,
        "kind": kind,
        "email": f"ovp.{code.lower()}@example.mk",
        "language": "mk",
    }


def _activity(code: str) -> Mapping[str, Given]:
    texts, start, deadline, holder, others = _ACTIVITIES[code]
    return {
        "code": code, "commitment": "3.6", **_worded("text", texts), "start": start,
        "deadline": deadline, "holder": holder, "co_holders": others, NOTE: _note(code),
    }  # fmt: skip


def _indicator(code: str) -> Mapping[str, Given]:
    texts, kind, unit, baseline, target, persons = _INDICATORS[code]
    in_albanian, in_english = _UNITS[unit]
    return {
        "code": code, "activity": code.rpartition(".")[0], **_worded("text", texts), "kind": kind,
        "unit": unit, "unit_sq": in_albanian, "unit_en": in_english, "baseline": baseline,
        "target": target, "accumulation": "cumulative", "direction": "up",
        "persons": "yes" if persons else "no", NOTE: _note(code),
    }  # fmt: skip


def _worded(stem: str, texts: tuple[str, str, str]) -> dict[str, Given]:
    return {f"{stem}_{lang}": text for lang, text in zip(("mk", "sq", "en"), texts, strict=True)}


def _note(code: str) -> str:
    return _PORTAL if code in _REAL else _INVENTED
