"""A headless Chromium for tests; where there is none they are skipped, or fail if KG_REQUIRE_BROWSER is 1."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple, TypedDict, Unpack

from beside import lacking
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Route, ViewportSize, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BLANK = "about:blank"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def executable() -> str:
    """Path of a Chromium: the environment's CHROMIUM, else the first on the path."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        lacking("no Chromium on the path; install one or name it in CHROMIUM", "KG_REQUIRE_BROWSER")
    return found


class Screen(TypedDict, total=False):
    """What a page is seen on, if not on a screen of 1440 by 900 in daylight, by somebody who wants nothing to move."""

    viewport: ViewportSize
    color_scheme: Literal["light", "dark"]
    reduced_motion: Literal["reduce", "no-preference"]
    is_mobile: bool
    has_touch: bool


class Tried(NamedTuple):
    """What pages have tried that must not be."""

    requests: list[str]
    errors: list[str]


class Window:
    """Pages that tests take over from one another, one for each size of screen: making one takes longer than loading.

    The network is blocked.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._pages: dict[str, Page] = {}
        self._tried = Tried([], [])

    def open(self, html: str, path: Path, fragment: str = "", **screen: Unpack[Screen]) -> Page:
        """The page of a file, loaded."""
        path.write_text(html, encoding="utf-8")
        scheme, motion = screen.pop("color_scheme", "light"), screen.pop("reduced_motion", "reduce")
        page = self._page({"viewport": {"width": 1440, "height": 900}, **screen})
        page.emulate_media(color_scheme=scheme, reduced_motion=motion)
        if page.url.startswith(path.as_uri()):
            page.goto(BLANK)  # what differs in the fragment alone would not be loaded again
        page.goto(path.as_uri() + fragment)
        page.wait_for_selector("#counts:not(:empty)")
        return page

    def leave(self) -> Tried:
        """Leave all pages blank; what they have tried until then."""
        for page in self._pages.values():
            if page.url != BLANK:
                page.goto(BLANK)
                page.emulate_media(media="null")
        tried, self._tried = self._tried, Tried([], [])
        return tried

    def _page(self, screen: Screen) -> Page:
        name = repr(sorted(screen.items()))
        if name not in self._pages:
            context = self._browser.new_context(accept_downloads=True, **screen)
            context.route("**/*", self._block)
            page = self._pages[name] = context.new_page()
            page.on("pageerror", lambda error: self._tried.errors.append(str(error)))
            page.on("console", self._hear)
            page.on("dialog", self._refuse)
        return self._pages[name]

    def _block(self, route: Route) -> None:
        url = route.request.url
        if url.startswith(("file:", "data:", "blob:")):
            route.continue_()
        else:
            self._tried.requests.append(url)
            route.abort()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._tried.errors.append(message.text)

    def _refuse(self, dialog: Dialog) -> None:
        self._tried.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@contextmanager
def opened_window() -> Iterator[Window]:
    """The window of a running browser."""
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield Window(browser)
        browser.close()
