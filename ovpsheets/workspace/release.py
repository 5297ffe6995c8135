"""What would be published of a quarter, and what has to be answered before.

disclosure.csv          in the workspace: what was decided about figures and texts of persons
2022-Q3/questions.xlsx  what nobody has answered yet, to be answered in Excel
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd

from ovpsheets.disclosure import Policy, RecordedAnswer, RefusedTexts, memory_csv
from ovpsheets.files import write_changed
from ovpsheets.journeys.merged import Merged
from ovpsheets.quarter import Quarter
from ovpsheets.release.log import read_log
from ovpsheets.release.make import Made, make_public
from ovpsheets.release.public import PUBLIC_INSTITUTIONS, Published
from ovpsheets.release.questions import questions_form, read_answers
from ovpsheets.release.review.drafting import unseen
from ovpsheets.release.revisions import RELEASED
from ovpsheets.release.withheld import tells_promised, tells_refused
from ovpsheets.results.report.draft_register import Review
from ovpsheets.table_csv import read_csv, widened
from ovpsheets.tables import ACTIVITIES, INDICATORS, Schema, Tables, joined, records
from ovpsheets.texts import Texts
from ovpsheets.workspace.folders import WorkspaceFolder
from ovpsheets.workspace.quarter_folder import QuarterFolder
from ovpsheets.workspace.received import undated
from ovpsheets.workspace.released_figures import read_released
from ovpsheets.workspace.told_of_persons import known_answers


def make_release(workspace: WorkspaceFolder, merged: Merged, review: Review) -> Made:
    """Make what would be published, take in what was answered, and ask what is still open.

    Raises WorkspaceError for a questions form or a disclosure.csv that cannot be read.
    """
    made = would_be_public(workspace, merged, review)
    # A workspace in which nothing counts persons keeps no empty file.
    if made.memory.lines:
        write_changed(workspace.disclosure, memory_csv(made.memory))
    _ask(workspace.quarter(merged.quarter), merged, made)
    return made


def would_be_public(workspace: WorkspaceFolder, merged: Merged, review: Review) -> Made:
    """Return what would be published, as :func:`make_release`; nothing is written."""
    merged = _protected_by_both(workspace, merged)
    place = workspace.quarter(merged.quarter)
    decided = [item.decision for item in merged.decided]
    before = known_answers(workspace, merged.quarter, decided).with_answers(_answers(place))
    policy = policy_of(workspace, merged)
    earlier = published(workspace, merged.quarter)
    guessed = undated(place.received, merged.tables.returns)
    not_shown = partial(unseen, review, merged)
    return make_public(merged, earlier, before, policy, unseen=not_shown, undated=guessed)


def policy_of(workspace: WorkspaceFolder, merged: Merged) -> Policy:
    """Return how figures are protected: of a published quarter by the stricter of then and now.

    The method is that with which it was published: both ways of protecting one figure would
    tell more of it than either.
    """
    now = workspace.settings()
    then = workspace.settings_of(merged.quarter) or now
    policy = Policy.of(
        merged.plan,
        protect_zeros=now.protect_zeros or then.protect_zeros,
        contributors=now.contributors or then.contributors,
        method=then.method,
    )
    if not merged.amended:
        return policy
    plan = workspace.plan()
    return replace(
        policy,
        threshold=max(policy.threshold, plan.threshold),
        threshold_breakdown=max(policy.threshold_breakdown, plan.threshold_breakdown),
    )


def _protected_by_both(workspace: WorkspaceFolder, merged: Merged) -> Merged:
    """Return *merged* with what the present plan says of persons, where it is not its own.

    A quarter is judged by the plan it was published with; who is protected since is
    protected there, too.
    """
    if not merged.amended:
        return merged
    known = {own.code for own in workspace.plan().indicators if own.persons}
    indicators = tuple(
        replace(own, persons=True) if own.code in known else own for own in merged.plan.indicators
    )
    return replace(merged, plan=replace(merged.plan, indicators=indicators))


def _answers(place: QuarterFolder) -> Mapping[str, RecordedAnswer]:
    return read_answers(place.questions.read_bytes()) if place.questions.is_file() else {}


def _ask(place: QuarterFolder, merged: Merged, made: Made) -> None:
    """Write the form of open questions; without any it goes, for disclosure.csv has the answers."""
    if len(made.questions):
        texts = Texts(merged.language)
        form = questions_form(merged, made.questions, made.memory, texts)
        write_changed(place.questions, form)
    else:
        place.questions.unlink(missing_ok=True)


def open_questions(workspace: WorkspaceFolder, made: Made) -> Path | None:
    """Return the form in which something is still to be answered, None without any."""
    place = workspace.quarter(made.public.report.quarter)
    return place.questions if len(made.questions) else None


def published(workspace: WorkspaceFolder, quarter: Quarter) -> Published:
    """Return what was published before: of earlier quarters, of this one, of all releases."""
    before = (other for other in workspace.quarters() if other < quarter)
    earlier = [workspace.quarter(other).public / "data" for other in before]
    return Published(
        _tables(earlier),
        _tables([workspace.quarter(quarter).public / "data"]),
        read_released(workspace),
    )


def telling(workspace: WorkspaceFolder, made: Made) -> tuple[Quarter, ...]:
    """Return the other published quarters whose public files may still tell what was taken back.

    Of a figure those after it that were not published since: each tells what was before it.
    Of a text those in which somebody's "no" is not yet followed; of a baseline or target likewise.
    """
    own, refused = made.public.report, RefusedTexts.of(made.memory)
    back = [row["day"] for row in records(made.public.revisions) if row["withdrawn"]]
    found = []
    for quarter in workspace.quarters():
        place = workspace.quarter(quarter)
        entries = read_log(place.releases) if quarter != own.quarter else ()
        if entries:
            # Days alone are kept, so what was published on the day itself may be older, too.
            is_older = bool(back) and entries[-1].day <= max(back).isoformat()
            tables = _tables([place.public / "data"])
            tells = tells_refused(own.plan.columns, tables, refused)
            tells = tells or tells_promised(tables, made.promised)
            if tells or (quarter > own.quarter and is_older):
                found.append(quarter)
    return tuple(found)


def _tables(folders: list[Path]) -> Tables:
    schemas = {
        "activities": ACTIVITIES,
        "indicators": INDICATORS,
        "revisions": RELEASED,
        "institutions": {"quarter": "text", **PUBLIC_INSTITUTIONS},
    }
    own = {
        name: _read([folder / f"{name}.csv" for folder in folders], schema, name)
        for name, schema in schemas.items()
    }
    empty = Tables.empty()
    return Tables(
        activities=own["activities"],
        indicators=own["indicators"],
        findings=empty.findings,
        returns=empty.returns,
        unplaced=empty.unplaced,
        institutions=own["institutions"],
        revisions=own["revisions"],
    )


def _read(paths: list[Path], schema: Schema, table: str = "") -> pd.DataFrame:
    wide = widened(table, schema, paths)
    return joined((read_csv(path, wide) for path in paths if path.is_file()), wide)
