"""Open one file, whatever it is. This is what a worker process does, and all it does."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from importlib import import_module
from itertools import islice
from operator import attrgetter
from typing import Final

from ovpsheets.intake.reading.cells import Contents, Observation, Sheet
from ovpsheets.intake.reading.kind import Format, kind_of
from ovpsheets.intake.reading.limits import Limits
from ovpsheets.intake.reading.opened import Opened, Refused, RefusedError, Unpacked
from ovpsheets.intake.reading.own_readers import checked, reader_of
from ovpsheets.intake.reading.picture_calls import pictures_by_calls
from ovpsheets.intake.reading.struck import struck_told
from ovpsheets.templates import PACKAGE, Templates

_READERS: Final[Mapping[Format, tuple[str, str]]] = {
    "xlsx": ("ooxml.read_xlsx", "read_xlsx"),
    "ods": ("formats.ods", "read_ods"),
    "xls": ("formats.xls", "read_xls"),
    "xlsb": ("formats.xlsb", "read_xlsb"),
    "table": ("formats.delimited", "read_delimited"),
    "docx": ("formats.documents", "read_docx"),
    "text": ("formats.documents", "read_text"),
    "zip": ("containers.archives", "unpack_zip"),
    "mail": ("containers.mails", "unpack_mail"),
    "mailbox": ("containers.mailboxes", "unpack_mailbox"),
    "outlook": ("containers.outlook", "unpack_msg"),
    "winmail": ("containers.attachments", "unpack_winmail"),
    "signed": ("containers.attachments", "unpack_signed"),
}
"""Format → the module that reads it and its function: loaded with the first file of its format,
for most folders have one or two of them, and all took 60 ms."""

_ENDINGS: Final[Mapping[Format, tuple[str, ...]]] = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "ods": (".ods", ".ots"),
    "xls": (".xls", ".xlt"),
    "xlsb": (".xlsb",),
    "table": (".csv", ".tsv", ".tab", ".txt"),
    "docx": (".docx", ".docm", ".dotx", ".dotm"),
    "text": (".txt",),
}

_RAW: Final = attrgetter("raw")
_MOST_TOLD: Final = 20  # addresses of one sheet


def open_timed(
    name: str, data: bytes, limits: Limits, own: Templates = PACKAGE
) -> tuple[Opened, float]:
    """Return what :func:`open_file` does, and the seconds of processor time that it took.

    *own*: the templates by which it is read, for a worker process knows of no workspace.
    """
    began = time.thread_time()
    with own.in_use():
        opened = open_file(name, data, limits)
    return opened, time.thread_time() - began


def open_file(name: str, data: bytes, limits: Limits) -> Opened:
    """Return what is in the file *name*, or what is inside it, or why it is not read."""
    kind = kind_of(name, data)
    if not kind.format:
        return Refused(kind.refused, kind.detail)
    try:
        read = _reader(kind.format, name)
        opened = read(data, limits)
        if isinstance(opened, Contents):
            opened = struck_told(_with_long_texts(pictures_by_calls(opened), limits))
        elif isinstance(opened, Unpacked):
            opened = opened.without_bytes()
    except RefusedError as error:
        return Refused(error.reason, error.detail)
    endings = _ENDINGS.get(kind.format, ())
    if endings and isinstance(opened, Contents) and not name.lower().endswith(endings):
        belied = Observation("wrong_ending", {"format": endings[0]})
        return replace(opened, observed=(*opened.observed, belied))
    return opened


def _reader(kind: Format, name: str) -> Callable[[bytes, Limits], Opened]:
    if kind == "own":
        return partial(_read_own, name)
    module, function = _READERS[kind]
    read: Callable[..., Opened] = getattr(import_module(f"{__package__}.{module}"), function)
    return partial(read, name=name) if kind == "signed" else read


def _read_own(name: str, data: bytes, limits: Limits) -> Opened:
    """Have the reader of another package read a file; raises RefusedError where it fails."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    reader = reader_of(ending, data)
    if reader is None:
        raise RefusedError("not_a_workbook")
    try:
        return checked(reader.read(data), limits.cells)
    except (RefusedError, MemoryError):
        raise
    except Exception as error:  # anything may happen in somebody else's code
        raise RefusedError("reader_failed", f"{type(error).__name__}: {error}") from error


def _with_long_texts(contents: Contents, limits: Limits) -> Contents:
    """Return *contents* with an observation for each sheet that has longer texts than cells take.

    Excel takes 32,767 characters; LibreOffice, and programs that write files themselves,
    more. Such texts are read whole, and that is said. Raises RefusedError where all of
    them together are longer than a file may cost.
    """
    observed = list[Observation]()
    characters = 0
    for sheet in contents.sheets:
        found = list(_long(sheet, limits.cell_text))
        characters += sum(length for _, length in found)
        if characters > limits.long_texts:
            raise RefusedError("long_text", f"{sheet.name}: {characters} characters")
        if found:
            told = ", ".join(address for address, _ in islice(found, _MOST_TOLD))
            more = " …" if len(found) > _MOST_TOLD else ""
            values = {"sheet": sheet.name, "cells": told + more, "most": str(limits.cell_text)}
            observed.append(Observation("long_texts", values))
    return replace(contents, observed=(*contents.observed, *observed)) if observed else contents


def _long(sheet: Sheet, most: int) -> Iterator[tuple[str, int]]:
    """Yield where the long texts of a sheet stand, and how long they are."""
    # Nearly every sheet has none, and is asked as a whole: there are a thousand cells in a form.
    if max(map(len, map(_RAW, sheet.cells.values())), default=0) > most:
        for cell in sheet.cells.values():
            if len(cell.raw) > most:
                yield cell.address, len(cell.raw)
    for remark in sheet.remarks:
        if len(remark.text) > most:
            yield remark.cell or remark.kind, len(remark.text)
