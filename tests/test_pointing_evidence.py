"""Evidence that only points at a link or an attachment, and what it is where that came."""

from dataclasses import replace
from typing import Final

from every_case import every
from returned_forms import findings_of
from rule_scenarios import COMPLETED, DUE, Scenario

from ovpsheets.intake.reading.cells import Observation
from ovpsheets.rules.completed_without_evidence import only_points

POINTING: Final = (
    "види линк", "Види линк.", "линк", "Линкот е во прилог", "линк во прилог", "врска", "во прилог",
    "види прилог", "видете го линкот", "достапно на линк", "достапно на следниот линк",
    "доказ во прилог", "прикачено", "приложено", "прилог кон образецот", "линк подолу", "vidi link",
    "vo prilog", "see link", "See the link below", "link attached", "see attached", "attached",
    "available at the link", "enclosed", "please see attachment", "shih linkun", "shih lidhjen",
    "në bashkëngjitje", "shih bashkëngjitjen", "linku më poshtë", "lidhja është bashkëngjitur",
)  # fmt: skip
NAMING: Final = (
    "https://example.mk/a", "Линк: https://example.mk", "www.example.mk",
    "види снимка.jpg во прилог",
    "Записник бр. 12", "види прилог 2", "Анекс 3", "Потврда во прилог", "Записник во прилог",
    "Летоци и список на присутни (во прилог)", "Службен весник", "архива на МВР",
    "веб-страница на МВР", "е-пошта", "доставено по пошта", "Извештај", "во врска со обуката",
    "линк кон Службен весник",
    "link on the Ministry's website", "Minutes attached", "attendance list, attached",
    "see the report", "Official Gazette", "raporti bashkëngjitur",
    "lista e pjesëmarrësve në bashkëngjitje",
    "faqja e Ministrisë", "Gazeta Zyrtare", "", "/", "12",
)  # fmt: skip


@every("text", POINTING)
def test_a_word_for_a_link_or_an_attachment_alone_names_nothing(text: str) -> None:
    assert only_points(text)


@every("text", NAMING)
def test_what_names_a_document_a_place_or_an_address_does_not_only_point(text: str) -> None:
    assert not only_points(text)


def fires(**changes: str) -> bool:
    said = {f"{DUE}/{key}": text for key, text in changes.items()}
    return "completed_without_evidence" in Scenario({**COMPLETED, **said}).rules()


def test_evidence_that_points_at_what_did_not_come_is_asked_about_and_quoted() -> None:
    findings = Scenario({**COMPLETED, f"{DUE}/evidence": "види линк"}).findings("en")
    (message,) = findings.loc[findings["rule"] == "completed_without_evidence", "message"]
    assert "“види линк”" in message


def test_evidence_that_points_at_an_address_elsewhere_in_the_form_is_evidence() -> None:
    assert not fires(evidence="види линк", progress="Објавено на https://example.mk/izvestaj.")
    assert not fires(evidence="Записник во прилог")


def test_evidence_that_points_at_a_picture_in_the_file_is_evidence() -> None:
    (form,) = Scenario({**COMPLETED, f"{DUE}/evidence": "во прилог"}).returns()
    assert "completed_without_evidence" in set(findings_of(form)["rule"])
    seen = Observation("pictures", {"sheet": "1 Активности"})
    pictured = replace(form, observed=(*form.observed, seen))
    assert "completed_without_evidence" not in set(findings_of(pictured)["rule"])
