"""What a member approves: its activities as they stand in the draft, line by line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ovpsheets.decision import Outcome
from ovpsheets.results.report import Report
from ovpsheets.results.report.decided_answers import decided_for
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import Status

_TEXTS = ("progress", "reason", "explanation", "new_deadline")
"""What of an activity is published behind its status."""


@dataclass(frozen=True, slots=True)
class DraftedRow:
    """One line of the comments form. ``code`` is "" where it belongs to the activity above."""

    code: str
    said: str
    drafted: str


def drafted_rows(
    report: Report, public: Report, institution: str, texts: Texts
) -> Iterator[DraftedRow]:
    """Yield the lines of an institution: each activity, what is told of it, its indicators.

    *public*: what will be published, with what is withheld there. What the coordinator decided
    is marked, with what the institution had answered.
    """
    decided = {
        (item.decision.what, item.decision.code): item for item in decided_for(report, institution)
    }
    shown = _Shown(report, texts, decided)
    full = {row["activity"]: row for row in _own(report, "activities", institution)}
    counted = {row["indicator"]: row for row in _own(report, "indicators", institution)}
    values = list(_own(public, "indicators", institution))
    for row in _own(public, "activities", institution):
        code = row["activity"]
        title = report.plan.activity(code).text.in_(texts.language)
        yield DraftedRow(code, title, shown.status(row))
        for name in _TEXTS:
            if text := shown.text(name, code, row, full.get(code, {})):
                yield DraftedRow("", texts(f"form.activities.{name}"), text)
        for own in values:
            if own["activity"] == code:
                yield shown.indicator(own, counted.get(own["indicator"], {}))


def _own(report: Report, table: str, institution: str) -> list[dict[str, Any]]:
    found = getattr(report.tables, table)
    return records(found[found["institution"] == institution])


@dataclass(frozen=True, slots=True)
class _Shown:
    report: Report
    texts: Texts
    decided: Mapping[tuple[str, str], Outcome]

    def status(self, row: Mapping[str, Any]) -> str:
        """The status in the draft."""
        word = self.texts(f"words.status.{row['status'] or Status.NO_REPORT.value}")
        return self._marked("status", row["activity"], word)

    def text(self, name: str, code: str, row: Mapping[str, Any], full: Mapping[str, Any]) -> str:
        """A text of the draft; that it is withheld, where it is; "" where nothing was answered."""
        value = row.get(name)
        if value is None and full.get(name) is None:
            return ""
        if value is None:
            said = self.texts("release.comments.withheld")
        elif name == "reason":
            said = self._reason(str(value))
        elif name == "new_deadline":
            said = self.texts.short_date(value)
        else:
            said = str(value)
        return self._marked(name, code, said)

    def _reason(self, code: str) -> str:
        own = self.report.plan.reasons.get(code)
        return own.in_(self.texts.language) if own else self.texts(f"words.reason.{code}")

    def indicator(self, row: Mapping[str, Any], full: Mapping[str, Any]) -> DraftedRow:
        """An indicator: its value in the draft, with the one before and the target."""
        code = row["indicator"]
        indicator = self.report.plan.indicator(code)
        value = self._value(row)
        if not value:
            is_withheld = any(full.get(name) is not None for name in ("value", "text"))
            key = "withheld" if is_withheld else "no_value"
            value = self.texts(f"release.comments.{key}")
        said = self._marked("value", code, value)
        more = [
            self.texts(f"release.comments.{name}", value=self._number(row.get(column)))
            for name, column in (("before", "previous_value"), ("target", "target"))
            if row.get(column) is not None
        ]
        text = f"{said} ({'; '.join(more)})" if more else said
        return DraftedRow(code, indicator.text.in_(self.texts.language), text)

    def _value(self, row: Mapping[str, Any]) -> str:
        if row.get("value") is not None:
            unit = self.report.plan.indicator(row["indicator"]).unit_in(self.texts.language)
            return f"{self._number(row['value'])} {unit}".strip()
        if row.get("flag"):
            return self.texts(f"words.flag.{row['flag']}")
        text = row.get("text")
        if text in ("yes", "no"):
            return self.texts(f"words.{text}")
        return str(text) if text is not None else ""

    def _number(self, value: object) -> str:
        return self.texts.number(value) if isinstance(value, int | float) else str(value)

    def _marked(self, what: str, code: str, said: str) -> str:
        item = self.decided.get((what, code))
        if item is None:
            return said
        before = item.before or self.texts("decisions.answer.none")
        return self.texts("release.comments.decided", said=said, before=before)
