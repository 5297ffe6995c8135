"""A hyperlink behind a text is something that was typed: its address is kept beside the text."""

from every_case import every

from ovpsheets.intake.meaning import read_text
from ovpsheets.intake.reading.cells import Cell


def linked(text: str, link: str) -> str | None:
    return read_text(Cell("1 Активности", 7, 9, "text", text, text, link=link)).value


@every(
    "link", ["https://example.mk/a", "file:///C:/a.docx", "\\\\server\\a", "javascript:alert(1)"]
)
def test_an_address_that_the_text_does_not_show_follows_it(link: str) -> None:
    assert linked("Извештај", link) == f"Извештај <{link}>"


@every(
    ("text", "link"),
    [
        ("https://example.mk/a", "https://example.mk/a"),
        ("Види https://example.mk", "https://example.mk/"),
        ("https://example.mk/доказ", "https://example.mk/%D0%B4%D0%BE%D0%BA%D0%B0%D0%B7"),
        ("ana@example.mk", "mailto:ana@example.mk"),
        ("Извештај", ""),
    ],
)
def test_an_address_that_the_text_shows_is_not_repeated(text: str, link: str) -> None:
    assert linked(text, link) == text
