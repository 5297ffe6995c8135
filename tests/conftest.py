"""Which tests go to one process: those of a file, and files that need the same slow thing.

And where they write. What else they need not wait for stands in quick.py.
"""

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any, Final

import pytest
from xdist.scheduler import LoadFileScheduling

TOGETHER: Final = {
    "demo": (
        "test_board", "test_cli_demo", "test_every_command_ends", "test_examples_returns",
        "test_manual", "test_notebook", "test_readme", "test_recipes",
    ),
    "office": (
        "test_cli_decisions", "test_confirmation", "test_consolidated_print",
        "test_corrections_office", "test_form_truth_table", "test_logo_on_forms",
        "test_number_format", "test_office_programs", "test_plan_checks", "test_reading_kind",
        "test_reading_ods", "test_reading_xls", "test_sheets_fit", "test_struck_out",
        "test_summary_pages", "test_things_on_fields",
    ),
    "source": (
        "test_docs_architecture", "test_floors", "test_kinds", "test_languages", "test_templates",
    ),
}  # fmt: skip
"""What is made once for a process and takes seconds → the files that need it."""

_LONG: Final = (
    "test_cli_merge", "test_closing", "test_collect_as_by_hand", "test_columns",
    "test_consolidated_budget", "test_corrections", "test_decisions", "test_decisions_typed",
    "test_disclosure",
    "test_disclosure_files", "test_draft_sheet", "test_extension_package", "test_held_plan",
    "test_hostile_files", "test_kept_products", "test_next_step",
    "test_other_systems", "test_outputs", "test_publish", "test_rules_scenarios",
    "test_six_quarters", "test_spread", "test_summary_browser", "test_text_attack",
    "test_two_tongues", "test_what_is_said", "test_workspace_in_python",
)  # fmt: skip
"""Files that take longest by themselves: four seconds and more."""

_GROUPS: Final = {name: group for group, names in TOGETHER.items() for name in names}


class Together(LoadFileScheduling):  # type: ignore[misc]  # xdist says nothing of its types
    """Hands out whole files, and files that belong together one after another."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return _GROUPS.get(PurePosixPath(file).stem, file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """Take that scheduler; the option ``--dist`` is the one it is derived from."""
    return Together(config, log)


_MEMORY: Final = Path("/dev/shm")
_ROOM: Final = 4_000_000_000
"""What is written in memory, and how many bytes must be free there; a run leaves half of that."""


def pytest_configure(config: pytest.Config) -> None:
    """Look for garbage rarely: thousands of tests leave little, and each look takes 90 ms.

    And keep what is compiled, also where the environment says not to: else each process that
    tests start compiles everything anew, a third of the time in which it starts. What tests
    write lies in memory, where that is a folder; on a disk it takes a tenth more of the
    processor's time, and twice that is waited for.
    """
    gc.set_threshold(100_000, 50, 50)
    if not hasattr(config, "workerinput"):
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        sys.dont_write_bytecode = False
        if "TMPDIR" not in os.environ and _has_room(_MEMORY):
            os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)
    if not _hands_out(config):  # what quick.py needs takes a second to load
        config.pluginmanager.import_plugin("quick")


def _hands_out(config: pytest.Config) -> bool:
    """Tell whether this process runs no test itself, but hands them out to others."""
    is_worker = hasattr(config, "workerinput") or config.option.collectonly
    return not is_worker and bool(config.getoption("tx", default=None))


def _has_room(folder: Path) -> bool:
    """Tell whether tests can write, and start, in *folder* what they write in a whole run."""
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        return False
    started = not os.statvfs(folder).f_flag & os.ST_NOEXEC
    return started and shutil.disk_usage(folder).free > _ROOM


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process is left with it at the end."""
    first = {*_GROUPS, *_LONG}
    items.sort(key=lambda item: item.path.stem not in first)
    gc.freeze()  # what is imported by now stays
