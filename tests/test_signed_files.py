"""Forms and mails that are wrapped in a digital signature, as openssl makes them."""

import base64
import shutil
import subprocess
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from returned_forms import drop, merged, one, returned

from ovpsheets.intake.reading.containers.mails import unpack_mail
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.open_file import open_file
from ovpsheets.intake.reading.opened import Refused, Unpacked
from ovpsheets.intake.reading.signed import signed_content

OPENSSL: Final = shutil.which("openssl") or ""
MZ: Final = "ovp.mz@example.mk"
pytestmark = pytest.mark.skipif(not OPENSSL, reason="openssl is not installed")


@cache
def form() -> bytes:
    return returned("MZ").fill_well().data()


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("signer")
    run(
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-keyout", str(folder / "key.pem"), "-out", str(folder / "own.pem"), "-subj", "/CN=Primer",
    )  # fmt: skip
    return folder


def run(*arguments: str, data: bytes = b"") -> bytes:
    done = subprocess.run([OPENSSL, *arguments], input=data, capture_output=True, check=True)
    return done.stdout


def signed(signer: Path, data: bytes, *how: str) -> bytes:
    key, own = str(signer / "key.pem"), str(signer / "own.pem")
    return run("cms", "-sign", "-binary", "-signer", own, "-inkey", key, *how, data=data)


DER: Final = ("-nodetach", "-outform", "DER")


@pytest.mark.parametrize("how", [DER, (*DER, "-stream"), ("-nodetach", "-outform", "PEM")])
def test_a_signed_form_is_the_form_that_was_signed(signer: Path, how: tuple[str, ...]) -> None:
    opened = open_file("МЗ.xlsx.p7m", signed(signer, form(), *how), Limits())
    assert isinstance(opened, Unpacked)
    assert [(own.name, own.data) for own in opened.members] == [("МЗ.xlsx", form())]


def test_a_form_in_base64_or_signed_twice_is_the_form_too(signer: Path) -> None:
    once = signed(signer, form(), *DER)
    for data in (base64.encodebytes(once), signed(signer, once, *DER)):
        opened = open_file("МЗ.xlsx.P7M", data, Limits())
        assert isinstance(opened, Unpacked)
        assert [own.data for own in opened.members] == [form()]


def test_a_signed_form_is_merged_as_any_other(signer: Path, tmp_path: Path) -> None:
    drop(tmp_path, "МЗ.xlsx.p7m", signed(signer, form(), *DER))
    returns = merged(tmp_path).returns
    row = one(returns, institution="MZ")
    assert (row["used"], row["file"]) == ("used", "МЗ.xlsx.p7m/МЗ.xlsx")


def mail() -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = MZ, "Образец"
    made.set_content("Во прилог е образецот. Активноста 3.6.5 доцни поради тендерот.")
    made.add_attachment(
        form(), maintype="application", subtype="octet-stream", filename="МЗ.xlsx"
    )  # fmt: skip
    return bytes(made)


def test_a_mail_that_is_signed_as_a_whole_says_what_it_says_and_brings_its_form(
    signer: Path,
) -> None:
    whole = signed(signer, mail(), "-nodetach", "-from", MZ, "-subject", "Образец")
    assert b"pkcs7-mime" in whole
    opened = unpack_mail(whole, Limits())
    assert opened.mail is not None
    assert "3.6.5 доцни" in opened.mail.text
    assert opened.mail.sender == MZ
    assert [own.data for own in opened.members] == [form()]
    assert opened.members[0].mail is not None
    assert opened.members[0].mail.sender == MZ


def test_a_signed_mail_that_was_saved_out_of_its_mail_is_a_mail(signer: Path) -> None:
    opened = open_file("smime.p7m", signed(signer, mail(), *DER), Limits())
    assert isinstance(opened, Unpacked)
    (inner,) = opened.members
    assert inner.name == "smime.eml"
    assert [own.data for own in unpack_mail(inner.data, Limits()).members] == [form()]


def test_a_signed_form_that_hangs_on_a_mail_is_taken_out_with_it(signer: Path) -> None:
    made = EmailMessage()
    made["From"] = MZ
    made.set_content("Во прилог.")
    made.add_attachment(
        signed(signer, form(), *DER),
        maintype="application", subtype="pkcs7-mime", filename="МЗ.xlsx.p7m",
    )  # fmt: skip
    opened = unpack_mail(bytes(made), Limits())
    assert [(own.name, own.data) for own in opened.members] == [("МЗ.xlsx", form())]


def test_a_signature_without_what_it_signs_is_told_as_such(signer: Path) -> None:
    apart = signed(signer, form(), "-outform", "DER")
    assert open_file("МЗ.xlsx.p7m", apart, Limits()) == Refused("signed")


def test_a_signed_file_that_was_cut_off_is_told_as_such(signer: Path) -> None:
    whole = signed(signer, b"3.6.5", *DER)
    for length in range(20, len(whole) - 1, 37):
        assert signed_content(whole[:length]) is None
        assert isinstance(open_file("МЗ.p7m", whole[:length], Limits()), Refused)
