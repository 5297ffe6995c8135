"""Write the note of a working meeting, at any time between two merges."""

from pathlib import Path

from ovpsheets.results import note
from ovpsheets.results.narrative import summary_context
from ovpsheets.results.page import page_file
from ovpsheets.results.product import Outputs
from ovpsheets.results.replace import replace_files
from ovpsheets.results.report import Report
from ovpsheets.results.summary import documents
from ovpsheets.results.write_results import Written
from ovpsheets.texts import Texts
from ovpsheets.version import VERSION


def write_note(report: Report, folder: Path, commitment: str = "") -> Written:
    """Write the working meeting's note into *folder*, in the plan's languages.

    *commitment* limits it to one working group, for which its summary is written too.
    Raises KeyError for a commitment that the plan does not have, OSError as
    :func:`write_results`.
    """
    outputs: dict[str, bytes] = {}
    for language in report.plan.languages:
        spoken = report.in_language(language)
        outputs.update(note.outputs(spoken, commitment))
        if commitment:
            outputs.update(_summary(spoken, commitment))
    # Nothing is stale: notes of other commitments stay until somebody removes them.
    copies = replace_files(folder, outputs, stale=lambda _: False)
    return Written(folder, tuple(folder / name for name in outputs), copies)


def _summary(report: Report, commitment: str) -> Outputs:
    """Yield what the coordinator has of one commitment, in the report's language."""
    context = summary_context(report, Texts(report.language), commitment, version=VERSION)
    part = f".{commitment}.{report.language}"
    yield from documents(context, "summary", part)
    yield from page_file(context, "summary", part)
