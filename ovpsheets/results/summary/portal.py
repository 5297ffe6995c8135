"""The summary as plain text, field by field, ready to be pasted into the portal.

No markup at all: what a text editor shows is what the portal gets. The fields
are those of a commitment's page on ovp.gov.mk (2020–2024): the counters, the day of
the last update, and for each milestone its status, code and title, and text.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ovpsheets.member_text import visible
from ovpsheets.results.narrative.part_names import NOWHERE
from ovpsheets.results.narrative.summary_model import (
    Measure,
    Overview,
    SummaryContext,
    SummarySection,
)
from ovpsheets.results.report.milestones import Labelled, Milestone
from ovpsheets.words import Language

_RULE = "=" * 72
_LINE = "-" * 72


def render_portal(context: SummaryContext, places: Mapping[str, str] = NOWHERE) -> str:
    """Return *context* as text; a block for each commitment, a block in it for each milestone.

    *places*: the files of the parts of which it is the front, by commitment.
    """
    own = context.language
    lines = [context.title, context.subtitle.in_(own), ""]
    if context.draft_mark:
        lines += [f"{context.draft_mark}: {context.draft_note}", ""]
    lines += [f"{fact.label}: {fact.value}" for fact in context.facts]
    for section in context.sections:
        lines += ["", _RULE, *_section(section, section.overview or context.overview, context)]
        if section.code in places:
            lines.append(f"{context.labels['part']}: {places[section.code]}")
    lines += ["", _RULE, context.labels["next_steps"], *context.next_steps]
    marks = [f"[{la}] – {context.labels[f'other_language_{la}']}" for la in context.other_languages]
    lines += ["", *marks] if marks else []
    return visible("\n".join(lines)) + "\n"


def _section(section: SummarySection, overview: Overview, context: SummaryContext) -> Iterator[str]:
    yield f"{section.heading} – {section.title.in_(context.language)}"
    yield ""
    waiting = (overview.not_due,) if overview.not_due else ()
    for counter in (*overview.counters, overview.no_report, *waiting):
        yield f"{counter.label}: {counter.value}"
    for key, lines in (("changes", section.changes), ("corrections", section.corrections)):
        if lines:
            yield from ("", f"{context.labels[key]}:", *(f"- {line}" for line in lines))
    own: dict[str, list[Measure]] = defaultdict(list)
    for measure in section.measures:
        for code in _above(measure.code):
            own[code].append(measure)
    for milestone in section.milestones:
        yield from ("", _LINE, *_milestone(milestone, own[milestone.code], context))


def _above(code: str) -> Iterator[str]:
    """Yield what a code begins with: 3.6.1, 3.6 and 3 of 3.6.1.1."""
    while "." in code:
        code = code.rpartition(".")[0]
        yield code


def _milestone(
    milestone: Milestone, measures: list[Measure], context: SummaryContext
) -> Iterator[str]:
    labels, la = context.labels, context.language
    yield f"{milestone.status_word.upper()} – {milestone.code}. {milestone.title.in_(la)}"
    yield f"{labels['holder']}: {milestone.holder}"
    if milestone.co_holders:
        yield f"{labels['co_holders']}: {', '.join(milestone.co_holders)}"
    late = f" ({milestone.lateness})" if milestone.lateness else ""
    yield f"{labels['deadline']}: {milestone.deadline}{late}"
    if milestone.new_deadline.tone == "given":
        yield f"{labels['new_deadline']}: {milestone.new_deadline.text}"
    for answer in milestone.progress:
        by = f" ({answer.by})" if answer.by else ""
        yield f"{labels['progress']}{by}: {_flat(answer.in_(la))}"
    if milestone.reason.tone != "plain":
        yield f"{labels['reason']}: {_flat(milestone.reason.in_(la))}"
    yield from (_labelled(one, la) for one in milestone.own)
    if measures:
        yield f"{labels['indicators']}:"
    for measure in measures:
        yield (
            f"- {measure.code} {_flat(measure.title.in_(la))} ({measure.institution}): "
            f"{measure.value.in_(la)} [{labels['baseline']}: {measure.baseline}; "
            f"{labels['previous']}: {measure.previous}; {labels['target']}: {measure.target}]"
        )
        yield from (f"  {_labelled(one, la)}" for one in measure.own)


def _labelled(one: Labelled, language: Language) -> str:
    return f"{one.label}: {_flat(one.answer.in_(language))}"


def _flat(text: str) -> str:
    """One paragraph is one line: the portal makes a break of every other one."""
    return " ".join(text.split())
