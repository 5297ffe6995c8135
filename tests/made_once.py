"""What commands make and read of the same input in test after test, once for each process.

Half of the forms of a workspace were made for another one before, and most consolidated workbooks
that are read back are copies of one. Tests of forms and of reading ask those functions themselves,
where they are defined; here is what commands ask.
"""

import sys
from typing import Any, Final

import pytest

from ovpsheets.forms.content import FormContent
from ovpsheets.forms.workbook import Answers, form_workbook
from ovpsheets.results.consolidated import read_back
from ovpsheets.templates import cached_up_to

_MAKE_FORMS: Final = ("ovpsheets.journeys.generate", "ovpsheets.results.corrections.fresh_form")
_FORMS, _BOOKS = 300, 20


def make_once(patch: pytest.MonkeyPatch) -> None:
    """Have commands take what they made of the same, with the same templates, in this process."""
    for name in _MAKE_FORMS:
        patch.setattr(sys.modules[name], "form_workbook", _form)
    for read in (read_back._contents, read_back._lists):
        patch.setattr(read_back, read.__name__, _READ[read.__name__])


def _form(content: FormContent, answers: Answers | None = None) -> bytes:
    return _form_of(content, tuple((answers or {}).items()))


@cached_up_to(_FORMS)
def _form_of(content: FormContent, answers: tuple[tuple[str, Any], ...]) -> bytes:
    return form_workbook(content, dict(answers))


_READ: Final = {
    read.__name__: cached_up_to(_BOOKS)(read) for read in (read_back._contents, read_back._lists)
}
