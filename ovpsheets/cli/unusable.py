"""What is said of an extension of another package that cannot be used: one sentence each."""

from collections.abc import Iterable

from ovpsheets.cli import show
from ovpsheets.cli.text_table import harmless
from ovpsheets.extensions import Unusable
from ovpsheets.texts import Texts


def tell_unusable(found: Iterable[Unusable], texts: Texts) -> None:
    """Say, beside the results, what cannot be used, whose it is and why."""
    for own in dict.fromkeys(found):
        values = {"name": own.name, "package": own.package or "–", "reason": own.reason}
        said = {key: harmless(value) for key, value in values.items()}
        show.notice(texts(f"cli.unusable.{own.group.rpartition('.')[2]}", **said))


def unusable_values(found: Iterable[Unusable]) -> list[dict[str, str]]:
    """Return the same for other programs."""
    return [
        {"group": own.group, "name": own.name, "package": own.package, "reason": own.reason}
        for own in dict.fromkeys(found)
    ]
