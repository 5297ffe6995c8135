"""A text of the plan, in the languages in which the plan gives it."""

from dataclasses import dataclass
from typing import Final

from ovpsheets.packed import packed_by_slots
from ovpsheets.words import LANGUAGES, Language


@packed_by_slots
@dataclass(frozen=True, slots=True, init=False)
class Wording:
    """A text in the languages in which the plan gives it.

    ``Wording(mk="Обука", en="Training")``, or in the order of the languages:
    ``Wording("Обука", "Trajnim")``. Raises TypeError for a language there is not.
    """

    # Apart, for a plan has thousands, nearly all in the same languages: these are then held once.
    _languages: tuple[Language, ...]
    _texts: tuple[str, ...]

    def __init__(self, *in_order: str, **by_language: str) -> None:
        known = tuple(LANGUAGES)  # asked once: which they are depends on the workspace
        said = dict(zip(known, in_order, strict=False)) | by_language
        if len(in_order) > len(known) or not said.keys() <= {*known}:
            raise TypeError(f"a wording is in {', '.join(known)}")
        languages = tuple(language for language in known if said.get(language))
        object.__setattr__(self, "_languages", _held_once(languages))
        object.__setattr__(self, "_texts", tuple(said[language] for language in languages))

    def in_(self, language: Language) -> str:
        """Return the text in *language*, else in the first language that has it, else ""."""
        if language in self._languages:
            return self._texts[self._languages.index(language)]
        return self._texts[0] if self._texts else ""

    def spoken(self, language: Language) -> tuple[Language, str]:
        """Return the text as :meth:`in_` does, with the language it is in."""
        given = self.given()
        first = next(iter(given.items()), (language, ""))
        return (language, given[language]) if language in given else first

    def given(self) -> dict[Language, str]:
        """Return the text in the languages in which the plan has it, in their order."""
        return dict(zip(self._languages, self._texts, strict=True))

    @property
    def texts(self) -> tuple[str, ...]:
        """The text in every language in which the plan has it."""
        return self._texts


def _held_once(languages: tuple[Language, ...]) -> tuple[Language, ...]:
    return _KNOWN.setdefault(languages, languages)


_KNOWN: Final[dict[tuple[Language, ...], tuple[Language, ...]]] = {}
"""The few orders of languages in which texts are given."""
