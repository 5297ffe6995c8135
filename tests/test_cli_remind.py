"""remind: drafts in the quarter's folder, and nothing sent."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from cli_runs import AS_OF, QUARTER, answer, copied, run, two_returned


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied(two_returned, tmp_path)


def remind(root: Path, *more: str) -> tuple[object, ...]:
    return ("-C", root, "remind", QUARTER, "--as-of", AS_OF, *more)


def mail(root: Path) -> Path:
    return root / QUARTER / "mail"


def test_each_institution_gets_the_one_mail_it_needs(root: Path) -> None:
    found = {draft["institution"]: draft for draft in answer(*remind(root))["drafts"]}
    assert found["MTSP"]["kind"] == "overdue"
    assert found["MP"]["kind"] == "correction"
    assert found["MTSP"]["attachments"] == [f"OVP_NAP5_{QUARTER}_MTSP_R1.xlsx"]
    assert found["MP"]["attachments"] == [f"OVP_{QUARTER}_MP.xlsx"]
    names = {path.name for path in mail(root).iterdir()}
    assert {"MP_correction.eml", "MP_correction.txt", "deadlines.ics"} <= names


def test_the_annotated_file_is_attached(root: Path) -> None:
    run(*remind(root))
    message = message_from_bytes((mail(root) / "MP_correction.eml").read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    (attached,) = message.iter_attachments()
    assert attached.get_content().startswith(b"PK")


def test_a_dry_run_lists_and_writes_nothing(root: Path) -> None:
    done = run(*remind(root, "--dry-run"))
    assert done.exit_code == 0
    assert "барање за дополнување" in done.stdout
    assert "Ништо не е запишано" in done.stdout
    assert not mail(root).exists()


def test_the_same_day_gives_the_same_bytes(root: Path) -> None:
    run(*remind(root))
    first = {path.name: path.read_bytes() for path in mail(root).iterdir()}
    run(*remind(root))
    assert {path.name: path.read_bytes() for path in mail(root).iterdir()} == first


def test_one_kind_only_leaves_other_drafts_alone(root: Path) -> None:
    run(*remind(root))
    found = answer(*remind(root, "--kind", "acknowledgement"))
    assert {draft["institution"] for draft in found["drafts"]} == {"OP", "MP"}
    assert (mail(root) / "MP_correction.eml").exists()


def test_a_draft_that_nobody_needs_any_more_goes(root: Path) -> None:
    run("-C", root, "remind", QUARTER, "--as-of", "2022-10-03")
    assert (mail(root) / "MTSP_invitation.eml").exists()
    run(*remind(root))
    assert not (mail(root) / "MTSP_invitation.eml").exists()
    assert (mail(root) / "MTSP_overdue.eml").exists()


def test_an_edited_draft_is_copied_aside_before_it_is_replaced(root: Path) -> None:
    run(*remind(root))
    path = mail(root) / "MP_correction.txt"
    path.write_text("мој текст", encoding="utf-8")
    done = run(*remind(root))
    assert "MP_correction_" in done.stdout
    (copy,) = (mail(root) / "edited").iterdir()
    assert copy.read_text(encoding="utf-8") == "мој текст"


def test_an_unknown_kind_is_refused_with_the_choices(root: Path) -> None:
    done = run(*remind(root, "--kind", "спам"))
    assert done.exit_code == 2
    assert "invitation, reminder" in done.stderr
