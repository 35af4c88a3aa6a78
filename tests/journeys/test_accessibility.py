"""axe-core on every page, dark and light, phone and desktop: no violations."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESKTOP, MISSING_DOCUMENT, PHONE, Visitors, pills
from tests.journeys.stage import Stage
from tests.running import Site

axe = Axe()


def settled(page: Page) -> None:
    """Everything the page waits for is there, and nothing fades in any more: axe measures the contrast of this instant."""
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    expect(page.locator("[aria-busy=true], .skeleton")).to_have_count(0)
    page.evaluate("() => Promise.all(document.getAnimations().map(one => one.finished.catch(() => null)))")


def violations(page: Page) -> list[str]:
    found = axe.run(page).response["violations"]
    return [f"{one['id']}: {one['help']} at {[node['target'] for node in one['nodes']][:4]}" for one in found]


def nothing(page: Page) -> None:
    """The page as it opens."""


def with_votes_and_nudge(page: Page) -> None:
    pills(page).first.click()
    expect(page.get_by_text("Counted.")).to_be_visible()
    assert not violations(page), violations(page)
    pills(page).nth(1).click()
    expect(page.get_by_test_id("signin-nudge")).to_be_visible()


def with_open_search(page: Page) -> None:
    page.get_by_test_id("search-input").click()
    page.keyboard.type("umb")
    expect(page.get_by_test_id("search-option").nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")


def with_reasons_and_suggestions(page: Page) -> None:
    page.get_by_text("Why these five?").click()
    page.get_by_test_id("suggest-input").click()
    page.keyboard.type("the")
    expect(page.get_by_test_id("suggest-option").first).to_be_visible()


PAGES: dict[str, tuple[Callable[[Stage], str], Callable[[Page], None]]] = {
    "home": (lambda stage: "/", nothing),
    "home while searching": (lambda stage: "/", with_open_search),
    "search": (lambda stage: "/search?q=umbrellas", nothing),
    "artist": (lambda stage: stage.artist, nothing),
    "show": (lambda stage: stage.concert(20), with_reasons_and_suggestions),
    "show with a vote and the nudge": (lambda stage: stage.concert(21), with_votes_and_nudge),
    "festival": (lambda stage: stage.festival, nothing),
    "closed show": (lambda stage: stage.closed, nothing),
    "show without songs": (lambda stage: stage.songless, nothing),
    "how it works": (lambda stage: "/how-it-works", nothing),
    "privacy": (lambda stage: "/privacy", nothing),
    "404": (lambda stage: "/nowhere", nothing),
}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(site: Site, stage: Stage, visitors: Visitors, name: str) -> None:
    visitors.allow(MISSING_DOCUMENT)
    address, act = PAGES[name]
    found = []
    for scheme in ("dark", "light"):
        page = visitors.page(site, address(stage), color_scheme=scheme, reduced_motion="reduce")
        settled(page)
        act(page)
        for size in (DESKTOP, PHONE):
            page.set_viewport_size(size)
            settled(page)
            found += [f"{scheme} {size['width']}: {line}" for line in violations(page)]
        page.context.close()
    assert not found, "\n".join(found)
