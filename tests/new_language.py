"""Play a quarter in a language that is data only; run on a copy of the package that has it.

Prints as JSON what came of it. See test_languages.py, which makes the copy.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
from cli_runs import QUARTER, answer, fill, run
from made import case_plan
from plans import tables_of

import ovpsheets
from ovpsheets.plan.model import Plan, Wording
from ovpsheets.plan.write_plan import write_plan
from ovpsheets.table_csv import read_csv
from ovpsheets.tables import PUBLISHED
from ovpsheets.texts import Texts

NEW = "tr"


def main(folder: Path) -> dict[str, object]:
    """Return what the plan, the form, the merge and the publication are in the new language."""
    root = folder / "workspace"
    assert run("-C", root, "--lang", NEW, "init", root).exit_code == 0
    blank = openpyxl.load_workbook(root / "plan.xlsx")
    (root / "plan.xlsx").write_bytes(write_plan(tables_of(_plan()), NEW))
    assert run("-C", root, "generate", QUARTER).exit_code == 0
    texts = Texts(NEW)
    form = root / QUARTER / "forms" / f"OVP_NAP5_{QUARTER}_OP_R1.xlsx"
    sheets = openpyxl.load_workbook(form).sheetnames
    said = {
        ("3.6.7", "status"): texts("words.status.limited"),
        ("3.6.7", "progress"): "İki toplantı.",
    }
    fill(root, "OP", said, sheets={2: texts("form.sheet.activities")})
    answer("-C", root, "--lang", NEW, "merge", QUARTER, "--as-of", "2022-10-12", "--all")
    results = root / QUARTER / "results"
    table = read_csv(results / "data/activities.csv", PUBLISHED["activities"])
    own = table[(table["activity"] == "3.6.7") & (table["institution"] == "OP")].iloc[0]
    answer("-C", root, "--lang", NEW, "review", QUARTER, "--as-of", "2022-10-12", "--shown", "all")
    run(
        "-C", root, "--lang", NEW, "publish", QUARTER, "--as-of", "2022-10-12",
        "--override", "test", "--by", "N. N.",
    )  # fmt: skip
    public = root / QUARTER / "public"
    names = (public / "data/names.csv").read_text(encoding="utf-8-sig")
    return {
        "package": str(Path(ovpsheets.__file__).parent),
        "columns": [cell.value for cell in blank[texts("plan.commitments.name")][1]],
        "form": sheets,
        "status": own["status"],
        "summary": (results / f"summary.{NEW}.md").read_text(encoding="utf-8"),
        "public": sorted(path.name for path in public.iterdir()),
        "names": names.splitlines()[0],
        "title": "Yeni başlık" in names,
        "dcat": json.loads((public / "catalogue/dcat.jsonld").read_text("utf-8"))["dct:language"],
    }


def _plan() -> Plan:
    plan = case_plan()
    own = [replace(i, language=NEW) if i.code == "OP" else i for i in plan.institutions]
    (commitment,) = plan.commitments
    titled = replace(commitment, title=Wording(**commitment.title.given(), tr="Yeni başlık"))
    return replace(
        plan, institutions=tuple(own), commitments=(titled,), languages=(*plan.languages, NEW)
    )


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1])), ensure_ascii=False))
