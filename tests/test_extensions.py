"""What other packages add is found, and one that is broken stops no other."""

from extension_packages import GROUP, Install, install

from ovpsheets.extensions import Unusable, load

__all__ = ["install"]  # a fixture


def test_what_a_package_names_is_loaded(install: Install) -> None:
    install("ext_good", "CARD = 'a card'\n", card="ext_good:CARD")
    assert load(GROUP)["card"] == "a card"


def test_another_group_is_not_looked_at(install: Install) -> None:
    install("ext_other", "CARD = 'a card'\n", other_card="ext_other:CARD")
    assert "other_card" not in load("ovpsheets.rules")


def test_a_module_that_fails_is_named_with_its_package_and_its_error(install: Install) -> None:
    install("ext_bad", "raise RuntimeError('no\\nlicence')\n", bad="ext_bad:CARD")
    assert load(GROUP)["bad"] == Unusable("bad", "ext_bad", "RuntimeError: no licence")


def test_a_module_that_is_not_there_is_named(install: Install) -> None:
    install("ext_gone", "", gone="ext_nowhere:CARD")
    found = load(GROUP)["gone"]
    assert isinstance(found, Unusable)
    assert "ext_nowhere" in found.reason


def test_a_broken_one_stops_no_other(install: Install) -> None:
    install("ext_bad2", "1 / 0\n", bad="ext_bad2:CARD")
    install("ext_good2", "CARD = 'a card'\n", card="ext_good2:CARD")
    assert load(GROUP)["card"] == "a card"


def test_a_name_of_two_packages_is_neither_of_them(install: Install) -> None:
    install("ext_one", "CARD = 1\n", card="ext_one:CARD")
    install("ext_two", "CARD = 2\n", card="ext_two:CARD")
    found = load(GROUP)["card"]
    assert isinstance(found, Unusable)
    assert "ext_one" in found.reason
    assert "ext_two" in found.reason
