"""What is worked out once: the one way in which something is kept that was worked out before.

- of plain values: ``functools.cache``, or ``lru_cache`` where there may be very many;
- of an object that never changes, by itself: ``functools.cached_property``;
- of such an object, by another module: :func:`once_for_each`;
- of a report, for all products and languages: :meth:`Report.once`.

Nothing that is kept here outlives the object it was worked out of.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

_Object = TypeVar("_Object")
_Result = TypeVar("_Result")


def once_for_each(make: Callable[[_Object], _Result]) -> Callable[[_Object], _Result]:
    """Return *make* so that it works only once for each object, told apart by identity.

    What *make* returns must not hold the object itself, or neither is ever let go.
    """
    known: WeakKeyDictionary[_Object, _Result] = WeakKeyDictionary()

    @wraps(make)
    def made(of: _Object) -> _Result:
        if of not in known:
            known[of] = make(of)
        return known[of]

    return made
