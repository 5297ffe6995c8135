"""The corrections of a quarter, by file name: one per institution that is asked for something."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from ovpsheets.forms.identity import FormId
from ovpsheets.forms.register import newest_form
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.results.annotated.annotate import annotate
from ovpsheets.results.annotated.annotating import Annotating
from ovpsheets.results.annotated.edited_package import Edited
from ovpsheets.results.annotated.listing import Check, Listing, Place, Progress, Request
from ovpsheets.results.corrections.doubted import (
    asked_for_nothing,
    remarks_at,
    typed_elsewhere,
)
from ovpsheets.results.corrections.fresh_form import (
    FreshForm,
    checks_at,
    content_now,
    fields_among,
    stood_at,
)
from ovpsheets.results.product import MOST_ATTACHED
from ovpsheets.results.report import Report
from ovpsheets.results.report.decided_answers import decided_for, recorded
from ovpsheets.results.report.open_items import Ask, asked_of, asks_of, needs_the_form
from ovpsheets.rules.items import TodoItem
from ovpsheets.texts import Texts
from ovpsheets.words import Language

_MACROS: Final = b"macroEnabled"


@dataclass(frozen=True, slots=True)
class Correction:
    """A workbook to be completed. ``is_own``: it is the member's own file, annotated."""

    institution: str
    name: str
    data: bytes
    is_own: bool


@dataclass(frozen=True, slots=True)
class SentBack:
    """What is to be sent back, not yet made.

    ``follows_from``: what it follows from. With a ``file`` that is the member's own, annotated;
    a form made anew in its place follows from more.
    """

    follows_from: tuple[object, ...]
    make: Callable[[], Iterable[Correction]]
    file: Annotating | None = None


def corrections(report: Report, only: Collection[str] | None = None) -> Iterator[Correction]:
    """Yield what goes back to every institution that is asked for something in its form.

    *only*: of these institutions, None for all.
    """
    for back in sent_back(report, only):
        yield from back.make()


def sent_back(report: Report, only: Collection[str] | None = None) -> Iterator[SentBack]:
    """Yield, not yet made, what :func:`corrections` yields."""
    used = report.returned_files.as_answered()
    for institution, asked in asked_of(report).items():
        if needs_the_form(asked) and (only is None or institution in only):
            yield from _of_institution(report, used.get(institution, []), institution, asked)


def _of_institution(
    report: Report, forms: list[Return], institution: str, asked: tuple[TodoItem, ...]
) -> Iterator[SentBack]:
    asks = tuple(ask for item in asked for ask in asks_of(item))
    # Who sent nothing that can be used gets the form once more, with what is asked marked in it.
    if not forms:
        yield _without_file(report, institution, asks)
        return
    files = _by_file(forms)
    for parts in files:
        own = tuple(ask for ask in asks if _concerns(ask, parts, forms))
        if own:
            stem = _stem(parts[0]) if len(files) > 1 else institution
            listing = _of_own_file(report, parts, own)
            # All of them go with one mail.
            most = MOST_ATTACHED // len(files)
            file = Annotating(parts[0].data, listing, most)
            yield SentBack(
                (parts[0].sha256, stem, listing, most),
                partial(_of_file, report, stem, parts, own, file),
                file,
            )


def _without_file(report: Report, institution: str, asks: tuple[Ask, ...]) -> SentBack:
    revisions = report.returned_files.revisions
    form_id = newest_form(revisions, report.plan.code, report.quarter, institution)
    said, decided = [ask.text for ask in asks], tuple(decided_for(report, institution))

    def make() -> Iterator[Correction]:
        if made := _fresh(report, form_id, None, asks):
            yield Correction(institution, f"{institution}.xlsx", made, is_own=False)

    follows_from = (content_now(report, form_id), said, decided)
    return SentBack(follows_from, make)


def _stem(form: Return) -> str:
    commitment = form.form_id.commitment if form.form_id else ""
    return f"{form.institution}_{commitment}"


def _by_file(forms: Iterable[Return]) -> list[list[Return]]:
    """Put the forms of one workbook together: it goes back once."""
    files: dict[str, list[Return]] = {}
    for form in forms:
        # By content, for several forms of one workbook bear names of their own (“file.xlsx#MZ”).
        files.setdefault(form.sha256, []).append(form)
    return list(files.values())


def _of_own_file(report: Report, parts: Sequence[Return], asks: Sequence[Ask]) -> Listing:
    """Return what is said in the file itself, of which *parts* are the forms."""
    names = {part.name for part in parts}
    requests = _requests(asks, names)
    asked = {place for request in requests for place in request.places}
    stands = [(part.placement, fields_among(part.placement, asked)) for part in parts]
    before = {place: stood for own in stands for place, stood in stood_at(*own).items()}
    texts = Texts(report.plan.institution(parts[0].institution).language)
    checks = {
        at: check
        for placement, fields in stands
        for at, check in checks_at(placement, fields, texts).items()
    }
    elsewhere = {at: own for part in parts for at, own in typed_elsewhere(part, asked).items()}
    optional = (place for _, fields in stands for place in asked_for_nothing(fields))
    progress = replace(
        _progress(texts, {**elsewhere, **before}, checks),
        remarks={at: own for part in parts for at, own in remarks_at(part).items() if at in asked},
        may_be_empty=frozenset(asked.intersection((*elsewhere, *optional))),
    )
    listing = _listing(report, parts[0].institution, requests, parts[0], progress)
    return replace(listing, decided=tuple(_decided(report, parts)))


def _of_file(
    report: Report, stem: str, parts: Sequence[Return], asks: Sequence[Ask], file: Annotating
) -> Iterator[Correction]:
    """Yield the file itself, annotated, or where that cannot be a form made anew for each part."""
    institution, made = parts[0].institution, file.done()
    if not made:
        for part in parts:
            own = [ask for ask in asks if _concerns(ask, [part], parts)]
            fresh = _fresh(report, part.form_id, part, own) if part.form_id and own else None
            if fresh:
                name = _stem(part) if len(parts) > 1 else stem
                yield Correction(institution, f"{name}.xlsx", fresh, is_own=False)
    else:
        yield Correction(institution, f"{stem}{_ending(made)}", made, is_own=True)


def _ending(data: bytes) -> str:
    """Programs refuse a workbook with macros under the other ending."""
    return ".xlsm" if _MACROS in Edited.open(data).read("[content_types].xml") else ".xlsx"


def _concerns(ask: Ask, parts: Sequence[Return], forms: Sequence[Return]) -> bool:
    """What belongs to no form in particular is asked in the first one."""
    files = {finding["file"] for finding in ask.findings}
    own = {part.name for part in parts}
    others = {form.name for form in forms} - own
    return bool(files & own) or (forms[0] in parts and not files & others)


def _fresh(
    report: Report, form_id: FormId, form: Return | None, asks: Iterable[Ask]
) -> bytes | None:
    """A form with the answers in it, None where nothing is due any more."""
    fresh = FreshForm.of(report, form_id, form)
    if fresh is None:
        return None
    requests = [
        Request(request.text, fresh.places(request.places))
        for request in _requests(asks, {form.name} if form else set())
    ]
    texts = Texts(report.plan.institution(form_id.institution).language)
    progress = _progress(texts, fresh.stood, fresh.checks(texts))
    listing = _listing(report, form_id.institution, requests, form, progress)
    return annotate(
        fresh.data, replace(listing, decided=tuple(_decided_in(report, fresh, form_id)))
    )


def _decided(report: Report, parts: Sequence[Return]) -> Iterator[Request]:
    """Yield what was decided about the answers in one file, each at its cell."""
    texts = Texts(report.plan.institution(parts[0].institution).language)
    files = {file for part in parts for file in (part.name, *part.sources.values())}
    for item in decided_for(report, parts[0].institution):
        if item.file in files:
            places = ((item.sheet, item.cell),) if item.sheet and item.cell else ()
            yield Request(recorded(item, report.plan.columns, texts), places)


def _decided_in(report: Report, fresh: FreshForm, form_id: FormId) -> Iterator[Request]:
    """Yield what was decided about the answers that a form made anew asks for."""
    texts = Texts(report.plan.institution(form_id.institution).language)
    for item in decided_for(report, form_id.institution):
        field = item.decision.field_in(report.plan.columns)
        if field is not None and field in fresh.fields:
            text = recorded(item, report.plan.columns, texts)
            yield Request(text, (fresh.fields[field],))


def _requests(asks: Iterable[Ask], files: Collection[str]) -> list[Request]:
    """Return what is to be completed, each field with a line, a number and a frame of its own."""
    return [Request(ask.text, _places(ask, files)) for ask in asks]


def _places(ask: Ask, files: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Where in the *files* of one workbook something is to be completed, each cell once."""
    places = (
        (row["sheet"], row["cell"])
        for row in ask.findings
        if row["sheet"] and row["cell"] and row["file"] in files
    )
    return tuple(dict.fromkeys(places))


def _listing(
    report: Report,
    institution: str,
    requests: Iterable[Request],
    form: Return | None,
    progress: Progress,
) -> Listing:
    texts = Texts(report.plan.institution(institution).language)
    known = tuple(requests)
    intro = "intro" if any(request.places for request in known) else "intro_without_cells"
    quarter = texts.quarter(report.quarter)
    said = [texts(f"corrections.{intro}", n=len(known))]  # as the mail counts, and the numbers
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
        decided_title=texts("corrections.decided"),
        progress=progress,
    )


@dataclass(frozen=True, slots=True)
class _Uncounted:
    """Says of how many requests the sheet cannot see whether they are done; it has a digest."""

    language: Language

    def __call__(self, more: int) -> str:
        return Texts(self.language)("corrections.uncounted", n=more)


def _progress(
    texts: Texts, before: Mapping[Place, str | float | None], checks: Mapping[Place, Check]
) -> Progress:
    """Say what is completed: where no check can tell, that something was changed."""
    kind = "done" if checks else "changed"
    return Progress(
        heading=texts(f"corrections.column.{kind}"),
        counted=texts(f"corrections.{kind}"),
        of=texts("form.cover.of"),
        rest=_Uncounted(texts.language),
        signs=texts("corrections.signs") if checks else "",
        before=before,
        checks=checks,
    )
