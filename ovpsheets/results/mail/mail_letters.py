"""What the drafts say, in the language of the institution.

What a member wrote is only ever quoted in sentences, as plain text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from ovpsheets.forms.from_due import commitment_codes
from ovpsheets.plan.measured import in_words, measured
from ovpsheets.results.mail.mail_draft import one_line, plain
from ovpsheets.results.mail.mail_kinds import Addressee
from ovpsheets.results.report import Report
from ovpsheets.results.report.decided_answers import decided_for, recorded
from ovpsheets.results.report.derive_facts import facts_of
from ovpsheets.results.report.due_now import due_now
from ovpsheets.results.report.open_items import Ask, asks_of
from ovpsheets.rules.items import TodoItem
from ovpsheets.rules.sent_as import is_of_ours
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import Status

MOST_BY_FIELD: Final = 12
"""From so many fields on, a letter says equal ones together; the form lists each."""


_SHOWN: Final = ("status", "value")
"""The answers that an acknowledgement shows line by line."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The draft's two texts."""

    subject: str
    body: str


def letter(
    report: Report, item: Addressee, kind: str, *, own_file: bool = True, parts: Sequence[str] = ()
) -> Letter:
    """Write the mail of that *kind* to an institution.

    *own_file*: what is attached to a correction request is the member's own file. *parts*: of a
    draft in parts the commitments of those that are attached.
    """
    texts = Texts(report.plan.institution(item.institution).language)
    writer = _Writer(report, item, texts, own_file, tuple(parts))
    paragraphs = {
        "invitation": writer.invitation,
        "reminder": writer.reminder,
        "answer": writer.answer,
        "overdue": writer.overdue,
        "acknowledgement": writer.acknowledgement,
        "correction": writer.correction,
        "comments": writer.comments,
    }[kind]
    signature = f"{texts('mail.closing')}\n{writer.sender()}".rstrip()
    body = "\n\n".join((texts("mail.greeting"), *paragraphs(), signature))
    return Letter(one_line(writer.say(f"{kind}.subject")), f"{plain(body)}\n")


@dataclass(frozen=True, slots=True)
class _Writer:
    report: Report
    item: Addressee
    texts: Texts
    own_file: bool
    parts: tuple[str, ...] = ()

    def say(self, key: str, **more: object) -> str:
        """Return a sentence of the catalogue with what every letter knows."""
        dates, texts = self.report.dates, self.texts
        return texts(
            f"mail.{key}",
            **{
                "n": len(self._asks(self.item.asked)),
                "quarter": texts.quarter_object(self.report.quarter),
                "plan": self.report.plan.title.in_(texts.language) or self.report.plan.code,
                "submit_by": texts.long_date(dates.submit_by),
                "comment_by": texts.long_date(dates.comment_by),
                "publish_by": texts.long_date(dates.publish_by),
                "as_of": texts.long_date(self.report.as_of),
                "received": texts.long_date(self.item.received) if self.item.received else "",
                "wrote": texts.long_date(self.item.wrote) if self.item.wrote else "",
            }
            | more,
        )

    def sender(self) -> str:
        """The coordinator; its code names an institution of the plan, or it is a text."""
        plan = self.report.plan
        known = {one.code: one.full_name(self.texts.language) for one in plan.institutions}
        return known.get(plan.coordinator, plan.coordinator)

    def invitation(self) -> Iterator[str]:
        own = due_now(self.report)[self.item.institution]
        yield self.say(
            "invitation.what",
            activities=self.texts("mail.activities", n=len(own.activities)),
            indicators=self.texts("mail.indicators", n=len(own.indicators)),
        )
        yield from self._wrote()
        yield self.say("invitation.until", address=self._receiver())
        yield self.say("invitation.questions")

    def reminder(self) -> Iterator[str]:
        days = (self.report.dates.submit_by - self.report.as_of).days
        # “0 days are left” would be read as too late.
        yield self.say("reminder.what", n=days) if days > 0 else self.say("reminder.today")
        yield from self._wrote()
        yield self.say("reminder.attached")
        yield self.say("return_to", address=self._receiver())

    def answer(self) -> Iterator[str]:
        """What is written to who wrote, and sent no form that can be used."""
        yield from self._thanked()
        if self.item.has_form:
            yield self.say("answer.attached")
        yield self.say("answer.opening")
        dates = self.report.dates
        if self.report.as_of <= dates.submit_by:
            yield self.say("answer.until", address=self._receiver())
        else:
            is_left = self.report.as_of <= dates.comment_by
            yield self.say("overdue.until" if is_left else "overdue.at_once")
            yield self.say("return_to", address=self._receiver())

    def _thanked(self) -> Iterator[str]:
        """Thanks for what came, and what is to be said of each of its files."""
        others = [one for one in self.item.asked if one.first["rule"] != "missing_return"]
        yield from self._wrote(but=frozenset(row["file"] for o in others for row in o.findings))
        if others:
            yield self._numbered(others)

    def overdue(self) -> Iterator[str]:
        yield self.say("overdue.what")
        yield from self._thanked()
        is_left = self.report.as_of <= self.report.dates.comment_by
        yield self.say("overdue.until" if is_left else "overdue.at_once")
        if self.item.has_form:
            yield self.say("overdue.attached")
        yield self.say("return_to", address=self._receiver())

    def _wrote(self, but: frozenset[str] = frozenset()) -> Iterator[str]:
        """Who has written is not told that nothing came, but what there was not in it.

        A file that was not taken in is named; not those *but* of which is told already.
        """
        if self.item.has_written:
            yield self.say("wrote" if self.item.wrote else "wrote_undated")
        said = [
            self.say(
                "aside" if file.day else "aside_undated",
                file=one_line(PurePosixPath(file.name).name),
                day=self.texts.long_date(file.day) if file.day else "",
                why=self.texts(f"intake.refused.{file.reason}"),
            )
            for file in self.item.aside
            if file.name not in but
        ]
        if said:
            yield "\n".join(said)

    def _receiver(self) -> str:
        """To whom completed forms go, as they name it themselves."""
        plan, language = self.report.plan, self.texts.language
        codes = commitment_codes(plan, due_now(self.report)[self.item.institution])
        forms = [[form] if form in codes else codes for form in self.item.forms or ("",)]
        found = dict.fromkeys(plan.receiver(each).code for each in forms)
        receivers = [plan.institution(code) for code in found]
        names = [
            f"{one.full_name(language)} ({one.email})" if one.email else one.full_name(language)
            for one in receivers
        ]
        # Working groups may collect by themselves: one address for all is then wrong for some.
        return names[0] if len(names) == 1 else self.say("each_its_own")

    def acknowledgement(self) -> Iterator[str]:
        yield self._received("acknowledgement")
        yield "\n".join(self._recorded())
        yield from self._decided(but=_SHOWN)
        if self.item.asked:
            missing = self.say("acknowledgement.missing")
            yield f"{missing}\n\n{self._numbered(self.item.asked)}"
        else:
            yield self.say("acknowledgement.nothing_missing")
        if self.item.on_time is False:
            yield self.say("acknowledgement.late")
        yield self.say("acknowledgement.check")

    def correction(self) -> Iterator[str]:
        yield self._received("correction")
        yield self._numbered(self.item.asked)
        yield from self._decided()
        which = "attached" if self.own_file else "fresh"
        yield self.say(
            f"correction.{which}" if self._names_cells() else f"correction.{which}_listed"
        )
        yield self._until("correction")
        yield self.say("return_to", address=self._receiver())

    def _received(self, kind: str) -> str:
        # A file's time stamp is no day on which it came, if it says that it came too late.
        is_known = self.item.on_time is not None
        return self.say(f"{kind}.what" if is_known else f"{kind}.what_undated")

    def _names_cells(self) -> bool:
        """Whether anything that is asked stands in a cell, which is then framed."""
        rows = (row for item in self.item.asked for row in item.findings)
        return any(row["sheet"] and row["cell"] for row in rows)

    def comments(self) -> Iterator[str]:
        yield self.say("comments.what")
        if self.parts:
            listed = self.texts.listing(self.parts)
            yield self.say("comments.parts", n=len(self.parts), parts=listed)
        if self.item.received is None and self.report.as_of > self.report.dates.submit_by:
            yield self.say("comments.without_form")
        yield self._until("comments")

    def _until(self, kind: str) -> str:
        """By the next of the two dates that is still to come."""
        dates = self.report.dates
        if self.report.as_of < dates.submit_by and kind != "comments":
            return self.say(f"{kind}.until", until=self.texts.long_date(dates.submit_by))
        if self.report.as_of <= dates.comment_by:
            return self.say(f"{kind}.until", until=self.texts.long_date(dates.comment_by))
        return self.say(f"{kind}.at_once")

    @staticmethod
    def _asks(asked: Iterable[TodoItem]) -> list[Ask]:
        return [ask for item in asked for ask in asks_of(item)]

    def _numbered(self, asked: "list[TodoItem] | tuple[TodoItem, ...]") -> str:
        """What is asked, field by field as in the correction; where it is much, by equal ones.

        Each has the number, or the numbers, that it has in the list of the correction.
        """
        counted = [(asks_of(item), Ask(item.ask, item.findings)) for item in asked]
        # Numbers are counted by field either way, so that letter and correction name the same ones.
        if sum(len(said) for said, _ in counted) <= MOST_BY_FIELD:
            counted = [((ask,), ask) for said, _ in counted for ask in said]
        numbered, last = list[str](), 0
        for said, whole in counted:
            first, last = last + 1, last + len(said)
            numbers = f"{first}" if first == last else f"{first}–{last}"
            numbered.append(f"{numbers}. {one_line(whole.text)}{self._where(whole)}")
        return "\n\n".join(numbered)

    def _where(self, item: Ask) -> str:
        """The cells of what is asked, sheet by sheet, unless its sentence names them."""
        cells: dict[str, list[str]] = {}
        for row in item.findings:
            if row["sheet"] and row["cell"] and not is_of_ours(row["sheet"]):
                own = cells.setdefault(row["sheet"], [])
                own += [row["cell"]] if row["cell"] not in own else []
        said = [
            self.texts("mail.correction.where", sheet=sheet, cells=", ".join(own), n=len(own))
            for sheet, own in cells.items()
            if not (sheet in item.text and all(cell in item.text for cell in own))
        ]
        return "".join(f" {one_line(place)}" for place in said)

    def _decided(self, but: tuple[str, ...] = ()) -> Iterator[str]:
        """What the coordinator recorded in the place of answers; without the columns *but*."""
        found = decided_for(self.report, self.item.institution)
        said = [
            f"– {one_line(recorded(item, self.report.plan.columns, self.texts))}"
            for item in found
            if item.decision.what not in but
        ]
        if said:
            yield "\n".join((self.say("decided"), *said))

    def _answered(self, what: str, code: str, said: str) -> str:
        """What the institution answered, and beside it what the coordinator recorded, if so."""
        for item in decided_for(self.report, self.item.institution):
            if (item.decision.what, item.decision.code) == (what, code):
                before = item.before or self.texts("mail.received.no_value")
                return self.say("received.decided", said=before, value=item.decision.value)
        return said

    def _recorded(self) -> Iterator[str]:
        """One line per activity and per indicator: what was received in this quarter.

        Indicators stand below their activity, those of activities of others behind all.
        """
        activities, indicators = self._rows("activities"), self._rows("indicators")
        for row in activities:
            yield self._line(
                row["activity"],
                self._answered("status", row["activity"], self._status(row["status"])),
                self.report.plan.activity(row["activity"]).text.in_(self.texts.language),
            )
            below = [own for own in indicators if own["activity"] == row["activity"]]
            yield from (f"    {self._measured(own)}" for own in below)
        own_codes = {row["activity"] for row in activities}
        yield from (self._measured(own) for own in indicators if own["activity"] not in own_codes)

    def _measured(self, row: dict[str, Any]) -> str:
        title = self.report.plan.indicator(row["indicator"]).text.in_(self.texts.language)
        said = self._answered("value", row["indicator"], self._value(row))
        return self._line(row["indicator"], said, title)

    def _line(self, code: str, said: str, title: str) -> str:
        return self.texts(
            "mail.received.activity", code=code, said=one_line(said), title=one_line(title)
        )

    def _status(self, status: str) -> str:
        if status == Status.NO_REPORT:
            return self.texts("mail.received.no_value")
        return self.texts(f"words.status.{status}")

    def _value(self, row: dict[str, Any]) -> str:
        known = self.report.plan.indicator(row["indicator"])
        said = measured(known.kind, row["value"], row["text"])
        if said is None and row["flag"]:
            return self.texts(f"words.flag.{row['flag']}")
        unit = known.unit_in(self.texts.language) if isinstance(said, float) else ""
        words = f"{in_words(said, self.texts)} {unit}".strip()
        return words or self.texts("mail.received.no_value")

    def _rows(self, name: str) -> list[dict[str, Any]]:
        # Of what was reported as completed earlier nobody was asked, so nothing was received.
        table, carried = getattr(self.report.tables, name), facts_of(self.report).carried
        own = table["institution"] == self.item.institution
        return records(table[own & ~table["activity"].isin(list(carried))])
