"""What matters most: the sentences, in many situations and three languages."""

from dataclasses import replace
from typing import Any, Final

from every_case import every

from ovpsheets.quarter import Quarter
from ovpsheets.results.narrative.counted_nouns import counted, number, the_counted
from ovpsheets.results.narrative.sentences import highlights
from ovpsheets.results.report.quarter_figures import QuarterFigures
from ovpsheets.texts import Texts, catalogue
from ovpsheets.words import LANGUAGES, Language

MK: Final = Texts("mk")
NOTHING: Final = QuarterFigures(Quarter(2022, 3))
CODES: Final = tuple(f"3.6.{n}" for n in range(1, 31))


def said(language: Language = "mk", **known: Any) -> tuple[str, ...]:
    return highlights(replace(NOTHING, **known), Texts(language))


def only(language: Language = "mk", **known: Any) -> str:
    (sentence,) = said(language, **known)
    return sentence


def test_where_there_is_nothing_to_say_nothing_is_said() -> None:
    assert said() == ()


@every(
    ("done", "total", "sentence"),
    [
        (0, 1, "Единственото достигнување сѐ уште не е остварено."),
        (1, 1, "Единственото достигнување е остварено."),
        (0, 2, "Ниту едно од двете достигнувања сѐ уште не е остварено."),
        (2, 2, "Остварени се двете достигнувања."),
        (0, 8, "Ниту едно од осумте достигнувања сѐ уште не е остварено."),
        (1, 6, "Остварено е едно од шестте достигнувања (3.6.1)."),
        (2, 8, "Остварени се две од осумте достигнувања (3.6.1 и 3.6.2)."),
        (5, 8, "Остварени се пет од осумте достигнувања."),
        (8, 8, "Остварени се сите осум достигнувања."),
        (0, 21, "Ниту едно од вкупно 21 достигнување сѐ уште не е остварено."),
        (11, 21, "Остварени се 11 од вкупно 21 достигнување."),
        (21, 30, "Остварено е 21 од вкупно 30 достигнувања."),
        (12, 12, "Остварени се сите 12 достигнувања."),
        (21, 21, "Остварени се сите достигнувања, вкупно 21."),
    ],
)
def test_achieved_milestones_are_counted_in_correct_macedonian(
    done: int, total: int, sentence: str
) -> None:
    assert only(milestones=total, completed=CODES[:done]) == sentence


@every(
    ("substantial", "limited", "clause"),
    [
        (1, 0, "едно бележи значителен прогрес (3.6.1)"),
        (2, 0, "две бележат значителен прогрес (3.6.1 и 3.6.2)"),
        (0, 1, "едно бележи ограничен прогрес (3.6.1)"),
        (0, 5, "пет бележат ограничен прогрес"),
        (1, 2, "едно бележи значителен прогрес (3.6.1), а две ограничен (3.6.1 и 3.6.2)"),
        (21, 0, "21 бележи значителен прогрес"),
    ],
)
def test_moving_milestones_follow_the_achieved_ones(
    substantial: int, limited: int, clause: str
) -> None:
    sentence = only(milestones=30, substantial=CODES[:substantial], limited=CODES[:limited])
    start = "Ниту едно од вкупно 30 достигнувања сѐ уште не е остварено"
    assert sentence == f"{start}; {clause}."


def test_a_single_milestone_moves_without_being_counted_again() -> None:
    sentence = only(milestones=1, limited=("3.6.1",))
    assert sentence == "Единственото достигнување сѐ уште не е остварено; бележи ограничен прогрес."


def test_with_answers_missing_nobody_claims_that_nothing_is_achieved() -> None:
    first, second = said(milestones=8, limited=("3.6.1",), no_report=7)
    assert first.startswith(
        "Ниту едно од осумте достигнувања не е пријавено од носителот како остварено;"
    )
    assert second == "Статусот не е познат за седум достигнувања (Н.А.)."


def test_silence_of_everybody_says_nothing_of_the_statuses() -> None:
    sentence = only(milestones=8, no_report=8, forms=6, not_returned=("МВР",) * 6)
    assert sentence == (
        "Нема ниту еден употреблив од шестте обрасци; "
        "статусот не е познат за ниту едно достигнување (Н.А.)."
    )


@every(
    ("known", "sentence"),
    [
        ({"progressed": ("МВР",)}, "прогрес пријави МВР."),
        ({"progressed": ("МВР", "МП")}, "прогрес пријавија МВР и МП."),
        (
            {"progressed": ("МВР", "НК", "ОП"), "idle": ("МП", "МЗ")},
            "прогрес пријавија МВР, НК и ОП; МП и МЗ не пријавија прогрес.",
        ),
        (
            {"progressed": ("МВР",), "idle": ("МП",)},
            "прогрес пријави МВР; МП не пријави прогрес.",
        ),
        ({"progressed": ("МВР",) * 7}, "прогрес пријавија седум институции."),
        ({"idle": ("МП",), "returned": 1}, "ниту една институција не пријави прогрес."),
    ],
)
def test_institutions_that_report_progress_are_named(known: dict[str, Any], sentence: str) -> None:
    assert said(**known)[0] == f"Во третиот квартал од 2022 година {sentence}"


@every(("number_", "name"), [(1, "првиот"), (2, "вториот"), (3, "третиот"), (4, "четвртиот")])
def test_the_quarter_is_called_by_its_name(number_: int, name: str) -> None:
    made = highlights(QuarterFigures(Quarter(2023, number_), progressed=("МВР",)), MK)
    assert made == (f"Во {name} квартал од 2023 година прогрес пријави МВР.",)


@every(
    ("count", "owing", "unexplained", "sentence"),
    [
        (1, 0, 0, "Незапочнато е едно достигнување (3.6.1)."),
        (1, 1, 0, "Незапочнато е едно достигнување (3.6.1); причината е наведена."),
        (1, 1, 1, "Незапочнато е едно достигнување (3.6.1); причина не е наведена (3.6.1 – МП)."),
        (2, 2, 0, "Незапочнати се две достигнувања (3.6.1 и 3.6.2); причините се наведени."),
        (
            2, 2, 1,
            "Незапочнати се две достигнувања (3.6.1 и 3.6.2); "
            "за едно од нив не е наведена причина (3.6.1 – МП).",
        ),
        (5, 5, 5, "Незапочнати се пет достигнувања; за ниту едно не е наведена причина."),
        (21, 21, 0, "Незапочнато е 21 достигнување; причините се наведени."),
    ],
)  # fmt: skip
def test_what_is_not_started_is_told_with_the_missing_reasons(
    count: int, owing: int, unexplained: int, sentence: str
) -> None:
    places = tuple((code, "МП") for code in CODES[:unexplained])
    codes = CODES[:count]
    assert said(not_started=codes, owing_reasons=owing, unexplained=places) == (sentence,)
    explained = sentence.replace("причина не е наведена", "образложение не е дадено")
    explained = explained.replace("не е наведена причина", "не е дадено образложение")
    named = said(not_started=codes, owing_reasons=owing, unexplained=places, reason_named=True)
    assert named == (explained,)


@every(
    ("known", "sentence"),
    [
        (
            {"forms": 1, "not_returned": ("МП",)},
            "Единствениот образец не е примен во употреблива форма.",
        ),
        ({"forms": 1, "returned": 1}, "Вратен е единствениот образец."),
        ({"forms": 2, "returned": 2}, "Вратени се двата обрасци."),
        (
            {"forms": 6, "returned": 1, "not_returned": ("МП",) * 5},
            "Примен е еден од шест обрасци; нема употреблив образец од МП, МП, МП, МП и МП.",
        ),
        (
            {"forms": 6, "returned": 5, "not_returned": ("МТСП",)},
            "Примени се пет од шест обрасци; нема употреблив образец од МТСП.",
        ),
        ({"forms": 6, "returned": 6, "all_in_time": True}, "Вратени се сите шест обрасци, во рок."),
        (
            {"forms": 6, "returned": 6, "late": ("МП",)},
            "Вратени се сите шест обрасци; МП го врати образецот по рокот.",
        ),
        (
            {"forms": 21, "returned": 12, "not_returned": ("МП",) * 9},
            "Примени се 12 од 21 образец; нема употреблив образец од девет институции.",
        ),
    ],
)
def test_returned_forms_are_counted_and_the_missing_ones_named(
    known: dict[str, Any], sentence: str
) -> None:
    assert said(**known)[-1] == sentence


ONE = "што не е пријавено од носителот како остварено"
MANY = "што не се пријавени од носителите како остварени"


@every(
    ("count", "without", "sentence"),
    [
        (1, 0, f"рокот на едно достигнување {ONE} (3.6.1); нов рок е наведен."),
        (1, 1, f"рокот на едно достигнување {ONE} (3.6.1); нов рок не е наведен."),
        (
            2, 1,
            f"рокот на две достигнувања {MANY} (3.6.1 и 3.6.2); "
            "за едно од нив не е наведен нов рок.",
        ),
        (5, 5, f"рокот на пет достигнувања {MANY}; за ниту едно не е наведен нов рок."),
        (21, 0, f"рокот на 21 достигнување {ONE}; наведени се нови рокови."),
    ],
)  # fmt: skip
def test_passed_deadlines_are_a_sentence_of_their_own(
    count: int, without: int, sentence: str
) -> None:
    made = only(past_deadline=CODES[:count], without_new_deadline=without)
    assert made == f"До 30 септември 2022 година истекол {sentence}"


@every(
    ("total", "unanswered", "unavailable", "sentence"),
    [
        (1, 1, 0, "Единствената вредност на индикатор е без одговор."),
        (2, 0, 1, "Од вкупно две вредности на индикаторите една е означена како недостапна [x]."),
        (
            11, 5, 1,
            "Од вкупно 11 вредности на индикаторите недостасуваат шест: "
            "пет се без одговор и една е означена како недостапна [x].",
        ),
        (21, 21, 0, "Сите вредности на индикаторите (21) се без одговор."),
        (
            5, 3, 2,
            "Недостасуваат сите вредности на индикаторите, вкупно пет: "
            "три се без одговор и две се означени како недостапни [x].",
        ),
    ],
)  # fmt: skip
def test_missing_values_are_counted_by_why_they_are_missing(
    total: int, unanswered: int, unavailable: int, sentence: str
) -> None:
    made = only(values=total, unanswered=unanswered, unavailable=unavailable)
    assert made == sentence


def test_values_that_are_all_given_are_not_mentioned() -> None:
    assert said(values=11) == ()


def test_what_happened_comes_before_what_is_missing() -> None:
    made = said(
        "en",
        milestones=8, completed=("3.6.1",), not_started=("3.6.2",), progressed=("MoI",),
        forms=6, returned=6, past_deadline=("3.6.2",), values=3, unanswered=1,
    )  # fmt: skip
    assert [sentence.split()[0] for sentence in made] == ["One", "In", "One", "All", "The", "Of"]


def test_english_and_albanian_say_the_same_facts() -> None:
    known: dict[str, Any] = {
        "milestones": 8, "completed": CODES[:1], "substantial": CODES[1:2], "limited": CODES[2:4],
    }  # fmt: skip
    assert only("en", **known) == (
        "One of the eight milestones has been achieved (3.6.1); one shows substantial progress "
        "(3.6.2) and two limited progress (3.6.3 and 3.6.4)."
    )
    assert only("sq", **known) == (
        "Është realizuar një nga tetë arritjet (3.6.1); një ka progres të konsiderueshëm (3.6.2), "
        "kurse dy progres të kufizuar (3.6.3 dhe 3.6.4)."
    )


@every("language", LANGUAGES)
@every("n", [0, 1, 2, 5, 10, 11, 21, 1234])
def test_every_sentence_can_be_said_of_every_number(language: Language, n: int) -> None:
    codes = tuple(f"3.6.{k}" for k in range(n))
    made = said(
        language,
        milestones=n + 2, completed=codes[:1], substantial=codes, limited=codes, no_report=1,
        not_started=codes, owing_reasons=n, unexplained=tuple((c, "X") for c in codes[:1]),
        past_deadline=codes, without_new_deadline=n // 2, progressed=codes, idle=codes,
        forms=n, returned=n // 2, not_returned=codes[: n - n // 2], late=codes[:1],
        values=n, unanswered=n // 2, unavailable=n - n // 2,
    )  # fmt: skip
    assert len(made) <= 6
    for sentence in made:
        assert sentence.endswith(".")
        assert not sentence[0].islower()
        assert "{" not in sentence
        assert "  " not in sentence


def test_numbers_up_to_ten_are_words_in_the_gender_of_what_is_counted() -> None:
    ones = [number(MK, noun, 1) for noun in ("milestone", "form", "value", "institution")]
    twos = [number(MK, noun, 2) for noun in ("milestone", "form", "value", "institution")]
    assert ones == ["едно", "еден", "една", "една"]
    assert twos == ["две", "два", "две", "две"]
    assert number(MK, "form", 10) == "десет"
    assert number(MK, "form", 11) == "11"
    assert number(MK, "value", 1234) == "1.234"


def test_the_noun_agrees_with_the_number_before_it() -> None:
    assert counted(MK, "milestone", 1) == "едно достигнување"
    assert counted(MK, "milestone", 11) == "11 достигнувања"
    assert counted(MK, "milestone", 21) == "21 достигнување"
    assert the_counted(MK, "form", 3) == "трите обрасци"
    assert the_counted(Texts("sq"), "milestone", 3) == "tri arritjet"


def test_every_text_of_the_summary_exists_in_three_languages() -> None:
    own = {key: value for key, value in catalogue().items() if key.startswith("summary.")}
    assert own
    assert [key for key, wordings in own.items() if set(wordings) != set(LANGUAGES)] == []
