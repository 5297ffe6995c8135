"""Rows of two institutions in one table: the codes tell whose they are."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from made import AS_OF
from returned_forms import brief_of, content_of, contents_of, good_answers, the_history, the_plan

from ovpsheets.forms.content import FormContent
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reading.cells import Contents, Sheet
from ovpsheets.intake.reading.opened import OpenedFile, ReturnedFile
from ovpsheets.intake.recognise.one_file import recognise, sent_back
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import reconcile
from ovpsheets.rules.judge import findings
from ovpsheets.tables import Tables
from ovpsheets.words import LedgerClass

OWN, OTHER = content_of("MVR"), content_of("MTSP")
OTHERS = frozenset(line.code for line in OTHER.activities) - {a.code for a in OWN.activities}


def filled(content: FormContent) -> Contents:
    return contents_of(content, good_answers(content))


def mixed(left_out: Sequence[str] = ()) -> Contents:
    """The form of one institution with the rows of another one's tables below its own."""
    own, other = filled(OWN), filled(OTHER)
    sheets = [
        with_rows(sheet, other.sheets[number], left_out) if number in (1, 2) else sheet
        for number, sheet in enumerate(own.sheets)
    ]
    return replace(own, sheets=tuple(sheets))


def with_rows(sheet: Sheet, other: Sheet, left_out: Sequence[str]) -> Sheet:
    cells = dict(sheet.cells)
    last = max(row for row, _ in cells)
    for (row, column), cell in other.cells.items():
        code = other.cells.get((row, 1))
        if code and code.raw[0].isdigit() and code.raw[1:2] == "." and code.raw not in left_out:
            at = (last + row, column)
            cells[at] = cell._replace(sheet=sheet.name, row=at[0], column=column)
    return Sheet.of(sheet.name, cells.values())


def read(contents: Contents, name: str = "а.xlsx") -> tuple[Return, ...]:
    brief = brief_of(the_plan(), the_history())
    file = ReturnedFile(name, b"", name.encode().hex().ljust(64, "0"), AS_OF)
    return recognise(OpenedFile(file, contents), brief)


def judged(*returns: Return) -> QuarterSoFar:
    brief = brief_of(the_plan(), the_history())
    return QuarterSoFar(brief, reconcile(returns, brief.plan), tables=Tables.empty())


def test_all_rows_of_another_institution_are_its_answers() -> None:
    own, other = read(mixed())
    assert (own.institution, other.institution) == ("MVR", "MTSP")
    assert other.name == "а.xlsx#MTSP"
    alone = read(filled(OTHER))[0]
    assert other.answers
    assert alone.answers
    assert other.answers.indicators == alone.answers.indicators
    for code in OTHERS:
        assert other.answers.activities[code] == alone.answers.activities[code]


def test_that_is_to_be_checked_and_its_sender_is_asked_nothing_about_it() -> None:
    table = findings(judged(*read(mixed())))
    found = table[table["rule"] == "wrong_institution"]
    assert list(found["severity"]) == ["check"]
    assert list(found["institution"]) == ["MTSP"]
    assert "во табелата на друга институција" in found["message"].item()
    assert "rows_of_another" not in set(table["rule"])


def test_every_cell_stands_in_one_ledger() -> None:
    contents = mixed()
    held = sum(len(sheet.cells) for sheet in contents.sheets)
    assert sum(len(returned.ledger) for returned in read(contents)) == held


def test_nobody_gets_back_a_file_with_the_rows_of_another() -> None:
    assert sent_back(read(mixed()), b"data") == b""


def test_some_of_its_rows_only_are_told_and_not_used() -> None:
    (own,) = read(mixed(left_out=[next(iter(OTHERS)), *(i.code for i in OTHER.indicators)]))
    assert own.institution == "MVR"
    table = findings(judged(own))
    assert "rows_of_another" in set(table["rule"])


def test_what_the_institution_sent_itself_counts_before_such_rows() -> None:
    own_form = replace(read(filled(OTHER), "б.xlsx")[0], received=AS_OF - timedelta(days=9))
    own, rows = read(mixed())
    settled = {
        item.returned.name: item.used for item in reconcile([own, rows, own_form], the_plan())
    }
    assert str(settled["б.xlsx"]) == "used"
    assert str(settled["а.xlsx#MTSP"]) == "superseded"


def test_a_whole_form_holds_nobodys_rows_but_its_own() -> None:
    (only,) = read(filled(OWN))
    assert only.name == "а.xlsx"
    assert LedgerClass.UNPLACED not in only.ledger.counts


def nameless(contents: Contents, *, said: str = "") -> Contents:
    """The two tables alone, under their headings, without a word of whose they are."""
    sheets = [
        Sheet.of(f"Табела {number}", (
            cell._replace(sheet=f"Табела {number}", value=said or cell.value, raw=said or cell.raw)
            if said and (row, column) == (1, 1) else cell._replace(sheet=f"Табела {number}")
            for (row, column), cell in contents.sheets[number].cells.items()
            if row > TITLES or (said and (row, column) == (1, 1))
        ))
        for number in (1, 2)
    ]  # fmt: skip
    return Contents(tuple(sheets))


TITLES = 4


def test_a_table_that_names_nobody_is_of_those_whose_rows_it_holds() -> None:
    first, second = read(nameless(mixed()))
    assert {first.institution, second.institution} == {"MVR", "MTSP"}
    for own, content in ((first, OWN), (second, OTHER)):
        if own.institution != content.form_id.institution:
            own = second if own is first else first
        alone = read(filled(content))[0]
        assert own.answers
        assert alone.answers
        assert own.answers.indicators == alone.answers.indicators
    rules = findings(judged(first, second))
    found = rules[rules["rule"] == "wrong_institution"]
    assert list(found["institution"]) == [second.institution]


def test_one_of_another_quarter_or_with_a_part_of_the_rows_is_only_asked_about() -> None:
    (old,) = read(nameless(mixed(), said="Известување за втор квартал 2022 година"))
    assert old.set_aside == "nameless"
    left_out = [OTHER.activities[0].code, OTHER.indicators[-1].code]
    (part,) = read(nameless(mixed(left_out)))
    assert part.set_aside == "nameless"
