"""The rules about files: who is silent, who is late, what came that is no form of ours."""

from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import pandas as pd
import pytest
from every_case import every
from made import QUARTER
from returned_forms import RECEIVED, content_of, findings_of, good_answers, read_of

from ovpsheets.forms.identity import FormId
from ovpsheets.intake.recognise.identify import Claim, Identity
from ovpsheets.intake.recognise.returned import Return


def complete(institution: str, *, received: date = RECEIVED, name: str = "") -> Return:
    content = content_of(institution)
    return read_of(content, good_answers(content), received=received, name=name)


def aside(reason: str, form_id: FormId | None = None, name: str = "датотека.xlsx") -> Return:
    identity = Identity(form_id, ()) if form_id else None
    return Return(name, "ab" * 32, RECEIVED, set_aside=reason, identity=identity)


def of_rule(table: pd.DataFrame, rule: str) -> list[dict[str, Any]]:
    return [
        {str(key): value for key, value in row.items()}
        for row in table[table["rule"] == rule].to_dict("records")
    ]


# ------------------------------------------------------------------ missing_return


def test_an_institution_that_is_silent_is_found() -> None:
    rows = of_rule(findings_of(complete("MVR"), complete("MZ")), "missing_return")
    assert [row["institution"] for row in rows] == ["NK", "OP", "MP", "MTSP"]
    assert {row["severity"] for row in rows} == {"urgent"}
    assert "10 октомври 2022 година" in rows[0]["message"]


def test_a_return_that_was_set_aside_does_not_count_as_one() -> None:
    form_id = FormId("NAP5", QUARTER.previous(), "MZ")
    rows = of_rule(findings_of(aside("other_quarter", form_id)), "missing_return")
    assert "MZ" in {row["institution"] for row in rows}


# ------------------------------------------------------------------ late_return


@pytest.mark.parametrize(
    ("received", "late"), [(date(2022, 10, 9), False), (date(2022, 10, 10), False),
                           (date(2022, 10, 11), True), (date(2022, 10, 13), True)],
    ids=str,
)  # fmt: skip
def test_a_form_is_late_from_the_day_after_the_deadline(received: date, late: bool) -> None:
    rows = of_rule(findings_of(complete("MVR", received=received)), "late_return")
    assert bool(rows) == late


def test_the_day_of_receipt_is_said_in_figures() -> None:
    (row,) = of_rule(findings_of(complete("MVR", received=date(2022, 10, 13))), "late_return")
    assert "13.10.2022" in row["message"]
    assert "2022-10-13" not in row["message"]
    assert (row["found"], row["severity"]) == ("2022-10-13", "check")


def test_a_time_stamp_after_the_deadline_is_told_as_such_and_accuses_nobody() -> None:
    form = replace(complete("MVR", received=date(2022, 10, 13)), is_stamped=True)
    (row,) = of_rule(findings_of(form), "late_return")
    assert "не значи дека доцнел" in row["message"]
    assert "примен на" not in row["message"]
    assert "по рокот" not in row["ask"]
    assert form.on_time(date(2022, 10, 10)) is None
    assert form.on_time(date(2022, 10, 13)) is True


def test_a_superseded_form_is_not_late_as_well() -> None:
    first = complete("MVR", received=date(2022, 10, 11), name="a.xlsx")
    second = complete("MVR", received=date(2022, 10, 12), name="b.xlsx")
    rows = of_rule(findings_of(first, second), "late_return")
    assert [row["file"] for row in rows] == ["b.xlsx"]


# ------------------------------------------------------------------ wrong_quarter


def test_the_form_of_another_quarter_is_found_and_its_quarter_named_in_words() -> None:
    form_id = FormId("NAP5", QUARTER.previous(), "MZ")
    (row,) = of_rule(findings_of(aside("other_quarter", form_id)), "wrong_quarter")
    assert (row["institution"], row["found"]) == ("MZ", "2022-Q2")
    for sentence in (row["message"], row["ask"]):
        assert "втор квартал 2022 година" in sentence
        assert "трет квартал 2022 година" in sentence
        assert "2022-Q2" not in sentence


def test_the_form_of_this_quarter_is_not_of_another() -> None:
    assert not of_rule(findings_of(complete("MVR")), "wrong_quarter")


@every(
    ("name", "form", "said"),
    [
        (
            "п.eml",
            "MZ",
            "во неа немаше прилог што може да се прочита. Ако во неа требало да има прилог",
        ),
        ("п.msg", "MVR", None),  # that no form came is said with its being missing
        ("а.zip", "MZ", "нема образец што може да се прочита. Ве молиме испратете го пополнетиот"),
        ("а.zip", "MVR", "нема образец што може да се прочита. Ве молиме испратете го пополнетиот"),
    ],
)
def test_a_mail_without_anything_asks_for_the_rest_only_where_a_form_came(
    name: str, form: str, said: str | None
) -> None:
    bare = replace(aside("nothing_inside", name=name), mailed_by="MZ")
    table = findings_of(complete(form), bare)
    rows = of_rule(table, "unrecognised_file")
    assert len(rows) == (said is not None)
    for row in rows:
        assert said in row["ask"]
        assert (row["severity"] == "check") is (name == "п.eml")
        assert ("Вашата порака од 7 октомври 2022 година: " in row["ask"]) is (name == "п.eml")
    if name == "п.eml":  # of one that was only saved then the day is not known
        table = findings_of(complete(form), replace(bare, is_stamped=True))
        (row,) = of_rule(table, "unrecognised_file")
        assert "Вашата порака: " in row["ask"]


# ------------------------------------------------------------------ wrong_institution


def test_the_form_of_an_institution_that_is_not_in_the_plan_is_found() -> None:
    form_id = FormId("NAP5", QUARTER, "MKD")
    (row,) = of_rule(findings_of(aside("unknown_institution", form_id)), "wrong_institution")
    assert (row["institution"], row["found"]) == ("MKD", "MKD")
    assert "MKD" in row["message"]


def test_the_form_of_an_institution_that_owes_nothing_is_found() -> None:
    form_id = FormId("NAP5", QUARTER, "OP")
    (row,) = of_rule(findings_of(aside("not_expected", form_id)), "wrong_institution")
    assert row["institution"] == "OP"


@pytest.mark.parametrize("name", ["MZ извештај.xlsx", "OVP_NAP5_2022-Q3_MZ_R1.xlsx", "MZ/a.xlsx"])
def test_a_file_named_after_another_institution_than_its_form_is_found(name: str) -> None:
    (row,) = of_rule(findings_of(complete("MVR", name=name)), "wrong_institution")
    assert (row["institution"], row["found"]) == ("MVR", "MZ")


@every("name", ["OVP_NAP5_2022-Q3_MVR_R1.xlsx", "извештај.xlsx", "MVR и MZ.xlsx", "MP MZ.xlsx"])
def test_a_file_named_after_its_institution_or_none_is_not(name: str) -> None:
    assert not of_rule(findings_of(complete("MVR", name=name)), "wrong_institution")


def test_a_form_that_contradicts_itself_is_found() -> None:
    returned = complete("MVR")
    own, other = FormId("NAP5", QUARTER, "MVR"), FormId("NAP5", QUARTER, "MP")
    identity = Identity(own, (Claim("visible", own), Claim("property", other)))
    (row,) = of_rule(findings_of(replace(returned, identity=identity)), "wrong_institution")
    assert row["found"] == "MP"


# ------------------------------------------------------------------ outdated_form


def test_an_earlier_revision_is_found() -> None:
    newest = {("MVR", ""): 2}
    (row,) = of_rule(findings_of(complete("MVR"), newest=newest), "outdated_form")
    assert (row["found"], row["severity"]) == ("R1", "check")
    assert "R2" in row["message"]


@every("newest", [{}, {("MVR", ""): 1}, {("MZ", ""): 2}, {("MVR", "3.6"): 2}])
def test_the_newest_revision_is_not_outdated(newest: dict[tuple[str, str], int]) -> None:
    assert not of_rule(findings_of(complete("MVR"), newest=newest), "outdated_form")


# ------------------------------------------------------------------ unrecognised_file


@every(
    "reason", ["empty", "too_large", "protected", "web_page", "other_format", "container",
               "not_a_workbook", "damaged", "unread", "unrecognised", "other_plan"],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_found(reason: str) -> None:
    (row,) = of_rule(findings_of(aside(reason)), "unrecognised_file")
    assert (row["file"], row["severity"]) == ("датотека.xlsx", "important")


@every(
    ("reason", "wanted"),
    [("protected", "без лозинка"), ("rights", "без лозинка"), ("two_quarters", "дали одговорите"),
     ("damaged", "зачуван како Excel (.xlsx)."), ("picture", "зачуван како Excel (.xlsx).")],
)  # fmt: skip
def test_of_a_file_that_cannot_be_used_what_is_needed_is_asked(reason: str, wanted: str) -> None:
    (row,) = of_rule(findings_of(aside(reason)), "unrecognised_file")
    assert wanted in row["ask"]
    assert ("без лозинка" in row["ask"]) == (wanted == "без лозинка")


@pytest.mark.parametrize("reason", ["other_quarter", "unknown_institution", "not_expected"])
def test_what_other_rules_are_about_is_not_unrecognised_as_well(reason: str) -> None:
    form_id = FormId("NAP5", QUARTER.previous(), "MZ")
    assert not of_rule(findings_of(aside(reason, form_id)), "unrecognised_file")


def test_two_bad_files_are_two_findings() -> None:
    files = (
        aside("empty", name="a.xlsx"),
        replace(aside("empty", name="b.xlsx"), sha256="cd" * 32),
    )
    rows = of_rule(findings_of(*files), "unrecognised_file")
    assert len({row["id"] for row in rows}) == 2


# ------------------------------------------------------------------ duplicate_return


def test_a_second_return_is_found_with_the_one_that_is_used() -> None:
    first = complete("MVR", name="a.xlsx", received=date(2022, 10, 5))
    second = complete("MVR", name="b.xlsx", received=date(2022, 10, 6))
    (row,) = of_rule(findings_of(first, second), "duplicate_return")
    assert (row["file"], row["severity"]) == ("a.xlsx", "check")
    assert "b.xlsx" in row["message"]
    days = (
        "оној од 6 октомври 2022 година („b.xlsx“), а не оној од 5 октомври 2022 година („a.xlsx“)"
    )
    assert days in row["ask"]


@every(
    ("names", "said"),
    [
        (("ф.xlsx", "ф (2).xlsx"), ("ф.xlsx", "ф.xlsx")),  # collect numbered the second
        (("ф.xlsx", "м.eml/ф.xlsx"), ("ф.xlsx", "ф.xlsx")),
        (("ф (1).xlsx", "ф (2).xlsx"), ("ф.xlsx", "ф.xlsx")),
        (("ф.xlsx", "г (2).xlsx"), ("ф.xlsx", "г (2).xlsx")),  # that is its own name
    ],
)
def test_two_forms_of_one_name_are_told_apart_by_their_days(
    names: tuple[str, str], said: tuple[str, str]
) -> None:
    days = (date(2022, 10, 5), date(2022, 10, 6))
    pair = [complete("MVR", name=n, received=day) for n, day in zip(names, days, strict=True)]
    (row,) = of_rule(findings_of(*pair), "duplicate_return")
    first, second = (
        f"{day.day} октомври 2022 година („{n}“)" for n, day in zip(said, days, strict=True)
    )
    assert f"оној од {second}, а не оној од {first};" in row["ask"]
    guessed = [replace(own, is_stamped=True) for own in pair]  # nobody knows when they came
    (row,) = of_rule(findings_of(*guessed), "duplicate_return")
    assert f"„{PurePosixPath(names[1]).name}“, а не „{names[0]}“;" in row["ask"]


def test_returns_of_two_institutions_are_no_duplicates() -> None:
    assert not of_rule(findings_of(complete("MVR"), complete("MZ")), "duplicate_return")
