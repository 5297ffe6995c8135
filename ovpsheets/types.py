"""What the public functions and methods take and hand out, where it has no name of its own there.

Of the plan: ``Institution``, ``Commitment``, ``Activity``, ``Indicator``, ``PlanFrames``. To
functions go ``Decision``, ``IssuedForm``, ``Limits``. What a method of
:class:`ovpsheets.Workspace` returns: ``Generated``, ``Gathering``, ``Checked``,
``QuarterStatus``, ``Reminded``, ``Reviewed``, ``Publication``, ``Closing``, ``Closed``,
``Written``, ``QuarterFolder``, ``Settings``, ``FixedPlan``, ``PlanChanges``. Of a function:
``MergedDataset``. Rules of other
packages say where something is by a ``Place``; readers make ``Contents``.

Nothing has to be imported from here to use the package: the names are for annotations, and
for reading what there is.
"""

from ovpsheets.decision import Decision
from ovpsheets.forms.register import IssuedForm
from ovpsheets.intake.reading.cells import Contents
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.journeys.generate import Generated
from ovpsheets.plan.frames import PlanFrames
from ovpsheets.plan.model import Activity, Commitment, Indicator, Institution
from ovpsheets.results.write_results import Written
from ovpsheets.rules.base import Place
from ovpsheets.settings import Settings
from ovpsheets.spread.merged_dataset import MergedDataset
from ovpsheets.workspace.check import Checked
from ovpsheets.workspace.closed import Closed
from ovpsheets.workspace.closing import Closing
from ovpsheets.workspace.collect import Gathering
from ovpsheets.workspace.fix_plan import FixedPlan
from ovpsheets.workspace.issued_plan import PlanChanges
from ovpsheets.workspace.publish import Publication
from ovpsheets.workspace.quarter_folder import QuarterFolder
from ovpsheets.workspace.remind import Reminded
from ovpsheets.workspace.review import Reviewed
from ovpsheets.workspace.status import QuarterStatus

__all__ = [
    "Activity",
    "Checked",
    "Closed",
    "Closing",
    "Commitment",
    "Contents",
    "Decision",
    "FixedPlan",
    "Gathering",
    "Generated",
    "Indicator",
    "Institution",
    "IssuedForm",
    "Limits",
    "MergedDataset",
    "Place",
    "PlanChanges",
    "PlanFrames",
    "Publication",
    "QuarterFolder",
    "QuarterStatus",
    "Reminded",
    "Reviewed",
    "Settings",
    "Written",
]
