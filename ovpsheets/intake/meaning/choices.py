"""Words chosen from a list: statuses, reasons, flags, yes and no, in any case and language."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final, TypeVar

from ovpsheets.intake.meaning.reading import Reading, blank_or_broken, quoted, unreadable
from ovpsheets.intake.meaning.spelling import key, keys, latin, shown, typed
from ovpsheets.intake.meaning.tick_boxes import boxes_in
from ovpsheets.intake.reading.cells import TICKED, UNTICKED, Cell
from ovpsheets.languages import written
from ovpsheets.plan.model import Wording
from ovpsheets.templates import cached, cached_up_to
from ovpsheets.texts import Texts
from ovpsheets.words import ANSWER_FLAGS, LANGUAGES, REASONS, REPORTABLE, Flag, Status

Code = TypeVar("Code")

_PARTS: Final = re.compile(r"[;,\n:|=·()\[\]/–—]+|\s-+\s")
_REMARK: Final = re.compile(r"\s*(?:[;,\n:(–—]|\.\s|\s-+\s)")
_YES: Final = ("1",)
_NO: Final = ("0",)
"""Figures that mean yes and no in every language; words are in ``reading``, as all others are."""

_LONGEST: Final = 80  # characters; longer texts are not compared letter by letter
_LONGEST_LIST: Final = 500  # characters; in longer texts words of the list are not searched for


def read_status(cell: Cell | None) -> Reading[Status]:
    """Return the status a cell names.

    „Во тек“ may be limited or substantial, „незавршено“ is anything but
    completed, „Н.А.“ cannot be chosen: these are reported.
    """
    return blank_or_broken(cell) or _status(typed(cell))


def read_reason(cell: Cell | None, reasons: Mapping[str, Wording]) -> Reading[str]:
    """Return the code of the reason a cell names: a built-in one, or one of the plan's own."""
    return blank_or_broken(cell) or _reason(typed(cell), reasons)


def read_flag(cell: Cell | None) -> Reading[Flag]:
    """Return why there is no value: x or z, or their words; the English "n/a" may be either."""
    return blank_or_broken(cell) or _flag(typed(cell))


def read_yes_no(cell: Cell | None) -> Reading[bool]:
    """Return yes or no; what is written behind it is reported, and the answer read."""
    if cell is None:
        return Reading()
    if cell.is_unticked:
        return unreadable(UNTICKED, "nothing_ticked")
    return blank_or_broken(cell) or _yes_no(shown(cell))


def read_choice(cell: Cell | None, choices: Mapping[str, Iterable[str]]) -> Reading[str]:
    """Return which of *choices* (what is kept → its words) a cell names."""
    return blank_or_broken(cell) or _choice(typed(cell), choices)


def named_flag(text: str) -> Reading[Flag] | None:
    """Return the flag *text* names, or the "n/a" that may be either; else None."""
    if key(text) in _ambiguous_flags():
        return unreadable(text, "flag_ambiguous")
    boxed = _of_boxes(text, _flags(), lambda said: _listed(said, _flags()))
    return boxed if boxed and boxed.value else _listed(text, _flags())


@cached_up_to(4096)  # the same few words stand in nearly every form
def _status(text: str) -> Reading[Status]:
    if boxed := _of_boxes(text, _statuses(), lambda said: _status(said) if said else None):
        return boxed
    for problem, words in _status_problems().items():
        if key(text) in words:
            return unreadable(text, problem)
    labels = [label for status in REPORTABLE for label in _labels(f"status.{status}")]
    return _listed(text, _statuses()) or _unknown(text, labels)


def _reason(text: str, own: Mapping[str, Wording]) -> Reading[str]:
    labels = {label: code for code, said in own.items() for label in (code, *said.texts)}
    offered = [*labels, *(label for code in REASONS for label in _labels(f"reason.{code}"))]
    return _one_of(text, _reasons() | {key(own): code for own, code in labels.items()}, offered)


def _choice(text: str, choices: Mapping[str, Iterable[str]]) -> Reading[str]:
    labels = {label: code for code, words in choices.items() for label in (code, *words)}
    return _one_of(text, {key(label): code for label, code in labels.items()}, labels)


def _one_of(text: str, known: Mapping[str, Code], offered: Iterable[str]) -> Reading[Code]:
    """Read one of the words *known*; *offered* are those that a slip of the hand may resemble."""
    if boxed := _of_boxes(
        text, known, lambda said: _one_of(said, known, offered) if said else None
    ):
        return boxed
    return _listed(text, known) or _with_remark(text, known) or _unknown(text, offered)


@cached_up_to(4096)
def _flag(text: str) -> Reading[Flag]:
    if text.upper() == "З":  # the key of z on a Macedonian keyboard
        return Reading(Flag.NOT_APPLICABLE, text)
    if key(text) in _not_offered():
        return unreadable(text, "flag_not_offered")
    labels = [label for flag in ANSWER_FLAGS for label in _labels(f"flag.{flag}")]
    boxed = _of_boxes(text, _flags(), lambda said: _flag(said) if said else None)
    return named_flag(text) or boxed or _unknown(text, labels)


def _yes_no(text: str) -> Reading[bool]:
    known = _yes_and_no()
    if boxed := _of_boxes(text, known, lambda said: _ticked(said, known)):
        return boxed
    return _listed(text, known) or _with_remark(text, known) or unreadable(text, "not_yes_no")


def _of_boxes(
    text: str, known: Mapping[str, Code], read: Callable[[str], Reading[Code] | None]
) -> Reading[Code] | None:
    """Read what is ticked („☑ Да ☐ Не“) with *read*; None where there are no boxes.

    Where nothing is ticked nothing is chosen: an empty box is no "no". A ticked box that
    stands alone is *read* as "".
    """
    boxes = boxes_in(text, lambda word: key(word) in known)
    if boxes is None:
        return None
    if boxes.unclear or len(set(map(key, boxes.ticked))) > 1:
        return unreadable(text, "several_choices")
    if not boxes.ticked:
        return unreadable(text, "nothing_ticked")
    found = read(next(iter(boxes.ticked)))
    if found is None or not found.problem:
        return found and replace(found, text=text)
    return replace(found, text=text, values={**found.values, "text": quoted(text)})


def _ticked(said: str, known: Mapping[str, bool]) -> Reading[bool]:
    """A ticked box is a yes, unless "no" stands at it; with a remark it is to be confirmed."""
    if not said:
        return Reading(True)
    values = {"choice": TICKED, "remark": quoted(said)}
    read = _listed(said, known) or _with_remark(said, known)
    return read or Reading(True, said, "choice_with_remark", values)


def _listed(text: str, known: Mapping[str, Code]) -> Reading[Code] | None:
    """Read a word of the list, or several that say the same ("x – нема податок")."""
    if (whole := known.get(key(text))) is not None:
        return Reading(whole, text)
    if len(text) > _LONGEST_LIST:
        return None
    words = [word for part in _PARTS.split(text) if (word := key(part))]
    named = {known[word] for word in words if word in known}
    if len(named) > 1:
        return unreadable(text, "several_choices")
    if named and all(word in known for word in words):
        return Reading(named.pop(), text)
    return None


def _with_remark(text: str, known: Mapping[str, Code]) -> Reading[Code] | None:
    """Read a word of the list with something written behind it („Друго: …“); doubtful."""
    found = _REMARK.search(text)
    if found is None or (code := known.get(key(text[: found.start()]))) is None:
        return None
    choice, remark = text[: found.start()], text[found.end() :].rstrip(") ").lstrip()
    values = {"text": quoted(text), "choice": quoted(choice), "remark": quoted(remark)}
    return Reading(code, text, "choice_with_remark", values)


def _unknown(text: str, labels: Iterable[str]) -> Reading[Code]:
    """Report a word that is not offered, naming the one it resembles most, if any."""
    word = key(text)
    offered = {key(label): label for label in labels if _negated(key(label)) == _negated(word)}
    # „Zavrsno“ is held against the words as they are typed on a Latin keyboard, too.
    offered = {key(latin(label)): label for label in offered.values()} | offered
    is_short = len(text) <= _LONGEST
    for near in difflib.get_close_matches(word, offered, cutoff=0.7) if is_short else ():
        return unreadable(text, "unknown_choice_close", near=offered[near])
    return unreadable(text, "unknown_choice")


def _negated(word: str) -> bool:
    return word.startswith(_negations())


def _labels(code: str) -> tuple[str, ...]:
    return tuple(Texts(language)(f"words.{code}") for language in LANGUAGES)


@cached
def _statuses() -> Mapping[str, Status]:
    return {
        word: status
        for status in REPORTABLE
        for word in keys((status.value, *_labels(f"status.{status}"), *written("status", status)))
    }


@cached
def _status_problems() -> Mapping[str, frozenset[str]]:
    return {
        "status_ambiguous": keys(written("status", "ambiguous")),
        "status_unfinished": keys(written("status", "unfinished")),
        "status_no_report": keys(
            (*written("status", Status.NO_REPORT), Status.NO_REPORT, *_labels("status.no_report"))
        ),
    }


@cached
def _reasons() -> dict[str, str]:
    return {
        word: code
        for code in REASONS
        for word in keys((code, *_labels(f"reason.{code}"), *written("reason", code)))
    }


@cached
def _flags() -> Mapping[str, Flag]:
    return {
        word: flag
        for flag in ANSWER_FLAGS
        for word in keys((flag.value, *_labels(f"flag.{flag}"), *written("flag", flag)))
    }


@cached
def _ambiguous_flags() -> frozenset[str]:
    return keys(written("flag", "ambiguous"))


@cached
def _not_offered() -> frozenset[str]:
    """Confidential is decided at release, not by who reports."""
    flag = Flag.CONFIDENTIAL
    return keys((flag, *written("flag", "not_offered"), *_labels(f"flag.{flag}")))


@cached
def _yes_and_no() -> Mapping[str, bool]:
    yes, no = keys((*_YES, *written("answer", "yes"))), keys((*_NO, *written("answer", "no")))
    return dict.fromkeys(yes, True) | dict.fromkeys(no, False)


@cached
def _negations() -> tuple[str, ...]:
    return tuple(map(key, written("answer", "negations")))
