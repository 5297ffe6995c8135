"""What came and was left where it lay: it answers nothing, but somebody sent it.

In a merge it is a file that was set aside, just as if it had been put among the returns.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ovpsheets.brief import MergeBrief
from ovpsheets.intake.reading.cells import Observation
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.recognise.senders import institution_of
from ovpsheets.intake.sent_files import distinct
from ovpsheets.left_file import LeftBehind


def with_left_behind(returns: Iterable[Return], brief: MergeBrief) -> Iterator[Return]:
    """Yield *returns*, then what was left behind; not what lies among the returns by now."""
    names, digests = list[str](), set[str]()
    for returned in returns:
        names.append(returned.name)
        digests.add(returned.sha256)
        yield returned
    digests.discard("")
    left = [item for item in brief.left if item.sha256 not in digests]
    # A mail may have been collected and put among the returns by hand as well.
    told_apart = distinct((*names, *(item.file for item in left)))[len(names) :]
    for name, item in zip(told_apart, left, strict=True):
        yield replace(_aside(item, brief), name=name)


def _aside(item: LeftBehind, brief: MergeBrief) -> Return:
    subject = (Observation("subject", {"subject": item.subject}),) if item.subject else ()
    return Return(
        item.file,
        item.sha256,
        min(item.day, brief.as_of),
        set_aside=item.reason,
        detail=item.detail,
        mailed_by=institution_of(item.sender, brief.plan) if item.sender else "",
        observed=(Observation("left_behind", {}), *subject),
        is_stamped=not item.is_known,
        is_left_behind=True,
        beside=item.beside,
        kept=item.kept,
    )
