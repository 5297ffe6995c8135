"""Where a plan says that an indicator of persons counts none, `plan` says so."""

from dataclasses import replace

import pytest
from persons import PARTS, WHOLE, indicator, plan_with

from ovpsheets import kinds
from ovpsheets.disclosure.speaks_of_persons import unprotected
from ovpsheets.plan.model import Wording


@pytest.mark.parametrize(
    ("wording", "is_named"),
    [
        (Wording(mk="Број на идентификувани жртви"), True),
        (Wording(mk="Сместени деца"), True),
        (Wording(sq="Numri i viktimave"), True),
        (Wording(en="Number of victims sheltered"), True),
        (Wording(mk="Број на одржани обуки"), False),
        (Wording(en="Number of reports"), False),
    ],
)
def test_the_wording_tells(wording: Wording, is_named: bool) -> None:
    own = replace(indicator(WHOLE, persons=False), text=wording)
    assert bool(unprotected(plan_with(own))) is is_named
    assert unprotected(plan_with(replace(own, persons=True))) == ()


def test_the_unit_tells() -> None:
    own = replace(indicator(WHOLE, persons=False, unit="лица"), text=Wording(mk="Опфат"))
    assert unprotected(plan_with(own)) == (own,)


def test_a_part_of_what_counts_persons_is_protected_already() -> None:
    part = replace(indicator(PARTS[0], persons=False), text=Wording(mk="Жртви, жени"))
    assert unprotected(plan_with(indicator(WHOLE), part)) == ()


def test_a_yes_or_no_is_no_number_of_anybody() -> None:
    own = indicator(WHOLE, persons=False, kind=kinds.YES_NO)
    assert unprotected(plan_with(replace(own, text=Wording(mk="Дом за жртви")))) == ()
