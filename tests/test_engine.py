"""Files are read by whatever engine is named; without one here, and with the same result."""

import sys
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

import pytest
from made import case_plan

import ovpsheets as ovp
from ovpsheets.errors import InputError
from ovpsheets.intake.reading.open_file import open_timed
from ovpsheets.journeys.engine import as_engine


class Counting(ThreadPoolExecutor):
    """Counts what it is given to read."""

    read = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        self.read += fn is open_timed
        return super().submit(fn, *args, **kwargs)


class Client:
    """The client of a cluster, as far as we know it; *address*: of its scheduler."""

    def __init__(self, address: str = "", timeout: float = 0) -> None:
        if "nobody" in address:
            raise OSError("Timed out trying to connect")
        self.address, self.timeout = address, timeout
        self.executor = Counting(1)
        CLIENTS.append(self)

    def get_executor(self) -> Executor:
        return self.executor


CLIENTS: list[Client] = []


@pytest.fixture
def dask(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("distributed")
    module.__spec__ = ModuleSpec("distributed", None)
    vars(module)["Client"] = Client
    monkeypatch.setitem(sys.modules, "distributed", module)
    CLIENTS.clear()


def merged(**how: Any) -> str:
    files = {"a.xlsx": b"no workbook", "b.csv": b"a,b\n"}
    found = ovp.merge(case_plan(), "2022-Q3", files, as_of="2022-10-12", **how)
    return str(found.returns.to_csv()) + str(found.findings.to_csv())


def test_the_client_of_a_cluster_reads_the_files_and_the_result_is_the_same() -> None:
    client = Client()
    assert merged(engine=client) == merged(engine=Counting(2)) == merged(executor=Counting(1))
    assert client.executor.read == 2


@pytest.mark.usefixtures("dask")
def test_an_address_is_that_of_a_scheduler() -> None:
    workspace = ovp.Workspace(".", executor="dask://10.0.0.7:8786")
    assert workspace.executor is CLIENTS[0].executor
    assert CLIENTS[0].address == "tcp://10.0.0.7:8786"


@pytest.mark.usefixtures("dask")
def test_a_scheduler_that_does_not_answer_is_said() -> None:
    with pytest.raises(InputError, match="Nobody answers at dask://nobody:1"):
        as_engine("dask://nobody:1")


def test_without_dask_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ovpsheets.journeys.engine.find_spec", lambda _: None)
    with pytest.raises(InputError, match="Dask, which is not installed"):
        as_engine("dask://host:8786")


def test_without_an_engine_our_own_workers_read() -> None:
    assert as_engine(None) is None
