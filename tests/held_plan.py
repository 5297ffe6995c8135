"""The full plan of the examples before its first quarter, and as it stands before the second."""

from typing import Final

from ovpsheets.examples.full_plan import PLAN

AMENDED: Final = """
2.1.2 | deadline | 30.6.2026 | 2025-Q2 | Записник од 14.4.2025
2.1.1.1 | target | 1000 | 2025-Q2 | Записник од 14.4.2025
3.1.2 | holder | TE | 2025-Q2 | Записник од 14.4.2025
"""
"""What was decided before the second quarter."""

RENUMBERED: Final = (
    ("2.2.6 | 2.2 |", "2.2.7 | 2.2 |", "| MVR | |", "| MVR | | 2.2.6"),
    ("2.2.6.1 | 2.2.6 |", "2.2.7.1 | 2.2.7 |", "| no | |", "| no | | 2.2.6.1"),
)
"""An activity and its indicator that have other numbers from the second quarter on."""


def second_plan() -> str:
    """Return the plan as it stands before the second quarter."""
    lines = (PLAN.rstrip() + AMENDED).splitlines()
    return "\n".join(_renumbered(line) for line in lines)


def _renumbered(line: str) -> str:
    for old, new, end, ended in RENUMBERED:
        if line.startswith(old):
            return line.replace(old, new).removesuffix(end) + ended
    return line
