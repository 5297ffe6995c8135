"""A mail that says no more than „во прилог“ is a greeting; every other text is shown."""

from urllib.parse import quote

from every_case import every

from ovpsheets.intake.reading.containers.links import links_to_files, links_to_pages
from ovpsheets.intake.reading.containers.mail_text import is_greeting, without_history

GREETINGS = (
    "",
    "Почитувани,\n\nВо прилог е пополнетиот образец.\n\nСо почит,\nАна Петрова\nСоветник, МТСП",
    "Здраво,\nВи го праќам извештајот во прилог. Благодарам!\nПоздрав, Ана",
    "Почитувана г-ѓа Петрова,\nПрилог: извештај.\nСрдечен поздрав\nБесим\n+389 2 000 000",
    "Dear all,\n\nPlease find attached the report.\n\nBest regards,\nAna",
    "Të nderuar,\nBashkëngjitur e gjeni formularin.\nMe respekt,\nBesim",
    "Во прилог.\n\nИспратено од мојот iPhone",
    "Почитувани,\nВо прилог\nго доставуваме извештајот за третиот\nквартал.\nСо почит",
    "Во прилог.\nСо почит,\nАна\nhttps://www.mtsp.example.mk/\nhttps://facebook.com/mtsp?ref=1",
    "Во прилог.\nСо почит,\nАна Петрова, советник <mailto:ana.petrova@mtsp.example.mk>\n"
    "Министерство за труд <https://www.mtsp.example.mk/mk-MK/pocetna-strana/kontakt.html>",
)

REMARKS = (
    "Почитувани,\nВо прилог е образецот, но активноста 3.6.1 доцни.\nСо почит,\nАна",
    "Во прилог е извештајот. Податоците ќе ги добиете следната недела.",
    "Статусот за 3.6.4 е Ограничено.",
    "Во прилог е образецот, без податоци за вториот индикатор.",
    "Please find attached the report; the budget was cut by 40 %, attached decision.",
    "Bashkëngjitur formulari, por nuk kemi të dhëna.",
    "Поздрав,\nАна\nП.С. рокот го поместуваме за март.",
    "Со почит,\nАна\nНемаме податоци за индикаторот.",
    "Почитувани, активноста е завршена.",
    "x" * 3_000,
    "Почитувани,\nВо прилог е образецот: https://docs.google.com/spreadsheets/d/1\nСо почит, Ана",
    "Во прилог се доказите (https://mtsp.example.mk/dokazi/3.pdf).",
    "Во прилог.\nСо почит,\nАна\nОбразец.xlsx <https://1drv.ms/x/s!abc>",
)


@every("text", GREETINGS)
def test_a_courtesy_is_a_greeting(text: str) -> None:
    assert is_greeting(text)


@every("text", REMARKS)
def test_whatever_says_something_is_none(text: str) -> None:
    assert not is_greeting(text)


def test_a_link_that_outlook_has_wrapped_is_known() -> None:
    inner = "https://mtsp-my.sharepoint.com/:x:/g/ana/abc"
    wrapped = f"https://eur01.safelinks.protection.outlook.com/?url={quote(inner, safe='')}&data=05"
    assert links_to_files(f"Образец<{wrapped}>.") == [inner]
    assert links_to_files("https://notsharepoint.com/a https://sharepoint.com https://") == []
    assert links_to_pages("(http://a.example.mk/б?в=1), http://a.example.mk/") == [
        "http://a.example.mk/б?в=1"
    ]


def test_below_the_mark_of_the_original_mail_nothing_is_new() -> None:
    text = "Завршено е.\n\n-----Original Message-----\nFrom: b@example.mk\nКога?"
    assert without_history(text, "RE: Q3") == "Завршено е."


def test_answers_between_quoted_lines_are_kept() -> None:
    text = "> Статус на 3.6.1?\nЗавршена.\n> А на 3.6.2?\nОграничено."
    assert without_history(text, "Re: Q3") == "Завршена.\nОграничено."


@every(
    "header",
    [
        "Од: ОВП <ovp@example.mk>\nИспратено: 5 јули 2022\nДо: МВР\nПредмет: Образец",
        "From: ovp@example.mk\nSent: 5 July 2022\nTo: MVR\nCc: x\nSubject: Form",
        "*Nga:* ovp@example.mk\n*Dërguar:* 5 korrik 2022\n*Për:* MPB\n*Subjekti:* Formulari",
        "From: ovp@example.mk\nDate: 5 July 2022\n\nSubject: Form",
    ],
)
def test_the_mail_below_sender_day_and_subject_is_the_one_that_is_answered(header: str) -> None:
    text = f"Завршено е.\n\n{header}\n\nЗа 3.6.3.1 пријавивте 45."
    assert without_history(text, "Одг: Образец") == "Завршено е."
    assert without_history(text, "Fwd: Образец") == text
    assert without_history("Од: 5 јули\nДо: 7 јули\nПредмет: обука", "Re: Q3").startswith("Од")


def test_a_mail_of_which_nothing_would_be_left_is_kept_whole() -> None:
    assert without_history("> само ова", "Re: Q3") == "> само ова"
