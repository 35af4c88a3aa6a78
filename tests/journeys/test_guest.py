"""A guest's one action: on any show, in any tab, over a reload; refused by the server and never lost."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.browser import Visitors, cookie_header, count_of, listed, pills, press_of
from tests.journeys.stage import Stage
from tests.running import Site, await_apart
from tests.wire import ROOT, open_page

SPENT = "Your one action as a guest is used."
ACTIVE = "SELECT count(*) FROM vote WHERE active"


def opened(page: Page) -> Page:
    expect(page.get_by_test_id("ballot-row")).to_have_count(5)
    expect(page.get_by_text("live", exact=True)).to_be_visible()
    return page


def voted(page: Page) -> str:
    """Vote for the second song, wait for the server's word, return its key."""
    song = listed(page)[1]
    page.locator(press_of(song)).click()
    expect(page.locator(f'[data-key="{song}"]')).to_contain_text("Counted.")
    return song


def expect_nudge(page: Page, song: str) -> None:
    row = page.locator(f'[data-key="{song}"]')
    nudge = row.get_by_test_id("signin-nudge")
    expect(nudge).to_contain_text(SPENT)
    assert nudge.locator("a, button").count() == 0, "accounts are not there yet: no dead link"
    expect(row.get_by_test_id("vote-button")).to_have_attribute("aria-pressed", "false")
    expect(row.get_by_test_id("vote-count")).to_have_text("0")


def test_the_second_vote_of_a_guest_is_refused_on_this_show_and_on_any_other(
    site: Site, stage: Stage, visitors: Visitors
) -> None:
    grace = opened(visitors.page(site, stage.concert(5)))
    expect(grace.get_by_test_id("budget")).to_have_text("1 free action")
    before = site.one(ACTIVE)
    song = voted(grace)
    expect(grace.get_by_test_id("budget")).to_have_text("0 of 1 left")

    other = listed(grace)[3]
    grace.locator(press_of(other)).click()
    expect_nudge(grace, other)

    grace.reload()
    opened(grace)
    expect(grace.locator(press_of(song))).to_have_attribute("aria-pressed", "true")
    expect(grace.locator(count_of(song))).to_have_text("1")
    grace.locator(press_of(other)).click()
    expect_nudge(grace, other)

    grace.goto(stage.concert(6))
    opened(grace)
    elsewhere = listed(grace)[0]
    grace.locator(press_of(elsewhere)).click()
    expect_nudge(grace, elsewhere)
    assert site.one(ACTIVE) == before + 1


def test_two_tabs_of_one_guest_share_the_one_action(site: Site, stage: Stage, visitors: Visitors) -> None:
    context = visitors.context(site)
    first, second = context.new_page(), context.new_page()
    first.goto(stage.concert(7))
    second.goto(stage.concert(8))
    opened(first)
    opened(second)
    voted(first)
    other = listed(second)[0]
    second.locator(press_of(other)).click()
    expect_nudge(second, other)


def test_the_server_refuses_the_second_action_whatever_the_page_says(
    site: Site, stage: Stage, visitors: Visitors
) -> None:
    grace = opened(visitors.page(site, stage.concert(9)))
    song, other = voted(grace), listed(grace)[0]
    before = site.one(ACTIVE)
    show = f"{ROOT}.setlist_app___state___show____show_state"
    headers = {"Cookie": cookie_header(grace.context), "Origin": site.url}

    async def past_the_page() -> str:
        async with open_page(site.port, path=stage.concert(9), headers=headers) as page:
            await page.wait_for(lambda update: update.get("delta", {}).get(show, {}).get("found_rx_state_") is True)
            await page.fire(f"{show}.vote", {"song_key": other, "want": True, "request_id": "past-the-page"})
            answer = await page.wait_for(
                lambda update: other in update.get("delta", {}).get(show, {}).get("answers_rx_state_", {})
            )
            return str(answer["delta"][show]["answers_rx_state_"][other]["reason"])

    assert await_apart(past_the_page()) == SPENT
    assert site.one(ACTIVE) == before
    expect(grace.locator(count_of(song))).to_have_text("1")


def test_taking_the_vote_back_gives_the_action_back(site: Site, stage: Stage, visitors: Visitors) -> None:
    grace = opened(visitors.page(site, stage.concert(10)))
    song = voted(grace)
    grace.locator(press_of(song)).click()
    expect(grace.locator(count_of(song))).to_have_text("0")
    expect(grace.locator(press_of(song))).to_have_attribute("aria-pressed", "false")
    expect(grace.get_by_test_id("budget")).to_have_text("1 free action")
    other = listed(grace)[4]
    grace.locator(press_of(other)).click()
    expect(grace.locator(count_of(other))).to_have_text("1")
    expect(grace.locator(f'[data-key="{other}"]')).to_contain_text("Counted.")


def test_a_suggestion_is_the_one_action_too_and_stays(site: Site, stage: Stage, visitors: Visitors) -> None:
    grace = opened(visitors.page(site, stage.concert(11)))
    known = set(listed(grace))
    box = grace.get_by_test_id("suggest-input")
    box.click()
    box.press_sequentially("an")
    grace.get_by_test_id("suggest-option").filter(has_not_text="on the list").first.click()
    expect(grace.get_by_test_id("ballot-row")).to_have_count(6)
    expect(grace.get_by_test_id("budget")).to_have_text("0 of 1 left")
    (mine,) = set(listed(grace)) - known
    expect(grace.locator(press_of(mine))).to_have_attribute("aria-pressed", "true")
    expect(grace.locator(f'[data-key="{mine}"]')).to_contain_text("your suggestion")

    other = next(iter(known))
    grace.locator(press_of(other)).click()
    expect_nudge(grace, other)
    # A suggestion is final: its vote does not come back.
    grace.locator(press_of(mine)).click()
    expect(grace.locator(f'[data-key="{mine}"]')).to_contain_text("your vote for it stays")
    expect(grace.locator(press_of(mine))).to_have_attribute("aria-pressed", "true")

    # And a second suggestion is refused beside its box.
    box.fill("")
    box.press_sequentially("ro")
    grace.get_by_test_id("suggest-option").filter(has_not_text="on the list").first.click()
    nudge = grace.get_by_test_id("signin-nudge").last
    expect(nudge).to_contain_text(SPENT)
    assert nudge.locator("a, button").count() == 0
    expect(grace.get_by_test_id("ballot-row")).to_have_count(6)


def test_a_vote_answers_at_once_and_stands_after_a_reload(site: Site, stage: Stage, visitors: Visitors) -> None:
    grace = opened(visitors.page(site, stage.concert(12)))
    song = voted(grace)
    grace.reload()
    opened(grace)
    expect(grace.locator(press_of(song))).to_have_attribute("aria-pressed", "true")
    expect(grace.locator(count_of(song))).to_have_text("1")
    assert pills(grace).count() == 5
