"""Tables of codes in mails that were written as HTML: what is taken for one, and how."""

from every_case import every

from ovpsheets.intake.reading.containers.html_tables import tables_of_codes


def table(*rows: str) -> str:
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def cells(*texts: str) -> str:
    return "".join(f"<td>{text}</td>" for text in texts)


def lines(page: str) -> list[list[str]]:
    """The rows of the only table in *page*."""
    (data,) = tables_of_codes(page)
    said, *rows = data.decode().splitlines()
    assert said == "sep=;"
    return [row.split(";") for row in rows]


HEAD = cells("Код", "Статус", "Опис")
TWO = (cells("3.6.1", "Завршено", "обука"), cells("3.6.2", "", "состанок"))


def test_a_table_whose_rows_bear_codes_is_taken_cell_by_cell() -> None:
    assert lines(table(HEAD, *TWO)) == [
        ["Код", "Статус", "Опис"], ["3.6.1", "Завршено", "обука"], ["3.6.2", "", "состанок"],
    ]  # fmt: skip


@every(
    "page",
    [
        table(HEAD, TWO[0]),  # one row
        table(cells("3.6.1", "а"), cells("3.6.2", "б")),  # two columns
        table(cells("1.1", "а", "б"), cells("1.2", "а", "б")),  # a numbering
        table(cells("тел.", "02 3117-880", "а"), cells("факс", "02 3117-881", "б")),
        f"<blockquote>{table(*TWO)}</blockquote>",
        f"<style>{table(*TWO)}</style>",
        "<table><tr><td>3.6.1",
        "",
    ],
)
def test_other_tables_of_a_mail_are_left(page: str) -> None:
    assert list(tables_of_codes(page)) == []


def test_a_table_within_a_table_of_layout_is_taken_alone() -> None:
    assert lines(table(cells(f"Почитувани,{table(*TWO)}", "лого"))) == [
        ["3.6.1", "Завршено", "обука"], ["3.6.2", "", "состанок"],
    ]  # fmt: skip


def test_cells_keep_their_columns_and_their_text() -> None:
    row = '<td>3.6.1</td><td colspan="2">а&nbsp;&amp;<b>  б</b></td><td><span> в </span></td>'
    assert lines(table(row, *TWO))[0] == ["3.6.1", "а & б", "", "в"]


def test_paragraphs_of_a_cell_are_lines_of_it() -> None:
    (data,) = tables_of_codes(table(cells("3.6.1", "<p>а</p><p>б</p>", "в"), *TWO))
    assert '3.6.1;"а\n\nб";в' in data.decode().replace("\r", "")


def test_a_hostile_page_costs_little() -> None:
    deep = "<table><tr><td>" * 5_000 + "</table>" * 5_000
    wide = table("<td>3.6.1" * 30_000)
    assert list(tables_of_codes(deep + wide)) == []
