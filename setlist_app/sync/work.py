"""What a step works with: the run it belongs to, the sources, and one way to write.

A page of provider data is one transaction: rows, cursor, counters and the run's version together, behind the fence
that the run is still ours. What is not committed has not happened, so a killed worker costs at most one page.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session

from setlist_app.catalog.identity import Change
from setlist_app.db import Database
from setlist_app.models import RunState, StepName, SyncStep
from setlist_app.sync.budget import Meter
from setlist_app.sync.progress import Progress, ProgressPort, nobody
from setlist_app.sync.runs import renew
from setlist_app.sync.sources import Sources

log = logging.getLogger(__name__)

T = TypeVar("T")

COMMIT_TRIES = 3
"""Two workers may store the same new artist at once: the second finds it on its next try."""


@dataclass(frozen=True)
class Counts:
    created: int = 0
    changed: int = 0
    same: int = 0
    skipped: int = 0
    quarantined: int = 0


def counts_of(changes: list[Change], *, skipped: int = 0, quarantined: int = 0) -> Counts:
    return Counts(
        created=changes.count(Change.CREATED),
        changed=changes.count(Change.CHANGED),
        same=changes.count(Change.SAME),
        skipped=skipped,
        quarantined=quarantined,
    )


def as_sentence(text: str) -> str:
    """With one full stop at its end, short enough for the column."""
    return f"{text[:498].rstrip('. ')}."


@dataclass(frozen=True)
class Outcome:
    """How a step or a run ended, with the sentence that strip, log and command line show."""

    state: RunState
    reason: str | None = None
    permanent: bool | None = None
    """Whether trying again can help; None while nothing went wrong."""
    not_before: datetime | None = None
    """When to go on, if the state is backing_off."""
    asked_to_wait: bool = False
    """The wait is a provider's wish and no failed attempt."""


@dataclass(frozen=True)
class Page:
    """What one committed page did to its step."""

    counts: Counts = field(default_factory=Counts)
    done: int = 0
    total: int | None = None
    cursor: dict[str, Any] | None = None


@dataclass
class Work:
    """One attempt of one run."""

    db: Database
    sources: Sources
    clock: Callable[[], datetime]
    owner: str
    run_id: int
    artist_id: int
    artist_name: str
    meter: Meter
    notify: Callable[[int], None]
    progress: ProgressPort = nobody

    async def begin(self, name: StepName) -> SyncStep:
        """Mark the step as running; its row as it was left, cursor included."""

        def command(session: Session, now: datetime) -> SyncStep:
            step = session.get_one(SyncStep, (self.run_id, name))
            if step.finished_at is not None:  # once more, after an earlier step got further
                step.created = step.changed = step.same = step.skipped = step.quarantined = 0
                step.cursor, step.finished_at = None, None
            step.state, step.reason, step.permanent = RunState.RUNNING, None, None
            step.started_at = step.started_at or now
            session.add(step)
            return step

        step = await self._commit(command)
        self._tell(step)
        return step

    async def page(self, name: StepName, command: Callable[[Session, datetime], Page]) -> Page:
        """Commit one page of a step. Raises `RunLost` when the run is no longer ours."""

        def whole(session: Session, now: datetime) -> tuple[Page, SyncStep]:
            page = command(session, now)
            step = session.get_one(SyncStep, (self.run_id, name))
            step.created += page.counts.created
            step.changed += page.counts.changed
            step.same += page.counts.same
            step.skipped += page.counts.skipped
            step.quarantined += page.counts.quarantined
            step.done, step.total, step.cursor = page.done, page.total, page.cursor
            session.add(step)
            return page, step

        page, step = await self._commit(whole)
        self._tell(step)
        return page

    async def end(self, name: StepName, outcome: Outcome) -> None:
        """End a step outside a page: it failed, waits, or had nothing to do. Its cursor stays."""

        def command(session: Session, now: datetime) -> SyncStep:
            step = session.get_one(SyncStep, (self.run_id, name))
            _close(step, outcome, now)
            session.add(step)
            return step

        self._tell(await self._commit(command))

    async def _commit(self, command: Callable[[Session, datetime], T]) -> T:
        requests = self.meter.take()

        def fenced(session: Session) -> T:
            now = self.clock()
            renew(session, self.run_id, self.owner, now, requests=requests)
            return command(session, now)

        for again in reversed(range(COMMIT_TRIES)):
            try:
                result = await self.db.write(fenced)
            except sa.exc.IntegrityError as error:
                if not again:
                    raise
                log.info("run %d: another worker stored the same row, trying again: %s", self.run_id, error.orig)
            else:
                break
        self.notify(self.artist_id)
        return result

    def _tell(self, step: SyncStep) -> None:
        self.progress(Progress(self.run_id, step.name, step.state, step.done, step.total, step.reason))


def _close(step: SyncStep, outcome: Outcome, now: datetime) -> None:
    step.state, step.reason, step.permanent = outcome.state, outcome.reason, outcome.permanent
    step.finished_at = None if outcome.state is RunState.BACKING_OFF else now
