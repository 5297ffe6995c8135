"""Fill workbooks in LibreOffice Calc the way a person does: go to a cell, type, save.

Run by a Python that has LibreOffice's bridge, mostly the system's own:

    /usr/bin/python3 fill_with_libreoffice.py jobs.json

``jobs.json`` holds a list of jobs, done one after another in one office::

    [{"source": "form.xlsx", "target": "return.xlsx", "unprotected": false,
      "typed": [{"sheet": "1 Активности", "cell": "F7", "text": "Ограничено"}],
      "notes": [{"sheet": "1 Активности", "cell": "F7", "text": "a note on the cell"}],
      "sheets": [{"name": "Прилог", "lines": ["first cell of column A", "second"]}],
      "commands": [{"sheet": "1 Активности", "range": "A9", "command": ".uno:InsertRows",
                    "with": {}}],
      "boxes": [{"sheet": "1 Активности", "text": "a text box"}],
      "recalculate": false}]

All but source and target may be left out; what is there is done in this order. A
target is saved as .xlsx, .ods, .xls or .pdf, as its name ends. With ``-`` in the place of the file,
jobs come as lines on stdin, one a line, and each is answered by a line when it is done: an
empty string in JSON, or what went wrong. ``commands`` are those
of the menus, on cells that are selected; ``unprotected`` takes the protection
off every sheet first, without which nothing changes but the fields. With
``recalculate`` every formula is calculated anew before saving, whatever result
is stored in the file. The office is told to be a Macedonian one, so "12,5" is a
number and "46%" too.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uno
from com.sun.star.awt import Point, Size
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

_PATIENCE = 120.0  # seconds until the office must have started
_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".ods": "calc8",
    ".xls": "MS Excel 97",
    ".pdf": "calc_pdf_Export",
}

_SETTING = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Setup/L10N", "ooSetupSystemLocale", "mk-MK"),
    ("Setup/Product", "ooSetupLastVersion", "99"),  # no "what is new" bar
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),  # calculate on load, without asking
)


def main(arguments: list[str]) -> None:
    """Do the jobs of the file named on the command line."""
    parser = argparse.ArgumentParser(description="Fill workbooks in LibreOffice Calc.")
    parser.add_argument("jobs")
    parser.add_argument("--soffice", default="soffice")
    options = parser.parse_args(arguments)
    with started(options.soffice) as context:
        if options.jobs == "-":
            _serve(context)
        else:
            for job in json.loads(Path(options.jobs).read_text(encoding="utf-8")):
                do(context, job)


def _serve(context: Any) -> None:
    for line in sys.stdin:
        try:
            do(context, json.loads(line))
            answer = ""
        except Exception as error:  # whatever the bridge raises is told, and the next job done
            answer = f"{type(error).__name__}: {error}"
        print(json.dumps(answer), flush=True)


@contextmanager
def started(soffice: str) -> Iterator[Any]:
    """Start an office of our own and yield its component context."""
    with tempfile.TemporaryDirectory() as profile:
        _write_settings(Path(profile))
        pipe = f"ovp{time.monotonic_ns()}"
        command = [
            soffice, "--headless", "--norestore", "--nologo", "--nodefault",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
        ]  # fmt: skip
        # soffice is a script that starts the office proper: a group, so that both can be ended.
        process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            context = _connected(pipe, process)
            yield context
            _service(context, "com.sun.star.frame.Desktop").terminate()
            process.wait(30)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def do(context: Any, job: Mapping[str, Any]) -> None:
    """Open, type, save and close one workbook."""
    source, target = Path(job["source"]).resolve(), Path(job["target"]).resolve()
    desktop = _service(context, "com.sun.star.frame.Desktop")
    # Hidden: nobody looks, so no window is drawn; what is typed goes through its view all the same.
    hidden = (_property("Hidden", True),)
    document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, hidden)
    try:
        if job.get("unprotected"):
            for sheet in document.Sheets:
                sheet.unprotect("")
        for entry in job.get("typed", ()):
            _type(context, document, entry)
        for note in job.get("notes", ()):
            _go_to(context, document, note["sheet"], note["cell"])
            _dispatch(context, document, ".uno:InsertAnnotation", {"Text": note["text"]})
        for added in job.get("sheets", ()):
            _add_sheet(context, document, added)
        for command in job.get("commands", ()):
            _command(context, document, command)
        for box in job.get("boxes", ()):
            _add_box(document, box)
        if job.get("recalculate"):
            document.calculateAll()
        _rest_at_the_start(context, document)
        target.parent.mkdir(parents=True, exist_ok=True)
        document.storeToURL(target.as_uri(), (_property("FilterName", _FILTERS[target.suffix]),))
    finally:
        document.close(True)


def _type(context: Any, document: Any, entry: Mapping[str, str]) -> None:
    """Type into a cell: through the view, so that the cell's format has its say."""
    _go_to(context, document, entry["sheet"], entry["cell"])
    _dispatch(context, document, ".uno:EnterString", {"StringName": entry["text"]})


def _go_to(context: Any, document: Any, sheet: str, cells: str) -> None:
    """Bring a sheet to the front and select cells of it."""
    document.getCurrentController().setActiveSheet(document.Sheets.getByName(sheet))
    _dispatch(context, document, ".uno:GoToCell", {"ToPoint": cells})


def _command(context: Any, document: Any, entry: Mapping[str, Any]) -> None:
    """Choose a command of the menus, on cells that are selected."""
    _go_to(context, document, entry["sheet"], entry["range"])
    _dispatch(context, document, entry["command"], entry.get("with", {}))


def _add_box(document: Any, box: Mapping[str, str]) -> None:
    """Lay a text box over a sheet."""
    shape = document.createInstance("com.sun.star.drawing.TextShape")
    document.Sheets.getByName(box["sheet"]).DrawPage.add(shape)
    shape.setPosition(Point(2_000, 15_000))  # in hundredths of a millimetre
    shape.setSize(Size(6_000, 1_500))
    shape.setString(box["text"])


def _add_sheet(context: Any, document: Any, added: Mapping[str, Any]) -> None:
    document.Sheets.insertNewByName(added["name"], document.Sheets.Count)
    for row, line in enumerate(added["lines"], 1):
        _type(context, document, {"sheet": added["name"], "cell": f"A{row}", "text": line})


def _rest_at_the_start(context: Any, document: Any) -> None:
    """Leave every visible sheet scrolled to its beginning, and the first one in front."""
    controller = document.getCurrentController()
    sheets = [document.Sheets.getByIndex(n) for n in range(document.Sheets.Count)]
    for sheet in reversed([sheet for sheet in sheets if sheet.IsVisible]):
        controller.setActiveSheet(sheet)
        _dispatch(context, document, ".uno:GoToStart")


def _dispatch(
    context: Any, document: Any, command: str, arguments: Mapping[str, object] | None = None
) -> None:
    dispatcher = _service(context, "com.sun.star.frame.DispatchHelper")
    given = tuple(_property(name, value) for name, value in (arguments or {}).items())
    dispatcher.executeDispatch(document.getCurrentController().Frame, command, "", 0, given)


def _property(name: str, value: object) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def _service(context: Any, name: str) -> Any:
    return context.ServiceManager.createInstanceWithContext(name, context)


def _connected(pipe: str, process: "subprocess.Popen[bytes]") -> Any:
    local = uno.getComponentContext()
    resolver = _service(local, "com.sun.star.bridge.UnoUrlResolver")
    address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return resolver.resolve(address)
        except NoConnectException:
            if time.monotonic() > until or process.poll() is not None:
                raise
            time.sleep(0.2)


def _write_settings(profile: Path) -> None:
    items = "".join(_SETTING.format(path=p, name=n, value=v) for p, n, v in _SETTINGS)
    folder = profile / "user"
    folder.mkdir()
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(sys.argv[1:])
