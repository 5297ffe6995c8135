"""The value of a cell in OpenDocument (part 3, 19.385: office:value-type and its companions)."""

import re
from datetime import datetime, timedelta
from math import isfinite
from typing import Final

from ovpsheets.intake.reading.formats import cell_values
from ovpsheets.intake.reading.formats.odf_xml import Attributes
from ovpsheets.languages import pattern
from ovpsheets.number_format import number_format
from ovpsheets.templates import cached


@cached
def _error() -> re.Pattern[str]:
    return re.compile(rf"#[A-Z/0!?]+|({pattern('office', 'error')}):\d{{3}}")


_ONE_DAY: Final = timedelta(days=1)
_DURATION: Final = re.compile(
    r"(-?)P(?:(\d{1,6})D)?T?(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,8}(?:[.,]\d{1,20})?)S)?"
)
_BARE: Final = {"date": "yyyy-mm-dd", "time": "[h]:mm:ss"}
"""Type → how it is shown by a style that says nothing of days and hours."""

_NUMBERS: Final = ("float", "percentage", "currency")


def typed_value(attributes: Attributes, shown: str, code: str) -> cell_values.Typed:
    """Return the value of a cell; *shown*: its paragraphs. What cannot be read is text."""
    kind = attributes.get("office:value-type", "")
    if attributes.get("calcext:value-type") == "error":
        return cell_values.error(shown or "#ERROR")
    if "table:formula" in attributes and _error().fullmatch(shown):
        return cell_values.error(shown)
    if kind in _NUMBERS:
        return _number(attributes.get("office:value", ""), shown, code)
    if kind == "date":
        return _date(attributes.get("office:date-value", ""), shown)
    if kind == "time":
        return _time(attributes.get("office:time-value", ""), shown, code)
    if kind == "boolean":
        return cell_values.yes_no(attributes.get("office:boolean-value") == "true")
    return cell_values.text(shown or attributes.get("office:string-value", ""))


def format_of(attributes: Attributes, by_style: str) -> str:
    """Return the number format of a cell: its type says it, else its style."""
    kind, own = attributes.get("office:value-type"), number_format(by_style)
    if kind == "percentage" and not any(section.times_100 for section in own.sections):
        return "0%"
    if kind in _BARE and not own.is_date:
        return _BARE[kind]
    return by_style


def _number(said: str, shown: str, code: str) -> cell_values.Typed:
    try:
        value = float(said)
    except ValueError:
        return cell_values.text(shown)
    if not isfinite(value):
        return cell_values.error(shown or said)
    form = number_format(code)
    if not form.is_date:
        return cell_values.number(value)
    return cell_values.serial(value, is_elapsed=form.is_elapsed)


def _date(said: str, shown: str) -> cell_values.Typed:
    try:
        return cell_values.moment(datetime.fromisoformat(said).replace(tzinfo=None))
    except ValueError:  # a year before 1 or after 9999
        return cell_values.text(shown or said)


def _time(said: str, shown: str, code: str) -> cell_values.Typed:
    found = _DURATION.fullmatch(said)
    if found is None:
        return cell_values.text(shown or said)
    days, hours, minutes = (int(part or 0) for part in found.groups()[1:4])
    seconds = round(float((found[5] or "0").replace(",", ".")))
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if number_format(code).is_elapsed or found[1]:
        return cell_values.elapsed(-length if found[1] else length)
    return cell_values.serial(length / _ONE_DAY)  # 12 in a format of hours alone
