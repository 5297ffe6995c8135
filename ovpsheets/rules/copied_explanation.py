"""One explanation stands word for word at several activities of an institution."""

from collections.abc import Iterator

from ovpsheets.rules.answered import Answered, answered
from ovpsheets.rules.base import Evidence, Found, Rule
from ovpsheets.words import Severity, fold, is_placeholder


def find(evidence: Evidence) -> Iterator[Found]:
    """Yield every activity whose explanation repeats that of an earlier one; it is named."""
    first: dict[tuple[str, str], Answered] = {}
    for row in answered(evidence):
        said = fold(row.text("explanation"))
        if said and not is_placeholder(said):
            own = first.setdefault((row.institution, said), row)
            if own is not row:
                yield row.found("explanation", other=own.code)


RULE = Rule(
    "copied_explanation", Severity.CHECK, find, follows=("copied_rows", "unexplained_delay")
)
