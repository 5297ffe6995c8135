"""The corrections of a quarter, by file name: one per institution that is asked for something."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ovpsheets.forms.identity import FormId
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.results.corrections.annotate import annotate
from ovpsheets.results.corrections.edited_package import Edited
from ovpsheets.results.corrections.fresh_form import FreshForm
from ovpsheets.results.corrections.listing import Listing, Request
from ovpsheets.results.corrections.xml_edits import NotAnnotatableError
from ovpsheets.results.report import Report
from ovpsheets.results.report.open_items import Ask, asked_of, asks_of, needs_the_form
from ovpsheets.rules.items import TodoItem
from ovpsheets.texts import Texts

_MACROS: Final = b"macroEnabled"


@dataclass(frozen=True, slots=True)
class Correction:
    """A workbook to be completed. ``is_own``: it is the member's own file, annotated."""

    institution: str
    name: str
    data: bytes
    is_own: bool


def corrections(report: Report) -> Iterator[Correction]:
    """Yield what goes back to every institution that is asked for something in its form."""
    used = report.returned_files.used()
    for institution, asked in asked_of(report).items():
        if needs_the_form(asked):
            yield from _of_institution(report, used.get(institution, []), institution, asked)


def _of_institution(
    report: Report, forms: list[Return], institution: str, asked: tuple[TodoItem, ...]
) -> Iterator[Correction]:
    if not forms:
        form_id = _form_id(report, institution)
        if made := _fresh(report, form_id, None, asked):
            yield Correction(institution, f"{institution}.xlsx", made, is_own=False)
        return
    for form in forms:
        own = [item for item in asked if _concerns(item, form, forms)]
        if own and form.form_id:
            commitment = form.form_id.commitment
            stem = f"{institution}_{commitment}" if len(forms) > 1 else institution
            listing = _listing(report, institution, _requests(own, form.name), form)
            try:
                made = annotate(form.data, listing)
            except NotAnnotatableError:
                if fresh := _fresh(report, form.form_id, form, own):
                    yield Correction(institution, f"{stem}.xlsx", fresh, is_own=False)
            else:
                yield Correction(institution, f"{stem}{_ending(made)}", made, is_own=True)


def _ending(data: bytes) -> str:
    """Programs refuse a workbook with macros under the other ending."""
    return ".xlsm" if _MACROS in Edited.open(data).read("[content_types].xml") else ".xlsx"


def _concerns(item: TodoItem, form: Return, forms: list[Return]) -> bool:
    """What belongs to no form in particular is asked in the first one."""
    file = item.first["file"]
    others = {other.name for other in forms if other is not form}
    return file == form.name or (form is forms[0] and file not in others)


def _form_id(report: Report, institution: str) -> FormId:
    revisions = report.returned_files.revisions
    own = {key: n for key, n in revisions.items() if key[0] == institution}
    (_, commitment), revision = max(
        own.items(), key=lambda item: item[1], default=((institution, ""), 1)
    )
    return FormId(report.plan.code, report.quarter, institution, revision, commitment)


def _fresh(
    report: Report, form_id: FormId, form: Return | None, asked: Iterable[TodoItem]
) -> bytes | None:
    """A form with the answers in it, None where nothing is due any more."""
    fresh = FreshForm.of(report, form_id, form)
    if fresh is None:
        return None
    requests = [
        Request(request.text, fresh.places(request.places))
        for request in _requests(asked, form.name if form else "")
    ]
    return annotate(fresh.data, _listing(report, form_id.institution, requests, form))


def _requests(asked: Iterable[TodoItem], file: str) -> list[Request]:
    """Return what is to be completed, each field with a line, a number and a frame of its own."""
    asks = (ask for item in asked for ask in asks_of(item))
    return [Request(ask.text, _places(ask, file)) for ask in asks]


def _places(ask: Ask, file: str) -> tuple[tuple[str, str], ...]:
    """Where in *file* something is to be completed, each cell once."""
    places = (
        (row["sheet"], row["cell"])
        for row in ask.findings
        if row["sheet"] and row["cell"] and row["file"] == file
    )
    return tuple(dict.fromkeys(places))


def _listing(
    report: Report, institution: str, requests: Iterable[Request], form: Return | None
) -> Listing:
    texts = Texts(report.plan.institution(institution).language)
    known = tuple(requests)
    intro = "intro" if any(request.places for request in known) else "intro_without_cells"
    quarter = texts.quarter(report.quarter)
    said = [texts(f"corrections.{intro}", n=len(known))]
    if form and any(seen.key == "signed" for seen in form.observed):
        said.append(texts("corrections.signed"))
    return Listing(
        name=texts("corrections.sheet"),
        title=texts("corrections.title", quarter=quarter),
        intro=" ".join(said),
        headings=(
            texts("corrections.column.number"),
            texts("corrections.column.what"),
            texts("corrections.column.where"),
        ),
        requests=known,
        note=texts("corrections.note"),
    )
