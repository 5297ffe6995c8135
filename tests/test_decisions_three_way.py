"""Decisions live in the workbook and in a file: whoever changed one counts, nothing is lost."""

from dataclasses import replace
from datetime import date
from itertools import product

from every_case import every

from ovpsheets.decision import Decision
from ovpsheets.decisions.three_way import merge_decisions
from ovpsheets.results.report.finding_states import Kept, merge_states
from ovpsheets.texts import Texts

TODAY = date(2022, 10, 12)
OLD = Decision("status", "3.6.3", "MVR", "Ограничено", "е-пошта", "А. А.", "2022-10-10")
NEW = replace(OLD, value="Завршено", day="2022-10-11")
OTHER = replace(OLD, value="Значително", day="2022-10-11")
GONE = replace(OLD, withdrawn="2022-10-12")


def kept(
    base: list[Decision], file: list[Decision], workbook: list[Decision] | None
) -> list[Decision]:
    return list(merge_decisions(base, file, workbook, TODAY, Texts("en")))


def test_what_nobody_changed_stays() -> None:
    assert kept([OLD], [OLD], [OLD]) == [OLD]


def test_what_was_typed_into_the_workbook_counts() -> None:
    assert kept([], [], [NEW]) == [NEW]
    assert kept([OLD], [OLD], [NEW]) == [NEW]


def test_what_was_written_into_the_file_counts_where_the_workbook_is_as_it_was() -> None:
    assert kept([], [NEW], []) == [NEW]
    assert kept([OLD], [NEW], [OLD]) == [NEW]


def test_a_decision_cleared_in_the_workbook_is_withdrawn_and_kept() -> None:
    assert kept([OLD], [OLD], []) == [GONE]


def test_what_stands_beside_a_cleared_value_is_why_it_was_withdrawn() -> None:
    said = replace(OLD, value="", reason="МВР достави исправка")
    (gone,) = kept([OLD], [OLD], [said])
    assert gone == replace(GONE, reason="е-пошта · МВР достави исправка")


def test_a_line_taken_out_of_the_file_is_withdrawn_and_kept() -> None:
    assert kept([OLD], [], [OLD]) == [GONE]


def test_a_line_marked_withdrawn_in_the_file_is_not_doubled() -> None:
    by_hand = replace(OLD, withdrawn="2022-10-11")
    assert kept([OLD], [by_hand], [OLD]) == [by_hand]


def test_a_withdrawn_decision_that_is_typed_again_stands_beside_its_past() -> None:
    assert kept([], [GONE], [OLD]) == [OLD, GONE]


def test_of_two_changes_the_newer_date_wins_and_the_other_is_kept() -> None:
    late = replace(OTHER, day="2022-10-12")
    now, lost = sorted(kept([OLD], [late], [NEW]), key=lambda item: item.withdrawn)
    assert now == late
    assert (lost.value, lost.withdrawn) == (NEW.value, "2022-10-12")
    assert lost.reason == "е-пошта · the decision in decisions.csv is newer"


def test_of_two_changes_of_one_day_the_workbook_wins() -> None:
    now, lost = sorted(kept([OLD], [OTHER], [NEW]), key=lambda item: item.withdrawn)
    assert now == NEW
    assert lost.value == OTHER.value


def test_a_change_wins_over_a_withdrawal() -> None:
    assert kept([OLD], [NEW], []) == [NEW]
    assert kept([OLD], [], [NEW]) == [NEW]


def test_a_workbook_without_the_sheet_changes_nothing() -> None:
    assert kept([OLD], [OLD], None) == [OLD]
    assert kept([OLD], [NEW], None) == [NEW]


def test_of_two_rows_about_one_field_the_newer_stands_and_the_other_is_kept() -> None:
    now, lost = sorted(kept([], [], [OLD, NEW]), key=lambda item: item.withdrawn)
    assert (now, lost.value) == (NEW, OLD.value)


def test_a_remark_without_a_value_is_kept_and_can_be_removed() -> None:
    remark = replace(OLD, value="", reason="чекаме одговор")
    assert kept([], [], [remark]) == [remark]
    assert kept([remark], [remark], []) == []


def test_merging_again_after_a_kill_gives_the_same() -> None:
    for base, file, workbook in (
        ([OLD], [OLD], [NEW]), ([OLD], [OTHER], [NEW]), ([OLD], [OLD], []), ([], [], [OLD, NEW]),
        ([OLD], [replace(OTHER, day="2022-10-12")], [NEW]),
        ([OLD], [OLD], [replace(OLD, value="", reason="исправка")]),
    ):  # fmt: skip
        first = kept(base, file, workbook)
        assert kept(base, first, workbook) == first  # the file was written, the workbook not
        shown = [item for item in first if not item.withdrawn]
        assert kept(shown, first, shown) == first  # and when all was


# ------------------------------------------------------------------ states of findings

ASKED = {"F": Kept("asked", "")}
OPEN: dict[str, Kept] = {}


def test_a_state_set_in_either_place_counts() -> None:
    assert merge_states(OPEN, OPEN, ASKED) == ASKED
    assert merge_states(OPEN, ASKED, {"F": Kept("open", "")}) == ASKED
    assert merge_states(ASKED, ASKED, {"F": Kept("open", "")}) == {}


def test_of_two_changed_states_the_workbooks_counts_and_both_remarks_stand() -> None:
    file, workbook = {"F": Kept("settled", "договорено")}, {"F": Kept("answered", "јавија")}
    assert merge_states(ASKED, file, workbook) == {
        "F": Kept("answered", "јавија\n[settled] договорено")
    }


def test_states_merged_again_after_a_kill_are_the_same() -> None:
    workbook = {"F": Kept("answered", "јавија")}
    first = merge_states(ASKED, {"F": Kept("settled", "договорено")}, workbook)
    assert merge_states(ASKED, first, workbook) == first


def test_a_workbook_without_the_list_changes_no_state() -> None:
    assert merge_states(ASKED, ASKED, None) == ASKED


# ------------------------------------------------------------------ whatever happens

THINGS = (
    None, OLD, NEW, OTHER, replace(OLD, value="Незапочнато", day=""),
    replace(OLD, value="", reason="чекаме одговор", day=""),
)  # fmt: skip


@every("was", THINGS)
def test_nothing_typed_is_lost_and_one_decision_stands(was: Decision | None) -> None:
    for file, workbook in product(THINGS, THINGS):
        base, own, theirs = ([item] if item else [] for item in (was, file, workbook))
        first = kept(base, own, theirs)
        assert len([item for item in first if not item.withdrawn]) <= 1
        values = {item.value for item in first}
        for item in (file, workbook):  # what somebody decided since the last merge
            assert item is None or item == was or not item.value or item.value in values
        if was and was.value:
            changed = [item for item in (file, workbook) if item != was and item and item.value]
            assert was.value in values or changed  # else it was cleared, and is kept
        assert kept(base, first, theirs) == first  # killed before the workbook was written
        shown = [item for item in first if not item.withdrawn]
        assert kept(shown, first, shown) == first


def test_no_remark_is_lost_however_both_places_were_changed() -> None:
    things = (None, *(Kept(state, remark) for state in ("open", "asked", "settled")
                      for remark in ("", "јавија", "договорено")))  # fmt: skip
    for was, file, workbook in product(things, things, things):
        base, own, theirs = ({"F": item} if item else {} for item in (was, file, workbook))
        first = merge_states(base, own, theirs)
        now = first.get("F", Kept("open", ""))
        known = was.remark if was else ""
        assert all(item.remark in (known, "") or item.remark in now.remark
                   for item in (file, workbook) if item)  # fmt: skip
        assert merge_states(base, first, theirs) == first
        assert merge_states(first, first, first) == first
