"""From a published payload to every open page, on a real socket, with the clock in the test's hand."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest
from reflex.state import StateUpdate

from setlist_app.live.broadcaster import SWEEP_S, Broadcaster
from setlist_app.live.deltas import delta
from setlist_app.live.pace import BEAT_S, CROWD_BEAT_S, ORDER_BEAT_S, REPEAT_S, Part
from setlist_app.live.rooms import Rooms
from tests.live.bare import serving
from tests.live.test_pace import Progress, Standing
from tests.wire import Page, open_page

STATE = "reflex___state____state.board"
TOPIC = "ballot:5"


class Time:
    """Stands still until the test moves it."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._until = 0.0
        self._wake = asyncio.Event()

    async def pause(self, wake: asyncio.Event, seconds: float) -> None:
        self._wake, self._until = wake, self.now + seconds
        if seconds > 0:
            await wake.wait()

    def move(self, seconds: float) -> None:
        self.now += seconds
        if self.now >= self._until:
            self._wake.set()


def encode(payload: Any, part: Part) -> StateUpdate | None:
    if part == "counts":
        return delta(STATE, {"version": payload.version})
    if part == "order":
        return delta(STATE, {"order": list(payload.order)})
    return delta(STATE, {}, events=(f"{STATE}.fetch_rows",))


class Stage:
    """A server, open pages and a running broadcaster."""

    def __init__(self, rooms: Rooms, pages: list[Page], encoders: dict[str, Any]) -> None:
        self.time = Time()
        self.rooms = rooms
        self.pages = pages
        self.page = pages[0]
        self.broadcaster = Broadcaster(rooms, encoders, clock=lambda: self.time.now, pause=self.time.pause)

    async def everybody_watches(self, topic: str = TOPIC) -> None:
        """And has read version 0; the repetition for newcomers is over."""
        for page in self.pages:
            await self.rooms.join(page.sid, topic)
            self.broadcaster.newest(topic, Standing(0))
        await self.rested()
        self.time.move(REPEAT_S)
        for page in self.pages:
            await page.wait_for_packets(2)
            page.updates.clear()
        self.time.move(ORDER_BEAT_S)

    async def rested(self) -> None:
        """The broadcaster has seen everything published so far."""
        for _ in range(10):
            await asyncio.sleep(0)

    def versions(self, page: Page | None = None) -> list[int]:
        held = [update.get("delta", {}).get(STATE, {}) for update in (page or self.page).updates]
        return [values["version_rx_state_"] for values in held if "version_rx_state_" in values]


def play(story: Callable[[Stage], Awaitable[None]], *, pages: int = 1, **encoders: Any) -> None:
    async def run() -> None:
        async with serving() as (sio, port), AsyncExitStack() as stack:
            opened = [await stack.enter_async_context(open_page(port, is_reflex=False)) for _ in range(pages)]
            stage = Stage(Rooms(sio), opened, {"ballot": encode} | encoders)
            running = asyncio.create_task(stage.broadcaster.run())
            try:
                await story(stage)
            finally:
                running.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await running

    asyncio.run(run())


def is_version(number: int) -> Callable[[dict[str, Any]], bool]:
    return lambda update: update.get("delta", {}).get(STATE, {}).get("version_rx_state_") == number


def test_the_first_change_is_sent_at_once_and_a_burst_is_one_broadcast() -> None:
    async def story(stage: Stage) -> None:
        await stage.everybody_watches()
        stage.broadcaster.publish(TOPIC, Standing(1))
        await stage.page.wait_for(is_version(1))
        for version in range(2, 51):
            stage.broadcaster.publish(TOPIC, Standing(version))
            await asyncio.sleep(0)
        stage.time.move(BEAT_S)
        await stage.page.wait_for(is_version(50))
        assert stage.versions() == [1, 50]

    play(story)


def test_everybody_ends_with_the_newest_whatever_the_order_of_publishing() -> None:
    async def story(stage: Stage) -> None:
        await stage.everybody_watches()
        for version in (3, 9, 4):
            stage.broadcaster.publish(TOPIC, Standing(version))
        for page in stage.pages:
            await page.wait_for(is_version(9))
        stage.time.move(CROWD_BEAT_S)
        await stage.rested()
        assert all(stage.versions(page) == [9] for page in stage.pages)

    play(story, pages=40)


def test_publishing_works_from_another_thread() -> None:
    async def story(stage: Stage) -> None:
        await stage.everybody_watches()
        await asyncio.to_thread(stage.broadcaster.publish, TOPIC, Standing(1))
        await stage.page.wait_for(is_version(1))

    play(story)


def test_the_order_of_rows_has_a_slower_beat_than_the_counts() -> None:
    async def story(stage: Stage) -> None:
        await stage.everybody_watches()
        stage.broadcaster.publish(TOPIC, Standing(1, order=("b", "a")))
        await stage.page.wait_for_packets(2)
        stage.time.move(BEAT_S)
        stage.broadcaster.publish(TOPIC, Standing(2, order=("a", "b")))
        await stage.page.wait_for(is_version(2))
        assert stage.page.values(STATE) == {"version": 2, "order": ["b", "a"]}
        stage.time.move(ORDER_BEAT_S)
        await stage.page.wait_for_packets(4)
        assert stage.page.values(STATE)["order"] == ["a", "b"]

    play(story)


def test_a_song_that_joins_has_every_page_fetch_its_rows() -> None:
    async def story(stage: Stage) -> None:
        await stage.everybody_watches()
        stage.broadcaster.publish(TOPIC, Standing(1, rows_version=1))
        told = await stage.page.wait_for(lambda update: bool(update.get("events")))
        assert [event["name"] for event in told["events"]] == [f"{STATE}.fetch_rows"]
        assert "delta" not in told

    play(story)


def test_a_page_that_joins_shows_the_broadcast_that_overtook_its_reading() -> None:
    async def story(stage: Stage) -> None:
        await stage.rooms.join(stage.page.sid, TOPIC)
        stage.broadcaster.publish(TOPIC, Standing(6))
        await stage.page.wait_for(is_version(6))
        assert stage.broadcaster.newest(TOPIC, Standing(5)) == Standing(6)
        assert stage.broadcaster.newest(TOPIC, Standing(7)) == Standing(7)
        stage.time.move(BEAT_S)
        await stage.page.wait_for(is_version(7))

    play(story)


def test_a_newcomer_who_put_an_old_reading_over_a_broadcast_is_healed() -> None:
    async def story(stage: Stage) -> None:
        await stage.everybody_watches()
        newcomer = stage.page
        await stage.rooms.leave(newcomer.sid)
        await stage.rooms.join(newcomer.sid, TOPIC)
        stage.broadcaster.publish(TOPIC, Standing(1))
        await newcomer.wait_for(is_version(1))
        before = newcomer.packets  # the page's own answer, of version 0, arrives here
        stage.time.move(REPEAT_S)
        await newcomer.wait_for(is_version(1), after=before)

    play(story, pages=2)


def test_nothing_is_kept_for_a_topic_without_viewers() -> None:
    async def story(stage: Stage) -> None:
        stage.broadcaster.publish(TOPIC, Standing(9))
        await stage.rooms.join(stage.page.sid, TOPIC)
        assert stage.broadcaster.newest(TOPIC, Standing(3)) == Standing(3)

    play(story)


def test_topics_are_forgotten_when_their_last_viewer_has_left() -> None:
    async def story(stage: Stage) -> None:
        await stage.everybody_watches()
        await stage.rooms.join(stage.page.sid, "ballot:6")
        stage.broadcaster.newest("ballot:6", Standing(0))
        await stage.rested()
        stage.time.move(SWEEP_S)
        await stage.rested()
        assert stage.broadcaster._hub.topics() == ["ballot:6"]
        assert set(stage.broadcaster._paces) == {"ballot:6"}

    play(story)


def test_a_topic_that_fails_is_logged_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_payload: Any, _part: Part) -> StateUpdate:
        raise ValueError("no such page")

    async def story(stage: Stage) -> None:
        await stage.rooms.watch(stage.page.sid, {"artist:1", TOPIC})
        with caplog.at_level(logging.ERROR):
            stage.broadcaster.publish("artist:1", Progress(1))
            stage.broadcaster.publish(TOPIC, Standing(1))
            await stage.page.wait_for(is_version(1))
            stage.time.move(BEAT_S)
            stage.broadcaster.publish(TOPIC, Standing(2))
            await stage.page.wait_for(is_version(2))
        assert [record.message for record in caplog.records] == ["a broadcast to artist:1 failed"]

    play(story, artist=broken)


def test_after_the_end_a_late_publisher_is_harmless() -> None:
    stages: list[Stage] = []

    async def story(stage: Stage) -> None:
        await stage.everybody_watches()
        stages.append(stage)

    play(story)
    thread = threading.Thread(target=stages[0].broadcaster.publish, args=(TOPIC, Standing(1)))
    thread.start()
    thread.join()


def test_with_the_real_clock_a_burst_is_still_folded() -> None:
    async def run() -> None:
        async with serving() as (sio, port), open_page(port, is_reflex=False) as page:
            rooms = Rooms(sio)
            broadcaster = Broadcaster(rooms, {"ballot": encode})
            running = asyncio.create_task(broadcaster.run())
            await rooms.join(page.sid, TOPIC)
            for version in range(1, 501):
                broadcaster.publish(TOPIC, Standing(version))
                await asyncio.sleep(0)
            await page.wait_for(is_version(500))
            assert page.packets < 20
            running.cancel()

    asyncio.run(run())
