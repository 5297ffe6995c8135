"""What is a part of what: the column part_of, else the code."""

import pytest
from persons import PARTS, WHOLE, indicator, plan_with

from ovpsheets.plan.parts import wholes

OTHER = "1.1.1.7"


def test_a_code_that_continues_another_is_a_part_of_it() -> None:
    plan = plan_with(indicator(WHOLE), *map(indicator, PARTS), indicator(f"{PARTS[0]}.1"))
    assert wholes(plan) == {PARTS[0]: WHOLE, PARTS[1]: WHOLE, f"{PARTS[0]}.1": PARTS[0]}


@pytest.mark.parametrize(("code", "whole"), [(OTHER, WHOLE), (PARTS[0], OTHER)])
def test_the_column_stands_over_the_code(code: str, whole: str) -> None:
    plan = plan_with(
        *(indicator(own, part_of=whole if own == code else "") for own in (WHOLE, *PARTS, OTHER))
    )
    assert wholes(plan)[code] == whole


@pytest.mark.parametrize("part_of", [WHOLE, PARTS[0], "9.9"])
def test_what_would_go_in_a_circle_or_nowhere_is_left_out(part_of: str) -> None:
    plan = plan_with(indicator(WHOLE, part_of=part_of), indicator(PARTS[0]))
    assert wholes(plan) == {PARTS[0]: WHOLE}
