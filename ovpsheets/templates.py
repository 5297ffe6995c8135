"""The templates at work: those of the package, and what a workspace has beside and instead.

Texts, languages, reading words and the look belong to a workspace, for two of them may be at
work in one process. So what is made of templates asks :func:`active` for them, and whoever
begins something in a workspace says which they are::

    with templates.in_use():
        …

Outside of that the package's own are at work. It is a context variable: a task or a thread
sees what it was begun with, and nothing remains when the block ends.
"""

import hashlib
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, cached_property, lru_cache, wraps
from importlib import resources
from importlib.resources.abc import Traversable
from inspect import signature
from types import MappingProxyType
from typing import Any, Final, ParamSpec, TypeVar
from weakref import WeakValueDictionary

TEMPLATES: Final = "ovpsheets.workbook_templates"

P = ParamSpec("P")
R = TypeVar("R")


class Templates:
    """What a workspace has of its own: path below its folder ``templates`` → content.

    ``kept``: what was made of these templates, by the function that made it; it goes with them.
    Equal ones are one object (:meth:`of`), so they are told apart by identity.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files: Final = MappingProxyType(dict(sorted(files.items())))
        self.kept: Final[dict[Callable[..., Any], Any]] = {}
        self._tables: Final[dict[str, Mapping[str, Any]]] = {}

    @classmethod
    def of(cls, files: Mapping[str, bytes]) -> "Templates":
        """Return the templates made of *files*; the package's alone where there are none.

        Raises nothing: what is wrong with a file is told by whoever reads it.
        """
        if not files:
            return PACKAGE
        new = cls(files)
        return _KNOWN.setdefault(new.digest, new)

    @cached_property
    def digest(self) -> str:
        """What tells these templates from others, in every process."""
        parts = hashlib.sha256()
        for path, data in self.files.items():
            parts.update(f"{len(path.encode())}:{path}{len(data)}:".encode())
            parts.update(data)
        return parts.hexdigest()

    def table(self, path: str) -> Mapping[str, Any]:
        """Return what the TOML file *path* says, {} where there is none.

        Raises UnicodeDecodeError or TOMLDecodeError for one that cannot be read.
        """
        if path not in self._tables:
            text = self.files.get(path, b"").decode("utf-8-sig")
            self._tables[path] = MappingProxyType(tomllib.loads(text.replace("\r\n", "\n")))
        return self._tables[path]

    @contextmanager
    def in_use(self) -> Iterator["Templates"]:
        """Have these templates at work within the block."""
        token = _ACTIVE.set(self)
        try:
            yield self
        finally:
            _ACTIVE.reset(token)

    def __reduce__(self) -> tuple[Any, ...]:
        return Templates.of, (dict(self.files),)  # to another process go the files alone

    def __repr__(self) -> str:
        return f"<Templates {', '.join(self.files) or 'of the package'}>"


PACKAGE: Final = Templates({})
"""The templates as they ship."""

_KNOWN: Final[WeakValueDictionary[str, Templates]] = WeakValueDictionary()
_ACTIVE: Final[ContextVar[Templates]] = ContextVar("templates", default=PACKAGE)

active: Final[Callable[[], Templates]] = _ACTIVE.get
"""Return the templates at work here."""


def cached(make: Callable[P, R]) -> Callable[P, R]:
    """Return *make* so that it works once for each argument, and anew with other templates.

    As functools.cache, for what is made of texts, languages, reading words or the look.
    """
    return _kept_with_templates(make, None) if signature(make).parameters else _made_once(make)


def cached_up_to(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return what :func:`cached` does for at most so many arguments, the last ones used."""
    return lambda make: _kept_with_templates(make, most)


def of_templates(make: Callable[[Templates], R]) -> Callable[[Templates], R]:
    """Return *make*, which is given templates and finds them at work, so that it works but once."""

    @wraps(make)
    def made(templates: Templates) -> R:
        if made not in templates.kept:
            with templates.in_use():
                templates.kept[made] = make(templates)
        found: R = templates.kept[made]
        return found

    return made


_NOT_MADE: Final = object()


def _made_once(make: Callable[P, R]) -> Callable[P, R]:
    """Return *make*, which takes nothing, so that it works once; most that is kept is of these."""

    @wraps(make)
    def made(*args: P.args, **named: P.kwargs) -> R:
        kept = _ACTIVE.get().kept
        found: Any = kept.get(made, _NOT_MADE)
        if found is _NOT_MADE:
            found = kept[made] = make(*args, **named)
        known: R = found
        return known

    return made


def _kept_with_templates(make: Callable[P, R], most: int | None) -> Callable[P, R]:
    @wraps(make)
    def made(*args: P.args, **named: P.kwargs) -> R:
        kept = _ACTIVE.get().kept
        known: Any = kept.get(made)
        if known is None:
            known = kept[made] = lru_cache(most)(make)
        found: R = known(*args, **named)  # of Any: typeshed wants hashable arguments
        return found

    return made


def with_templates_of(
    find: Callable[[Any], Templates | None],
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Have those templates at work in a function that *find* finds at its first argument.

    None leaves those at work that are.
    """

    def decorated(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def within(*args: P.args, **named: P.kwargs) -> R:
            first = next(iter((*args, *named.values())), None)
            with (find(first) or active()).in_use():
                return function(*args, **named)

        return within

    return decorated


def packaged(*path: str) -> Traversable:
    """Return a file or folder of the package's templates, whether or not it is there."""
    return resources.files(TEMPLATES).joinpath(*path)


@cache  # of the package alone; whoever lays something over it makes a table of its own
def packaged_table(*path: str) -> Mapping[str, Any]:
    """Return what a TOML file of the package says, {} where there is none."""
    file = packaged(*path)
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return *below* with what *above* says instead, table by table and key by key.

    ``key`` takes the place of a list, ``"key+"`` stands behind it.
    """
    both = dict(below)
    for key, value in above.items():
        if key.endswith("+") and isinstance(value, list):
            both[key[:-1]] = [*both.get(key[:-1], ()), *value]
        elif isinstance(value, Mapping) and isinstance(both.get(key, {}), Mapping):
            both[key] = laid_over(both.get(key, {}), value)
        else:
            both[key] = value
    return both
