"""Names of private persons in free text, told from those of places, schools and bodies.

Only what has the look of a name is found: behind a title, with a surname's ending, or
behind a common given name. A person is meant to read it; a sentence too few is better than
twenty too many.
"""

import re
from collections.abc import Iterator
from typing import Final

from ovpsheets.languages import pattern, written
from ovpsheets.plan.model import Plan
from ovpsheets.templates import active, cached, laid_over, packaged_table
from ovpsheets.words import fold

FORENAMES: Final = "forenames.toml"
"""Common given names: the package's, and a workspace's beside or instead."""


@cached
def _titled() -> re.Pattern[str]:
    return re.compile(
        # Only the title may be written anyhow: behind it a name is known by its capitals.
        rf"(?<!\w)(?i:{pattern('person', 'titles')})\s+"
        r"([A-ZА-ШЃЅЈЉЊЌЏÇËČĆŠŽĐ]\w+(?:\s+[A-ZА-ШЃЅЈЉЊЌЏÇËČĆŠŽĐ]\w+)?)"
    )


@cached
def _surnamed() -> re.Pattern[str]:
    """What a name looks like in either script: two words, the second with a surname's ending."""
    endings = "|".join(written("person", "surnames"))
    scripts = (("[А-ШЃЅЈЉЊЌЏ]", "[а-шѓѕјљњќџ]"), ("[A-Z]", "[a-z]"))
    names = (
        rf"{first}{other}+ (?:{first}\. ?)?{first}{other}+(?:{endings})" for first, other in scripts
    )
    return re.compile(rf"\b(?:{'|'.join(names)})\b")


_PAIR: Final = re.compile(
    r"\b(?=(([A-ZА-ШЃЅЈЉЊЌЏÇËČĆŠŽĐ][a-zа-шѓѕјљњќџçë]+) (?:\w\. ?)?"
    r"[A-ZА-ШЃЅЈЉЊЌЏÇËČĆŠŽĐ][a-zа-шѓѕјљњќџçë]{2,}))"
)
"""Two words with capitals; one may begin within another pair."""

_CAPITAL: Final = re.compile(r"\s(?:\w\. ?)?[A-ZА-ШЃЅЈЉЊЌЏÇËČĆŠŽĐ]")
"""What every name has behind its first word or a title; most texts have none, seen at once."""


@cached
def _named_after() -> re.Pattern[str]:
    """What a name stands behind when it is that of a place, a school or a hospital."""
    return re.compile(
        rf"(?:\b(?:{pattern('person', 'named_after')})\.?\s*|[„“”\"'])$", re.IGNORECASE
    )


@cached
def _no_forenames() -> frozenset[str]:
    """First words of places, bodies and sentences; of revolutionaries after whom half is named."""
    return frozenset(written("person", "no_forenames"))


def plan_texts(plan: Plan) -> str:
    """Return all the plan's texts, folded: what stands there is public already."""
    words = (
        *(i.name for i in plan.institutions), *(i.text for i in plan.indicators),
        *(c.title for c in plan.commitments), *(a.text for a in plan.activities),
    )  # fmt: skip
    # A line each, so that no name is put together of the end of one text and the begin of another.
    texts = dict.fromkeys(text for word in words for text in word.texts)
    aliases = [alias for institution in plan.institutions for alias in institution.aliases]
    return fold("\n".join([*texts, *aliases]))


def names_person(text: str, known: str = "") -> bool:
    """Tell whether *text* seems to name a private person; names in *known* (folded) are none."""
    return any(fold(name) not in known for name in _names(text))


def _names(text: str) -> Iterator[str]:
    if not _CAPITAL.search(text):
        return
    yield from _titled().findall(text)
    for found in _surnamed().finditer(text):
        forename = found[0].split()[0]
        if forename not in _no_forenames() and not _named_after().search(text[: found.start()]):
            yield found[0]
    for found in _PAIR.finditer(text):
        if _plain(found[2]) in _forenames() and not _named_after().search(text[: found.start()]):
            yield found[1]


@cached
def _forenames() -> frozenset[str]:
    listed = laid_over(packaged_table(FORENAMES), active().table(FORENAMES))
    return frozenset(_plain(name) for names in listed.values() for name in names)


def _plain(name: str) -> str:
    """Albanian is often typed without its two letters."""
    return name.casefold().replace("ë", "e").replace("ç", "c")
