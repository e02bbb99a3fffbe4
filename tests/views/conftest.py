"""A browser for the tests of the pages: Debian's chromium driven by Playwright."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import ARGUMENTS, chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A running browser; tests that need it are skipped where there is none."""
    executable = chromium()
    if executable is None:
        pytest.skip("no chromium found (Debian: apt-get install chromium)")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install .[test]")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield running
        running.close()


class Opened:
    """A page in the browser with all that it asked for and complained about."""

    def __init__(self, browser: Any, path: Path, width: int = 1280, height: int = 800) -> None:
        self.page = browser.new_page(viewport={"width": width, "height": height})
        self.page.set_default_timeout(10_000)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda message: self.complaints.append(message.text) if message.type in ("error", "warning") else None,
        )
        self.page.goto(path.resolve().as_uri())
        self.page.wait_for_selector("html[data-ready]")

    def text(self, selector: str) -> str:
        """What the first element says."""
        return str(self.page.locator(selector).first.inner_text())

    def check_quiet(self) -> None:
        """No complaint, and nothing asked of anybody."""
        assert self.complaints == []
        assert [url for url in self.requests if not url.startswith(("file:", "data:", "blob:"))] == []


@pytest.fixture
def open_page(browser: Any) -> Iterator[Any]:
    """Opens a file in the browser; when the test ends, the page must have been quiet."""
    opened: list[Opened] = []

    def open_it(path: Path, width: int = 1280, height: int = 800) -> Opened:
        opened.append(Opened(browser, path, width, height))
        return opened[-1]

    yield open_it
    for one in opened:
        one.page.close()
        one.check_quiet()
