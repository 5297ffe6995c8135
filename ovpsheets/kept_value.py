"""A plain value that was worked out before, kept under a digest of all from which it follows."""

from collections.abc import Callable
from typing import Any, Final, Generic, TypeGuard, TypeVar

from ovpsheets.as_json import AsJson, ForeignJsonError, UnknownValueError
from ovpsheets.digest import NoDigestError, digest_of
from ovpsheets.kept import KeptFolder
from ovpsheets.program import program_digest
from ovpsheets.templates import active

_JSON: Final = AsJson(())
_Value = TypeVar("_Value")


def last_value(
    where: KeptFolder | None,
    make: Callable[[], _Value],
    is_one: Callable[[Any], TypeGuard[_Value]],
    *follows_from: Any,
) -> _Value:
    """Return what *make* returns, which follows from *follows_from* and the program alone.

    It is made of texts, numbers, days and containers of these. The last one is kept in *where*, a
    folder for nothing else. It is made anew where that is None, where what lies there *is* no such
    value, where something has no digest, and where other packages have a say.
    """
    key = key_of(*follows_from) if where else ""
    if where is None or not key:
        return make()
    data = where.get(key)
    known = None if data is None else _read(data)
    value = known if is_one(known) else _kept(where, key, make())
    where.tidy()
    return value


class KeptParts(Generic[_Value]):
    """Values of which a whole is put together, kept in one file from one time to the next.

    All of them follow from *follows_from*, the templates and the program; each under a key of
    what else it follows from. Nothing is kept where *where*, a folder for nothing else, is None.
    """

    def __init__(
        self,
        where: KeptFolder | None,
        is_one: Callable[[Any], TypeGuard[_Value]],
        *follows_from: Any,
    ) -> None:
        self._where = where
        self._is_one = is_one
        self._key = key_of("parts", *follows_from) if where else ""
        data = where.get(self._key) if where and self._key else None
        known = None if data is None else _read(data)
        self._kept: dict[Any, Any] = known if isinstance(known, dict) else {}
        self._known = dict(self._kept)
        self._used: dict[str, _Value] = {}

    @property
    def is_open(self) -> bool:
        """Whether anything is known or kept, so that a key is worth working out."""
        return bool(self._key or self._known)

    def learn(self, key: str, value: Any) -> None:
        """Take in what somebody else made under *key*; of another sort it is not believed."""
        self._known[key] = value

    def under(self, key: str, make: Callable[[], _Value]) -> _Value:
        """Return what was kept under *key*, else what *make* returns; under "" nothing is kept."""
        known = self._known.get(key) if key else None
        value = known if self._is_one(known) else make()
        if key:
            self._used[key] = value
        return value

    def keep(self) -> None:
        """Keep what was asked for, and nothing else."""
        if self._where and self._key:
            if self._used != self._kept:
                _kept(self._where, self._key, self._used)
            self._where.tidy()


class KeptAnswers:
    """What a function says of texts, kept from one merge to the next, as by :class:`KeptParts`.

    *make* follows from the text, the templates and the program alone, and says words.
    """

    def __init__(
        self, where: KeptFolder | None, make: Callable[[str], tuple[str, ...]], name: str
    ) -> None:
        self._make = make
        self._parts = KeptParts(where, _are_words, name)

    def __call__(self, text: str) -> tuple[str, ...]:
        """Return what the function says of *text*."""
        return self._parts.under(text, lambda: self._make(text))

    def keep(self) -> None:
        """Keep what was asked for, and nothing else."""
        self._parts.keep()


def _are_words(value: Any) -> TypeGuard[tuple[str, ...]]:
    return isinstance(value, tuple) and all(isinstance(word, str) for word in value)


def _read(data: bytes) -> Any:
    """Return what was kept; None for what was not written here."""
    try:
        return _JSON.loads(data)
    except ForeignJsonError:
        return None


def _kept(where: KeptFolder, key: str, value: _Value) -> _Value:
    try:
        where.put(key, _JSON.dumps(value))
    except UnknownValueError:  # it is made again the next time
        return value
    return value


def key_of(*follows_from: Any) -> str:
    """Return under what is kept what follows from *follows_from* and the program alone.

    "" where something has no digest, and where other packages have a say.
    """
    program = program_digest()
    try:
        return digest_of(program, active(), *follows_from) if program else ""
    except NoDigestError:
        return ""
