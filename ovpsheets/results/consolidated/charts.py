"""The native charts: one font, flat bars, no pies, missing left empty."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from xlsxwriter.chart import Chart

from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.words import Status
from ovpsheets.writing.book import Page

PIXELS_PER_ROW: Final = 20
_OTHER_COLOURS: Final = {"total": "navy", "past_deadline": "bad_ink"}
"""Of counters that are no status."""

_STRIPED: Final = {
    Status.NO_REPORT: "wide_upward_diagonal",
    Status.NOT_DUE: "dotted_grid",
}
"""What nobody said yet, told apart from what was not begun by more than another grey."""

_EDGES: Final = {Status.COMPLETED: "white", Status.SUBSTANTIAL: "white", Status.LIMITED: "ochre"}
"""Of light bars the edge stands out against the page, between dark ones it is white."""

_WHITE_ON: Final = frozenset({Status.COMPLETED, Status.SUBSTANTIAL})


Block = list[Any]
"""Cells as XlsxWriter wants them: sheet, first row, first column, last row, last column."""


def status_bars(
    context: SheetContext,
    categories: Block,
    series: Mapping[Status, Block],
    longest: int,
    *,
    upright: bool = False,
) -> Chart:
    """Return stacked bars, one per category, one colour per status; *upright* stands them up.

    *longest* is the number that the longest bar shows.
    """
    kind = "column" if upright else "bar"
    chart = context.book.workbook.add_chart({"type": kind, "subtype": "stacked"})
    for status, values in series.items():
        white = status in _WHITE_ON
        chart.add_series(
            {
                "name": context.texts(f"words.status.{status}"),
                "categories": categories,
                "values": values,
                **_filled(context, status),
                "gap": 45,
                "data_labels": {
                    "value": True,
                    "num_format": "#,##0;;",  # a 0 takes no room in the bar, so no label either
                    "font": _font(context, 9, colour="white" if white else "ink", bold=True),
                },
            }
        )
    category = {"num_font": _font(context, 9.5), "line": {"color": _line(context)}}
    counts = _counts(context, longest)
    if upright:
        chart.set_x_axis(category)
        chart.set_y_axis(counts)
    else:  # lying bars: XlsxWriter calls the axis of the categories y; the first stands on top
        chart.set_y_axis({**category, "reverse": True, "major_gridlines": {"visible": False}})
        chart.set_x_axis({**counts, "label_position": "high"})
    chart.set_legend({"position": "bottom", "font": _font(context, 9)})
    return chart


def _counted(context: SheetContext, counter: str) -> dict[str, Any]:
    """Return what bars of a counter look like: of a status, as elsewhere."""
    if counter not in _OTHER_COLOURS:
        return _filled(context, Status(counter))
    colour = context.book.look.colour(_OTHER_COLOURS[counter])
    return {"fill": {"color": colour}, "border": {"none": True}}


def _filled(context: SheetContext, status: Status) -> dict[str, Any]:
    """Return what bars of a status look like: none is known by its colour alone."""
    colour = context.book.look.colour
    edge = {"border": {"color": colour(_EDGES.get(status, "muted")), "width": 0.75}}
    if status not in _STRIPED:
        return {"fill": {"color": colour(status.value)}, **edge}
    stripes = {"fg_color": colour(status.value), "bg_color": "#FFFFFF"}
    return {"pattern": {"pattern": _STRIPED[status], **stripes}, **edge}


def counter_columns(
    context: SheetContext, counter: str, categories: Block, values: Block, most: int
) -> Chart:
    """Return one counter over the quarters, one of several charts that share the scale to *most*.

    Its title says what it is and where it stands.
    """
    chart = context.book.workbook.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": counter_word(context, counter),
            "categories": categories,
            "values": values,
            **_counted(context, counter),
            "gap": 40,
        }
    )
    chart.set_x_axis(
        {
            "num_font": _font(context, 8),
            "line": {"color": _line(context)},
            # More of them would stand on their heads; the chart beside these has them.
            **({"label_position": "none"} if categories[4] - categories[2] > 3 else {}),
        }
    )
    chart.set_y_axis(
        {
            "num_font": _font(context, 8, colour="muted"),
            "major_gridlines": {"visible": True, "line": {"color": "#E3E8ED", "width": 0.75}},
            "line": {"none": True},
            "num_format": "#,##0",
            "min": 0,
            "max": max(most, 1),
            "major_unit": max(most, 1),
        }
    )
    chart.set_legend({"none": True})
    return chart


def progress_bars(
    context: SheetContext, categories: Block, values: Block, shares: Sequence[Any]
) -> Chart:
    """Return one bar per indicator, from baseline (0 %) to target (100 %)."""
    look = context.book.look
    chart = context.book.workbook.add_chart({"type": "bar"})
    reached = {"fill": {"color": look.colour(Status.COMPLETED.value)}}
    known = [share for share in shares if share is not None]
    chart.add_series(
        {
            "name": context("heading.to_target"),
            "categories": categories,
            "values": values,
            "fill": {"color": look.colour(Status.SUBSTANTIAL.value)},
            "border": {"none": True},
            "points": [reached if share is not None and share >= 1 else None for share in shares],
            "gap": 45,
            "data_labels": {
                "value": True,
                "num_format": "0%",
                "position": "outside_end",
                "font": _font(context, 9, bold=True),
            },
        }
    )
    chart.set_y_axis(
        {
            "reverse": True,
            "num_font": _font(context, 9),
            "line": {"color": _line(context)},
            "major_gridlines": {"visible": False},
            "label_position": "low",
        }
    )
    chart.set_x_axis(
        {
            "label_position": "high",
            "num_font": _font(context, 9, colour="muted"),
            "num_format": "0%",
            "major_gridlines": {"visible": True, "line": {"color": "#E3E8ED", "width": 0.75}},
            "line": {"none": True},
            "major_unit": 0.25 if max(known, default=0) <= 1.5 else 1,
            **({"min": 0} if min(known, default=0) >= 0 else {}),
            **({"max": 1} if max(known, default=0) <= 1 else {}),
        }
    )
    chart.set_legend({"none": True})
    return chart


def insert(
    context: SheetContext,
    page: Page,
    chart: Chart,
    where: tuple[int, int],
    *,
    size: tuple[int, int],
    title: str,
    description: str,
    left: int = 0,
    letters: float = 11.5,
) -> None:
    """Put *chart* with its title on the page, *left* pixels from the cell *where*.

    *letters* of its title are in points; *description* is read out to who cannot see it.
    """
    chart.set_title(
        {
            "name": title,
            "overlay": False,
            "name_font": _font(context, letters, colour="navy", bold=True),
        }
    )
    chart.set_chartarea({"border": {"color": _line(context)}, "fill": {"color": "#FFFFFF"}})
    chart.set_size({"width": size[0], "height": size[1]})
    chart.show_blanks_as("gap")
    chart.show_hidden_data()  # of quarters that are folded away
    options = {
        "description": description,
        "object_position": 2,
        "x_offset": left + 1,
        "y_offset": 1,
    }
    page.sheet.insert_chart(*where, chart, options)


def _font(
    context: SheetContext, size: float, *, colour: str = "ink", bold: bool = False
) -> dict[str, Any]:
    look = context.book.look
    return {"name": look.font, "size": size, "color": look.colour(colour), "bold": bold}


def _line(context: SheetContext) -> str:
    return context.book.look.colour("line")


def _counts(context: SheetContext, most: int) -> dict[str, Any]:
    """Return the axis of numbers of activities: whole ones, about ten gridlines at most."""
    return {
        "num_font": _font(context, 9, colour="muted"),
        "major_gridlines": {"visible": True, "line": {"color": "#E3E8ED", "width": 0.75}},
        "line": {"none": True},
        "num_format": "#,##0",
        "min": 0,
        "major_unit": _step(most / 10),
    }


def _step(least: float) -> int:
    """Return 1, 2 or 5 times a power of ten: the first of them that is not below *least*."""
    power = 1
    while 5 * power < least:
        power *= 10
    return next(factor * power for factor in (1, 2, 5) if factor * power >= least)


def counter_word(context: SheetContext, counter: str) -> str:
    """Return a counter's name in a legend, where the portal's words have no room."""
    if counter == "total":
        return context("heading.total")
    if counter == "past_deadline":
        return context("chart.late")
    return context.texts(f"words.status.{counter}")
