"""The files that a program reads by itself, checked at the boundary: plan, register, decisions."""

from pathlib import Path

from ovpsheets.decision import Decision
from ovpsheets.decisions import file as decisions_file
from ovpsheets.forms import register
from ovpsheets.forms.register import IssuedForm
from ovpsheets.journeys.boundary import as_existing, as_folder, as_path
from ovpsheets.own_templates import templates_at
from ovpsheets.plan import read as plan_file
from ovpsheets.plan.model import Plan
from ovpsheets.plan.problems import PlanProblem


def read_plan(path: Path | str) -> Plan:
    """Return the action plan in the workbook *path*.

    Raises PlanError when the file cannot be read, or has problems: all of them are then in
    its attribute ``problems``. Raises InputTypeError for what is no path, SettingsError for
    templates beside it that cannot be used.
    """
    file = as_path(path, "path")
    with templates_at(file.parent).in_use():
        return plan_file.read_plan(file)


def examine_plan(path: Path | str) -> tuple[Plan | None, tuple[PlanProblem, ...]]:
    """Return the plan in the workbook *path* and its problems; the plan is None if it has any.

    Raises PlanError when the file cannot be read at all, InputTypeError for what is no path,
    SettingsError for templates beside it that cannot be used.
    """
    file = as_path(path, "path")
    with templates_at(file.parent).in_use():
        return plan_file.examine_plan(file)


def read_register(folder: Path | str) -> tuple[IssuedForm, ...]:
    """Return the forms issued into *folder*, in the register's order; () without a register.

    Raises WorkspaceError when the register can no longer be read, InputMissingError for a
    folder that is not there.
    """
    return register.read_register(as_folder(folder, "folder"))


def read_decisions(path: Path | str) -> tuple[Decision, ...]:
    """Return the decisions in the file *path*, such as ``2022-Q3/decisions.csv``.

    Raises WorkspaceError when the file can no longer be read, InputMissingError for one
    that is not there.
    """
    return decisions_file.read_decisions(as_existing(path, "path"))
