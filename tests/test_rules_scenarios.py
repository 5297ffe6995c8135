"""Every rule about answers fires where it must, is silent near by, and reads well."""

from collections.abc import Mapping

import pytest
from rule_scenarios import FIRES, SILENT, Scenario

from ovpsheets.words import LANGUAGES, Language


def test_well_filled_forms_have_no_findings() -> None:
    scenario = Scenario(others={"NK": {}, "OP": {}, "MP": {}, "MZ": {}, "MTSP": {}})
    assert scenario.rules() == set()


@pytest.mark.parametrize("rule", FIRES)
def test_a_rule_fires(rule: str) -> None:
    assert rule in FIRES[rule]().rules()


@pytest.mark.parametrize("near", SILENT)
def test_a_rule_is_silent(near: str) -> None:
    rule, scenario = SILENT[near]
    assert rule not in scenario().rules()


@pytest.mark.parametrize("rule", FIRES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_speaks_in_sentences(rule: str, language: Language) -> None:
    table = FIRES[rule]().findings(language, language)
    own = table[table["rule"] == rule]
    assert len(own)
    for row in own.to_dict("records"):
        _reads_well(row)


def _reads_well(row: Mapping[object, object]) -> None:
    for sentence in (str(row["message"]), str(row["ask"])):
        assert not set("{}") & set(sentence), sentence
        assert "None" not in sentence
        assert "<NA>" not in sentence
        assert sentence.endswith("."), sentence
        assert not sentence.endswith(".."), sentence
        assert "  " not in sentence, sentence
        assert "„“" not in sentence, sentence
        assert "“”" not in sentence, sentence
