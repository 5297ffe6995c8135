"""A text of the plan, in the languages in which the plan gives it."""

from dataclasses import dataclass
from typing import Final

from ovpsheets.packed import packed_by_slots
from ovpsheets.words import LANGUAGES, Language


@packed_by_slots
@dataclass(frozen=True, slots=True, init=False, repr=False)
class Wording:
    """A text in the languages in which the plan gives it.

    ``Wording(mk="Обука", en="Training")``, or in the order of the languages:
    ``Wording("Обука", "Trajnim")``. Raises TypeError for a language there is not.
    """

    # Apart, for a plan has thousands, nearly all in the same languages: these are then held once.
    _languages: tuple[Language, ...]
    # In UTF-8, and one that is the same in all of them by itself: in a third of the room, and so
    # they go to other processes. Python would keep that form beside a text, once it has been sent.
    _packed: bytes | tuple[bytes, ...]

    def __init__(self, *in_order: str, **by_language: str) -> None:
        # Asked once: which they are depends on the workspace. For no text nobody need be asked.
        known = tuple(LANGUAGES) if in_order or by_language else ()
        said = dict(zip(known, in_order, strict=False)) | by_language
        if len(in_order) > len(known) or not said.keys() <= {*known}:
            raise TypeError(f"a wording is in {', '.join(known)}")
        languages = tuple(language for language in known if said.get(language))
        packed = tuple([said[language].encode(*_AS) for language in languages])
        object.__setattr__(self, "_languages", _held_once(languages))
        object.__setattr__(self, "_packed", packed[0] if len({*packed}) == 1 else packed)

    def __repr__(self) -> str:
        return f"Wording({', '.join(f'{name}={said!r}' for name, said in self.given().items())})"

    def in_(self, language: Language) -> str:
        """Return the text in *language*, else in the first language that has it, else ""."""
        packed = self._packed
        if isinstance(packed, bytes):
            return packed.decode(*_AS)
        place = self._languages.index(language) if language in self._languages else 0
        return packed[place].decode(*_AS) if packed else ""

    def spoken(self, language: Language) -> tuple[Language, str]:
        """Return the text as :meth:`in_` does, with the language it is in."""
        given = self.given()
        first = next(iter(given.items()), (language, ""))
        return (language, given[language]) if language in given else first

    def given(self) -> dict[Language, str]:
        """Return the text in the languages in which the plan has it, in their order."""
        return dict(zip(self._languages, self.texts, strict=True))

    @property
    def texts(self) -> tuple[str, ...]:
        """The text in every language in which the plan has it."""
        packed = self._packed
        if isinstance(packed, bytes):
            return (packed.decode(*_AS),) * len(self._languages)
        return tuple([own.decode(*_AS) for own in packed])


_AS: Final = ("utf-8", "surrogatepass")  # a plan of a program's own may hold any text


def _held_once(languages: tuple[Language, ...]) -> tuple[Language, ...]:
    return _KNOWN.setdefault(languages, languages)


_KNOWN: Final[dict[tuple[Language, ...], tuple[Language, ...]]] = {}
"""The few orders of languages in which texts are given."""

NO_WORDING: Final = Wording()
"""A text in no language; one for all rows that have none."""
