"""Names of private persons in free text, told from those of places, schools and bodies.

Only what has the look of a name is found: behind a title, with a surname's ending, or
behind a common given name. A person is meant to read it; a sentence too few is better than
twenty too many.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final

from ovpsheets.languages import TEMPLATES
from ovpsheets.plan.model import Plan
from ovpsheets.words import fold

_TITLED: Final = re.compile(
    r"(?<!\w)(?i:г-дин|г-ѓа|г-ца|господин|господинот|госпоѓа|госпоѓата|д-р|м-р|проф\.|znj\.|zoti|"
    r"zonja|dr\.|mr\.|mrs\.|ms\.)\s+([A-ZА-ШЃЅЈЉЊЌЏÇË]\w+(?:\s+[A-ZА-ШЃЅЈЉЊЌЏÇË]\w+)?)"
)
_SURNAMED: Final = re.compile(
    r"\b([А-ШЃЅЈЉЊЌЏ][а-шѓѕјљњќџ]+ (?:[А-ШЃЅЈЉЊЌЏ]\. ?)?[А-ШЃЅЈЉЊЌЏ][а-шѓѕјљњќџ]+"
    r"(?:вски|вска|ески|еска|ов|ова|ев|ева|иќ|иу)|"
    r"[A-Z][a-z]+ (?:[A-Z]\. ?)?[A-Z][a-z]+(?:vski|vska|eski|eska|ov|ova|ev|eva))\b"
)

_PAIR: Final = re.compile(
    r"\b(?=(([A-ZА-ШЃЅЈЉЊЌЏÇË][a-zа-шѓѕјљњќџçë]+) (?:\w\. ?)?"
    r"[A-ZА-ШЃЅЈЉЊЌЏÇË][a-zа-шѓѕјљњќџçë]{2,}))"
)
"""Two words with capitals; one may begin within another pair."""

_NAMED_AFTER: Final = re.compile(
    r"(?:\b(?:општина\w*|град\w*|универзитет\w*|училишт\w*|гимназија\w*|болниц\w*|клиник\w*|"
    r"улица\w*|ул|бул|булевар\w*|плоштад\w*|аеродром\w*|центар\w*|дом\w*|градинка\w*|"
    r"библиотека\w*|театар\w*|фондација\w*|институт\w*|кеј\w*|населба\w*|оу|оou|соу|суи|ссоу|"
    r"саугс|ју|јзу|komun\w*|shkoll\w*|universitet\w*|rrug\w*|rr|bulevard\w*|bul|shesh\w*|qytet\w*|"
    r"spital\w*|klinik\w*|gjimnaz\w*|bibliotek\w*|teat\w*|aeroport\w*|qend\w*|fondacion\w*|"
    r"shfmu|shml)\.?\s*|[„“”\"'])$", re.I,
)  # fmt: skip
"""What a name stands behind when it is that of a place, a school or a hospital."""

_NO_FORENAMES: Final = (
    *("Република", "Општина", "Град", "Министерство", "Агенција", "Комисија", "Управа", "Влада"),
    *("Собрание", "Закон", "Законот", "Правилник", "Стратегија", "Северна", "Јужна", "Источна"),
    *("Западна", "Нов", "Нова", "Стар", "Стара", "Горна", "Долна", "Црна", "Бела", "Мала"),
    *("Голема", "Свети", "Света", "Ѓорче", "Гоце", "Даме", "Јане", "Климент"),
    *("Во", "На", "Од", "За", "Со", "Овие", "Овој"),
)
"""First words of places, bodies and sentences; and of revolutionaries after whom half is named."""


def plan_texts(plan: Plan) -> str:
    """Return all the plan's texts, folded: what stands there is public already."""
    words = (
        *(i.name for i in plan.institutions), *(i.text for i in plan.indicators),
        *(c.title for c in plan.commitments), *(a.text for a in plan.activities),
    )  # fmt: skip
    texts = dict.fromkeys(text for word in words for text in word.texts)
    aliases = [alias for institution in plan.institutions for alias in institution.aliases]
    return fold("\n".join([*texts, *aliases]))


def names_person(text: str, known: str = "") -> bool:
    """Tell whether *text* seems to name a private person; names in *known* (folded) are none."""
    return any(fold(name) not in known for name in _names(text))


def _names(text: str) -> Iterator[str]:
    yield from _TITLED.findall(text)
    for found in _SURNAMED.finditer(text):
        forename = found[1].split()[0]
        if forename not in _NO_FORENAMES and not _NAMED_AFTER.search(text[: found.start()]):
            yield found[1]
    for found in _PAIR.finditer(text):
        if _plain(found[2]) in _forenames() and not _NAMED_AFTER.search(text[: found.start()]):
            yield found[1]


@cache
def _forenames() -> frozenset[str]:
    text = (resources.files(TEMPLATES) / "forenames.toml").read_text(encoding="utf-8")
    return frozenset(_plain(name) for names in tomllib.loads(text).values() for name in names)


def _plain(name: str) -> str:
    """Albanian is often typed without its two letters."""
    return name.casefold().replace("ë", "e").replace("ç", "c")
