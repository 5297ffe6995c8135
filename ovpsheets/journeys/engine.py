"""The engine of a merge: who opens and recognises returned files, where that is not our workers."""

from concurrent.futures import Executor
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, cast

from ovpsheets.errors import InputError, InputTypeError

_SCHEME: Final = "dask://"
_NEEDED: Final = "distributed"
_PATIENCE: Final = 10  # seconds in which a scheduler has to answer


def as_engine(given: object) -> Executor | None:
    """Return the executor that *given* is, or has; None for our own workers.

    *given*: an executor; the client of a Dask cluster, or whatever else has a ``get_executor``;
    ``dask://host:port``, where the scheduler of such a cluster is. Raises InputTypeError for
    anything else, InputError for another text, and where the cluster cannot be used.
    """
    if given is None or isinstance(given, Executor):
        return given
    if isinstance(given, str):
        return as_engine(_client_at(given))
    executor = getattr(given, "get_executor", None)
    if not callable(executor):
        wanted = "Executor, Client, str"
        raise InputTypeError("input_type", name="engine", wanted=wanted, given=type(given).__name__)
    return cast(Executor, executor())


def _client_at(address: str) -> Any:
    """Return the client of the Dask cluster whose scheduler is at *address*."""
    place = address.removeprefix(_SCHEME)
    if not address.startswith(_SCHEME) or not place:
        raise InputError("input_engine", text=address)
    if not find_spec(_NEEDED):
        raise InputError("engine_missing", text=address)
    try:
        return import_module(_NEEDED).Client(f"tcp://{place}", timeout=_PATIENCE)
    except (OSError, ValueError) as fault:  # nobody is there; it is no address
        raise InputError("engine_unreachable", text=address, detail=str(fault)) from fault
