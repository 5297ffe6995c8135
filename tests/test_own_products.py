"""Products of other packages: written beside ours, refused in one sentence, never in their way."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runs import AS_OF, QUARTER, answer, copied, run, two_merged
from every_case import every
from extension_packages import Install, install
from made import case_report

from ovpsheets.extensions import Unusable
from ovpsheets.results.product import Outputs, Product
from ovpsheets.results.products import GROUP, PRODUCTS, made_by_others, own_products
from ovpsheets.results.report import Report
from ovpsheets.results.write_results import write_results

__all__ = ["install"]  # a fixture

CARD = """
from ovpsheets.results.product import Product

def outputs(report):
    counters = report.counters()
    line = f"{report.quarter} {report.language}: {counters.completed}/{counters.total}"
    yield f"card.{report.language}.txt", line.encode("utf-8")

PRODUCT = Product(
    name="card", files=("card.{language}.txt",), about="One line.", audience="coordinator",
    language="plan", member_text=False, outputs=outputs,
)
"""


@pytest.fixture
def card(install: Install) -> None:
    install("ext_card", CARD, card="ext_card:PRODUCT")


def product(outputs: Callable[[Report], Outputs], *files: str, name: str = "own") -> Product:
    return Product(
        name=name, files=files or ("own.txt",), about="", audience="coordinator",
        language="coordinator", member_text=False, outputs=outputs,
    )  # fmt: skip


def one(name: str, data: object = b"") -> Callable[[Report], Outputs]:
    return lambda report: [(name, data)]  # type: ignore[list-item]  # what others may get wrong


def reason(own: Product) -> str:
    found = made_by_others(own, case_report(), PRODUCTS)
    assert isinstance(found, Unusable)
    return found.reason


@pytest.mark.usefixtures("card")
def test_a_product_of_another_package_is_written_in_every_language(tmp_path: Path) -> None:
    written = write_results(case_report(), tmp_path)
    assert not written.unusable
    assert (tmp_path / "card.sq.txt").read_text(encoding="utf-8") == "2022-Q3 sq: 0/8"
    assert {path.name for path in written.files} >= {"card.mk.txt", "card.sq.txt", "card.en.txt"}


@pytest.mark.usefixtures("card")
def test_a_product_that_fails_is_one_sentence_and_the_others_are_written(
    install: Install, tmp_path: Path
) -> None:
    install("ext_broken", CARD.replace("report.counters()", "1 / 0"), worse="ext_broken:PRODUCT")
    root = copied(two_merged, tmp_path)
    done = run("--lang", "en", "-C", root, "merge", QUARTER, "--as-of", AS_OF)
    assert done.exit_code == 0
    said = " ".join(done.stdout.split())
    assert (
        "The product worse (package: ext_broken) could not be made; all other results are complete."
    ) in said
    assert "ZeroDivisionError: division by zero" in said
    assert "Traceback" not in done.output
    results = root / QUARTER / "results"
    assert (results / "card.mk.txt").is_file()
    assert (results / "consolidated.xlsx").is_file()


def test_a_package_that_cannot_be_imported_is_told_in_json(
    install: Install, tmp_path: Path
) -> None:
    install("ext_unimportable", "import nowhere_at_all\n", lost="ext_unimportable:PRODUCT")
    root = copied(two_merged, tmp_path)
    (told,) = answer("-C", root, "merge", QUARTER, "--as-of", AS_OF)["unusable_products"]
    assert (told["name"], told["package"]) == ("lost", "ext_unimportable")
    assert "nowhere_at_all" in told["reason"]


def test_what_is_no_product_is_refused(install: Install) -> None:
    install("ext_text", "PRODUCT = 'a card'\n", text="ext_text:PRODUCT")
    (found,) = own_products()
    assert isinstance(found, Unusable)
    assert found.package == "ext_text"
    assert found.reason.startswith("str is no ")


def test_a_product_is_known_by_the_name_of_its_entry_point(install: Install) -> None:
    install("ext_named", CARD, card_of_ana="ext_named:PRODUCT")
    assert [own.name for own in own_products()] == ["card_of_ana"]


@every("name", ["../own.txt", "/own.txt", "a\\own.txt", "c:own.txt", "a//b.txt"])
def test_a_product_writes_into_the_folder_of_the_results_only(name: str) -> None:
    assert "is no name in the folder" in reason(product(one(name), name))


@every("name", ["consolidated.xlsx", "data/activities.csv", "written.csv", "shown/states.csv"])
def test_a_product_writes_over_no_file_of_ours(name: str) -> None:
    assert "is a file of ovpsheets or of another product" in reason(product(one(name), name))


def test_a_product_writes_over_no_file_of_another_product() -> None:
    first, second = product(one("own.txt")), product(one("own.txt"), name="second")
    found = made_by_others(second, case_report(), (*PRODUCTS, first))
    assert isinstance(found, Unusable)


def test_a_product_writes_no_file_that_it_does_not_declare() -> None:
    assert "none of the files that the product declares" in reason(product(one("other.txt")))


def test_what_is_no_bytes_is_refused() -> None:
    assert "is str, not bytes" in reason(product(one("own.txt", "текст")))


def test_a_product_that_fails_half_way_leaves_no_half(tmp_path: Path, install: Install) -> None:
    code = CARD + "\ndef half(report):\n    yield from outputs(report)\n    raise OSError('full')\n"
    code += "\nimport dataclasses\nPRODUCT = dataclasses.replace(PRODUCT, outputs=half)\n"
    install("ext_half", code, half="ext_half:PRODUCT")
    (told,) = write_results(case_report(), tmp_path).unusable
    assert told.reason == "OSError: full"
    assert not list(tmp_path.glob("card.*"))


def test_what_a_product_wrote_before_goes_when_it_fails(tmp_path: Path, install: Install) -> None:
    install("ext_first", CARD, changing="ext_first:PRODUCT")
    write_results(case_report(), tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "ext_first.PRODUCT", product(one("x"), "card.{language}.txt", name="changing")
        )
        (told,) = write_results(case_report(), tmp_path).unusable
    assert "'x'" in told.reason
    assert not list(tmp_path.glob("card.*"))


def test_the_group_is_the_one_that_is_documented() -> None:
    assert GROUP == "ovpsheets.products"


def test_the_product_of_the_documentation_works(install: Install, tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "extending.md").read_text(encoding="utf-8")
    section = page.partition("## How do I add a product?")[2]
    code = section.partition("```python\n")[2].partition("```")[0]
    install("ext_documented", code, documented="ext_documented:PRODUCT")
    assert not write_results(case_report(), tmp_path).unusable
    card = (tmp_path / "card.en.txt").read_text(encoding="utf-8")
    assert card == "2022-Q3: 0 of 8 completed"
