"""What people typed, where others read it: nothing unseen acts, and everything is shown."""

from every_case import every

from ovpsheets.member_text import visible


@every(
    ("typed", "shown"),
    [
        ("Одржани се 3 обуки – „сè“ 😀", "Одржани се 3 обуки – „сè“ 😀"),
        ("два\nреда\tи", "два\nреда\tи"),
        ("а\r\nб\rв\x0bг\x0cд\x85ѓ\u2028е\u2029ж", "а\nб\nв\nг\nд\nѓ\nе\nж"),
        ("x\u202egpj.exe", "x[U+202E]gpj.exe"),
        ("\u2066x\u2069\u200f\u061c", "[U+2066]x[U+2069][U+200F][U+061C]"),
        ("ѕвоно\x07\x1b[31m\x7f\x9b", "ѕвоно[U+0007][U+001B][31m[U+007F][U+009B]"),
        ("а\ud83dб\x00\uffff", "а\ufffdб\ufffd\ufffd"),
        ("a\u200bb\u00adc\ufeff", "a\u200bb\u00adc\ufeff"),
    ],
)
def test_what_acts_is_shown_and_what_does_not_stays(typed: str, shown: str) -> None:
    assert visible(typed) == shown
    assert visible(shown) == shown
