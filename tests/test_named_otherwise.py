"""What a form says of itself in words: another institution or quarter than its identity."""

from dataclasses import replace
from functools import cache

from every_case import every
from made import QUARTER
from returned_forms import brief_of, findings_of, read_contents, returned, the_history, the_plan

from ovpsheets.forms.identity import FormId
from ovpsheets.intake.reading.cells import Contents
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.open_file import open_file
from ovpsheets.intake.recognise.named_otherwise import named_otherwise
from ovpsheets.texts import Texts
from ovpsheets.words import COVER

MK = Texts("mk")
BEFORE = QUARTER.previous()
OWN = FormId("NAP5", QUARTER, "MVR")
NAME, PERIOD, TITLE = "C4", "C6", "B1"  # on the cover


@cache
def form() -> Contents:
    contents = open_file("а.xlsx", returned().fill_well().data(), Limits())
    assert isinstance(contents, Contents)
    return contents


def with_text(
    address: str, text: str, sheet: str = MK(f"form.sheet.{COVER}"), start: Contents | None = None
) -> Contents:
    """Return the form, or *start*, with another text in a cell that it gives."""
    start = start or form()

    def typed(cells: dict) -> dict:  # type: ignore[type-arg]
        (place,) = [place for place, cell in cells.items() if cell.address == address]
        return {**cells, place: cells[place]._replace(value=text, raw=text)}

    return replace(
        start,
        sheets=tuple(
            replace(each, cells=typed(dict(each.cells))) if each.name == sheet else each
            for each in start.sheets
        ),
    )


def said(contents: Contents) -> list[tuple[str, str, str]]:
    """Return what is found of names that contradict the identity: severity, cell and words."""
    table = findings_of(read_contents(contents))
    own = table[table["rule"].isin(["contradictory_identity", "wrong_institution"])]
    return list(zip(own["severity"].astype(str), own["cell"], own["found"], strict=True))


@every(
    "name",
    ["Министерство за здравство", "МИНИСТЕРСТВО ЗА  ЗДРАВСТВО", "MZ", "МЗ",
     "Министерство за здравство (МЗ)"],
)  # fmt: skip
def test_the_name_of_another_institution_on_the_cover_is_asked_about_once(name: str) -> None:
    assert said(with_text(NAME, name)) == [("important", NAME, name)]


@every(
    "name",
    ["министерство за внатрешни  работи", "Министерство за внатрешни работи, Сектор за обуки",
     "МВР", "МВР – Сектор за обуки", "Министерство за внатрешни рботи"],
)  # fmt: skip
def test_the_own_name_written_otherwise_is_no_contradiction(name: str) -> None:
    assert said(with_text(NAME, name)) == []


def test_a_name_that_the_plan_does_not_have_is_to_be_confirmed() -> None:
    assert said(with_text(NAME, "Агенција за млади")) == [("check", NAME, "Агенција за млади")]


def test_the_days_of_another_quarter_on_the_cover_are_asked_about() -> None:
    days = MK.period(BEFORE)
    assert said(with_text(PERIOD, days)) == [("important", PERIOD, days)]


def test_the_title_of_another_quarter_is_asked_about() -> None:
    title = MK("form.cover.title", quarter=MK.quarter_object(BEFORE))
    assert said(with_text(TITLE, title)) == [("important", TITLE, title)]


def test_another_name_below_the_titles_of_both_tables_is_asked_about() -> None:
    words = f"Министерство за здравство  |  {MK.quarter(QUARTER)}"
    both = form()
    for table in ("1 Активности", "2 Индикатори"):
        (sheet,) = [each for each in both.sheets if each.name == table]
        (place,) = [c.address for c in sheet.cells.values() if c.row < 4 and "|" in c.raw]
        both = with_text(place, words, table, both)
    assert said(both) == [("important", place, words)]


def test_a_form_as_it_was_issued_says_nothing_else() -> None:
    assert said(form()) == []
    assert list(named_otherwise(form(), OWN, brief_of(the_plan(), the_history()))) == []


def test_a_name_typed_elsewhere_says_nothing_about_the_form() -> None:
    other = with_text("B2", "Министерство за здравство")
    assert said(other) == []
