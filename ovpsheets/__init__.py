"""Quarterly reporting on a government action plan, done in spreadsheets.

::

    import ovpsheets as ovp

    plan = ovp.read_plan("plan.xlsx")
    ovp.generate(plan, "2022-Q3", into="2022-Q3/forms", history=ovp.history("."))
    merged = ovp.merge(plan, "2022-Q3", "2022-Q3/returns", history=ovp.history("."))
    merged.findings  # a DataFrame, like every table
    merged.write("2022-Q3/results")

Tables are pandas DataFrames; their columns and dtypes are in
:mod:`ovpsheets.tables`. Nothing is printed and no state is kept.
"""

from ovpsheets.errors import (
    FormsChangedError,
    OvpError,
    PlanError,
    SettingsError,
    WorkspaceError,
)
from ovpsheets.forms.register import IssuedForm, read_register
from ovpsheets.journeys.generate import Generated, generate
from ovpsheets.journeys.merge import Merged, merge
from ovpsheets.plan.model import Activity, Commitment, Indicator, Institution, Plan
from ovpsheets.plan.read import examine_plan, read_plan
from ovpsheets.quarter import Quarter
from ovpsheets.tables import Tables
from ovpsheets.version import VERSION
from ovpsheets.workspace.folders import Workspace, history

__version__ = VERSION

__all__ = [
    "Activity",
    "Commitment",
    "FormsChangedError",
    "Generated",
    "Indicator",
    "Institution",
    "IssuedForm",
    "Merged",
    "OvpError",
    "Plan",
    "PlanError",
    "Quarter",
    "SettingsError",
    "Tables",
    "Workspace",
    "WorkspaceError",
    "__version__",
    "examine_plan",
    "generate",
    "history",
    "merge",
    "read_plan",
    "read_register",
]
