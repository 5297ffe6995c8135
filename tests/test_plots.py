"""The pictures of a merged quarter: what they show, and what is said where none can be drawn."""

from importlib import util

import pytest
from made import case_report
from test_not_due import waiting

import ovpsheets as ovp
from ovpsheets.results import plots
from ovpsheets.results.plots import Picture, Plots
from ovpsheets.words import Status

pytestmark = pytest.mark.skipif(  # not imported where these tests are only collected
    util.find_spec("matplotlib") is None, reason="matplotlib is not installed"
)


def _words(picture: Picture) -> list[str]:
    (axes,) = picture.figure.axes
    return [text.get_text() for text in axes.texts]


def test_every_holder_has_a_bar_with_its_numbers() -> None:
    picture = Plots(case_report()).progress()
    (axes,) = picture.figure.axes
    counts = case_report().statuses_by_institution()
    assert len(axes.get_yticks()) == len(counts)
    shown = sorted(int(word) for word in _words(picture) if word)
    assert shown == sorted(int(n) for n in counts.to_numpy().ravel() if n)


def test_who_is_silent_stands_first_as_in_the_overview() -> None:
    (axes,) = Plots(case_report()).progress().figure.axes
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names == ["МТСП", "МП", "МЗ", "МВР", "Национална комисија", "Отворена порта"]


def test_silence_and_what_has_not_begun_differ_by_more_than_a_colour() -> None:
    (axes,) = Plots(waiting()).progress().figure.axes
    patterns = {
        container.get_label(): container.patches[0].get_hatch() for container in axes.containers
    }
    assert len(set(patterns.values())) == 3  # none, N.A., not begun
    assert patterns["Н.А."] == "///"


def test_the_matrix_says_each_status_in_words() -> None:
    words = _words(Plots(case_report()).matrix())
    assert words.count("Н.А.") == 3
    assert len(words) == int(case_report().status_over_time().notna().to_numpy().sum())


def test_the_matrix_of_a_large_plan_shows_the_first_and_says_of_how_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    count = len(case_report().status_over_time())
    monkeypatch.setattr(plots, "_MOST_ROWS", count)
    assert Plots(case_report()).matrix().title == "Статус на активностите по квартали"
    monkeypatch.setattr(plots, "_MOST_ROWS", count - 1)
    picture = Plots(case_report()).matrix()
    assert picture.title == f"Статус на активностите по квартали: првите {count - 1} од {count}"
    assert len(picture.figure.axes[0].get_yticks()) == count - 1


def test_the_matrix_of_a_commitment_has_its_activities() -> None:
    (axes,) = Plots(case_report()).matrix("3.6").figure.axes
    assert len(axes.get_yticks()) == len(case_report().plan.activities)
    with pytest.raises(ovp.InputError, match=r"3\.6"):
        Plots(case_report()).matrix("9.9")


def test_a_quarter_without_a_number_has_no_point() -> None:
    (axes,) = Plots(case_report()).indicator("3.6.1.1").figure.axes
    values = list(axes.lines[0].get_ydata())
    assert values[:2] == [0, 0]
    assert values[2] != values[2]  # not a number, so nothing is drawn


def test_a_notebook_shows_a_picture_by_itself() -> None:
    assert Plots(case_report()).progress()._repr_png_().startswith(b"\x89PNG")


@pytest.mark.parametrize("code", ["9.9.9.9", "3.6.5.1"])
def test_an_indicator_without_numbers_is_refused_in_a_sentence(code: str) -> None:
    with pytest.raises(ovp.InputError, match=code):
        Plots(case_report()).indicator(code)


def test_without_matplotlib_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plots, "find_spec", lambda _name: None)
    assert util.find_spec("matplotlib") is not None
    with pytest.raises(ovp.InputError, match="matplotlib") as refused:
        Plots(case_report()).progress()
    assert "ovpsheets[plot]" in str(getattr(refused.value, "tip", "")) or refused.value.args


def test_every_status_has_a_look_of_its_own() -> None:
    looks = [tuple(sorted(plots._style(status).items())) for status in Status]
    assert len(set(looks)) == len(looks)
