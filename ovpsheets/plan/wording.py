"""A text of the plan, in the languages in which the plan gives it."""

from dataclasses import dataclass

from ovpsheets.packed import packed_by_slots
from ovpsheets.words import LANGUAGES, Language


@packed_by_slots
@dataclass(frozen=True, slots=True, init=False)
class Wording:
    """A text in the languages in which the plan gives it.

    ``Wording(mk="Обука", en="Training")``, or in the order of the languages:
    ``Wording("Обука", "Trajnim")``. Raises TypeError for a language there is not.
    """

    _said: tuple[tuple[Language, str], ...]

    def __init__(self, *in_order: str, **by_language: str) -> None:
        said = dict(zip(LANGUAGES, in_order, strict=False)) | by_language
        if len(in_order) > len(LANGUAGES) or not said.keys() <= set(LANGUAGES):
            raise TypeError(f"a wording is in {', '.join(LANGUAGES)}")
        given = tuple((language, said[language]) for language in LANGUAGES if said.get(language))
        object.__setattr__(self, "_said", given)

    def in_(self, language: Language) -> str:
        """Return the text in *language*, else in the first language that has it, else ""."""
        for own, text in self._said:
            if own == language:
                return text
        return self._said[0][1] if self._said else ""

    def spoken(self, language: Language) -> tuple[Language, str]:
        """Return the text as :meth:`in_` does, with the language it is in."""
        given = self.given()
        first = next(iter(given.items()), (language, ""))
        return (language, given[language]) if language in given else first

    def given(self) -> dict[Language, str]:
        """Return the text in the languages in which the plan has it, in their order."""
        return dict(self._said)

    @property
    def texts(self) -> tuple[str, ...]:
        """The text in every language in which the plan has it."""
        return tuple(text for _, text in self._said)
