"""A test of many cases goes through all of them and names all that fail."""

import pytest
from every_case import every


def test_all_cases_are_tried_and_all_that_fail_are_named() -> None:
    tried: list[tuple[int, str]] = []

    @every(("number", "word"), [(1, "one"), (2, "nought"), (3, "three"), (4, "nought")])
    def is_right(number: int, word: str) -> None:
        tried.append((number, word))
        assert word != "nought"

    with pytest.raises(AssertionError, match="2 of 4 cases fail") as failed:
        is_right()
    assert len(tried) == 4
    assert "(2, 'nought'): AssertionError" in str(failed.value)
    assert "(4, 'nought'): AssertionError" in str(failed.value)
    assert "one" not in str(failed.value)


def test_what_is_raised_is_named_too() -> None:
    @every("number", [0, 1])
    def divides(number: int) -> None:
        assert 1 / number

    with pytest.raises(AssertionError, match=r"1 of 2 cases fail\n\(0,\): ZeroDivisionError"):
        divides()


def test_what_was_to_be_raised_and_was_not_is_named_too() -> None:
    tried = []

    @every("number", [0, 1, 2])
    def cannot_be_divided_by(number: int) -> None:
        tried.append(number)
        with pytest.raises(ZeroDivisionError):
            assert 1 / number

    with pytest.raises(AssertionError, match=r"2 of 3 cases fail\n\(1,\): Failed: DID NOT RAISE"):
        cannot_be_divided_by()
    assert tried == [0, 1, 2]


@every("text", ["a", "b"])
def test_a_fixture_is_the_same_for_every_case(text: str, request: pytest.FixtureRequest) -> None:
    assert text
    assert request.node.name == "test_a_fixture_is_the_same_for_every_case"


def test_no_case_at_all_is_a_mistake() -> None:
    with pytest.raises(AssertionError, match="no case at all"):
        every("text", [])
