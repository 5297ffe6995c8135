"""What lies where in the folder of a quarter; the whole workspace stands in ``folders.py``."""

from dataclasses import dataclass
from pathlib import Path

from ovpsheets.journeys.results_home import PLAN
from ovpsheets.quarter import Quarter
from ovpsheets.results.report.draft_register import SHOWN


@dataclass(frozen=True, slots=True)
class QuarterFolder:
    """The folder of one quarter."""

    path: Path

    @property
    def forms(self) -> Path:
        """The forms, and ``issued.csv``."""
        return self.path / "forms"

    @property
    def returns(self) -> Path:
        """Whatever came back."""
        return self.path / "returns"

    @property
    def evidence(self) -> Path:
        """Copies of what members sent to prove what they say."""
        return self.path / "evidence"

    @property
    def results(self) -> Path:
        """What merge writes."""
        return self.path / "results"

    @property
    def data(self) -> Path:
        """The tables as CSV files."""
        return self.results / "data"

    @property
    def mail(self) -> Path:
        """Drafts of mails, and the deadlines as a calendar."""
        return self.path / "mail"

    @property
    def review(self) -> Path:
        """The drafts for the members, and who was shown which."""
        return self.path / "review"

    @property
    def shown(self) -> Path:
        """Who was shown which draft, and what they answered; people type into it."""
        return self.review / SHOWN

    @property
    def comments(self) -> Path:
        """Comments forms that came back."""
        return self.review / "comments"

    @property
    def public(self) -> Path:
        """What is published."""
        return self.path / "public"

    @property
    def published_plan(self) -> Path:
        """A copy of the plan with which the quarter was first published."""
        return self.path / "published" / PLAN

    @property
    def published_settings(self) -> Path:
        """The folder with a copy of the settings with which the quarter was first published."""
        return self.path / "published"

    @property
    def issued_plan(self) -> Path:
        """A copy of the plan that the quarter's forms were last made of."""
        return self.path / "issued" / PLAN

    @property
    def questions(self) -> Path:
        """What has to be answered before it is published."""
        return self.path / "questions.xlsx"

    @property
    def releases(self) -> Path:
        """The log of what was published."""
        return self.path / "release.csv"

    @property
    def quarter(self) -> Quarter:
        """The quarter whose folder it is."""
        return Quarter.parse(self.path.name)

    @property
    def closed(self) -> Path:
        """The closed versions of the quarter, by number."""
        return self.path / "closed"

    @property
    def received(self) -> Path:
        """The register of when each file came."""
        return self.path / "received.csv"

    @property
    def left(self) -> Path:
        """The register of what came and was left where it lay."""
        return self.path / "left.csv"

    @property
    def collected(self) -> Path:
        """The register of the files of ``mails`` that were taken in."""
        return self.path / "collected.csv"

    @property
    def decisions(self) -> Path:
        """What the coordinator decided about answers."""
        return self.path / "decisions.csv"

    @property
    def states(self) -> Path:
        """How far the coordinator is with each finding, and remarks."""
        return self.path / "states.csv"
