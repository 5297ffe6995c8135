"""The rule book: every rule, in the order in which a coordinator thinks of them."""

from typing import Final

from ovpsheets.rules import (
    conflicting_answers,
    contradictory_identity,
    contradictory_rows,
    doubtful_value,
    duplicate_return,
    late_return,
    missing_indicator,
    missing_narrative,
    missing_new_deadline,
    missing_return,
    missing_status,
    outdated_form,
    unexplained_delay,
    unknown_code,
    unreadable_value,
    unrecognised_file,
    wrong_institution,
    wrong_quarter,
)

RULES: Final = (
    missing_return.RULE,
    unrecognised_file.RULE,
    wrong_quarter.RULE,
    wrong_institution.RULE,
    contradictory_identity.RULE,
    contradictory_rows.RULE,
    conflicting_answers.RULE,
    missing_status.RULE,
    unexplained_delay.RULE,
    missing_narrative.RULE,
    missing_indicator.RULE,
    unreadable_value.RULE,
    unknown_code.RULE,
    missing_new_deadline.RULE,
    doubtful_value.RULE,
    outdated_form.RULE,
    late_return.RULE,
    duplicate_return.RULE,
)
