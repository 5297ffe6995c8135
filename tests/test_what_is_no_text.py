"""Names and mails that are no text in any encoding end no command: they cost themselves only."""

import csv
import json
import os
from pathlib import Path

import pytest
from cli_runs import AS_OF, OPEN_GATE, QUARTER, copied, fill, run, with_forms

BROKEN = b"\xed\xa0\xbd"
"""Half a character (U+D83D), as programs that do not look write it in UTF-8."""


def broken_mail(form: bytes) -> bytes:
    """Return a mail with a form, in which sender, subject, text and name are no text."""
    return b"\r\n".join(
        (
            b"From: \xff\xd0 <ovp.op@example.mk>", b"To: k@example.mk",
            b"Subject: =?utf-8?B?7aC9?= " + BROKEN, b"Date: Mon, 10 Oct 2022 14:05:00 +0200",
            b"MIME-Version: 1.0", b'Content-Type: multipart/mixed; boundary="x"', b"",
            b"--x", b"Content-Type: text/plain; charset=utf-8", b"",
            "3.6.7: нема промени ".encode() + BROKEN, b"--x",
            b"Content-Type: application/octet-stream", b"Content-Transfer-Encoding: 8bit",
            b'Content-Disposition: attachment; filename="' + BROKEN + b'.csv"', b"", form,
            b"--x--", b"",
        )
    )  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with one good form, and beside it what is no text."""
    return copied(_with_what_is_no_text, tmp_path)


def _with_what_is_no_text(folder: Path) -> Path:
    root = with_forms(folder)
    fill(root, "OP", OPEN_GATE)
    returns = root / QUARTER / "returns"
    (returns / "порака.eml").write_bytes(broken_mail(b"a;b\r\n1;2"))
    name = os.fsencode(returns) + b"/" + "Извештај.csv".encode("windows-1251")
    try:
        Path(os.fsdecode(name)).write_bytes(b"a;b\n1;2\n")
        Path(os.fsdecode(os.fsencode(returns) + b"/" + BROKEN + b".csv")).write_bytes(b"a;b\n")
    except OSError:  # a disk that takes no such names: the mail remains
        pass
    return root


@pytest.mark.parametrize(
    "command",
    [("merge",), ("remind",), ("status",), ("review",), ("note",)],
    ids=lambda words: str(words[0]),
)
def test_no_command_ends_by_it(command: tuple[str, ...], root: Path) -> None:
    done = run("-C", root, *command, QUARTER, "--as-of", AS_OF)
    assert (done.exit_code, done.exception) == (0, None), done.output


def test_the_good_form_beside_it_is_used_and_every_file_is_listed(root: Path) -> None:
    done = run("-C", root, "merge", QUARTER, "--as-of", AS_OF, "--json")
    said = json.loads(done.stdout_bytes.decode("utf-8"))
    assert "OP" not in said["missing"]
    table = root / QUARTER / "results" / "data" / "returns.csv"
    with table.open(encoding="utf-8", newline="") as stream:
        listed = {row["file"] for row in csv.DictReader(stream)}
    assert {"порака.eml", "OVP_NAP5_2022-Q3_OP_R1.xlsx"} < listed
    assert all(name.encode("utf-8") for name in listed)


def test_collect_takes_it_and_writes_down_what_came(root: Path, tmp_path: Path) -> None:
    other = copied(with_forms, tmp_path / "other")
    done = run("-C", other, "collect", QUARTER, root / QUARTER / "returns")
    assert (done.exit_code, done.exception) == (0, None), done.output
    with (other / QUARTER / "received.csv").open(encoding="utf-8", newline="") as stream:
        came = [row["file"] for row in csv.DictReader(stream)]
    assert len(came) == len(list((other / QUARTER / "returns").iterdir()))
    again = run("-C", other, "merge", QUARTER, "--as-of", AS_OF)
    assert (again.exit_code, again.exception) == (0, None), again.output
