"""What is public says what it gives, takes and raises: a newcomer reads it in the reference."""

import inspect
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Final

from every_case import every

import ovpsheets as ovp


def public() -> Iterator[tuple[str, Any]]:
    """Yield everything that has a public name."""
    yield from ((name, getattr(ovp, name)) for name in ovp.__all__ if name != "__version__")
    yield from ((f"types.{name}", getattr(ovp.types, name)) for name in ovp.types.__all__)


def functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield the public functions, and the public methods and properties of public classes."""
    for name, found in public():
        if inspect.isfunction(found):
            yield name, found
        for own, member in members_of(found) if inspect.isclass(found) else ():
            if not own.startswith("_") and (function := function_of(member)):
                yield f"{name}.{own}", function


def members_of(found: type) -> Iterator[tuple[str, object]]:
    """Yield what a class has; of the workspace, what it has from its reading part, too."""
    for own in found.__mro__[:2] if found is ovp.Workspace else (found,):
        yield from vars(own).items()


def function_of(member: object) -> Callable[..., Any] | None:
    if isinstance(member, property):
        return member.fget
    if isinstance(member, cached_property):
        return member.func
    found = member.__func__ if isinstance(member, classmethod | staticmethod) else member
    return found if inspect.isfunction(found) else None


FUNCTIONS: Final = dict(functions())


def taken(function: Callable[..., Any]) -> list[inspect.Parameter]:
    parameters = inspect.signature(function).parameters.values()
    return [own for own in parameters if own.name not in ("self", "cls")]


def said(function: Callable[..., Any]) -> str:
    return inspect.getdoc(function) or ""


def test_there_are_functions_to_look_at() -> None:
    assert len(FUNCTIONS) > 90


@every("name", FUNCTIONS)
def test_what_is_taken_is_named(name: str) -> None:
    function = FUNCTIONS[name]
    assert said(function)
    for own in taken(function):
        assert re.search(rf"\*{own.name}\*|``{own.name}``", said(function)), own.name


@every("name", FUNCTIONS)
def test_what_none_means_is_said(name: str) -> None:
    function = FUNCTIONS[name]
    given = str(inspect.signature(function).return_annotation)
    means_something = "None" in given and given != "None"
    if means_something or any(own.default is None for own in taken(function)):
        assert re.search(r"\bNone\b|\bnone\b", said(function))


@every("name", [name for name in FUNCTIONS if "." not in name or name.startswith("Workspace.")])
def test_what_may_go_wrong_is_named(name: str) -> None:
    function = FUNCTIONS[name]
    if taken(function):
        errors = re.findall(
            r"\b\w+Error\b", " ".join(said(function).split()).partition("Raises ")[2]
        )
        assert errors
        assert all(hasattr(ovp.errors, own) or own in ("OSError", "KeyError") for own in errors)


@every("name", FUNCTIONS)
def test_a_table_says_where_its_columns_are(name: str) -> None:
    function = FUNCTIONS[name]
    if "DataFrame" in str(inspect.signature(function).return_annotation):
        assert re.search(r"[Cc]olumns", said(function))


@every("name", dict(public()))
def test_a_public_class_or_function_says_what_it_is(name: str) -> None:
    first = (inspect.getdoc(dict(public())[name]) or "").partition("\n")[0]
    assert first.endswith((".", ":")), first
