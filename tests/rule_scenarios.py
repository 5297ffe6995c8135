"""For each rule about what forms say: what has to be typed for it to fire, and what is near it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

import pandas as pd
from made import case_plan
from returned_forms import content_of, findings_of, good_answers, read_of, the_history

from ovpsheets import kinds
from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.columns.model import Column
from ovpsheets.columns.reporting_rules import ANSWERED
from ovpsheets.decision import Decision, NoticedSum
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.plan.check_grammar import read_expression
from ovpsheets.plan.model import Activity, Indicator, Plan, PlanCheck, Wording
from ovpsheets.tables import Tables
from ovpsheets.words import (
    ACTIVITIES,
    INDICATORS,
    Accumulation,
    Combine,
    Direction,
    Language,
    Severity,
)

DUE: Final = f"{ACTIVITIES}/3.6.3"  # its deadline is the quarter's last day
GOING_ON: Final = f"{ACTIVITIES}/3.6.2"  # NK holds it, MVR takes part; due at the year's end
HELPED: Final = f"{ACTIVITIES}/3.6.8"  # MTSP holds it, MVR takes part
ROWS: Final = (DUE, GOING_ON, HELPED)
COUNT: Final = f"{INDICATORS}/3.6.3.1"  # 45 last quarter, target 120
SECOND: Final = f"{INDICATORS}/3.6.3.2"  # 2 last quarter, target 6

OF_BOTH: Final[Mapping[str, Any]] = {"reported_by": ("NK", "MVR"), "combine": Combine.SAME}

Changes = Mapping[str, object]


def decided_over(answer: str) -> Decision:
    """A decision about an activity that was made when MVR had answered so."""
    return Decision("status", "3.6.3", "MVR", "Завршено", answered=answer, seen="2022-10-09")


@dataclass(frozen=True, slots=True)
class Scenario:
    """What MVR, and others, change in well filled forms; None leaves a field blank."""

    changes: Changes = field(default_factory=dict)
    others: Mapping[str, Changes] = field(default_factory=dict)
    plan: Plan | None = None
    history: Tables | None = None
    only: bool = False  # MVR says nothing but the changes
    decisions: tuple[Decision, ...] = ()
    sums: tuple[NoticedSum, ...] = ()

    def returns(self) -> tuple[Return, ...]:
        """Return the forms."""
        forms = [self._form("MVR", {} if self.only else None, self.changes)]
        forms += [self._form(code, None, changes) for code, changes in self.others.items()]
        return tuple(forms)

    def _form(self, institution: str, answers: Changes | None, changes: Changes) -> Return:
        content = content_of(institution, plan=self.plan)
        said = {**(good_answers(content) if answers is None else answers), **changes}
        return read_of(content, {k: v for k, v in said.items() if v is not None}, plan=self.plan)

    def findings(self, language: Language = "mk", spoken: Language = "mk") -> pd.DataFrame:
        """Judge the forms; *spoken* is the language of the institutions."""
        plan = self.plan or case_plan()
        institutions = tuple(replace(item, language=spoken) for item in plan.institutions)
        plan = replace(plan, institutions=institutions)
        return findings_of(
            *self.returns(),
            plan=plan,
            history=self.history,
            language=language,
            decisions=self.decisions,
            sums=self.sums,
        )

    def rules(self) -> set[str]:
        """Return the rules that fire for the institutions that returned a form."""
        table = self.findings()
        return set(table.loc[table["rule"] != "missing_return", "rule"])


# ------------------------------------------------------------------ plans and histories


def with_indicator(code: str, **changes: Any) -> Plan:
    """The case's plan with one indicator changed."""

    def changed(item: Indicator) -> Indicator:
        return replace(item, **changes) if item.code == code else item

    plan = case_plan()
    return replace(plan, indicators=tuple(map(changed, plan.indicators)))


def with_activity(code: str, **changes: Any) -> Plan:
    """The case's plan with one activity changed."""

    def changed(item: Activity) -> Activity:
        return replace(item, **changes) if item.code == code else item

    plan = case_plan()
    return replace(plan, activities=tuple(map(changed, plan.activities)))


def with_required_column() -> Plan:
    """The case's plan with a column of its own that is required of every activity answered."""
    words: Mapping[Language, str] = {"mk": "Потрошено", "sq": "Shpenzuar", "en": "Spent"}
    spent = Column("spent", "member", "number", 12, ANSWERED, headings=words)
    return replace(case_plan(), columns=BUILT_IN.with_(ACTIVITIES, spent))


def with_check(typed: str, *rows: str) -> Plan:
    """The case's plan with a check of its own, of these indicators."""
    check = PlanCheck(
        "own", typed, read_expression(typed), INDICATORS, rows, Severity.IMPORTANT,
        Wording("Вториот број е дел од првиот.", "Numri i dytë është pjesë e të parit.", "A part."),
    )  # fmt: skip
    return replace(case_plan(), checks=(check,))


def said_before(activity: str, quarter: str = "2022-Q2", **values: object) -> Tables:
    """The case's history with another report on *activity* in one quarter."""
    return _history("activities", "activity", activity, quarter, values)


def value_before(indicator: str, quarter: str = "2022-Q2", **values: object) -> Tables:
    """The case's history with another value of *indicator* in one quarter."""
    return _history("indicators", "indicator", indicator, quarter, values)


def _history(name: str, key: str, code: str, quarter: str, values: Mapping[str, Any]) -> Tables:
    history = the_history()
    table: pd.DataFrame = getattr(history, name).copy()
    own = (table[key] == code) & (table["quarter"] == quarter)
    for column, value in values.items():
        table.loc[own, column] = value
    changed: dict[str, Any] = {name: table}
    return replace(history, **changed)


def late_before(*quarters: str) -> Tables:
    """The history in which 3.6.3 was overdue in these quarters."""
    history = the_history()
    table = history.activities.copy()
    own = (table["activity"] == "3.6.3") & table["quarter"].isin(quarters)
    table.loc[own, "timeliness"] = "overdue"
    return replace(history, activities=table)


def promised(day: date) -> Tables:
    """The history in which 3.6.3 was promised for *day* last quarter."""
    return said_before("3.6.3", new_deadline=pd.Timestamp(day))


ALL_ALIKE: Final = {
    f"{row}/{column}": value
    for row in ROWS
    for column, value in (
        ("status", "Ограничено"),
        ("progress", "Активностите се одвиваат според планот."),
        ("explanation", "Се чека согласност од надлежните институции."),
    )
}

COMPLETED: Final[Changes] = {
    f"{DUE}/status": "Завршено", f"{DUE}/reason": None, f"{DUE}/explanation": None,
    f"{DUE}/new_deadline": None,
}  # fmt: skip

Make = Callable[[], Scenario]

FIRES: Final[Mapping[str, Make]] = {
    "empty_form": lambda: Scenario(only=True),
    "formula_error": lambda: Scenario({f"{COUNT}/value": "#REF!"}),
    "slipped_deadline": lambda: Scenario(
        {f"{GOING_ON}/new_deadline": "31.3.2023", f"{GOING_ON}/explanation": "/"}
    ),
    "missing_confirmation": lambda: Scenario(plan=replace(case_plan(), confirmation=True)),
    "failed_check": lambda: Scenario(
        {f"{COUNT}/value": 5, f"{SECOND}/value": 6},
        plan=with_check("3.6.3.2 <= 3.6.3.1", "3.6.3.2"),
    ),
    "missing_required": lambda: Scenario(plan=with_required_column()),
    "missing_reason": lambda: Scenario({f"{DUE}/reason": None, f"{DUE}/explanation": "во тек"}),
    "stale_new_deadline": lambda: Scenario({f"{DUE}/new_deadline": "30.9.2022"}),
    "remark_to_read": lambda: Scenario(
        {f"{COUNT}/note": "Дојдоа и 4 лица од други институции, само првиот ден."}
    ),
    "completed_with_new_deadline": lambda: Scenario(
        {
            **COMPLETED,
            f"{DUE}/new_deadline": "1.10.2022",
            f"{DUE}/reason": "Јавна набавка",
            f"{DUE}/explanation": "Тендерот е поништен по жалба.",
        }
    ),
    "status_contradicted": lambda: Scenario(
        {**COMPLETED, f"{DUE}/progress": "Одржани се две обуки, преостануваат уште три."}
    ),
    "deadline_after_plan": lambda: Scenario({f"{DUE}/new_deadline": "1.1.2024"}),
    "nearly_repeated": lambda: Scenario(
        {f"{DUE}/explanation": "Изведувачот доцни со испораката на опрема за обуките."},
        history=said_before(
            "3.6.3", explanation="Изведувачот доцни со испораката на опремата за обуките."
        ),
    ),
    "broken_promise": lambda: Scenario(history=promised(date(2022, 8, 31))),
    "other_without_text": lambda: Scenario(
        {f"{GOING_ON}/reason": "Друго", f"{GOING_ON}/explanation": None}
    ),
    "copied_explanation": lambda: Scenario(
        {
            f"{row}/explanation": "Се чека согласност од надлежното министерство."
            for row in (DUE, HELPED, GOING_ON)
        }
    ),
    "thin_explanation": lambda: Scenario({f"{DUE}/explanation": "Буџет."}),
    "long_delay": lambda: Scenario(history=late_before("2022-Q1", "2022-Q2")),
    "status_backwards": lambda: Scenario({f"{DUE}/status": "Незапочнато"}),
    "reopened_activity": lambda: Scenario(
        plan=with_activity("3.6.2", holder="NK", co_holders=("MVR",)),
        history=_history("activities", "institution", "MVR", "2022-Q2", {"status": "completed"}),
    ),
    "falling_value": lambda: Scenario({f"{COUNT}/value": 12}),
    "value_outside_kind": lambda: Scenario({f"{COUNT}/value": -78}),
    "percent_above_100": lambda: Scenario(
        {f"{COUNT}/value": 130},
        plan=with_indicator("3.6.3.1", kind=kinds.PERCENT, unit="%", target=90.0),
    ),
    "unit_slip": lambda: Scenario({f"{COUNT}/value": 780}),
    "unchanged_report": lambda: Scenario(
        {f"{DUE}/progress": "Одржани се две обуки за 45 службеници."},
        history=said_before("3.6.3", progress="Одржани се две обуки за  45 службеници."),
    ),
    "completed_below_target": lambda: Scenario({**COMPLETED, f"{COUNT}/value": 78}),
    "completed_without_evidence": lambda: Scenario({**COMPLETED, f"{DUE}/evidence": "/"}),
    "hollow_narrative": lambda: Scenario({f"{DUE}/progress": "исто"}),
    "moving_not_started": lambda: Scenario(
        {f"{DUE}/status": "Незапочнато"}, history=value_before("3.6.3.1", value=20.0)
    ),
    "holders_disagree": lambda: Scenario(
        {f"{GOING_ON}/status": "Завршено"}, others={"NK": {f"{GOING_ON}/status": "Ограничено"}}
    ),
    "values_disagree": lambda: Scenario(
        {f"{INDICATORS}/3.6.2.1/value": 6},
        others={"NK": {f"{INDICATORS}/3.6.2.1/value": 5}},
        plan=with_indicator("3.6.2.1", **OF_BOTH),
    ),
    "stale_decision": lambda: Scenario(decisions=(decided_over("Ограничено"),)),
    "sum_noticed": lambda: Scenario(sums=(NoticedSum("3.6.3.1 = 3.6.3.2 + 3.6.2.1"),)),
    "unusable_decision": lambda: Scenario(
        decisions=(Decision("status", "3.6.3", "MVR", "во тек"),)
    ),
    "copied_rows": lambda: Scenario(ALL_ALIKE),
    "changed_plan_text": lambda: Scenario({f"{DUE}/text": "Обука на наставници"}),
    "renumbered_rows": lambda: Scenario(
        {f"{DUE}/code": "3.6.9"}, plan=with_activity("3.6.3", old_codes=("3.6.9",))
    ),
    "changed_target": lambda: Scenario({f"{COUNT}/target": 60}),
    "bad_evidence_link": lambda: Scenario({f"{DUE}/evidence": r"види C:\Извештаи\обука.docx"}),
    "personal_data": lambda: Scenario(
        {f"{DUE}/explanation": "Обуките ги водеше колегата, тел. 070 123 456, до крајот на мај."}
    ),
    "missing_status": lambda: Scenario({f"{DUE}/status": None}),
    "missing_indicator": lambda: Scenario({f"{COUNT}/value": None}),
    "missing_narrative": lambda: Scenario({f"{DUE}/progress": None}),
    "missing_new_deadline": lambda: Scenario({f"{DUE}/new_deadline": None}),
    "unexplained_delay": lambda: Scenario({f"{DUE}/reason": None, f"{DUE}/explanation": None}),
    "unreadable_value": lambda: Scenario({f"{COUNT}/value": "нешто"}),
}
"""Rule → a scenario in which it fires."""

SILENT: Final[Mapping[str, tuple[str, Make]]] = {
    "a part that is the whole": (
        "failed_check",
        lambda: Scenario({f"{COUNT}/value": 6, f"{SECOND}/value": 6},
                         plan=with_check("3.6.3.2 <= 3.6.3.1", "3.6.3.2")),
    ),
    "a part of what is not said": (
        "failed_check",
        lambda: Scenario({f"{COUNT}/value": None, f"{COUNT}/flag": "x", f"{SECOND}/value": 6},
                         plan=with_check("3.6.3.2 <= 3.6.3.1", "3.6.3.2")),
    ),
    "a deadline that moves with its reason": (
        "slipped_deadline",
        lambda: Scenario({f"{GOING_ON}/new_deadline": "31.3.2023",
                          f"{GOING_ON}/explanation": "Постапката за јавна набавка е поништена."}),
    ),
    "a deadline brought forward": (
        "slipped_deadline",
        lambda: Scenario({f"{GOING_ON}/new_deadline": "30.11.2022",
                          f"{GOING_ON}/explanation": None}),
    ),
    "the day after the quarter's end": (
        "stale_new_deadline", lambda: Scenario({f"{DUE}/new_deadline": "1.10.2022"}),
    ),
    "a past day of an activity that is completed": (
        "stale_new_deadline", lambda: Scenario({**COMPLETED, f"{DUE}/new_deadline": "15.9.2022"}),
    ),
    "a day of this quarter by which it was completed": (
        "completed_with_new_deadline",
        lambda: Scenario({**COMPLETED, f"{DUE}/new_deadline": "30.9.2022"}),
    ),
    "a later deadline of what is completed": (
        "slipped_deadline",
        lambda: Scenario({**COMPLETED, f"{DUE}/new_deadline": "1.10.2022"}),
    ),
    "more time for what is not completed": (
        "completed_with_new_deadline", lambda: Scenario({f"{DUE}/new_deadline": "31.12.2022"}),
    ),
    "a reason of what was completed in its time": (
        "status_contradicted", lambda: Scenario({f"{DUE}/reason": "Јавна набавка"}),
    ),
    "completed, and every training held": (
        "status_contradicted",
        lambda: Scenario({**COMPLETED, f"{DUE}/progress": "Во тек на кварталот се одржани сите."}),
    ),
    "the plan's last day": (
        "deadline_after_plan", lambda: Scenario({f"{DUE}/new_deadline": "31.12.2023"}),
    ),
    "an explanation without a reason from the list": (
        "missing_reason", lambda: Scenario({f"{DUE}/reason": None}),
    ),
    "a reason without an explanation": (
        "missing_reason", lambda: Scenario({f"{DUE}/explanation": None}),
    ),
    "another explanation than the one before": (
        "nearly_repeated",
        lambda: Scenario({f"{DUE}/explanation": "Изведувачот доцни со обуките за судии."},
                         history=said_before("3.6.3", explanation="Изведувачот доцни со сѐ.")),
    ),
    "last quarter's explanation word for word": (
        "nearly_repeated",
        lambda: Scenario({f"{DUE}/explanation": "Набавката на опремата доцни."},
                         history=said_before("3.6.3", explanation="Набавката на опремата доцни.")),
    ),
    "a nearly repeated explanation that nobody needs": (
        "nearly_repeated",
        lambda: Scenario({f"{GOING_ON}/explanation": "Изведувачот доцни со испораката на опрема."},
                         history=said_before(
                             "3.6.2", explanation="Изведувачот доцни со испораката на опремата.")),
    ),
    "a promise for later": ("broken_promise", lambda: Scenario(history=promised(date(2023, 1, 1)))),
    "a promise before the plan's own deadline": (
        "broken_promise",
        lambda: Scenario(history=said_before("3.6.2", new_deadline=pd.Timestamp("2022-08-31"))),
    ),
    "a promise kept": (
        "broken_promise", lambda: Scenario(COMPLETED, history=promised(date(2022, 8, 31))),
    ),
    "other, explained": ("other_without_text", lambda: Scenario({f"{DUE}/reason": "Друго"})),
    "one cause for two activities of a commitment": (
        "copied_explanation",
        lambda: Scenario({f"{row}/explanation": "Се чека изборот на изведувач во јавната набавка."
                          for row in (DUE, HELPED)}),
    ),
    "an explanation that names the other activities": (
        "copied_explanation",
        lambda: Scenario({f"{row}/explanation": "Набавката за 3.6.2, 3.6.3 и 3.6.8 е поништена."
                          for row in (DUE, HELPED, GOING_ON)}),
    ),
    "an explanation that says nothing, thrice": (
        "copied_explanation",
        lambda: Scenario({f"{row}/explanation": "Во тек." for row in (DUE, HELPED, GOING_ON)}),
    ),
    "nothing said of an activity that has not started": (
        "hollow_narrative",
        lambda: Scenario({f"{DUE}/status": "Незапочнато", f"{DUE}/progress": "исто"}),
    ),
    "a changed unit that makes its value doubtful": (
        "changed_plan_text", lambda: Scenario({f"{COUNT}/unit": "илјади лица"}),
    ),
    "a changed target": ("changed_plan_text", lambda: Scenario({f"{COUNT}/target": 60})),
    "an explanation of one sentence": ("thin_explanation", Scenario),
    "a short explanation that nobody needs": (
        "thin_explanation", lambda: Scenario({f"{GOING_ON}/explanation": "Буџет."}),
    ),
    "late for the second quarter": (
        "long_delay", lambda: Scenario(history=late_before("2022-Q2")),
    ),
    "late, with a quarter between": (
        "long_delay", lambda: Scenario(history=late_before("2022-Q1")),
    ),
    "first late after it moved to another holder": (
        "long_delay", lambda: Scenario({f"{GOING_ON}/status": "Ограничено"},
                                       plan=with_activity("3.6.2", holder="MVR", co_holders=())),
    ),
    "late before and now completed": (
        "long_delay", lambda: Scenario(COMPLETED, history=late_before("2022-Q1", "2022-Q2")),
    ),
    "the same status": ("status_backwards", lambda: Scenario({f"{DUE}/status": "Ограничено"})),
    "a first quarter": (
        "status_backwards",
        lambda: Scenario({f"{DUE}/status": "Незапочнато"}, history=Tables.empty()),
    ),
    "a value that stays": ("falling_value", lambda: Scenario({f"{COUNT}/value": 45})),
    "a quarterly value that falls": (
        "falling_value",
        lambda: Scenario({f"{COUNT}/value": 12},
                         plan=with_indicator("3.6.3.1", accumulation=Accumulation.QUARTERLY)),
    ),
    "a value that should fall": (
        "falling_value",
        lambda: Scenario({f"{COUNT}/value": 12},
                         plan=with_indicator("3.6.3.1", direction=Direction.DOWN)),
    ),
    "zero": (
        "value_outside_kind", lambda: Scenario({f"{COUNT}/value": 0}, history=Tables.empty()),
    ),
    "a hundred per cent": (
        "percent_above_100",
        lambda: Scenario({f"{COUNT}/value": 100},
                         plan=with_indicator("3.6.3.1", kind=kinds.PERCENT, unit="%", target=90.0)),
    ),
    "a target above a hundred per cent": (
        "percent_above_100",
        lambda: Scenario({f"{COUNT}/value": 130},
                         plan=with_indicator("3.6.3.1", kind=kinds.PERCENT, target=150.0)),
    ),
    "a small count, many times its target": (
        "unit_slip", lambda: Scenario({f"{SECOND}/value": 60}),
    ),
    "twice the target": ("unit_slip", lambda: Scenario({f"{COUNT}/value": 240})),
    "no target and no value before": (
        "unit_slip",
        lambda: Scenario({f"{COUNT}/value": 78_000}, history=Tables.empty(),
                         plan=with_indicator("3.6.3.1", target=None)),
    ),
    "another text than last quarter": (
        "unchanged_report", lambda: Scenario(history=said_before("3.6.3", progress="Почеток.")),
    ),
    "completed on target": ("completed_below_target", lambda: Scenario(COMPLETED)),
    "completed without a target": (
        "completed_below_target",
        lambda: Scenario({**COMPLETED, f"{COUNT}/value": 78},
                         plan=with_indicator("3.6.3.1", target=None)),
    ),
    "completed below what should fall": (
        "completed_below_target",
        lambda: Scenario({**COMPLETED, f"{COUNT}/value": 78},
                         plan=with_indicator("3.6.3.1", direction=Direction.DOWN)),
    ),
    "completed, with a document": (
        "completed_without_evidence",
        lambda: Scenario({**COMPLETED, f"{DUE}/evidence": "Записник бр. 12-345/2"}),
    ),
    "under way without evidence": (
        "completed_without_evidence", lambda: Scenario({f"{DUE}/evidence": None}),
    ),
    "a title with more to say": (
        "hollow_narrative",
        lambda: Scenario({f"{DUE}/progress":
                          "Обука на службеници за рана идентификација на жртви: две одржани"}),
    ),
    "not started, where the plan gives no baseline": (
        "moving_not_started",
        lambda: Scenario({f"{DUE}/status": "Незапочнато", f"{SECOND}/value": 0},
                         history=Tables.empty(), plan=with_indicator("3.6.3.1", baseline=None)),
    ),
    "not started and nothing moves": (
        "moving_not_started",
        lambda: Scenario({f"{DUE}/status": "Незапочнато",
                          f"{COUNT}/value": 45, f"{SECOND}/value": 2}),
    ),
    "one step apart": (
        "holders_disagree", lambda: Scenario(others={"NK": {f"{GOING_ON}/status": "Ограничено"}}),
    ),
    "the holder says nothing": (
        "holders_disagree", lambda: Scenario({f"{GOING_ON}/status": "Завршено"}),
    ),
    "one value of two": (
        "values_disagree",
        lambda: Scenario({f"{INDICATORS}/3.6.2.1/value": None},
                         others={"NK": {f"{INDICATORS}/3.6.2.1/value": 5}},
                         plan=with_indicator("3.6.2.1", **OF_BOTH)),
    ),
    "a status that was decided": (
        "holders_disagree",
        lambda: Scenario({f"{GOING_ON}/status": "Завршено"},
                         others={"NK": {f"{GOING_ON}/status": "Ограничено"}},
                         decisions=(Decision("status", "3.6.2", "NK", "Ограничено"),)),
    ),
    "a value that was decided": (
        "values_disagree",
        lambda: Scenario({f"{INDICATORS}/3.6.2.1/value": 6},
                         others={"NK": {f"{INDICATORS}/3.6.2.1/value": 5}},
                         plan=with_indicator("3.6.2.1", **OF_BOTH),
                         decisions=(Decision("value", "3.6.2.1", "MVR", "7"),)),
    ),
    "a cell about which was decided": (
        "unreadable_value",
        lambda: Scenario({f"{DUE}/status": "во тек"},
                         decisions=(Decision("status", "3.6.3", "MVR", "Ограничено"),)),
    ),
    "a decision over the answer that still stands": (
        "stale_decision", lambda: Scenario(decisions=(decided_over("Значително"),)),
    ),
    "a decision with which the new answer agrees": (
        "stale_decision",
        lambda: Scenario({f"{DUE}/status": "завршено"}, decisions=(decided_over("Ограничено"),)),
    ),
    "a decision of which nobody noted over what": (
        "stale_decision",
        lambda: Scenario(decisions=(Decision("status", "3.6.3", "MVR", "Завршено"),)),
    ),
    "a sum that somebody said to be one": (
        "sum_noticed",
        lambda: Scenario(sums=(NoticedSum("3.6.3.1 = 3.6.3.2 + 3.6.2.1", is_answered=True),)),
    ),
    "a decision that is applied": (
        "unusable_decision",
        lambda: Scenario(decisions=(Decision("status", "3.6.3", "MVR", "Ограничено"),)),
    ),
    "a decision that was withdrawn": (
        "unusable_decision",
        lambda: Scenario(decisions=(
            Decision("status", "9.9.9", "MVR", "Ограничено", withdrawn="2022-10-12"),)),
    ),
    "rows that differ in one": (
        "copied_rows", lambda: Scenario({**ALL_ALIKE, f"{DUE}/status": "Значително"}),
    ),
    "one reason for all that has not started": (
        "copied_rows",
        lambda: Scenario({**ALL_ALIKE, **{f"{row}/status": "Незапочнато" for row in ROWS},
                          **{f"{row}/progress": None for row in ROWS}}),
    ),
    "nothing changed": ("changed_plan_text", Scenario),
    "a text with other spacing": (
        "changed_plan_text",
        lambda: Scenario({f"{DUE}/text": "Обука на  службеници за рана идентификација на жртви"}),
    ),
    "a web address": (
        "bad_evidence_link",
        lambda: Scenario({f"{DUE}/evidence": "https://mvr.gov.mk/vest/123?x=1, стр. 4"}),
    ),
    "a web address without a scheme": (
        "bad_evidence_link", lambda: Scenario({f"{DUE}/evidence": "www.mvr.gov.mk/vesti"}),
    ),
    "two addresses beside one another": (
        "bad_evidence_link",
        lambda: Scenario({f"{DUE}/evidence": "https://mvr.gov.mk/a;https://mvr.gov.mk/b,www.mvr.mk"}),
    ),
    "a file's name": (
        "bad_evidence_link",
        lambda: Scenario({f"{DUE}/evidence": "Prilog 1 - izvestaj za obuki.docx; mvr.gov.mk"}),
    ),
    "a document's name": (
        "bad_evidence_link",
        lambda: Scenario({f"{DUE}/evidence": "Одлука бр. 03-1234/2 од 5.9.2022"}),
    ),
    "names of institutions and places": (
        "personal_data",
        lambda: Scenario({f"{DUE}/progress":
                          "Министерството за внатрешни работи и Црвениот крст на Република "
                          "Северна Македонија одржаа обуки во Охрид, Струга и Штип."}),
    ),
    "names of schools, streets and bodies of the plan": (
        "personal_data",
        lambda: Scenario({f"{DUE}/progress":
                          "Обуките беа во ОУ „Никола Карев“, во општина Ѓорче Петров, на "
                          "бул. Кузман Јосифовски и во Универзитетот Гоце Делчев."}),
    ),
    "an office's address": (
        "personal_data",
        lambda: Scenario({f"{DUE}/evidence": "Барање до info@mvr.example.mk, бр. 08-1234/22, "
                          "https://example.mk/0701234567"}),
    ),
    "titles that are no persons'": (
        "personal_data",
        lambda: Scenario({f"{DUE}/progress": "Тимот се состои од два д-р и три м-р по право."}),
    ),
    "numbers of documents": (
        "personal_data",
        lambda: Scenario({f"{DUE}/progress": "Решение бр. 0912022450001234, 1.250.000 денари."}),
    ),
}  # fmt: skip
"""What is near a rule and must not fire it: description → rule and scenario."""
