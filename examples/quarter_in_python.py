# %% [markdown]
# # A quarter in Python
#
# The October 2022 case from plan to findings. Every table is a pandas
# DataFrame; `docs/tables.md` says what its columns mean. Run it as a script, or
# cell by cell in an editor that knows `# %%`.
"""The October 2022 case, step by step, with ``import ovpsheets as ovp``."""

# %%
import hashlib
import sys
import tempfile
from datetime import date
from pathlib import Path

import pandas as pd

import ovpsheets as ovp

CASE = Path(__file__).with_name("case")
HERE = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="ovpsheets-"))

# %% [markdown]
# ## The plan: what was promised, by whom, until when

# %%
plan = ovp.read_plan(CASE / "plan.xlsx")
for activity in plan.activities:
    print(activity.code, activity.holder, activity.deadline, activity.text.in_("en"))

# %% [markdown]
# ## When each file came
#
# A mail's date is not in a spreadsheet, so `merge` is told: sha256 → day.

# %%
came = pd.read_csv(CASE / "received.csv", parse_dates=["received"])
received = {
    hashlib.sha256((CASE / "returns" / quarter / file).read_bytes()).hexdigest(): day.date()
    for quarter, file, day in zip(came["quarter"], came["file"], came["received"], strict=True)
}

# %% [markdown]
# ## Three quarters in order
#
# Each is merged with the ones before, so that "previous" means something.

# %%
for quarter, as_of in (
    ("2022-Q1", date(2022, 4, 12)),
    ("2022-Q2", date(2022, 7, 14)),
    ("2022-Q3", date(2022, 10, 12)),
):
    history = ovp.history(HERE)
    forms = ovp.generate(plan, quarter, into=HERE / quarter / "forms", history=history)
    merged = ovp.merge(
        plan,
        quarter,
        CASE / "returns" / quarter,
        history=history,
        issued=ovp.read_register(forms.folder),
        received=received,
        as_of=as_of,
        language="en",
    )
    merged.write(HERE / quarter / "results")

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
together = ovp.history(HERE).activities
holders = together[together["role"] == "holder"]
print(holders.pivot(index="activity", columns="quarter", values="status"))
print(f"Consolidated workbook, summaries and data: {HERE / '2022-Q3' / 'results'}")
