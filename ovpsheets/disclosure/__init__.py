"""Disclosure control: which figures and texts about persons may be published, and which not.

:func:`~ovpsheets.disclosure.protect.protect` decides about the figures,
:func:`~ovpsheets.disclosure.person_texts.protect_texts` about what was written of
activities; both are pure. What was decided is remembered in ``disclosure.csv``.
"""

from ovpsheets.disclosure.counts_persons import said_of_persons
from ovpsheets.disclosure.figures import BASE
from ovpsheets.disclosure.memory import Line, Memory, RecordedAnswer, memory_csv, read_memory
from ovpsheets.disclosure.person_texts import (
    TextsAsked,
    indicators_of_persons,
    protect_texts,
    texts_left_out,
)
from ovpsheets.disclosure.promised import PromisedFigures
from ovpsheets.disclosure.protect import protect
from ovpsheets.disclosure.question import ask, open_questions
from ovpsheets.disclosure.refused import RefusedTexts
from ovpsheets.disclosure.remembered import as_released, remembered
from ovpsheets.disclosure.renumbered import renumbered
from ovpsheets.disclosure.terms import Policy, Protected, ProtectedTexts

__all__ = [
    "BASE",
    "Line",
    "Memory",
    "Policy",
    "PromisedFigures",
    "Protected",
    "ProtectedTexts",
    "RecordedAnswer",
    "RefusedTexts",
    "TextsAsked",
    "as_released",
    "ask",
    "indicators_of_persons",
    "memory_csv",
    "open_questions",
    "protect",
    "protect_texts",
    "read_memory",
    "remembered",
    "renumbered",
    "said_of_persons",
    "texts_left_out",
]
