"""Tells every open page of a topic what is new: the newest only, in a bearable rhythm (`pace`).

A page that opens joins first and reads afterwards, so that no change falls between the two:

    await rooms.watch(sid, {topic})
    read = await database.read(...)
    latest = broadcaster.newest(topic, read)        # a broadcast may have overtaken the read
    ... set the state's variables from latest; rows again if latest.rows_version is not the rows' one ...
    yield                                           # in the browser now, in order with the broadcasts
    while stamp(broadcaster.newest(topic, latest)) > stamp(latest): ... once more ...

A page that leaves out the loop is right a second later: newcomers get the topic repeated.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from reflex.state import StateUpdate

from setlist_app.live.hub import Hub, Payload, stamp
from setlist_app.live.pace import NEVER, Pace, Part
from setlist_app.live.rooms import Rooms

log = logging.getLogger(__name__)

Encoder = Callable[[Any, Part], StateUpdate | None]
"""Makes one part of a payload an update of a page's state, or None when the page does not show that part.

"rows" is asked for when `rows_version` changed: a delta with the rows, or an event that has the page fetch them.
"""

P = TypeVar("P", bound=Payload)

SWEEP_S = 30.0
"""How often topics without viewers are forgotten."""


async def _pause(wake: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(None if seconds == NEVER else seconds):
            await wake.wait()
    except TimeoutError:
        return  # nothing new came: the time itself is what was waited for


class Broadcaster:
    def __init__(
        self,
        rooms: Rooms,
        encoders: Mapping[str, Encoder],
        *,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[asyncio.Event, float], Awaitable[None]] = _pause,
    ) -> None:
        """`encoders` by kind of topic: the word before the colon (`ballot`, `artist`, `home`)."""
        self._rooms = rooms
        self._encoders = encoders
        self._clock = clock
        self._pause = pause
        self._hub = Hub()
        self._lock = threading.Lock()
        self._paces: dict[str, Pace] = {}
        self._wake = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._sweep_at = 0.0
        rooms.on_join = self._joined

    def publish(self, topic: str, payload: Payload) -> None:
        """Tell the topic's viewers soon. From the event loop or any thread; an older version is dropped.

        Nothing is kept for a topic without viewers: whoever opens it reads the database.
        """
        if self._rooms.viewers(topic) and self._hub.put(topic, payload):
            self._awake()

    def newest(self, topic: str, read: P) -> P:
        """What a page that has just joined shows: its own reading, or the broadcast that is newer."""
        kept = self._hub.get(topic)
        if isinstance(kept, type(read)) and stamp(kept) >= stamp(read):
            return kept
        if self._rooms.viewers(topic) and self._hub.put(topic, read):
            if kept is None:
                with self._lock:
                    self._paces.setdefault(topic, Pace()).known(read)
            self._awake()
        return read

    async def run(self) -> None:
        """Broadcast until cancelled. A failing topic is logged and waits for its next change; the others go on."""
        self._loop = asyncio.get_running_loop()
        try:
            while True:
                self._wake.clear()
                now = self._clock()
                for topic in self._hub.topics():
                    try:
                        await self._send_due(topic, now)
                    except Exception:
                        log.exception("a broadcast to %s failed", topic)
                self._sweep(now)
                await self._pause(self._wake, max(0.0, self._next_at() - self._clock()))
        finally:
            self._loop = None

    async def _send_due(self, topic: str, now: float) -> None:
        payload = self._hub.get(topic)
        if payload is None:
            return
        viewers = self._rooms.viewers(topic)
        with self._lock:
            pace = self._paces.setdefault(topic, Pace())
            parts = pace.due(payload, now)
            for part in parts:  # noted before the sending: a part that fails is not tried in a circle
                pace.sent(part, payload, now, viewers)
        encode = self._encoders[topic.partition(":")[0]]
        for part in parts if viewers else ():
            if (update := encode(payload, part)) is not None:
                await self._rooms.emit(topic, update)

    def _next_at(self) -> float:
        with self._lock:
            known = [(self._paces.setdefault(topic, Pace()), self._hub.get(topic)) for topic in self._hub.topics()]
            due = [pace.next_at(payload) for pace, payload in known if payload is not None]
        return min([*due, self._sweep_at if known else NEVER])

    def _sweep(self, now: float) -> None:
        """Bounded memory: what nobody watches is forgotten."""
        if now < self._sweep_at:
            return
        self._sweep_at = now + SWEEP_S
        self._hub.keep_only(lambda topic: self._rooms.viewers(topic) > 0)
        watched = set(self._hub.topics())
        with self._lock:
            self._paces = {topic: pace for topic, pace in self._paces.items() if topic in watched}

    def _joined(self, topic: str) -> None:
        with self._lock:
            self._paces.setdefault(topic, Pace()).joined(self._clock())
        self._awake()

    def _awake(self) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._wake.set)
