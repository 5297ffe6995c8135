"""What is due of every institution in the quarter of a report, looked up once for all of them."""

from collections.abc import Mapping

from ovpsheets.plan.due import Due, due, only
from ovpsheets.results.report.report import Report


def due_now(report: Report, commitment: str = "") -> Mapping[str, Due]:
    """Return institution → what is due of it; with *commitment*, of that alone."""

    def made() -> Mapping[str, Due]:
        plan = only(report.plan, commitment) if commitment else report.plan
        return {item.institution: item for item in due(plan, report.quarter, report.history)}

    return report.once(f"due {commitment}", made)
