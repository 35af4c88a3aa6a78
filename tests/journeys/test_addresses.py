"""Every page by its address: title, banner, colours, Back, and what is not there."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import MISSING_DOCUMENT, Visitors, ready
from tests.journeys.stage import Stage
from tests.running import Site


def test_every_page_has_its_title_and_says_that_the_data_is_demo(site: Site, stage: Stage, visitors: Visitors) -> None:
    page = visitors.context(site).new_page()
    titles = {
        "/": "Setlist: what will they play tonight?",
        "/search?q=umbrellas": "Search - Setlist",
        stage.artist: "The Borrowed Umbrellas: shows and setlists - Setlist",
        stage.concert(16): re.compile(r"^The Borrowed Umbrellas.* - Setlist$"),
        "/how-it-works": "How it works - Setlist",
        "/privacy": "Privacy - Setlist",
    }
    for path, title in titles.items():
        page.goto(path)
        expect(page.get_by_test_id("demo-banner")).to_be_visible()
        expect(page.get_by_test_id("demo-banner")).to_contain_text("Demo data")
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        expect(page).to_have_title(title)


@pytest.mark.parametrize("path", ["/artists/nobody-00000000", "/shows/nothing-00000000", "/artists/nobody", "/nowhere"])
def test_an_unknown_address_is_a_404_in_our_own_look(site: Site, visitors: Visitors, path: str) -> None:
    visitors.allow(MISSING_DOCUMENT)
    page = visitors.context(site).new_page()
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", name=re.compile("^No (page|artist|show) at this address$"))).to_be_visible()
    expect(page.get_by_test_id("demo-banner")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Search an artist").click()
    expect(page).to_have_url(f"{site.url}/")


def test_a_search_works_by_its_address_alone_and_back_works(site: Site, visitors: Visitors) -> None:
    page = visitors.page(site, "/search?q=umbrellas")
    expect(page.get_by_role("heading", level=1)).to_contain_text("umbrellas")
    ours = page.get_by_role("link", name=re.compile("^The Borrowed Umbrellas"))
    expect(ours).to_be_visible()
    # Theirs come beneath ours.
    expect(page.locator(".result-row").nth(1)).to_contain_text("Almost Umbrellas")
    ours.click()
    expect(page).to_have_url(re.compile("/artists/the-borrowed-umbrellas-"))
    expect(page.get_by_test_id("show-row").first).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/search\?q=umbrellas$"))
    expect(ours).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text("The Borrowed Umbrellas")


def test_enter_without_a_choice_goes_to_the_result_page_and_a_second_search_replaces_it(
    site: Site, visitors: Visitors
) -> None:
    page = visitors.page(site, "/how-it-works")
    box = page.get_by_test_id("search-input")
    box.fill("ezra")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=ezra$"))
    expect(page.locator(".result-row").first).to_contain_text("Ezra Plinth")
    box.fill("kuchen")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=kuchen$"))
    expect(page.locator(".result-row").first).to_contain_text("Kuchenkrieg")
    page.go_back()
    expect(page.locator(".result-row").first).to_contain_text("Ezra Plinth")


def test_a_name_that_nobody_has_is_a_plain_sentence(site: Site, visitors: Visitors) -> None:
    page = visitors.page(site, "/search?q=xqzwv")
    expect(page.get_by_text("Nobody called “xqzwv”.")).to_be_visible()
    box = page.get_by_test_id("search-input")
    box.fill("qqqxz")
    expect(page.get_by_text("Nobody called “qqqxz”.").first).to_be_visible()


def colours(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


@pytest.mark.parametrize("system", ["dark", "light"])
def test_the_colour_mode_follows_the_system_and_a_choice_outlives_a_reload(
    site: Site, visitors: Visitors, system: str
) -> None:
    page = visitors.page(site, "/how-it-works", color_scheme=system)
    root = page.locator("html")
    other = "light" if system == "dark" else "dark"
    expect(root).to_have_class(re.compile(system))
    before = colours(page)
    page.get_by_role("button", name="Switch between dark and light").click()
    expect(root).to_have_class(re.compile(other))
    after = colours(page)
    assert after != before
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(root).to_have_class(re.compile(other))
    assert colours(page) == after


def test_past_shows_are_folded_and_undated_ones_say_tba(site: Site, visitors: Visitors) -> None:
    slug = site.one("SELECT slug FROM artist WHERE name = 'Kuchenkrieg'")
    page = visitors.page(site, f"/artists/{slug}")
    past = page.get_by_text(re.compile(r"^Past \(\d+\)$"))
    expect(past).to_be_visible()
    expect(page.get_by_text("TBA", exact=True).first).to_be_visible()
    expect(page.locator(".show-row.is-cancelled").first).to_be_attached()
    expect(page.get_by_test_id("sync-strip")).to_contain_text(re.compile("updated", re.IGNORECASE))


def test_ours_and_recent_choices_are_offered_in_the_empty_box(site: Site, visitors: Visitors) -> None:
    page = visitors.page(site, "/")
    box = page.get_by_test_id("search-input")
    box.click()
    expect(page.get_by_role("group", name="Popular").get_by_test_id("search-option").first).to_be_visible()
    box.fill("ezra")
    page.get_by_test_id("search-option").filter(has_text="Ezra Plinth").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ezra Plinth")
    page.goto("/how-it-works")
    ready(page)
    page.get_by_test_id("search-input").click()
    expect(page.get_by_test_id("search-option").filter(has_text="Ezra Plinth")).to_be_visible()
