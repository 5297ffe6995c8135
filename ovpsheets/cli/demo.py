"""``ovpsheets demo``: the example, from blank forms to the merged report."""

from pathlib import Path

from ovpsheets.cli import show
from ovpsheets.cli.ending import ended
from ovpsheets.cli.merge_view import answer_facts
from ovpsheets.cli.session import Session
from ovpsheets.quarter import Quarter
from ovpsheets.results.consolidated import CONSOLIDATED
from ovpsheets.workspace.demo import Demo, build_demo
from ovpsheets.workspace.following import NextStep


def demo(session: Session, directory: Path) -> None:
    """Build the example workspace and run everything once."""
    texts = session.texts

    def tell(quarter: Quarter) -> None:
        show.progress(texts("cli.demo.progress", quarter=texts.quarter(quarter)))

    _tell(session, build_demo(session.start / directory, session.language, tell))


def _tell(session: Session, built: Demo) -> None:
    texts, merged = session.texts, built.merged
    root, quarter = built.workspace.root, str(merged.quarter)
    show.heading(texts("cli.demo.title"))
    show.line(texts("cli.demo.story", folder=root))
    show.line()
    day = texts.long_date(merged.as_of)
    show.heading(texts("cli.merge.title", quarter=texts.quarter(merged.quarter), day=day))
    show.facts(answer_facts(merged, texts), indent=2)
    show.line()
    show.heading(texts("cli.demo.look"))
    results, forms = built.written.folder, built.generated.folder
    form = built.generated.forms[0][0].file
    for key, path in (
        ("summary", results / f"summary.{session.language}.html"),
        ("form", forms / form),
        ("returns", built.workspace.quarter(merged.quarter).returns),
    ):
        show.line(texts(f"cli.demo.{key}"), indent=2)
        show.verbatim(path, indent=4)
    typed = ("next", quarter, "--as-of", str(merged.as_of))
    ended(Session(root, session.language), NextStep("demo", typed, results / CONSOLIDATED))
