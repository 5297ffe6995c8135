"""Dask itself: two workers give what one gives, and a file that ends its worker costs no other.

And a storage of objects over HTTP: a server that speaks as S3 does, on this machine. It takes
seconds to start these, so they are tested where it is asked for: ``pytest -m cluster``.
"""

import os
import sys
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from cli_runs import built
from made import AS_OF, QUARTER
from returned_forms import returned, the_plan

import ovpsheets as ovp
from ovpsheets.errors import InputError, InputMissingError
from ovpsheets.files import sha256
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.spread.recognising import HERE
from ovpsheets.tables import records

pytestmark = pytest.mark.cluster
DEADLY = "0 крај.xlsx"
ENDLESS = "MZ.xlsx"
BUCKET = "ovp-quarters"


@pytest.fixture(scope="module")
def asked_for(request: pytest.FixtureRequest) -> None:
    if "cluster" not in str(request.config.getoption("markexpr")).replace("not cluster", ""):
        pytest.skip("asked for with -m cluster")


@pytest.fixture(scope="module")
def bucket(asked_for: None) -> Iterator[Any]:
    """Give what writes into a bucket as others do; None where no server can be started."""
    if not (find_spec("moto") and find_spec("flask") and find_spec("s3fs")):
        yield None
        return
    server = import_module("moto.server").ThreadedMotoServer(port=0, verbose=False)
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        # Workers begin with them, too; nothing of the machine's own is asked.
        patch.setenv("AWS_ENDPOINT_URL", "http://{}:{}".format(*server.get_host_and_port()))
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "made-up")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        system = import_module("fsspec").filesystem("s3", skip_instance_cache=True)
        system.mkdir(BUCKET)
        yield system
    server.stop()


@pytest.fixture(scope="module")
def client(asked_for: None, bucket: Any) -> Iterator[Any]:
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
        returned(institution).fill_well().save(folder, f"{institution}.xlsx")
    (folder / DEADLY).write_bytes(b"no workbook")
    return folder


def merged(into: Path, engine: Any) -> dict[str, Any]:
    found = ovp.merge_dataset(the_plan(), QUARTER, built(_forms), into, as_of=AS_OF, engine=engine)
    return {row["file"]: row["used"] for row in records(found.table("returns"))}


def _public(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files of a dataset; what is kept beside it knows when each was saved."""
    return {name: data for name, data in files.items() if not name.startswith("_kept")}


def received() -> dict[str, date]:
    """Return when the files came: else it is the day on which they were put into a bucket."""
    return {sha256(path.read_bytes()): AS_OF for path in built(_forms).iterdir()}


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_cluster_writes_the_same_files(client: Any, tmp_path: Path) -> None:
    merged(tmp_path / "there", client)
    merged(tmp_path / "here", HERE)
    assert files_in(tmp_path / "there") == files_in(tmp_path / "here")


def test_a_storage_of_objects_holds_what_a_folder_holds(
    client: Any, bucket: Any, tmp_path: Path
) -> None:
    if bucket is None:
        pytest.skip("moto[server] and s3fs are not installed")
    how = {"as_of": AS_OF, "engine": client, "received": received()}
    plan, into = the_plan(), f"s3://{BUCKET}/dataset"
    first, *others = sorted(built(_forms).iterdir())
    import_module("fsspec").filesystem("s3").ls(BUCKET)  # this process remembers what is there
    bucket.pipe_file(f"{BUCKET}/returns/", b"")  # as consoles mark a folder
    for path in others:
        bucket.pipe_file(f"{BUCKET}/returns/{path.name}", path.read_bytes())
    ovp.merge_dataset(plan, QUARTER, f"s3://{BUCKET}/returns", into, **how)
    bucket.pipe_file(f"{BUCKET}/returns/{first.name}", first.read_bytes())
    merged = ovp.merge_dataset(plan, QUARTER, f"s3://{BUCKET}/returns", into, **how)
    assert len(merged.table("returns")) == 5
    ovp.merge_dataset(plan, QUARTER, built(_forms), tmp_path, **{**how, "engine": HERE})
    bucket.invalidate_cache()
    lying = {n.partition("/dataset/")[2]: bucket.cat_file(n) for n in bucket.find(into)}
    assert _public(lying) == _public(files_in(tmp_path))

    def another(done: int, _of: int) -> None:
        if done == 1:
            bucket.rm(next(n for n in bucket.ls(into, refresh=True) if "_merging" in n), True)

    with pytest.raises(InputError, match=r"cannot be used here|cannot use the place"):
        ovp.merge_dataset(plan, QUARTER, f"s3://{BUCKET}/returns", into, **how, progress=another)
    with pytest.raises(InputError, match="bucket does not exist"):
        ovp.merge_dataset(plan, QUARTER, built(_forms), "s3://ovp-mistyped/dataset", **how)
    assert not bucket.exists("ovp-mistyped")
    with pytest.raises(InputMissingError):
        ovp.merge_dataset(plan, QUARTER, f"s3://{BUCKET}/retruns", into, **how)


def test_files_that_end_their_process_or_never_end_are_set_aside(
    client: Any, tmp_path: Path
) -> None:
    before = client.run(os.getpid)
    client.register_plugin(_ending(import_module("distributed").WorkerPlugin))
    limits = Limits(seconds=2, container_seconds=2)
    found = ovp.merge_dataset(
        the_plan(), QUARTER, built(_forms), tmp_path, as_of=AS_OF, engine=client, limits=limits
    )
    returns = {row["file"]: row for row in records(found.table("returns"))}
    reasons = [returns.pop(name)["reason"] for name in (DEADLY, ENDLESS)]
    assert "не успеа" in reasons[0]
    assert "предолго" in reasons[1]
    assert [row["used"] for row in returns.values()] == ["used"] * 3
    assert client.run(os.getpid) == before  # no worker of the cluster ended
    client.run(_another_version)
    with pytest.raises(InputError, match="do not have the ovpsheets of this one"):
        merged(tmp_path / "other", client)
    assert not files_in(tmp_path / "other")


def _another_version() -> None:
    module: Any = import_module("ovpsheets.spread.guarded")
    module.own_digest = lambda: "of another version"


def _ending(base: type) -> object:
    """Return a plugin by which processes of our own end, or never end, at two of the files."""
    patch = f"""
import os, ovpsheets.spread.recognising as module
def recognise(item, brief, known=module.recognise):
    while item.file.name == {ENDLESS!r}: pass
    return os._exit(3) if item.file.name == {DEADLY!r} else known(item, brief)
module.recognise = recognise
"""

    def setup(_plugin: object, worker: object) -> None:
        module: Any = import_module("ovpsheets.intake.workers")
        braces = patch.replace("{", "{{").replace("}", "}}")
        module._START = module._START.replace("from ", f"exec({braces!r}); from ", 1)

    own: object = type("Ending", (base,), {"setup": setup})()
    return own
