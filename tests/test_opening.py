"""What is inside archives and mails is opened in turn, in order, and never without end."""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePath
from typing import Any

import pytest
from returned_forms import (
    brief_of,
    content_of,
    contents_of,
    good_answers,
    the_history,
    the_plan,
)

from ovpsheets.files import portable_name, sha256
from ovpsheets.intake.find import FoundFiles, Unread, find_returns
from ovpsheets.intake.opening import open_all
from ovpsheets.intake.read_returns import ReadingOptions, open_found, recognise_all
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import (
    InnerFile,
    Mail,
    Opened,
    OpenedFile,
    Refused,
    RefusedError,
    ReturnedFile,
    Unpacked,
)
from ovpsheets.intake.reconcile import Settled, reconcile
from ovpsheets.intake.sent_files import distinct
from ovpsheets.intake.workers import cores
from ovpsheets.texts import Texts

DAY = date(2022, 10, 7)
FORM = contents_of(content_of("MVR"), good_answers(content_of("MVR")))
SENT = Mail("a@example.mk", "Извештај", datetime(2022, 10, 5, 23, 30, tzinfo=UTC))


class Told(Executor):
    """An executor that opens files as it was told: by the end of their names."""

    def __init__(self, answers: Mapping[str, Opened], seconds: float = 0.01) -> None:
        self.answers = answers
        self.seconds = seconds  # that each file takes
        self.submitted: list[str] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        name = args[0]
        self.submitted.append(name)
        known = [opened for end, opened in self.answers.items() if name.endswith(end)]
        future: Future[Any] = Future()
        future.set_result((known[0] if known else Refused("not_a_workbook"), self.seconds))
        return future


def zipped(*names: str) -> Unpacked:
    return Unpacked(tuple(InnerFile(name, name.encode()) for name in names))


def file(name: str, data: bytes = b"data") -> ReturnedFile:
    return ReturnedFile(name, data, sha256(data), DAY)


def opened(
    answers: Mapping[str, Opened], *names: str, limits: Limits | None = None
) -> list[OpenedFile]:
    return list(open_all(map(file, names), limits or Limits(), Told(answers)))


def names(items: list[OpenedFile]) -> list[str]:
    return [item.file.name for item in items]


def reasons(items: list[OpenedFile]) -> dict[str, str]:
    return {i.file.name: i.opened.reason for i in items if isinstance(i.opened, Refused)}


def test_what_is_in_a_container_follows_it() -> None:
    found = opened({"all.zip": zipped("МВР/a.xlsx", "b.xlsx")}, "0.xlsx", "all.zip", "z.xlsx")
    assert names(found) == ["0.xlsx", "all.zip", "all.zip/МВР/a.xlsx", "all.zip/b.xlsx", "z.xlsx"]
    assert [item.inside for item in found] == ["", "", "all.zip", "all.zip", ""]


def test_what_cannot_be_taken_out_is_named_with_its_reason() -> None:
    unpacked = Unpacked((), (("тајно.xlsx", Refused("protected")),))
    assert reasons(opened({".zip": unpacked}, "a.zip")) == {"a.zip/тајно.xlsx": "protected"}


def test_a_zip_in_a_mail_is_opened_and_a_zip_in_that_is_not() -> None:
    answers = {"c.zip": zipped("d.xlsx"), "b.zip": zipped("c.zip"), "a.eml": zipped("b.zip")}
    found = opened(answers, "a.eml")
    assert names(found) == ["a.eml", "a.eml/b.zip", "a.eml/b.zip/c.zip"]
    assert reasons(found) == {"a.eml/b.zip/c.zip": "nested"}


def test_a_mailbox_counts_as_no_level() -> None:
    answers: dict[str, Opened] = {
        "f.xlsx": FORM,
        "b.zip": zipped("f.xlsx"),
        "1.eml": zipped("b.zip"),
    }
    box = file("Inbox", b"From a@example.mk Mon Oct 10 09:12:00 2022\n")
    told = Told({**answers, "Inbox": zipped("1.eml")})
    assert names(list(open_all([box], Limits(), told)))[-1] == "Inbox/1.eml/b.zip/f.xlsx"


def test_no_more_files_are_taken_out_than_the_limit_allows() -> None:
    three = zipped("1.csv", "2.csv", "3.csv")
    answers: dict[str, Opened] = {f"{n}.zip": three for n in range(3)}
    answers["all.zip"] = zipped("0.zip", "1.zip", "2.zip")
    found = opened(answers, "all.zip", limits=replace(Limits(), members=7))
    assert len(found) == 1 + 3 + 3
    refused = [name for name, why in reasons(found).items() if why == "too_many_files"]
    assert refused == ["all.zip/1.zip", "all.zip/2.zip"]


def test_a_container_has_so_much_time_for_all_that_lies_in_it() -> None:
    many = [f"{number}.xlsx" for number in range(500)]
    told = Told({"a.zip": zipped(*many), ".xlsx": FORM}, seconds=20)
    found = list(open_all(map(file, ("a.zip", "b.xlsx")), Limits(container_seconds=90), told))
    assert len(found) == 502
    assert [why for why in reasons(found).values() if why != "container_too_long"] == []
    # The archive itself and four forms; the one outside has its own time.
    assert [i.file.name for i in found if i.opened is FORM] == [
        "a.zip/0.xlsx", "a.zip/1.xlsx", "a.zip/2.xlsx", "a.zip/3.xlsx", "b.xlsx",
    ]  # fmt: skip
    assert len(told.submitted) < 20


def test_what_a_slow_member_took_counts_for_the_container() -> None:
    limits = Limits(seconds=20, container_seconds=30)
    told = Slow({"a.zip": zipped(*(f"{number}.xlsx" for number in range(9)))})
    found = list(open_all([file("a.zip")], limits, told))
    assert list(reasons(found).values()) == ["too_long"] * 2 + ["container_too_long"] * 7


class Slow(Told):
    """An executor that gives up every spreadsheet."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future = super().submit(fn, *args, **kwargs)
        if args[0].endswith(".xlsx"):
            future = Future()
            future.set_exception(RefusedError("too_long"))
        return future


def test_no_more_bytes_are_taken_out_than_the_limit_allows() -> None:
    found = opened(
        {".zip": zipped("12345.csv", "x.csv")}, "a.zip", limits=replace(Limits(), inflated_size=9)
    )
    assert reasons(found) == {"a.zip": "too_large"}


def test_an_archive_may_hold_more_files_than_are_opened_at_once() -> None:
    many = [f"{number}.csv" for number in range(300)]
    found = opened({"a.zip": zipped(*many)}, "a.zip", "b.csv", "c.csv")
    assert names(found) == ["a.zip", *(f"a.zip/{name}" for name in many), "b.csv", "c.csv"]


def test_two_members_of_one_name_are_told_apart() -> None:
    found = opened({".eml": zipped("form.xlsx", "form.xlsx")}, "a.eml")
    assert names(found)[1:] == ["a.eml/form.xlsx", "a.eml/form (2).xlsx"]


def test_a_name_that_is_taken_already_is_not_given_again() -> None:
    assert distinct(["a.b", "a.b", "a (2).b", "a.b"]) == [
        "a.b",
        "a (2).b",
        "a (2) (2).b",
        "a (3).b",
    ]


def test_files_come_out_in_order_and_are_not_all_read_at_once() -> None:
    read: list[str] = []

    def coming() -> Iterator[ReturnedFile]:
        for number in range(500):
            read.append(f"{number}.xlsx")
            yield file(read[-1])

    most = 0
    for number, item in enumerate(open_all(coming(), Limits(), Told({}))):
        assert item.file.name == f"{number}.xlsx"
        most = max(most, len(read) - number)
    assert most <= 2 * cores() + 3


# ------------------------------------------------------------------ from files to returns


def settled(answers: Mapping[str, Opened], *names: str) -> dict[str, Settled]:
    brief = brief_of(the_plan(), the_history())
    items = open_all(map(file, names), Limits(), Told(answers))
    ends = reconcile(recognise_all(items, brief), the_plan())
    return {end.returned.name: end for end in ends}


def test_a_form_in_an_archive_is_used_and_so_is_the_archive() -> None:
    ends = settled({".zip": zipped("f.xlsx", "x.png"), "f.xlsx": FORM}, "a.zip")
    assert (ends["a.zip/f.xlsx"].used, ends["a.zip/f.xlsx"].reason) == ("used", "used")
    assert (ends["a.zip"].used, ends["a.zip"].reason, ends["a.zip"].inside) == ("used", "opened", 1)
    assert ends["a.zip/x.png"].used == "set_aside"


def test_an_archive_counts_what_is_in_the_archives_within_it() -> None:
    ends = settled({"a.zip": zipped("b.zip"), "b.zip": zipped("f.xlsx"), "f.xlsx": FORM}, "a.zip")
    assert (ends["a.zip"].inside, ends["a.zip/b.zip"].inside) == (1, 1)


def test_an_archive_of_which_nothing_opened_is_set_aside() -> None:
    end = settled({".zip": zipped("x.png")}, "a.zip")["a.zip"]
    assert (end.used, end.reason) == ("set_aside", "nothing_inside")


def test_a_form_came_when_its_mail_was_sent() -> None:
    mail = Unpacked((InnerFile("f.xlsx", b"f"),), mail=SENT)
    ends = settled({".eml": mail, "f.xlsx": FORM}, "a.eml")
    assert {end.returned.received for end in ends.values()} == {date(2022, 10, 5)}


def test_the_register_knows_better_when_a_form_came() -> None:
    came = {sha256(b"f"): date(2022, 10, 9)}
    brief = brief_of(the_plan(), the_history(), received=came)
    item = OpenedFile(file("a.eml/f.xlsx", b"f"), FORM, "a.eml", SENT)
    (returned,) = recognise_all([item], brief)
    assert returned.received == date(2022, 10, 9)


def test_what_a_mail_says_is_kept_and_a_greeting_is_not() -> None:
    said = "Активноста 3.6.3 не е започната бидејќи немаме средства."
    mail = Unpacked((), mail=replace(SENT, text=said))
    end = settled({".eml": mail}, "a.eml")["a.eml"]
    assert [(entry.kind, entry.raw) for entry in end.returned.ledger] == [("mail", said)]
    assert (end.used, end.reason) == ("used", "mail_text")
    mail = Unpacked((), mail=replace(SENT, text="Почитувани,\nВо прилог е извештајот.\nСо почит"))
    assert not settled({".eml": mail}, "a.eml")["a.eml"].returned.ledger


def test_the_coordinator_can_settle_whose_form_lies_in_an_archive() -> None:
    brief = brief_of(the_plan(), the_history(), assumed={"a.zip/f.xlsx": "MVR"})
    nameless = contents_of(content_of("MVR"), {})
    item = OpenedFile(file("a.zip/f.xlsx"), nameless, "a.zip")
    (returned,) = recognise_all([item], brief)
    assert "assumed" in [seen.key for seen in returned.observed]


# ------------------------------------------------------------------ what the disk does


def test_a_folder_that_cannot_be_opened_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The superuser, as whom tests often run, may open any folder: so it is refused here.
    (tmp_path / "тајно").mkdir()
    (tmp_path / "a.txt").write_text("а")
    real = __import__("os").scandir

    def scandir(place: Any) -> Any:
        if str(place).endswith("тајно"):
            raise PermissionError(13, "Permission denied", str(place))
        return real(place)

    monkeypatch.setattr("os.scandir", scandir)
    found = find_returns(tmp_path)
    assert found.unread == (Unread("тајно/", "folder_unread", "Permission denied"),)
    assert list(found.files) == ["a.txt"]


def test_a_file_that_cannot_be_opened_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"a")
    found = find_returns(tmp_path)

    def refuse(path: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    assert list(found.read(100)) == [Unread("a.xlsx", "unread", "Permission denied")]


def test_a_file_that_vanishes_before_its_turn_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"a")
    (tmp_path / "b.xlsx").write_bytes(b"b")
    found = find_returns(tmp_path)
    (tmp_path / "a.xlsx").unlink()
    items = list(open_found(found, ReadingOptions(executor=Told({}))))
    assert reasons(items) == {"a.xlsx": "unread", "b.xlsx": "not_a_workbook"}


def test_a_file_that_changes_is_what_it_was_when_it_was_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"before")
    for item in find_returns(tmp_path).read(100):
        path.write_bytes(b"after!")
        assert isinstance(item, ReturnedFile)
        assert (item.data, item.sha256) == (b"before", sha256(b"before"))


def test_of_a_huge_file_only_a_part_is_read_but_all_is_hashed(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"0123456789")
    (item,) = find_returns(tmp_path).read(4)
    assert isinstance(item, ReturnedFile)
    assert (item.data, item.sha256) == (b"01234", sha256(b"0123456789"))


def test_names_that_differ_in_how_letters_are_composed_are_two_files(tmp_path: Path) -> None:
    for number, name in enumerate(("\u0439.xlsx", "\u0438\u0306.xlsx")):
        (tmp_path / name).write_bytes(str(number).encode())
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this disk takes the two names for one")
    assert list(find_returns(tmp_path).files) == ["\u0439 (2).xlsx", "\u0439.xlsx"]


def test_a_link_to_nothing_is_reported(tmp_path: Path) -> None:
    try:
        (tmp_path / "a.xlsx").symlink_to(tmp_path / "нема.xlsx")
    except OSError:
        pytest.skip("this system lets nobody make links")
    (item,) = find_returns(tmp_path).read(10)
    assert isinstance(item, Unread)


def test_a_link_to_a_folder_is_not_followed_but_reported(tmp_path: Path) -> None:
    try:
        (tmp_path / "круг").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("this system lets nobody make links")
    (unread,) = find_returns(tmp_path).unread
    assert (unread.name, unread.reason) == ("круг/", "folder_linked")


def linked(path: Path, target: Path) -> Path:
    try:
        path.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("this system lets nobody make links")
    return path


def test_a_link_out_of_the_returns_is_not_opened(tmp_path: Path) -> None:
    secret, folder = tmp_path / "тајна.csv", tmp_path / "returns"
    secret.write_bytes(b"a;b")
    folder.mkdir()
    linked(folder / "а.csv", secret)
    (item,) = find_returns(folder).read(10)
    assert isinstance(item, Unread)
    assert (item.name, item.reason) == ("а.csv", "linked")
    assert Texts("mk")("intake.refused.linked")


def test_a_link_within_the_returns_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "а.csv").write_bytes(b"a;b")
    linked(tmp_path / "б.csv", tmp_path / "а.csv")
    assert list(find_returns(tmp_path).files) == ["а.csv", "б.csv"]


@pytest.mark.parametrize(("plan", "reasons"), [("plan.xlsx", []), ("друго.xlsx", ["linked"])])
def test_a_link_may_lead_to_another_place_in_the_workspace(
    tmp_path: Path, plan: str, reasons: list[str]
) -> None:
    (tmp_path / plan).write_bytes(b"x")
    inbox, folder = tmp_path / "inbox", tmp_path / "2022-Q3" / "returns"
    inbox.mkdir()
    folder.mkdir(parents=True)
    (inbox / "а.csv").write_bytes(b"a;b")
    linked(folder / "а.csv", inbox / "а.csv")
    assert [item.reason for item in find_returns(folder).unread] == reasons


def test_returns_that_are_a_link_themselves_are_read(tmp_path: Path) -> None:
    (tmp_path / "drive").mkdir()
    (tmp_path / "drive" / "а.csv").write_bytes(b"a;b")
    folder = linked(tmp_path / "returns", tmp_path / "drive")
    assert list(find_returns(folder).files) == ["а.csv"]


def test_a_junction_of_windows_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "премин").mkdir()
    (tmp_path / "премин" / "а.csv").write_bytes(b"a;b")
    monkeypatch.setattr("ovpsheets.intake.find.is_link", lambda path: path.name == "премин")
    found = find_returns(tmp_path)
    assert (list(found.files), [item.reason for item in found.unread]) == ([], ["folder_linked"])


def test_a_name_that_is_no_utf_8_is_read_in_the_likeliest_encoding(tmp_path: Path) -> None:
    for name in ("Извештај.xlsx".encode("windows-1251"), b"x\xff.csv"):
        try:
            Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"x")
        except OSError:
            pytest.skip("this disk takes no such names")
    names = list(find_returns(tmp_path).files)
    assert "Извештај.xlsx" in names
    assert all(name.encode("utf-8") for name in names)


def test_half_a_character_in_a_name_of_windows_can_be_written(tmp_path: Path) -> None:
    assert portable_name(PurePath("а\ud83d.xlsx")) == "а\ufffd.xlsx"


def test_progress_counts_the_files_on_the_disk(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    found = FoundFiles(
        {name: tmp_path / name for name in ("a.zip", "b.xlsx")},
        (Unread("c/", "folder_unread", ""),), (),
    )  # fmt: skip
    for name in found.files:
        (tmp_path / name).write_bytes(b"x")
    how = ReadingOptions(
        executor=Told({".zip": zipped("1", "2")}), progress=lambda *done: told.append(done)
    )
    assert len(list(open_found(found, how))) == 5
    assert told == [(1, 3), (2, 3), (3, 3)]
