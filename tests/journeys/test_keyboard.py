"""No mouse: every way through the product by keys alone, with the focus in sight."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.browser import Visitors, pills
from tests.journeys.stage import Stage
from tests.running import Site

# Focus is in sight when the focused element, or what stands around it, has an outline or a ring of some size.
RING = """() => {
  let one = document.activeElement;
  for (let steps = 0; one && one !== document.body && steps < 3; steps++, one = one.parentElement) {
    const style = getComputedStyle(one);
    if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1.5) return true;
    if (style.boxShadow !== 'none') return true;
  }
  return false;
}"""
FOCUSED = "() => `${document.activeElement.tagName} ${document.activeElement.className} ${document.activeElement.textContent.slice(0, 40)}`"


def ring(page: Page) -> None:
    assert page.evaluate(RING), f"the focus cannot be seen on {page.evaluate(FOCUSED)}"


def tabbed_to(page: Page, wanted: Locator) -> None:
    """Tab on until it has the focus; every stop on the way can be seen."""
    for _ in range(40):
        page.keyboard.press("Tab")
        ring(page)
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"40 times Tab did not lead to it; last was {page.evaluate(FOCUSED)}")


def test_a_name_is_found_by_keys_alone(site: Site, visitors: Visitors) -> None:
    page = visitors.page(site, "/how-it-works")
    box = page.get_by_test_id("search-input")
    expect(box).to_be_visible()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    ring(page)
    page.keyboard.type("umbrellas")
    option = page.get_by_test_id("search-option")
    expect(option.first).to_contain_text("The Borrowed Umbrellas")
    expect(option.nth(1)).to_contain_text("Almost Umbrellas")

    # Focus stays in the box; the arrows move what it points at.
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", str(option.first.get_attribute("id")))
    expect(option.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(option.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    expect(option.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("End")
    expect(option.last).to_have_attribute("aria-selected", "true")
    expect(box).to_be_focused()

    # Esc closes and keeps the words; an arrow opens again.
    page.keyboard.press("Escape")
    expect(option).to_have_count(0)
    expect(box).to_have_value("umbrellas")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(option.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/artists/the-borrowed-umbrellas-"))


def test_a_show_is_opened_and_a_vote_is_cast_by_keys_alone(site: Site, stage: Stage, visitors: Visitors) -> None:
    page = visitors.page(site, stage.artist)
    row = page.get_by_test_id("show-row").first.get_by_role("link")
    expect(row).to_be_visible()
    tabbed_to(page, row)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/shows/"))
    expect(pills(page)).to_have_count(5)

    # Up and down between the rows, space votes.
    tabbed_to(page, pills(page).first)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(pills(page).nth(2)).to_be_focused()
    ring(page)
    page.keyboard.press("ArrowUp")
    expect(pills(page).nth(1)).to_be_focused()
    page.keyboard.press("Space")
    expect(pills(page).nth(1)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Counted.")).to_be_visible()
    # The order does not move away from under the focus.
    expect(pills(page).nth(1)).to_be_focused()


def test_tabs_are_walked_by_arrows_with_one_stop_for_tab(site: Site, stage: Stage, visitors: Visitors) -> None:
    page = visitors.page(site, stage.festival)
    tabs = page.get_by_role("tab")
    expect(tabs.first).to_be_visible()
    tabs.first.focus()
    page.keyboard.press("ArrowRight")
    expect(tabs.nth(1)).to_be_focused()
    expect(tabs.nth(1)).to_have_attribute("aria-selected", "true")
    ring(page)
    page.keyboard.press("End")
    expect(tabs.last).to_be_focused()
    expect(tabs.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowRight")
    expect(tabs.first).to_be_focused()
    expect(tabs.first).to_have_attribute("aria-selected", "true")
    assert page.locator("[role=tab][tabindex='0']").count() == 1


def test_the_first_stop_on_a_page_skips_to_its_content(site: Site, visitors: Visitors) -> None:
    page = visitors.page(site, "/how-it-works")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    ring(page)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#content$"))


def test_a_suggestion_is_made_by_keys_alone(site: Site, stage: Stage, visitors: Visitors) -> None:
    page = visitors.page(site, stage.concert(19))
    expect(pills(page)).to_have_count(5)
    box = page.get_by_test_id("suggest-input")
    box.focus()
    ring(page)
    page.keyboard.type("the")
    option = page.get_by_test_id("suggest-option")
    expect(option.first).to_be_visible()
    fresh = next(index for index, one in enumerate(option.all()) if "on the list" not in one.inner_text())
    for _ in range(fresh + 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("ballot-row")).to_have_count(6)
