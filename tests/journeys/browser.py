"""A real browser on a running site, and what every journey watches for while it goes its way."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Playwright

from tests.running import Site

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome")
WAIT_MS = 15_000

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}

# A page says by itself what its Content-Security-Policy refused, whatever else happens to the page.
LISTEN = """
document.addEventListener('securitypolicyviolation', event =>
  console.error(`CSP refused ${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`));
"""

MISSING_DOCUMENT = re.compile(r"^Failed to load resource: the server responded with a status of 404")
"""What Chromium says of a document with status 404, which is what we want of an unknown address."""

NO_SERVER = re.compile(r"WebSocket connection to .* failed|net::ERR_CONNECTION_REFUSED")
"""What Chromium says while the server is away."""


class NoBrowser(Exception):
    """The sentence is the reason of the skip."""


def executable(play: Playwright) -> str:
    """$CHROMIUM, else one on the path, else Playwright's own. Raises `NoBrowser`."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        if name and (found := shutil.which(name)):
            return found
    if Path(play.chromium.executable_path).exists():
        return play.chromium.executable_path
    raise NoBrowser("no Chromium: set CHROMIUM, or install one (Debian: apt install chromium)")


@dataclass
class Watch:
    """Errors of the pages of one test: on the console, uncaught, or refused by the policy."""

    allowed: list[re.Pattern[str]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.seen.append(f"uncaught at {page.url}: {error}"))
        page.on("console", self._console)

    @property
    def troubles(self) -> list[str]:
        return [line for line in self.seen if not any(pattern.search(line) for pattern in self.allowed)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.seen.append(message.text)


@dataclass
class Visitors:
    """Opens browsers of people who have never been here, and watches over all of them."""

    browser: Browser
    watch: Watch = field(default_factory=Watch)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def context(self, site: Site, **options: Any) -> BrowserContext:
        """Somebody's browser: its own cookies. Desktop and dark unless `options` say otherwise."""
        chosen: dict[str, Any] = {"viewport": DESKTOP, "color_scheme": "dark", "locale": "en-GB"} | options
        context = self.browser.new_context(base_url=site.url, **chosen)
        context.set_default_timeout(WAIT_MS)
        context.add_init_script(LISTEN)
        context.on("page", self.watch.over)
        self._contexts.append(context)
        return context

    def page(self, site: Site, path: str = "/", **options: Any) -> Page:
        """A new person's page, opened at `path`."""
        page = self.context(site, **options).new_page()
        page.goto(path)
        ready(page)
        return page

    def allow(self, pattern: re.Pattern[str]) -> None:
        """Errors that belong to this journey."""
        self.watch.allowed.append(pattern)

    def close(self) -> None:
        for context in self._contexts:
            context.close()


# React leaves a mark on each element that it has taken over; before that, a key pressed goes nowhere.
_TAKEN_OVER = """() => {
  const box = document.querySelector('[data-testid=search-input]');
  return box && Object.keys(box).some(name => name.startsWith('__reactProps'));
}"""


def ready(page: Page) -> None:
    """The page, which the server had drawn beforehand, answers to keys and clicks."""
    page.wait_for_function(_TAKEN_OVER)


def pills(page: Page) -> Locator:
    return page.get_by_test_id("vote-button")


def counts(page: Page) -> list[int]:
    """Every vote-count on the page, in the order of the rows; each is a bare integer."""
    return [int(text) for text in page.get_by_test_id("vote-count").all_inner_texts()]


def press_of(song: str) -> str:
    """The selector of the vote button of a song, by its key."""
    return f'[data-key="{song}"] [data-testid=vote-button]'


def count_of(song: str) -> str:
    return f'[data-key="{song}"] [data-testid=vote-count]'


def listed(page: Page) -> list[str]:
    """The keys of the songs on the list, from top to bottom."""
    keys: list[str] = page.get_by_test_id("ballot-row").evaluate_all("rows => rows.map(row => row.dataset.key)")
    return keys


def overflow(page: Page) -> Sequence[str]:
    """What sticks out at the side of the page; empty when it cannot be scrolled sideways."""
    found: list[str] = page.evaluate(
        """() => {
          const root = document.scrollingElement;
          if (root.scrollWidth <= root.clientWidth) return [];
          return [...document.querySelectorAll('body *')]
            .filter(one => one.getBoundingClientRect().right > root.clientWidth + 0.5)
            .map(one => `${one.tagName}.${one.className}`).slice(0, 5).concat(`${root.scrollWidth} wide`);
        }"""
    )
    return found


def cookie_header(context: BrowserContext) -> str:
    return "; ".join(f"{cookie.get('name')}={cookie.get('value')}" for cookie in context.cookies())
