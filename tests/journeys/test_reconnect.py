"""The server goes away under an open page and comes back."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.browser import NO_SERVER, Visitors, count_of, listed, pills, press_of
from tests.journeys.stage import Stage, stage_of
from tests.running import Site


def test_a_page_is_live_again_after_a_restart_and_the_vote_is_still_there(
    own_site: Callable[[], Site], visitors: Visitors
) -> None:
    site = own_site()
    path = stage_of(site).concert(0)
    visitors.allow(NO_SERVER)
    alice, bob = visitors.page(site, path), visitors.page(site, path)
    for page in (alice, bob):
        expect(pills(page)).to_have_count(5)
        expect(page.get_by_text("live", exact=True)).to_be_visible()
        page.evaluate("window.sameDocument = true")
    first, second = listed(alice)[1], listed(alice)[3]
    alice.locator(press_of(first)).click()
    expect(bob.locator(count_of(first))).to_have_text("1")

    site.restart()

    for page in (alice, bob):
        expect(page.get_by_text("live", exact=True)).to_be_visible(timeout=30_000)
        expect(page.locator(count_of(first))).to_have_text("1")
    expect(alice.locator(press_of(first))).to_have_attribute("aria-pressed", "true")
    bob.locator(press_of(second)).click()
    expect(bob.locator(count_of(second))).to_have_text("1")
    expect(alice.locator(count_of(second))).to_have_text("1", timeout=30_000)
    assert alice.evaluate("window.sameDocument"), "the page was loaded again"


def test_a_page_that_was_offline_shows_what_happened_meanwhile(site: Site, stage: Stage, visitors: Visitors) -> None:
    path = stage.concert(22)
    visitors.allow(NO_SERVER)
    alice, bob = visitors.page(site, path), visitors.page(site, path)
    for page in (alice, bob):
        expect(page.get_by_text("live", exact=True)).to_be_visible()
    song = listed(bob)[2]
    bob.context.set_offline(True)
    expect(bob.get_by_text("reconnecting", exact=True)).to_be_visible()
    alice.locator(press_of(song)).click()
    expect(alice.locator(count_of(song))).to_have_text("1")
    bob.context.set_offline(False)
    expect(bob.locator(count_of(song))).to_have_text("1", timeout=30_000)
    expect(bob.get_by_text("live", exact=True)).to_be_visible()
