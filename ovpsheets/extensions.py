"""What other packages add, found by their entry points: rules, readers, products.

A package names what it adds in its ``pyproject.toml``::

    [project.entry-points."ovpsheets.products"]
    card = "our_package.card:PRODUCT"

See https://packaging.python.org/specifications/entry-points/.
"""

import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, EntryPoints, entry_points


@dataclass(frozen=True, slots=True)
class Unusable:
    """An extension that cannot be used.

    ``package`` is the distribution that brings it, "" where unknown; ``reason`` says in
    one line what went wrong, in the words of the error; ``group``: that of its entry point.
    """

    name: str
    package: str
    reason: str
    group: str = ""

    @classmethod
    def after(cls, name: str, package: str, error: BaseException, group: str = "") -> "Unusable":
        """Return what is to be said of an extension that raised *error*."""
        said = " ".join(str(error).split())
        reason = f"{type(error).__name__}: {said}" if said else f"{error!r}"
        return cls(name, package, reason, group)


def load(group: str) -> dict[str, object]:
    """Return name → what it stands for, of all entry points of *group*, sorted by name.

    Whatever cannot be imported, and every name that two packages use for different
    things, stands there as :class:`Unusable`: one bad package never stops the others.
    """
    found: dict[str, EntryPoint] = {}
    loaded: dict[str, object] = {}
    for point in sorted(_installed(group), key=lambda own: (own.name, own.value)):
        before = found.setdefault(point.name, point)
        if before is point:
            loaded[point.name] = _loaded(point)
        elif before.value != point.value:  # the same one is seen twice where a path stands twice
            clash = f"{before.value} ({_package(before)}), {point.value} ({_package(point)})"
            loaded[point.name] = Unusable(point.name, _package(point), clash)
    return loaded


def package_of(group: str, name: str) -> str:
    """Return the distribution that brings an entry point, "" where nobody knows."""
    return next(map(_package, _installed(group).select(name=name)), "")


def _installed(group: str) -> EntryPoints:
    return _on_path(group, tuple(sys.path))


@cache  # the metadata of every package that is installed is read for it: 10 ms each time
def _on_path(group: str, _path: tuple[str, ...]) -> EntryPoints:
    return entry_points(group=group)


def _loaded(point: EntryPoint) -> object:
    try:
        return point.load()
    except Exception as error:  # anything at all may stand in somebody else's module
        return Unusable.after(point.name, _package(point), error)


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else ""
