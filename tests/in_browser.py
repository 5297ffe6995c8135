"""A Chromium without a window, and what axe-core says of the accessibility of its page."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


@contextmanager
def started() -> Iterator[Any]:
    """Yield the browser; skips the test where there is none."""
    playwright: Any = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed"
    )
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("a headless Chromium is not here (apt: chromium)")
    with playwright.sync_playwright() as run:
        own = run.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield own
        own.close()


def violations(page: Any, *, contrast: bool = True) -> list[tuple[str, list[str]]]:
    """Return what axe finds: rule and the HTML of each node.

    *contrast*: whether also of colours, which takes three times as long as all other rules.
    """
    axe: Any = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    options = {
        "resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": contrast}}
    }  # fmt: skip
    found = axe.Axe().run(page, options=options).response["violations"]
    return [(item["id"], [node["html"] for node in item["nodes"]]) for item in found]
