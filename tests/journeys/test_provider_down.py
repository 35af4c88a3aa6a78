"""The providers are away: what is known stays on the page with its age, and everything else is a plain sentence."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import Visitors, pills
from tests.running import Site, fill, pointed_at, running, sandbox

KNOWN = "Ezra Plinth"


@pytest.fixture(scope="module")
def dark_site(frontend: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Filled three days ago from providers of whom nobody is listening any more."""
    folder: Path = tmp_path_factory.mktemp("dark")
    data = folder / "data"
    with sandbox(folder / "sandbox") as provider:
        fill(data, [KNOWN], provider.environment)
    with socket.socket() as nobody:
        # Bound and not listening: every connection is refused, and nobody else gets the port meanwhile.
        nobody.bind(("127.0.0.1", 0))
        with running(data, pointed_at(f"http://127.0.0.1:{nobody.getsockname()[1]}")) as started:
            started.change("UPDATE artist SET synced_at = datetime(synced_at, '-3 days') WHERE synced_at IS NOT NULL")
            started.change(
                "UPDATE sync_run SET finished_at = datetime(finished_at, '-3 days'), "
                "started_at = datetime(started_at, '-3 days'), created_at = datetime(created_at, '-3 days')"
            )
            yield started


def test_the_page_of_a_known_artist_shows_the_old_data_and_its_age(dark_site: Site, visitors: Visitors) -> None:
    slug = dark_site.one("SELECT slug FROM artist WHERE name = ?", KNOWN)
    page = visitors.page(dark_site, f"/artists/{slug}")
    expect(page.get_by_role("heading", level=1)).to_have_text(KNOWN)
    expect(page.get_by_test_id("show-row").first).to_be_visible()
    expect(page.locator(".song-line")).to_have_count(3)
    strip = page.get_by_test_id("sync-strip")
    # It is asked again a few times before the run gives up for now.
    expect(strip).to_have_attribute("data-state", re.compile("backing_off|failed"), timeout=60_000)
    expect(strip).to_contain_text(re.compile("Ticketmaster"))
    expect(strip).to_contain_text(re.compile(r"3 days ago|data of|3 d ago"))
    # Nothing invented on the way, and the data is not demo data any more.
    assert page.get_by_test_id("demo-banner").count() == 0
    # Votes need no provider.
    page.locator(".show-row:not(.is-past):not(.is-cancelled)").get_by_role("link").first.click()
    expect(page.get_by_test_id("ballot-row")).to_have_count(3)
    pills(page).first.click()
    expect(page.get_by_text("Counted.")).to_be_visible()


def test_the_search_says_that_the_provider_did_not_answer_and_shows_ours(dark_site: Site, visitors: Visitors) -> None:
    page = visitors.page(dark_site, "/")
    box = page.get_by_test_id("search-input")
    box.click()
    box.press_sequentially("ezra")
    expect(page.get_by_test_id("search-option").filter(has_text=KNOWN)).to_be_visible()
    expect(page.get_by_text(re.compile("Ticketmaster .*Showing what we have")).first).to_be_visible(timeout=30_000)


def test_a_search_for_somebody_unknown_gets_a_plain_sentence(dark_site: Site, visitors: Visitors) -> None:
    page = visitors.page(dark_site, "/search?q=nana mostly")
    expect(page.get_by_role("heading", level=1)).to_contain_text("nana mostly")
    expect(page.get_by_text(re.compile("Ticketmaster .*Showing what we have"))).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Something broke")).to_have_count(0)


def test_home_and_the_health_page_stay_well(dark_site: Site, visitors: Visitors) -> None:
    page = visitors.page(dark_site, "/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text(KNOWN).first).to_be_visible()
    answer = dark_site.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["mode"] == "live"
