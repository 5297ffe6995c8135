"""Whose each activity and commitment is, settled when all bodies are known."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ovpsheets.adopted.account import Account, Item
from ovpsheets.adopted.headings import Part
from ovpsheets.adopted.making import PlanInMaking
from ovpsheets.adopted.named_bodies import Bodies, bodies_among
from ovpsheets.adopted.names_in_cells import Mention, mentions
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.words import fold

_NAMING: Final = (Part.COORDINATOR, Part.HOLDER, Part.CO_HOLDERS)
_ADDRESS: Final = re.compile(r"[^@\s;,<>()]+@[^@\s;,<>()]+\.[^@\s;,<>().]+")


def settle_whose(draft: PlanInMaking) -> Bodies:
    """Give every activity its holder and co-holders, and return all bodies."""
    items = [draft.plan, *draft.commitments, *draft.activities]
    named = [
        (_in_full(mention, draft.explained), cell)
        for item in items
        for part in _NAMING
        for cell in item.raw.get(part, ())
        for mention in mentions(cell)
    ]
    bodies = bodies_among(named, draft.account, draft.language)
    for commitment in draft.commitments:
        _coordinator(commitment, bodies, draft.account)
        for cell in commitment.raw.get(Part.CO_HOLDERS, ()):
            draft.account.became(cell, "for_activities", commitment)
    for activity in draft.activities:
        _holders(activity, bodies, draft.account)
    _coordinator_of_plan(draft, bodies)
    for activity in draft.activities:
        _without_holder(activity, draft)
    for item in (draft.plan, *draft.commitments):
        _contacts(item, bodies, draft.account)
    return bodies


def _in_full(mention: Mention, explained: list[Mention]) -> Mention:
    """Return a body with the name and the abbreviation that a list of abbreviations has."""
    for own in explained:
        if fold(mention.short) == fold(own.short) and not mention.name:
            return replace(mention, name=own.name)
        if fold(mention.name) == fold(own.name) and not mention.short:
            return replace(mention, short=own.short)
    return mention


def _mentioned(item: Item, part: Part) -> Iterator[tuple[Mention, Cell]]:
    for cell in item.raw.get(part, ()):
        yield from ((mention, cell) for mention in mentions(cell))


def _coordinator(item: Item, bodies: Bodies, account: Account) -> None:
    """Take the body that coordinates, else the one that leads."""
    for part in (Part.COORDINATOR, Part.HOLDER):
        for mention, cell in _mentioned(item, part):
            if "coordinator" not in item.values:
                code = bodies.of(mention).code
                item.values["coordinator"] = code
                account.became(cell, "coordinator", item, "coordinator", name=mention.text)


def _holders(activity: Item, bodies: Bodies, account: Account) -> None:
    """Take the first that a row names as its holder, all others as co-holders."""
    own = Part.HOLDER in activity.raw or activity.parent is None
    above = activity if own else activity.parent
    lead = list(_mentioned(above or activity, Part.HOLDER))
    beside = list(_mentioned(activity, Part.CO_HOLDERS))
    if not beside and activity.parent is not None:
        beside = list(_mentioned(activity.parent, Part.CO_HOLDERS))
    holders = [each for each in lead if not each[0].is_beside]
    order = [*holders[:1], *(each for each in (*lead, *beside) if each not in holders[:1])]
    for mention, cell in order if holders else ():
        _named(activity, mention, cell, bodies, account)
    if not holders:
        for mention, cell in (*lead, *beside):
            _named(activity, mention, cell, bodies, account)
    if Part.HOLDER in activity.borrowed:
        account.doubt(activity, "holder", "holder_above", [cell for _, cell in holders])
    elif len({bodies.of(mention).code for mention, _ in holders}) > 1:
        cells = list(dict.fromkeys(cell for _, cell in holders))
        account.doubt(activity, "holder", "holder_first", cells)


def _named(activity: Item, mention: Mention, cell: Cell, bodies: Bodies, account: Account) -> None:
    code = bodies.of(mention).code
    if activity.values.setdefault("holder", code) == code:
        account.became(cell, "holder", activity, "holder", name=mention.text)
        return
    known = activity.values.get("co_holders", ())
    others = tuple(known) if isinstance(known, tuple) else ()
    activity.values["co_holders"] = tuple(dict.fromkeys((*others, code)))
    account.became(cell, "co_holder", activity, "co_holders", name=mention.text)


def _coordinator_of_plan(draft: PlanInMaking, bodies: Bodies) -> None:
    _coordinator(draft.plan, bodies, draft.account)
    if "coordinator" in draft.plan.values:
        return
    held = Counter(str(own.values["holder"]) for own in draft.activities if "holder" in own.values)
    led = Counter(
        str(own.values["coordinator"]) for own in draft.commitments if "coordinator" in own.values
    )
    most = (led or held).most_common(1)
    if most:
        draft.plan.values["coordinator"] = most[0][0]
    draft.account.doubt(draft.plan, "coordinator", "plan_coordinator")


def _without_holder(activity: Item, draft: PlanInMaking) -> None:
    if "holder" not in activity.values and "coordinator" in draft.plan.values:
        activity.values["holder"] = draft.plan.values["coordinator"]
    if not activity.raw.keys() & {Part.HOLDER} and not (
        activity.parent and Part.HOLDER in activity.parent.raw
    ):
        draft.account.doubt(activity, "holder", "holder_missing")


def _contacts(item: Item, bodies: Bodies, account: Account) -> None:
    """Give the body that leads a commitment the addresses and names beside it."""
    lead = next((b for b in bodies.items if b.code == item.values.get("coordinator")), None)
    for part in (Part.CONTACT, Part.EMAIL):
        for cell in item.raw.get(part, ()):
            if lead is None:
                account.became(cell, "unread_whose")
                continue
            addresses = _ADDRESS.findall(cell.kept)
            rest = _ADDRESS.sub("", cell.kept).strip(" \n,;/")
            if addresses:
                _add(lead, "email", addresses)
                account.became(cell, "email", lead, "email")
            if rest:
                _add(lead, "contact", [" ".join(rest.split())])
                account.became(cell, "contact", lead, "contact")


def _add(item: Item, column: str, texts: list[str]) -> None:
    before = str(item.values.get(column, ""))
    known = [part for part in before.split("; ") if part]
    item.values[column] = "; ".join(dict.fromkeys((*known, *texts)))
