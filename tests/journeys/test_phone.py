"""A phone: 390 pixels wide, a thumb instead of a mouse."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.browser import MISSING_DOCUMENT, PHONE, Visitors, overflow, pills
from tests.journeys.stage import Stage
from tests.running import Site

THUMB_PX = 44


def test_no_page_scrolls_sideways_on_a_phone(site: Site, stage: Stage, visitors: Visitors) -> None:
    visitors.allow(MISSING_DOCUMENT)
    page = visitors.context(site, viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    kuchen = site.one("SELECT slug FROM artist WHERE name = 'Kuchenkrieg'")
    pages = (
        "/", "/search?q=a", stage.artist, f"/artists/{kuchen}", stage.concert(17), stage.festival, stage.closed,
        stage.songless, "/how-it-works", "/privacy", "/nowhere",
    )  # fmt: skip
    for path in pages:
        page.goto(path)
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        assert not overflow(page), f"{path} is wider than the phone: {overflow(page)}"


def test_vote_buttons_are_wide_enough_for_a_thumb_and_answer_to_a_tap(
    site: Site, stage: Stage, visitors: Visitors
) -> None:
    page = visitors.page(site, stage.concert(18), viewport=PHONE, has_touch=True, is_mobile=True)
    expect(pills(page)).to_have_count(5)
    for pill in pills(page).all():
        box = pill.bounding_box()
        assert box is not None
        assert box["width"] >= THUMB_PX
        assert box["height"] >= THUMB_PX
        assert box["x"] > PHONE["width"] / 2, "the pill is out of a thumb's reach"
    pills(page).nth(2).tap()
    expect(pills(page).nth(2)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Counted.")).to_be_visible()
    pills(page).nth(3).tap()
    expect(page.get_by_test_id("signin-nudge")).to_be_visible()
    assert not overflow(page)


def test_an_artist_is_found_with_a_thumb(site: Site, visitors: Visitors) -> None:
    page = visitors.page(site, "/", viewport=PHONE, has_touch=True, is_mobile=True)
    box = page.get_by_test_id("search-input")
    size = box.bounding_box()
    assert size is not None
    assert size["height"] >= THUMB_PX
    box.tap()
    box.press_sequentially("umbrel")
    option = page.get_by_test_id("search-option").filter(has_text="The Borrowed Umbrellas").first
    expect(option).to_be_visible()
    assert not overflow(page)
    option.tap()
    expect(page).to_have_url(re.compile("/artists/the-borrowed-umbrellas-"))
    expect(page.get_by_test_id("show-row").first).to_be_visible()
    page.get_by_test_id("search-input").tap()
    expect(page.get_by_test_id("search-option").first).to_be_visible()
    assert not overflow(page)
