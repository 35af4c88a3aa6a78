"""The life of a run's row: asked for, claimed, kept alive, finished. All functions run inside a session.

A scope (an artist) has at most one active run; a partial unique index says so, not timing. A run is claimed by a
conditional update, and every later write of its worker checks that the run is still its own.
"""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from setlist_app.db.statements import changed_rows
from setlist_app.models import ACTIVE, Artist, RunState, Song, StepName, SyncRun, SyncStep, Trigger
from setlist_app.models.types import UtcDateTime

PRIORITY = {Trigger.COMMAND: 0, Trigger.VISITOR: 10, Trigger.SCHEDULE: 50, Trigger.FIRST_START: 100}
"""Smaller goes first: what somebody waits for jumps the queue."""

LEASE = timedelta(seconds=60)
"""A worker that has not renewed for so long is dead. Pages renew it, and a heartbeat between them."""

MAX_ATTEMPTS = 3
"""A run that failed or died so often is given up: it would do the same to the next worker."""

WAITING = (RunState.QUEUED, RunState.BACKING_OFF)

UNFINISHED = (*WAITING, RunState.RUNNING)
"""Step states from which a later attempt goes on."""


class RunLost(Exception):
    """The run is no longer this worker's: it was cancelled, or taken over after a long silence. Nothing was written."""


@dataclass(frozen=True)
class Request:
    run_id: int
    is_new: bool


@dataclass(frozen=True)
class StepLine:
    name: StepName
    state: RunState
    done: int
    total: int | None
    created: int
    changed: int
    same: int
    skipped: int
    quarantined: int
    reason: str | None


@dataclass(frozen=True)
class RunLine:
    """One run as the command line and the owner's log show it."""

    id: int
    artist: str
    slug: str
    trigger: Trigger
    state: RunState
    reason: str | None
    permanent: bool | None
    attempt: int
    requests: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    not_before: datetime | None
    steps: tuple[StepLine, ...]


def new_owner() -> str:
    """Names one worker process for the lease: host, process id, and four random bytes against reused ids."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


def request(
    session: Session, artist_id: int, trigger: Trigger, now: datetime, *, voter_id: int | None = None
) -> Request:
    """The artist's active run, made if there is none. A visitor's wish moves a waiting one forward in the queue."""
    priority = PRIORITY[trigger]
    active = _active(session, artist_id)
    if active is None:
        run = SyncRun(
            artist_id=artist_id,
            trigger=trigger,
            requested_by=voter_id,
            priority=priority,
            state=RunState.QUEUED,
            created_at=now,
        )
        try:
            with session.begin_nested():
                session.add(run)
                session.flush()
                assert run.id is not None
                session.add_all(SyncStep(run_id=run.id, name=name, state=RunState.QUEUED) for name in StepName)
        except sa.exc.IntegrityError:
            # Another process was first; on PostgreSQL its row is visible now.
            active = _active(session, artist_id)
            if active is None:
                raise
        else:
            return Request(run.id, True)
    assert active.id is not None
    if active.state in WAITING and priority < active.priority:
        active.priority = priority
        active.version += 1
        session.add(active)
    return Request(active.id, False)


def _active(session: Session, artist_id: int) -> SyncRun | None:
    return session.exec(select(SyncRun).where(SyncRun.artist_id == artist_id, col(SyncRun.state).in_(ACTIVE))).first()


def next_due(session: Session, now: datetime, run_id: int | None = None) -> int | None:
    """The waiting run to take next (or this one, if it is due), by priority and age."""
    query = select(SyncRun.id).where(*_due(now)).order_by(col(SyncRun.priority), col(SyncRun.id)).limit(1)
    if run_id is not None:
        query = query.where(SyncRun.id == run_id)
    return session.exec(query).first()


def _due(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    not_before = col(SyncRun.not_before)
    return col(SyncRun.state).in_(WAITING), sa.or_(not_before.is_(None), not_before <= now)


def claim(session: Session, owner: str, now: datetime, *, run_id: int | None = None) -> int | None:
    """Take the next waiting run, or this one; its id, or None when none is due."""
    while (found := next_due(session, now, run_id)) is not None:
        taken = session.execute(
            sa.update(SyncRun)
            .where(col(SyncRun.id) == found, *_due(now))
            .values(
                state=RunState.RUNNING,
                attempt=SyncRun.attempt + 1,
                lease_owner=owner,
                lease_expires_at=now + LEASE,
                not_before=None,
                reason=None,
                permanent=None,
                started_at=sa.func.coalesce(SyncRun.started_at, sa.bindparam("began", now, type_=UtcDateTime())),
                version=SyncRun.version + 1,
            )
            .execution_options(synchronize_session=False)
        )
        if changed_rows(taken) == 1:
            return found
    return None


def renew(session: Session, run_id: int, owner: str, now: datetime, *, requests: int = 0, changed: bool = True) -> None:
    """Keep the lease and count the requests; the fence in front of every write of a run. Raises `RunLost`."""
    values: dict[str, object] = {"lease_expires_at": now + LEASE}
    if requests:
        values["requests"] = SyncRun.requests + requests
    if changed:
        values["version"] = SyncRun.version + 1
    kept = session.execute(
        sa.update(SyncRun)
        .where(col(SyncRun.id) == run_id, col(SyncRun.lease_owner) == owner, col(SyncRun.state) == RunState.RUNNING)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if changed_rows(kept) != 1:
        raise RunLost(f"run {run_id} is no longer ours")


def finish(
    session: Session,
    run_id: int,
    owner: str,
    now: datetime,
    *,
    state: RunState,
    reason: str | None,
    permanent: bool | None = None,
    not_before: datetime | None = None,
    keep_attempt: bool = True,
    requests: int = 0,
) -> None:
    """End a run, or park it until `not_before`. Raises `RunLost`.

    `keep_attempt=False`: this attempt was cut short by somebody's wish to wait and does not count.
    """
    renew(session, run_id, owner, now, requests=requests)
    run = session.get_one(SyncRun, run_id, populate_existing=True)
    run.state, run.reason, run.permanent, run.not_before = state, reason, permanent, not_before
    run.lease_expires_at = None
    if not keep_attempt:
        run.attempt = max(0, run.attempt - 1)
    if state not in ACTIVE:
        run.finished_at = now
    session.add(run)


def requeue_dead(session: Session, now: datetime, owner: str) -> list[int]:
    """Give back the runs whose worker is gone: lease over, or a process of this machine that is no more. Cursors stay,
    so at most one page is fetched again; after `MAX_ATTEMPTS` the run fails. Returns their artists."""
    touched = []
    for run in session.exec(select(SyncRun).where(SyncRun.state == RunState.RUNNING)).all():
        if not _is_dead(run, now, owner):
            continue
        if run.attempt >= MAX_ATTEMPTS:
            run.state, run.permanent, run.finished_at = RunState.FAILED, False, now
            run.reason = f"The update stopped half-way {run.attempt} times and was given up."
        else:
            run.state = RunState.QUEUED
        run.lease_owner, run.lease_expires_at = None, None
        run.version += 1
        session.add(run)
        for step in steps_of(session, run.id or 0):
            if step.state is RunState.RUNNING:
                step.state = run.state
                step.reason = run.reason
                session.add(step)
        touched.append(run.artist_id)
    return touched


def _is_dead(run: SyncRun, now: datetime, owner: str) -> bool:
    if run.lease_owner == owner:
        return False
    if run.lease_owner is None or run.lease_expires_at is None or run.lease_expires_at <= now:
        return True
    host, _, rest = run.lease_owner.partition(":")
    pid = rest.partition(":")[0]
    here = owner.partition(":")[0]
    if host != here or not pid.isdigit():
        return False
    # Our own process id under another owner's name: the id was used again after that process ended.
    return int(pid) == os.getpid() or not _is_alive(int(pid))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def steps_of(session: Session, run_id: int) -> list[SyncStep]:
    """In the order they are worked through."""
    order = list(StepName)
    rows = session.exec(select(SyncStep).where(SyncStep.run_id == run_id)).all()
    return sorted(rows, key=lambda step: order.index(step.name))


def last_run(session: Session, artist_id: int) -> SyncRun | None:
    """The active run of an artist, else the newest one."""
    return session.exec(
        select(SyncRun).where(SyncRun.artist_id == artist_id).order_by(col(SyncRun.id).desc()).limit(1)
    ).first()


def has_songs(session: Session, artist_id: int) -> bool:
    """Whether any song of the artist is known: a partial run is repeated sooner where there is nothing to show."""
    return session.exec(select(Song.id).where(Song.artist_id == artist_id).limit(1)).first() is not None


def recent_runs(session: Session, limit: int = 20, *, run_id: int | None = None) -> list[RunLine]:
    """The newest runs with their steps, newest first; with `run_id` that one alone."""
    query = (
        select(SyncRun, Artist.name, Artist.slug)
        .join(Artist, col(Artist.id) == SyncRun.artist_id)
        .order_by(col(SyncRun.id).desc())
        .limit(limit)
    )
    if run_id is not None:
        query = query.where(SyncRun.id == run_id)
    return [_line(session, run, name, slug) for run, name, slug in session.exec(query).all()]


def _line(session: Session, run: SyncRun, name: str, slug: str) -> RunLine:
    steps: Sequence[SyncStep] = steps_of(session, run.id or 0)
    return RunLine(
        id=run.id or 0,
        artist=name,
        slug=slug,
        trigger=run.trigger,
        state=run.state,
        reason=run.reason,
        permanent=run.permanent,
        attempt=run.attempt,
        requests=run.requests,
        created_at=run.created_at,
        started_at=run.started_at,
        finished_at=run.finished_at,
        not_before=run.not_before,
        steps=tuple(
            StepLine(
                one.name, one.state, one.done, one.total, one.created, one.changed, one.same, one.skipped,
                one.quarantined, one.reason,
            )
            for one in steps
        ),
    )  # fmt: skip
