"""What people type instead of the words offered for a status, a reason, a flag, yes or no.

The words offered are in the catalogue ``words``; here are the others: seen on
the portal, in earlier reports, or near at hand in Macedonian, Albanian, English.
"""

from collections.abc import Mapping
from typing import Final

from ovpsheets.words import Flag, Status


def _forms(stem: str, *endings: str) -> tuple[str, ...]:
    return tuple(stem + ending for ending in endings)


_MK: Final = ("", "а", "о", "и")  # the endings of a Macedonian adjective
_SQ: Final = ("i ", "e ", "të ", "")  # the articles before an Albanian one

STATUSES: Final[Mapping[Status, tuple[str, ...]]] = {
    Status.NOT_STARTED: (
        *_forms("незапочнат", *_MK), *_forms("не е започнат", *_MK),
        *_forms("сè уште не е започнат", *_MK), *_forms("се уште не е започнат", *_MK),
        *_forms("не започнат", *_MK), "не се започнати", "не започна", "не почнато",
        "не е почнато", "непочнато", "нема започнато", "не е отпочнато",
        "nuk kanë filluar", "s'ka filluar", "ska filluar", "ende nuk ka filluar", "pa filluar",
        "nuk filloi", "nuk është filluar", "nuk ka filluar ende",
        *(f"{article}pafilluar" for article in _SQ),
        "not begun", "not yet started", "not yet begun", "has not started", "unstarted",
        "hasn't started", "not started yet",
    ),
    Status.LIMITED: (
        *_forms("ограничен", *_MK), "ограничен прогрес", "ограничен напредок",
        "со ограничен прогрес", "ограничена реализација",
        *(f"{article}kufizuar" for article in _SQ), "të kufizuara", "e kufizuara",
        "progres i kufizuar", "përparim i kufizuar", "me progres të kufizuar",
        "limited progress", "limited implementation",
    ),
    Status.SUBSTANTIAL: (
        "значителен", "значителна", "значителни", "значителен прогрес", "значителен напредок",
        "со значителен прогрес", "значителна реализација",
        "e rëndësishme", "të rëndësishme", "rëndësishëm", "progres i rëndësishëm",
        "i konsiderueshëm", "e konsiderueshme", "konsiderueshëm", "progres i konsiderueshëm",
        "me progres të konsiderueshëm", "përparim i konsiderueshëm",
        "substantially", "substantial progress", "significant", "significant progress",
        "considerable progress",
    ),
    Status.COMPLETED: (
        *_forms("завршен", *_MK), *_forms("остварен", *_MK), *_forms("реализиран", *_MK),
        *_forms("исполнет", *_MK), *_forms("извршен", *_MK), *_forms("целосно завршен", *_MK),
        *_forms("целосно реализиран", *_MK), *_forms("целосно остварен", *_MK),
        *_forms("е завршен", *_MK), *_forms("е реализиран", *_MK), "готово", "во целост завршено",
        "остварени достигнувања",
        *(f"{article}përfunduar" for article in _SQ), "të përfunduara", "ka përfunduar",
        "u përfundua", "është përfunduar", *(f"{article}realizuar" for article in _SQ),
        *(f"{article}arritur" for article in _SQ), *(f"{article}përmbushur" for article in _SQ),
        *(f"{article}kryer" for article in _SQ), "plotësisht i përfunduar",
        "complete", "fully completed", "done", "finished", "implemented", "fully implemented",
        "realised", "realized", "achieved", "is completed",
    ),
}  # fmt: skip

STATUS_AMBIGUOUS: Final = (
    "во тек", "тековно", "тековна", "во тек е", "е во тек", "во реализација", "се реализира",
    "се спроведува", "во процес", "во постапка", "континуирано", "започнато", "започната",
    "започнат", "започнати", "започна", "делумно", "делумно реализирано", "делумно остварено",
    "делумно завршено", "делумно реализирана", "во напредок",
    "në vazhdim", "në vijim", "në proces", "në zhvillim", "ka filluar", "filluar", "e filluar",
    "pjesërisht", "pjesërisht e realizuar", "pjesërisht i realizuar", "në realizim",
    "in progress", "ongoing", "on going", "on track", "under way", "underway", "started",
    "begun", "has started", "partly", "partially", "partially completed", "partial", "continuous",
)  # fmt: skip
"""Between limited and substantial: only the member knows which."""

STATUS_UNFINISHED: Final = (
    *_forms("незавршен", *_MK), *_forms("не е завршен", *_MK), *_forms("неостварен", *_MK),
    *_forms("не е остварен", *_MK), *_forms("нереализиран", *_MK),
    *_forms("не е реализиран", *_MK), "неостварени достигнувања", "на чекање", "не", "нема",
    *(f"{article}papërfunduar" for article in _SQ), *(f"{article}parealizuar" for article in _SQ),
    "nuk ka përfunduar", "nuk është përfunduar", "nuk është realizuar", "në pritje", "jo",
    "not completed", "not complete", "incomplete", "unfinished", "not done", "not realised",
    "not realized", "not implemented", "pending", "delayed", "доцни", "одложено", "no",
)  # fmt: skip
"""Not completed, but that is three of the four statuses."""

STATUS_NO_REPORT: Final = (
    "н.а.", "н. а.", "н/а", "нема податок", "нема податоци", "нема извештај", "n.a.", "n/a", "na",
    "n.d.", "n/d", "nd", "nuk ka të dhëna", "no report", "no data", "not available",
    "no evidence available", "no evidence",
)  # fmt: skip
"""Nothing was reported: set by the tool, never chosen."""

FLAGS: Final[Mapping[Flag, tuple[str, ...]]] = {
    Flag.NOT_AVAILABLE: (
        "x", "н.а.", "н. а.", "н/а", "на", "нема податок", "нема податоци", "без податок",
        "без податоци", "нема достапни податоци", "нема достапен податок", "недостапно",
        "недостапни податоци", "не е достапно", "не е достапен", "податокот не е достапен",
        "податоците не се достапни", "не располагаме со податок", "не располагаме со податоци",
        "n.d.", "n. d.", "n/d", "nd", "pa të dhëna", "s'ka të dhëna", "ska të dhëna",
        "mungojnë të dhënat", "nuk disponohet", "nuk është në dispozicion", "e padisponueshme",
        "no data", "no data available", "data not available", "unavailable", "not_available",
    ),
    Flag.NOT_APPLICABLE: (
        "z", "н.п.", "н. п.", "н/п", "нп", "n/p", "неприменливо", "не е применливо",
        "не е применлив", "не се применува", "не се однесува", "неприменлив",
        "nuk aplikohet", "i pazbatueshëm", "e pazbatueshme", "nuk është e zbatueshme",
        "nuk është i zbatueshëm", "jo e zbatueshme", "jo i zbatueshëm", "s'zbatohet",
        "does not apply", "inapplicable", "not_applicable",
    ),
}  # fmt: skip

FLAG_AMBIGUOUS: Final = ("n/a", "n.a.", "n. a.", "na", "n a")
"""Not available, or not applicable: in English both."""

FLAG_NOT_OFFERED: Final = ("c", "тајно", "тајна", "класифицирано", "sekret", "secret")
"""Confidential is decided at release, not by who reports."""

REASONS: Final[Mapping[str, tuple[str, ...]]] = {
    "funding": (
        "нема средства", "немање средства", "недостаток на средства", "недостиг на финансии",
        "недостаток на финансиски средства", "недостиг на финансиски средства", "финансии",
        "финансиски средства", "буџет", "mungesë mjetesh", "mungesë e mjeteve", "financimi",
        "mungesë e fondeve", "mungesë fondesh", "buxheti", "no funding", "no funds",
        "lack of funds", "budget",
    ),
    "staff": (
        "кадар", "кадри", "кадровски промени", "недостиг на кадар", "недостаток на кадар",
        "недостиг на вработени", "нема кадар", "персонал", "mungesë e personelit",
        "mungesë personeli", "mungesë e stafit", "ndryshime të personelit", "personeli", "stafi",
        "lack of staff", "personnel changes", "staff changes", "personnel",
    ),
    "legislation": (
        "законски измени", "потребни законски измени", "законодавство", "измена на закон",
        "ndryshime ligjore", "legjislacioni", "legislative changes", "law changes",
    ),
    "procurement": (
        "јавни набавки", "набавка", "тендер", "prokurimi publik", "prokurime publike", "tender",
        "public procurement procedure",
    ),
    "other_body": (
        "друг орган", "друга институција", "зависи од друга институција", "organ tjetër",
        "institucion tjetër", "varet nga institucion tjetër", "another body", "other body",
        "another institution", "depends on another institution",
    ),
    "discontinued": (
        "откажана активност", "откажано", "укинат орган", "укинато", "активноста е откажана",
        "aktivitet i anuluar", "e anuluar", "organ i shuar", "abandoned", "abolished", "cancelled",
        "canceled",
    ),
    "other": ("останато", "друга причина", "të tjera", "arsye tjetër", "other reason"),
}  # fmt: skip

YES: Final = (
    "да", "да да", "точно", "тачно", "po", "po po", "e vërtetë", "vërtetë", "yes", "y", "yeah",
    "true", "1", "✓", "✔", "☑", "✅", "√",
)  # fmt: skip
NO: Final = (
    "не", "неточно", "jo", "e pavërtetë", "pavërtetë", "no", "n", "false", "0", "☐",
)  # fmt: skip

NEGATIONS: Final = ("не", "нема", "без", "nuk", "jo", "pa", "s'ka", "not", "no", "un", "in")
"""Beginnings that turn a word into its opposite."""
