"""How many texts are asked about before a publication, of how many: the demo's quarters.

Run as ``python -m benchmarks.asked``.
"""

import tempfile
from collections import Counter
from pathlib import Path

from ovpsheets.disclosure.person_texts import activities_of_persons
from ovpsheets.disclosure.telling import is_plain, tells
from ovpsheets.release.question_groups import in_groups
from ovpsheets.results.report.draft_register import Review
from ovpsheets.tables import records
from ovpsheets.workspace.demo import SEEN_ON, build_demo
from ovpsheets.workspace.merge import read_quarter
from ovpsheets.workspace.release import would_be_public


def main() -> None:
    """Print the counts of each quarter."""
    with tempfile.TemporaryDirectory() as folder:
        demo = build_demo(Path(folder) / "demo", "mk")
        for quarter, day in SEEN_ON.items():
            merged = read_quarter(demo.workspace, quarter, day, "mk")
            made = would_be_public(demo.workspace, merged, Review())
            asked = Counter(item.group for item in in_groups(made.questions))
            rows = made.questions["kind"].isin(["free_text", "repeats"]).sum()
            of_persons = activities_of_persons(merged.plan)
            said = [
                (row["activity"], row[column])
                for name in merged.plan.columns.tables
                for row in records(getattr(merged.tables, name))
                for own in merged.plan.columns.answers(name)
                for column in (own.free_texts if own.published else ())
                if row[column]
            ]
            beside = [text for activity, text in said if activity in of_persons]
            print(
                f"{quarter}: {rows} of {len(said)} texts asked about, in {sum(asked.values())} "
                f"questions {dict(asked)}; beside counted persons {len(beside)}, of these plain "
                f"{sum(map(is_plain, beside))}; elsewhere telling "
                f"{sum(bool(tells(t)) for a, t in said if a not in of_persons)}"
            )


if __name__ == "__main__":
    main()
