"""Reading plan.xlsx: what is understood, however it was typed."""

from datetime import date
from pathlib import Path

import pytest
from every_case import every
from plans import GOOD, examined, good, plan_text, saved, workbook

from ovpsheets import kinds
from ovpsheets.errors import PlanError
from ovpsheets.plan.model import Activity, Dates, Institution, Wording
from ovpsheets.plan.read import examine_plan, plan_from_bytes, read_plan
from ovpsheets.plan.sheets import SHEETS, column_words
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Texts, short_date
from ovpsheets.words import LANGUAGES, Accumulation, Direction, Language


def test_a_good_plan_is_read_whole(tmp_path: Path) -> None:
    plan = read_plan(saved(tmp_path, plan_text()))
    assert (plan.code, plan.title.in_("mk"), plan.coordinator) == ("NAP5", "Акциски план", "MVR")
    assert [institution.code for institution in plan.institutions] == ["MVR", "MTSP", "OP"]
    assert plan.activities[0] == Activity(
        "3.6.1",
        "3.6",
        Wording("Мобилни тимови"),
        date(2021, 7, 1),
        date(2022, 6, 30),
        "MTSP",
        ("OP", "MVR"),
    )


def test_what_the_plan_leaves_out_has_its_default() -> None:
    plan = good()
    indicator = plan.indicator("3.6.2.1")
    assert (plan.submit_days, plan.publish_days, plan.threshold) == (10, 15, 5)
    assert plan.threshold_breakdown == 10
    assert plan.languages == ("mk",)
    assert plan.institution("OP").language == "mk"
    assert indicator.accumulation is Accumulation.CUMULATIVE
    assert indicator.direction is Direction.UP
    assert not indicator.persons


def test_the_holder_reports_an_indicator_unless_the_plan_says_otherwise() -> None:
    plan = good()
    assert plan.indicator("3.6.1.1").reported_by == ("OP",)
    assert plan.indicator("3.6.2.1").reported_by == ("MVR",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_and_headings_may_be_in_any_language(language: Language) -> None:
    texts = Texts(language)
    blocks = []
    for key, table in GOOD.items():
        rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
        if key == "plan":
            rows = [
                [column_words("plan", name, "heading", texts), value] for name, value in rows[1:]
            ]
        else:
            rows[0] = [column_words(key, name, "heading", texts) for name in rows[0]]
        lines = "\n".join(" | ".join(row) for row in rows)
        blocks.append(f"[{texts(f'plan.{key}.name')}]\n{lines}")
    assert plan_from_bytes(workbook("\n".join(blocks)), "plan.xlsx")[0] == good()


def test_columns_may_stand_in_any_order_with_others_between() -> None:
    plan = good(
        commitments="""
            забелешка   | coordinator | title_mk         | моја колона | code
            измислено   | MVR         | Заштита на жртви | x           | 3.6
        """
    )
    assert plan == good()


def test_other_sheets_are_left_alone() -> None:
    assert good(Белешки="што сака | нека стои\nтука") == good()


def test_a_title_above_the_headings_is_no_data() -> None:
    assert good(commitments="Заложби 2021–2023\n" + GOOD["commitments"]) == good()


def test_a_key_row_above_the_headings_is_no_data() -> None:
    table = """
        code  | title_mk         | coordinator
        Код * | Наслов (македонски) * | Координатор
        3.6   | Заштита на жртви | MVR
    """
    assert good(commitments=table) == good()


def test_headings_and_help_repeated_among_the_rows_are_no_data() -> None:
    texts = Texts("mk")
    help_row = " | ".join(
        column_words("commitments", key, "help", texts)
        for key in ("code", "title_mk", "coordinator")
    )
    table = f"""
        code  | title_mk         | coordinator
        {help_row}
        3.6   | Заштита на жртви | MVR
        Код   | Наслов (македонски) | Координатор
    """
    assert good(commitments=table) == good()


def test_rows_with_nothing_but_a_remark_are_no_data() -> None:
    table = """
        code | title_mk         | coordinator | забелешка
        3.6  | Заштита на жртви | MVR         |
             |                  |             | да се провери
    """
    assert good(commitments=table) == good()


def test_a_heading_with_lookalike_letters_is_understood() -> None:
    latin_o = "Кoд"
    table = GOOD["commitments"].replace("code", latin_o)
    assert good(commitments=table) == good()


def test_settings_may_be_named_by_heading_and_explained_beside() -> None:
    table = """
        Податок     | Објаснување   | Вредност
        Код *       | ознака        | NAP5
        Наслов (македонски) * |     | Акциски план
        Почеток *   |               | 1.1.2021
        Крај *      |               | 31.12.2023
        Координатор | од листот     | MVR
        Нешто друго |               | 12
    """
    assert good(plan=table) == good()


@every(
    "typed",
    [
        "<2022-10-10>",
        "10.10.2022",
        "10.10.2022 г.",
        "2022-10-10",
        "10 октомври 2022 година",
        "10 Октомври 2022",
        "10 tetor 2022",
        "10 October 2022",
    ],
)
def test_a_date_is_read_however_it_is_written(typed: str) -> None:
    plan = good(plan=GOOD["plan"].replace("31.12.2023", typed))
    assert plan.end == date(2022, 10, 10)


def _activity_codes(first: str) -> list[str]:
    activities = f"""
        code    | commitment | text_mk | start    | deadline  | holder
        {first} | 3.6        | Текст   | 1.7.2021 | 30.6.2022 | MVR
    """
    indicators = "code | activity | text_mk | kind"
    return [a.code for a in good(activities=activities, indicators=indicators).activities]


def test_a_code_that_excel_holds_as_a_number_is_text_again() -> None:
    assert _activity_codes("<3.6>") == ["3.6"]
    assert _activity_codes("<3>") == ["3"]


def test_a_code_shown_with_two_decimals_keeps_its_zero() -> None:
    assert _activity_codes("<3.10>") == ["3.10"]


def _target(kind: str, target: str) -> object:
    table = f"""
        code    | activity | text_mk | kind   | target
        3.6.1.1 | 3.6.1    | Текст   | {kind} | {target}
    """
    return good(indicators=table).indicators[0].target


@every(
    ("typed", "number"),
    [
        ("<12.5>", 12.5),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("0,125", 0.125),
        ("-3", -3.0),
        ("1 234", 1234.0),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("428.903.454", 428903454.0),
        ("0", 0.0),
    ],
)
def test_a_number_is_read_with_either_decimal_sign(typed: str, number: float) -> None:
    assert _target("amount", typed) == number


@every(("typed", "percent"), [("<46%>", 46.0), ("46%", 46.0), ("46 %", 46.0), ("0,5 %", 0.5)])
def test_a_percent_sign_is_understood(typed: str, percent: float) -> None:
    assert _target("percent", typed) == percent


def test_a_target_of_another_kind_stays_the_text_it_is() -> None:
    assert _target("yes_no", "Да") == "Да"
    assert _target("text", "<5>") == "5"
    assert _target("date", "<2022-12-31>") == "31.12.2022"


def test_an_empty_target_is_none_and_zero_is_zero() -> None:
    assert _target("count", "") is None
    assert _target("count", "<0>") == 0.0


@every("typed", ["yes_no", "Да/Не", "ДА/НЕ", "Po/Jo", "yes/no"])
def test_a_choice_may_be_the_code_or_its_word(typed: str) -> None:
    table = GOOD["indicators"].replace("percent", typed).replace("80", "да")
    assert good(indicators=table).indicator("3.6.2.1").kind is kinds.YES_NO


def test_a_tick_counts_as_yes() -> None:
    table = """
        code    | activity | text_mk | kind  | persons
        3.6.1.1 | 3.6.1    | Текст   | count | <yes>
    """
    assert good(indicators=table).indicators[0].persons


def test_languages_are_read_by_code_or_name() -> None:
    plan = good(plan=GOOD["plan"] + "\nlanguages | македонски; sq, English")
    assert plan.languages == ("mk", "sq", "en")


def test_references_take_the_spelling_of_the_code_itself() -> None:
    cyrillic = "МТЅР"
    activities = GOOD["activities"].replace("MTSP", cyrillic).replace("OP; MVR", "op, mvr")
    activity = good(activities=activities).activities[0]
    assert (activity.holder, activity.co_holders) == ("MTSP", ("OP", "MVR"))


def test_the_holder_is_not_a_co_holder_as_well() -> None:
    activities = GOOD["activities"].replace("OP; MVR", "MTSP; OP; OP")
    assert good(activities=activities).activities[0].co_holders == ("OP",)


def test_calendar_reasons_and_waivers_are_read() -> None:
    plan = good(
        calendar="quarter | submit_by | publish_by\n3/2022 | 12.10.2022 | 17.10.2022",
        reasons="code | text_mk\nelections | Избори",
        waivers="rule | institution | until\nreason_missing | op | 31.12.2022",
    )
    assert plan.calendar == {Quarter(2022, 3): Dates(date(2022, 10, 12), date(2022, 10, 17))}
    assert plan.reasons == {"elections": Wording("Избори")}
    (waiver,) = plan.waivers
    assert (waiver.rule, waiver.institution, waiver.until) == (
        "reason_missing",
        "OP",
        date(2022, 12, 31),
    )


def test_aliases_keep_their_commas() -> None:
    table = """
        code | name_mk | aliases
        MVR  | МВР     | Министерство, внатрешни; МВР РМ
        MTSP | МТСП    |
        OP   | ОП      |
    """
    aliases = good(institutions=table).institution("MVR").aliases
    assert aliases == ("Министерство, внатрешни", "МВР РМ")


def test_reading_does_not_change_the_file(tmp_path: Path) -> None:
    path = saved(tmp_path, plan_text())
    before = path.read_bytes()
    examine_plan(path)
    assert path.read_bytes() == before


def test_a_plan_with_problems_is_no_plan(tmp_path: Path) -> None:
    path = saved(tmp_path, plan_text(plan=GOOD["plan"].replace("1.1.2021", "некогаш")))
    with pytest.raises(PlanError) as caught:
        read_plan(path)
    assert caught.value.key == "plan_has_problems"
    assert [(p.key, p.cell) for p in caught.value.problems] == [("date_unreadable", "B4")]
    assert "B4" in str(caught.value)


def _refused(path: Path) -> str:
    with pytest.raises(PlanError) as caught:
        examine_plan(path)
    for language in LANGUAGES:
        assert path.name in caught.value.message(language)
        assert caught.value.tip(language)
    return caught.value.key


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert _refused(tmp_path / "plan.xlsx") == "plan_missing"


def test_a_file_that_cannot_be_opened_is_said_to_be_in_use(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").mkdir()
    assert _refused(tmp_path / "plan.xlsx") == "plan_in_use"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "plan_unreadable"),
        (b"code,name\n", "plan_unreadable"),
        (b"PK\x03\x04 cut off", "plan_unreadable"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "plan_locked"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, content: bytes, key: str) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    assert _refused(path) == key


def test_a_workbook_cut_in_half_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    whole = workbook(plan_text())
    path.write_bytes(whole[: len(whole) // 2])
    assert _refused(path) == "plan_unreadable"


def test_every_declared_column_has_heading_and_help_that_excel_can_show() -> None:
    for language in LANGUAGES:
        texts = Texts(language)
        for sheet in SHEETS.values():
            assert 0 < len(texts(f"plan.{sheet.key}.name")) <= 31
            headings = [column_words(sheet.key, c.key, "heading", texts) for c in sheet.columns]
            assert len(set(headings)) == len(headings)
            for column, heading in zip(sheet.columns, headings, strict=True):
                assert 0 < len(heading) <= 32
                assert 0 < len(column_words(sheet.key, column.key, "help", texts)) <= 255


def test_no_plan_without_every_value_is_given() -> None:
    plan, found = examined(activities="code | text_mk\n3.6.1 | Текст")
    assert plan is None
    assert found


def _labelled(short: Wording, name: Wording, language: Language) -> str:
    return Institution("MTSP", name, short).label(language)


def test_a_short_name_is_the_languages_own() -> None:
    short = Wording(mk="МТСП", sq="MPPS")
    assert _labelled(short, Wording(mk="Министерство за труд"), "sq") == "MPPS"


def test_a_short_name_that_a_language_lacks_is_its_full_name_and_no_other_abbreviation() -> None:
    name = Wording(mk="Министерство за труд", sq="Ministria e Punës")
    assert _labelled(Wording(mk="МТСП", en="MLSP"), name, "sq") == "Ministria e Punës"


def test_a_body_without_any_name_in_a_language_is_called_as_elsewhere() -> None:
    name = Wording(mk="Министерство за труд")
    assert _labelled(Wording(mk="МТСП"), name, "en") == "МТСП"
    assert _labelled(Wording(), name, "en") == "Министерство за труд"
    assert _labelled(Wording(), Wording(), "en") == "MTSP"


@pytest.mark.parametrize(
    ("submit_by", "publish_by", "draft_on", "comment_by"),
    [
        (
            date(2022, 10, 10),
            date(2022, 10, 15),
            date(2022, 10, 13),
            date(2022, 10, 14),
        ),  # Saturday
        (date(2023, 1, 10), date(2023, 1, 15), date(2023, 1, 12), date(2023, 1, 13)),  # a Sunday
        (date(2025, 4, 10), date(2025, 4, 15), date(2025, 4, 11), date(2025, 4, 14)),  # a Tuesday
        (date(2022, 10, 10), date(2022, 10, 17), date(2022, 10, 13), date(2022, 10, 14)),  # Monday
        (date(2022, 10, 13), date(2022, 10, 17), date(2022, 10, 14), date(2022, 10, 14)),
        (
            date(2022, 10, 14),
            date(2022, 10, 17),
            date(2022, 10, 15),
            date(2022, 10, 17),
        ),  # none left
        (date(2022, 10, 14), date(2022, 10, 14), date(2022, 10, 14), date(2022, 10, 14)),
    ],
    ids=str,
)
def test_draft_and_comments_have_working_days_before_publication_where_some_are_left(
    submit_by: date, publish_by: date, draft_on: date, comment_by: date
) -> None:
    dates = Dates(submit_by, publish_by)
    assert (dates.draft_on, dates.comment_by) == (draft_on, comment_by)


def _activity(start: str, deadline: str) -> Activity:
    table = f"""
        code  | commitment | text_mk | start   | deadline   | holder
        3.6.1 | 3.6        | Текст   | {start} | {deadline} | MTSP
        3.6.2 | 3.6        | Текст   | 1.7.2021 | 1.7.2022  | MVR
    """
    return good(activities=table).activities[0]


@every(
    ("typed", "first", "last"),
    [
        ("2022-Q3", "1.7.2022", "30.9.2022"),
        ("Q3 2022", "1.7.2022", "30.9.2022"),
        ("III/2022", "1.7.2022", "30.9.2022"),
        ("III квартал 2022", "1.7.2022", "30.9.2022"),
        ("3-ти квартал 2022", "1.7.2022", "30.9.2022"),
        ("трет квартал 2022 година", "1.7.2022", "30.9.2022"),
        ("Tremujori i tretë 2022", "1.7.2022", "30.9.2022"),
        ("third quarter of 2022", "1.7.2022", "30.9.2022"),
        ("прво тримесечје 2022", "1.1.2022", "31.3.2022"),
        ("февруари 2022", "1.2.2022", "28.2.2022"),
        ("12/2022", "1.12.2022", "31.12.2022"),
        ("2022", "1.1.2022", "31.12.2022"),
        ("<2022>", "1.1.2022", "31.12.2022"),
        ("2022 година", "1.1.2022", "31.12.2022"),
        ("31 декември 2022 година", "31.12.2022", "31.12.2022"),
    ],
)
def test_a_part_of_a_year_is_its_first_day_as_a_start_and_its_last_as_a_deadline(
    typed: str, first: str, last: str
) -> None:
    assert short_date(_activity(typed, "31.12.2023").start) == first
    assert short_date(_activity("1.1.2021", typed).deadline) == last


@every(
    "typed",
    [
        "до крајот на 2022", "крај на 2022 година", "до крајот на четврт квартал 2022",
        "deri në fund të vitit 2022", "by the end of 2022", "до 31.12.2022",
        "најдоцна до 31.12.2022 г.",
    ],
)  # fmt: skip
def test_a_deadline_may_say_that_it_is_an_end(typed: str) -> None:
    assert _activity("1.1.2021", typed).deadline == date(2022, 12, 31)


@pytest.mark.parametrize("typed", ["од 1.7.2021", "од трет квартал 2021", "nga 2021-Q3"])
def test_a_start_may_say_that_it_is_one(typed: str) -> None:
    assert _activity(typed, "31.12.2022").start == date(2021, 7, 1)


@pytest.mark.parametrize(
    ("from_", "until"),
    [("2022-Q3", "2022-Q4"), ("трет квартал 2022", "IV/2022"), ("1.7.2022", "31.12.2022")],
)
def test_a_waiver_takes_quarters_as_well_as_days(from_: str, until: str) -> None:
    table = f"rule | institution | from | until\nreason_missing | op | {from_} | {until}"
    (waiver,) = good(waivers=table).waivers
    assert (waiver.from_, waiver.until) == (date(2022, 7, 1), date(2022, 12, 31))


def test_january_and_the_first_quarter_start_on_one_day() -> None:
    assert _activity("1/2022", "31.12.2022").start == date(2022, 1, 1)
