"""Whose a mail is, where nothing in it says so."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
from every_case import every
from made_mails import REMARK, mail
from returned_forms import drop, merged, one, returned, the_plan

from ovpsheets.intake.recognise.senders import institution_of
from ovpsheets.plan.model import Plan


def plan_of(**emails: str) -> Plan:
    plan = the_plan()
    own = (replace(i, email=emails.get(i.code, i.email)) for i in plan.institutions)
    return replace(plan, institutions=tuple(own))


@every(
    ("sender", "whose"),
    [
        ("ovp.mz@example.mk", "MZ"),
        ("Ана <OVP.MZ@Example.mk>", "MZ"),
        ('"ovp.mz@example.mk" <ovp.mtsp@example.mk>', "MTSP"),
        ("a@example.mk", ""),  # six institutions have this domain
        ("ovp.mvr@example.mk", ""),  # the coordinator's, who forwards what others sent
        ("Ана", ""),
        ("", ""),
        ("a" * 100_000 + "@", ""),
    ],
)
def test_an_address_of_the_plan_is_known(sender: str, whose: str) -> None:
    assert institution_of(sender, the_plan()) == whose


@every(
    ("emails", "sender", "whose"),
    [
        ({"MZ": "ovp@zdravje.example.mk"}, "ana@zdravje.example.mk", "MZ"),
        ({"MZ": "ovp@zdravje.example.mk; d@z.example.mk"}, "ana@z.example.mk", "MZ"),
        ({"MZ": "ovp@zdravje.example.mk"}, "ana@x.zdravje.example.mk", ""),
        ({"OP": "ovp.op@gmail.com"}, "ovp.op@gmail.com", "OP"),
        ({"OP": "ovp.op@gmail.com"}, "ana@gmail.com", ""),
        ({"OP": "one@x.example.mk", "MZ": "one@x.example.mk"}, "one@x.example.mk", ""),
        ({"MVR": "ovp@mvr.example.mk"}, "ana@mvr.example.mk", ""),
    ],
)
def test_a_domain_counts_that_one_institution_alone_has(
    emails: dict[str, str], sender: str, whose: str
) -> None:
    assert institution_of(sender, plan_of(**emails)) == whose


def test_who_sent_a_scan_alone_is_asked_for_the_form_and_not_told_that_nothing_came(
    tmp_path: Path,
) -> None:
    message = mail(REMARK, {"скен.pdf": b"%PDF-1.4"})
    message.replace_header("From", "Ана <ovp.mz@example.mk>")
    drop(tmp_path, "порака.eml", bytes(message))
    returned("MTSP").fill_well().save(tmp_path)
    found = merged(tmp_path)
    scan = one(found.findings, file="порака.eml/скен.pdf")
    assert (scan["rule"], scan["institution"]) == ("unrecognised_file", "MZ")
    missing = one(found.findings, rule="missing_return", institution="MZ")
    assert missing["follows"] == scan["id"]
    assert scan["severity"] == missing["severity"] == "urgent"
    assert one(found.unplaced, kind="mail")["institution"] == "MZ"
    assert one(found.returns, file="порака.eml/скен.pdf")["institution"] == "MZ"
    assert pd.isna(one(found.returns, file="порака.eml")["institution"])  # no form, and not aside
