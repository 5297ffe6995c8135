"""Broken and hostile files: each ends with a reason, and nothing of the others is lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile_files import CONTAINERS, SET_ASIDE, STRICT
from made import AS_OF, QUARTER
from returned_forms import PROGRESS, drop, one, returned, the_history, the_plan

from ovpsheets.journeys.bare_merge import merge
from ovpsheets.journeys.merged import Merged
from ovpsheets.table_csv import to_csv
from ovpsheets.tables import PUBLISHED
from ovpsheets.texts import Texts, catalogue
from ovpsheets.words import LANGUAGES, Language

FILES = {**SET_ASIDE, **CONTAINERS}

REFUSED = {
    "бомба.xlsx": "too_large",
    "многу делови.xlsx": "too_large",
    "преклопени делови.xlsx": "unsafe",
    "скратена.xlsx": "damaged",
    "двојни делови.xlsx": "unsafe",
    "шифрирани делови.xlsx": "protected",
    "ентитети.xlsx": "unsafe",
    "надворешен ентитет.xlsx": "unsafe",
    "скриен doctype.xlsx": "unsafe",
    "длабок xml.xlsx": "unsafe",
    "голем збор.xlsx": "unsafe",
    "расипан xml.xlsx": "damaged",
    "премногу полиња.xlsx": "too_large",
    "без книга.xlsx": "not_a_workbook",
    "празна.xlsx": "empty",
    "скратена.zip": "damaged",
    "CON.xlsx": "unrecognised",
    "обоени редови.xlsx": "unrecognised",
    "далечно поле.xlsx": "unrecognised",
    "најдолг текст.xlsx": "unrecognised",
}
"""The reason, where only one is right; elsewhere any is that a coordinator understands."""


@dataclass(frozen=True)
class Harmed:
    """A good form among all hostile files, merged once by several workers and once by one."""

    merged: Merged
    again: Merged


@pytest.fixture(scope="module")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> Harmed:
    folder = tmp_path_factory.mktemp("hostile")
    for name, make in FILES.items():
        drop(folder, name, make())
    returned("MZ").fill_well().save(folder, "добар образец.xlsx")

    def read(jobs: int) -> Merged:
        return merge(
            the_plan(), QUARTER, folder,
            history=the_history(), as_of=AS_OF, limits=STRICT, jobs=jobs,
        )  # fmt: skip

    return Harmed(read(2), read(1))


def reasons() -> Iterator[str]:
    for key in catalogue():
        if key.startswith("intake.refused."):
            yield key


def test_the_good_form_is_used(harmed: Harmed) -> None:
    row = one(harmed.merged.returns, file="добар образец.xlsx")
    assert (row["used"], row["institution"]) == ("used", "MZ")
    answered = one(harmed.merged.activities, institution="MZ", activity="3.6.5")
    assert answered["progress"] == f"{PROGRESS} (3.6.5)"


def test_no_answer_comes_from_another_file(harmed: Harmed) -> None:
    for table in (harmed.merged.activities, harmed.merged.indicators):
        assert set(table["file"].dropna()) <= {"добар образец.xlsx"}


@pytest.mark.parametrize("name", SET_ASIDE)
def test_a_hostile_file_is_set_aside_with_a_reason(name: str, harmed: Harmed) -> None:
    # A disk may hand the two spellings of one name back as one; each row has its own name.
    ends = [end for end in harmed.merged.settled if end.returned.name.startswith(name[:1])]
    ends = [end for end in ends if end.returned.name == name] or ends
    for end in ends:
        assert end.used == "set_aside"
        assert end.reason == REFUSED.get(name, end.reason)
        for language in LANGUAGES:
            assert Texts(language)(f"intake.refused.{end.reason}")


@pytest.mark.parametrize("name", CONTAINERS)
def test_what_is_in_a_hostile_container_ends_with_a_reason(name: str, harmed: Harmed) -> None:
    end = next(end for end in harmed.merged.settled if end.returned.name == name)
    assert end.reason == REFUSED.get(name, end.reason)
    inside = [end for end in harmed.merged.settled if end.returned.inside.startswith(name)]
    assert all(end.used == "set_aside" or end.returned.is_container for end in inside)
    assert not [end for end in inside if ".." in end.returned.name.split("/")]


def test_there_is_a_row_for_every_file(harmed: Harmed) -> None:
    files = harmed.merged.returns["file"]
    on_disk = [end for end in harmed.merged.settled if not end.returned.inside]
    assert files.is_unique
    assert len(on_disk) == len(FILES) + 1
    assert harmed.merged.returns["reason"].notna().all()


def test_no_worker_had_to_be_ended(harmed: Harmed) -> None:
    ended = {"too_long", "too_much_memory", "crashed"}
    assert not ended & {end.reason for end in harmed.merged.settled}


def test_the_number_of_workers_does_not_change_the_result(harmed: Harmed) -> None:
    many, one_alone = harmed.merged.tables, harmed.again.tables
    for name in PUBLISHED:
        assert to_csv(getattr(many, name)) == to_csv(getattr(one_alone, name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_can_be_written_of_it(language: Language, harmed: Harmed, tmp_path: Path) -> None:
    if language == harmed.merged.language:
        assert harmed.merged.write(tmp_path).files


def test_every_reason_is_a_sentence_without_its_stop() -> None:
    for key in reasons():
        for language in LANGUAGES:
            assert not Texts(language)(key).endswith(".")
