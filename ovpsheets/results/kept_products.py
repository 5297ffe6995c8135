"""Products that would come out the same are not made again: their files stand as they are.

A product depends on the report alone, so a digest of the report, and of the program, says whether
it would come out the same. What came of it is kept by name and digest; the files themselves lie
in the results, and one that is missing there, or was edited, is made again with its product.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Final, TypeVar

from ovpsheets.as_json import AsJson, ForeignJsonError
from ovpsheets.digest import NoDigestError, digest_of
from ovpsheets.files import sha256
from ovpsheets.intake.all_the_way import FIRST_HERE
from ovpsheets.intake.workers import Workers, cores
from ovpsheets.kept import KeptFolder
from ovpsheets.kept_value import key_of
from ovpsheets.program import program_digest
from ovpsheets.results.product import Product, ProductPart
from ovpsheets.results.replace import AsItLies
from ovpsheets.results.report import Report
from ovpsheets.tables import PUBLISHED

_Part = TypeVar("_Part")
_JSON: Final = AsJson(())

_FOLLOW: Final = frozenset({"plan", "history", "returned_files", "home", "written", "skipped"})
"""What follows from ``origin``, or is no concern of a product."""


@dataclass(frozen=True, slots=True)
class KeptProducts:
    """What products came to; ``where`` None: all are made."""

    folder: Path = Path()
    where: KeptFolder | None = None
    key: str = ""
    parts: KeptFolder | None = None
    workers: Workers | None = field(default=None, compare=False)

    @classmethod
    def of(
        cls, kept: KeptFolder | None, report: Report, folder: Path, workers: Workers | None = None
    ) -> "KeptProducts":
        """Return those in *kept* that hold for *report*, whose files lie in *folder*.

        *workers*: who begins with parts while others are finished here.
        """
        program = program_digest()
        if kept is None or not program or not report.origin:
            return cls(workers=workers)
        own = {
            item.name: getattr(report, item.name)
            for item in fields(report)
            if item.init and item.name not in _FOLLOW
        }
        # What the list shows of findings to which nobody typed anything is what it will show.
        own["kept"] = report.kept if any(entry.is_typed for entry in report.kept.values()) else {}
        # The lines of the ledger are made when they are asked for, of the files.
        own["tables"] = [getattr(report.tables, name) for name in PUBLISHED]
        try:
            key = digest_of("products", program, own)
        except NoDigestError:
            return cls(workers=workers)
        parts = kept.of(f"{report.quarter}/parts")
        return cls(folder, kept.of(f"{report.quarter}/products"), key, parts, workers)

    def outputs(self, product: Product, report: Report) -> Iterator[tuple[str, bytes | AsItLies]]:
        """Yield the files of *product*, of each its content or that it stands as it is."""
        if self.where is None:
            yield from self._made(product, report)
            return
        key = digest_of(self.key, product.name, report.language)
        if standing := self._standing(self.where, key):
            yield from standing.items()
            return
        made: dict[str, str] = {}
        for name, data in self._made(product, report):
            made[name] = data.sha256 if isinstance(data, AsItLies) else sha256(data)
            yield name, data
            del data  # before the next one is made
        self.where.put(key, _JSON.dumps(made))

    def _made(self, product: Product, report: Report) -> Iterator[tuple[str, bytes | AsItLies]]:
        """Yield the files of a product that has to be made, but for parts that still stand."""
        if product.parts is None:
            yield from product.outputs(report)
            return
        where = self.parts.of(product.name) if self.parts else None
        for part, key, standing in ahead(self._begun(product, where, report), 2 * cores()):
            if standing:
                yield from standing.items()
                continue
            files, follows = part.make()
            if where and key and follows:
                where.put(key, _JSON.dumps({name: sha256(data) for name, data in files}))
            yield from files
            del files  # before the next one is made
        if where:
            where.tidy()

    def _begun(
        self, product: Product, where: KeptFolder | None, report: Report
    ) -> Iterator[tuple[ProductPart, str, dict[str, AsItLies]]]:
        """Yield the parts of a product, each with its key and the files that stand, or begun."""
        begun = 0
        for part in product.parts(report) if product.parts else ():
            key = key_of("part", product.name, *part.follows_from) if where else ""
            standing = self._standing(where, key) if where and key else {}
            if part.begin and self.workers and not standing:
                begun += 1
                # The first few are made here, for a worker needs half a second to learn how.
                if begun > FIRST_HERE:
                    part.begin(self.workers)
            yield part, key, standing

    def tidy(self) -> None:
        """Forget what nothing was found under, once all products were made."""
        if self.where:
            self.where.tidy()

    def _standing(self, where: KeptFolder, key: str) -> dict[str, AsItLies]:
        """Return the files that the product came to; none where one is not as it was written."""
        data = where.get(key)
        try:
            made = _JSON.loads(data) if data else {}
        except ForeignJsonError:
            return {}
        if not isinstance(made, dict):
            return {}
        for name, digest in made.items():
            path = self.folder / str(name)
            if not path.is_file() or sha256(path.read_bytes()) != digest:
                return {}
        return {name: AsItLies(digest) for name, digest in made.items()}


def ahead(parts: Iterable[_Part], most: int) -> Iterator[_Part]:
    """Yield *parts* in their order, of which so many more were asked for already."""
    line = deque[_Part]()
    for part in parts:
        line.append(part)
        if len(line) > most:
            yield line.popleft()
    yield from line
