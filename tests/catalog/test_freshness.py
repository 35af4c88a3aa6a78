from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from setlist_app.catalog.freshness import is_due, is_fresh, next_check_at, state_of
from setlist_app.models import Artist, RunState, SyncRun, Trigger

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


def artist(synced_ago: timedelta | None) -> Artist:
    synced_at = None if synced_ago is None else NOW - synced_ago
    return Artist(key="a", slug="a", name="A", sort_name="a", created_at=NOW, synced_at=synced_at)


def run(state: RunState, ended_ago: timedelta | None = None, permanent: bool | None = None) -> SyncRun:
    finished_at = None if ended_ago is None else NOW - ended_ago
    return SyncRun(
        artist_id=1, trigger=Trigger.VISITOR, priority=10, state=state, permanent=permanent, created_at=NOW,
        finished_at=finished_at,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ago", "fresh"),
    [(timedelta(0), True), (timedelta(hours=24) - MOMENT, True), (timedelta(hours=24), False), (None, False)],
)
def test_data_is_fresh_for_less_than_a_day(ago: timedelta | None, fresh: bool) -> None:
    assert is_fresh(None if ago is None else NOW - ago, NOW) is fresh


@pytest.mark.parametrize(
    ("synced", "last", "due_in"),
    [
        (None, None, timedelta(0)),
        (timedelta(hours=1), run(RunState.OK, timedelta(hours=1)), timedelta(hours=23)),
        (timedelta(hours=25), run(RunState.OK, timedelta(hours=25)), timedelta(0)),
        (None, run(RunState.FAILED, timedelta(minutes=4), False), timedelta(minutes=6)),
        (None, run(RunState.FAILED, timedelta(minutes=4), True), timedelta(minutes=56)),
        (None, run(RunState.PARTIAL, timedelta(minutes=10), False), timedelta(minutes=50)),
        (timedelta(hours=5), run(RunState.FAILED, timedelta(hours=2), True), timedelta(hours=19)),
        (timedelta(hours=5), run(RunState.FAILED, timedelta(hours=2), False), timedelta(hours=19)),
        (timedelta(hours=2), run(RunState.PARTIAL, timedelta(hours=2), False), timedelta(hours=22)),
        (timedelta(hours=24) - MOMENT, run(RunState.FAILED, timedelta(hours=2), False), MOMENT),
        (timedelta(hours=30), run(RunState.PARTIAL, timedelta(minutes=10), False), timedelta(minutes=50)),
        (timedelta(hours=30), run(RunState.FAILED, timedelta(minutes=4), False), timedelta(minutes=6)),
    ],
)
def test_the_next_check_depends_on_how_the_last_one_ended(
    synced: timedelta | None, last: SyncRun | None, due_in: timedelta
) -> None:
    assert next_check_at(artist(synced), last, NOW) == NOW + due_in
    assert is_due(artist(synced), last, NOW) is (due_in == timedelta(0))


def test_an_artist_without_any_song_is_asked_for_again_an_hour_after_half_a_look_up() -> None:
    last = run(RunState.PARTIAL, timedelta(minutes=10), False)
    synced = artist(timedelta(minutes=10))
    assert next_check_at(synced, last, NOW, has_songs=False) == NOW + timedelta(minutes=50)
    done = run(RunState.OK, timedelta(minutes=10))
    assert next_check_at(synced, done, NOW, has_songs=False) == NOW + timedelta(hours=23, minutes=50)


@pytest.mark.parametrize(
    ("synced", "last", "state"),
    [
        (None, None, RunState.NEVER),
        (None, run(RunState.QUEUED), RunState.QUEUED),
        (timedelta(hours=30), run(RunState.RUNNING), RunState.RUNNING),
        (timedelta(hours=1), run(RunState.OK, timedelta(hours=1)), RunState.OK),
        (timedelta(hours=1), run(RunState.NOTHING_FOUND, timedelta(hours=1)), RunState.NOTHING_FOUND),
        (timedelta(hours=24), run(RunState.OK, timedelta(hours=24)), RunState.STALE),
        (timedelta(hours=30), run(RunState.FAILED, timedelta(hours=1)), RunState.FAILED),
        (timedelta(hours=30), run(RunState.BACKING_OFF), RunState.BACKING_OFF),
    ],
)
def test_never_asked_stale_and_nothing_found_are_different_words(
    synced: timedelta | None, last: SyncRun | None, state: RunState
) -> None:
    assert state_of(artist(synced), last, NOW) is state
