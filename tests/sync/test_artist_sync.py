"""The whole way: a picked artist becomes shows, songs and setlists, once, resumably, and honestly when it fails."""

from __future__ import annotations

import asyncio
import socket
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from setlist_app.db import Database
from setlist_app.models import (
    Performance,
    Provider,
    ProviderState,
    Quarantine,
    Rule,
    RunState,
    Setlist,
    SetlistSong,
    Show,
    Song,
    StepName,
    SyncRun,
    Trigger,
)
from setlist_app.sync.engine import Engine
from setlist_app.sync.progress import Progress
from setlist_app.sync.runs import Request
from setlist_app.sync.sources import NO_SONG_SOURCE
from tests.sync.stage import BENCH_ARTIST, ODD_ARTIST, CancelAfter, Stage, build, dump, rows_of

EVENTS = "/discovery/v2/events*"
ATTRACTION = "/discovery/v2/attractions/*"
SPOTIFY = "/v1/*"


def test_a_picked_artist_becomes_shows_songs_and_setlists(db: Database) -> None:
    stage = build(db)

    async def play() -> Any:
        return await stage.engine.run_now(await stage.artist())

    line = asyncio.run(play())
    assert (line.state, line.reason) == (RunState.OK, "60 shows, 80 songs, 60 setlists: 200 new, 0 changed.")
    assert [(step.name, step.state, step.done) for step in line.steps] == [
        (StepName.IDENTIFY, RunState.OK, 1),
        (StepName.SHOWS, RunState.OK, 60),
        (StepName.SONGS, RunState.OK, 80),
        (StepName.SETLISTS, RunState.OK, 60),
    ]
    assert (stage.count(Show), stage.count(Song), stage.count(Setlist)) == (60, 80, 60)
    assert line.requests == len(stage.calls)
    setlists = db.read_now(lambda s: s.exec(select(Setlist)).all())
    assert {one.rule for one in setlists} == {Rule.SEARCH_RANK}
    for setlist in setlists:
        songs = db.read_now(
            lambda s, one=setlist: s.exec(select(SetlistSong.song_id).where(SetlistSong.setlist_id == one.id)).all()
        )
        assert len(songs) == len(set(songs)) == 5
        assert {float(song) for song in songs} <= {song for song, _ in setlist.pool}
        assert len(setlist.pool) <= 50
    assert len({one.seed for one in setlists}) == 60


@pytest.mark.parametrize("name", [BENCH_ARTIST, ODD_ARTIST])
def test_the_same_sync_twice_changes_nothing_and_says_so(db: Database, name: str) -> None:
    stage = build(db)

    async def play() -> tuple[Any, Any, Any]:
        artist_id = await stage.artist(name)
        await stage.engine.run_now(artist_id)
        before = rows_of(db)
        stage.clock.advance(hours=2)
        again = await stage.engine.run_now(artist_id)
        return before, rows_of(db), again

    before, after, again = asyncio.run(play())
    assert after == before
    assert (again.state, again.reason) == (RunState.OK, "Nothing changed.")
    assert all(step.created == step.changed == 0 for step in again.steps)


def test_a_bill_of_several_gives_everybody_a_performance_and_those_with_songs_a_setlist(sqlite_db: Database) -> None:
    stage = build(sqlite_db)

    async def play() -> int:
        first = await stage.artist("Nana Mostly")
        await stage.engine.run_now(first)
        await stage.engine.run_now(await stage.artist(ODD_ARTIST))
        return first

    asyncio.run(play())
    bills = sqlite_db.read_now(lambda s: s.exec(select(Performance)).all())
    synced = set(sqlite_db.read_now(lambda s: s.exec(select(Song.artist_id)).all()))
    drawn = set(sqlite_db.read_now(lambda s: s.exec(select(Setlist.performance_id)).all()))
    assert {one.id for one in bills if one.artist_id in synced} == drawn
    assert any(one.billing > 1 for one in bills)


def test_songs_appear_page_by_page_before_the_step_ends(sqlite_db: Database) -> None:
    stage = build(sqlite_db)
    seen: list[int] = []

    def watch(progress: Progress) -> None:
        if progress.step is StepName.SONGS:
            seen.append(stage.count(Song))

    async def play() -> None:
        await stage.engine.run_now(await stage.artist(), watch)

    asyncio.run(play())
    assert 0 < seen[1] < seen[4] < 80
    assert seen == sorted(seen)


def test_every_commit_is_told(sqlite_db: Database) -> None:
    stage = build(sqlite_db)

    async def play() -> tuple[int, Any]:
        artist_id = await stage.artist()
        line = await stage.engine.run_now(artist_id)
        return artist_id, stage.run(line.id)

    artist_id, run = asyncio.run(play())
    assert set(stage.told) == {artist_id}
    assert len(stage.told) >= run.version > 20


def test_an_artist_without_dates_says_so_and_still_gets_its_songs(sqlite_db: Database) -> None:
    stage = build(sqlite_db)

    async def play() -> Any:
        return await stage.engine.run_now(await stage.artist("Marble Arcade"))

    line = asyncio.run(play())
    assert line.state is RunState.NOTHING_FOUND
    assert line.reason.startswith("Ticketmaster lists no dates for Marble Arcade.")
    assert stage.count(Song) > 20
    shows, setlists = line.steps[1], line.steps[3]
    assert shows.state is setlists.state is RunState.NOTHING_FOUND


def test_an_artist_without_songs_says_so_and_still_gets_its_shows(sqlite_db: Database) -> None:
    stage = build(sqlite_db)

    async def play() -> Any:
        return await stage.engine.run_now(await stage.artist("Brass Lighthouse Society"))

    line = asyncio.run(play())
    assert line.state is RunState.OK
    assert stage.count(Show) > 0
    assert [step.state for step in line.steps[2:]] == [RunState.NOTHING_FOUND, RunState.NOTHING_FOUND]
    assert "Spotify" in line.reason and "no songs" in line.steps[3].reason


def test_homonyms_at_the_song_source_give_no_songs_rather_than_wrong_ones(sqlite_db: Database) -> None:
    stage = build(sqlite_db)

    async def play() -> Any:
        return await stage.engine.run_now(await stage.artist("Sister Cassette"))

    line = asyncio.run(play())
    why = "No songs from Spotify: 2 artists are called Sister Cassette, and nothing tells them apart."
    assert (line.steps[2].state, line.steps[2].reason) == (RunState.NOTHING_FOUND, why)
    assert (line.steps[0].state, line.steps[0].reason) == (RunState.PARTIAL, why)
    assert (line.state, stage.count(Song)) == (RunState.OK, 0)
    assert stage.count(Show) > 0
    assert why in line.reason


def test_three_songs_give_a_setlist_of_three(sqlite_db: Database) -> None:
    stage = build(sqlite_db)

    async def play() -> None:
        await stage.engine.run_now(await stage.artist("Ezra Plinth"))

    asyncio.run(play())
    assert stage.count(SetlistSong) == 3 * stage.count(Setlist) > 0
    assert {one.rule for one in sqlite_db.read_now(lambda s: s.exec(select(Setlist)).all())} == {Rule.UNIFORM}


def test_without_a_song_source_songs_are_skipped_with_the_reason(sqlite_db: Database) -> None:
    stage = build(sqlite_db, songs=False)

    async def play() -> Any:
        return await stage.engine.run_now(await stage.artist())

    line = asyncio.run(play())
    assert (line.steps[2].state, line.steps[2].reason) == (RunState.SKIPPED, NO_SONG_SOURCE)
    assert line.state is RunState.OK
    assert NO_SONG_SOURCE in line.reason
    assert stage.count(Show) == 60
    assert stage.calls_to("/v1/") == 0


# ---------------------------------------------------------------------------------------------- trouble


def test_shows_that_fail_do_not_stop_the_songs(db: Database) -> None:
    stage = build(db, {"match": {"path": EVENTS}, "fault": "500", "times": None})

    async def play() -> Any:
        artist_id = await stage.artist()
        line = await stage.engine.run_now(artist_id)
        assert line.state is RunState.BACKING_OFF
        assert line.not_before is not None and line.steps[1].state is RunState.BACKING_OFF
        assert timedelta(seconds=59) < line.not_before - stage.clock() <= timedelta(seconds=60)
        for _ in range(2):
            stage.clock.advance(hours=1)
            await stage.engine.run_waiting()
        return stage.run(line.id)

    run = asyncio.run(play())
    assert (run.state, run.permanent, run.attempt) == (RunState.PARTIAL, False, 3)
    assert run.reason is not None and run.reason.startswith("Ticketmaster has trouble (500)")
    assert stage.count(Song) == 80
    assert stage.step(run.id or 0, "songs").state is RunState.OK
    assert stage.step(run.id or 0, "shows").state is RunState.FAILED
    assert stage.get_artist(run.artist_id).synced_at is None


def test_a_provider_that_is_down_leaves_the_old_data(sqlite_db: Database) -> None:
    rules: list[dict[str, Any]] = []
    stage = build(sqlite_db)

    async def play() -> tuple[Any, Any, Any]:
        artist_id = await stage.artist()
        await stage.engine.run_now(artist_id)
        before, synced_at = rows_of(sqlite_db), stage.get_artist(artist_id).synced_at
        rules.append({"match": {"path": "*"}, "fault": "503-html", "times": None})
        broken = build(sqlite_db, *rules, clock=stage.clock)
        stage.clock.advance(hours=30)
        line = await broken.engine.run_now(artist_id)
        for _ in range(2):
            stage.clock.advance(hours=1)
            await broken.engine.run_waiting()
        assert stage.get_artist(artist_id).synced_at == synced_at
        return before, rows_of(sqlite_db), broken.run(line.id)

    before, after, run = asyncio.run(play())
    assert after == before
    assert (run.state, run.permanent) == (RunState.FAILED, False)
    state = sqlite_db.read_now(lambda s: s.get_one(ProviderState, Provider.TICKETMASTER))
    assert state.failures > 0 and state.last_error == "It answered with error 503."


def test_a_refused_key_fails_for_good_and_says_so(sqlite_db: Database) -> None:
    stage = build(sqlite_db, {"match": {"path": "/api/token"}, "fault": "401", "times": None})

    async def play() -> Any:
        return await stage.engine.run_now(await stage.artist())

    line = asyncio.run(play())
    assert (line.state, line.permanent) == (RunState.PARTIAL, True)
    assert "refuses our key" in line.steps[2].reason
    assert line.steps[2].state is RunState.FAILED
    assert stage.count(Show) == 60


def test_a_provider_that_asks_for_time_gets_it_and_the_run_goes_on_where_it_was(db: Database) -> None:
    wait = {"match": {"path": "/v1/albums/*"}, "fault": "429", "retry_after": 400}
    stage = build(db, wait)
    clean = build(db, clock=stage.clock)

    async def play() -> tuple[Any, int]:
        artist_id = await stage.artist()
        line = await stage.engine.run_now(artist_id)
        assert (line.state, line.attempt) == (RunState.BACKING_OFF, 0)
        asked_until = line.not_before
        assert asked_until is not None and asked_until - stage.clock() > timedelta(seconds=390)
        before = len(stage.calls)
        stage.clock.advance(seconds=390)
        await stage.engine.run_waiting()
        assert len(stage.calls) == before, "nothing is asked before the time is over"
        stage.clock.advance(seconds=30)
        await stage.another_engine().run_waiting()
        return stage.run(line.id), len(stage.calls)

    run, calls = asyncio.run(play())
    assert run.state is RunState.OK
    assert (stage.count(Show), stage.count(Song), stage.count(Setlist)) == (60, 80, 60)

    async def once_more() -> int:
        await clean.engine.run_now(run.artist_id)
        return len(clean.calls)

    # The same requests, the refused one, and no second look for the artist.
    assert calls <= asyncio.run(once_more()) + 3


def test_records_that_do_not_parse_are_kept_apart_and_a_page_full_of_them_is_refused(sqlite_db: Database) -> None:
    stage = build(sqlite_db, {"match": {"path": EVENTS}, "fault": "wrong-types", "times": None})

    async def play() -> Any:
        return await stage.engine.run_now(await stage.artist())

    line = asyncio.run(play())
    assert line.steps[1].state is RunState.BACKING_OFF
    assert "Its format may have changed" in line.steps[1].reason
    assert stage.count(Show) == 0
    assert stage.count(Quarantine) == 0


# ---------------------------------------------------------------------------------------------- stopping half-way


def _clean_dump(database: Database, name: str) -> tuple[dict[str, list[tuple[Any, ...]]], int]:
    stage = build(database)

    async def play() -> int:
        await stage.engine.run_now(await stage.artist(name))
        return len(stage.calls)

    calls = asyncio.run(play())
    return dump(database), calls


@pytest.fixture(scope="module")
def clean(sqlite_template: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, int]:
    """What an undisturbed sync of the odd artist comes to, and its requests."""
    path = tmp_path_factory.mktemp("clean") / "clean.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    try:
        return _clean_dump(database, ODD_ARTIST)
    finally:
        database.close()


async def _cancelled_after(stage: Stage, artist_id: int, commits: int) -> None:
    watcher = CancelAfter(commits)
    watcher.task = asyncio.create_task(stage.engine.run_now(artist_id, watcher))
    with pytest.raises(asyncio.CancelledError):
        await watcher.task


@pytest.mark.parametrize("commits", [1, 2, 4, 6, 9, 14, 20])
def test_a_run_that_was_stopped_goes_on_and_ends_like_a_clean_one(
    sqlite_db: Database, clean: tuple[Any, int], commits: int
) -> None:
    _stop_and_go_on(sqlite_db, clean, commits, killed=False)


@pytest.mark.parametrize("commits", [3, 8, 17])
def test_a_run_whose_process_was_killed_is_found_and_ends_like_a_clean_one(
    db: Database, clean: tuple[Any, int], commits: int
) -> None:
    _stop_and_go_on(db, clean, commits, killed=True)


def _stop_and_go_on(database: Database, clean: tuple[Any, int], commits: int, *, killed: bool) -> None:
    stage = build(database)

    async def play() -> Any:
        artist_id = await stage.artist(ODD_ARTIST)
        await _cancelled_after(stage, artist_id, commits)
        run = database.read_now(lambda s: s.exec(select(SyncRun)).one())
        assert run.state is RunState.QUEUED
        if killed:
            # As kill -9 leaves it: running, under the name of a process that is no more.
            owner = f"{socket.gethostname()[:40]}:4194304:dead"
            expires = stage.clock() + timedelta(seconds=60)
            stage.update(
                SyncRun, run.id or 0, state=RunState.RUNNING, lease_owner=owner, lease_expires_at=expires, attempt=1
            )
        await stage.another_engine().run_waiting()
        return stage.run(run.id or 0)

    run = asyncio.run(play())
    expected, calls = clean
    assert run.state is RunState.OK
    assert dump(database) == expected
    # At most one page again, and the token and the artist of a step that had begun.
    assert len(stage.calls) <= calls + 2
    assert database.read_now(lambda s: s.exec(select(SyncRun).where(col(SyncRun.state) == "running")).all()) == []


# ---------------------------------------------------------------------------------------------- who may ask


def test_fifty_visitors_at_once_share_one_run(db: Database) -> None:
    stage = build(db)

    async def play() -> list[Request]:
        artist_id = await stage.artist()
        asked = await asyncio.gather(*(stage.engine.request(artist_id, Trigger.VISITOR) for _ in range(50)))
        await stage.engine.run_waiting()
        return [one for one in asked if one is not None]

    asked = asyncio.run(play())
    assert len(asked) == 50
    assert len({one.run_id for one in asked}) == 1
    assert [one.is_new for one in asked].count(True) == 1
    assert stage.count(SyncRun) == 1
    assert stage.calls_to("/events") == 1


def test_an_artist_synced_less_than_a_day_ago_is_answered_without_a_request(db: Database) -> None:
    stage = build(db)

    async def play() -> None:
        artist_id = await stage.artist()
        await stage.engine.run_now(artist_id)
        stage.transport.app.state.calls.clear()
        synced_at = stage.get_artist(artist_id).synced_at
        assert synced_at is not None
        stage.clock.at = synced_at + timedelta(hours=24) - timedelta(microseconds=1)
        assert await stage.engine.request(artist_id, Trigger.VISITOR) is None
        stage.clock.at = synced_at + timedelta(hours=24)
        assert await stage.engine.request(artist_id, Trigger.VISITOR) is not None

    asyncio.run(play())
    assert stage.calls == []


def test_a_failed_forced_run_does_not_open_the_day_that_a_good_one_closed(db: Database) -> None:
    good = build(db)
    refused = build(db, {"match": {"path": "*"}, "fault": "401", "times": None}, clock=good.clock)

    async def play() -> None:
        artist_id = await good.artist()
        await good.engine.run_now(artist_id)
        good.clock.advance(hours=3)
        assert (await refused.engine.run_now(artist_id)).state is RunState.FAILED
        good.clock.advance(hours=2)
        assert await good.engine.request(artist_id, Trigger.VISITOR) is None
        good.clock.advance(hours=19)
        assert await good.engine.request(artist_id, Trigger.VISITOR) is not None

    asyncio.run(play())


def test_a_failed_look_up_is_not_repeated_by_every_visitor(sqlite_db: Database) -> None:
    stage = build(sqlite_db, {"match": {"path": "*"}, "fault": "401", "times": None}, clock=None)
    good = build(sqlite_db, clock=stage.clock)

    async def play() -> None:
        artist_id = await good.artist()
        line = await stage.engine.run_now(artist_id)
        assert (line.state, line.permanent) == (RunState.FAILED, True)
        assert await stage.engine.request(artist_id, Trigger.VISITOR) is None
        stage.clock.advance(hours=1, seconds=1)
        assert await stage.engine.request(artist_id, Trigger.VISITOR) is not None

    asyncio.run(play())


def test_what_a_visitor_asks_for_jumps_the_queue(db: Database) -> None:
    stage = build(db)

    async def play() -> list[str]:
        order = ["Nana Mostly", "Nube Baja", "Marble Arcade"]
        ids = {name: await stage.artist(name) for name in order}
        for name in order:
            await stage.engine.request(ids[name], Trigger.FIRST_START)
        await stage.engine.request(ids["Marble Arcade"], Trigger.VISITOR)
        await stage.engine.run_waiting()
        names = {value: name for name, value in ids.items()}
        finished = db.read_now(lambda s: s.exec(select(SyncRun).order_by(col(SyncRun.finished_at))).all())
        return [names[run.artist_id] for run in finished]

    assert asyncio.run(play()) == ["Marble Arcade", "Nana Mostly", "Nube Baja"]


def test_the_worker_loop_takes_wishes_and_stops_cleanly(sqlite_db: Database) -> None:
    stage = build(sqlite_db)
    ended = asyncio.Event()

    def told(artist_id: int) -> None:
        if sqlite_db.read_now(lambda s: s.exec(select(SyncRun.finished_at)).one()) is not None:
            ended.set()

    engine = Engine(sqlite_db, stage.sources, stage.clock, told)

    async def play() -> SyncRun:
        artist_id = await stage.artist()
        working = asyncio.create_task(engine.run_forever())
        asked = await engine.request(artist_id, Trigger.VISITOR)
        assert asked is not None
        await asyncio.wait_for(ended.wait(), 60)
        working.cancel()
        with pytest.raises(asyncio.CancelledError):
            await working
        return stage.run(asked.run_id)

    assert asyncio.run(play()).state is RunState.OK


def test_a_worker_that_is_stopped_gives_its_run_back_at_once(sqlite_db: Database) -> None:
    stage = build(sqlite_db)
    begun = asyncio.Event()
    engine = Engine(sqlite_db, stage.sources, stage.clock, lambda _: begun.set())

    async def play() -> SyncRun:
        artist_id = await stage.artist()
        working = asyncio.create_task(engine.run_forever())
        asked = await engine.request(artist_id, Trigger.VISITOR)
        assert asked is not None
        begun.clear()
        await asyncio.wait_for(begun.wait(), 60)
        working.cancel()
        with pytest.raises(asyncio.CancelledError):
            await working
        return stage.run(asked.run_id)

    run = asyncio.run(play())
    assert (run.state, run.attempt, run.lease_expires_at) == (RunState.QUEUED, 0, None)
