"""Quarterly reporting on a government action plan, done in spreadsheets.

::

    import ovpsheets as ovp

    workspace = ovp.Workspace(".")  # every command is a method
    merged = workspace.merge("2022-Q3")
    merged.findings  # a DataFrame, like every table

Without a workspace, ``ovp.read_plan``, ``ovp.generate`` and ``ovp.merge`` take files from
anywhere and know only what they are told.

Tables are pandas DataFrames; their columns and dtypes are in :mod:`ovpsheets.tables`.
Nothing is printed and no state is kept. Stations, times and files set aside are told through
``logging``, under the name ``ovpsheets``, to whoever listens.
"""

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Final

from ovpsheets.version import VERSION

if TYPE_CHECKING:
    from ovpsheets.decision import Decision
    from ovpsheets.errors import (
        FormsChangedError,
        InputError,
        InputMissingError,
        InputTypeError,
        OvpError,
        PlanError,
        SettingsError,
        WorkspaceError,
    )
    from ovpsheets.forms.register import IssuedForm
    from ovpsheets.intake.reading.cells import Contents
    from ovpsheets.intake.reading.limits import Limits
    from ovpsheets.intake.reading.own_readers import Reader
    from ovpsheets.journeys.generate import Generated, generate
    from ovpsheets.journeys.merge import merge
    from ovpsheets.journeys.merged import Merged
    from ovpsheets.journeys.read_inputs import (
        examine_plan,
        read_decisions,
        read_plan,
        read_register,
    )
    from ovpsheets.plan.due import only
    from ovpsheets.plan.model import Activity, Commitment, Indicator, Institution, Plan
    from ovpsheets.quarter import Quarter
    from ovpsheets.release.read_public import read_public
    from ovpsheets.results.product import Product
    from ovpsheets.rules.base import Found, Place, Rule
    from ovpsheets.tables import Tables
    from ovpsheets.words import Severity
    from ovpsheets.workspace.commands import Workspace
    from ovpsheets.workspace.folders import history

__version__ = VERSION

logging.getLogger(__name__).addHandler(logging.NullHandler())

__all__ = [
    "Activity",
    "Commitment",
    "Contents",
    "Decision",
    "FormsChangedError",
    "Found",
    "Generated",
    "Indicator",
    "InputError",
    "InputMissingError",
    "InputTypeError",
    "Institution",
    "IssuedForm",
    "Limits",
    "Merged",
    "OvpError",
    "Place",
    "Plan",
    "PlanError",
    "Product",
    "Quarter",
    "Reader",
    "Rule",
    "SettingsError",
    "Severity",
    "Tables",
    "Workspace",
    "WorkspaceError",
    "__version__",
    "examine_plan",
    "generate",
    "history",
    "merge",
    "only",
    "read_decisions",
    "read_plan",
    "read_public",
    "read_register",
]

_HOMES: Final = {
    "decision": ("Decision",),
    "errors": (
        "FormsChangedError",
        "InputError",
        "InputMissingError",
        "InputTypeError",
        "OvpError",
        "PlanError",
        "SettingsError",
        "WorkspaceError",
    ),
    "forms.register": ("IssuedForm",),
    "intake.reading.cells": ("Contents",),
    "intake.reading.limits": ("Limits",),
    "intake.reading.own_readers": ("Reader",),
    "journeys.generate": ("Generated", "generate"),
    "journeys.merge": ("merge",),
    "journeys.merged": ("Merged",),
    "journeys.read_inputs": ("examine_plan", "read_decisions", "read_plan", "read_register"),
    "plan.due": ("only",),
    "plan.model": ("Activity", "Commitment", "Indicator", "Institution", "Plan"),
    "quarter": ("Quarter",),
    "release.read_public": ("read_public",),
    "results.product": ("Product",),
    "rules.base": ("Found", "Place", "Rule"),
    "tables": ("Tables",),
    "words": ("Severity",),
    "workspace.folders": ("history",),
    "workspace.commands": ("Workspace",),
}


# A worker process that reads one returned file imports this package too; it
# must not pay for pandas and the plan, which a worker never needs. So a name is
# fetched from its home when it is first asked for (PEP 562).
def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            value: object = getattr(import_module(f"{__name__}.{home}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
