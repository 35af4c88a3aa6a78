"""The open socket of a running site: what a browser of somebody hostile can send, and what comes of it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from setlist_app.serve import FRAME_LIMIT
from tests.running import Site, await_apart
from tests.state.inventory import handlers, is_ours
from tests.wire import NAMESPACE, ROOT, Page, Update, open_page

SHELL = f"{ROOT}.setlist_app___state___shell____shell_state"
SHOW = f"{ROOT}.setlist_app___state___show____show_state"
HOME = f"{ROOT}.setlist_app___state___home____home_state"

OURS = sorted(name for name, handler in handlers().items() if is_ours(handler))
HUGE = "x" * (FRAME_LIMIT - 2_000)
TABLES = ("artist", "show", "setlist_song", "vote", "vote_event", "voter", "ballot", "sync_run")

HOSTILE: tuple[dict[str, Any], ...] = (
    {"nonsense": 1},
    {"song_key": None, "want": None, "request_id": None, "query": None, "number": None, "provider_id": None},
    {"song_key": {"$gt": ""}, "want": "yes", "request_id": ["a"], "performance_id": {"id": 1}, "mark": 7},
    {"song_key": "ab", "want": 1, "request_id": "' OR 1=1 --", "performance_id": -1, "query": "a", "number": -5},
    {"song_key": "\x00", "want": True, "request_id": "ok", "extra": True, "query": "\x00", "number": 1e300},
    {"performance_id": 2**63}, {"performance_id": "1"}, {"performance_id": True}, {"mark": "<script>"},
    {"query": ["a"], "number": "1"}, {"provider_id": ["K1"]}, {"provider_id": "x" * 5000},
)  # fmt: skip


def flooding(handler: str) -> list[dict[str, Any]]:
    names = [name for name in handlers()[handler].__code__.co_varnames[: handlers()[handler].__code__.co_argcount]][1:]
    return [{name: HUGE if name == flooded else "a" for name in names} for flooded in names]


@pytest.fixture(scope="module")
def show_path(site: Site) -> str:
    slug = site.one(
        "SELECT slug FROM show WHERE local_date > date('now', '+60 days') AND status = 'scheduled' AND EXISTS "
        "(SELECT 1 FROM performance JOIN setlist ON setlist.performance_id = performance.id "
        "WHERE performance.show_id = show.id) ORDER BY local_date DESC LIMIT 1"
    )
    return f"/shows/{slug}"


def totals(site: Site) -> dict[str, int]:
    return {table: site.one(f"SELECT count(*) FROM {table}") for table in TABLES}


async def shown(page: Page) -> None:
    await page.wait_for(lambda update: update.get("delta", {}).get(SHOW, {}).get("rows_rx_state_", []) != [])


async def settled(page: Page, mark: str) -> None:
    """Everything sent before has been handled: events of one page are handled one after the other."""
    await page.fire(f"{SHELL}.broke", {"mark": mark})
    await page.wait_for(lambda update: mark in str(update.get("delta", {}).get(SHELL, {}).get("notice_rx_state_", "")))


def first_song(page: Page) -> str:
    return str(page.values(SHOW)["rows"][0]["key"])


@pytest.mark.parametrize("handler", OURS, ids=lambda name: name.split("____")[-1])
def test_hostile_payloads_change_nothing_and_leave_no_traceback(site: Site, show_path: str, handler: str) -> None:
    before, logged = totals(site), len(site.log)
    headers = {"Cookie": site.cookie()}
    payloads = (*HOSTILE, *flooding(handler))

    async def story() -> None:
        async with open_page(site.port, path=show_path, headers=headers) as page:
            await shown(page)
            held = page.values(SHOW)
            for number, payload in enumerate(payloads):
                await page.fire(handler, payload)
                await settled(page, f"{number:08x}")
            after = page.values(SHOW)
            for name in ("performance_id", "rows", "mine", "answers"):
                assert after[name] == held[name], f"{name} has changed"

    await_apart(story())
    assert totals(site) == before
    added = site.log[logged:]
    assert "Traceback" not in added, added[:2000]
    assert len(added) < 50_000, "hostile frames flood the log"


def test_an_unmarked_method_does_not_run(site: Site) -> None:
    logged = len(site.log)

    async def story() -> list[Update]:
        async with open_page(site.port, path="/") as page:
            await page.wait_for(lambda update: HOME in update.get("delta", {}))
            await page.fire(f"{SHELL}.setvar", {"var_name": "notice", "value": "taken over"})
            await page.fire(f"{SHELL}._handler", {"secret": "s3cr3t-payload"})
            await page.fire(f"{ROOT}.setvar", {"var_name": "is_hydrated", "value": False})
            await settled(page, "00c0ffee")
            return page.updates

    assert "taken over" not in json.dumps(await_apart(story()))
    added = site.log[logged:]
    assert "refused the event handler" in added
    assert "refused an event that no handler is registered for" in added
    assert "Traceback" not in added
    assert "s3cr3t-payload" not in added


def test_the_origin_of_another_site_is_refused_and_our_own_is_welcome(site: Site) -> None:
    async def status(origin: str) -> int:
        address = f"ws://127.0.0.1:{site.port}{NAMESPACE}/?EIO=4&transport=websocket&token=somebody"
        try:
            async with connect(address, additional_headers={"Origin": origin}):
                return 101
        except InvalidStatus as refused:
            return int(refused.response.status_code)

    assert await_apart(status("https://evil.example")) == 403
    assert await_apart(status(f"http://127.0.0.1:{site.port + 1}")) == 403
    assert await_apart(status("null")) == 403
    assert await_apart(status(site.url)) == 101


def test_long_polling_is_not_a_way_around_the_origin(site: Site) -> None:
    assert site.get(f"{NAMESPACE}/?EIO=4&transport=polling").status_code >= 400


@pytest.mark.parametrize("cookie", ["", "gid=1.00000000.00000000000000000000000000000000.forged", "gid="])
def test_a_vote_without_a_guest_cookie_of_ours_is_refused_with_a_sentence(
    site: Site, show_path: str, cookie: str
) -> None:
    before = totals(site)

    async def story() -> dict[str, Any]:
        async with open_page(site.port, path=show_path, headers={"Cookie": cookie} if cookie else None) as page:
            await shown(page)
            song = first_song(page)
            await page.fire(f"{SHOW}.vote", {"song_key": song, "want": True, "request_id": f"nobody-{len(cookie)}"})
            update = await page.wait_for(
                lambda one: song in one.get("delta", {}).get(SHOW, {}).get("answers_rx_state_", {})
            )
            answer: dict[str, Any] = update["delta"][SHOW]["answers_rx_state_"][song]
            return answer

    answer = await_apart(story())
    assert answer["accepted"] is False
    assert answer["reason"].startswith("Your browser did not send its guest cookie.")
    assert totals(site) == before


def test_the_same_wish_sent_twice_counts_once(site: Site, show_path: str) -> None:
    headers = {"Cookie": site.cookie()}
    before = totals(site)

    async def story() -> None:
        async with open_page(site.port, path=show_path, headers=headers) as page:
            await shown(page)
            song = first_song(page)
            for _ in range(3):
                await page.fire(f"{SHOW}.vote", {"song_key": song, "want": True, "request_id": "the-same-wish"})
            await settled(page, "0000cafe")
            await page.fire(f"{SHOW}.vote", {"song_key": song, "want": False, "request_id": "taken-back"})
            await settled(page, "0000babe")

    await_apart(story())
    after = totals(site)
    assert after["vote_event"] == before["vote_event"] + 2
    assert after["vote"] == before["vote"] + 1


def test_a_frame_above_the_limit_closes_the_socket(site: Site) -> None:
    async def story() -> int | None:
        address = f"ws://127.0.0.1:{site.port}{NAMESPACE}/?EIO=4&transport=websocket&token=flood"
        async with connect(address) as socket:
            await socket.recv()
            await socket.send(f"40{NAMESPACE}," + "x" * (FRAME_LIMIT + 1))
            async with asyncio.timeout(10):
                try:
                    while True:
                        await socket.recv()
                except ConnectionClosed as closed:
                    return closed.rcvd.code if closed.rcvd else None

    assert await_apart(story()) == 1009


def test_no_frame_to_the_browser_holds_a_cookie_or_a_script(site: Site, show_path: str) -> None:
    cookie = site.cookie()
    token = cookie.partition("=")[2]

    async def story() -> str:
        async with open_page(
            site.port, path=show_path, headers={"Cookie": f"{cookie}; other=s3cr3t-neighbour"}
        ) as page:
            await shown(page)
            await page.fire(f"{SHOW}.vote", {"song_key": first_song(page), "want": True, "request_id": "look-at-me"})
            await settled(page, "0badcafe")
            return "\n".join(page.frames)

    text = await_apart(story())
    for secret in (token, token.split(".")[2], "s3cr3t-neighbour"):
        assert secret not in text
    assert "_call_script" not in text
    assert "_call_function" not in text
