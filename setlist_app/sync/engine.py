"""The sync of this process: takes wishes, works through the queue, gives back what it could not finish."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import Session

from setlist_app.catalog.freshness import is_due
from setlist_app.db import Database
from setlist_app.models import ACTIVE, Artist, RunState, Trigger
from setlist_app.sync import runs
from setlist_app.sync.progress import Progress, ProgressPort, nobody
from setlist_app.sync.runner import Runner
from setlist_app.sync.sources import Sources

log = logging.getLogger(__name__)

WORKERS = 2
"""Runs at a time. Pace is shared, so more would not be faster; one long tour must not hold up a short wish."""

LOOK_EVERY_S = 1.0
"""For runs that other processes queued, and for those whose waiting time is over."""

DEAD_EVERY = timedelta(seconds=15)
"""How often to look for runs whose worker is gone."""


def _nobody(artist_id: int) -> None:
    """Nobody is told."""


class Engine:
    """`notify(artist_id)` is called on the event loop after each commit of a run."""

    def __init__(
        self,
        db: Database,
        sources: Sources,
        clock: Callable[[], datetime],
        notify: Callable[[int], None] = _nobody,
        *,
        workers: int = WORKERS,
    ) -> None:
        self.owner = runs.new_owner()
        self._db = db
        self._clock = clock
        self._notify = notify
        self._workers = workers
        self._runner = Runner(db, sources, clock, self.owner, notify)
        self._wake = asyncio.Event()
        self._looked_for_dead: datetime | None = None

    async def request(self, artist_id: int, trigger: Trigger, voter_id: int | None = None) -> runs.Request | None:
        """The run that looks this artist up, or None when the database answers. Many visitors at once share one run."""
        settled, under_way = await self._db.read(lambda session: self._settled(session, artist_id, trigger))
        if settled:
            return under_way

        def command(session: Session) -> runs.Request | None:
            if self._settled(session, artist_id, trigger) == (True, None):
                return None
            return runs.request(session, artist_id, trigger, self._clock(), voter_id=voter_id)

        return await self._queued(artist_id, command)

    async def run_now(
        self, artist_id: int, progress: ProgressPort = nobody, *, trigger: Trigger = Trigger.COMMAND
    ) -> runs.RunLine:
        """Sync at once, fresh or not, and return the finished run. A run that another process works on is waited for;
        one that a provider asked to wait is returned as it is."""

        def command(session: Session) -> runs.Request:
            now = self._clock()
            runs.requeue_dead(session, now, self.owner)
            return runs.request(session, artist_id, trigger, now)

        asked = await self._queued(artist_id, command)
        assert asked is not None
        run_id = asked.run_id
        while True:
            if await self._claim(run_id) is not None:
                await self._runner.work_through(run_id, progress)
            [line] = await self._db.read(lambda session: runs.recent_runs(session, 1, run_id=run_id))
            if line.state is not RunState.RUNNING:
                return line
            for step in line.steps:
                if step.state is RunState.RUNNING:
                    progress(Progress(run_id, step.name, step.state, step.done, step.total, step.reason))
            await asyncio.sleep(LOOK_EVERY_S)

    async def run_forever(self) -> None:
        """Work through the queue until cancelled; a run in work then goes back to it with its cursor."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self._workers):
                group.create_task(self._work())

    async def run_waiting(self) -> None:
        """Work through what is due now, then return."""
        await self._requeue_dead()
        while (run_id := await self._claim()) is not None:
            await self._runner.work_through(run_id)

    async def _work(self) -> None:
        while True:
            try:
                await self._requeue_dead()
                run_id = await self._claim()
                if run_id is not None:
                    await self._runner.work_through(run_id)
                    continue
            except Exception:
                # The run's lease ends and somebody takes it up again; this loop must outlive a bad moment.
                log.exception("the sync worker stumbled and goes on")
            await self._wait()

    async def _wait(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), LOOK_EVERY_S)
        except TimeoutError:
            return
        self._wake.clear()

    async def _claim(self, run_id: int | None = None) -> int | None:
        if await self._db.read(lambda session: runs.next_due(session, self._clock(), run_id)) is None:
            return None
        return await self._db.write(lambda session: runs.claim(session, self.owner, self._clock(), run_id=run_id))

    async def _requeue_dead(self) -> None:
        now = self._clock()
        if self._looked_for_dead is not None and now - self._looked_for_dead < DEAD_EVERY:
            return
        self._looked_for_dead = now
        for artist_id in await self._db.write(lambda session: runs.requeue_dead(session, now, self.owner)):
            self._notify(artist_id)

    async def _queued(self, artist_id: int, command: Callable[[Session], runs.Request | None]) -> runs.Request | None:
        asked = await self._db.write(command)
        if asked is None:
            return None
        if asked.is_new:
            self._notify(artist_id)
        self._wake.set()
        return asked

    def _settled(self, session: Session, artist_id: int, trigger: Trigger) -> tuple[bool, runs.Request | None]:
        """Whether there is nothing to write: the data is fresh (no run), or a run is under way that needs no push."""
        last = runs.last_run(session, artist_id)
        if last is not None and last.state in ACTIVE:
            pushed = last.state is RunState.RUNNING or last.priority <= runs.PRIORITY[trigger]
            assert last.id is not None
            return pushed, runs.Request(last.id, False)
        artist = session.get_one(Artist, artist_id)
        due = is_due(artist, last, self._clock(), has_songs=runs.has_songs(session, artist_id))
        return not due, None
