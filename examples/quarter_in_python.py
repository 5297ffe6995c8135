# %% [markdown]
# # A quarter in Python
#
# The October 2022 case from plan to findings. Every table is a pandas
# DataFrame; `docs/tables.md` says what its columns mean. Run it as a script, or
# cell by cell in an editor that knows `# %%`.
"""The October 2022 case, step by step, with ``import ovpsheets as ovp``."""

# %%
import hashlib
import shutil
import sys
import tempfile
from pathlib import Path

import pandas as pd

import ovpsheets as ovp

CASE = Path(__file__).with_name("case")
HERE = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="ovpsheets-"))

# %% [markdown]
# ## The plan: what was promised, by whom, until when

# %%
HERE.mkdir(parents=True, exist_ok=True)
shutil.copy(CASE / "plan.xlsx", HERE)
workspace = ovp.Workspace(HERE, "en")
for activity in workspace.plan.activities:
    print(activity.code, activity.holder, activity.deadline, activity.text.in_("en"))

# %% [markdown]
# ## When each file came
#
# A mail's date is not in a spreadsheet. `collect` records it in `received.csv` of the
# quarter; here it is written by hand, from what the case knows.

# %%
came = pd.read_csv(CASE / "received.csv")


def received(quarter: str) -> pd.DataFrame:
    """Return the register of the quarter: file, day, SHA-256."""
    own = came.loc[came["quarter"] == quarter, ["file", "received"]]
    digests = [
        hashlib.sha256((CASE / "returns" / quarter / file).read_bytes()).hexdigest()
        for file in own["file"]
    ]
    return own.assign(sha256=digests)


# %% [markdown]
# ## Three quarters in order
#
# Each is merged with the ones before, so that "previous" means something.

# %%
for quarter, as_of in (
    ("2022-Q1", "2022-04-12"),
    ("2022-Q2", "2022-07-14"),
    ("2022-Q3", "2022-10-12"),
):
    workspace.generate(quarter)
    place = workspace.folder(quarter)
    shutil.copytree(CASE / "returns" / quarter, place.returns, dirs_exist_ok=True)
    received(quarter).to_csv(place.received, index=False)
    merged = workspace.merge(quarter, as_of=as_of)

# %% [markdown]
# ## The third quarter
#
# Silence is not an answer: MTSP's activities say `no_report`, not `not_started`.

# %%
print(merged.activities[["activity", "institution", "status", "timeliness", "reason"]])
print(merged.findings[["severity", "rule", "institution", "cell", "message"]])
print(merged.unplaced[["institution", "sheet", "cell", "text"]])

# %% [markdown]
# ## Where a figure comes from

# %%
trained = merged.indicators.query("indicator == '3.6.3.1'")
print(trained[["value", "file", "sheet", "cell"]].to_dict("records"))

# %% [markdown]
# ## All quarters side by side

# %%
together = workspace.history().activities
holders = together[together["role"] == "holder"]
print(holders.pivot(index="activity", columns="quarter", values="status"))
print(f"Consolidated workbook, summaries and data: {HERE / '2022-Q3' / 'results'}")
