"""Disclosure control: which figures and texts about persons may be published, and which not.

:func:`~ovpsheets.release.disclosure.protect.protect` decides about the figures,
:func:`~ovpsheets.release.disclosure.questions.protect_texts` about what was written of
activities; both are pure. What was decided is remembered in ``disclosure.csv``.
"""

from ovpsheets.release.disclosure.memory import Answer, Line, Memory, memory_csv, read_memory
from ovpsheets.release.disclosure.model import Policy, Protected, ProtectedTexts
from ovpsheets.release.disclosure.protect import protect
from ovpsheets.release.disclosure.questions import ask, protect_texts

__all__ = [
    "Answer",
    "Line",
    "Memory",
    "Policy",
    "Protected",
    "ProtectedTexts",
    "ask",
    "memory_csv",
    "protect",
    "protect_texts",
    "read_memory",
]
