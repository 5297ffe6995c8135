"""Write the results: every product of the quarter, and what is remembered of it.

Everything is made before anything is replaced, one file after another beside the
old ones, and the files are replaced together. A result that somebody edited by hand
is copied aside first.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ovpsheets.extensions import Unusable
from ovpsheets.garbage import rarely_collected
from ovpsheets.intake.tasks import Tasks, others
from ovpsheets.kept import KeptFolder
from ovpsheets.laid_aside import Content
from ovpsheets.results.consolidated import CONSOLIDATED, read_kept
from ovpsheets.results.kept_products import KeptProducts, Others
from ovpsheets.results.product import Product
from ovpsheets.results.products import PRODUCTS, each_spoken, made_by_others, own_products
from ovpsheets.results.replace import AsItLies, recover, replace_each
from ovpsheets.results.report import Report
from ovpsheets.results.report.finding_states import Kept
from ovpsheets.results.report.told_again import rows_of_both
from ovpsheets.results.shown_before import SHOWN, waiting
from ovpsheets.words import Language


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and the copies made of hand-edited results before.

    ``unusable``: products of other packages that could not be made; nothing of them is written.
    """

    folder: Path
    files: tuple[Path, ...]
    copies: tuple[Path, ...]
    unusable: tuple[Unusable, ...] = ()


LARGE: Final = 6_000
"""Rows of both tables: of fewer all products are made before another process has begun."""

NOTHING_WRITTEN: Final = Written(Path(), (), ())


@rarely_collected()
def write_results(
    report: Report,
    folder: Path,
    *,
    kept: Mapping[str, Kept] | None = None,
    before: KeptFolder | None = None,
    documents: bool = False,
) -> Written:
    """Write the products of *report* into *folder*, in its language and the plan's languages.

    *kept*: what is carried over of findings; by default what was typed into the
    last consolidated workbook. *before*: what products came to the last time; of those that
    would come out the same the files are left as they are. *documents*: also what is made when it
    is asked for, as the summary for Word; what of it lies in *folder* is made anew in any case.
    Corrections that are no longer needed go, unless somebody edited them. Raises OSError when
    the folder cannot be written or a result is open in Excel (the last results then all stand),
    WorkspaceError when the last consolidated workbook can no longer be read.
    """
    standing = {} if kept is not None else _kept(folder / CONSOLIDATED)
    if kept is None:  # nobody has read what was decided in the workbook: it waits there
        report = replace(report, decided=(*report.decided, *waiting(report, folder)))
    recovered = recover(folder)  # of a merge that was killed while it replaced
    # Read once more, for what was recovered is another workbook than the one that stood there.
    if kept is None:
        kept = {**_kept(folder / CONSOLIDATED), **_typed(standing)}
    stated = report.with_states(kept)
    found = own_products()
    added = [product for product in found if isinstance(product, Product)]
    unusable = [product for product in found if isinstance(product, Unusable)]
    # A product that is always there never goes; what others add may be gone with their package.
    may_go = (*(product for product in PRODUCTS if product.comes_and_goes), *added)
    with Tasks(others(pays=_is_large(stated))) as tasks:
        known = KeptProducts.of(before, stated, folder, Others.of(tasks, stated))
        written = replace_each(
            folder,
            _outputs(
                stated,
                known,
                lambda own, language: documents or _is_made(own, language, report, folder),
                added,
                unusable,
            ),
            stale=lambda name: any(product.owns(name) for product in may_go),
        )
    known.tidy()
    files = tuple(folder / name for name in written.names)
    return Written(folder, files, (*recovered, *written.copies), tuple(unusable))


def _is_large(report: Report) -> bool:
    return rows_of_both(report) >= LARGE


def _kept(path: Path) -> Mapping[str, Kept]:
    return read_kept(path.read_bytes()) if path.is_file() else {}


def _typed(kept: Mapping[str, Kept]) -> Mapping[str, Kept]:
    """What a person typed: after a killed merge it may stand in the workbook before it only."""
    return {name: entry for name, entry in kept.items() if entry.remark or entry.state != "open"}


def _is_made(product: Product, language: Language, report: Report, folder: Path) -> bool:
    """Tell whether a merge makes *product* in *language* though nobody asks for documents."""
    if product.when == "always" or (product.when == "own_language" and language == report.language):
        return True
    return any((folder / name).is_file() for name in product.whole(language))


def _outputs(
    report: Report,
    known: KeptProducts,
    is_made: Callable[[Product, Language], bool],
    added: list[Product],
    unusable: list[Unusable],
) -> Iterator[tuple[str, Content | AsItLies]]:
    """Yield every file; a product of *added* that cannot be made joins the *unusable*."""
    # All are begun before the first is taken: some are made by others while others are here.
    # The workbook takes longest. So others begin with it, and it is taken last.
    workbook, *begun = [
        known.begin(product, spoken)
        for product, spoken in each_spoken(PRODUCTS, report)
        if is_made(product, spoken.language)
    ]
    told = known.begin_anew(SHOWN, report)
    for files in begun:
        yield from files
    for number, product in enumerate(added):
        if not any(is_made(product, language) for language in report.languages):
            continue
        found = made_by_others(product, report, (*PRODUCTS, *added[:number]))
        if isinstance(found, Unusable):
            unusable.append(found)
        else:
            yield from found.items()
    yield from workbook
    # Last, so that after a killed merge they are never newer than the workbook they tell of.
    yield from told
