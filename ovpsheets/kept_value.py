"""A plain value that was worked out before, kept under a digest of all from which it follows."""

from collections.abc import Callable
from typing import Any, Final, TypeGuard, TypeVar

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


class KeptAnswers:
    """What a function says of texts, kept from one merge to the next.

    *make* follows from the text, the templates and the program alone, and says words. Nothing is
    kept where *where*, a folder for nothing else, is None.
    """

    def __init__(
        self, where: KeptFolder | None, make: Callable[[str], tuple[str, ...]], name: str
    ) -> None:
        self._where = where
        self._make = make
        self._key = key_of("answers", name) if where else ""
        data = where.get(self._key) if where and self._key else None
        known = None if data is None else _read(data)
        self._known: dict[str, tuple[str, ...]] = known if _are_answers(known) else {}
        self._used: dict[str, tuple[str, ...]] = {}

    def __call__(self, text: str) -> tuple[str, ...]:
        """Return what the function says of *text*."""
        said = self._known.get(text)
        self._used[text] = self._make(text) if said is None else said
        return self._used[text]

    def keep(self) -> None:
        """Keep what was asked for, and nothing else."""
        if self._where and self._key:
            if self._used != self._known:
                _kept(self._where, self._key, self._used)
            self._where.tidy()


def _are_answers(value: Any) -> TypeGuard[dict[str, tuple[str, ...]]]:
    return isinstance(value, dict) and all(
        isinstance(text, str) and isinstance(said, tuple) and all(isinstance(w, str) for w in said)
        for text, said in value.items()
    )


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
