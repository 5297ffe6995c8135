"""What a person wrote in a mail: plain text, without the quoted mail it answers."""

import re
from typing import Final

from ovpsheets.intake.reading.containers.links import links_to_files, links_to_pages
from ovpsheets.languages import pattern
from ovpsheets.templates import cached


def _known(words: str) -> str:
    """Return the words of ``reading`` under *words* as a group of a regular expression."""
    return f"(?:{pattern('mail', words)})"


@cached
def _original() -> re.Pattern[str]:
    # What mail programs put above the mail that is answered.
    return re.compile(
        rf"^[ \t]*-{{3,}}[ \t]*{_known('original')}[ \t]*-{{3,}}[ \t]*$",
        re.IGNORECASE | re.MULTILINE,
    )


@cached
def _header() -> re.Pattern[str]:
    """Sender, day and subject of the mail that is answered, as Outlook puts them above it."""
    first, day, to, subject = (
        rf"[ \t*]*{_known(part)}[ \t*]*:.*" for part in ("from", "sent", "to", "subject")
    )
    return re.compile(
        rf"^{first}\n\s*{day}\n\s*(?:{to}\n\s*){{0,3}}{subject}", re.IGNORECASE | re.MULTILINE
    )


@cached
def _wrote() -> re.Pattern[str]:
    return re.compile(rf"^.{{0,200}}\b{_known('wrote')}$", re.IGNORECASE)


@cached
def _forwarded() -> re.Pattern[str]:
    return re.compile(rf"^\s*{_known('forwarded')}\s*:", re.IGNORECASE)


@cached
def _automatic() -> re.Pattern[str]:
    # What mail programs put before the subject of the mail that they answer by themselves.
    return re.compile(rf"^\s*{_known('automatic')}\s*(?::|$)", re.IGNORECASE)


@cached
def _salutation() -> re.Pattern[str]:
    return re.compile(
        rf"^{_known('salutation')}\b"
        # Whom it greets: all up to the comma; without one, two more words in a line of their own.
        rf"((?:[^,!.:]|\b{_known('titles')}\.){{0,60}}[,!:.]|(\s+[^\s,]+){{0,2}}$)\s*",
        re.IGNORECASE,
    )


@cached
def _courtesy() -> re.Pattern[str]:
    return re.compile(_known("courtesy"), re.IGNORECASE)


@cached
def _closing() -> re.Pattern[str]:
    return re.compile(rf"^(--\s*$|{_known('closing')}\b)", re.IGNORECASE)


@cached
def _says_more() -> re.Pattern[str]:
    # Words with which a sentence about an attachment goes on to say something.
    return re.compile(rf"\b{_known('says_more')}\b", re.IGNORECASE)


_WHERE_IT_LEADS: Final = re.compile(r"\s*<(?:https?://|mailto:)[^\s<>]*>", re.IGNORECASE)
_CODE: Final = re.compile(r"\d+\.\d+\.\d+(?!\d*\.?\d{4})|\d\s*%")

_LONGEST_GREETING: Final = 2_000
_LONGEST_COURTESY: Final = 160
_LONGEST_SIGNATURE_LINE: Final = 80
_MOST_SIGNATURE_LINES: Final = 10


def is_greeting(text: str) -> bool:
    """Tell whether *text* says no more than „во прилог е извештајот“.

    The rule: apart from a salutation, every sentence up to the closing formula
    is a courtesy (it speaks of the attachment, of thanks or of being at one's
    disposal), has at most 160 characters, names no code or percentage, leads to no
    page, and has no word that adds something (not, but, except, note …). Behind the
    closing formula stand at most ten lines of a signature, of at most 80 characters,
    which are no sentences and share no file. In doubt it is no greeting: then it is shown.
    """
    if len(text) > _LONGEST_GREETING:
        return False
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    ends = next((at for at, line in enumerate(lines) if _closing().match(line)), len(lines))
    body = [rest for line in lines[:ends] if (rest := _salutation().sub("", line).strip(" .,!:"))]
    # A sentence may be folded over several lines.
    sentences = re.split(r"(?<=[.!?;])\s+", " ".join(body))
    signature = [_closing().sub("", line, count=1) for line in lines[ends : ends + 1]]
    signature += lines[ends + 1 :]
    return (
        all(not sentence or _is_courtesy(sentence) for sentence in sentences)
        and not links_to_files(text)
        and len(signature) <= _MOST_SIGNATURE_LINES + 1
        and all(map(_is_signature, signature))
    )


def without_courtesies(text: str) -> str:
    """Return what a mail says between its salutation and its closing formula, line by line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    ends = next((at for at, line in enumerate(lines) if at and _closing().match(line)), len(lines))
    return "\n".join(rest for line in lines[:ends] if (rest := _salutation().sub("", line).strip()))


def is_automatic_subject(subject: str) -> bool:
    """Tell whether a subject is one that a program gives to its answer for somebody away."""
    return _automatic().match(subject) is not None


def without_history(text: str, subject: str) -> str:
    """Return *text* without the mail that it answers, where that is clearly marked.

    Marked are lines that begin with ">", with the line above that says who
    wrote them, and all below „-----Original Message-----“ or below sender, day and subject of
    that mail, as Outlook puts them there. A forwarded mail,
    known by its subject, is kept whole: what it quotes is what was sent. So is
    one of which nothing would be left.
    """
    if _forwarded().match(subject):
        return text.strip()
    marks = (known.search(text) for known in (_original(), _header()))
    mark = min(filter(None, marks), key=lambda found: found.start(), default=None)
    kept: list[str] = []
    for line in (text[: mark.start()] if mark else text).splitlines():
        if line.lstrip().startswith(">"):
            while kept and (not kept[-1].strip() or _wrote().match(kept[-1].rstrip(" :\t"))):
                kept.pop()
        else:
            kept.append(line)
    return "\n".join(kept).strip() or text.strip()


def _is_courtesy(sentence: str) -> bool:
    return (
        len(sentence) <= _LONGEST_COURTESY
        and _courtesy().search(sentence) is not None
        and not _adds(sentence)
        and not links_to_pages(sentence)
    )


def _is_signature(line: str) -> bool:
    line = _WHERE_IT_LEADS.sub("", line)
    sentence = line.endswith((".", "!", "?")) and line.count(" ") > 2
    return len(line) <= _LONGEST_SIGNATURE_LINE and not sentence and not _adds(line)


def _adds(text: str) -> bool:
    return _says_more().search(text) is not None or _CODE.search(text) is not None
