"""News of runs reach whoever watches, also after a reading that failed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

import pytest

from setlist_app.db import Database
from setlist_app.live.broadcaster import Broadcaster
from setlist_app.live.rooms import Rooms
from setlist_app.state import news
from setlist_app.state.news import News
from tests.catalog.world import NOW


class Watched:
    def viewers(self, topic: str) -> int:
        return 1


class Told:
    """Each run has ended: one message to the home page per artist told."""

    def __init__(self) -> None:
        self.count = 0
        self.some = asyncio.Event()

    def publish(self, *message: Any) -> None:
        self.count += 1
        self.some.set()


class Shaky:
    """Fails so many times, then answers; `spent` is set when the last failure has been raised."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.reads = 0
        self.spent = asyncio.Event()

    async def read(self, query: Callable[..., Any]) -> tuple[None, bool]:
        self.reads += 1
        if self.reads <= self.failures:
            if self.reads == self.failures:
                self.spent.set()
            raise RuntimeError("database is locked")
        return None, True


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "AGAIN_AFTER_S", 0)


def teller(db: Shaky, told: Told) -> News:
    return News(cast(Database, db), lambda: NOW, cast(Rooms, Watched()), cast(Broadcaster, told))


def test_an_artist_that_could_not_be_read_is_told_a_moment_later() -> None:
    async def play() -> tuple[int, int]:
        db, told = Shaky(1), Told()
        one = teller(db, told)
        telling = asyncio.create_task(one.run())
        one.changed(1)
        await asyncio.wait_for(told.some.wait(), 10)
        telling.cancel()
        return db.reads, told.count

    assert asyncio.run(play()) == (2, 1)


def test_an_artist_that_fails_twice_is_left_until_it_changes_again() -> None:
    async def play() -> tuple[int, int]:
        db, told = Shaky(2), Told()
        one = teller(db, told)
        telling = asyncio.create_task(one.run())
        one.changed(1)
        await asyncio.wait_for(db.spent.wait(), 10)
        for _ in range(20):
            await asyncio.sleep(0)
        assert (db.reads, telling.done()) == (2, False)
        one.changed(2)
        await asyncio.wait_for(told.some.wait(), 10)
        telling.cancel()
        return db.reads, told.count

    assert asyncio.run(play()) == (3, 1)
