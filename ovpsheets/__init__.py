"""Quarterly reporting on a government action plan, done in spreadsheets.

::

    import ovpsheets as ovp

    workspace = ovp.Workspace(".")  # every command is a method
    merged = workspace.merge("2022-Q3")
    merged.findings  # a DataFrame, like every table

Without a workspace, ``ovp.read_plan``, ``ovp.generate`` and ``ovp.merge`` take files from
anywhere and know only what they are told.

Tables are pandas DataFrames; their columns and dtypes are in :mod:`ovpsheets.tables`.
What else is handed out has its type in :mod:`ovpsheets.types`, what goes wrong in
:mod:`ovpsheets.errors`.
Nothing is printed and no state is kept. Stations, times and files set aside are told through
``logging``, under the name ``ovpsheets``, to whoever listens.
"""

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Final

from ovpsheets.version import VERSION

if TYPE_CHECKING:
    from ovpsheets import errors as errors
    from ovpsheets import types as types
    from ovpsheets.errors import InputError, OvpError, PlanError, WorkspaceError
    from ovpsheets.intake.reading.own_readers import Reader
    from ovpsheets.journeys.bare_merge import merge
    from ovpsheets.journeys.generate import generate
    from ovpsheets.journeys.merged import Merged
    from ovpsheets.journeys.read_inputs import (
        examine_plan,
        read_decisions,
        read_plan,
        read_register,
    )
    from ovpsheets.plan.due import only
    from ovpsheets.plan.model import Plan
    from ovpsheets.quarter import Quarter
    from ovpsheets.release.read_public import read_public
    from ovpsheets.results.product import Product
    from ovpsheets.rules.base import Found, Rule
    from ovpsheets.spread.merge_dataset import merge_dataset
    from ovpsheets.tables import Tables
    from ovpsheets.words import Severity
    from ovpsheets.workspace.commands import Workspace
    from ovpsheets.workspace.folders import history

__version__ = VERSION

logging.getLogger(__name__).addHandler(logging.NullHandler())

__all__ = [
    "Found",
    "InputError",
    "Merged",
    "OvpError",
    "Plan",
    "PlanError",
    "Product",
    "Quarter",
    "Reader",
    "Rule",
    "Severity",
    "Tables",
    "Workspace",
    "WorkspaceError",
    "__version__",
    "examine_plan",
    "generate",
    "history",
    "merge",
    "merge_dataset",
    "only",
    "read_decisions",
    "read_plan",
    "read_public",
    "read_register",
]

_HOMES: Final = {
    "errors": ("InputError", "OvpError", "PlanError", "WorkspaceError"),
    "intake.reading.own_readers": ("Reader",),
    "journeys.generate": ("generate",),
    "journeys.bare_merge": ("merge",),
    "journeys.merged": ("Merged",),
    "journeys.read_inputs": ("examine_plan", "read_decisions", "read_plan", "read_register"),
    "plan.due": ("only",),
    "plan.model": ("Plan",),
    "quarter": ("Quarter",),
    "release.read_public": ("read_public",),
    "results.product": ("Product",),
    "rules.base": ("Found", "Rule"),
    "spread.merge_dataset": ("merge_dataset",),
    "tables": ("Tables",),
    "words": ("Severity",),
    "workspace.folders": ("history",),
    "workspace.commands": ("Workspace",),
}

_MODULES: Final = ("errors", "types")
"""Less often needed: every error by its name, and what functions take and hand out."""

_MOVED: Final = {
    "errors": ("FormsChangedError", "InputMissingError", "InputTypeError", "SettingsError"),
    "types": (
        "Activity",
        "Commitment",
        "Contents",
        "Decision",
        "Generated",
        "Indicator",
        "Institution",
        "IssuedForm",
        "Limits",
        "Place",
    ),
}
"""Names that were public here before; programs that use them go on working."""


# A worker process that reads one returned file imports this package too; it
# must not pay for pandas and the plan, which a worker never needs. So a name is
# fetched from its home when it is first asked for (PEP 562).
def __getattr__(name: str) -> object:
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    for home, names in (*_HOMES.items(), *_MOVED.items()):
        if name in names:
            value: object = getattr(import_module(f"{__name__}.{home}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_MODULES})
