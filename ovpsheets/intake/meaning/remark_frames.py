"""What a clause of a remark says of the value beside it, by what else the clause speaks of.

A word that doubts, leaves out or takes in is asked about wherever it stands; one that counts,
dates, denies or compares only where the clause does not speak of something else: of a document, a
place, a partner, or in words that are known to change nothing („без забелешки“). Which classes
there are, and their words: ``remark_words.py``.
"""

import re
from typing import Final

from ovpsheets.intake.meaning.months import month_number
from ovpsheets.intake.meaning.remark_numbers import (
    bounds_the_value,
    counts_others,
    ends_with_another,
    gives_another,
    has_no_other,
    is_noun_or_small,
    is_of_more,
    is_own,
    numbers_of,
    numbers_of_words,
    strangers,
)
from ovpsheets.intake.meaning.remark_words import (
    ALWAYS,
    AMONG_STRANGERS,
    MOSTLY,
    SILENCED,
    Classed,
    Clause,
    Token,
    participle,
)
from ovpsheets.intake.meaning.spelling import key
from ovpsheets.intake.meaning.stated_period import (
    is_of_another_period,
    names_another_period,
    times_named,
)
from ovpsheets.intake.meaning.vocabulary import vocabulary
from ovpsheets.intake.meaning.wanted import Wanted
from ovpsheets.quarter import Quarter
from ovpsheets.words import Accumulation

_NO_DOCUMENT: Final = frozenset({"unpaid", "registered", "undone", "doubt"})
"""Classes of which a word is no name of a document: „договорена вредност“, „регистрирани“."""

_OF_DOCUMENTS: Final = frozenset({"registered", "undone", "with", "without"})
"""What is said of a document where a clause begins with one: „сертификатите се поделени“."""

_OF_EVENTS: Final = frozenset(
    {"planned", "future", "registered", "undone", "participle", "negation"}
)
"""What is said of another event than those that are counted: „следната обука е закажана“."""

_NO: Final = key("ne")  # „не“ on a Latin keyboard; before more than nouns it may be Albanian „në“
_ADDRESS: Final = re.compile(r"\S*(?:://|www\.|@)\S*")
_FEW: Final = 3  # words


def is_left(kinds: set[str]) -> bool:
    """Tell whether a class of *kinds* is left that nothing else in the clause explains."""
    silenced = [SILENCED[kind] for kind in kinds if kind in SILENCED]
    return bool((kinds & MOSTLY).difference(*silenced))


# ------------------------------------------------------------- the classes of a clause


def kinds_of(clause: Clause, value: float | None, wanted: Wanted) -> set[str]:
    """Return the classes of a clause, of each word where it stands."""
    kinds = set[str]()
    for found in clause.found:
        if "because" in found.kinds:  # what follows is a reason, of a growth as well
            kinds.discard("compared")
            break
        if is_own(clause.tokens[found.start : found.end], wanted):
            kinds |= found.kinds & _OF_OWN
        else:
            kinds |= _in_place(found, clause, value, wanted)
    if wanted.kind.is_number:
        kinds |= _of_a_number(clause, value, wanted)
        kinds -= _OF_NOTHING if value == 0 else set()
        if counts_others(clause, value, wanted):
            kinds -= _OF_OTHERS
    if wanted.quarter:
        kinds |= _outside(clause, wanted.quarter, wanted)
    if "event" in kinds:
        kinds -= _OF_EVENTS
    unknown = strangers(clause, wanted)
    for most, classes in AMONG_STRANGERS.items():
        kinds -= classes if unknown > most else set()
    is_led = _is_led(clause, wanted)
    if is_led and "value" not in kinds:
        kinds -= _OF_DOCUMENTS
    if not wanted.kind.is_number:
        kinds |= {"reached"} if _is_reached(clause, wanted) else set()
        if kinds & {"stage", "future", "planned", "only", "partial"} and not is_led:
            kinds -= {"document", "place", "partner", "role"}
    return kinds


_OF_OWN: Final = frozenset({"confirms"})
"""What the indicator's own word says nevertheless: „планирани и одржани“ of what was held."""

_OF_NOTHING: Final = frozenset({"negation", "registered", "undone", "only", "some", "single"})
"""What only says why it is none: „нема пријави“ beside 0."""


_OF_OTHERS: Final = frozenset(
    {"registered", "undone", "some", "single", "planned", "unpaid", "rate", "compared",
     "number", "scope", "negation", "past", "participle"}
)  # fmt: skip
"""What is said of other things that a clause counts: „издадени 31 опомена“."""


def _of_a_number(clause: Clause, value: float | None, wanted: Wanted) -> set[str]:
    """Return what a clause as a whole says of a number, beside what its words say."""
    kinds = set[str]()
    if wanted.quarter and names_another_period(clause.text, wanted.quarter, wanted.covers):
        kinds.add("period")
    if _is_lone_participle(clause, wanted):
        kinds.add("participle")
    is_mark = any("rate" in one.kinds for one in clause.found)  # „просек 8,7“
    if ends_with_another(clause, value, wanted) and not is_mark:
        kinds.add("number")
    if is_of_more(clause, value, wanted):
        kinds.add("fraction")
    return kinds


def _outside(clause: Clause, quarter: Quarter, wanted: Wanted) -> set[str]:
    """Return "later" and "earlier" where a clause names a time outside of what a value covers."""
    times = list(times_named(_ADDRESS.sub(" ", clause.text), quarter))
    found = {"later"} if any(first > quarter.end for first, _ in times) else set[str]()
    if not wanted.kind.is_number:
        # „од јануари“ beside a yes may be the next one.
        is_before = bool(times) and all(last < quarter.start for _, last in times)
        return {"later"} if is_before and not numbers_of(clause) else found
    if is_of_another_period(clause.text, quarter, wanted.covers) is not None:
        return set()
    covers_all = wanted.covers is Accumulation.CUMULATIVE
    if not covers_all and any(last < quarter.start for _, last in times):
        found.add("earlier")
    return found


def _in_place(found: Classed, clause: Clause, value: float | None, wanted: Wanted) -> set[str]:
    """Return the classes of some words, without those that they are not of where they stand."""
    kinds = set(found.kinds)
    own = [token for token in clause.tokens if is_own((token,), wanted)]
    if "approximate" in kinds and not bounds_the_value(found, clause, value, own):
        kinds.remove("approximate")
    behind = clause.tokens[found.end : found.end + 1]
    kinds -= tells_whence(found, clause, wanted)
    if "with" in kinds and behind and is_own(behind, wanted):
        kinds.remove("with")  # „опфаќа лица“
    if "corrected" in kinds and not gives_another(clause, value):
        kinds.remove("corrected")
    if not has_no_other(clause, value):
        kinds -= {"so_far", "in_quarter"}
    if wanted.covers:
        kinds.discard("so_far" if wanted.covers is Accumulation.CUMULATIVE else "in_quarter")
    if kinds & _NO_DOCUMENT:
        kinds.discard("document")
    if "harmless" in kinds and value in numbers_of_words(found, clause):
        kinds.remove("harmless")  # „12 часа“ beside 12
    if "lacking" in kinds and not _is_of_some(found, clause, wanted):
        kinds.remove("lacking")  # „без провизија“
    if kinds & {"registered", "negation"} and not _is_of_the_figure(clause, value, wanted):
        kinds -= {"negation"} if len(clause.tokens) <= _FEW else {"registered", "negation"}
    if "rate" in kinds and ends_with_another(clause, value, wanted, near=False):
        kinds.remove("rate")
    if "some" in kinds and _is_of_others(found, clause, wanted):
        kinds.remove("some")
    is_said = any("value" in one.kinds for one in clause.found)  # „ова е стариот број“
    is_alone = found.end - found.start == 1 and not is_said
    around = _around(found, clause) if is_alone and kinds & {"next", "past"} else ()
    if any(_is_event(token, wanted) for token in around):
        kinds = kinds - {"next", "past"} | {"event"}
    return kinds


def tells_whence(found: Classed, clause: Clause, wanted: Wanted) -> set[str]:
    """Return the classes of words that tell whose money it is, or where the counted are from."""
    is_of_a_body = "unpaid" in found.kinds and _is_of_a_body(found, clause)
    is_where_from = "scope" in found.kinds and _is_where_from(found, clause, wanted)
    is_joint = "with" in found.kinds and _is_with_a_partner(found, clause)
    told = (("unpaid", is_of_a_body), ("scope", is_where_from), ("with", is_joint))
    return {kind for kind, is_so in told if is_so}


def _is_with_a_partner(found: Classed, clause: Clause) -> bool:
    """„со Црвен крст заедно“, „психологот и логопедот заедно“: who did it."""
    is_last = found.end == len(clause.tokens) and found.end - found.start == 1
    others = {kind for one in clause.found if one is not found for kind in one.kinds}
    is_led = vocabulary().has("linking", clause.tokens[0].key)
    return is_last and "partner" in others and is_led


def _is_of_a_body(found: Classed, clause: Clause) -> bool:
    """„буџет на МТСП“ is where the money is from."""
    behind = clause.tokens[found.end : found.end + 2]
    is_linked = len(behind) > 1 and vocabulary().has("linking", behind[0].key)
    return is_linked and behind[1].text.isupper()


def _is_where_from(found: Classed, clause: Clause, wanted: Wanted) -> bool:
    """„учесници од цела држава“."""
    before = clause.tokens[max(found.start - 2, 0) : found.start]
    if len(before) < 2 or not vocabulary().has("linking", before[1].key):
        return False
    return is_own(before[:1], wanted) or vocabulary().counts(before[0].key) == "persons"


def _is_of_some(found: Classed, clause: Clause, wanted: Wanted) -> bool:
    """Tell whether what follows is some of what may be counted: „без Куманово“, „без септември“."""
    known, behind = vocabulary(), clause.tokens[found.end : found.end + 2]
    others = {at for one in clause.found for at in range(one.start, one.end)}
    return any(
        bool(known.counts(token.key))
        or token.number is not None
        or is_own((token,), wanted)
        or month_number(token.text) is not None
        or token.text[:1].isupper()
        or found.end + at in others
        for at, token in enumerate(behind)
    )


def _is_of_the_figure(clause: Clause, value: float | None, wanted: Wanted) -> bool:
    """Tell whether a clause has the value, a word for it or the indicator's own noun."""
    if any("value" in one.kinds for one in clause.found):
        return True
    return value in numbers_of(clause) or any(is_own((token,), wanted) for token in clause.tokens)


def _around(found: Classed, clause: Clause) -> tuple[Token, ...]:
    before = clause.tokens[max(found.start - 1, 0) : found.start]
    return (*before, *clause.tokens[found.end : found.end + 1])


# ------------------------------------------------------------- what words are where they stand


def _is_of_others(found: Classed, clause: Clause, wanted: Wanted) -> bool:
    """„неколку илјади граѓани“ beside an amount: so many of something else."""
    known, rest = vocabulary(), clause.tokens[found.end :]
    if len(rest) < 2 or rest[0].key not in known.scale:
        return False
    return bool(known.counts(rest[1].key)) and not is_own((rest[1],), wanted)


def _is_event(token: Token, wanted: Wanted) -> bool:
    """„следната обука“, „последниот состанок“; but „минатиот месец“, „застарен податок“."""
    known = vocabulary()
    if token.key in known.apart or known.has("labels", token.key):
        return False
    return known.counts(token.key) not in ("", "documents") or is_own((token,), wanted)


def _is_led(clause: Clause, wanted: Wanted) -> bool:
    """Tell whether a clause begins with a document, of which it then speaks."""
    first = clause.found[0] if clause.found else None
    if first is None or "document" not in first.kinds or first.kinds & ALWAYS or first.start > 1:
        return False
    lead = clause.tokens[: first.start]
    return not any(vocabulary().has("linking", token.key) for token in lead)


def _is_reached(clause: Clause, wanted: Wanted) -> bool:
    """Tell whether a clause says in the indicator's word that it is done: „усвоени од Владата“."""
    known = vocabulary()
    return any(known.has("done", t.key) and is_own((t,), wanted) for t in clause.tokens)


def is_reached_at_last(clause: Clause) -> bool:
    """Tell whether a clause says that what was in some stage is done: „а на седница помина“."""
    kinds = {kind for one in clause.found for kind in one.kinds}
    return "reached" in kinds and not kinds & (ALWAYS | {"stage", "future", "negation", "planned"})


def says_it_is_done(clause: Clause, value: float | None) -> bool:
    """„12 одржани“ beside 12: what else a remark counts, „3 откажани“, is not among them."""
    kinds = {kind for one in clause.found for kind in one.kinds}
    is_done = "confirms" in kinds or any(vocabulary().has("done", t.key) for t in clause.tokens)
    return numbers_of(clause) == [value] and is_done and not kinds & ALWAYS


def says_the_answer_is_done(clause: Clause, wanted: Wanted) -> bool:
    """„донесена е на 12.9“, "the decision was adopted"; not „работната група е формирана“.

    What was done is the indicator's own word, or the clause names nothing else that it may be of.
    """
    if begins_with_a_no(clause) or strangers(clause, wanted) >= _FEW:
        return False
    done: set[int] = set()
    for one in clause.found:
        done.update(range(one.start, one.end) if "carried_out" in one.kinds else ())
    if any(is_own((clause.tokens[at],), wanted) for at in done):
        return True
    rest = [at for at, _ in enumerate(clause.tokens) if at not in done]
    return bool(done) and not any(_is_another_thing(clause, at, wanted) for at in rest)


def _is_another_thing(clause: Clause, at: int, wanted: Wanted) -> bool:
    """Tell whether a word names what the indicator does not: „методологијата“, not „на седница“.

    By a decision all is done. In another language a noun of the same class may be the
    indicator's own: "law" for „закон“.
    """
    known, token, own = vocabulary(), clause.tokens[at], wanted.own
    counts = known.counts(token.key)
    before = clause.tokens[max(at - 2, 0) : at]
    kinds = {kind for one in clause.found if one.start <= at < one.end for kind in one.kinds}
    is_classed = token.key == "code" or bool(kinds - {"document"})
    is_strange = not is_classed and strangers(Clause("", (token,), ()), wanted) > 0
    is_month = month_number(token.text) is not None
    is_noun = bool(counts) or known.is_other(token.key) or (is_strange and not is_month)
    if not is_noun or "decision" in kinds or is_own((token,), wanted):
        return False
    if any(known.has("linking", word.key) for word in before):
        return False
    languages = {language for language, _ in own.things}
    return (
        not counts or counts != own.counts or not languages.isdisjoint(known.languages(token.key))
    )


def is_contrast(clause: Clause, wanted: Wanted) -> bool:
    """Tell whether a clause says no to nouns, and no more: „не обуки“; „не“ alone, too.

    Whether that leaves what the indicator counts is told by ``contrast.py``, but for percentages.
    """
    first = next((one for one in clause.found if "negation" in one.kinds), None)
    begins = first.end if first is not None and first.start <= 1 else 0
    begins = begins or int(clause.tokens[0].key == _NO and len(clause.tokens) > 1)
    if not begins:
        return False
    rest = clause.tokens[begins:]
    own = [token for token in rest if is_own((token,), wanted)]
    if own and (wanted.kind.is_share or any(vocabulary().has("done", t.key) for t in own)):
        return False  # „донесени, не објавени“ of what is published
    return all(is_noun_or_small(token) for token in rest)


def begins_with_a_no(clause: Clause) -> bool:
    """Tell whether a clause begins with a no and has no number: „не е потпишан“."""
    first = clause.found[0] if clause.found else None
    is_no = first is not None and first.start <= 1 and bool(first.kinds & {"negation", "undone"})
    return is_no and not numbers_of(clause)


def _is_lone_participle(clause: Clause, wanted: Wanted) -> bool:
    """Tell whether a clause is one participle, beside nothing or a noun of the indicator's.

    „номинирани“, „резервирани средства“; „обуките се акредитирани“ is a sentence about them.
    """
    known = vocabulary()
    if len(clause.tokens) > _FEW or numbers_of(clause):
        return False
    small = ("plain", "linking")
    big = [t for t in clause.tokens if not any(known.has(group, t.key) for group in small)]
    rest = [token for token in big if not is_own((token,), wanted)]
    if len(rest) != 1 or (len(big) > 1 and len(clause.tokens) > len(big)):
        return False
    word, groups = rest[0], ("done", "adjectives", "labels", "total")
    if known.counts(word.key) or any(known.has(group, word.key) for group in groups):
        return False
    return participle().fullmatch(word.text) is not None
