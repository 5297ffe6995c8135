"""Tables on the terminal."""

import click
from every_case import every

from ovpsheets.cli.text_table import TextColumn, display_width, folded, harmless, shortened, table


def test_columns_stand_under_their_headings() -> None:
    columns = [TextColumn("Код"), TextColumn("Број", align="right")]
    first, rule, row, _ = table(columns, [("3.6.1", "4"), ("3.6.10", "12")], width=40)
    assert click.unstyle(first) == "Код     Број"
    assert rule == "──────  ────"
    assert row == "3.6.1      4"


def test_a_long_text_is_folded_inside_its_column() -> None:
    columns = [TextColumn("Код"), TextColumn("Текст", flexible=True)]
    lines = list(table(columns, [("3.6", "едно две три четири пет")], width=22))
    assert lines[2:] == ["3.6  едно две три", "     четири пет"]
    assert all(display_width(line) <= 22 for line in lines)


def test_colours_take_no_room() -> None:
    assert display_width(click.style("Итно", fg="red")) == 4


def test_combining_marks_take_no_room_and_wide_letters_two() -> None:
    assert display_width("e\u0301") == 1
    assert display_width("漢") == 2


def test_a_word_longer_than_the_line_is_cut_at_a_mark() -> None:
    assert folded("OVP_NAP5_2022-Q3_NK_R1.xlsx", 20) == ["OVP_NAP5_2022-Q3_NK_", "R1.xlsx"]


def test_a_word_without_marks_is_cut_where_the_line_ends() -> None:
    assert folded("абвгдѓежз", 4) == ["абвг", "дѓеж", "з"]


def test_a_shortened_text_ends_in_an_ellipsis() -> None:
    assert shortened("Доставени се\nподатоците, во рок", 24) == "Доставени се податоците…"
    assert shortened("кратко", 24) == "кратко"


def test_control_characters_are_shown_as_blanks() -> None:
    assert harmless("име\x1b[31m\u202e.xlsx\nб") == "име[U+001B][31m[U+202E].xlsx б"


STATUS = [
    TextColumn("Институција", flexible=True), TextColumn("Образец"), TextColumn("Вратено"),
    TextColumn("Активности", align="right"), TextColumn("Индикатори", align="right"),
    TextColumn("Целосно"), TextColumn("Отворено", align="right"), TextColumn("Нацрт"),
    TextColumn("Во рок", align="right"),
]  # fmt: skip
ROW = (
    "Национална комисија за борба", "R1", "13.10.2022, доцна", "2/2", "1/1", "да", "0", "–", "3/3",
)  # fmt: skip


@every("width", [60, 80, 100, 120])
def test_a_table_fits_whatever_its_columns(width: int) -> None:
    """What cannot stand side by side stands below one another, and nothing is left out."""
    lines = list(table(STATUS, [ROW, ROW], width=width))
    assert max(map(display_width, lines)) <= width
    said = " ".join(click.unstyle(line) for line in lines)
    assert all(word in said for cell in ROW for word in cell.split())


def test_a_row_that_stands_as_a_paragraph_has_its_headings() -> None:
    lines = [click.unstyle(line) for line in table(STATUS, [ROW], width=60)]
    assert lines[0] == "Национална комисија за борба"
    assert "  Вратено     13.10.2022, доцна" in lines
