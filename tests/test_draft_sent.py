"""Members are sent the draft: whole where it is short, else its front and what concerns them."""

from dataclasses import replace
from functools import cache

import pytest
from large_report import large_report
from made import case_report
from packing import size_as_sent

from ovpsheets.results import draft_sent
from ovpsheets.results.draft_sent import DraftSent, concerning
from ovpsheets.results.mail.mail_draft import MailDraft
from ovpsheets.results.mail.mail_kinds import addressees
from ovpsheets.results.mail.mail_letters import letter
from ovpsheets.results.narrative import SummaryContext
from ovpsheets.results.product import MOST_ATTACHED
from ovpsheets.results.summary import render_docx


def _names(context: SummaryContext) -> bytes:
    return (context.title + "front" * context.is_front).encode()


@cache
def draft() -> DraftSent:
    """That of the plan of real size, of which only titles are written."""
    return DraftSent(large_report(), "OVP_D1", "docx", _names)


def test_a_short_draft_goes_whole_to_everybody() -> None:
    sent = DraftSent(case_report(), "OVP_D1", "docx", _names).to("MVR")
    assert [own.name for own in sent.values()] == ["OVP_D1.mk.docx"]
    assert b"front" not in sent[""].data


def test_of_a_long_draft_a_member_is_sent_the_front_and_the_parts_that_concern_it() -> None:
    assert [own.name for own in draft().to("M0013").values()] == [
        "OVP_D1.mk.docx", "OVP_D1.2.1.mk.docx",
    ]  # fmt: skip
    assert draft().to("M0013")[""].data.endswith(b"front")


def test_all_parts_lie_beside_the_front() -> None:
    names = [own.name for own in draft().files("mk")]
    assert names == ["OVP_D1.mk.docx", *(f"OVP_D1.{n}.1.mk.docx" for n in range(1, 7))]


def test_a_commitment_concerns_who_coordinates_it_and_who_reports_on_it() -> None:
    plan = large_report().plan
    first = replace(plan.activities[0], co_holders=("M0059",))
    shared = replace(plan.indicators[0], reported_by=("M0058",))
    changed = replace(
        plan,
        activities=(first, *plan.activities[1:]),
        indicators=(shared, *plan.indicators[1:]),
        commitments=(replace(plan.commitments[0], coordinator="M0057"), *plan.commitments[1:]),
    )
    for who in ("M0001", "M0057", "M0058", "M0059"):
        assert "1.1" in concerning(changed)[who]
    assert concerning(plan)["M0059"] == {"6.1"}


@pytest.mark.parametrize(("spare", "count"), [(0, 2), (-1, 1), (-10_000, 1)])
def test_a_mail_takes_as_many_parts_as_a_server_does(
    monkeypatch: pytest.MonkeyPatch, spare: int, count: int
) -> None:
    whole = sum(len(own.data) for own in draft().to("M0013").values())
    monkeypatch.setattr(draft_sent, "MOST_ATTACHED", whole + spare)
    assert len(draft().to("M0013")) == count  # the front at least


def test_the_letter_names_the_parts_that_go_with_it() -> None:
    report = large_report()
    item = next(own for own in addressees(report, {}) if own.institution == "M0013")
    sent = DraftSent(report, "OVP_D1", "docx", render_docx).to("M0013")
    assert "2.1" in letter(report, item, "comments", parts=[code for code in sent if code]).body
    assert (
        sum(size_as_sent(own.data) for own in sent.values()) < 120_000
    )  # it was 320 kB, 282 pages


def test_what_a_mail_takes_is_under_ten_million_bytes_as_it_travels() -> None:
    full = replace(draft().to("M0013")[""], data=bytes(MOST_ATTACHED))
    mail = MailDraft("M0013", "comments", "mk", ("a@example.mk",), "Нацрт", "…" * 5_000, (full,))
    assert len(mail.as_mail()) < 10_000_000
