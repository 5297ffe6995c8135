"""Hundreds of short cases as one test, which goes through all of them and lists all that fail.

To pytest a case of its own costs a dozen times what it takes to read a phrase: it is collected by
every process, set up, told to the one that counts. Where cases share nothing but a question, as
the phrases of a list, that buys nothing: what fails is named here as well.
"""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Final

import pytest

_SHOWN: Final = 20
"""So many failures are told in full; the rest is counted."""

Test = Callable[..., None]


def every(names: str | tuple[str, ...], cases: Iterable[Any]) -> Callable[[Test], Test]:
    """Do as ``pytest.mark.parametrize`` does, within one test.

    Fixtures are made once for all cases: none of them may be changed by a case.
    """
    own = (names,) if isinstance(names, str) else names
    listed = [(case,) if isinstance(names, str) else tuple(case) for case in cases]
    assert listed, "no case at all"
    assert all(len(case) == len(own) for case in listed)

    def decorate(test: Test) -> Test:
        @wraps(test)
        def goes_through_all(**fixtures: Any) -> None:
            failed = [(case, fault) for case in listed if (fault := _fault(test, case, fixtures))]
            told = "\n".join(f"{case!r}: {fault}" for case, fault in failed[:_SHOWN])
            assert not failed, f"{len(failed)} of {len(listed)} cases fail\n{told}"

        def _fault(test: Test, case: tuple[Any, ...], fixtures: dict[str, Any]) -> str:
            try:
                test(**dict(zip(own, case, strict=True)), **fixtures)
            # Whatever is wrong with one case, also that nothing was raised, the others are tried.
            except (Exception, pytest.fail.Exception) as error:
                return f"{type(error).__name__}: {error}"
            return ""

        signature = inspect.signature(test)
        fixtures = [own_ for name, own_ in signature.parameters.items() if name not in own]
        goes_through_all.__signature__ = signature.replace(parameters=fixtures)  # type: ignore[attr-defined]
        return goes_through_all

    return decorate
