"""Saved mails and mailboxes: who sent what, when, and what they wrote."""

from datetime import date
from email.message import EmailMessage

import pytest
from every_case import every
from made_mails import GREETING, REMARK, SENDER, mail, mailbox, tnef

from ovpsheets.intake.reading.containers.html_text import plain_of_html
from ovpsheets.intake.reading.containers.mailboxes import unpack_mailbox
from ovpsheets.intake.reading.containers.mails import unpack_mail
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import Mail, RefusedError, Unpacked

LIMITS = Limits()
FORM = b"PK\x03\x04 form"


def unpacked(message: EmailMessage | bytes) -> Unpacked:
    return unpack_mail(bytes(message), LIMITS)


def said(message: EmailMessage | bytes) -> Mail:
    found = unpacked(message).mail
    assert found is not None
    return found


def names(found: Unpacked) -> list[str]:
    return [member.name for member in found.members]


def reasons(found: Unpacked) -> dict[str, str]:
    return {name: refused.reason for name, refused in found.refused}


def raw(head: str, body: bytes = b"", *, charset: str = "utf-8") -> bytes:
    return head.encode(charset) + b"\n\n" + body


def test_a_mail_gives_sender_subject_day_text_and_files() -> None:
    found = unpacked(mail(REMARK, {"Извештај за МТСП.xlsx": FORM}))
    assert found.mail is not None
    assert (found.mail.sender, found.mail.subject) == (SENDER, "Извештај")
    assert found.mail.text.strip() == REMARK
    (member,) = found.members
    assert (member.name, member.data) == ("Извештај за МТСП.xlsx", FORM)
    assert member.mail == Mail(found.mail.sender, found.mail.subject, found.mail.sent)


def test_the_day_is_the_one_that_the_sender_wrote() -> None:
    sent = said(mail(sent="Mon, 10 Oct 2022 23:30:00 -0700")).sent
    assert sent is not None
    assert sent.date() == date(2022, 10, 10)


@pytest.mark.parametrize("sent", ["", "вчера", "Mon, 99 Oct 2022 25:61:00 +9999"])
def test_a_day_that_cannot_be_read_is_none(sent: str) -> None:
    assert said(raw(f"From: a@example.mk\nDate: {sent}")).sent is None


@every(
    "name",
    [
        'filename="=?windows-1251?B?8u7t?= =?windows-1251?B?LnhsLnhsc3g=?="',
        "filename*=windows-1251''%F2%EE%ED.xl.xlsx",
        "filename*0*=utf-8''%D1%82%D0%BE; filename*1*=%D0%BD.xl; filename*2=.xlsx",
        'filename="тон.xl.xlsx"',
    ],
)
@every("charset", ["utf-8", "cp1251"])
def test_a_file_name_is_read_in_every_way_programs_write_it(name: str, charset: str) -> None:
    head = f"From: a@example.mk\nContent-Disposition: attachment; {name}"
    assert names(unpacked(raw(head, FORM, charset=charset))) == ["тон.xl.xlsx"]


def test_damaged_names_and_encodings_do_not_cost_the_file() -> None:
    head = (
        "From: =?utf-8?B?!!!?= a@example.mk\nSubject: =?nobody?Q?x?=\n"
        "Content-Disposition: attachment; filename*=x; filename*0*=y"
    )
    found = unpacked(raw(head, FORM))
    assert len(found.members) + len(found.refused) == 1


@pytest.mark.parametrize("charset", ["utf-8", "cp1251"])
def test_text_in_another_encoding_than_said_is_still_read(charset: str) -> None:
    head = "From: a@example.mk\nContent-Type: text/plain; charset=us-ascii"
    assert said(raw(head, "Активноста доцни.".encode(charset))).text == "Активноста доцни."


def test_of_a_text_in_two_forms_the_plain_one_is_read() -> None:
    made = mail("обично")
    made.add_alternative("<p>украсено</p>", subtype="html")
    assert said(made).text.strip() == "обично"


def test_a_mail_of_html_alone_is_read_as_it_is_seen() -> None:
    made = mail()
    made.set_content("<p>Рокот за <b>3.6.1</b><br>доцни</p>", subtype="html")
    assert said(made).text == "Рокот за 3.6.1\nдоцни"


def test_of_a_link_in_html_is_said_where_it_leads() -> None:
    body = (
        "<p>Во прилог <A class=x HREF='https://1drv.ms/x/s!a&amp;b'>Образец.<b>xlsx</b></A>.</p>"
        '<p><a href="https://a.example.mk/b">https://a.example.mk/b</a> '
        '<a href="https://a.example.mk/c"><img src="c.png"></a><a href="mailto:a@example.mk">А</a>'
        '<a href="http://a.example.mk/">МТСП</a><a name="x">Б</a></a></p>'
    )
    assert plain_of_html(body) == (
        "Во прилог Образец.xlsx <https://1drv.ms/x/s!a&b>.\nhttps://a.example.mk/b АМТСПБ"
    )


def test_files_of_a_forwarded_mail_come_with_its_own_sender_and_text() -> None:
    inner = mail(REMARK, {"а.xlsx": FORM}, sender="Бесим <b@example.mk>", subject="Q3")
    found = unpacked(mail("проследувам", {"а.xlsx": FORM}, inner=[inner], subject="Fwd: Q3"))
    assert names(found) == ["а.xlsx", "а (2).xlsx"]
    assert found.members[1].mail is not None
    assert found.members[1].mail.sender == "Бесим <b@example.mk>"
    assert found.mail is not None
    assert "тендерот падна" in found.mail.text
    assert "Бесим <b@example.mk>: Q3" in found.mail.text


def test_a_greeting_in_a_forwarded_mail_adds_nothing() -> None:
    assert said(mail("види", inner=[mail(GREETING)])).text.strip() == "види"


def notice(action: str, kind: str = "delivery-status") -> bytes:
    """What a mail server answers, with the mail that it speaks of and the form that hung on it."""
    told = f"Final-Recipient: rfc822; ana@example.mk\nAction: {action}\n\n"
    other = "Final-Recipient: rfc822; b@example.mk\nAction: relayed\n"
    sent = bytes(mail(GREETING, {"образец.xlsx": b"PK"})).decode()
    parts = {
        "text/plain": "Undeliverable",
        f"message/{kind}": f"Reporting-MTA: x\n\n{told}{other}",
        "message/rfc822": sent,
    }
    body = "".join(f"--Б\nContent-Type: {part}\n\n{text}\n" for part, text in parts.items())
    head = "From: daemon@example.mk\nSubject: Returned\nMIME-Version: 1.0\n"
    report = f"Content-Type: multipart/report; report-type={kind}; boundary=B\n\n"
    return f"{head}{report}{body}--Б--\n".replace("--Б", "--B").encode()


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (notice("failed"), "undelivered", "ana@example.mk"),
        (notice("Delayed "), "undelivered", "ana@example.mk"),
        (notice("delivered"), "receipt", "Returned"),
        (notice("displayed", "disposition-notification"), "receipt", "Returned"),
    ],
    ids=("failed", "delayed", "delivered", "displayed"),
)
def test_the_form_in_a_notice_of_a_mail_server_is_no_return(
    data: bytes, reason: str, detail: str
) -> None:
    with pytest.raises(RefusedError) as caught:
        unpack_mail(data, Limits())
    assert (caught.value.reason, caught.value.detail) == (reason, detail)


def test_what_the_mail_answers_is_left_out() -> None:
    text = "Статусот е ист.\n\nНа 3 окт. Ана напиша:\n> Доставете до 10.\n> Фала"
    assert said(mail(text, subject="Re: Q3")).text == "Статусот е ист."


def test_what_a_forwarded_mail_quotes_is_kept() -> None:
    assert "> Доставете" in said(mail("види\n> Доставете до 10.", subject="Fwd: Q3")).text


def test_files_in_winmail_dat_are_taken_out() -> None:
    winmail = tnef({"Извештај за кварталот.xlsx": FORM, "доказ.pdf": b"%PDF"})
    found = unpacked(mail(files={"winmail.dat": winmail}))
    assert names(found) == ["Извештај за кварталот.xlsx"]
    assert reasons(found) == {"доказ.pdf": "picture"}


def test_the_short_name_in_winmail_dat_counts_where_there_is_no_long_one() -> None:
    winmail = tnef({"образ.xlsx": FORM}, long_names=False)
    assert names(unpacked(mail(files={"winmail.dat": winmail}))) == ["образ.xlsx"]


@every(
    ("header", "value", "automatic"),
    [
        ("Auto-Submitted", "auto-replied (vacation)", True),
        ("Auto-Submitted", "auto-generated", False),
        ("Auto-Submitted", "no", False),
        ("Precedence", "auto_reply", True),
        ("Precedence", "bulk", False),
        ("X-Autoreply", "yes", True),
        ("X-Mailer", "Outlook", False),
    ],
)
def test_a_program_says_that_it_answers_for_somebody(
    header: str, value: str, automatic: bool
) -> None:
    whole = mail(REMARK)
    whole[header] = value
    found = unpack_mail(bytes(whole), Limits()).mail
    assert found is not None
    assert found.is_automatic is automatic


@every(
    ("subject", "automatic"),
    [
        ("Automatic reply: OGP", True), ("Out of Office", True), ("Автоматски одговор: ОВП", True),
        ("Përgjigje automatike: PHQ", True), ("RE: Automatic reply: OGP", False),
        ("Automatic replies are off", False), ("Извештај", False), ("", False),
    ],
)  # fmt: skip
def test_a_subject_says_that_a_program_answers(subject: str, automatic: bool) -> None:
    found = unpack_mail(bytes(mail(REMARK, subject=subject)), Limits()).mail
    assert found is not None
    assert found.is_automatic is automatic


@every("data", [b"", b"junk", tnef({"a.xlsx": FORM})[:-30], tnef({"a.xlsx": b""})])
def test_a_winmail_dat_that_cannot_be_read_is_named(data: bytes) -> None:
    (why,) = reasons(unpacked(mail(files={"winmail.dat": data}))).values()
    assert why == "tnef"


def test_logos_and_signatures_go_unsaid_and_evidence_is_named() -> None:
    files = {
        "logo.png": b"x" * 900, "smime.p7s": b"x", "скен.jpg": b"x" * 90_000,
        "одлука.pdf": b"%PDF", "празна.xlsx": b"",
    }  # fmt: skip
    found = unpacked(mail(files=files))
    assert reasons(found) == {
        "скен.jpg": "picture", "одлука.pdf": "picture", "празна.xlsx": "empty",
    }  # fmt: skip


def test_attached_archives_and_mails_are_members() -> None:
    files = {"а.zip": FORM, "б.eml": b"From: a", "в.msg": b"\xd0\xcf"}
    assert names(unpacked(mail(files=files))) == ["а.zip", "б.eml", "в.msg"]


@every("data", [b"", b"hello", b"a,b\n1,2\n", b"\x00" * 99])
def test_what_has_no_headers_of_a_mail_is_damaged(data: bytes) -> None:
    with pytest.raises(RefusedError) as caught:
        unpacked(data)
    assert caught.value.reason == "damaged"


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Type: message/rfc822\n\n" * 300,
        b"Content-Type: message/rfc822\n\n" * 20_000,
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(400)
        ),
        b"\n--x" * 6_000,
    ],
    ids=["mails in mails", "mails without end", "parts in parts", "too many parts"],
)
def test_mails_nested_without_end_are_refused(body: bytes) -> None:
    with pytest.raises(RefusedError):
        unpacked(b"From: a@example.mk\n" + body)


def test_a_mail_that_holds_more_than_the_limits_is_refused() -> None:
    message = mail(files={"a.xlsx": FORM, "b.xlsx": FORM})
    with pytest.raises(RefusedError) as caught:
        unpack_mail(bytes(message), Limits(members=1))
    assert caught.value.reason == "too_large"


def test_hostile_markup_is_read_in_the_time_of_its_length() -> None:
    links = ("<a href=", '<a href="https://a/b', "<a href=https://a/b>в</a>", "<a href=x y=")
    for piece in ("<a ", *links, "<!", "<!--", "<![CDATA[", "</", "<td>", "&#"):
        assert len(plain_of_html(piece * 100_000)) <= 3_000_000


def test_a_mailbox_gives_its_mails_one_by_one() -> None:
    first, second = mail(REMARK, {"а.xlsx": FORM}), mail("From the start:\n\nFrom then on", {})
    found = unpack_mailbox(mailbox(first, second), LIMITS)
    assert names(found) == ["1.eml", "2.eml"]
    assert names(unpacked(found.members[0].data)) == ["а.xlsx"]
    assert said(found.members[1].data).text.split() == [
        "From",
        "the",
        "start:",
        "From",
        "then",
        "on",
    ]


def test_a_line_of_text_that_begins_with_from_divides_no_mail() -> None:
    data = b"From a@b Mon Oct 10 09:12:00 2022\nFrom: a@b\n\ntext\n\nFrom now on we wait.\n"
    assert len(unpack_mailbox(data, LIMITS).members) == 1


def test_a_mail_too_large_costs_only_itself() -> None:
    limits = Limits(file_size=2_000)
    found = unpack_mailbox(mailbox(mail("x " * 9_000), mail("у")), limits)
    with pytest.raises(RefusedError) as caught:
        unpack_mail(found.members[0].data, limits)
    assert caught.value.reason == "too_large"
    assert unpack_mail(found.members[1].data, limits).mail


def test_more_mails_than_the_limit_are_refused() -> None:
    with pytest.raises(RefusedError) as caught:
        unpack_mailbox(mailbox(mail(), mail()), Limits(members=1))
    assert caught.value.reason == "too_large"
