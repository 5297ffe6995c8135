"""What a product is: files made of a report, and what is promised of them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from ovpsheets.intake.tasks import Tasks
from ovpsheets.laid_aside import Content
from ovpsheets.results.report import Report
from ovpsheets.templates import cached

Audience = Literal["coordinator", "minister", "members", "public"]
"""Whom files are for: the coordinator (and analysts); the minister, to whom the coordinator hands
them; the members; the public. What is for others than the coordinator tells of no few persons."""

InLanguage = Literal["coordinator", "plan", "institution"]
"""In which language: the coordinator's; one set in every language of the plan (and the
coordinator's); each file in that of the institution that gets it."""

Metadata = Literal["none", "ours", "member"]
"""What a document says of its making: nothing; title and a fixed day; what stood in the
member's own file, which goes back to that member."""

When = Literal["always", "own_language", "asked"]
"""At which merges it is made: at each; at each in the coordinator's language; where it is asked
for. What lies in the results is made again at each merge, so that nothing old stands there."""

Outputs = Iterable[tuple[str, bytes]]
"""Names, relative to the folder of the results with forward slashes, and contents.

May be lazy: each file is made when it is asked for and forgotten when it is written."""

Contents = Iterable[tuple[str, Content]]
"""The same, of files that may be large: what such a one is to hold may lie on the disk."""

MOST_ATTACHED: Final = 7_000_000
"""Bytes of the files in a mail: 9.6 MB in base64, and a server takes 10 MB if nobody set more."""

_PLACES: Final = {
    "language": r"(?P<language>[a-z]{2})",
    "commitment": r"[0-9.]+",
    "institution": r"[A-Za-z0-9_]+",
    "kind": r"[a-z]+",
    "number": r"[0-9]+",
    "plan": r"[A-Za-z0-9._]+",
    "quarter": r"[0-9]{4}-Q[1-4]",
    "table": r"[a-z_]+",
    "list": r"[a-z_]+",
}
"""What may stand in the names of files, as ``{language}``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What is promised of some files; ``tests/test_outputs.py`` holds every promise.

    ``files``: their names, with a word in braces where one stands: language, commitment,
    institution, kind, list, number, plan, quarter, table. ``about``: one sentence for the
    documentation. ``member_text``: whether words that members typed are in them.
    """

    name: str
    files: tuple[str, ...]
    about: str
    audience: Audience
    language: InLanguage
    member_text: bool
    metadata: Metadata = "none"

    def owns(self, name: str) -> bool:
        """Tell whether a file is one of these."""
        return any(_pattern(file).fullmatch(name) for file in self.files)

    def language_of(self, name: str) -> str:
        """Return the language that a file's name says, "" where it says none."""
        found = filter(None, (_pattern(file).fullmatch(name) for file in self.files))
        return next((m["language"] for m in found if "language" in m.re.groupindex), "")

    def whole(self, language: str) -> tuple[str, ...]:
        """Return the names of the files that are about the whole quarter, in *language*."""
        named = (file.replace("{language}", language) for file in self.files)
        return tuple(name for name in named if "{" not in name)


MakePart = Callable[[], tuple[tuple[tuple[str, bytes], ...], bool]]


@dataclass(frozen=True, slots=True)
class ProductPart:
    """Some files of a product that need not be made again as long as nothing of theirs changed.

    ``make``: the files, and whether they follow from ``follows_from`` and the program alone.
    ``begin``: has others begin with what takes long in it, for which ``make`` then waits.
    """

    follows_from: tuple[object, ...]
    make: MakePart
    begin: Callable[[Tasks], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Product(Promise):
    """Files made of a report.

    ``outputs`` is pure: the same report gives the same bytes; it reads and writes no files,
    no clock, no network. It is called once with the report in the coordinator's
    language, or where ``language`` is "plan" once with the report in each language.
    ``when``: at which merges it is made. ``comes_and_goes``: a file that is not made any more is
    removed, unless it was edited. ``parts``: its files in parts, where each is kept for itself.
    ``by_part``: whether others make it part by part, each of which begins what takes long in it,
    and not as a whole.
    """

    outputs: Callable[[Report], Contents]
    when: When = "always"
    comes_and_goes: bool = False
    parts: Callable[[Report], Iterable[ProductPart]] | None = None
    by_part: bool = False


@cached
def _pattern(file: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", file)
    return re.compile(
        "".join(_PLACES[part] if n % 2 else re.escape(part) for n, part in enumerate(parts))
    )
