"""Numbers as a sentence writes them: in words up to ten, agreeing with what is counted."""

from typing import Final, Literal

from ovpsheets.texts import Texts

Noun = Literal["milestone", "form", "value", "institution"]

IN_WORDS: Final = 10
"""The largest number that is written in words."""


def number(texts: Texts, noun: Noun, n: int) -> str:
    """Return *n* alone, in the gender of *noun*: „едно“, „еден“, „една“, „12“."""
    return texts(f"summary.number.{noun}.{n}") if 1 <= n <= IN_WORDS else texts.number(n)


def counted(texts: Texts, noun: Noun, n: int) -> str:
    """Return *n* with its noun: „две достигнувања“, „21 достигнување“."""
    return texts(f"summary.counted.{noun}", n=n, number=number(texts, noun, n))


def the_counted(texts: Texts, noun: Noun, n: int) -> str:
    """Return *n*, two or more, as known things: „осумте достигнувања“, „вкупно 12 …“."""
    key = n if n <= IN_WORDS else "many"
    article = texts(f"summary.the.{noun}.{key}", number=texts.number(n))
    return texts(f"summary.the_counted.{noun}", n=n, number=article)
