"""How often Python looks for garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_RARELY: Final = (50_000, 20, 20)


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Look for garbage more rarely while a million things are made that are all kept.

    Python looks again after every few hundred new ones, an eighth of the time of a merge.
    What was there at the beginning is not looked through at all. Usable as a decorator.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    is_frozen = gc.get_freeze_count() > 0  # by a program around us, or a block around this one
    if not is_frozen:
        gc.freeze()
    try:
        yield
    finally:
        if not is_frozen:
            gc.unfreeze()
        gc.set_threshold(*before)
