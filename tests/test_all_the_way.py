"""Whoever takes a file all the way, it is recognised as the same; and the brief goes out once."""

import gc
import io
import pickle
import shutil
import zipfile
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from returned_forms import brief_of, content_of, good_answers, the_history, the_plan, workers

from ovpsheets import laid_aside
from ovpsheets.brief import MergeBrief
from ovpsheets.decision import Decision
from ovpsheets.forms.workbook import form_workbook
from ovpsheets.intake import all_the_way, known_batches, opening
from ovpsheets.intake.all_the_way import FIRST_HERE, FileAsked, PackedBrief, take
from ovpsheets.intake.answer_rows import AnswerBatches, batches_of
from ovpsheets.intake.given_returns import given_returns
from ovpsheets.intake.one_institution import OneInstitution
from ovpsheets.intake.read_returns import ReadingOptions, read_returns
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import RefusedError
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.journeys import looked_at
from ovpsheets.journeys.merge import merge_returns
from ovpsheets.journeys.merged import Merged
from ovpsheets.kept import KeptFolder
from ovpsheets.laid_aside import LaidAside, LaidMapping, Sideboard
from ovpsheets.rules.judged import Judged, Judging
from ovpsheets.templates import PACKAGE


class Far(Executor):
    """Runs a job at once as another process does: only what can be pickled goes and comes."""

    def __init__(self, dies_at: str = "") -> None:
        self.dies_at = dies_at  # a file that ends the process that takes it all the way
        self.jobs: list[tuple[Callable[..., Any], tuple[Any, ...]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        self.jobs.append((fn, args))
        future: Future[Any] = Future()
        if fn is take and self.dies_at in ("*", args[0]):
            future.set_exception(RefusedError("too_much_memory"))
        else:
            job, given = pickle.loads(pickle.dumps((fn, args)))
            future.set_result(pickle.loads(pickle.dumps(job(*given))))
        return future

    def briefs(self) -> list[PackedBrief]:
        return [args[4].brief for fn, args in self.jobs if fn is take]


def zipped(name: str, data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, data)
    return packed.getvalue()


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    content = content_of("MVR")
    form = form_workbook(content, {k: str(v) for k, v in good_answers(content).items()})
    return {
        "a.xlsx": form, "b.zip": zipped("inside.xlsx", form), "c.xlsx": b"no workbook",
        "d.xlsx": form_workbook(content, {}),
    }  # fmt: skip


@pytest.fixture(autouse=True)
def knows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(all_the_way, "_KNOWN", {})


def brief() -> MergeBrief:
    known = brief_of(the_plan(), the_history())
    assert known.due_in(known.quarter, "")  # a part that could not go to another process
    return known


def read(files: dict[str, bytes], executor: Executor) -> list[Return]:
    return list(read_returns(given_returns(files), ReadingOptions(executor=executor), brief()))


def test_a_worker_recognises_files_as_the_merge_itself_does(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = Far(), Far()
    expected = read(files, here)
    assert not here.briefs()  # so few files need no worker that knows the plan
    monkeypatch.setattr(opening, "FIRST_HERE", 0)
    monkeypatch.setattr(laid_aside, "MOST_HELD", 0)  # ledgers lie on disk
    # And cells and answers, but for those of the first form that is recognised here.
    monkeypatch.setattr(laid_aside, "MOST_OPEN", 1)
    found = read(files, there)
    assert found == expected
    assert [are_laid(own) for own in found if own.placement] == [True, True, True]
    aside = Sideboard()
    again = [own.laid(aside) for own in expected]
    assert again == expected
    assert [are_laid(own) for own in again if own.placement] == [False, True, True]
    assert [own.name for own in expected] == [
        "a.xlsx", "b.zip", "b.zip/inside.xlsx", "c.xlsx", "d.xlsx",
    ]  # fmt: skip
    assert expected[0].answers
    assert {fn for fn, _ in there.jobs} == {take}


def are_laid(own: Return) -> bool:
    """Tell whether cells and answers of a form lie aside, each by themselves."""
    assert own.placement
    assert own.answers
    fields, answers = own.placement.fields, own.answers.activities
    both = isinstance(fields, LaidMapping), isinstance(answers, LaidMapping)
    assert both[0] == both[1]
    return all(both)


def test_the_plan_lies_where_each_process_learns_it_by_itself(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "FIRST_HERE", 0)
    far = Far()
    many = dict.fromkeys(map("{}.xlsx".format, range(20)), files["c.xlsx"])
    read(many, far)
    assert len({own.digest for own in far.briefs()}) == 1
    assert len(far.briefs()) == len(many)  # nobody had to be asked twice
    assert not any(own.data for own in far.briefs())
    places = {own.place for own in far.briefs()}
    assert [place.exists() for place in places if place] == [False]  # once all is read


def nothing_lies_there(_: PackedBrief, place: Path) -> PackedBrief:
    raise OSError("no space left")


def what_lies_is_damaged(own: PackedBrief, place: Path) -> PackedBrief:
    place.write_bytes(own.data + b" ")
    return replace(own, place=place)


@pytest.mark.parametrize("lay", [nothing_lies_there, what_lies_is_damaged])
def test_the_plan_goes_to_a_process_that_does_not_reach_it_and_not_again(
    lay: Callable[[PackedBrief, Path], PackedBrief],
    files: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opening, "FIRST_HERE", 0)
    monkeypatch.setattr(PackedBrief, "laid", lay)
    far = Far()
    read(dict.fromkeys(map("{}.xlsx".format, range(20)), files["c.xlsx"]), far)
    assert len({own.digest for own in far.briefs()}) == 1
    sent = [bool(own.data) for own in far.briefs()]
    asked_at_once = sent.index(True)  # before the first answer came
    assert sent.count(True) == asked_at_once
    assert not any(sent[3 * asked_at_once :])


def test_where_the_plan_that_lay_there_is_gone_files_are_opened_alone(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = read(files, Far())
    monkeypatch.setattr(opening, "FIRST_HERE", 0)
    monkeypatch.setattr(PackedBrief, "laid", lambda own, place: PackedBrief(own.digest, b"", place))
    far = Far()
    assert read(files, far) == expected
    assert [fn is take for fn, args in far.jobs if args[0] == "a.xlsx"] == [True, False]


def test_where_many_files_are_new_workers_take_the_first_ones_too(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(opening, "ALL_THERE", 5)
    known = brief()
    monkeypatch.setattr("ovpsheets.intake.kept_returns.program_digest", lambda: "x")

    def taken(number: int) -> list[bool]:
        """Return of each of so many files, of which the folder keeps none, who took it."""
        far, many = Far(), map("{}.xlsx".format, range(number))
        found = given_returns(dict.fromkeys(many, files["c.xlsx"]))
        reading = ReadingOptions(executor=far, kept=KeptFolder(tmp_path))
        assert len(list(read_returns(found, reading, known))) == number
        return [fn is take for fn, _ in far.jobs]

    assert taken(4) == [False] * 4
    shutil.rmtree(tmp_path)
    assert set(taken(5)) == {True}
    assert taken(6) == [False]  # of the others it is known what they are


def test_a_file_that_a_worker_cannot_take_all_the_way_is_opened_alone(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = read(files, Far())
    monkeypatch.setattr(opening, "FIRST_HERE", 0)
    far = Far(dies_at="a.xlsx")
    assert read(files, far) == expected
    assert [fn is take for fn, args in far.jobs if args[0] == "a.xlsx"] == [True, False]


def test_where_no_worker_has_room_for_the_plan_files_are_opened_alone(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "FIRST_HERE", 0)
    monkeypatch.setattr(opening, "cores", lambda: 1)  # four files at once
    far = Far(dies_at="*")
    read(dict.fromkeys(map("{:02}.xlsx".format, range(20)), files["c.xlsx"]), far)
    taken = [args[0] for fn, args in far.jobs if fn is take]
    assert taken == ["00.xlsx", "01.xlsx", "02.xlsx", "03.xlsx", "04.xlsx", "05.xlsx"]


def test_a_worker_process_takes_a_file_all_the_way(files: dict[str, bytes]) -> None:
    packed = PackedBrief.of(brief())
    assert packed is not None
    asked = FileAsked("0" * 64, "", None, packed)
    far = workers().submit(take, "a.xlsx", files["a.xlsx"], Limits(), PACKAGE, asked).result()
    near = take("a.xlsx", files["a.xlsx"], Limits(), PACKAGE, asked)
    assert (far.opened, far.found) == (None, near.found)
    assert far.found
    assert far.found[0].institution == "MVR"


def test_a_fault_of_the_program_shows_where_the_merge_runs(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> tuple[Return, ...]:
        raise KeyError("a fault")

    monkeypatch.setattr(opening, "FIRST_HERE", 0)
    monkeypatch.setattr(all_the_way, "recognise", fails)
    expected = read(files, Far())
    monkeypatch.setattr("ovpsheets.intake.read_returns.recognise", fails)
    assert expected[0].answers
    with pytest.raises(KeyError, match="a fault"):
        read(files, Far())


def test_what_cannot_go_to_another_process_stays_here(monkeypatch: pytest.MonkeyPatch) -> None:
    known = brief()
    assert PackedBrief.of(known) is not None
    monkeypatch.setattr(all_the_way, "LARGEST_BRIEF", 100)
    assert PackedBrief.of(known) is None
    monkeypatch.setattr(MergeBrief, "__getstate__", lambda _: {"plan": lambda: None})
    assert PackedBrief.of(known) is None


def test_many_files_give_the_same_tables_by_two_workers_and_without_any() -> None:
    # So many that workers recognise the last ones; most are no forms, which takes no time.
    many = {f"{number:03}.xlsx": b"no workbook" for number in range(FIRST_HERE)}
    for institution in ("MTSP", "MVR"):
        content = content_of(institution)
        answers = {k: str(v) for k, v in good_answers(content).items()}
        many[f"{institution}.xlsx"] = form_workbook(content, answers)
    none, two = (
        csv_of(merge_returns(brief(), given_returns(many), reading))
        for reading in (ReadingOptions(executor=Far()), ReadingOptions(jobs=2))
    )
    assert none == two
    assert two["activities"].count(b"MVR") > 1


CAME: dict[str, tuple[list[str], Decision | None, int]] = {
    "a form": (["a.xlsx"], None, 1),
    "a form in which nothing is filled": (["d.xlsx"], None, 1),
    "two forms": (["a.xlsx", "d.xlsx"], None, 3),
    "a form, and a decision about its institution": (
        ["d.xlsx"], Decision("status", "3.6.3", "MVR", "Завршено"), 2,
    ),
    "a form, and a decision about another one": (
        ["d.xlsx"], Decision("status", "3.6.2", "NK", "Завршено"), 1,
    ),
}  # fmt: skip
"""Which files came, what was decided, and how often MVR's rows are made and it is judged."""


@pytest.mark.parametrize("came", CAME)
def test_what_a_worker_made_of_an_institution_holds_where_nothing_else_came_of_it(
    came: str, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    names, decision, times = CAME[came]
    some, asked, alone = {name: files[name] for name in names}, list[str](), Judging.one
    made = list[str]()

    def noted(self: Judging, one: OneInstitution) -> tuple[Judged, ...]:
        asked.append(one.institution)
        return alone(self, one)

    def noted_rows(known: MergeBrief, institution: str, *rest: Any) -> AnswerBatches:
        made.append(institution)
        return batches_of(known, institution, *rest)

    known = replace(brief(), decisions=(decision,) if decision else ())
    expected = csv_of(merge_returns(known, given_returns(some), ReadingOptions(executor=Far())))
    monkeypatch.setattr(opening, "FIRST_HERE", 0)
    monkeypatch.setattr(laid_aside, "MOST_OPEN", 0)
    monkeypatch.setattr(laid_aside, "MOST_HELD", 0)
    monkeypatch.setattr(Judging, "one", noted)
    for module in (looked_at, known_batches):
        monkeypatch.setattr(module, "batches_of", noted_rows)
    merged = merge_returns(known, given_returns(some), ReadingOptions(executor=Far()))
    assert asked == ["MVR"] * times
    assert made.count("MVR") == times
    assert csv_of(merged) == expected
    assert expected["activities"].count(b"MVR") > 1


def csv_of(merged: Merged) -> dict[str, bytes]:
    """Return every table and the ledger as CSV."""
    names = ("activities", "indicators", "findings", "returns", "unplaced", "institutions")
    return {name: getattr(merged, name).to_csv().encode() for name in (*names, "ledger")}


def test_what_is_laid_aside_comes_back_wherever_it_lay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laid_aside, "MOST_HELD", 3)
    aside = Sideboard()
    laid = [aside.lay(data) for data in (b"", b"abc", b"more", b"than that", b"")]
    assert [own.read() for own in reversed(laid)] == [b"", b"than that", b"more", b"abc", b""]
    assert [len(own) for own in laid] == [0, 3, 4, 9, 0]
    assert pickle.loads(pickle.dumps(laid[3])).read() == b"than that"

    def full(**_: object) -> None:
        raise OSError("no space left")

    contents = [laid_aside.laid([b"ab", b"c" * n]) for n in (0, 1, 2, 3000000)]
    assert [isinstance(own, bytes) for own in contents] == [True, True, False, False]
    assert [b"".join(laid_aside.pieces_of(own)) for own in contents] == [
        b"ab" + b"c" * n for n in (0, 1, 2, 3000000)
    ]
    monkeypatch.setattr("tempfile.mkstemp", full)
    assert Sideboard().lay(b"longer").read() == b"longer"


def test_who_sees_the_same_disk_is_told_the_place_and_holds_few_open(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(laid_aside, "MOST_HELD", 3)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    aside, told = Sideboard(most_open=0), io.BytesIO()
    packs = [({n: "x" * 1000},) for n in range(10)]
    forms = [
        aside.lay_together((own, lambda it: LaidAside(pickle.dumps(it))))[0][0] for own in packs
    ]
    laid = [aside.lay(b"abc"), aside.lay(b"y" * 5000)]
    laid_aside.pack_by_place((forms, laid), told)
    assert len(told.getvalue()) < 1500
    others, copies = pickle.loads(told.getvalue())
    assert [own.read() for own in copies] == [b"abc", b"y" * 5000]
    assert [(dict(own),) for own in others] == packs
    assert sum(own.of._opened is not None for own in others) == 8
    assert len(list(tmp_path.iterdir())) == 1
    del aside, forms, laid
    gc.collect()
    assert not list(tmp_path.iterdir())


def test_the_rows_of_a_plan_are_the_same_after_the_way_to_another_process() -> None:
    plan = the_plan()
    there = pickle.loads(pickle.dumps(plan, pickle.HIGHEST_PROTOCOL))
    for own, other in zip(plan.activities, there.activities, strict=True):
        assert (own, own.text.in_("mk")) == (other, other.text.in_("mk"))
    assert (there.institutions, there.indicators) == (plan.institutions, plan.indicators)
