"""Products that would come out the same are left as they are; what is not so is made again."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import openpyxl
import pytest
from cli_runs import AS_OF, JUSTICE, OPEN_GATE, QUARTER, built, copied, fill, two_merged
from made import case_report
from packing import pack_fast
from returned_forms import workers

import ovpsheets as ovp
from ovpsheets.intake import tasks
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.workers import Workers
from ovpsheets.kept import KeptFolder
from ovpsheets.laid_aside import Content
from ovpsheets.results import page, write_results
from ovpsheets.results.consolidated import CONSOLIDATED, consolidated, read_typed
from ovpsheets.results.kept_products import KeptProducts
from ovpsheets.results.narrative import compose
from ovpsheets.results.product import Product, ProductPart
from ovpsheets.results.products import PRODUCTS
from ovpsheets.results.report import Report
from ovpsheets.results.report.finding_states import Kept
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language

P = ParamSpec("P")
T = TypeVar("T")

ALL = [
    "consolidated", "corrections", "dashboard", "data-package", "minister", "note", "page",
    "scorecards", "summary",
]  # fmt: skip
ALL_BUT_CORRECTIONS = [name for name in ALL if name != "corrections"]


class Others(Workers):
    """Another process, whose work is waited for: else it would hardly have begun before it ends."""

    def __init__(self, jobs: int, limits: Limits, **named: bool) -> None:
        super().__init__(jobs, limits, **named)
        self.submit(pack_fast)  # as here

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        done = super().submit(fn, *args, **kwargs)
        assert done.exception() is None
        return done


def all_made(folder: Path) -> Path:
    """Return a workspace in which two institutions' forms were merged into all documents.

    As in a large quarter: some by another process, from the workbook on, and the rest here.
    """
    root = copied(two_merged, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(write_results, "LARGE", 0)
        patch.setattr(tasks, "cores", lambda: 2)
        patch.setattr(tasks, "Workers", Others)
        merge(root, documents=True)
    return root


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the products that are made from now on."""
    names: list[str] = []
    built(all_made)  # which is made before

    def told(product: Product) -> Product:
        def outputs(report: Report) -> Iterator[tuple[str, Content]]:
            names.append(product.name)
            yield from product.outputs(report)

        def parts(report: Report) -> Iterator[ProductPart]:
            for part in product.parts(report) if product.parts else ():
                yield replace(part, make=partial(part_made, part))

        def part_made(part: ProductPart) -> tuple[tuple[tuple[str, bytes], ...], bool]:
            names.append(product.name)
            return part.make()

        return replace(product, outputs=outputs, parts=parts if product.parts else None)

    monkeypatch.setattr(write_results, "PRODUCTS", tuple(map(told, PRODUCTS)))
    return names


def merge(root: Path, **rest: Any) -> None:
    ovp.Workspace(root, executor=workers()).merge(QUARTER, **{"as_of": AS_OF, **rest})


def results(root: Path) -> dict[str, bytes]:
    folder = root / QUARTER / "results"
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_nothing_is_made_again_where_nothing_changed(tmp_path: Path, made: list[str]) -> None:
    root = copied(all_made, tmp_path)
    before = results(root)
    merge(root)
    assert made == []
    assert results(root) == before


def test_without_what_was_kept_the_same_is_made(tmp_path: Path, made: list[str]) -> None:
    root = copied(all_made, tmp_path)
    before = results(root)
    shutil.rmtree(root / ".cache")
    merge(root, documents=True)
    assert sorted(set(made)) == [*ALL, "values"]  # which comes to nothing
    assert results(root) == before


@pytest.mark.parametrize("file", [CONSOLIDATED, "summary.sq.md", "data/returns.csv"])
def test_a_file_that_is_gone_is_made_again_with_its_product(
    file: str, tmp_path: Path, made: list[str]
) -> None:
    root = copied(all_made, tmp_path)
    before = results(root)
    (root / QUARTER / "results" / file).unlink()
    merge(root)
    assert made == [next(own.name for own in PRODUCTS if own.owns(file))]
    assert results(root) == before


def test_a_file_that_was_edited_is_copied_aside_and_made_again(
    tmp_path: Path, made: list[str]
) -> None:
    root = copied(all_made, tmp_path)
    before = results(root)
    (root / QUARTER / "results/summary.mk.md").write_text("мое")
    merge(root)
    assert made == ["summary"]
    now = results(root)
    assert [data for name, data in now.items() if name.startswith("edited/")] == ["мое".encode()]
    assert {name: now[name] for name in before} == before


def test_merging_one_by_one_comes_to_the_bytes_of_one_merge(tmp_path: Path) -> None:
    root = copied(all_made, tmp_path)
    at_once = results(root)
    form = min((root / QUARTER / "returns").iterdir())
    aside = form.rename(root / form.name)
    merge(root)
    assert results(root) != at_once
    aside.rename(form)
    merge(root)
    assert results(root) == at_once


def test_a_changed_answer_makes_all_anew_but_corrections_of_others(
    tmp_path: Path, made: list[str]
) -> None:
    root = copied(all_made, tmp_path)
    fill(root, "OP", {**OPEN_GATE, ("3.6.7.1", "value"): 9})
    merge(root)
    assert sorted(set(made)) == ALL_BUT_CORRECTIONS


def test_another_day_makes_all_anew_but_corrections_and_back_again(
    tmp_path: Path, made: list[str]
) -> None:
    root = copied(all_made, tmp_path)
    before = results(root)
    merge(root, as_of="2022-10-20")
    assert sorted(set(made)) == ALL_BUT_CORRECTIONS
    merge(root)
    assert results(root) == before


def test_a_correction_is_made_again_where_its_own_file_changed(
    tmp_path: Path, made: list[str]
) -> None:
    root = copied(all_made, tmp_path)
    before = {name: data for name, data in results(root).items() if name.startswith("corrections")}
    fill(root, "MP", {**JUSTICE, ("3.6.4", "evidence"): "https://example.mk/4"})
    merge(root)
    now = results(root)
    assert [name for name in before if now[name] != before[name]] == ["corrections/MP.xlsx"]
    assert made.count("corrections") == 1


def test_a_page_of_a_large_plan_is_made_again_where_it_says_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compose, "LARGE", 1)
    plan = case_report().plan
    apart = replace(plan, commitments=(*plan.commitments, replace(plan.commitments[0], code="4.1")))
    report = replace(case_report(), origin="x", plan=apart)
    table = report.tables.activities.assign(progress="Друго")
    later = replace(report, origin="y", tables=replace(report.tables, activities=table))
    before, now = (dict(page.outputs(own)) for own in (report, later))

    def made(own: Report) -> set[str]:
        known = KeptProducts.of(KeptFolder(tmp_path / "kept"), own, tmp_path)
        return {name for name, data in known.begin(page.PRODUCT, own) if isinstance(data, bytes)}

    assert made(report) == set(before)
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    changed = {name for name in now if now[name] != before[name]}
    assert changed <= made(later) == set(before) - {"summary.4.1.mk.html"}


def test_a_correction_that_was_edited_is_made_again_alone(tmp_path: Path, made: list[str]) -> None:
    root = copied(all_made, tmp_path)
    before = results(root)
    name = next(own for own in before if own.startswith("corrections"))
    (root / QUARTER / "results" / name).write_bytes(b"mine")
    merge(root)
    assert made == ["corrections"]
    assert results(root)[name] == before[name]


def test_without_what_was_kept_of_it_a_correction_is_made(tmp_path: Path, made: list[str]) -> None:
    root = copied(all_made, tmp_path)
    for path in (root / ".cache").rglob("parts/*/*.kept"):
        path.write_bytes(b"?")
    merge(root, as_of="2022-10-20")
    assert "corrections" in made


def test_what_was_typed_into_the_list_of_tasks_is_shown_anew(
    tmp_path: Path, made: list[str]
) -> None:
    root = copied(all_made, tmp_path)
    path = root / QUARTER / "results" / CONSOLIDATED
    book = openpyxl.load_workbook(path)
    sheet = book[Texts("mk")("consolidated.sheet.todo.name")]
    keys = [cell.value for cell in sheet[4]]
    sheet.cell(6, keys.index("remark") + 1).value = "Јавено по телефон"
    book.save(path)
    merge(root)
    assert "consolidated" in made
    with_kept = results(root)
    shutil.rmtree(root / ".cache")
    merge(root)
    assert results(root) == with_kept


@pytest.mark.parametrize(
    "contents", [[b"[0]", b'[2, "../x", "y"]'], [b"{}", b"[2, 1, 2]"]], ids=["wrong", "other"]
)
def test_what_lies_there_instead_is_not_believed(
    contents: list[bytes], tmp_path: Path, made: list[str]
) -> None:
    root = copied(all_made, tmp_path)
    before = results(root)
    every = sorted((root / ".cache").rglob("*.kept"))
    lying = (path for path in every if {"products", "parts"}.intersection(path.parts))
    for path, content in zip(lying, cycle(contents), strict=False):  # of each sort several
        KeptFolder(path.parent).put(path.stem, content)
    merge(root)
    assert sorted(set(made)) == ALL
    assert results(root) == before


def test_a_report_of_which_nobody_knows_where_it_is_from_is_made(tmp_path: Path) -> None:
    folder = KeptFolder(tmp_path)
    report = case_report()
    assert KeptProducts.of(folder, report, tmp_path) == KeptProducts()
    assert KeptProducts.of(None, replace(report, origin="x"), tmp_path) == KeptProducts()
    assert KeptProducts.of(folder, replace(report, origin="x"), tmp_path).key


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "y"}, {"draft": 2}, {"closed": 1}, {"amended": True}, {"language": "sq"},
        {"kept": {"id": Kept("done", "")}},
    ],
    ids=str,
)  # fmt: skip
def test_every_difference_of_a_report_is_another_key(
    change: dict[str, Any], tmp_path: Path
) -> None:
    report = replace(case_report(), origin="x")
    first, second = (
        KeptProducts.of(KeptFolder(tmp_path), own, tmp_path)
        for own in (report, replace(report, **change))
    )
    assert first.key != second.key


def test_findings_to_which_nobody_typed_anything_are_no_difference(tmp_path: Path) -> None:
    report = replace(case_report(), origin="x")
    shown = replace(report, kept={"id": Kept("open", "", "МП", "3.6.4", "нема")})
    first, second = (
        KeptProducts.of(KeptFolder(tmp_path), own, tmp_path) for own in (report, shown)
    )
    assert first.key == second.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_that_nobody_changed_says_the_same_by_its_lists_alone(
    language: Language,
) -> None:
    report = case_report()
    kept = {row["id"]: Kept("done", "јавено") for row in report.rows("findings")}
    data = consolidated(report, Texts(language), kept=kept)
    whole = read_typed(data, report.plan)
    assert whole.states
    assert read_typed(data, report.plan, as_written=True) == whole


def test_where_the_lists_are_called_otherwise_all_sheets_are_read(tmp_path: Path) -> None:
    report = case_report()
    path = tmp_path / CONSOLIDATED
    path.write_bytes(consolidated(report, Texts("mk")))
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        sheet.title = f"стар {sheet.title}"
    book.save(path)
    whole = read_typed(path.read_bytes(), report.plan)
    assert whole.states is not None
    assert read_typed(path.read_bytes(), report.plan, as_written=True) == whole
