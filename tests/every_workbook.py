"""Every workbook that is written, of the case, in one language: made once for all who look."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final
from unittest.mock import patch

from adopted_files import adopted
from large_report import every_fortieth
from made import AS_OF, QUARTER, case_plan, case_report
from returned_forms import returned, the_history, workers

from ovpsheets.adopted.new_plan import account_workbook
from ovpsheets.disclosure import Memory, Policy
from ovpsheets.forms.from_due import form_content
from ovpsheets.forms.identity import FormId
from ovpsheets.forms.workbook import form_workbook
from ovpsheets.journeys.bare_merge import merge
from ovpsheets.plan.due import due
from ovpsheets.plan.model import Plan
from ovpsheets.plan.read import read_plan
from ovpsheets.plan.write_plan import blank_plan
from ovpsheets.quarter import Quarter
from ovpsheets.release.make import make_public
from ovpsheets.release.public import Published
from ovpsheets.release.public_workbook import public_workbook
from ovpsheets.release.questions import questions_form
from ovpsheets.release.review.comments import comments_form
from ovpsheets.results.consolidated import consolidated
from ovpsheets.results.corrections.sent_back import corrections
from ovpsheets.results.report import Report, told_again
from ovpsheets.results.scorecards.cards_workbook import scorecards_workbook
from ovpsheets.tables import Tables
from ovpsheets.templates import Templates, active
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, Language


@cache
def workbooks(language: Language) -> dict[str, bytes]:
    """Return what each is, and the workbook."""
    report, nothing = replace(case_report(), plan=in_language(language)), Tables.empty()
    published = Published(nothing, nothing, nothing.indicators)
    texts, made = Texts(language), make_public(report, published, Memory(), Policy.of(report.plan))
    form = returned("MTSP", plan=report.plan).content
    return {
        "consolidated": consolidated(report, texts),
        "form": form_workbook(form),
        "correction": _correction(report),
        "comments": comments_form(report, made.public.report, "MVR", 1),
        "questions": questions_form(report, made.questions, made.memory, texts),
        "plan": blank_plan(language),
        "public": public_workbook(made.public.report, made.public.tables, texts),
        "scorecards": scorecards_workbook(report, texts),
    }


def every_workbook() -> dict[str, bytes]:
    """Return them in all languages."""
    return {
        f"{name}.{language}": data
        for language in LANGUAGES
        for name, data in workbooks(language).items()
    }


@cache
def written_once() -> dict[str, bytes]:
    """Return what need not be looked at in every language.

    In Serbian, which a workspace has where it asks for it; of a plan that was imported; with
    the long names, codes and numbers of a large plan, of which every fortieth row is shown, as few
    as they are no value twice; and the form of a plan that has columns of its own.
    """
    with Templates.of({"languages.toml": b'languages = ["sr", "mk", "sq", "en"]'}).in_use():
        serbian = {f"{name}.sr": data for name, data in workbooks(Language("sr")).items()}
    file = "national.docx"
    with patch.object(told_again, "MOST_ROWS", 100):
        large = consolidated(every_fortieth(), Texts("sq"))
    return {
        **serbian,
        "import.mk": account_workbook(adopted(file), file, "mk"),
        "large.sq": large,
        "own.mk": own_columns(),
    }


@cache
def own_columns() -> bytes:
    """Return the form of an institution whose plan asks more than the built-in columns do."""
    plan, quarter, nothing = read_plan(_FULL), Quarter(2025, 3), Tables.empty()
    (item,) = (own for own in due(plan, quarter, nothing) if own.institution == "MF")
    form_id = FormId(plan.code, quarter, item.institution, 1)
    return form_workbook(form_content(plan, form_id, item, nothing))


_FULL: Final = Path(__file__).parent.parent / "examples" / "full_plan" / "plan.xlsx"


def in_language(language: Language) -> Plan:
    """Return the plan of the case, all its institutions speaking *language*."""
    plan = case_plan()
    own = tuple(replace(each, language=language) for each in plan.institutions)
    return replace(plan, institutions=own, templates=active())


def _correction(report: Report) -> bytes:
    """Return a form that goes back, for three answers are missing."""
    form = returned("MVR", plan=report.plan).fill_well()
    for field in ("reason", "explanation", "new_deadline"):
        form.write(f"activities/3.6.3/{field}", None)
    quarter = merge(
        report.plan, QUARTER, {"form.xlsx": form.data()}, history=the_history(), as_of=AS_OF,
        executor=workers(),
    )  # fmt: skip
    return next(own.data for own in corrections(quarter) if own.institution == "MVR")
