"""How numbers among words are read: ``python -m benchmarks.phrases 40 1``.

So many forms, made with this seed, are filled with what officials write into the cells of
numbers (``phrases.toml``, in three languages) and merged. Printed is how many values were
read rightly, asked about with reason, asked about needlessly, and wrong in silence.
"""

import random
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import ovpsheets as ovp
from benchmarks.make import QUARTER, the_plan
from ovpsheets import kinds
from ovpsheets.files import write_whole
from ovpsheets.forms.from_due import form_content
from ovpsheets.forms.identity import FormId
from ovpsheets.forms.workbook import form_workbook
from ovpsheets.plan.due import due
from ovpsheets.plan.model import Plan, Wording
from ovpsheets.tables import Tables

AS_OF: Final = date(2022, 10, 12)
ASKED: Final = frozenset({"unreadable_value", "doubtful_value"})
OUTCOMES: Final = ("read rightly", "asked with reason", "asked needlessly", "wrong in silence")
REMARKS: Final = "remarks"

Phrases = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed for one indicator; ``truth`` is None where it gives no value."""

    text: str
    truth: float | None
    note: str = ""


def phrases() -> Phrases:
    """Return the phrases, by what they are written for."""
    path = Path(__file__).with_suffix(".toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def plan_of(institutions: int, said: Phrases) -> Plan:
    """Return the plan of the other benchmarks, in which indicators are those of the phrases."""
    plan, groups = the_plan(institutions), [of for of in said.values() if "kind" in of]
    return replace(
        plan,
        indicators=tuple(
            replace(
                item,
                text=Wording(*group["texts"]),
                kind=kinds.KINDS[group["kind"]],
                unit=group["unit"],
                target=None,
            )
            for place, item in enumerate(plan.indicators)
            for group in [groups[place % len(groups)]]
        ),
    )


def typed(said: Phrases, place: int, dice: random.Random) -> Typed:
    """Return what is typed for the indicator at *place* of the plan."""
    groups = [of for of in said.values() if "kind" in of]
    group = groups[place % len(groups)]
    number = dice.choice([n for n in range(12, 90) if n % 10 != 1])  # one is in the singular
    truth = float(number * group["times"] + group["plus"])
    remarks = said[REMARKS].get(group["kind"])
    if remarks and dice.random() < 0.3:
        is_clear = dice.random() < 0.5
        note = dice.choice(remarks["clear" if is_clear else "turned"])
        return Typed(str(number), float(number) if is_clear else None, note)
    is_clear = dice.random() < 0.5
    phrase = dice.choice(group["clear" if is_clear else "turned"])
    text = phrase.replace("#", str(number)).replace("@", dice.choice(group["nouns"]))
    return Typed(text, truth if is_clear else None)


def forms(plan: Plan, said: Phrases, seed: int) -> Iterator[tuple[str, bytes, dict[str, Typed]]]:
    """Yield the name and the bytes of every form, and what was typed by indicator."""
    dice = random.Random(seed)
    places = {item.code: place for place, item in enumerate(plan.indicators)}
    for item in due(plan, QUARTER, Tables.empty()):
        form_id = FormId(plan.code, QUARTER, item.institution, 1)
        content = form_content(plan, form_id, item, Tables.empty())
        told = {line.code: typed(said, places[line.code], dice) for line in content.indicators}
        answers: dict[str, str | float] = {}
        for code, one in told.items():
            answers[f"indicators/{code}/value"] = one.text
            answers |= {f"indicators/{code}/note": one.note} if one.note else {}
        yield form_id.file_name, form_workbook(content, answers), told


def outcomes(institutions: int, seed: int) -> Iterator[tuple[str, Typed]]:
    """Yield what became of every value that was typed."""
    said = phrases()
    plan = plan_of(institutions, said)
    told: dict[str, Typed] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, data, by_code in forms(plan, said, seed):
            write_whole(Path(folder) / name, data)
            told |= by_code
        merged = ovp.merge(plan, QUARTER, folder, as_of=AS_OF)
    asked = set(merged.findings.loc[merged.findings["rule"].isin(ASKED), "indicator"])
    for row in merged.indicators.itertuples():
        one = told[str(row.indicator)]
        yield _outcome(one.truth, row.value, is_asked=row.indicator in asked), one


def _outcome(truth: float | None, value: Any, *, is_asked: bool) -> str:
    if is_asked:
        return "asked with reason" if truth is None else "asked needlessly"
    return "read rightly" if value == truth else "wrong in silence"


def main(institutions: int, seed: int) -> None:
    """Print how many values ended how, and the phrases that ended badly."""
    found = list(outcomes(institutions, seed))
    counts = Counter(outcome for outcome, _ in found)
    for outcome in OUTCOMES:
        print(f"{outcome:18} {counts[outcome]:6}  {counts[outcome] / len(found):7.2%}")
    for outcome, one in found:
        if outcome in OUTCOMES[2:]:
            print(f"{outcome}: {one.text!r} {one.note!r}")


if __name__ == "__main__":
    main(*(int(text) for text in sys.argv[1:3]))
