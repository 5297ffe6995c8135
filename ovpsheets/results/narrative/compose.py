"""From a merged quarter to everything its summary says. Pure: the same report, the same text."""

from collections import defaultdict
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from ovpsheets.plan.model import Commitment
from ovpsheets.results.narrative.counters_overview import overview
from ovpsheets.results.narrative.forms_returned import returns
from ovpsheets.results.narrative.measures_reported import measures
from ovpsheets.results.narrative.sentences import highlights
from ovpsheets.results.narrative.steps import deadlines, making, next_steps
from ovpsheets.results.narrative.summary_model import SummaryContext, SummaryFact, SummarySection
from ovpsheets.results.narrative.what_changed import changes, corrections
from ovpsheets.results.report import Report
from ovpsheets.results.report.activity_answers import ReportedActivity, activity_answers
from ovpsheets.results.report.derive_facts import facts_of, withheld_in
from ovpsheets.results.report.milestones import Milestone, milestone, wording
from ovpsheets.results.report.quarter_figures import figures
from ovpsheets.texts import Texts, texts_of_file
from ovpsheets.words import ACTIVITIES, INDICATORS, LANGUAGES, Role

_LABELS: Final = "summary.label."


def summary_context(
    report: Report,
    texts: Texts,
    commitment: str | None = None,
    *,
    version: str = "",
    final: bool = False,
    front: bool = False,
) -> SummaryContext:
    """Return the summary of one commitment, or of the whole plan, in the language of *texts*.

    *version* is that of the tool, named at the end; "" leaves it out. *final*:
    it is what is published, no draft. *front*: only what stands before its parts. Raises
    KeyError for a commitment that the plan does not have.
    """
    chosen = _chosen(report, commitment)
    alone = chosen[0] if len(chosen) == 1 else None
    code = alone.code if alone else None
    return SummaryContext(
        language=texts.language,
        title=_title(report, alone, texts),
        subtitle=wording(alone.title if alone else report.plan.title, texts.language),
        draft_mark="" if final else texts(f"summary.draft.{_draft(report)}.mark"),
        draft_note=(
            ""
            if final
            else texts(f"summary.draft.{_draft(report)}.note", day=texts.long_date(report.as_of))
        ),
        highlights=highlights(figures(report, code, texts.language), texts),
        overview=overview(report, code, texts),
        facts=(*_responsible(report, alone, texts), *_times(report, texts)),
        returns=returns(report, code, texts),
        sections=tuple(_section(report, one, texts, alone, front=front) for one in chosen),
        next_steps=next_steps(report, code, texts),
        deadlines=deadlines(report, texts),
        making=making(report, code, texts, version),
        legend=_legend(report, texts),
        labels=report.once(f"labels in {texts.language}", lambda: _labels(texts)),
        is_front=front,
    )


LARGE: Final = 600
"""Milestones and indicators that one page or document holds: about half a megabyte."""


def parts(report: Report) -> tuple[str, ...]:
    """Return the commitments of which each has a part of its own; none where all stand together."""
    codes = tuple(one.code for one in report.plan.commitments)
    rows = len(report.tables.activities) + len(report.tables.indicators)
    return codes if len(codes) > 1 and rows > LARGE else ()


def _chosen(report: Report, commitment: str | None) -> tuple[Commitment, ...]:
    if commitment is not None:
        return (report.plan.commitment(commitment),)
    return report.plan.commitments


def _title(report: Report, alone: Commitment | None, texts: Texts) -> str:
    quarter = texts.quarter(report.quarter)
    if alone:
        return texts("summary.title.commitment", code=alone.code, quarter=quarter)
    return texts("summary.title.plan", quarter=quarter)


def _responsible(
    report: Report, commitment: Commitment | None, texts: Texts
) -> tuple[SummaryFact, SummaryFact]:
    """Return who is responsible and how to reach them: the institution, never a person."""
    code = (commitment.coordinator if commitment else "") or report.plan.coordinator
    label, contact = texts("summary.label.responsible"), texts("summary.label.contact")
    if not code:
        unknown = texts("summary.unknown")
        return SummaryFact(label, unknown), SummaryFact(contact, unknown)
    name = report.plan.institution(code).full_name(texts.language)
    if commitment:
        role = texts("summary.contact.commitment", code=commitment.code, institution=name)
    else:
        role = texts("summary.contact.plan", institution=name)
    return SummaryFact(label, name), SummaryFact(contact, role)


def _times(report: Report, texts: Texts) -> tuple[SummaryFact, SummaryFact]:
    day = report.as_of
    updated = texts("summary.date.portal", day=day.day, month=texts.month(day.month), year=day.year)
    return (
        SummaryFact(texts("summary.label.updated"), updated),
        SummaryFact(texts("summary.label.period"), texts.period(report.quarter)),
    )


def _section(
    report: Report, commitment: Commitment, texts: Texts, alone: Commitment | None, *, front: bool
) -> SummarySection:
    code = commitment.code
    section = SummarySection(
        code=code,
        heading=texts("summary.heading.commitment", code=code),
        title=wording(commitment.title, texts.language),
        # Of the only commitment these stand at the top of the page already.
        facts=() if alone else _responsible(report, commitment, texts),
        overview=None if alone else overview(report, code, texts),
    )
    if front:
        return section
    values = measures(report, code, texts)
    return replace(
        section,
        milestones=_milestones(report, code, texts),
        measures=values,
        changes=changes(report, code, values, texts),
        corrections=corrections(report, code, texts),
    )


def _milestones(report: Report, commitment: str, texts: Texts) -> tuple[Milestone, ...]:
    answers = activity_answers(report, commitment)
    others: dict[str, list[ReportedActivity]] = defaultdict(list)
    for answer in answers:
        if answer.role is not Role.HOLDER:
            others[answer.activity.code].append(answer)
    return tuple(
        milestone(held, tuple(others[held.activity.code]), report.plan, texts)
        for held in answers
        if held.role is Role.HOLDER
    )


def _legend(report: Report, texts: Texts) -> tuple[SummaryFact, ...]:
    """Return what the marks mean that stand in place of values."""
    marks = {
        texts("summary.answer.value.x"): texts("summary.legend.x"),
        texts("summary.answer.value.z"): texts("summary.legend.z"),
        texts("summary.answer.silent"): texts("summary.legend.silent"),
        texts("summary.answer.none"): texts("summary.legend.none"),
    }
    if report.once("an answer is withheld", lambda: _withholds(report)):
        marks[texts("summary.answer.withheld")] = texts("summary.legend.withheld")
    if facts_of(report).unclear:
        marks[texts("summary.answer.unclear")] = texts("summary.legend.unclear")
    if report.once("a figure is masked", lambda: _masks_figures(report)):
        marks[texts("summary.answer.value.c")] = texts("summary.legend.c")
    if report.base:
        mark = texts("summary.legend.rounded.mark", base=report.base, twice=2 * report.base)
        marks[mark] = texts("summary.legend.rounded", base=report.base)
    return tuple(SummaryFact(mark, meaning) for mark, meaning in marks.items())


def _draft(report: Report) -> str:
    """Return for whom a draft is: for members where it is what will be published."""
    return "whole" if report.facts is None else "public"


def _withholds(report: Report) -> bool:
    """Tell whether an answer is not published, so that these words stand in its place."""
    return report.facts is not None and any(
        withheld_in(report, table, row) - _PROMISED
        for table in (ACTIVITIES, INDICATORS)
        for row in report.each(table)
    )


def _masks_figures(report: Report) -> bool:
    """Tell whether a figure, baseline or target is hidden: ``[c]`` stands in its place."""
    if "c" in report.columns(INDICATORS)["flag"]:
        return True
    return report.facts is not None and any(
        withheld_in(report, INDICATORS, row) & _PROMISED for row in report.each(INDICATORS)
    )


_PROMISED: Final = frozenset({"baseline", "target"})


def _labels(texts: Texts) -> MappingProxyType[str, str]:
    labels = {key.removeprefix(_LABELS): texts(key) for key in texts_of_file(_LABELS)}
    for language in LANGUAGES:
        named = texts(f"words.language.of_{language}")
        labels[f"other_language_{language}"] = texts("summary.legend.language", language=named)
    return MappingProxyType(labels)
