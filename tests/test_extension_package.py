"""The example package, installed as anybody installs it: rule, reader and product at work."""

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import openpyxl
import pytest
from cli_runs import AS_OF, OPEN_GATE, QUARTER, answer, copied, fill, run, two_returned, with_forms
from returned_forms import workers

import ovpsheets as ovp
from ovpsheets.extensions import Unusable
from ovpsheets.intake import read_returns
from ovpsheets.words import LANGUAGES

PACKAGE = Path(__file__).parent.parent / "examples" / "extension_package"


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which pip installed the package, without the network."""
    folder = tmp_path_factory.mktemp("installed")
    # A copy: building leaves files beside the sources.
    source = shutil.copytree(PACKAGE, folder / "source")
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-build-isolation"]
    words = [*command, "--no-index", "-q", "--target", str(folder / "site"), str(source)]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(autouse=True)
def installed(target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The package as this test has it: it may break it."""
    site = shutil.copytree(target, tmp_path / "site")
    monkeypatch.syspath_prepend(site)
    yield site
    for name in [name for name in sys.modules if name.partition(".")[0] == "ovp_example"]:
        del sys.modules[name]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace in which two forms came back."""
    return copied(two_returned, tmp_path)


@pytest.fixture
def reads_no_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms alone come back, and the workers that all tests share can read these: none is started.

    Of a package that is new on the path each merge would start its own.
    """
    monkeypatch.setattr(read_returns, "Workers", lambda *_: nullcontext(workers()))


def spoil(site: Path, module: str, old: str, new: str) -> None:
    path = site / "ovp_example" / module
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def merge(root: Path, *more: object) -> str:
    done = run("-C", root, "--lang", "en", "merge", QUARTER, "--as-of", AS_OF, *more)
    assert done.exit_code == 0, done.stderr
    return " ".join(done.stderr.split())


def findings(root: Path) -> set[tuple[str, str]]:
    table = ovp.history(root).findings
    return set(zip(table["rule"], table["institution"], strict=True))


def as_json(form: bytes) -> bytes:
    """Return a form as somebody's own program would save it."""
    book = openpyxl.load_workbook(io.BytesIO(form), data_only=True)
    sheets = {s.title: [[_plain(v) for v in row] for row in s.values] for s in book.worksheets}
    return json.dumps(sheets, ensure_ascii=False).encode("utf-8")


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float) or value is None else str(value)


# ------------------------------------------------------------------ at work


def test_the_rule_book_lists_the_rule_in_every_language(root: Path) -> None:
    for language in LANGUAGES:
        done = run("-C", root, "--lang", language, "rules")
        assert done.exit_code == 0, done.stderr
        assert "brief_progress" in done.stdout
    (rule,) = [rule for rule in answer("-C", root, "rules") if rule["id"] == "brief_progress"]
    assert rule["severity"] == "check"
    assert rule["name"] == "Реализацијата е опишана со малку зборови"


@pytest.mark.usefixtures("reads_no_json")
def test_the_findings_of_the_rule_stand_among_the_others(root: Path) -> None:
    merge(root)
    assert ("brief_progress", "OP") in findings(root)
    assert ("missing_return", "MTSP") in findings(root)
    row = ovp.history(root).findings.query("rule == 'brief_progress'").iloc[0]
    assert row["ask"].startswith("За активноста „3.6.7") or "3.6.7" in row["ask"]
    assert "40" in row["message"]


@pytest.mark.usefixtures("reads_no_json")
def test_the_settings_may_switch_the_rule_off(root: Path) -> None:
    (root / "ovpsheets.toml").write_text('[rules]\nbrief_progress = "off"\n', encoding="utf-8")
    merge(root)
    assert ("brief_progress", "OP") not in findings(root)


def test_a_file_of_the_readers_kind_is_a_return_like_any_other(root: Path) -> None:
    returns = root / QUARTER / "returns"
    merge(root)
    before = ovp.history(root).activities
    path = next(returns.glob("*OP*.xlsx"))
    (returns / "од Отворена порта.json").write_bytes(as_json(path.read_bytes()))
    path.unlink()
    merge(root)
    history = ovp.history(root)
    (row,) = history.returns.query("institution == 'OP'").to_dict("records")
    assert (row["used"], row["program"]) == ("used", "JSON")
    answers = ["activity", "status", "progress", "reason", "explanation"]
    assert history.activities[answers].equals(before[answers])


def test_collect_takes_such_a_file_out_of_a_folder(root: Path, tmp_path: Path) -> None:
    mails = tmp_path / "mails"
    mails.mkdir()
    (mails / "form.json").write_bytes(b"{}")
    said = answer("-C", root, "collect", QUARTER, mails)
    assert [item["file"] for item in said["taken"]] == ["form.json"]


@pytest.mark.usefixtures("reads_no_json")
def test_the_product_is_written_in_every_language(root: Path) -> None:
    merge(root)
    results = root / QUARTER / "results"
    card = (results / "card.mk.txt").read_text(encoding="utf-8")
    assert card.startswith("трет квартал 2022 година: Завршено 0/")


# ------------------------------------------------------------------ what fails


def unusable(root: Path) -> list[Unusable]:
    """Return what a merge, of which nothing is written, says that it cannot use, once each."""
    merged = ovp.Workspace(root, "en").read(QUARTER, as_of=AS_OF)
    found = merged.findings
    assert "MTSP" in set(found[found["rule"] == "missing_return"]["institution"])
    return list(dict.fromkeys(merged.unusable))


def everything_else(root: Path) -> bool:
    results = root / QUARTER / "results"
    others = ("consolidated.xlsx", "summary.en.html", "data/findings.csv")
    return all((results / name).is_file() for name in others) and (
        ("missing_return", "MTSP") in findings(root)
    )


@pytest.mark.usefixtures("reads_no_json")
def test_a_rule_that_fails_is_one_sentence_and_nothing_else_is_lost(
    installed: Path, root: Path
) -> None:
    spoil(installed, "brief_progress.py", "said = row", "said = 1 / 0 or row")
    said = merge(root)
    assert "The rule brief_progress (package: ovp-example) cannot be used; all other" in said
    assert said.count("ZeroDivisionError: division by zero") == 1
    assert "Traceback" not in said
    assert everything_else(root)


def test_a_rule_that_cannot_be_imported_is_one_sentence_in_the_rule_book(
    installed: Path, root: Path
) -> None:
    spoil(installed, "brief_progress.py", "LEAST = 40", "LEAST = no_such_name")
    done = run("-C", root, "--lang", "en", "rules")
    assert done.exit_code == 0
    assert "The rule brief_progress (package: ovp-example) cannot be used" in done.stderr
    assert "brief_progress" not in done.stdout
    assert "missing_return" in done.stdout


@pytest.mark.usefixtures("reads_no_json")
@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('sq = "Ajo që', 'de = "Ajo që', "rules.brief_progress.meaning (sq)"),
        ("[brief_progress.ask]", "[brief_progress.ask", "rules.brief_progress.ask (mk)"),
        ("{least} letters", "{most} letters", "KeyError: 'most'"),
    ],
)
def test_a_rule_without_its_words_is_one_sentence(
    installed: Path, root: Path, old: str, new: str, reason: str
) -> None:
    spoil(installed, "rules.toml", old, new)
    (own,) = unusable(root)
    assert reason in own.reason


@pytest.mark.usefixtures("reads_no_json")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('ovp.Rule("brief_progress"', 'ovp.Rule("missing_return"'),
        ('ovp.Found(row["institution"]', 'ovp.Found("NOBODY"'),
        ("yield found.counting(least=LEAST)", 'yield "a finding"'),
        ("RULE = ovp.Rule(", "RULE = tuple("),
        ("ovp.Severity.CHECK", '"terrible"'),
        ('follows=("hollow_narrative",)', 'follows="hollow_narrative"'),
        ("found=said)", "found=said, part=7)"),
        ("found=said)", "found=said, about=((1, 2),))"),
    ],
)
def test_a_rule_that_says_what_cannot_be_is_one_sentence(
    installed: Path, root: Path, old: str, new: str
) -> None:
    """What is written beside it is looked at where a rule fails."""
    spoil(installed, "brief_progress.py", old, new)
    assert [own.name for own in unusable(root)] == ["brief_progress"]


def test_a_reader_that_fails_sets_its_file_aside(installed: Path, tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    fill(root, "OP", OPEN_GATE)
    spoil(installed, "json_reader.py", "json.loads(data)", "eval(data)")
    spoil(
        installed,
        "json_reader.py",
        "return contents",
        "return dict() if data == b'{}' else contents",
    )
    files = {"raises.json": "1 / 0", "dict.json": "{}", "object.json": '{"a": [[object()]]}'}
    for name, content in files.items():
        (root / QUARTER / "returns" / name).write_text(content, encoding="utf-8")
    merge(root)
    returns = ovp.history(root).returns.set_index("file")
    for name in files:
        assert returns.loc[name, "used"] == "set_aside"
        assert str(returns.loc[name, "reason"]).startswith("the reader that was added")
    assert (returns["used"] == "used").sum() == 1
    assert everything_else(root)


def test_a_reader_that_cannot_be_imported_is_one_sentence(installed: Path, root: Path) -> None:
    spoil(installed, "json_reader.py", "import json", "import no_such_module")
    said = merge(root)
    assert "The reader json (package: ovp-example) cannot be used" in said
    assert said.count("no_such_module") == 1
    assert everything_else(root)


def test_what_is_read_here_never_comes_to_the_reader(installed: Path, root: Path) -> None:
    spoil(installed, "json_reader.py", 'endings=(".json",)', 'endings=(".xlsx", ".csv", ".txt")')
    merge(root)
    assert (ovp.history(root).returns["used"] == "used").all()
