"""What is wanted of a cell: the indicator's kind, its unit and its own words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ovpsheets.intake.meaning.named_in_words import currency_in, keys_of, scale_in, words_in
from ovpsheets.intake.meaning.vocabulary import Keys, spelled, vocabulary
from ovpsheets.kinds import Kind
from ovpsheets.quarter import Quarter
from ovpsheets.templates import cached_up_to
from ovpsheets.words import Accumulation

_KEPT: Final = 4_096  # indicators, as many as a large plan has
_NEVER_OWN: Final = ("turning", "turning_latin", "approximate", "at_most")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an indicator asks for; ``texts`` are its wordings in the plan's languages.

    ``covers`` is None where it is not known what a value covers, ``quarter`` where it is not
    known which one is reported.
    """

    kind: Kind
    unit: str = ""
    texts: tuple[str, ...] = ()
    covers: Accumulation | None = None
    quarter: Quarter | None = None

    @property
    def own(self) -> "OwnWords":
        """The indicator's own words, folded once."""
        return _own_words(self.unit, self.texts)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The words of an indicator, as keys.

    ``unit`` and ``text``: the beginnings of their words; ``listed``: these as they stand
    there; ``runs``: the words of each text in order; ``counts``: what the unit's noun counts,
    else that of the text; ``things``: language and kind of what is named for itself there, none
    where the unit is for anything of its kind („лица“); ``alike``: what these are where other
    words are for the same; ``scale``: by what its unit multiplies; ``currency``: what it names,
    or denars.
    """

    unit: Keys
    text: Keys
    listed: Keys
    runs: tuple[tuple[str, ...], ...]
    counts: str
    things: frozenset[tuple[str, str]]
    alike: Keys
    scale: int
    currency: str

    def has_run(self, words: tuple[str, ...]) -> bool:
        """Tell whether a text of the indicator has these words in this order."""
        length = len(words)
        return any(
            words == run[start : start + length] for run in self.runs for start, _ in enumerate(run)
        )


@cached_up_to(_KEPT)
def _own_words(unit: str, texts: tuple[str, ...]) -> OwnWords:
    known = vocabulary()
    of_unit = _own_keys(unit)
    nouns = [word for text in (unit, *texts) for word in _nouns(text)]
    is_general = any(map(known.is_general, _nouns(unit)))
    of_text = frozenset[str]().union(*map(_own_keys, texts))
    return OwnWords(
        unit=known.forms.of(of_unit),
        # A single letter names a group („група а“), and would know every such letter.
        text=known.forms.of(word for word in of_text if len(word) > 1),
        listed=of_unit | of_text,
        runs=tuple(keys_of(text) for text in (unit, *texts)),
        counts=_counted(unit) or next(filter(None, map(_counted, texts)), ""),
        things=frozenset() if is_general else frozenset(_things(nouns)),
        alike=frozenset(filter(None, map(known.same_thing, nouns))),
        scale=scale_in(unit),
        currency=currency_in(unit) or "MKD",
    )


def _counted(text: str) -> str:
    """Return what the first noun of *text* counts."""
    return next(map(vocabulary().counts, _nouns(text)), "")


def _nouns(text: str) -> list[str]:
    """Return the counting nouns of *text*; „Показател 1.1“ only says which it is."""
    known = vocabulary()
    return [w for w in keys_of(text) if known.counts(w) and not known.has("pointing", w)]


def _things(nouns: Iterable[str]) -> Iterator[tuple[str, str]]:
    known = vocabulary()
    for word in nouns:
        if not known.is_general(word):
            yield from ((language, known.counts(word)) for language in known.languages(word))


def _own_keys(text: str) -> Keys:
    known = vocabulary()
    never = frozenset[str]().union(*(known.exact[name] for name in _NEVER_OWN), known.scale)
    return spelled(words_in(text)) - never
