"""Pictures of a merged quarter for a notebook, drawn by matplotlib where that is installed.

Statuses differ by more than a colour: what nobody answered is hatched and framed by a broken
line, what has not begun is dotted, and every bar has its number.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from textwrap import shorten
from typing import Any, Final

import pandas as pd

from ovpsheets.errors import InputError
from ovpsheets.results.report import Report
from ovpsheets.results.report.counters import open_first, statuses_shown
from ovpsheets.tables import records
from ovpsheets.texts import Texts
from ovpsheets.words import Status
from ovpsheets.writing.look import look

_NEEDED: Final = "matplotlib"

_PATTERNS: Final[Mapping[str, Mapping[str, str]]] = {
    Status.NO_REPORT: {"hatch": "///", "linestyle": "--"},
    Status.NOT_DUE: {"hatch": "...", "linestyle": ":"},
}
"""Status → what it has beside its colour."""

_WIDTH: Final = 9.0  # inches
_MOST_ROWS: Final = 60
"""So many activities stand in a picture: with 2,400 of them it had 79,000 points and 15 MB."""

_LABEL: Final = 60
"""Letters of a text beside a picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, which a notebook shows by itself; ``figure`` is matplotlib's own."""

    figure: Any
    title: str

    def _repr_png_(self) -> bytes:
        out = io.BytesIO()
        self.figure.savefig(out, format="png", dpi=110)
        return out.getvalue()


@dataclass(frozen=True, slots=True)
class Plots:
    """The pictures of a merged quarter: ``merged.plot.progress()``.

    Each raises InputError where matplotlib is not installed (``pip install ovpsheets[plot]``).
    """

    report: Report

    def progress(self) -> Picture:
        """Draw how many activities each holder has in each status, a bar for each holder.

        In the order of the overview and the pages: who left most without an answer stands first.
        """
        counts = open_first(self.report.statuses_by_institution())
        texts = self._texts
        names = [self.report.institution_label(str(code), texts.language) for code in counts.index]
        figure, axes = _blank(0.9 + 0.42 * max(len(names), 1))
        places, left = range(len(names)), [0] * len(names)
        for status in statuses_shown(self.report.counters()):
            numbers = [int(number) for number in counts[status.value]]
            bars = axes.barh(
                places, numbers, left=left, label=_word(status, texts), **_style(status)
            )
            for bar, number in zip(bars.patches, numbers, strict=True):
                if not number:  # else its frame would stand at the end of another status
                    bar.set_height(0)
            shown = [str(number) if number else "" for number in numbers]
            axes.bar_label(bars, shown, label_type="center", color=_ink(status), fontweight="bold")
            left = [before + number for before, number in zip(left, numbers, strict=True)]
        axes.set_yticks(places, names)
        axes.set_ylim(len(names) - 0.5, -0.5)  # no room above the first of many
        axes.xaxis.get_major_locator().set_params(integer=True)
        return self._titled(figure, axes, texts("plot.progress", quarter=self._quarter))

    def matrix(self, commitment: str = "") -> Picture:
        """Draw the status of each activity in each quarter, a row for each activity.

        Of the first 60 activities of the plan, or of one *commitment*; where there are more, the
        title says so. Raises InputError for a commitment that the plan does not know.
        """
        whole = self._over_time(commitment)
        over_time = whole.head(_MOST_ROWS)
        texts, codes = self._texts, [str(code) for code in over_time.index]
        quarters = [str(quarter) for quarter in over_time.columns]
        figure, axes = _blank(1.2 + 0.3 * max(len(codes), 1))
        patches = import_module("matplotlib.patches")
        for row, told in enumerate(records(over_time)):
            for column, quarter in enumerate(quarters):
                if told[quarter] is not None:
                    status = Status(told[quarter])
                    axes.add_patch(
                        patches.Rectangle((column - 0.47, row - 0.45), 0.94, 0.9, **_style(status))
                    )
                    _written(axes, column, row, _word(status, texts), status)
        axes.set_xlim(-0.5, len(quarters) - 0.5)
        axes.set_ylim(len(codes) - 0.5, -0.5)
        axes.set_xticks(range(len(quarters)), quarters)
        axes.set_yticks(range(len(codes)), [self._activity(code) for code in codes])
        title = texts("plot.matrix")
        if len(whole) > len(over_time):
            title = texts("plot.matrix_first", n=len(codes), total=texts.number(len(whole)))
        return self._titled(figure, axes, title, legend=False)

    def _over_time(self, commitment: str) -> pd.DataFrame:
        """Return the statuses of the activities of a commitment, or of all."""
        over_time, plan = self.report.status_over_time(), self.report.plan
        if not commitment:
            return over_time
        if commitment not in (known := [own.code for own in plan.commitments]):
            raise InputError("unknown_commitment", code=commitment, known=", ".join(known))
        own = {act.code for act in plan.activities if act.commitment == commitment}
        return over_time[over_time.index.isin(own)]

    def indicator(self, code: str) -> Picture:
        """Draw the numbers of an indicator over the quarters, and its target.

        A quarter without a number has no point: it is not nought. Raises InputError for an
        indicator that the plan does not know, or whose values are no numbers.
        """
        own = self.report.plan.find_indicator(code)
        if own is None or not own.kind.is_number:
            raise InputError("plot_indicator", code=code)
        texts = self._texts
        both = pd.concat([self.report.history.indicators, self.report.tables.indicators])
        rows = records(both[both["indicator"] == own.code])
        quarters = sorted({row["quarter"] for row in rows})
        figure, axes = _blank(3.6)
        for institution in dict.fromkeys(row["institution"] for row in rows):
            told = {
                row["quarter"]: row["value"] for row in rows if row["institution"] == institution
            }
            values = [float("nan") if told.get(q) is None else told[q] for q in quarters]
            label = self.report.institution_label(institution or "", texts.language)
            axes.plot(quarters, values, marker="o", label=label)
        target = next((row["target"] for row in reversed(rows) if row["target"] is not None), None)
        if target is not None:
            name = texts("plot.target", number=texts.number(target))
            axes.axhline(target, linestyle="--", color=look().colour("bad_ink"), label=name)
        axes.set_ylim(bottom=min(0.0, axes.get_ylim()[0]))
        text = shorten(own.text.in_(texts.language), _LABEL, placeholder=" …")
        return self._titled(figure, axes, f"{own.code} {text}")

    @property
    def _texts(self) -> Texts:
        return Texts(self.report.language)

    @property
    def _quarter(self) -> str:
        return self._texts.quarter(self.report.quarter)

    def _activity(self, code: str) -> str:
        found = self.report.plan.find_activity(code)
        text = found.text.in_(self.report.language) if found else ""
        return shorten(f"{code} {text}", _LABEL, placeholder=" …")

    def _titled(self, figure: Any, axes: Any, title: str, *, legend: bool = True) -> Picture:
        axes.set_title(title, loc="left", fontweight="bold", color=look().colour("navy"))
        if legend:
            axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
        return Picture(figure, title)


def _blank(height: float) -> tuple[Any, Any]:
    """Return a figure that belongs to nobody else, and its axes."""
    if find_spec(_NEEDED) is None:
        raise InputError("plot_missing")
    figure = import_module("matplotlib.figure").Figure((_WIDTH, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _style(status: Status) -> dict[str, Any]:
    colour = look().colour(status.value)
    plain = {"facecolor": colour, "edgecolor": "white", "linewidth": 1.0}
    own = _PATTERNS.get(status)
    return {**plain, "edgecolor": look().colour("muted"), **own} if own else plain


def _ink(status: Status) -> str:
    return "white" if status in (Status.COMPLETED, Status.SUBSTANTIAL) else look().colour("ink")


def _written(axes: Any, column: int, row: int, word: str, status: Status) -> None:
    back = None if _ink(status) == "white" else {
        "facecolor": look().colour(status.value), "edgecolor": "none", "pad": 1.5,
    }  # fmt: skip
    axes.text(
        column, row, word, ha="center", va="center", color=_ink(status), fontsize=8, bbox=back
    )


def _word(status: Status, texts: Texts) -> str:
    return texts(f"words.status.{status.value}")
