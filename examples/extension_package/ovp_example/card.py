"""A product: one line to paste into a message, in every language of the plan."""

import ovpsheets as ovp
from ovpsheets.results.product import Outputs
from ovpsheets.results.report import Report
from ovpsheets.texts import Texts
from ovpsheets.words import Status


def outputs(report: Report) -> Outputs:
    """Return the card in the language of *report*."""
    counters, texts = report.counters(), Texts(report.language)
    done = texts(f"words.status.{Status.COMPLETED}")
    line = f"{texts.quarter(report.quarter)}: {done} {counters.completed}/{counters.total}\n"
    yield f"card.{report.language}.txt", line.encode("utf-8")


PRODUCT = ovp.Product(
    name="card",
    files=("card.{language}.txt",),
    about="One line to paste into a message: how many activities are completed.",
    audience="coordinator",
    language="plan",
    member_text=False,
    outputs=outputs,
)
