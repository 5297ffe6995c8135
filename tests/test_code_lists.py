"""Every column that holds codes has its list, and every list its words."""

from dataclasses import replace
from typing import Final

import pytest
from made import case_plan, case_report

from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.plan.model import Wording
from ovpsheets.release.public import PUBLIC
from ovpsheets.results.data_package import code_lists
from ovpsheets.results.report.code_lists import CODES, COLUMN, RULE, Code, codes_of, list_of
from ovpsheets.results.report.provenance import PROVENANCE
from ovpsheets.rules.rule_book import RULES
from ovpsheets.tables import ALL, PUBLISHED, Schema
from ovpsheets.words import LANGUAGES, Language

TABLES: Final[tuple[tuple[str, Schema], ...]] = (
    *ALL.items(), *PUBLIC.items(), ("provenance", PROVENANCE)
)  # fmt: skip

OF_THE_PLAN: Final = {
    "quarter",
    "completed_in",
    "commitment",
    "activity",
    "indicator",
    "institution",
}
"""Codes that the plan, or the calendar, gives; their names are in the table of names."""

IN_WORDS: Final = {
    "progress", "explanation", "evidence", "text", "source", "note", "unit", "found", "message",
    "ask", "waiver", "program", "observed", "raw", "was", "now", "file", "sheet", "cell", "sha256",
    "since", "id", "follows", "decision", "home", "field", "code", "withheld", "unclear",
    "lacks_quarters", "lacks_institutions",
    *(f"{stem}_{language}" for stem in ("title", "unit") for language in LANGUAGES),
}  # fmt: skip
"""Texts, places, and identifiers; ``withheld``, ``unclear``, ``lacks_…`` hold several in a row."""

REASONS_IN_WORDS: Final = {("returns", "reason"), ("revisions", "reason")}


@pytest.mark.parametrize(("table", "schema"), TABLES, ids=[name for name, _ in TABLES])
def test_a_column_of_texts_has_a_code_list_or_is_known_to_need_none(
    table: str, schema: Schema
) -> None:
    for column, kind in schema.items():
        needs_none = column in OF_THE_PLAN | IN_WORDS or (table, column) in REASONS_IN_WORDS
        has_one = bool(list_of(BUILT_IN, table, column))
        assert has_one is (kind == "text" and not needs_none), column


def test_an_answer_is_coded_by_what_it_holds() -> None:
    coded = {"status", "reason", "flag"}
    for table in BUILT_IN.tables:
        for answer in BUILT_IN.answers(table):
            for column in answer.stored:
                assert bool(list_of(BUILT_IN, table, column)) is (answer.content in coded)


def test_every_code_has_a_label_in_every_language() -> None:
    tables = {name: getattr(case_report().tables, name) for name in PUBLISHED}
    lists = code_lists(case_plan(), tables)
    assert {"status", "timeliness", "reason", "kind", "accumulation", "severity", RULE} <= set(
        lists
    )
    for name, codes in lists.items():
        ours = {rule.id for rule in RULES} if name == RULE else {code.code for code in codes}
        for code in codes:
            if code.code not in ours:
                continue  # the case made by hand names rules of its own
            assert set(code.labels) == set(LANGUAGES), (name, code.code)
            assert all(code.labels.values())


def test_a_reason_of_the_plan_is_worded_as_the_plan_has_it() -> None:
    own = {"elections": Wording("Избори"), "staff": Wording("Кадар", "Kuadri")}
    plan = replace(case_plan(), reasons=own)
    codes = {code.code: code.labels for code in codes_of("reason", plan)}
    assert codes["elections"] == {"mk": "Избори"}
    assert codes["staff"] == {"mk": "Кадар", "sq": "Kuadri"}
    assert list(codes)[-1] == "elections"


def test_a_code_that_the_list_lacks_stands_behind_it_without_a_word() -> None:
    *_, last = codes_of("reason", case_plan(), ["staff", "weather"])
    assert last == Code("weather", {})


def test_what_is_not_published_is_in_no_public_list_of_columns() -> None:
    every = {code.code for code in codes_of(COLUMN, case_plan())}
    public = {code.code for code in codes_of(COLUMN, case_plan(), public=True)}
    assert every - public == {"evidence", "source"}


# Said of an activity and of its indicators alike: the plan does not begin it yet.
SAID_OF_BOTH: Final = {"not_due"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_of_one_list_stands_in_no_other(language: Language) -> None:
    """The lists stand in the columns of one workbook, where a word must say which it is of."""
    plan = case_plan()
    known: dict[str, str] = {}
    for name in CODES:
        for code in codes_of(name, plan):
            word = code.labels[language].casefold()
            assert code.code in SAID_OF_BOTH or word not in known, (word, name, known[word])
            known[word] = name
