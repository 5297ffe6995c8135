"""A plan as it was read, kept from merge to merge: reading plan.xlsx takes as long as judging it.

Kept is only a plan of which every part can be written down: one with columns of its own is read
anew each time.
"""

from pathlib import Path
from typing import Final

from ovpsheets.as_json import AsJson, ForeignJsonError, UnknownValueError
from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.columns.expressions import Calculated, Comparison, NamedNumber, WrittenNumber
from ovpsheets.columns.model import FormColumns
from ovpsheets.files import sha256
from ovpsheets.kept import KeptFolder
from ovpsheets.kept_value import key_of
from ovpsheets.kinds import KINDS, Kind
from ovpsheets.plan.model import (
    Activity,
    Amendment,
    Commitment,
    Dates,
    Indicator,
    Institution,
    Plan,
    PlanCheck,
    Waiver,
    Wording,
)
from ovpsheets.plan.read import read_plan
from ovpsheets.quarter import Quarter
from ovpsheets.templates import Templates, active, cached_up_to
from ovpsheets.words import Accumulation, Combine, Direction, Severity


def _as_built_in(columns: FormColumns) -> None:
    if columns is not BUILT_IN:
        raise UnknownValueError("columns of the plan's own")


def _at_work(digest: str) -> Templates:
    """Return the templates at work; raises LookupError where the plan was read with others."""
    if active().digest != digest:
        raise LookupError("other templates")
    return active()


_JSON: Final = AsJson(
    (
        Plan, Institution, Commitment, Activity, Indicator, Dates, Quarter, Waiver, Amendment,
        PlanCheck, Comparison, Calculated, NamedNumber, WrittenNumber, Severity,
        Accumulation, Combine, Direction,
    ),
    {
        Wording: (Wording.given, lambda given: Wording(**given)),
        Kind: (lambda kind: kind.key, KINDS.__getitem__),
        Templates: (lambda templates: templates.digest, _at_work),
        FormColumns: (_as_built_in, lambda _: BUILT_IN),
    },
)  # fmt: skip


def find_plan(path: Path, kept: KeptFolder) -> Plan:
    """Return the plan in the workbook *path* as it is *kept*, or read; raises PlanError."""
    key = _key(path)
    data = kept.get(key) if key else None
    return (_plan_in(data) if data else None) or read_plan(path)


@cached_up_to(8)  # one command asks for the plan of its workspace several times
def _plan_in(data: bytes) -> Plan | None:
    try:
        found = _JSON.loads(data)
    except ForeignJsonError:
        return None
    return found if isinstance(found, Plan) else None


def keep_plan(path: Path, kept: KeptFolder) -> None:
    """Keep the plan in the workbook *path*, where it can be, and none beside it."""
    key = _key(path)
    if key and kept.get(key) is None:
        try:
            kept.put(key, _JSON.dumps(read_plan(path)))
        except UnknownValueError:
            return
    kept.tidy()


def _key(path: Path) -> str:
    """Return under what a plan is kept, "" where nothing is known of the program or the file."""
    try:
        return key_of("plan", sha256(path.read_bytes()))
    except OSError:
        return ""
