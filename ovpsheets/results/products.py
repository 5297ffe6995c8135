"""The products of a quarter, in one list, and those that other packages add.

``docs/outputs.md`` is printed from the list and ``tests/test_outputs.py`` goes over it, so
that whatever is added here is described and guarded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import PurePosixPath
from typing import Final

from ovpsheets.extensions import Unusable, load, package_of
from ovpsheets.laid_aside import LaidAside
from ovpsheets.results import (
    consolidated,
    corrections,
    dashboard,
    data_package,
    minister,
    note,
    page,
    scorecards,
    summary,
)
from ovpsheets.results.product import Product
from ovpsheets.results.report import Report

PRODUCTS: Final[tuple[Product, ...]] = (
    consolidated.PRODUCT,
    page.PRODUCT,
    summary.PRODUCT,
    dashboard.PRODUCT,
    minister.PRODUCT,
    note.PRODUCT,
    scorecards.PRODUCT,
    consolidated.VALUES_PRODUCT,
    corrections.PRODUCT,
    data_package.PRODUCT,
)
"""What a merge writes, in the order in which it is written."""

GROUP: Final = "ovpsheets.products"
"""The entry points of products that other packages add."""

OURS: Final = ("written.csv", "shown", "edited")
"""What stands beside the products in the folder of the results, and is no product's."""


def made(products: Iterable[Product], report: Report) -> Iterator[tuple[str, bytes]]:
    """Yield all files of *products* one after another; what is in every language, by language."""
    for product, spoken in each_spoken(products, report):
        for name, data in product.outputs(spoken):
            yield name, data.read() if isinstance(data, LaidAside) else data


def each_spoken(products: Iterable[Product], report: Report) -> Iterator[tuple[Product, Report]]:
    """Yield each product with the report in the language, or every one, in which it is made."""
    for in_every, together in groupby(products, key=lambda own: own.language == "plan"):
        group = tuple(together)
        for language in report.languages if in_every else (report.language,):
            spoken = report.in_language(language)
            yield from ((product, spoken) for product in group)


def own_products() -> tuple[Product | Unusable, ...]:
    """Return the products that other packages add, by name; why not, of one that cannot be used."""
    return tuple(_own(name, found) for name, found in load(GROUP).items())


def _own(name: str, found: object) -> Product | Unusable:
    if isinstance(found, Unusable):
        return found
    if not isinstance(found, Product):
        reason = f"{type(found).__name__} is no ovpsheets.results.product.Product"
        return Unusable(name, package_of(GROUP, name), reason)
    return replace(found, name=name)  # by which it is known to whoever installed it


def made_by_others(
    product: Product, report: Report, others: Iterable[Product]
) -> dict[str, bytes] | Unusable:
    """Return the files of a product that somebody else wrote, all of them or why there are none."""
    found: dict[str, bytes] = {}
    try:
        for name, data in made((product,), report):
            _check(name, data, product, others)
            found[name] = data
    except Exception as error:  # whatever a product does wrong, the others are written
        return Unusable.after(product.name, package_of(GROUP, product.name), error)
    return found


def _check(name: str, data: object, product: Product, others: Iterable[Product]) -> None:
    """Raise ValueError for a file that a product must not write."""
    path = PurePosixPath(name)
    is_plain = str(path) == name and not path.is_absolute() and ".." not in path.parts
    if not is_plain or "\\" in name or ":" in name or not name.isprintable():
        raise ValueError(f"{name!r} is no name in the folder of the results")
    if path.parts[0] in OURS or any(other.owns(name) for other in others):
        raise ValueError(f"{name!r} is a file of ovpsheets or of another product")
    if not product.owns(name):
        raise ValueError(f"{name!r} is none of the files that the product declares")
    if not isinstance(data, bytes):
        raise TypeError(f"the content of {name!r} is {type(data).__name__}, not bytes")
