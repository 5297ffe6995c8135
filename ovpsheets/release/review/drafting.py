"""When a draft is a new one, and the register after it was numbered, shown and answered."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from ovpsheets.files import sha256
from ovpsheets.release.public import PUBLIC_INSTITUTIONS, public_answers
from ovpsheets.results.report import Report
from ovpsheets.results.report.draft_register import Draft, Review, Shown
from ovpsheets.table_csv import to_csv


def digest(report: Report) -> str:
    """Return a digest of what members see in the draft.

    The answers and the plan's words; not the day, nor how the tool words its sentences.
    """
    plan = report.plan
    answers = public_answers(plan.columns)
    tables = (
        *(getattr(report.tables, name)[list(schema)] for name, schema in answers.items()),
        report.tables.institutions[list(PUBLIC_INSTITUTIONS)],
    )
    titles = (plan.title, *(item.title for item in plan.commitments))
    texts = [*(item.text for item in plan.activities), *(item.text for item in plan.indicators)]
    names = ((item.code, item.name, item.short) for item in plan.institutions)
    # Guarded, as it always was: a draft that members have seen must not become another one.
    guarded = [to_csv(table, guard=True) for table in tables]
    return _digest([*guarded, *map(repr, (*titles, *texts, *names))])


def masks(public: Report) -> str:
    """Return a digest of what is shown of the answers, *public* being the report of that."""
    shown = public_answers(public.plan.columns)
    tables = (
        *(getattr(public.tables, name)[list(schema)] for name, schema in shown.items()),
        public.tables.institutions[list(PUBLIC_INSTITUTIONS)],
    )
    return _digest(map(to_csv, tables))


def _digest(said: Iterable[str]) -> str:
    return sha256("\n".join(said).encode("utf-8", "surrogatepass"))


def numbered(review: Review, report: Report, public: Report) -> Review:
    """Return the register with the draft that *report* is: the last one, or a new one.

    *public* is what is shown of it: other masks make another draft. Every member of the last
    draft has a line in it.
    """
    own, shown = digest(report), masks(public)
    last = review.last
    if last is None or (last.digest, last.masks) != (own, shown):
        last = Draft(last.number + 1 if last else 1, report.as_of, own, shown)
        review = replace(review, drafts=(*review.drafts, last))
    known = review.of_last()
    lines = (Shown(last.number, member) for member in report.members() if member not in known)
    return replace(review, shown=(*review.shown, *lines))


def is_current(review: Review, report: Report) -> bool:
    """Tell whether the last draft was made of the answers of *report*."""
    return review.last is not None and review.last.digest == digest(report)


def unseen(review: Review, report: Report, public: Report) -> frozenset[str]:
    """Return the members of *report* who have not been shown what is *public* of it."""
    members = report.members()
    is_shown = is_what_was_drafted(review, report, public)
    return frozenset(review.not_shown(members) if is_shown else members)


def is_what_was_drafted(review: Review, report: Report, public: Report) -> bool:
    """Tell whether members who saw the last draft saw what is *public* of *report*."""
    last = review.last
    return last is not None and bool(report.draft) and last.masks == masks(public)


def marked_shown(review: Review, institutions: Iterable[str], day: date, how: str) -> Review:
    """Return the register with the last draft shown to *institutions* on *day*.

    A day that is already there stays: it may have been typed.
    """
    wanted = frozenset(institutions)
    number = review.last.number if review.last else 0
    return replace(
        review,
        shown=tuple(
            replace(item, day=day, how=item.how or how)
            if item.draft == number and item.institution in wanted and item.day is None
            else item
            for item in review.shown
        ),
    )


def answered(review: Review, answers: Mapping[tuple[int, str], tuple[str, str]]) -> Review:
    """Return the register with what members answered: (draft, institution) → answer, comments.

    Who answered has been shown the draft, whether or not somebody wrote down the day.
    What was typed into shown.csv and is not in a form stays.
    """
    return replace(
        review,
        shown=tuple(
            replace(item, answer=found[0], comments=found[1])
            if (found := answers.get((item.draft, item.institution)))
            else item
            for item in review.shown
        ),
    )
