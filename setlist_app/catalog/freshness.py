"""When an artist is looked up again. Pure functions: the last run and the clock in, an answer out."""

from __future__ import annotations

from datetime import datetime, timedelta

from setlist_app.models import ACTIVE, Artist, RunState, SyncRun

FRESH_FOR = timedelta(hours=24)
"""Shows are announced days to months ahead: within a day the database answers, without a request."""

AGAIN_AFTER_TROUBLE = timedelta(hours=1)
"""A run that got half of it, or that no waiting would have helped (a refused key), is worth repeating sooner."""

AGAIN_AFTER_FAILURE = timedelta(minutes=10)
"""Every visitor of a failing page would otherwise start the same failing run."""


def is_fresh(synced_at: datetime | None, now: datetime) -> bool:
    """Whether the last complete look-up is less than a day old; exactly a day is stale."""
    return synced_at is not None and now - synced_at < FRESH_FOR


def next_check_at(artist: Artist, last_run: SyncRun | None, now: datetime, *, has_songs: bool = True) -> datetime:
    """The earliest instant at which a visitor's look-up asks the providers again; `now` when it is due.

    An artist synced less than a day ago waits for the day to end whatever a later run met, except
    that half a look-up is repeated sooner while no song is known.
    """
    due = artist.synced_at + FRESH_FOR if artist.synced_at else now
    ended = last_run.finished_at if last_run else None
    if last_run is None or ended is None:
        return max(due, now)
    if last_run.state in {RunState.FAILED, RunState.PARTIAL}:
        soon = last_run.state is RunState.FAILED and not last_run.permanent
        again = ended + (AGAIN_AFTER_FAILURE if soon else AGAIN_AFTER_TROUBLE)
        unfinished = last_run.state is RunState.PARTIAL and not has_songs
        due = again if unfinished or not artist.synced_at else max(due, again)
    return max(due, now)


def is_due(artist: Artist, last_run: SyncRun | None, now: datetime, *, has_songs: bool = True) -> bool:
    """Whether looking at this artist queues a run."""
    return next_check_at(artist, last_run, now, has_songs=has_songs) <= now


def state_of(artist: Artist, last_run: SyncRun | None, now: datetime) -> RunState:
    """One word for an artist's data: an active run's, else the last one's while it is fresh, else stale or never."""
    if last_run is not None and last_run.state in ACTIVE:
        return last_run.state
    if last_run is not None and last_run.state in {RunState.FAILED, RunState.CANCELLED}:
        return last_run.state
    if artist.synced_at is None:
        return RunState.NEVER if last_run is None else last_run.state
    if not is_fresh(artist.synced_at, now):
        return RunState.STALE
    return last_run.state if last_run is not None else RunState.OK
