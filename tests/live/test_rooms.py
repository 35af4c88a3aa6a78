"""Who gets what, on a real socket."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from zlib import crc32

import socketio

from setlist_app.live.deltas import delta
from setlist_app.live.rooms import SHARDS, SPARE_ENTRIES, Rooms
from tests.live.bare import serving
from tests.wire import Page, open_page

STATE = "reflex___state____state.board"


def number(value: int) -> object:
    return delta(STATE, {"n": value})


def with_pages(count: int, story: Callable[[Rooms, list[Page], socketio.AsyncServer], Awaitable[None]]) -> None:
    async def run() -> None:
        async with serving() as (sio, port), AsyncExitStack() as stack:
            pages = [await stack.enter_async_context(open_page(port, is_reflex=False)) for _ in range(count)]
            await story(Rooms(sio), pages, sio)

    asyncio.run(run())


def test_a_broadcast_reaches_every_viewer_of_the_topic_and_nobody_else() -> None:
    async def story(rooms: Rooms, pages: list[Page], _: socketio.AsyncServer) -> None:
        for page in pages[:30]:
            await rooms.join(page.sid, "ballot:5")
        await rooms.join(pages[30].sid, "ballot:6")
        assert (rooms.viewers("ballot:5"), rooms.viewers("ballot:6"), rooms.viewers("home")) == (30, 1, 0)
        assert len({crc32(page.sid.encode()) % SHARDS for page in pages[:30]}) > 1

        await rooms.emit("ballot:5", number(1))
        await rooms.emit("ballot:6", number(2))
        for page in pages[:31]:
            await page.wait_for_packets(1)
        assert all(page.updates == [{"delta": {STATE: {"n_rx_state_": 1}}}] for page in pages[:30])
        assert pages[30].values(STATE) == {"n": 2}
        assert pages[31].updates == []

    with_pages(32, story)


def test_watching_sets_exactly_what_a_page_gets() -> None:
    async def story(rooms: Rooms, pages: list[Page], _: socketio.AsyncServer) -> None:
        page = pages[0]
        await rooms.watch(page.sid, {"ballot:5", "artist:1"})
        await rooms.watch(page.sid, {"ballot:6", "artist:1"})
        assert rooms.watched_by(page.sid) == {"ballot:6", "artist:1"}
        for value, topic in enumerate(["ballot:5", "artist:1", "ballot:6"]):
            await rooms.emit(topic, number(value))
        await page.wait_for(lambda update: update["delta"][STATE] == {"n_rx_state_": 2})
        assert [update["delta"][STATE]["n_rx_state_"] for update in page.updates] == [1, 2]
        await rooms.join(page.sid, "home")
        assert rooms.watched_by(page.sid) == {"home"}
        await rooms.leave(page.sid)
        assert rooms.viewers("home") == 0

    with_pages(1, story)


def test_a_closed_page_leaves_by_itself() -> None:
    async def story(rooms: Rooms, pages: list[Page], sio: socketio.AsyncServer) -> None:
        gone, disconnect = asyncio.Event(), sio.manager.disconnect

        async def noticed(*words: object, **more: object) -> None:
            await disconnect(*words, **more)
            gone.set()

        sio.manager.disconnect = noticed
        await rooms.join(pages[0].sid, "home")
        await pages[0].close()
        async with asyncio.timeout(5):
            await gone.wait()
        assert rooms.viewers("home") == 0
        assert rooms.watched_by(pages[0].sid) == frozenset()
        assert not await rooms.join(pages[0].sid, "home")
        await rooms.emit("home", number(1))

    with_pages(1, story)


def test_a_socket_that_never_was_watches_nothing() -> None:
    async def story(rooms: Rooms, _: list[Page], __: socketio.AsyncServer) -> None:
        assert not await rooms.join("nobody", "home")
        assert rooms.viewers("home") == 0

    with_pages(0, story)


def test_an_empty_room_costs_no_packet() -> None:
    async def story(rooms: Rooms, pages: list[Page], sio: socketio.AsyncServer) -> None:
        await rooms.join(pages[0].sid, "home")
        emits = []
        send = sio.manager.emit

        async def counted(*words: object, **more: object) -> None:
            emits.append(words)
            await send(*words, **more)

        sio.manager.emit = counted
        await rooms.emit("home", number(1))
        await rooms.emit("ballot:1", number(1))
        assert len(emits) == 1

    with_pages(1, story)


def test_the_index_of_closed_sockets_is_swept() -> None:
    async def story(rooms: Rooms, pages: list[Page], _: socketio.AsyncServer) -> None:
        for closed in range(SPARE_ENTRIES):
            rooms._watching[f"closed{closed}"] = frozenset({"home"})
        await rooms.join(pages[0].sid, "home")
        assert set(rooms._watching) == {pages[0].sid}

    with_pages(1, story)
