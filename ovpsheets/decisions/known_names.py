"""What people call things in the sheet of decisions, in any language, and what that means."""

from collections.abc import Iterator, Mapping

from ovpsheets.columns.model import Column, FormColumns
from ovpsheets.decision import ACCEPTED, SUM, WHOSE
from ovpsheets.errors import WorkspaceError
from ovpsheets.plan.model import Institution, Plan
from ovpsheets.templates import cached_up_to
from ovpsheets.texts import Texts, catalogue
from ovpsheets.words import LANGUAGES, Language, default_language, fold


def what_text(what: str, columns: FormColumns) -> str:
    """Return the catalogue's key of the word for what is decided; "" for what is unknown.

    That of a plan's own column is not in the catalogue: see :meth:`FormColumns.own_heading`.
    """
    if what == WHOSE:
        return "decisions.whose"
    if what == ACCEPTED:
        return "decisions.accepted"
    if what == SUM:
        return "decisions.relation"
    table = columns.decidable().get(what, "")
    own = columns.find(table, what)
    return heading_key(table, own) if own else ""


def heading_key(table: str, column: Column) -> str:
    """Return the key of a column's short heading, where there is one, else of the form's."""
    short = f"consolidated.heading.{column.key}"
    is_short = not column.is_own and short in catalogue()
    return short if is_short else f"form.{table}.{column.key}"


def what_word(what: str, columns: FormColumns, texts: Texts) -> str:
    """Return the word for what is decided, such as „Статус“; what is unknown stays as typed."""
    key = what_text(what, columns)
    return columns.own_heading(key, texts) or (texts(key) if key else what)


def what_key(text: str, columns: FormColumns) -> str:
    """Return the key of what is decided, written as key or word of any language; else *text*."""
    return _whats(columns).get(fold(text), text)


@cached_up_to(16)
def _whats(columns: FormColumns) -> Mapping[str, str]:
    return {
        fold(name): what
        for what in (*columns.decidable(), ACCEPTED, WHOSE, SUM)
        for name in (what, *(what_word(what, columns, Texts(language)) for language in LANGUAGES))
    }


def institution_codes(plan: Plan) -> Mapping[str, str]:
    """Return every code, name, short name and alias (folded) that means one institution only."""
    found: dict[str, set[str]] = {}
    for own in plan.institutions:
        for name in _names(own):
            found.setdefault(fold(name), set()).add(own.code)
    found |= {fold(own.code): {own.code} for own in plan.institutions}
    return {name: min(codes) for name, codes in found.items() if name and len(codes) == 1}


def institution_code(plan: Plan, text: str) -> str:
    """Return the code of the institution that *text* names, in any of the ways it is called.

    Raises WorkspaceError for a name that is unknown or means several.
    """
    code = institution_codes(plan).get(fold(text))
    if code is None:
        words = institution_words(plan, default_language())
        known = ", ".join(c if c == word else f"{c} ({word})" for c, word in words.items())
        raise WorkspaceError("unknown_institution", code=text, known=known)
    return code


def _names(own: Institution) -> Iterator[str]:
    """Yield what an institution is called beside its code, which means it in any case."""
    for wording in (own.short, own.name):
        yield from wording.texts
    yield from own.aliases


def institution_words(plan: Plan, language: Language) -> Mapping[str, str]:
    """Return code → an institution's short name; the code where that means another one, too."""
    codes = institution_codes(plan)
    labels = {own.code: own.label(language) for own in plan.institutions}
    return {c: label if codes.get(fold(label)) == c else c for c, label in labels.items()}
