"""Formulas of OpenDocument as Excel writes them: ``[.A1]`` is A1, ``;`` is a comma.

Only so far that a formula of ours is known again and a person can read the
others; nothing is ever calculated. Source: OpenDocument 1.3 part 4, 5.8.
"""

import re
from typing import Final

_LANGUAGE: Final = re.compile(r"^[a-zA-Z][\w.-]*:(?==)")
_TOKEN: Final = re.compile(r'"(?:[^"]|"")*"|\[[^\]]*\]|;|\b(?:ORG|COM)\.[A-Z]+\.(?=[A-Z])')
_REFERENCE: Final = re.compile(r"^\$?((?:'(?:[^']|'')*'|[^.'])*)\.(.+)$")


def excel_formula(formula: str) -> str:
    """Return a formula of OpenDocument without its language and "=", in Excel's spelling."""
    bare = _LANGUAGE.sub("", formula).removeprefix("=")
    return _TOKEN.sub(_spelled, bare)


def _spelled(token: re.Match[str]) -> str:
    found = token[0]
    if found == ";":
        return ","
    if found.startswith(("ORG.", "COM.")):  # a program's own function: ORG.GNUMERIC.SUMPRODUCT
        return ""
    return excel_area(found[1:-1]) if found.startswith("[") else found


def excel_area(area: str) -> str:
    """``$'1 Листа'.$A$1:.$B$2`` → ``'1 Листа'!$A$1:$B$2``."""
    first, *rest = re.split(r":(?=(?:[^']|'[^']*')*$)", area)
    return ":".join([_address(first), *(_address(part) for part in rest)])


def _address(address: str) -> str:
    known = _REFERENCE.match(address)
    if known is None:
        return address
    return f"{known[1]}!{known[2]}" if known[1] else known[2]
