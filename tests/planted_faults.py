"""The faults that are planted: what practice brings (texts of forms, files, two reporters)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

import pandas as pd
from made import QUARTER
from planted import BEFORE, DUE_LATER, DUE_NOW, NOW, TARGET, Planting, is_plain, planting, roles
from returned_forms import without_table

from ovpsheets import kinds
from ovpsheets.columns.declared import APPROVAL_FIELDS
from ovpsheets.decision import Decision, NoticedSum
from ovpsheets.files import sha256
from ovpsheets.form_field import FormField
from ovpsheets.forms.identity import FormId
from ovpsheets.intake.recognise.identify import Claim, Identity
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.recognise.tables_by_codes import UnreadTable

LAST: Final = BEFORE[-1]

Plant = Callable[[Planting, str, str], None]
"""Plants a fault of one institution, at one activity."""

_DONE: Final[Mapping[str, object]] = {
    "status": "Завршено", "reason": None, "explanation": None, "new_deadline": None,
}  # fmt: skip


# ------------------------------------------------------------------ activities


def missing_status(made: Planting, who: str, code: str) -> None:
    """The status was left out, with or without the rest of the row."""
    if made.random.random() < 0.5:
        made.say(who, code, progress=None, evidence=None)
    made.say(who, code, status=None)
    made.expect("missing_status", who, code)


def unexplained_delay(made: Planting, who: str, code: str) -> None:
    """No reason, a word for one, the title, the progress, or last quarter's words again."""
    title, old = made.activities[code].text.in_("mk"), f"Немаше средства за {code} во буџетот."
    ways = (None, "/", "-", "нема", "Исто", "н/п", title, old, "progress")
    said = made.random.choice(ways)
    if said == old:
        made.said(who, code, LAST, explanation=old)
    if said == "progress":
        made.say(who, code, progress=f"Одржани се состаноци за {code}.")
        said = f"Одржани се состаноци за {code}."
    _make_due(made, code)
    made.say(who, code, explanation=said, reason="Недостиг на средства")
    made.expect("unexplained_delay", who, code)
    if made.random.random() < 0.5:
        made.say(who, code, new_deadline=None)
        made.expect("missing_new_deadline", who, code)
    else:
        made.say(who, code, new_deadline="31.12.2022")
        made.expect("slipped_deadline", who, code)


def broken_promise(made: Planting, who: str, code: str) -> None:
    """The new deadline of an earlier quarter has passed."""
    _make_due(made, code)
    quarter = made.random.choice(BEFORE)
    made.said(who, code, quarter, new_deadline=pd.Timestamp("2022-09-15"))
    _explain(made, who, code)
    made.expect("broken_promise", who, code)


def slipped_deadline(made: Planting, who: str, code: str) -> None:
    """A later deadline without a word, before the plan's own has come."""
    _make_later(made, code)
    explanation = made.random.choice((None, "/", "нема"))
    made.say(who, code, new_deadline="31.12.2023", explanation=explanation)
    made.expect("slipped_deadline", who, code)


def other_without_text(made: Planting, who: str, code: str) -> None:
    """The reason "other", and no more."""
    _make_later(made, code)
    made.say(who, code, reason="Друго", explanation=made.random.choice((None, "-")))
    made.expect("other_without_text", who, code)


def missing_new_deadline(made: Planting, who: str, code: str) -> None:
    """The deadline has come and there is no other."""
    _make_due(made, code)
    _explain(made, who, code)
    made.say(who, code, new_deadline=None)
    made.expect("missing_new_deadline", who, code)


def missing_reason(made: Planting, who: str, code: str) -> None:
    """Neither a reason nor a word, and a new deadline all the same."""
    _make_due(made, code)
    said = made.random.choice((None, "во тек", "ќе се реализира во наредниот период"))
    made.say(who, code, reason=None, explanation=said, new_deadline="31.12.2022")
    for rule in ("missing_reason", "unexplained_delay", "slipped_deadline"):
        made.expect(rule, who, code)


def stale_new_deadline(made: Planting, who: str, code: str) -> None:
    """The old deadline again, or one that is past."""
    _make_due(made, code)
    _explain(made, who, code)
    made.say(who, code, new_deadline=made.random.choice(("30.9.2022", "31.3.2022", "1.9.2022")))
    made.expect("stale_new_deadline", who, code)


def completed_with_new_deadline(made: Planting, who: str, code: str) -> None:
    """The row says that it is done, and when it will be."""
    _make_due(made, code)
    _explain(made, who, code)
    made.say(who, code, status="Завршено")
    made.give(who, f"{code}.1", value=TARGET)
    made.expect("completed_with_new_deadline", who, code)
    made.expect("status_contradicted", who, code)  # by the reason, and asked with the other


def status_contradicted(made: Planting, who: str, code: str) -> None:
    """Completed, by its status; the text knows better, or a reason why it would be late."""
    _make_due(made, code)
    made.give(who, f"{code}.1", value=TARGET)
    made.say(who, code, status="Завршено", reason=None, explanation=None, new_deadline=None)
    if made.random.random() < 0.5:
        made.say(who, code, progress="Одржани се две обуки, преостануваат уште три до декември.")
    else:
        made.say(who, code, reason="Недостиг на средства")
    made.expect("status_contradicted", who, code)


def deadline_after_plan(made: Planting, who: str, code: str) -> None:
    """A year that slipped."""
    _make_due(made, code)
    _explain(made, who, code)
    made.say(who, code, new_deadline=made.random.choice(("1.1.2024", "31.12.2032")))
    made.expect("deadline_after_plan", who, code)


def nearly_repeated(made: Planting, who: str, code: str) -> None:
    """Last quarter's explanation with a letter changed."""
    old = f"Изведувачот на услугата {code} доцни со испораката на опремата."
    _make_due(made, code)
    _explain(made, who, code)
    made.said(who, code, LAST, explanation=old)
    made.say(who, code, explanation=old.replace("опремата", "опрема"))
    made.expect("nearly_repeated", who, code)


def thin_explanation(made: Planting, who: str, code: str) -> None:
    """A word or two."""
    _make_due(made, code)
    _explain(made, who, code)
    made.say(who, code, explanation=made.random.choice(("Буџет.", "Нема средства.", "Кадар")))
    made.expect("thin_explanation", who, code)


def long_delay(made: Planting, who: str, code: str) -> None:
    """Late since the first quarter of the year."""
    made.activities[code] = replace(made.activities[code], deadline=date(2022, 3, 31))
    _explain(made, who, code)
    made.expect("long_delay", who, code)


def missing_required(made: Planting, who: str, code: str) -> None:
    """A column of the plan's own is blank."""
    made.say(who, code, partner=None)
    made.expect("missing_required", who, code)


def failed_check(made: Planting, who: str, code: str) -> None:
    """More was spent than there was."""
    made.say(who, code, spent=made.random.choice((100.01, 2000)), budget=100)
    made.expect("failed_check", who, code)


def missing_narrative(made: Planting, who: str, code: str) -> None:
    """The status moved and nothing says what was done."""
    made.say(who, code, progress=None)
    made.expect("missing_narrative", who, code)


def hollow_narrative(made: Planting, who: str, code: str) -> None:
    """The title as progress, also with other spacing, or a word that says nothing."""
    title = made.activities[code].text.in_("mk")
    ways = (title, f" {title.upper()}.", "исто", "/", "нема промени")
    made.say(who, code, progress=made.random.choice(ways))
    made.expect("hollow_narrative", who, code)


def unchanged_report(made: Planting, who: str, code: str) -> None:
    """The words of the last quarter."""
    made.say(who, code, progress=f"Извештај од {who}  за {code}, {LAST}.")
    made.expect("unchanged_report", who, code)


def status_backwards(made: Planting, who: str, code: str) -> None:
    """Substantial last quarter, limited now."""
    made.said(who, code, LAST, status="substantial")
    made.say(who, code, status="Ограничено")
    made.expect("status_backwards", who, code)


def completed_below_target(made: Planting, who: str, code: str) -> None:
    """Completed with a value short of the target."""
    made.say(who, code, **_DONE)
    made.expect("completed_below_target", who, code, f"{code}.1")


def completed_without_evidence(made: Planting, who: str, code: str) -> None:
    """Completed, on target, with nothing to show."""
    made.say(who, code, **_DONE, evidence=made.random.choice((None, "/", "нема")))
    made.give(who, f"{code}.1", value=TARGET)
    made.expect("completed_without_evidence", who, code)


def moving_not_started(made: Planting, who: str, code: str) -> None:
    """Not started, and a value that grew."""
    for quarter in BEFORE:
        made.said(who, code, quarter, status="not_started", progress=None)
    made.say(who, code, status="Незапочнато", progress=None)
    _explain(made, who, code)
    made.expect("moving_not_started", who, code, f"{code}.1")


def changed_plan_text(made: Planting, who: str, code: str) -> None:
    """The title or the deadline was overwritten."""
    changed = made.random.choice(({"text": "Нешто сосема друго"}, {"deadline": date(2025, 1, 31)}))
    made.say(who, code, **changed)
    made.expect("changed_plan_text", who, code)


def bad_evidence_link(made: Planting, who: str, code: str) -> None:
    """A drive, a share, a misspelled address, the institution's own network."""
    ways = (
        r"C:\Documents\izvestaj.docx", r"\\server\obuki", "http:/example.mk/x", "https://portal",
        "види https://portal.example.local/17",
    )  # fmt: skip
    made.say(who, code, evidence=made.random.choice(ways))
    made.expect("bad_evidence_link", who, code)


def personal_data(made: Planting, who: str, code: str) -> None:
    """A number of a citizen or a telephone, an address, a name."""
    ways = (
        "ЕМБГ 0101990450006", "тел. 070/123-456", "02 3123 456", "пишете на ana@example.mk",
        "го водеше г-ѓа Примерка", "го водеше Петар Примеровски",
    )  # fmt: skip
    said = f"Одржани се обуки за {code}, {made.random.choice(ways)}."
    made.say(who, code, progress=said)
    made.expect("personal_data", who, code)


def _make_due(made: Planting, code: str) -> None:
    made.activities[code] = replace(made.activities[code], deadline=DUE_NOW)


def _make_later(made: Planting, code: str) -> None:
    made.activities[code] = replace(made.activities[code], deadline=DUE_LATER)


def _explain(made: Planting, who: str, code: str) -> None:
    made.say(
        who, code, reason="Јавна набавка", new_deadline="31.12.2023",
        explanation=f"Набавката на опрема за услугата {code} е поништена по жалба.",
    )  # fmt: skip


# ------------------------------------------------------------------ indicators


def missing_indicator(made: Planting, who: str, code: str) -> None:
    """No value and no reason for having none."""
    made.give(who, f"{code}.1", value=None)
    made.expect("missing_indicator", who, code, f"{code}.1")


def unreadable_value(made: Planting, who: str, code: str) -> None:
    """Words, or a number with two meanings."""
    said = made.random.choice(("многу", "сè уште се брои", "1.234"))
    made.give(who, f"{code}.1", value=said)
    made.expect("unreadable_value", who, code, f"{code}.1")


def doubtful_value(made: Planting, who: str, code: str) -> None:
    """About so many."""
    made.give(who, f"{code}.1", value=made.random.choice(("околу 80", "over 80")))
    made.expect("doubtful_value", who, code, f"{code}.1")


def remark_to_read(made: Planting, who: str, code: str) -> None:
    """Words that may be of the value or of who else came: only the coordinator is told."""
    said = "Присуствуваа и 4 претставници на други институции, само првиот ден."
    made.give(who, f"{code}.1", note=said)
    made.expect("remark_to_read", "")


def formula_error(made: Planting, who: str, code: str) -> None:
    """A formula that broke when rows were deleted."""
    made.give(who, f"{code}.1", value=made.random.choice(("#REF!", "#DIV/0!")))
    made.expect("formula_error", who, code, f"{code}.1")


def changed_target(made: Planting, who: str, code: str) -> None:
    """The target or the baseline was overwritten."""
    made.give(who, f"{code}.1", **{made.random.choice(("target", "baseline")): 50})
    made.expect("changed_target", who, code, f"{code}.1")


def falling_value(made: Planting, who: str, code: str) -> None:
    """Only the quarter was counted."""
    made.give(who, f"{code}.1", value=made.random.randint(0, 59))
    made.expect("falling_value", who, code, f"{code}.1")


def value_outside_kind(made: Planting, who: str, code: str) -> None:
    """Less than nobody, which is also less than before; or half a person, to be confirmed."""
    value = made.random.choice((-80, 80.5))
    made.give(who, f"{code}.1", value=value)
    made.expect("value_outside_kind", who, code, f"{code}.1")
    also = "falling_value" if value < 0 else "doubtful_value"
    made.expect(also, who, code, f"{code}.1")


def percent_above_100(made: Planting, who: str, code: str) -> None:
    """Above all there is."""
    _make_percent(made, code)
    made.give(who, f"{code}.1", value=130)
    made.expect("percent_above_100", who, code, f"{code}.1")


def unit_slip(made: Planting, who: str, code: str) -> None:
    """Ten, a hundred or a thousand times too much; of a percentage, then also above 100."""
    if made.random.random() < 0.3:
        _make_percent(made, code)
        made.give(who, f"{code}.1", value=780)
        made.expect("percent_above_100", who, code, f"{code}.1")
    else:
        made.give(who, f"{code}.1", value=NOW * made.random.choice((10, 100, 1000)))
    made.expect("unit_slip", who, code, f"{code}.1")


def _make_percent(made: Planting, code: str) -> None:
    own = made.indicators[f"{code}.1"]
    made.indicators[own.code] = replace(own, kind=kinds.PERCENT, unit="%", target=80.0)


def renumbered_rows(made: Planting, who: str, code: str) -> None:
    """The form was sent out before the plan was renumbered."""
    old = f"{code}B"
    made.activities[code] = replace(made.activities[code], old_codes=(old,))
    made.say(who, code, code=old)
    made.expect("renumbered_rows", who)


# ------------------------------------------------------------------ between institutions


def holders_disagree(made: Planting, who: str, code: str) -> None:
    """The co-holder says completed, the holder does not; both are asked."""
    other = made.activities[code].co_holders[0]
    made.say(other, code, **_DONE)
    made.expect("holders_disagree", other, code)
    made.expect("holders_disagree", who, code)


def reopened_activity(made: Planting, who: str, code: str) -> None:
    """The co-holder had completed its part."""
    other = made.activities[code].co_holders[0]
    first, last = made.random.choice((("limited", "completed"), ("completed", "no_report")))
    made.said(other, code, BEFORE[0], status=first)
    made.said(other, code, LAST, status=last)
    made.expect("reopened_activity", other, code)


def values_disagree(made: Planting, who: str, code: str) -> None:
    """Two bodies counted differently; both are asked."""
    other = made.indicators[f"{code}.1"].reported_by[1]
    made.give(other, f"{code}.1", value=NOW + 7)
    made.expect("values_disagree", who, code, f"{code}.1")
    made.expect("values_disagree", other, code, f"{code}.1")


def unusable_decision(made: Planting, who: str, code: str) -> None:
    """The coordinator decided what no form says, or for nobody who is asked; one can be used."""
    silent = next(i for i in made.institutions if i not in _parties(made, code))
    wrong = made.random.choice((
        Decision("status", code, who, "во тек"), Decision("status", "99.9.9", who, "Завршено"),
        Decision("status", code, silent, "Завршено"), Decision("мислење", code, who, "да"),
    ))  # fmt: skip
    made.decisions += [wrong, Decision("source", f"{code}.1", who, "Записник бр. 12")]
    made.expect("unusable_decision", "")


def stale_decision(made: Planting, who: str, code: str) -> None:
    """The coordinator decided while something else stood there."""
    made.decisions.append(
        Decision("note", f"{code}.1", who, "по увид", answered="без увид", seen="2022-10-09")
    )
    made.expect("stale_decision", "")


def sum_noticed(made: Planting, *codes: str) -> None:
    """Figures of persons add up, and nobody settled it yet; of others somebody did."""
    one, other = (f"{code}.1" for code in codes)
    made.sums += [NoticedSum(f"{one} = {other}"), NoticedSum(f"{other} = {one}", is_answered=True)]
    made.expect("sum_noticed", "", codes[0], one)


def _parties(made: Planting, code: str) -> set[str]:
    own = made.activities[code]
    return {own.holder, *own.co_holders}


# ------------------------------------------------------------------ whole forms


def copied_rows(made: Planting, who: str) -> None:
    """One row copied to all; then every explanation is another's too."""
    codes = [code for code, _ in roles(made, who)]
    for code in codes:
        made.say(
            who, code, status="Значително", progress="Активностите се одвиваат според планот.",
            explanation="Се чека согласност од надлежните институции.",
        )  # fmt: skip
    made.expect("copied_rows", who)
    for code in codes[1:]:
        made.expect("copied_explanation", who, code)


def copied_explanation(made: Planting, who: str) -> None:
    """One explanation for three activities."""
    codes = [code for code, _ in roles(made, who) if is_plain(made, code)][:3]
    for code in codes:
        _explain(made, who, code)
        made.say(who, code, explanation="Се чека одлука од надлежното министерство.")
    for code in codes[1:]:
        made.expect("copied_explanation", who, code)


def empty_form(made: Planting, who: str) -> None:
    """The blank form was sent back: every status and every value is missing."""
    made.expect("empty_form", who)
    for code, _ in roles(made, who):
        made.say(who, code, **dict.fromkeys(
            ("status", "progress", "evidence", "reason", "explanation", "new_deadline", "partner")
        ))  # fmt: skip
        made.expect("missing_status", who, code)
    for own in made.indicators.values():
        if who in own.reported_by:
            made.give(who, own.code, value=None)
            made.expect("missing_indicator", who, own.activity, own.code)


def missing_return(made: Planting, who: str) -> None:
    """Nothing came."""
    made.instead[who] = ()
    made.expect("missing_return", who)


def wrong_quarter(made: Planting, who: str) -> None:
    """The form of the quarter before: that of this one is missing."""
    form_id = FormId("SYN", QUARTER.previous(), who)
    made.instead[who] = (_set_aside(who, "other_quarter", form_id),)
    made.expect("wrong_quarter", who)
    made.expect("missing_return", who)


def unrecognised_file(made: Planting, who: str) -> None:
    """Something of which nobody knows whose it is: the institution's form is missing."""
    made.instead[who] = (_set_aside(who, "damaged", None),)
    made.expect("unrecognised_file", "")
    made.expect("missing_return", who)


def _set_aside(who: str, why: str, form_id: FormId | None) -> Return:
    identity = Identity(form_id, (Claim("visible", form_id),)) if form_id else None
    name = f"извештај {sha256(who.encode())[:6]}.xlsx"
    return Return(name, sha256(name.encode()), date(2022, 10, 3), set_aside=why, identity=identity)


def late_return(made: Planting, who: str) -> None:
    """It came after the day."""
    made.received[who] = date(2022, 10, made.random.randint(11, 20))
    made.expect("late_return", who)


def missing_confirmation(made: Planting, who: str) -> None:
    """One of the three is blank."""
    key = made.random.choice(APPROVAL_FIELDS)
    made.answers.setdefault(who, {})[f"cover/{key}"] = None
    made.expect("missing_confirmation", who)


def outdated_form(made: Planting, who: str) -> None:
    """A newer revision had been issued."""
    made.newest[who, ""] = 2
    made.expect("outdated_form", who)


def wrong_institution(made: Planting, who: str) -> None:
    """The file is named after another institution."""
    other = made.random.choice([code for code in made.institutions if code != who])
    made.names[who] = f"Известување {other}.xlsx"
    made.expect("wrong_institution", who)


def duplicate_return(made: Planting, who: str) -> None:
    """A first version, which the second one replaces."""
    made.older[who] = {}
    made.expect("duplicate_return", who)


def conflicting_answers(made: Planting, who: str) -> None:
    """Two people returned half each, and both one value."""
    first, second, *_ = [code for code, _ in roles(made, who) if is_plain(made, code)]
    made.give(who, f"{first}.1", value=None)
    made.older[who] = {f"indicators/{second}.1/value": NOW + 1}
    made.expect("conflicting_answers", who, second, f"{second}.1")


def unknown_code(made: Planting, who: str) -> None:
    """A row was added with a code that nobody asked about."""
    made.beside[who] = {("activities", 60, 1): "99.9.9"}
    made.expect("unknown_code", who)


def rows_of_another(made: Planting, who: str) -> None:
    """A row of another institution stands below the own ones."""
    others = [code for code, own in made.activities.items() if who not in dict(own.parties)]
    made.beside[who] = {("activities", 60, 1): made.random.choice(others)}
    made.expect("rows_of_another", who)


def unread_table(made: Planting, who: str) -> None:
    """The row of one activity stands on a sheet whose columns nobody knows."""
    code = next(code for code, _ in roles(made, who) if is_plain(made, code))
    columns = ("status", "progress", "reason", "explanation", "new_deadline", "evidence")
    made.say(who, code, **dict.fromkeys(columns))
    unread = UnreadTable("activities", "Наша табела", "A2", (code,))
    made.changed[who] = lambda read: replace(read, unread=(unread,))
    made.expect("unread_table", who)


def missing_table(made: Planting, who: str) -> None:
    """The sheet of indicators was not sent."""
    for own in made.indicators.values():
        if who in own.reported_by:
            made.give(who, own.code, value=None)
    made.changed[who] = lambda read: without_table(read, "indicators")
    made.expect("missing_table", who)


def second_place(made: Planting, who: str) -> None:
    """A progress stands on a copy of the table alone."""
    code = next(code for code, _ in roles(made, who) if is_plain(made, code))

    def copied(read: Return) -> Return:
        assert read.placement is not None
        taken = FormField("activities", code, "progress")
        return replace(read, placement=replace(read.placement, second=(taken,)))

    made.changed[who] = copied
    made.expect("second_place", who)


def unused_sheet(made: Planting, who: str) -> None:
    """The answers stand on a sheet that calls itself old."""

    def renamed(read: Return) -> Return:
        assert read.placement is not None
        (sheet, *_) = read.placement.rows.values()
        left_out = {sheet[0]: "name", "another": "unsaid"}
        return replace(read, placement=replace(read.placement, left_out=left_out))

    made.changed[who] = renamed
    made.expect("unused_sheet", who)


def remark_on_all(made: Planting, who: str) -> None:
    """The sheet for remarks takes back what all values say."""
    made.beside[who] = {("notes", 30, 2): "Податоците се прелиминарни."}
    made.expect("remark_on_all", who)


def contradictory_identity(made: Planting, who: str) -> None:
    """The hidden sheet is that of the quarter before."""
    form_id = FormId("SYN", QUARTER.previous(), who)
    made.claims[who] = Claim("hidden", form_id)
    made.expect("contradictory_identity", who)


def contradictory_rows(made: Planting, who: str) -> None:
    """Two codes changed places: the answers of these rows cannot be used."""
    first, second, *_ = [code for code, _ in roles(made, who) if is_plain(made, code)]
    made.say(who, first, code=second)
    made.say(who, second, code=first)
    made.expect("contradictory_rows", who)
    for code in (first, second):
        made.expect("missing_status", who, code)


AT_ACTIVITIES: Final[tuple[Plant, ...]] = (
    missing_status, unexplained_delay, broken_promise, slipped_deadline, other_without_text,
    missing_new_deadline, missing_reason, stale_new_deadline, deadline_after_plan,
    completed_with_new_deadline, status_contradicted,
    nearly_repeated, thin_explanation, long_delay, missing_narrative, hollow_narrative,
    unchanged_report, status_backwards, completed_below_target, completed_without_evidence,
    moving_not_started, changed_plan_text, bad_evidence_link, personal_data, missing_indicator,
    unreadable_value, doubtful_value, remark_to_read, formula_error, changed_target,
    falling_value, value_outside_kind, percent_above_100, unit_slip, missing_required,
    failed_check, renumbered_rows,
)  # fmt: skip
AT_CO_HELD: Final[tuple[Plant, ...]] = (holders_disagree, reopened_activity)
OF_FORMS: Final = (
    copied_rows, copied_explanation, empty_form, missing_return, wrong_quarter,
    unrecognised_file, late_return, outdated_form, wrong_institution, duplicate_return,
    conflicting_answers, unknown_code, contradictory_rows, rows_of_another,
    second_place, unused_sheet, unread_table, missing_table, missing_confirmation,
    contradictory_identity, remark_on_all,
)  # fmt: skip


def planted(seed: int, institutions: int = 32, activities: int = 12) -> Planting:
    """Return a quarter in which every fault stands at least once, elsewhere in every seed.

    Faults of whole forms take an institution each; the others are spread over
    the activities of the rest, of which a third stays without a fault.
    """
    made = planting(seed, institutions, activities)
    drawn = list(made.institutions)
    made.random.shuffle(drawn)
    for fault, who in zip(OF_FORMS, drawn, strict=False):
        fault(made, who)
    sound = set(drawn[len(OF_FORMS) :])
    places = [code for code, own in made.activities.items() if own.holder in sound]
    made.random.shuffle(places)
    plain = [code for code in places if is_plain(made, code)]
    for number, code in enumerate(plain[: len(plain) * 2 // 3]):
        AT_ACTIVITIES[number % len(AT_ACTIVITIES)](made, made.activities[code].holder, code)
    _between(made, sound, places)
    unusable_decision(made, made.activities[places[0]].holder, places[0])
    stale_decision(made, made.activities[places[0]].holder, places[0])
    sum_noticed(made, *places[:2])
    return made


def _between(made: Planting, sound: set[str], places: list[str]) -> None:
    """Plant what two institutions say; both must otherwise be sound."""
    held = [c for c in places if set(made.activities[c].co_holders) & sound]
    for number, code in enumerate(held):
        AT_CO_HELD[number % len(AT_CO_HELD)](made, made.activities[code].holder, code)
    shared = [c for c in places if len(sound & set(made.indicators[f"{c}.1"].reported_by)) > 1]
    for code in shared[::2]:
        values_disagree(made, made.activities[code].holder, code)
