"""One bad file never stops the others: files broken in small ways, from folder to tables."""

import io
import zipfile
from pathlib import Path

from made import AS_OF, QUARTER
from returned_forms import drop, one, returned, the_history, the_plan

from ovpsheets.journeys.bare_merge import merge
from ovpsheets.journeys.merged import Merged


def merged(folder: Path) -> Merged:
    return merge(the_plan(), QUARTER, folder, history=the_history(), as_of=AS_OF)


def with_text_for(data: bytes, mark: str, text: str) -> bytes:
    """Return a workbook with *text* in place of *mark*: openpyxl cuts what is too long."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(mark.encode(), text.encode()))
    return out.getvalue()


def test_a_form_with_a_text_too_long_for_a_cell_is_used_and_the_text_kept_whole(
    tmp_path: Path,
) -> None:
    text = "Одржани се обуки. " * 2_000
    form = returned("MZ").fill_well().write("activities/3.6.5/progress", "MARK")
    drop(tmp_path, "образец.xlsx", with_text_for(form.data(), "MARK", text))
    result = merged(tmp_path)
    assert one(result.returns, file="образец.xlsx")["used"] == "used"
    answer = one(result.activities, institution="MZ", activity="3.6.5")
    assert answer["progress"] == text.strip()
    (settled,) = result.settled
    assert [seen.key for seen in settled.returned.observed] == ["long_texts"]
