"""What a journey tells whoever listens: its stations, what each took, what was set aside.

Through ``logging``, under the name ``ovpsheets``; nobody hears it unless a program asks::

    logging.basicConfig(level=logging.INFO)

Levels: INFO for stations and files set aside, DEBUG for every file, WARNING for an
extension of another package that cannot be used. In English, for those who look for faults.
"""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

Progress = Callable[[int, int], None]
"""Told, while files are read, how many of how many are done."""

_T = TypeVar("_T")


class Stations:
    """Tells how long each station of a journey took, one after another."""

    def __init__(self, log: logging.Logger, journey: str) -> None:
        self._log = log
        self._journey = journey
        self._since = time.perf_counter()

    def passed(self, station: str, result: _T) -> _T:
        """Tell that a station is passed, and how long it took since the one before.

        Returns *result*, which the station made.
        """
        now = time.perf_counter()
        self._log.info("%s: %s (%.2f s)", self._journey, station, now - self._since)
        self._since = now
        return result
