"""How a command ends, for whoever started it. Findings are a result, not a failure."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command leaves behind."""

    DONE = 0
    COULD_NOT = 1  # one line says why, one line what to do
    USAGE = 2  # the command itself was not understood
    FINDINGS = 3  # --fail-on, and a finding of that severity or worse
