"""A newcomer on a site that was started for the first time, from the empty home page to a counted vote."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import Visitors, pills
from tests.running import Site, running

UNKNOWN = "The Wharf Eleven House Band"
"""Not among the dozen that a first start asks for, and on nobody else's bill."""

# What a strip went through, noted in the page itself: a look from outside would miss the short steps.
NOTE_STEPS = """
const seen = window.seenSteps = [];
new MutationObserver(() => {
  for (const step of document.querySelectorAll('[data-testid=sync-strip] [data-step]')) {
    const word = `${step.dataset.step} ${step.dataset.state}`;
    if (!seen.includes(word)) seen.push(word);
  }
}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
"""


@pytest.fixture(scope="module")
def new_site(frontend: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running(tmp_path_factory.mktemp("new") / "data") as started:
        yield started


def test_a_newcomer_watches_home_fill_looks_up_an_unknown_artist_and_votes(new_site: Site, visitors: Visitors) -> None:
    context = visitors.context(new_site)
    context.add_init_script(NOTE_STEPS)
    page = context.new_page()
    page.goto("/")
    page.evaluate("window.sameDocument = true")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    # Home fills before the eyes.
    expect(page.get_by_test_id("show-row").first).to_be_visible(timeout=30_000)
    assert page.evaluate("window.sameDocument"), "the page was loaded again"

    # Somebody nobody has looked up: the provider's are under a divider of their own.
    search = page.get_by_test_id("search-input")
    search.click()
    search.press_sequentially("wharf eleven")
    theirs = page.get_by_role("group", name="More from Ticketmaster")
    option = theirs.get_by_test_id("search-option").filter(has_text=UNKNOWN)
    expect(option).to_be_visible()
    expect(theirs).to_contain_text("More from Ticketmaster")
    option.click()

    # Their page fills row by row.
    expect(page).to_have_url(re.compile(r"/artists/the-wharf-eleven-house-band-[0-9a-f]{8}$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(UNKNOWN)
    row = page.locator(".show-row:not(.is-past)").get_by_role("link").last
    expect(row).to_be_visible(timeout=30_000)
    expect(page.get_by_test_id("sync-strip")).to_have_attribute("data-state", "ok", timeout=30_000)
    expect(page.get_by_test_id("sync-strip")).to_contain_text(re.compile("updated", re.IGNORECASE))
    steps = page.evaluate("window.seenSteps")
    assert len({step.split()[0] for step in steps}) == 4, steps
    assert len(steps) > 4, f"nothing was seen to tick: {steps}"
    assert page.evaluate("window.sameDocument"), "the page was loaded again"

    # A show, five songs, a vote.
    assert re.match(r"^/shows/[\w-]+$", row.get_attribute("href") or "")
    row.click()
    expect(page).to_have_url(re.compile("/shows/"))
    rows = page.get_by_test_id("ballot-row")
    expect(rows).to_have_count(5)
    count = page.get_by_test_id("vote-count").first
    expect(count).to_have_text("0")
    expect(pills(page).first).to_have_attribute("aria-pressed", "false")
    song = str(rows.first.get_attribute("data-key"))
    pills(page).first.click()
    chosen = page.locator(f'[data-key="{song}"]')
    expect(chosen.get_by_test_id("vote-count")).to_have_text("1")
    expect(chosen.get_by_test_id("vote-button")).to_have_attribute("aria-pressed", "true")
    expect(chosen).to_contain_text("Counted.")
    assert page.evaluate("window.sameDocument"), "the page was loaded again"
    assert new_site.one("SELECT sum(guest_votes) FROM setlist_song") == 1


def test_what_a_visitor_asks_for_is_looked_up_once(new_site: Site, visitors: Visitors) -> None:
    """Two people pick the same stranger; whoever comes second sees the run of the first, or its result."""
    addresses = []
    for _ in range(2):
        page = visitors.page(new_site, "/search?q=zebra na dachu")
        result = page.get_by_role("main").get_by_test_id("search-option").or_(page.locator(".result-row")).first
        result.locator("a, button").first.click()
        expect(page).to_have_url(re.compile("/artists/zebra-na-dachu-"))
        expect(page.get_by_test_id("show-row").first).to_be_attached(timeout=30_000)
        addresses.append(page.url)
    assert addresses[0] == addresses[1]
    runs = "SELECT count(*) FROM sync_run JOIN artist ON artist.id = sync_run.artist_id WHERE artist.name = ?"
    assert new_site.one(runs, "Zebra na Dachu") == 1
