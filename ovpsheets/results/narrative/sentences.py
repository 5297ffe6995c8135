"""What matters most, in up to seven sentences: first what happened, then what is missing.

Every sentence is a fact of the tables; one that has nothing to say is left out.
A sentence is made of clauses, each a text of the catalogue ``summary.say``.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from ovpsheets.results.narrative.counted_nouns import counted, number, the_counted
from ovpsheets.results.report.quarter_figures import QuarterFigures
from ovpsheets.texts import Texts

CODES_SHOWN: Final = 4
"""Up to so many codes stand behind the number they make up."""

NAMES_SHOWN: Final = 6
"""Up to so many institutions are named; more are counted."""


MESSAGES: Final = 3
"""So many sentences are for who reads no more."""


def main_messages(figures: QuarterFigures, texts: Texts) -> tuple[str, ...]:
    """Return up to three sentences: what is achieved, who progressed, what has not started.

    Who did not answer and what is late is told by the lists that stand below them.
    """
    first = (_statuses, _progress, _not_started, _values, _not_due)
    said = (sentence for make in first if (sentence := make(figures, texts)))
    return tuple(islice(said, MESSAGES))


def highlights(figures: QuarterFigures, texts: Texts) -> tuple[str, ...]:
    """Return what matters most about *figures*, most important first."""
    made = (
        _statuses(figures, texts),
        _progress(figures, texts),
        _not_started(figures, texts),
        _not_due(figures, texts),
        _returns(figures, texts),
        _past_deadline(figures, texts),
        _values(figures, texts),
    )
    return tuple(sentence for sentence in made if sentence)


def _statuses(figures: QuarterFigures, texts: Texts) -> str:
    """Say how many milestones are achieved and how many have moved."""
    if figures.milestones == figures.no_report + len(figures.not_due):
        return ""  # nobody said anything: that is told with the returns
    rest = _moved(figures, texts)
    return _sentence(filter(None, [_completed(figures, texts), rest]))


def _completed(figures: QuarterFigures, texts: Texts) -> str:
    done, total = len(figures.completed), figures.milestones
    if total == 1:
        return texts("summary.say.completed." + ("only" if done else "only_none"))
    if done == 0:
        # Where answers are missing, nobody knows that nothing is achieved.
        key = "none_reported" if figures.no_report else "none"
        return texts(
            f"summary.say.completed.{key}", milestones=the_counted(texts, "milestone", total)
        )
    if done == total:
        key = "both" if total == 2 else "all"
        return texts(
            f"summary.say.completed.{key}", n=total, number=number(texts, "milestone", total)
        )
    return texts(
        "summary.say.completed.some",
        n=done,
        number=number(texts, "milestone", done),
        milestones=the_counted(texts, "milestone", total),
        codes=_codes(figures.completed, texts),
    )


def _moved(figures: QuarterFigures, texts: Texts) -> str:
    """Say the clause about substantial and limited progress, or "" where there is none."""
    if figures.milestones == 1:
        kind = "substantial" if figures.substantial else "limited" if figures.limited else ""
        return texts(f"summary.say.{kind}.only") if kind else ""
    parts = []
    if figures.substantial:
        parts.append(_counting("substantial.some", figures.substantial, texts))
    if figures.limited:
        key = "limited.also" if figures.substantial else "limited.some"
        parts.append(_counting(key, figures.limited, texts))
    return texts("summary.say.comma").join(parts)


def _counting(key: str, codes: Sequence[str], texts: Texts) -> str:
    n = len(codes)
    return texts(
        f"summary.say.{key}",
        n=n,
        number=number(texts, "milestone", n),
        codes=_codes(codes, texts),
    )


def _progress(figures: QuarterFigures, texts: Texts) -> str:
    """Say which institutions report progress, and which that answered do not."""
    quarter = texts(f"summary.in_quarter.{figures.quarter.number}", year=figures.quarter.year)
    clauses = []
    if figures.progressed:
        clauses.append(_naming("progress.some", figures.progressed, texts, quarter=quarter))
    elif figures.returned and len(figures.idle) == figures.returned:
        return _sentence([texts("summary.say.progress.none", quarter=quarter)])
    if figures.idle:
        clauses.append(_naming("progress.idle", figures.idle, texts))
    return _sentence(clauses)


def _not_started(figures: QuarterFigures, texts: Texts) -> str:
    """Say how many milestones are not started, and for how many no reason is stated.

    Where one of these names a reason and does not explain it, the explanation is what lacks.
    """
    n, unexplained = len(figures.not_started), figures.unexplained
    if not n:
        return ""
    clauses = [
        texts(
            "summary.say.not_started",
            n=n,
            milestones=counted(texts, "milestone", n),
            codes=_codes(figures.not_started, texts),
        )
    ]
    places = [texts("summary.say.place", code=code, holder=who) for code, who in unexplained]
    if unexplained:
        what = "explanation" if figures.reason_named else "reason"
        clauses.append(_lacking(what, len(unexplained), n, texts, _codes(places, texts)))
    elif figures.owing_reasons:
        clauses.append(texts("summary.say.reason.given", n=_one_or_many(figures.owing_reasons)))
    return _sentence(clauses)


def _not_due(figures: QuarterFigures, texts: Texts) -> str:
    """Say how many milestones have not begun by the plan: of them nobody owes anything."""
    n = len(figures.not_due)
    if not n:
        return ""
    codes = _codes(figures.not_due, texts)
    milestones = counted(texts, "milestone", n)
    return _sentence([texts("summary.say.not_due", n=n, milestones=milestones, codes=codes)])


def _lacking(what: str, missing: int, total: int, texts: Texts, codes: str = "") -> str:
    """Say that *what* is not stated for *missing* of *total* milestones."""
    if total == 1:
        return texts(f"summary.say.{what}.missing_only", codes=codes)
    if missing == total:
        return texts(f"summary.say.{what}.missing_all", codes=codes)
    return texts(
        f"summary.say.{what}.missing",
        number=number(texts, "milestone", missing),
        codes=codes,
    )


def _returns(figures: QuarterFigures, texts: Texts) -> str:
    """Say how many forms came back, which did not, which came late, what is left unknown."""
    clauses = []
    if figures.forms:
        clauses.append(_forms(figures, texts))
    if figures.returned and figures.not_returned:
        clauses.append(_naming("forms.missing", figures.not_returned, texts))
    if figures.late:
        clauses.append(_naming("forms.late", figures.late, texts))
    if figures.no_report:
        every = figures.no_report == figures.milestones
        clauses.append(
            texts(
                "summary.say.no_report." + ("all" if every else "some"),
                milestones=counted(texts, "milestone", figures.no_report),
            )
        )
    return _sentence(clauses)


def _forms(figures: QuarterFigures, texts: Texts) -> str:
    came, asked = figures.returned, figures.forms
    if asked == 1:
        return texts("summary.say.forms." + ("only" if came else "only_none"))
    if came == 0:
        return texts("summary.say.forms.none", forms=the_counted(texts, "form", asked))
    if came == asked:
        key = "both" if asked == 2 else "all"
        suffix = "_in_time" if figures.all_in_time else ""
        return texts(f"summary.say.forms.{key}{suffix}", number=number(texts, "form", asked))
    return texts(
        "summary.say.forms.some",
        n=came,
        number=number(texts, "form", came),
        forms=counted(texts, "form", asked),
    )


def _past_deadline(figures: QuarterFigures, texts: Texts) -> str:
    """Say how many unfinished milestones are past their deadline, and which lack a new one."""
    n, missing = len(figures.past_deadline), figures.without_new_deadline
    if not n:
        return ""
    clauses = [
        texts(
            "summary.say.past_deadline",
            n=n,
            number=number(texts, "milestone", n),
            day=texts.long_date(figures.quarter.end),
            codes=_codes(figures.past_deadline, texts),
        )
    ]
    if missing:
        clauses.append(_lacking("new_deadline", missing, n, texts))
    elif not figures.unclear_new_deadline:
        clauses.append(texts("summary.say.new_deadline.given", n=_one_or_many(n)))
    return _sentence(clauses)


def _values(figures: QuarterFigures, texts: Texts) -> str:
    """Say how many of the indicators' values are missing, and why."""
    kinds = {
        "unanswered": figures.unanswered,
        "unclear": figures.unclear,
        "unavailable": figures.unavailable,
    }
    lacking = {why: n for why, n in kinds.items() if n}
    missing, total = sum(lacking.values()), figures.values
    if not missing:
        return ""
    amount = number(texts, "value", missing)
    if len(lacking) == 1 and missing == total:
        key = f"summary.say.values.all_{next(iter(lacking))}"
        return _sentence([texts(key, n=_one_or_many(total), number=amount)])
    values = counted(texts, "value", total)
    why = texts.listing(
        texts(f"summary.say.values.{why}", n=n, number=number(texts, "value", n))
        for why, n in lacking.items()
    )
    if len(lacking) == 1:
        return _sentence([texts("summary.say.values.of", values=values, why=why)])
    key = "summary.say.values." + ("all" if missing == total else "missing")
    fact = texts(key, n=missing, number=amount, values=values)
    return _sentence([texts("summary.say.because", fact=fact, why=why)])


def _one_or_many(n: int) -> int:
    """Return 1 or 2 for wordings that leave the number out: 21 is not singular there."""
    return min(n, 2)


def _naming(key: str, names: Sequence[str], texts: Texts, **values: str) -> str:
    n = len(names)
    shown = texts.listing(names) if n <= NAMES_SHOWN else counted(texts, "institution", n)
    return texts(f"summary.say.{key}", n=n, names=shown, **values)


def _codes(codes: Sequence[str], texts: Texts) -> str:
    """Return the codes in brackets with a space before, or "" when there are too many."""
    if not 0 < len(codes) <= CODES_SHOWN:
        return ""
    return texts("summary.say.codes", codes=texts.listing(codes))


def _sentence(clauses: Iterable[str]) -> str:
    """Join clauses into a sentence; none make ""."""
    text = "; ".join(clauses)
    return f"{text[:1].upper()}{text[1:]}." if text else ""
