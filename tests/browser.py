"""A headless Chromium for tests; where there is none they are skipped, or fail if KG_REQUIRE_BROWSER is 1."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TypedDict, Unpack

from beside import lacking
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Route, ViewportSize, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def executable() -> str:
    """Path of a Chromium: the environment's CHROMIUM, else the first on the path."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        lacking("no Chromium on the path; install one or name it in CHROMIUM", "KG_REQUIRE_BROWSER")
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser."""
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Screen(TypedDict, total=False):
    """What a page is seen on, if not on a screen of 1440 by 900 in daylight."""

    viewport: ViewportSize
    color_scheme: Literal["light", "dark"]
    is_mobile: bool
    has_touch: bool


class Visit:
    """A page opened from a file, with the network blocked and everything it tries written down."""

    def __init__(self, browser: Browser, html: str, path: Path, fragment: str = "", **screen: Unpack[Screen]) -> None:
        path.write_text(html, encoding="utf-8")
        seen: Screen = {"viewport": {"width": 1440, "height": 900}, **screen}
        self.context = browser.new_context(accept_downloads=True, **seen)
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.context.route("**/*", self._block)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._hear)
        self.page.on("dialog", self._refuse)
        self.page.goto(path.as_uri() + fragment)
        self.page.wait_for_selector("#counts:not(:empty)")

    def _block(self, route: Route) -> None:
        url = route.request.url
        if url.startswith(("file:", "data:", "blob:")):
            route.continue_()
        else:
            self.requests.append(url)
            route.abort()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _refuse(self, dialog: Dialog) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()
