"""``ovp.Workspace`` does what the commands do, and nothing writes past it."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from cli_runs import AS_OF, OPEN_GATE, QUARTER, answer, copied, fill, run, two_returned, with_forms

import ovpsheets as ovp
from ovpsheets.cli import command_log

DAY = date.fromisoformat(AS_OF)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace in which two forms came back."""
    return copied(two_returned, tmp_path)


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """The same, whose quarter was closed from Python."""
    return copied(_closed, tmp_path)


def _closed(folder: Path) -> Path:
    root = copied(two_returned, folder)
    ovp.Workspace(root).close(QUARTER, as_of=DAY, anyway=True)
    return root


def contents(root: Path) -> dict[str, bytes]:
    """Return every file but the log of what was typed."""
    # A command also writes its log, and keeps what it said.
    paths = sorted(
        path
        for path in root.rglob("*")
        if path.is_file() and path.name != command_log.NAME and path.parent.name != "said"
    )
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def twin(root: Path) -> Path:
    """Return the same workspace a second time, for the command."""
    return shutil.copytree(root, root.parent / "twin" / root.name)


# ------------------------------------------------------------------ as the commands do


Act = Callable[[ovp.Workspace], object]

ALIKE: dict[str, tuple[Act, tuple[str, ...]]] = {
    "generate": (lambda ws: ws.generate(QUARTER), ("generate", QUARTER)),
    "merge": (lambda ws: ws.merge(QUARTER, as_of=DAY), ("merge", QUARTER, "--as-of", AS_OF)),
    "remind": (lambda ws: ws.remind(QUARTER, as_of=DAY), ("remind", QUARTER, "--as-of", AS_OF)),
    "note": (lambda ws: ws.note(QUARTER, as_of=DAY), ("note", QUARTER, "--as-of", AS_OF)),
    "review": (lambda ws: ws.review(QUARTER, as_of=DAY), ("review", QUARTER, "--as-of", AS_OF)),
    "publish": (
        lambda ws: ws.publish(QUARTER, as_of=DAY, override="проба", by="К."),
        ("publish", QUARTER, "--as-of", AS_OF, "--override", "проба", "--by", "К."),
    ),
    "close": (
        lambda ws: ws.close(QUARTER, as_of=DAY, by="К.", anyway=True),
        ("close", QUARTER, "--as-of", AS_OF, "--by", "К.", "--anyway"),
    ),
}


@pytest.mark.usefixtures("board_is_drawn")
def test_a_method_leaves_the_same_files_as_its_command(root: Path) -> None:
    """One after another through the quarter."""
    other = twin(root)
    for name, (act, words) in ALIKE.items():
        act(ovp.Workspace(root))
        done = run("-C", other, *words)
        assert done.exit_code == 0, (name, done.stderr)
        assert contents(root) == contents(other), name
    assert "board.html" in contents(root)


def test_collect_takes_the_same_files_as_its_command(root: Path, tmp_path: Path) -> None:
    mails, other = tmp_path / "mails", twin(root)
    mails.mkdir()
    form = next((root / QUARTER / "forms").glob("*MTSP*.xlsx"))
    (mails / "од МТСП.xlsx").write_bytes(form.read_bytes())
    taken = ovp.Workspace(root).collect(QUARTER, mails).taken
    assert run("-C", other, "collect", QUARTER, mails).exit_code == 0
    assert [item.file for item in taken] == ["од МТСП.xlsx"]
    assert contents(root) == contents(other)


def test_check_and_status_say_what_their_commands_say(root: Path) -> None:
    workspace = ovp.Workspace(root)
    path = next((root / QUARTER / "returns").glob("*MP*.xlsx"))
    (checked,) = workspace.check(path)
    (said,) = answer("-C", root, "check", path)
    assert len(checked.tables.findings) == len(said["findings"]) > 0
    status = workspace.status(QUARTER, as_of=DAY)
    said = answer("-C", root, "status", QUARTER, "--as-of", AS_OF)
    assert status.complete == said["complete"]
    assert status.days_to_publish == said["days_to_publish"]


def test_a_file_to_check_may_be_named_from_the_workspace(root: Path) -> None:
    path = next((root / QUARTER / "returns").glob("*MP*.xlsx"))
    (checked,) = ovp.Workspace(root).check(path.relative_to(root))
    assert checked.returned.name == path.name


def test_a_new_workspace_has_a_blank_plan(tmp_path: Path) -> None:
    workspace = ovp.Workspace.start(tmp_path / "нова", "sq")
    assert run("-C", tmp_path, "--lang", "sq", "init", "друга").exit_code == 0
    assert contents(workspace.path) == contents(tmp_path / "друга")


def test_a_quarter_is_reopened_as_the_command_does(closed: Path) -> None:
    other = twin(closed)
    ovp.Workspace(closed).reopen(QUARTER, "погрешен број", as_of=DAY)
    words = ("close", QUARTER, "--reopen", "погрешен број", "--as-of", AS_OF)
    assert run("-C", other, *words).exit_code == 0
    assert contents(closed) == contents(other)


def test_the_language_is_that_of_the_settings_unless_another_is_asked_for(root: Path) -> None:
    (root / "ovpsheets.toml").write_text('[ovpsheets]\nlanguage = "sq"\n', encoding="utf-8")
    assert ovp.Workspace(root).read(QUARTER).language == "sq"
    assert ovp.Workspace(root, "en").read(QUARTER).language == "en"


def test_reading_writes_nothing(root: Path) -> None:
    before = contents(root)
    merged = ovp.Workspace(root).read(QUARTER, as_of=DAY)
    assert merged.written.files == ()
    assert contents(root) == before


def test_a_merge_says_what_it_wrote_and_the_history_holds_it(root: Path) -> None:
    workspace = ovp.Workspace(root)
    assert workspace.history().activities.empty
    merged = workspace.merge(QUARTER, as_of=DAY)
    assert root / QUARTER / "results" / "consolidated.xlsx" in merged.written.files
    assert set(workspace.history().activities["quarter"]) == {QUARTER}
    assert workspace.history(before=QUARTER).activities.empty


# ------------------------------------------------------------------ nobody is judged by a guess


def test_without_a_register_nobody_knows_what_came_on_time(root: Path) -> None:
    workspace = ovp.Workspace(root)
    merged = ovp.merge(workspace.plan, QUARTER, root / QUARTER / "returns")
    assert merged.returns["on_time"].isna().all()
    assert merged.institutions["on_time"].isna().all()
    assert merged.returns["received"].isna().all()  # when a file was saved is no such day
    assert merged.institutions["received"].isna().all()
    assert "late_return" not in set(merged.findings["rule"])


def test_with_a_register_a_late_form_is_late(root: Path) -> None:
    workspace = ovp.Workspace(root)
    returns = root / QUARTER / "returns"
    digests = workspace.read(QUARTER, as_of=DAY).returns["sha256"]
    for day, on_time in ((date(2022, 10, 10), True), (date(2022, 10, 11), False)):
        received = dict.fromkeys(digests, day)
        merged = ovp.merge(workspace.plan, QUARTER, returns, received=received, as_of=DAY)
        assert set(merged.returns["on_time"]) == {on_time}
        assert ("late_return" in set(merged.findings["rule"])) is not on_time


# ------------------------------------------------------------------ whose results these are


def test_what_was_not_read_in_a_workspace_is_not_written_into_it(closed: Path) -> None:
    root, workspace = closed, ovp.Workspace(closed)
    before = contents(root)
    bare = ovp.merge(workspace.plan, QUARTER, root / QUARTER / "returns", as_of=DAY)
    for place in ("results", "public", "closed/1/results", "results/../results"):
        with pytest.raises(ovp.WorkspaceError) as refused:
            bare.write(root / QUARTER / place)
        assert refused.value.key == "results_of_workspace"
    assert "Workspace(" in str(refused.value)
    assert contents(root) == before


def test_a_link_to_the_results_is_no_way_around(root: Path, tmp_path: Path) -> None:
    workspace = ovp.Workspace(root)
    bare = ovp.merge(workspace.plan, QUARTER, root / QUARTER / "returns", as_of=DAY)
    link = tmp_path / "link"
    try:
        link.symlink_to(root / QUARTER, target_is_directory=True)
    except OSError:
        pytest.skip("no links may be made here")
    with pytest.raises(ovp.WorkspaceError):
        bare.write(link / "results")


def test_results_may_be_written_anywhere_else(root: Path, tmp_path: Path) -> None:
    workspace = ovp.Workspace(root)
    bare = ovp.merge(workspace.plan, QUARTER, root / QUARTER / "returns", as_of=DAY)
    assert bare.write(tmp_path / "else").files
    assert bare.write(tmp_path / QUARTER / "results").files  # a quarter of no workspace


def test_results_of_another_workspace_or_quarter_are_refused(root: Path, tmp_path: Path) -> None:
    other = twin(root)
    merged = ovp.Workspace(root).read(QUARTER, as_of=DAY)
    for place in (other / QUARTER, root / "2022-Q4"):
        with pytest.raises(ovp.WorkspaceError) as refused:
            merged.write(place / "results")
        assert refused.value.key == "results_of_workspace"


def test_a_program_that_goes_elsewhere_takes_no_results_along(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = twin(root)
    monkeypatch.chdir(root)
    merged = ovp.Workspace(".").read(QUARTER, as_of=DAY)
    monkeypatch.chdir(other)
    with pytest.raises(ovp.WorkspaceError):
        merged.write(Path(QUARTER) / "results")
    assert merged.write(root / QUARTER / "results").files  # where they were read
    assert (root / QUARTER / "results" / "consolidated.xlsx").is_file()
    assert not list((root / QUARTER).glob(".merge-running*"))


def test_the_results_of_a_closed_quarter_are_not_written_over(root: Path, tmp_path: Path) -> None:
    workspace = ovp.Workspace(root)
    merged = workspace.close(QUARTER, as_of=DAY, anyway=True).merged
    before = contents(root)
    with pytest.raises(ovp.WorkspaceError) as refused:
        merged.write(root / QUARTER / "results")
    assert refused.value.key == "results_closed"
    assert contents(root) == before
    assert merged.write(tmp_path / "copy").files
    workspace.reopen(QUARTER, "проба", as_of=DAY)
    assert merged.write(root / QUARTER / "results").files


@pytest.mark.usefixtures("board_is_drawn")
def test_a_closed_quarter_comes_out_of_python_as_it_was_closed(closed: Path) -> None:
    root, workspace = closed, ovp.Workspace(closed)
    before = contents(root)
    workspace.merge(QUARTER, as_of="2023-01-20")
    now = contents(root)
    assert now.pop("board.html") != before.pop("board.html", b"")  # which says the day
    assert now == before


def test_a_workspace_without_returns_can_be_read(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    shutil.rmtree(root / QUARTER / "returns")
    assert ovp.Workspace(root).read(QUARTER, as_of=DAY).returns.empty
    fill(root, "OP", OPEN_GATE)
    assert len(ovp.Workspace(root).read(QUARTER, as_of=DAY).returns) == 1
