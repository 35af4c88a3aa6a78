"""The page of a show in each of its conditions."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.browser import Visitors, counts, listed, pills
from tests.journeys.stage import Stage
from tests.running import Site


def test_at_a_festival_only_the_chosen_performance_is_in_the_page(site: Site, stage: Stage, visitors: Visitors) -> None:
    page = visitors.page(site, stage.festival)
    tabs = page.get_by_role("tab")
    expect(tabs.first).to_have_attribute("aria-selected", "true")
    assert tabs.count() >= 6
    sizes = {}
    for index in range(tabs.count()):
        tabs.nth(index).click()
        expect(tabs.nth(index)).to_have_attribute("aria-selected", "true")
        name = tabs.nth(index).locator(".tab-name").inner_text()
        expect(page.get_by_role("tabpanel").get_by_role("heading", level=2)).to_have_text(name)
        if page.get_by_text("No setlist yet").is_visible():
            expect(page.get_by_role("tabpanel")).to_contain_text("have not been looked up yet")
            assert page.get_by_test_id("ballot-row").count() == 0
        else:
            expect(page.get_by_test_id("ballot-row").first).to_be_visible()
            sizes[name] = frozenset(listed(page))
            assert len(sizes[name]) <= 5
    assert len(sizes) >= 2, "the festival has too few known artists to tell their rows apart"
    assert len(set(sizes.values())) == len(sizes)


def test_a_closed_show_has_plain_numbers_and_no_buttons(site: Site, stage: Stage, visitors: Visitors) -> None:
    page = visitors.page(site, stage.closed)
    expect(page.get_by_test_id("ballot-row")).to_have_count(5)
    assert counts(page) == [0] * 5
    assert pills(page).count() == 0
    assert page.get_by_test_id("suggest-input").count() == 0
    expect(page.get_by_text(re.compile(r"^Voting closed at \d\d:\d\d .* time on "))).to_be_visible()
    expect(page.get_by_text("after the show", exact=True)).to_be_visible()


def test_a_cancelled_show_says_so_and_takes_no_votes(site: Site, stage: Stage, visitors: Visitors) -> None:
    page = visitors.page(site, stage.cancelled)
    expect(page.get_by_text("This show is cancelled, so voting is closed.")).to_be_visible()
    expect(page.get_by_test_id("ballot-row")).to_have_count(5)
    assert pills(page).count() == 0


def test_an_artist_with_three_songs_has_a_setlist_of_three(site: Site, stage: Stage, visitors: Visitors) -> None:
    page = visitors.page(site, stage.few)
    expect(page.get_by_test_id("ballot-row")).to_have_count(3)


def test_a_performance_without_songs_says_why(site: Site, stage: Stage, visitors: Visitors) -> None:
    page = visitors.page(site, stage.songless)
    expect(page.get_by_text("No songs are known for Brass Lighthouse Society")).to_be_visible()
    assert page.get_by_test_id("ballot-row").count() == 0
    assert pills(page).count() == 0


def test_why_these_five_gives_rule_pool_chances_and_seed(site: Site, stage: Stage, visitors: Visitors) -> None:
    page = visitors.page(site, stage.concert(13))
    expect(page.get_by_test_id("ballot-row")).to_have_count(5)
    titles = page.locator("[data-testid=ballot-row] .song-title").all_inner_texts()
    page.get_by_text("Why these five?").click()
    pool = page.locator(".chances tbody tr").count()
    assert 5 <= pool <= 50
    expect(page.get_by_text(re.compile(f"from {pool} songs, weighted by "))).to_be_visible()
    expect(page.get_by_text(re.compile(r"Seed -?\d+"))).to_be_visible()
    drawn = page.locator(".chances tr", has=page.locator(".badge"))
    expect(drawn).to_have_count(5)
    named = drawn.locator("td:first-child > span:first-child").all_inner_texts()
    assert sorted(named) == sorted(titles)


def test_a_ticket_link_leads_to_the_provider_in_a_new_tab(site: Site, stage: Stage, visitors: Visitors) -> None:
    page = visitors.page(site, stage.concert(14))
    link = page.get_by_role("link", name=re.compile("Ticket", re.IGNORECASE)).first
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("href", re.compile("^https?://"))


def test_sorting_is_the_visitors_own(site: Site, stage: Stage, visitors: Visitors) -> None:
    page = visitors.page(site, stage.concert(15))
    expect(page.get_by_test_id("ballot-row")).to_have_count(5)
    titles = page.locator("[data-testid=ballot-row] .song-title")
    wanted = sorted(titles.all_inner_texts(), key=str.casefold)
    page.get_by_label("Sort").select_option("title")
    expect(titles).to_have_text(wanted)
