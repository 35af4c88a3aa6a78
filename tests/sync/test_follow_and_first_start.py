"""What other processes do is followed; a new database fills itself once, behind what visitors ask for."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from setlist_app.db import Database
from setlist_app.models import Artist, RunState, Site, SyncRun, Trigger
from setlist_app.sync import runs
from setlist_app.sync.first_start import DOZEN, queue_popular
from setlist_app.sync.follow import Follower
from tests.sync.stage import BENCH_ARTIST, build


def test_a_run_of_another_process_is_told_from_its_start_to_its_end(db: Database) -> None:
    stage = build(db)
    told: list[int] = []

    async def play() -> int:
        artist_id = await stage.artist()
        follower = Follower(db, told.append, owner="here:1:aa")
        assert await follower.look() == []
        run_id = db.write_now(lambda s: runs.request(s, artist_id, Trigger.COMMAND, stage.clock())).run_id
        assert await follower.look() == [artist_id]
        assert await follower.look() == []
        db.write_now(lambda s: runs.claim(s, "there:2:bb", stage.clock()))
        assert await follower.look() == [artist_id]
        db.write_now(lambda s: runs.finish(s, run_id, "there:2:bb", stage.clock(), state=RunState.OK, reason="Done."))
        assert await follower.look() == [artist_id]
        assert await follower.look() == []
        return artist_id

    assert set(told) <= {asyncio.run(play())}
    assert len(told) == 3


def test_a_run_that_began_and_ended_between_two_looks_is_told(sqlite_db: Database) -> None:
    stage = build(sqlite_db)

    async def play() -> None:
        follower = Follower(sqlite_db, lambda _: None)
        await follower.look()
        artist_id = await stage.artist("Marble Arcade")
        await stage.engine.run_now(artist_id)
        assert await follower.look() == [artist_id]

    asyncio.run(play())


def test_the_own_engine_s_runs_are_not_told_twice(sqlite_db: Database) -> None:
    stage = build(sqlite_db)

    async def play() -> None:
        follower = Follower(sqlite_db, lambda _: None, owner=stage.engine.owner)
        await follower.look()
        await stage.engine.run_now(await stage.artist("Marble Arcade"))
        assert await follower.look() == []

    asyncio.run(play())


def test_the_past_is_not_told_at_start_up(sqlite_db: Database) -> None:
    stage = build(sqlite_db)

    async def play() -> None:
        await stage.engine.run_now(await stage.artist("Marble Arcade"))
        follower = Follower(sqlite_db, lambda _: None)
        assert await follower.look() == []
        assert await follower.look() == []

    asyncio.run(play())


def test_a_bad_moment_of_the_database_does_not_end_the_following(
    sqlite_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("setlist_app.sync.follow.LOOK_EVERY_S", 0)
    follower = Follower(sqlite_db, lambda _: None)
    looked = asyncio.Event()
    troubles: list[Exception] = [sa.exc.TimeoutError("QueuePool limit reached"), RuntimeError("a bad moment")]

    async def look() -> list[int]:
        if troubles:
            raise troubles.pop()
        looked.set()
        return []

    monkeypatch.setattr(follower, "look", look)

    async def play() -> None:
        following = asyncio.create_task(follower.run())
        await asyncio.wait_for(looked.wait(), 10)
        following.cancel()

    asyncio.run(play())


def test_a_new_database_queues_a_dozen_popular_artists_once(db: Database) -> None:
    stage = build(db)

    async def play() -> tuple[list[int], list[int]]:
        first = await queue_popular(db, stage.sources, stage.clock, stage.clock.sleep)
        return first, await queue_popular(db, stage.sources, stage.clock, stage.clock.sleep)

    first, again = asyncio.run(play())
    assert (len(first), again) == (DOZEN, [])
    assert len(stage.calls) == 1
    queued = db.read_now(lambda s: s.exec(select(SyncRun).order_by(col(SyncRun.id))).all())
    assert {run.trigger for run in queued} == {Trigger.FIRST_START}
    assert db.read_now(lambda s: s.get_one(Artist, queued[0].artist_id)).name == BENCH_ARTIST
    assert db.read_now(lambda s: s.get_one(Site, 1)).seeded_at == stage.clock()


def test_an_early_visitor_does_not_cancel_the_popular_artists(sqlite_db: Database) -> None:
    stage = build(sqlite_db)

    async def play() -> list[int]:
        await stage.artist()
        return await queue_popular(sqlite_db, stage.sources, stage.clock, stage.clock.sleep)

    assert len(asyncio.run(play())) == DOZEN
    assert stage.count(SyncRun) == DOZEN


def test_a_first_start_waits_for_a_provider_that_is_down_and_gives_up_on_a_refused_key(sqlite_db: Database) -> None:
    down = build(sqlite_db, {"match": {"path": "*"}, "fault": "500", "times": 4})
    refused = build(sqlite_db, {"match": {"path": "*"}, "fault": "401", "times": None})

    async def play() -> tuple[list[int], list[int]]:
        none = await queue_popular(sqlite_db, refused.sources, refused.clock, refused.clock.sleep)
        return none, await queue_popular(sqlite_db, down.sources, down.clock, down.clock.sleep)

    none, queued = asyncio.run(play())
    assert none == []
    assert len(queued) == DOZEN
    assert len(down.calls) == 5
