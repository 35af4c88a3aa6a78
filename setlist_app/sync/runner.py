"""One attempt of one run: its steps in order, and how it ends. A step that fails does not stop the later ones."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from setlist_app.db import Database
from setlist_app.models import ACTIVE, Artist, RunState, StepName, SyncRun, SyncStep
from setlist_app.sync import runs
from setlist_app.sync.budget import Meter, metered
from setlist_app.sync.progress import ProgressPort, nobody
from setlist_app.sync.providers.http import ProviderError
from setlist_app.sync.sources import Sources
from setlist_app.sync.steps import STEPS, Step
from setlist_app.sync.verdict import ANSWERED, outcome_of, verdict
from setlist_app.sync.work import Outcome, Work

log = logging.getLogger(__name__)

HEARTBEAT_S = runs.LEASE.total_seconds() / 3
"""Seconds between renewals while a provider lets us wait."""


@dataclass(frozen=True)
class Runner:
    """What every run of this process shares."""

    db: Database
    sources: Sources
    clock: Callable[[], datetime]
    owner: str
    notify: Callable[[int], None]

    async def work_through(self, run_id: int, progress: ProgressPort = nobody) -> None:
        """Work on a claimed run until it ends, waits or is not ours any more. Cancelled, it goes back to the queue."""
        artist_id, artist_name, attempt, states = await self.db.read(lambda session: _read(session, run_id))
        with metered() as meter:
            work = Work(
                self.db, self.sources, self.clock, self.owner, run_id, artist_id, artist_name, meter, self.notify,
                progress,
            )  # fmt: skip
            beating = asyncio.create_task(self._heartbeat(run_id))
            try:
                outcomes = {
                    step.name: await _attempt(step, work, attempt)
                    for step in STEPS
                    if step.repeats or states[step.name] in runs.UNFINISHED
                }
                await self._finish(run_id, outcomes, meter)
            except runs.RunLost as lost:
                log.warning("%s", lost)
            except asyncio.CancelledError:
                await asyncio.shield(self._give_back(run_id, meter))
                raise
            finally:
                beating.cancel()
        self.notify(artist_id)

    async def _heartbeat(self, run_id: int) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_S)
            try:
                await self.db.write(
                    lambda session: runs.renew(session, run_id, self.owner, self.clock(), changed=False)
                )
            except runs.RunLost:
                return  # the next page finds out by its own fence

    async def _finish(self, run_id: int, outcomes: dict[StepName, Outcome], meter: Meter) -> None:
        requests = meter.take()
        waits = [one for one in outcomes.values() if one.not_before is not None]

        def command(session: Session) -> None:
            now = self.clock()
            steps = runs.steps_of(session, run_id)
            end = verdict(steps)
            runs.finish(
                session,
                run_id,
                self.owner,
                now,
                state=end.state,
                reason=end.reason,
                permanent=end.permanent,
                not_before=max((one.not_before for one in waits if one.not_before), default=None),
                keep_attempt=not waits or not all(one.asked_to_wait for one in waits),
                requests=requests,
            )
            if end.state not in ACTIVE and _shows_are_known(steps):
                artist = session.get_one(Artist, session.get_one(SyncRun, run_id).artist_id)
                artist.synced_at = now
                session.add(artist)

        await self.db.write(command)

    async def _give_back(self, run_id: int, meter: Meter) -> None:
        requests = meter.take()

        def command(session: Session) -> None:
            runs.finish(
                session, run_id, self.owner, self.clock(),
                state=RunState.QUEUED, reason=None, keep_attempt=False, requests=requests,
            )  # fmt: skip

        try:
            await self.db.write(command)
        except runs.RunLost as lost:
            log.warning("%s", lost)


async def _attempt(step: Step, work: Work, attempt: int) -> Outcome:
    row = await work.begin(step.name)
    try:
        outcome = await step.run(work, row.cursor)
    except ProviderError as error:
        outcome = outcome_of(error, attempt, work.clock())
        log.info("run %d, %s: %s", work.run_id, step.name, outcome.reason)
    except runs.RunLost:
        raise
    except Exception:
        # Ours to mend, not the visitor's to read: the log has the rest under this name.
        name = secrets.token_hex(4)
        log.exception("run %d, %s failed (%s)", work.run_id, step.name, name)
        outcome = Outcome(RunState.FAILED, f"Something went wrong on our side (fault {name}).", permanent=False)
    await work.end(step.name, outcome)
    return outcome


def _read(session: Session, run_id: int) -> tuple[int, str, int, dict[StepName, RunState]]:
    run = session.get_one(SyncRun, run_id)
    artist = session.get_one(Artist, run.artist_id)
    return run.artist_id, artist.name, run.attempt, {one.name: one.state for one in runs.steps_of(session, run_id)}


def _shows_are_known(steps: Sequence[SyncStep]) -> bool:
    return any(step.name is StepName.SHOWS and step.state in ANSWERED for step in steps)
