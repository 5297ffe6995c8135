"""What a person wrote in a mail: plain text, without the quoted mail it answers."""

import re
from typing import Final

from ovpsheets.intake.reading.containers.links import links_to_files, links_to_pages

# What mail programs put above the mail that is answered.
_ORIGINAL: Final = re.compile(
    r"^[ \t]*-{3,}[ \t]*(original message|оригинална порака|изворна порака|првична порака|"
    r"mesazhi origjinal|mesazh origjinal|originalna poruka|originalna poraka)[ \t]*-{3,}[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_WROTE: Final = re.compile(
    r"^.{0,200}\b(wrote|напиша|написа|напишал|напишала|shkroi|ka shkruar|napisa)$",
    re.IGNORECASE,
)
_FORWARDED: Final = re.compile(r"^\s*(fwd?|пр|прс|пд|препратено|препр|pdp|fw)\s*:", re.IGNORECASE)

_SALUTATION: Final = re.compile(
    r"^(почитуван\w*|драг[аи]\b|здраво|поздрав\b|добар ден|добро утро|добровечер|"
    r"i nderuar|e nderuar|të nderuar\w*|te nderuar\w*|përshëndetje|pershendetje|tungjatjeta|"
    r"mirëdita|miredita|dear|hello|hi|good (morning|day|afternoon))\b"
    # Whom it greets: all up to the comma; without one, two more words in a line of their own.
    r"((?:[^,!.:]|\b(?:г|д-р|z|zj|znj|dr|mr|mrs|ms)\.){0,60}[,!:.]|(\s+[^\s,]+){0,2}$)\s*",
    re.IGNORECASE,
)
_COURTESY: Final = re.compile(
    r"прило[гж]|прикач|attach|enclos|bashk[ëe]ngjit|благодар|на располагање|faleminderit|"
    r"falemnderit|n[ëe] dispozicion|thank|at your disposal|испратено од мојот|sent from my|"
    r"d[ëe]rguar nga",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(
    r"^(--\s*$|(со|срдечен|искрен)\w*\s+(почит|поздрав)|поздрав\w*\b|срдечно|lp\b|"
    r"me (respekt|nderime|p[ëe]rsh[ëe]ndetje)|(best|kind|warm)?\s*regards|sincerely|"
    r"yours (sincerely|faithfully)|best wishes)",
    re.IGNORECASE,
)
# Words with which a sentence about an attachment goes on to say something.
_SAYS_MORE: Final = re.compile(
    r"\b(но|а|без|само|ќе|уште|освен|доцн\w*|недостасува\w*|не|нема|немаме|ниту|туку|бидејќи|затоа|меѓутоа|сепак|дека|"
    r"por|nuk|s'|pa|vetëm|do|ende|mungo\w*|vono\w*|përveç|pervec|sepse|megjithatë|but|not|no|only|will|yet|late|missing|delay\w*|except|because|however|without|"
    r"p\.?\s?s|п\.?\s?с|nb|забелешка|напомена|shënim|note)\b",
    re.IGNORECASE,
)
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
    ends = next((at for at, line in enumerate(lines) if _CLOSING.match(line)), len(lines))
    body = [rest for line in lines[:ends] if (rest := _SALUTATION.sub("", line).strip(" .,!:"))]
    # A sentence may be folded over several lines.
    sentences = re.split(r"(?<=[.!?;])\s+", " ".join(body))
    signature = [_CLOSING.sub("", line, count=1) for line in lines[ends : ends + 1]]
    signature += lines[ends + 1 :]
    return (
        all(not sentence or _is_courtesy(sentence) for sentence in sentences)
        and not links_to_files(text)
        and len(signature) <= _MOST_SIGNATURE_LINES + 1
        and all(map(_is_signature, signature))
    )


def without_history(text: str, subject: str) -> str:
    """Return *text* without the mail that it answers, where that is clearly marked.

    Marked are lines that begin with ">", with the line above that says who
    wrote them, and all below „-----Original Message-----“. A forwarded mail,
    known by its subject, is kept whole: what it quotes is what was sent. So is
    one of which nothing would be left.
    """
    if _FORWARDED.match(subject):
        return text.strip()
    mark = _ORIGINAL.search(text)
    kept: list[str] = []
    for line in (text[: mark.start()] if mark else text).splitlines():
        if line.lstrip().startswith(">"):
            while kept and (not kept[-1].strip() or _WROTE.match(kept[-1].rstrip(" :\t"))):
                kept.pop()
        else:
            kept.append(line)
    return "\n".join(kept).strip() or text.strip()


def _is_courtesy(sentence: str) -> bool:
    return (
        len(sentence) <= _LONGEST_COURTESY
        and _COURTESY.search(sentence) is not None
        and not _adds(sentence)
        and not links_to_pages(sentence)
    )


def _is_signature(line: str) -> bool:
    line = _WHERE_IT_LEADS.sub("", line)
    sentence = line.endswith((".", "!", "?")) and line.count(" ") > 2
    return len(line) <= _LONGEST_SIGNATURE_LINE and not sentence and not _adds(line)


def _adds(text: str) -> bool:
    return _SAYS_MORE.search(text) is not None or _CODE.search(text) is not None
