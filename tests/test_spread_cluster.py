"""Dask itself: two workers give what one gives, and a file that ends its worker costs no other.

It takes seconds to start a cluster, so it is tested where it is asked for: ``pytest -m cluster``.
"""

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from cli_runs import built
from made import AS_OF, QUARTER
from returned_forms import returned, the_plan

import ovpsheets as ovp
from ovpsheets.spread.recognising import HERE
from ovpsheets.tables import records

pytestmark = pytest.mark.cluster
DEADLY = "крај.xlsx"


@pytest.fixture(scope="module")
def client(request: pytest.FixtureRequest) -> Iterator[Any]:
    if "cluster" not in str(request.config.getoption("markexpr")).replace("not cluster", ""):
        pytest.skip("asked for with -m cluster")
    distributed = pytest.importorskip("distributed")
    dask = pytest.importorskip("dask")
    cloudpickle = pytest.importorskip("cloudpickle")
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as own,
    ):
        yield own


def _forms(folder: Path) -> Path:
    for institution in ("MVR", "NK", "OP", "MZ"):
        returned(institution).fill_well().save(folder)
    (folder / DEADLY).write_bytes(b"no workbook")
    return folder


def merged(into: Path, engine: Any) -> dict[str, Any]:
    found = ovp.merge_dataset(the_plan(), QUARTER, built(_forms), into, as_of=AS_OF, engine=engine)
    return {row["file"]: row["used"] for row in records(found.table("returns"))}


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_cluster_writes_the_same_files(client: Any, tmp_path: Path) -> None:
    merged(tmp_path / "there", client)
    merged(tmp_path / "here", HERE)
    assert files_in(tmp_path / "there") == files_in(tmp_path / "here")


def test_a_file_that_ends_its_workers_is_set_aside(client: Any, tmp_path: Path) -> None:
    client.register_plugin(_ending(import_module("distributed").WorkerPlugin))
    ended = merged(tmp_path, client)
    assert ended.pop(DEADLY) == "set_aside"
    assert len(ended) == 4
    assert set(ended.values()) == {"used"}


def _ending(base: type) -> object:
    """Return a plugin by which a worker ends at one of the files."""

    def setup(_plugin: object, worker: object) -> None:
        module: Any = import_module("ovpsheets.spread.recognising")
        known = module.recognise

        def recognise(item: Any, brief: Any) -> Any:
            if item.file.name == DEADLY:
                os._exit(3)
            return known(item, brief)

        module.recognise = recognise

    own: object = type("Ending", (base,), {"setup": setup})()
    return own
