"""From a committed step of a run to everybody who watches the artist, and to the home page.

The engine, and the follower of other processes' runs, call `changed(artist_id)` often. Reading the strip costs a query,
so changes of one artist that come while it is being read are folded into one more reading.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session, col, select

from setlist_app.catalog import artist_page
from setlist_app.db import Database
from setlist_app.live.broadcaster import Broadcaster
from setlist_app.live.rooms import Rooms
from setlist_app.models import ACTIVE, SyncRun, SyncStep
from setlist_app.state.encoders import HOME, HomeNews, StripNews, artist_topic

log = logging.getLogger(__name__)

AGAIN_AFTER_S = 1.0
"""Before the one more try at an artist that could not be read."""

RUN_BITS = 20
"""A run changes fewer than a million times; a later run's numbers are always larger."""


class News:
    def __init__(self, db: Database, clock: Callable[[], datetime], rooms: Rooms, broadcaster: Broadcaster) -> None:
        self._db = db
        self._clock = clock
        self._rooms = rooms
        self._broadcaster = broadcaster
        self._waiting: set[int] = set()
        self._stumbled: set[int] = set()
        """Artists whose last reading failed and is tried once more."""
        self._wake = asyncio.Event()
        self._home = itertools.count(1)

    def changed(self, artist_id: int) -> None:
        """Call on the event loop, after the commit."""
        self._waiting.add(artist_id)
        self._wake.set()

    async def run(self) -> None:
        """Tell the rooms, until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            waiting, self._waiting = self._waiting, set()
            for artist_id in waiting:
                try:
                    await self._tell(artist_id)
                except Exception:
                    # Everybody else's pages hang on this loop: one bad moment must not end it.
                    log.exception("the news of artist %d could not be told", artist_id)
                    self._once_more(artist_id)
                else:
                    self._stumbled.discard(artist_id)

    def _once_more(self, artist_id: int) -> None:
        if artist_id in self._stumbled:
            self._stumbled.discard(artist_id)
            return
        self._stumbled.add(artist_id)
        asyncio.get_running_loop().call_later(AGAIN_AFTER_S, self.changed, artist_id)

    async def _tell(self, artist_id: int) -> None:
        topic = artist_topic(artist_id)
        watched = self._rooms.viewers(topic) > 0
        news, ended = await self._db.read(lambda session: self._read(session, artist_id, watched))
        if news is not None:
            self._broadcaster.publish(topic, news)
        if ended:
            number = next(self._home)
            self._broadcaster.publish(HOME, HomeNews(number, number))

    def _read(self, session: Session, artist_id: int, watched: bool) -> tuple[StripNews | None, bool]:
        run = session.exec(
            select(SyncRun).where(SyncRun.artist_id == artist_id).order_by(col(SyncRun.id).desc()).limit(1)
        ).first()
        if run is None or run.id is None:
            return None, False
        ended = run.state not in ACTIVE
        if not watched:
            return None, ended
        steps = session.exec(select(SyncStep).where(SyncStep.run_id == run.id)).all()
        rows = sum(step.created + step.changed for step in steps) + ended
        strip = artist_page.strip(session, artist_id, self._clock())
        first = run.id << RUN_BITS
        return StripNews(first + run.version, first + rows, strip), ended
