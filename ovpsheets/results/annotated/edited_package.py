"""A package of which a few parts are replaced or added; all others are copied as packed.

Nothing is inflated and packed again: the bytes of an untouched entry, its local
header included, are those of the member's file.
"""

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, Self

from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.ooxml.package import SIGNATURES, Package
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.results.annotated.xml_edits import (
    Edits,
    Element,
    NotAnnotatableError,
    elements,
    needed,
    quoted,
)
from ovpsheets.writing.zip_entries import copy_entry, entries

_TYPES: Final = "[Content_Types].xml"
_PACKAGE_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_ORIGIN: Final = "sigs"  # the ending of the part that leads to the signatures
_OLDEST: Final = (1980, 1, 1, 0, 0, 0)
_LEVEL: Final = 4  # half the time of the usual 6, and a file a twentieth larger


@dataclass(slots=True)
class Edited:
    """A package under the knife. Parts are named by their keys, as in :class:`Package`."""

    data: bytes
    package: Package
    replaced: dict[str, bytes] = field(default_factory=dict)
    added: dict[str, bytes] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()

    @classmethod
    def open(cls, data: bytes) -> Self:
        """Open a workbook; raises NotAnnotatableError."""
        try:
            package = Package.open(data, Limits())
        except RefusedError as error:
            raise NotAnnotatableError(str(error)) from error
        if any(not entry.orig_filename.isascii() for entry in package.parts.values()):
            raise NotAnnotatableError("a part whose name is not ASCII")
        return cls(data, package)

    def __contains__(self, key: str) -> bool:
        return key in self.package or key in self.added

    def read(self, key: str) -> bytes:
        """Return a part as it now is; raises NotAnnotatableError."""
        if key in self.replaced:
            return self.replaced[key]
        if key in self.added:
            return self.added[key]
        if key not in self.package:
            raise NotAnnotatableError(f"no part {key}")
        try:
            return b"".join(self.package.chunks(key))
        except RefusedError as error:
            raise NotAnnotatableError(str(error)) from error

    def write(self, key: str, data: bytes) -> None:
        """Replace a part, or add one."""
        if key in self.package:
            self.replaced[key] = data
        else:
            self.added[key] = data

    def target(self, key: str, kind: str) -> str:
        """Return the key of the first part of a kind that *key* refers to, "" without one."""
        for relation in self.package.relations(key).values():
            if relation.kind == kind and not relation.external and relation.target in self:
                return relation.target
        return ""

    def free(self, name: str) -> str:
        """Return a key that no part has yet, after *name* (``xl/drawings/x{n}.vml``)."""
        number = 1
        while (key := name.format(n=number)) in self:
            number += 1
        return key

    def relate(self, key: str, kind: str, target: str) -> str:
        """Let a part refer to another one; returns the relationship's id."""
        folder, name = posixpath.split(key)
        own = posixpath.join(folder, "_rels", f"{name}.rels")
        if own not in self:
            self.write(own, f'<Relationships xmlns="{_PACKAGE_RELATIONS}"/>'.encode())
        edits = Edits(data := self.read(own))
        found = elements(data)
        root, taken = found[0], {element.attributes.get("Id", "") for element in found}
        number = 1
        while (identity := f"rIdOvp{number}") in taken:
            number += 1
        # From the root of the package, for then it holds in whatever folder the part lies.
        edits.append(
            root,
            f"<{root.prefix}Relationship Id={quoted(identity)} Type={quoted(kind)}"
            f" Target={quoted(f'/{target}')}/>",
        )
        self.write(own, edits.done())
        return identity

    def declare(self, key: str, content_type: str) -> None:
        """Say what an added part is; VML by its ending, all else by its name."""
        data = self.read(_TYPES.lower())
        found = elements(data)
        root, edits = needed(found, "Types"), Edits(data)
        endings = {element.attributes.get("Extension", "").lower() for element in found}
        if key.endswith(".vml"):
            if "vml" in endings:
                return
            said = f'<{root.prefix}Default Extension="vml" ContentType={quoted(content_type)}/>'
            edits.insert(root.inner, said)
        else:
            said = f"<{root.prefix}Override PartName={quoted(f'/{key}')}"
            edits.append(root, f"{said} ContentType={quoted(content_type)}/>")
        self.write(_TYPES.lower(), edits.done())

    def unsign(self) -> None:
        """Leave out digital signatures, for none of them holds of a package that was changed.

        With them every program would warn of a broken signature.
        """
        if not self.package.is_signed:
            return
        self.left_out = frozenset(key for key in self.package.parts if key.startswith(SIGNATURES))
        gone = {f"/{key}" for key in self.left_out}
        kinds = {id_ for id_, own in self.package.relations("").items() if own.kind == "origin"}
        self._drop("_rels/.rels", lambda element: element.attributes.get("Id") in kinds)
        self._drop(
            _TYPES.lower(),
            lambda element: (
                element.attributes.get("PartName", "").lower() in gone
                or element.attributes.get("Extension", "").lower() == _ORIGIN
            ),
        )

    def _drop(self, key: str, is_dropped: Callable[[Element], bool]) -> None:
        """Take elements out of a part."""
        edits = Edits(data := self.read(key))
        for element in filter(is_dropped, elements(data)):
            edits.replace(element.start, element.end, "")
        self.write(key, edits.done())

    def finish(self) -> bytes:
        """Return the package; the same edits of the same file give the same bytes."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for key, entry, packed in self._entries():
                if key in self.left_out:
                    continue
                if key in self.replaced:
                    _store(target, entry.filename, self.replaced[key], entry.date_time)
                else:
                    copy_entry(target, out, entry, packed)
            for key, data in sorted(self.added.items()):
                _store(target, key, data, _OLDEST)
        return out.getvalue()

    def _entries(self) -> Iterator[tuple[str, zipfile.ZipInfo, bytes]]:
        """Yield the entries as they lie in the file, each with all its bytes there."""
        keys = {entry.header_offset: key for key, entry in self.package.parts.items()}
        for entry, packed in entries(self.data, self.package.parts.values()):
            yield keys[entry.header_offset], entry, packed


def _store(
    target: zipfile.ZipFile, name: str, data: bytes, when: tuple[int, int, int, int, int, int]
) -> None:
    info = zipfile.ZipInfo(name, when)
    info.compress_type = zipfile.ZIP_DEFLATED
    target.writestr(info, data, compresslevel=_LEVEL)
