"""Products that would come out the same are not made again: their files stand as they are.

A product depends on the report alone, so a digest of the report, and of the program, says whether
it would come out the same. What came of it is kept by name and digest; the files themselves lie
in the results, and one that is missing there, or was edited, is made again with its product.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

from ovpsheets.as_json import AsJson, ForeignJsonError
from ovpsheets.digest import NoDigestError, digest_of
from ovpsheets.files import sha256
from ovpsheets.intake.tasks import How, Task, Tasks, ToldOnce
from ovpsheets.kept import KeptFolder
from ovpsheets.kept_value import key_of
from ovpsheets.laid_aside import Content
from ovpsheets.program import program_digest
from ovpsheets.results.product import MakePart, Product
from ovpsheets.results.replace import AsItLies
from ovpsheets.results.report import Report
from ovpsheets.results.report.derive_facts import FACTS, facts_of
from ovpsheets.tables import PUBLISHED
from ovpsheets.words import Language

_JSON: Final = AsJson(())

Made = Iterable[tuple[str, Content | AsItLies]]
"""Names and contents of files, or that they lie there already."""

_FOLLOW: Final = frozenset({"plan", "history", "returned_files", "home", "written", "skipped"})
"""What follows from ``origin``, or is no concern of a product."""

_Part = tuple[MakePart, str, dict[str, AsItLies]]
"""How a part is made, its key, and the files of it that stand."""


@dataclass(frozen=True, slots=True)
class Others:
    """Who makes products while others are made here, and the report of which they are told."""

    tasks: Tasks
    report: ToldOnce[Report]

    @classmethod
    def of(cls, tasks: Tasks, report: Report) -> "Others | None":
        """Return them, None where there are none.

        They open the forms where these are laid aside; of what follows from all, the facts are
        told.
        """
        if not tasks.are_begun:
            return None
        return cls(tasks, tasks.tell(report, How(_apart, _put_together)))


_AT_ONCE: Final = 1_000
"""Rows of the plan that are packed at once."""


def _apart(report: Report) -> Iterator[object]:
    """Yield a report in parts: its long tables, those of its plan in pieces, then all else."""
    plan, tables = report.plan, report.tables
    for name in _LONG:
        yield getattr(tables, name)
        rows = getattr(plan, name)
        yield -(-len(rows) // _AT_ONCE)
        for first in range(0, len(rows), _AT_ONCE):
            yield rows[first : first + _AT_ONCE]
    said = {name: getattr(report, name) for name in _SAID}
    said["plan"] = replace(plan, activities=(), indicators=())
    none = tables.activities.iloc[:0]
    said["tables"] = replace(tables, activities=none, indicators=none)
    yield Report(**said), facts_of(report)


def _put_together(parts: Iterator[Any]) -> Report:
    tables: dict[str, Any] = {}
    rows: dict[str, Any] = {}
    for name in _LONG:
        tables[name] = next(parts)
        rows[name] = tuple(row for piece in islice(parts, next(parts)) for row in piece)
    told, facts = next(parts)
    plan, own = replace(told.plan, **rows), replace(told.tables, **tables)
    report: Report = replace(told, plan=plan, tables=own)
    report.once(FACTS, lambda: facts)
    return report


_LONG: Final = ("activities", "indicators")
"""What a plan and the tables have many rows of."""

_SAID: Final = tuple(own.name for own in fields(Report) if own.init)
"""What is told of a report, and no more, as Merged has."""


@dataclass(frozen=True, slots=True)
class KeptProducts:
    """What products came to; ``where`` None: all are made. ``others``: who makes some of them."""

    folder: Path = Path()
    where: KeptFolder | None = None
    key: str = ""
    parts: KeptFolder | None = None
    others: Others | None = field(default=None, compare=False)

    @classmethod
    def of(
        cls, kept: KeptFolder | None, report: Report, folder: Path, others: Others | None = None
    ) -> "KeptProducts":
        """Return those in *kept* that hold for *report*, whose files lie in *folder*."""
        program = program_digest()
        if kept is None or not program or not report.origin:
            return cls(others=others)
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
            return cls(others=others)
        parts = kept.of(f"{report.quarter}/parts")
        return cls(folder, kept.of(f"{report.quarter}/products"), key, parts, others)

    def begin(self, product: Product, report: Report) -> Made:
        """Begin with *product* and return its files, each made, at last, when it is asked for."""
        if self.where is None:
            return self.begin_anew(product, report)
        key = digest_of(self.key, product.name, report.language)
        if standing := self._standing(self.where, key):
            return standing.items()
        return _keeping(self.where, key, self.begin_anew(product, report))

    def begin_anew(self, product: Product, report: Report) -> Made:
        """Begin with a product that has to be made, but for parts that still stand."""
        if self.others and not product.by_part:
            alone = replace(self, others=None)
            task = Task(_elsewhere, alone, product, self.others.report, report.language)
            self.others.tasks.begin(task)
            return task.each()
        if product.parts is None:
            return _made(product, report)
        where = self.parts.of(product.name) if self.parts else None
        every = self._parts_of(product, where, report)
        return _of_parts(where, list(every) if self.others else every)

    def _parts_of(
        self, product: Product, where: KeptFolder | None, report: Report
    ) -> Iterator[_Part]:
        """Yield of each part of a product how it is made, its key and the files that stand."""
        for part in product.parts(report) if product.parts else ():
            key = key_of("part", product.name, *part.follows_from) if where else ""
            standing = self._standing(where, key) if where and key else {}
            if part.begin and self.others and not standing:
                part.begin(self.others.tasks)
            yield part.make, key, standing

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


def _elsewhere(
    alone: KeptProducts, product: Product, report: ToldOnce[Report], language: Language
) -> Made:
    """Make a product where its report was told, in *language*."""
    return alone.begin_anew(product, report.value.in_language(language))


def _made(product: Product, report: Report) -> Made:
    yield from product.outputs(report)  # not before the first is asked for


def _keeping(where: KeptFolder, key: str, files: Made) -> Made:
    """Yield *files*, and keep what they came to."""
    made: dict[str, str] = {}
    for name, data in files:
        made[name] = data.sha256 if isinstance(data, AsItLies) else sha256(data)
        yield name, data
        del data  # before the next one is made
    where.put(key, _JSON.dumps(made))


def _of_parts(where: KeptFolder | None, parts: Iterable[_Part]) -> Made:
    """Yield the files of *parts*, and keep what each came to."""
    for make, key, standing in parts:
        if standing:
            yield from standing.items()
            continue
        files, follows = make()
        if where and key and follows:
            where.put(key, _JSON.dumps({name: sha256(data) for name, data in files}))
        yield from files
        del files  # before the next one is made
    if where:
        where.tidy()
