"""Files for a double click: each opens a terminal in the workspace and says what comes next.

They name no folder of a machine: where they lie is where they work, also on a shared drive and
after the workspace was moved. What lies there under such a name already is the user's.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ovpsheets.files import write_whole
from ovpsheets.texts import Texts

WINDOWS: Final = "ovpsheets.cmd"
MACOS: Final = "ovpsheets.command"
LINUX: Final = "ovpsheets.desktop"

_CMD: Final = """\
@echo off
chcp 65001 >nul
set PYTHONUTF8=1
pushd "%~dp0"
where ovpsheets >nul 2>nul
if errorlevel 1 (py -m ovpsheets next) else (ovpsheets next)
echo.
pause
popd
"""
"""``pushd``, for ``cd`` refuses a shared drive; ``py`` where no script is on the path."""

_COMMAND: Final = """\
#!/bin/sh
cd "$(dirname "$0")" || exit 1
PYTHONUTF8=1
export PYTHONUTF8
if command -v ovpsheets >/dev/null 2>&1; then
    ovpsheets next
else
    python3 -m ovpsheets next
fi
printf '\\n{press}'
read -r _
"""

_DESKTOP: Final = """\
[Desktop Entry]
Type=Application
Version=1.0
Name=ovpsheets
Comment={comment}
Exec=sh -c "cd \\\\"\\\\$(dirname \\\\"\\\\$1\\\\")\\\\" && exec sh ./{command}" sh %k
Icon=x-office-spreadsheet
Terminal=true
"""
"""``%k`` is where this file lies. A backslash is written twice, as the specification of desktop
entries has it (https://specifications.freedesktop.org/desktop-entry-spec/)."""


def starters(texts: Texts) -> Mapping[str, bytes]:
    """Return the files for a double click: name → content, in the language of *texts*."""
    press, comment = texts("cli.starter.press"), texts("cli.next.short")
    return {
        WINDOWS: _CMD.replace("\n", "\r\n").encode("ascii"),
        MACOS: _COMMAND.replace("{press}", press).encode("utf-8"),
        LINUX: _DESKTOP.format(comment=comment, command=MACOS).encode("utf-8"),
    }


def write_starters(folder: Path, texts: Texts) -> tuple[Path, ...]:
    """Write the files for a double click into *folder*, and return those that are new.

    What has such a name already stays. Raises OSError where the folder cannot be written.
    """
    written = []
    for name, content in starters(texts).items():
        path = folder / name
        if path.exists():
            continue
        write_whole(path, content)
        if name != WINDOWS:
            path.chmod(0o755)  # without it a double click shows the text
        written.append(path)
    return tuple(written)
