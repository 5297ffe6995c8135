"""A plan in Serbian and one in English alone, each played by CLI to the published package.

Nothing of either is in any other language: three institutions, two quarters, answers as people
write them. Played once for all tests that look at it.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

import openpyxl
from cli_runs import built, run

from ovpsheets.own_templates import templates_at
from ovpsheets.plan.write_plan import write_plan

QUARTERS: Final = {"2025-Q1": "2025-04-08", "2025-Q2": "2025-07-08"}
"""Quarter → the day on which it is merged."""

Said = Mapping[tuple[str, str], str | float]


@dataclass(frozen=True)
class Tongue:
    """What is said in a language: the plan's texts, and what institutions answer by quarter."""

    language: str
    title: str
    institutions: Mapping[str, tuple[str, str]]
    commitment: str
    activities: Mapping[str, str]
    indicators: Mapping[str, tuple[str, str, str]]  # kind, text, unit
    answers: Mapping[str, Mapping[str, Said]]  # quarter → institution → answers


SERBIAN: Final = Tongue(
    "sr",
    "Akcioni plan Partnerstva za otvorenu upravu",
    {
        "MDULS": ("Ministarstvo državne uprave i lokalne samouprave", "MDULS"),
        "MP": ("Ministarstvo pravde", "MP"),
        "OCD": ("Udruženje građana „Otvorena vrata”", ""),
    },
    "Otvoreni podaci i učešće građana",
    {
        "1.1.1": "Objavljivanje skupova otvorenih podataka",
        "1.1.2": "Izmena Zakona o javnim raspravama",
        "1.1.3": "Obuke službenika za rad s građanima",
        "1.1.4": "Istraživanje o zadovoljstvu građana",
    },
    {
        "1.1.1.1": ("count", "Broj objavljenih skupova podataka", "skupovi podataka"),
        "1.1.1.2": ("percent", "Udeo organa koji objavljuju podatke", ""),
        "1.1.2.1": ("yes_no", "Zakon je usvojen (da/ne)", ""),
        "1.1.2.2": ("date", "Dan usvajanja zakona", ""),
        "1.1.3.1": ("count", "Broj održanih obuka", "obuke"),
        "1.1.3.2": ("amount", "Utrošena sredstva", "dinari"),
        "1.1.4.1": ("count", "Broj anketiranih građana", "građani"),
    },
    {
        "2025-Q1": {
            "MDULS": {
                ("1.1.1", "status"): "značajan napredak",
                ("1.1.1", "progress"): "Objavljeno je dvanaest novih skupova podataka na portalu.",
                ("1.1.3", "status"): "Ograničeno",
                ("1.1.3", "progress"): "Održane su tri obuke u Nišu i Kragujevcu.",
                ("1.1.1.1", "value"): "12 skupova podataka",
                ("1.1.1.2", "value"): "46,5",
                ("1.1.3.1", "value"): "tri obuke",
                ("1.1.3.2", "value"): "1.250.000,50",
            },
            "MP": {
                ("1.1.2", "status"): "Nije započeto",
                ("1.1.2", "reason"): "nedostatak kadra",
                ("1.1.2", "explanation"): "Radna grupa nije imenovana jer su u toku izbori.",
                ("1.1.2.1", "value"): "ne",
                ("1.1.2.2", "flag"): "neprimenljivo",
            },
        },
        "2025-Q2": {
            "MDULS": {
                ("1.1.1", "status"): "Završeno",
                ("1.1.1", "progress"): "Objavljen je i poslednji skup podataka iz plana.",
                ("1.1.1", "evidence"): "https://data.example.rs/skupovi",
                ("1.1.3", "status"): "Značajno",
                ("1.1.3", "progress"): "Održano je još pet obuka u Beogradu.",
                ("1.1.1.1", "value"): 24,
                ("1.1.1.2", "value"): "nema podataka",
                ("1.1.3.1", "value"): "ukupno 8",
                ("1.1.3.2", "value"): "oko 2.000.000",
            },
            "MP": {
                ("1.1.2", "status"): "ograničen napredak",
                ("1.1.2", "progress"): "Imenovana je radna grupa i sačinjen prvi nacrt.",
                ("1.1.2", "new_deadline"): "do 30. septembra 2026. godine",
                ("1.1.2", "reason"): "Kadrovske promene ili nedostatak kadra",
                ("1.1.2", "explanation"): "Posle izbora promenjeni su članovi radne grupe.",
                ("1.1.2.1", "value"): "ne",
                ("1.1.2.2", "value"): "15. mart 2026. godine",
            },
            "OCD": {
                ("1.1.4", "status"): "u toku",
                ("1.1.4", "progress"): "kao u prethodnom kvartalu",
                ("1.1.4.1", "value"): "nije primenljivo",
            },
        },
    },
)

ENGLISH: Final = Tongue(
    "en",
    "Open Government Action Plan",
    {
        "MDULS": ("Ministry of Public Administration", "MPA"),
        "MP": ("Ministry of Justice", "MoJ"),
        "OCD": ("Open Doors Association", ""),
    },
    "Open data and participation",
    {
        "1.1.1": "Publication of open datasets",
        "1.1.2": "Amendment of the law on public debates",
        "1.1.3": "Training of officials",
        "1.1.4": "Survey on satisfaction of citizens",
    },
    {
        "1.1.1.1": ("count", "Number of published datasets", "datasets"),
        "1.1.1.2": ("percent", "Share of bodies that publish data", ""),
        "1.1.2.1": ("yes_no", "The law has been adopted (yes/no)", ""),
        "1.1.2.2": ("date", "Day of adoption", ""),
        "1.1.3.1": ("count", "Number of trainings held", "trainings"),
        "1.1.3.2": ("amount", "Funds spent", "euros"),
        "1.1.4.1": ("count", "Number of citizens surveyed", "citizens"),
    },
    {
        "2025-Q1": {
            "MDULS": {
                ("1.1.1", "status"): "substantial progress",
                ("1.1.1", "progress"): "Twelve new datasets were published on the portal.",
                ("1.1.3", "status"): "Limited",
                ("1.1.3", "progress"): "Three trainings were held in two towns.",
                ("1.1.1.1", "value"): "12 datasets",
                ("1.1.1.2", "value"): "46.5",
                ("1.1.3.1", "value"): "three trainings",
                ("1.1.3.2", "value"): 1250000.5,
            },
            "MP": {
                ("1.1.2", "status"): "Not started",
                ("1.1.2", "reason"): "lack of staff",
                ("1.1.2", "explanation"): "The working group was not named because of elections.",
                ("1.1.2.1", "value"): "no",
                ("1.1.2.2", "flag"): "does not apply",
            },
        },
        "2025-Q2": {
            "MDULS": {
                ("1.1.1", "status"): "Completed",
                ("1.1.1", "progress"): "The last dataset of the plan was published, too.",
                ("1.1.1", "evidence"): "https://data.example.org/sets",
                ("1.1.3", "status"): "Substantial",
                ("1.1.3", "progress"): "Five more trainings were held in the capital.",
                ("1.1.1.1", "value"): 24,
                ("1.1.1.2", "value"): "no data",
                ("1.1.3.1", "value"): "8 in total",
                ("1.1.3.2", "value"): "about 2000000",
            },
            "MP": {
                ("1.1.2", "status"): "limited progress",
                ("1.1.2", "progress"): "The working group was named and made a first draft.",
                ("1.1.2", "new_deadline"): "by 30 September 2026",
                ("1.1.2", "reason"): "Personnel changes or lack of staff",
                ("1.1.2", "explanation"): "After the elections the members of the group changed.",
                ("1.1.2.1", "value"): "no",
                ("1.1.2.2", "value"): "15 March 2026",
            },
            "OCD": {
                ("1.1.4", "status"): "ongoing",
                ("1.1.4", "progress"): "same as before",
                ("1.1.4.1", "value"): "not applicable",
            },
        },
    },
)

HOLDERS: Final = {"1.1.1": "MDULS", "1.1.2": "MP", "1.1.3": "MDULS", "1.1.4": "OCD"}


def played(tongue: Tongue) -> Path:
    """Return the workspace of a plan that was played to the end; only to be read."""
    return _built(tongue.language)


@cache
def _built(language: str) -> Path:
    tongue = {own.language: own for own in (SERBIAN, ENGLISH)}[language]
    return built(partial(_play, tongue))


def _play(tongue: Tongue, folder: Path) -> Path:
    root = folder / "plan"
    _said(root, "init", run("init", root, "--languages", tongue.language))
    with templates_at(root).in_use():
        (root / "plan.xlsx").write_bytes(write_plan(_tables(tongue), tongue.language))
    _said(root, "plan", run("-C", root, "plan"))
    for quarter, day in QUARTERS.items():
        _said(root, "generate", run("-C", root, "generate", quarter))
        for institution, answers in tongue.answers[quarter].items():
            _fill(root, quarter, institution, answers)
        for command in ("merge", "remind", "note"):
            _said(root, command, run("-C", root, command, quarter, "--as-of", day))
        done = run("-C", root, "review", quarter, "--as-of", day, "--shown", "all")
        _said(root, "review", done)
        by = ("--override", "x", "--by", "N. N.")
        _said(root, "publish", run("-C", root, "publish", quarter, "--as-of", day, *by))
    for command in ("next", "rules", "doctor", "templates"):
        _said(root, command, run("-C", root, command, *(["--look"] * (command == "next"))))
    return root


def _said(root: Path, command: str, done: Any) -> None:
    """Keep what a command said beside all else that must be in the language."""
    assert done.exit_code == 0, (command, done.output, done.exception)
    with (root / f"{command}.said.txt").open("a", encoding="utf-8") as file:
        file.write(done.output)


def _tables(tongue: Tongue) -> dict[str, list[dict[str, Any]]]:
    la = tongue.language
    return {
        "plan": [{
            "code": "AP5", f"title_{la}": tongue.title, "start": "1.1.2025", "end": "31.12.2026",
            "coordinator": "MDULS", "languages": la,
        }],
        "institutions": [
            {
                "code": code, f"name_{la}": name, f"short_{la}": short, "language": la,
                "email": f"{code.lower()}@example.org",
            }
            for code, (name, short) in tongue.institutions.items()
        ],
        "commitments": [{"code": "1.1", f"title_{la}": tongue.commitment, "coordinator": "MDULS"}],
        "activities": [
            {
                "code": code, "commitment": "1.1", f"text_{la}": text, "start": "1.1.2025",
                "deadline": "30.6.2025" if code == "1.1.2" else "31.12.2026",
                "holder": HOLDERS[code],
            }
            for code, text in tongue.activities.items()
        ],
        "indicators": [
            {
                "code": code, "activity": code.rpartition(".")[0], "kind": kind,
                f"text_{la}": text, "unit": unit, "persons": "no",
            }
            for code, (kind, text, unit) in tongue.indicators.items()
        ],
    }  # fmt: skip


def _fill(root: Path, quarter: str, institution: str, answers: Said) -> None:
    form = root / quarter / "forms" / f"OVP_AP5_{quarter}_{institution}_R1.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(form.read_bytes()))
    for (code, column), value in answers.items():
        sheet = book.worksheets[1 if code.count(".") == 2 else 2]
        (keys,) = (row for row in sheet.iter_rows() if row[0].value == "code")
        letter = next(cell.column_letter for cell in keys if cell.value == column)
        number = next(cell.row for cell in sheet["A"] if cell.value == code)
        sheet[f"{letter}{number}"].value = value
    path = root / quarter / "returns" / form.name
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
