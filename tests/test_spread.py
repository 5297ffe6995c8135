"""A quarter merged in parts, by whatever engine, is the quarter merged as a whole."""

import io
import json
import shutil
import zipfile
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ThreadPoolExecutor,
)
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import openpyxl
import pandas as pd
import pytest
from cli_runs import built
from every_case import every
from made import AS_OF, QUARTER
from made_mails import REMARK, mail
from returned_forms import drop, returned, the_history, the_plan, workers

from ovpsheets.brief import MergeBrief
from ovpsheets.decision import WHOSE, Decision
from ovpsheets.errors import InputError
from ovpsheets.files import sha256
from ovpsheets.intake.all_the_way import forget_brief
from ovpsheets.intake.find import find_returns
from ovpsheets.intake.read_returns import ReadingOptions
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import OpenedFile, RefusedError
from ovpsheets.intake.recognise.one_file import recognise
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.workers import Workers
from ovpsheets.journeys.dataset import TABLES
from ovpsheets.journeys.merge import merge_returns
from ovpsheets.journeys.merged import Merged
from ovpsheets.left_file import LeftBehind
from ovpsheets.plan.model import Plan
from ovpsheets.results.corrections import corrections
from ovpsheets.spread.addresses import storage_at
from ovpsheets.spread.crew import Crew
from ovpsheets.spread.guarded import OtherProgramError, guarded
from ovpsheets.spread.job import Job, NoStorage, do
from ovpsheets.spread.kept_files import known_files, way_of
from ovpsheets.spread.merge_dataset import Spread, merge_into, of_folder, sent_files
from ovpsheets.spread.merged_dataset import MergedDataset
from ovpsheets.spread.recognising import HERE, Sent, recognise_files
from ovpsheets.spread.settling import write_part
from ovpsheets.spread.storage import Storage
from ovpsheets.tables import records
from ovpsheets.words import Combine

pytest.importorskip("pyarrow")

TITLE: Final = the_plan().commitments[0].title.in_("mk")

DECISIONS: Final = (
    Decision("status", "3.6.8", "MVR", "limited", "по телефон", "Координатор", "2022-10-11"),
    Decision("value", "3.6.7.1", "OP", "многу", "", "Координатор", "2022-10-11"),
    Decision("value", "9.9.9", "XX", "3", "", "Координатор", "2022-10-11"),
    Decision(WHOSE, "нечие.xlsx", "", "MP", "", "Координатор", "2022-10-11"),
    Decision(WHOSE, "нема.xlsx", "", "MP", "", "Координатор", "2022-10-11"),
)


@cache
def plan() -> Plan:
    """Return the plan of the case; one number is reported by two, and one by shares."""
    base = the_plan()
    both = {"3.6.2.1": Combine.SAME, "3.6.8.2": Combine.SUM}
    indicators = tuple(
        replace(own, reported_by=(*own.reported_by, "MVR"), combine=both[own.code])
        if own.code in both
        else own
        for own in base.indicators
    )
    return replace(base, indicators=indicators)


def _forms(folder: Path) -> Path:
    """Lay a quarter of every kind of file into *folder*."""
    mvr = returned("MVR", plan=plan()).fill_well()
    mvr.write("indicators/3.6.2.1/value", 5).write("activities/3.6.2/status", "Завршено")
    drop(folder, "MVR.xlsx", mvr.data())
    nk = returned("NK", plan=plan()).fill_well().write("activities/3.6.2/status", "Не е започнато")
    drop(folder, "по пошта/NK.eml", bytes(mail(REMARK, {"NK.xlsx": nk.data(), "доказ.png": PNG})))
    op = returned("OP", plan=plan())
    drop(folder, "OP стара.xlsx", op.fill_well().data(), date(2022, 10, 3))
    day = date(2022, 10, 10)  # that of the mail, whose text lies beside the form
    drop(folder, "OP.xlsx", op.write("indicators/3.6.7.1/value", "осум").data(), day)
    drop(folder, "OP.eml", bytes(mail(REMARK, {})))
    drop(folder, "OP копија.xlsx", (folder / "OP.xlsx").read_bytes(), day)
    mz = returned("MZ", plan=plan()).write("indicators/3.6.5.1/value", "46%")
    drop(folder, "архива.zip", zipped({"MZ/образец.xlsx": mz.data(), "MZ/слика.png": PNG}))
    mtsp = returned("MTSP", plan=plan()).fill_well().write("activities/3.6.8/status", "Завршено")
    drop(folder, "MTSP.xlsx", mtsp.write("indicators/3.6.8.2/value", 3).data())
    drop(folder, "нечие.xlsx", b"no workbook")
    drop(folder, "друго.pdf", b"%PDF-1.4 nothing")
    drop(folder, "друго 2.pdf", b"%PDF-1.4 nothing")
    drop(folder, "писмо.eml", bytes(mail(REMARK, {}, sender="Некој <someone@example.mk>")))
    return folder


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


PNG: Final = b"\x89PNG\r\n\x1a\n" + bytes(64)


def brief() -> MergeBrief:
    beside = sha256((built(_forms) / "MVR.xlsx").read_bytes())
    left = LeftBehind(
        "писмо.eml/скен.pdf", date(2022, 10, 10), "picture", sha256="ab" * 32, beside=(beside,)
    )
    return MergeBrief(
        plan=plan(), quarter=QUARTER, as_of=AS_OF, history=the_history(), received={},
        decisions=DECISIONS, left=(left,), language="mk",
    )  # fmt: skip


@cache
def whole() -> Merged:
    return merge_returns(brief(), find_returns(built(_forms)), ReadingOptions(executor=HERE))


def sent() -> tuple[Sent, ...]:
    return tuple(of_folder(find_returns(built(_forms))))


def spread(into: Path | str, **how: Any) -> MergedDataset:
    how = {"executor": HERE, "corrections": True, **how}
    return merge_into(into, brief(), how.pop("files", sent()), Spread(**how))


def _written(folder: Path) -> Path:
    spread(folder, size=4, corrections=False)
    return folder


def same(dataset: MergedDataset) -> None:
    for name in TABLES:
        expected: pd.DataFrame = getattr(whole().tables, name)
        pd.testing.assert_frame_equal(in_order(dataset.table(name)), in_order(expected))
        assert dataset.rows[name] == len(expected)


def in_order(table: pd.DataFrame) -> pd.DataFrame:
    order = table.astype(str).sort_values(list(table.columns)).index
    return table.loc[order].reset_index(drop=True)


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@every("size", (1, 50))
def test_the_tables_are_those_of_the_whole_however_many_are_in_a_part(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ovpsheets.spread.comparing._FAN", 2)  # a tree of several levels
    found = spread(tmp_path, size=size)
    same(found)
    assert found.decided == whole().decided
    assert found.ended == whole().returned_files.counts()
    made = {own.rpartition("/")[2]: (tmp_path / own).read_bytes() for own in found.corrections}
    assert made == {own.name: own.data for own in corrections(whole().for_members())}


def test_with_workers_the_same_files_come_out_as_here(tmp_path: Path) -> None:
    engines = {"there": workers(), "threads": ThreadPoolExecutor(2)}
    for name, executor in engines.items():
        # Tests pack what they write lightly, and workers as always: no workbooks, therefore.
        spread(tmp_path / name, executor=executor, size=4, corrections=False)
    here = files_in(built(_written))
    assert here == files_in(tmp_path / "there") == files_in(tmp_path / "threads")
    listed, passed_over = set(json.loads(here["_whole-2022-Q3.json"])), "_kept-2022-Q3/"
    assert {n for n in here if "/" in n and not n.startswith(passed_over)} == listed


def test_addresses_of_fsspec_are_read_and_written_as_folders_are() -> None:
    memory = pytest.importorskip("fsspec").filesystem("memory")
    days = {}
    for own in sent():
        path, name = built(_forms) / own.name, f"/came/{own.name}"
        memory.pipe_file(name, path.read_bytes())
        days[name] = datetime.fromtimestamp(path.stat().st_mtime)
    for name, day in days.items():
        memory.store[name].created = day
    came = sent_files("memory://came")
    same(spread("memory://quarters", files=came, size=4, corrections=False))
    lying = {n.removeprefix("/quarters/"): memory.cat_file(n) for n in memory.find("/quarters")}
    assert lying == files_in(built(_written))


def test_of_a_storage_that_fails_nobody_is_said_to_have_sent_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = pytest.importorskip("fsspec").filesystem("memory")
    gone = Sent(0, "MVR.xlsx", storage_at("memory://nowhere"), "MVR.xlsx")
    found = spread(tmp_path, files=(gone,), corrections=False)  # it was there when all were listed
    assert found.table("returns").set_index("file").loc["MVR.xlsx", "used"] == "set_aside"

    def failing(*_: object, **_named: object) -> None:
        raise ConnectionError("nobody answers")

    monkeypatch.setattr(type(memory), "info", failing)
    with pytest.raises(InputError, match="ConnectionError: nobody answers"):
        spread(tmp_path, files=(gone,), corrections=False)


def test_what_workers_do_not_reach_is_read_here_and_sent(tmp_path: Path) -> None:
    elsewhere = [replace(own, seen=(0, 0)) for own in sent()]  # another file under the same path
    missing = Sent(99, "нема ја.xlsx", Storage(str(tmp_path)), "нема ја.xlsx")
    found = spread(tmp_path / "d", files=(*elsewhere, missing))
    returns = found.table("returns").set_index("file")
    assert str(returns.loc["MVR.xlsx", "used"]) == "used"
    assert "не може да се отвори" in str(returns.loc["нема ја.xlsx", "reason"])


class Failing(Executor):
    """Does what it is given here; a task that holds a file named *deadly* ends with a fault.

    So does each task beside it the first time, as where a worker dies of another one's task.
    """

    def __init__(self, fault: Exception, deadly: str = "") -> None:
        self.fault, self.deadly = fault, deadly
        self.deaths, self.seen = 0, set[Any]()

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        work, _, *rest = args
        files = rest[1] if len(rest) > 1 and work is recognise_files else ()
        is_first = work not in self.seen
        self.seen.add(work)
        if is_first or any(own.name == self.deadly for own in files):
            self.deaths += 1
            future: Future[Any] = Future()
            future.set_exception(self.fault)
            return future
        return HERE.submit(fn, *args, **kwargs)


KilledWorker: Final = type("KilledWorker", (Exception,), {})
"""As Dask raises it."""


@every("fault", (KilledWorker("a"), RefusedError("crashed", "it ended with 3")))
def test_a_file_that_ends_its_workers_is_set_aside_and_costs_no_other(
    fault: Exception, tmp_path: Path
) -> None:
    found = spread(tmp_path, executor=Failing(fault, "OP стара.xlsx"), corrections=False)
    ended, expected = (
        {row["file"]: (row["used"], row["sha256"]) for row in records(table)}
        for table in (found.table("returns"), whole().tables.returns)
    )
    assert ended.keys() == expected.keys()
    assert ended["OP стара.xlsx"] == ("set_aside", expected["OP стара.xlsx"][1])
    others = [name for name in ended if not name.startswith("OP")]
    assert [ended[name] for name in others] == [expected[name] for name in others]


class Gone(Executor):
    """The executor of a cluster of Dask whose scheduler ended."""

    __module__ = "distributed.cfexecutor"

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        raise ValueError("Client is closed.")


@every("fault", (
    OtherProgramError("0.1.0"),
    ModuleNotFoundError("No module named 'ovpsheets'"),
    RuntimeError("Error during deserialization of the task graph."),
))  # fmt: skip
def test_where_machines_are_gone_or_have_another_program_no_file_is_blamed(
    fault: Exception, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="do not have the ovpsheets of this one"):
        spread(tmp_path, executor=Failing(fault))
    assert not files_in(tmp_path)
    with pytest.raises(InputError, match="no longer answers"):
        spread(tmp_path, executor=Gone())
    with pytest.raises(OtherProgramError):
        guarded("of another version", b"which nobody unpacks")


def test_an_executor_that_breaks_is_left_for_workers_of_our_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Crew, "_hire", lambda self: setattr(self, "executor", workers()))
    same(spread(tmp_path, executor=Failing(BrokenExecutor()), size=50, corrections=False))


def test_what_fails_again_by_itself_is_raised_and_the_old_dataset_stands(tmp_path: Path) -> None:
    class Full(Failing):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
            self.seen.discard(write_part)
            return super().submit(fn, *args, **kwargs)

    spread(tmp_path)
    before = files_in(tmp_path)
    with pytest.raises(ValueError, match="it ended"):
        spread(tmp_path, executor=Full(ValueError("it ended")), files=sent()[:3])
    assert files_in(tmp_path) == before


def test_a_machine_that_cannot_use_the_place_of_the_dataset_is_said(tmp_path: Path) -> None:
    class Elsewhere(Executor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
            work, job, *rest = args
            forget_brief()
            other = replace(job, into=job.into.below("elsewhere"))
            return HERE.submit(fn, work, other, *rest, **kwargs)

    with pytest.raises(InputError, match="cannot use the place of the dataset"):
        spread(tmp_path, executor=Elsewhere())
    assert not files_in(tmp_path)


def test_another_brief_than_the_one_that_was_sent_is_not_believed(tmp_path: Path) -> None:
    job = Job.begin(Storage(str(tmp_path)), brief(), Limits(), corrections=False)
    job.lay({"brief": b"cos\nsystem\n(S'true'\ntR."})
    forget_brief()
    assert isinstance(do(recognise_files, job, "a", ()), NoStorage)


def test_our_own_workers_have_time_for_an_archive_and_room_for_the_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hired: list[Limits] = []

    class Hired(Workers):
        def __init__(self, jobs: int, limits: Limits) -> None:
            super().__init__(jobs, limits)
            hired.append(limits)

    monkeypatch.setattr("ovpsheets.spread.crew.Workers", Hired)
    own = Limits(seconds=2, container_seconds=30, memory=1000)
    job = Job(Storage(str(tmp_path)), "2022-Q3", "", own, "run", size=7)
    with Crew(job, None, limits=own) as crew:
        crew.at_ease()
    first, then = hired
    assert (first.seconds, first.memory) == (32, 1140)
    assert then.seconds >= 3600
    assert then.memory > 2**33


def test_a_plan_that_no_worker_can_hold_is_said_and_no_file_is_blamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_data: bytes) -> object:
        raise MemoryError

    forget_brief()
    monkeypatch.setattr("ovpsheets.intake.all_the_way.pickle.loads", full)
    with pytest.raises(InputError, match="larger than the memory of a worker"):
        spread(tmp_path)


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files that are recognised once a first merge is done."""
    built(_written)
    names: list[str] = []

    def recognised(item: OpenedFile, brief: MergeBrief) -> tuple[Return, ...]:
        names.append(item.file.name)
        return recognise(item, brief)

    monkeypatch.setattr("ovpsheets.spread.recognising.recognise", recognised)
    return names


def test_the_next_merge_takes_the_place_of_the_one_before_and_knows_its_files(
    tmp_path: Path, taken: list[str]
) -> None:
    place = shutil.copytree(built(_written), tmp_path / "d")
    drop(place, "findings/quarter=2022-Q4/commitment=3.6/part-00000.parquet", b"of another")
    drop(place, "findings/quarter=2022-Q3/commitment=3.6/part-00099.parquet", b"one part more")
    drop(place, "corrections/quarter=2022-Q3/MP.xlsx", b"asked for then")
    drop(place, "_kept-2022-Q3/000099", b"of a file that is gone")
    drop(place, "_merging-2022-Q3-0a/brief", b"of a merge that was killed")
    spread(place, size=4, corrections=False)
    found = files_in(place)
    assert found.pop("findings/quarter=2022-Q4/commitment=3.6/part-00000.parquet") == b"of another"
    assert found == files_in(built(_written))
    assert taken == []


def test_of_what_was_kept_only_what_is_damaged_or_another_is_recognised_again(
    tmp_path: Path, taken: list[str]
) -> None:
    place = shutil.copytree(built(_written), tmp_path / "d")
    index = json.loads((place / "_kept-2022-Q3/index.json").read_bytes())
    blob, _, end = next(at for name, _, at, _ in index["files"] if name == "MTSP.xlsx")
    data = bytearray((place / "_kept-2022-Q3" / blob).read_bytes())
    data[end - 9] ^= 1
    (place / "_kept-2022-Q3" / blob).write_bytes(data)
    other = (built(_forms) / "OP стара.xlsx").read_bytes()
    files = tuple(replace(o, data=other) if o.name == "MVR.xlsx" else o for o in sent())
    dataset = spread(place, files=files, size=4, corrections=False)
    assert sorted(taken) == ["MTSP.xlsx", "MVR.xlsx"]
    returns = dataset.table("returns").set_index("file")
    assert returns.loc["MVR.xlsx", "institution"] == "OP"
    # Read in another way, or with an index that says nothing, all of them are.
    job = Job.begin(Storage(str(place)), brief(), Limits(), corrections=True)
    assert known_files(job, way_of(brief(), job)) == {}
    for said in (b"{", b"[]", b'{"way": "a", "files": [["b"]]}'):
        drop(place, "_kept-2022-Q3/index.json", said)
        assert known_files(job, "a") == {}


def test_the_summary_says_how_all_stand_and_leads_to_the_data() -> None:
    folder = built(_written)
    book = openpyxl.load_workbook(folder / "summary-2022-Q3.xlsx")
    commitments, institutions, worst = book.worksheets
    assert [cell.value for cell in commitments[5]][:6] == ["3.6", TITLE, 10, 8, 13, 11]
    links = [str(cell.hyperlink.target) for cell in commitments[5] if cell.hyperlink]
    assert len(links) == 3
    assert all((folder / own.replace("\\", "/")).is_dir() for own in links)
    assert [institutions.cell(5, column).value for column in (1, 3)] == ["MP", "Не"]
    assert worst.cell(5, 4).value == whole().tables.findings["message"].iloc[0]
