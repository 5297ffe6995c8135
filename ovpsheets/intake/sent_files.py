"""Which files of a folder somebody sent, and what they are called; no link leads out of it."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from ovpsheets.files import is_link


def is_skipped(name: str) -> bool:
    """Tell whether a file's name says that nobody sent it (``~$…``, ``.~lock…#``, Thumbs.db)."""
    return name.startswith(("~$", ".")) or name.lower() in ("thumbs.db", "desktop.ini")


def distinct(names: Iterable[str]) -> list[str]:
    """Return *names*; one that occurs again becomes such as ``form (2).xlsx``.

    A mail can hold two attachments of one name; a disk can hold two names that
    differ only in how their letters are composed.
    """
    taken: set[str] = set()
    result = []
    for name in names:
        free, number = name, 1
        while free in taken:
            number += 1
            path = PurePosixPath(name)
            free = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
        taken.add(free)
        result.append(free)
    return result


def is_sent(name: str) -> bool:
    """Tell whether a file of a folder, by its name in it, is something that somebody sent."""
    return not is_skipped(name.rpartition("/")[2])


def homes_of(folder: Path) -> tuple[Path, ...]:
    """Return where links of *folder* may lead: it, and the workspace whose returns they are."""
    workspace = folder.absolute().parent.parent
    is_returns = folder.name == "returns" and (workspace / "plan.xlsx").is_file()
    return (folder.resolve(), *((workspace.resolve(),) if is_returns else ()))


def leads_out(path: Path, homes: Iterable[Path]) -> bool:
    """Tell whether a file is a link to somewhere outside of all *homes*.

    What is there is nobody's return: it may be a file of the coordinator's own, or of the system.
    """
    if not is_link(path):
        return False
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError):  # to nothing, or in a circle: opening it says so
        return False
    return not any(real.is_relative_to(home) for home in homes)
