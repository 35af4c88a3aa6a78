"""Sync runs and their steps, what providers allow, and records that did not parse. A run's row exists before its work."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from setlist_app.models.catalog import Provider
from setlist_app.models.types import UtcDateTime, words


class RunState(StrEnum):
    """One enum for the fans' strip and the owner's log alike. `nothing_found` and `never` are different words."""

    NEVER = "never"
    QUEUED = "queued"
    RUNNING = "running"
    OK = "ok"
    PARTIAL = "partial"
    NOTHING_FOUND = "nothing_found"
    SKIPPED = "skipped"
    FAILED = "failed"
    BACKING_OFF = "backing_off"
    STALE = "stale"
    CANCELLED = "cancelled"


ACTIVE = (RunState.QUEUED, RunState.RUNNING, RunState.BACKING_OFF)
"""A scope has at most one run in these states; a unique index says so."""

_IS_ACTIVE = "state IN ('queued', 'running', 'backing_off')"


class StepName(StrEnum):
    IDENTIFY = "identify"
    SHOWS = "shows"
    SONGS = "songs"
    SETLISTS = "setlists"


class Trigger(StrEnum):
    VISITOR = "visitor"
    FIRST_START = "first_start"
    COMMAND = "command"
    SCHEDULE = "schedule"


class SyncRun(SQLModel, table=True):
    __tablename__ = "sync_run"
    __table_args__ = (
        sa.Index(
            "uq_sync_run_active_artist",
            "artist_id",
            unique=True,
            sqlite_where=sa.text(_IS_ACTIVE),
            postgresql_where=sa.text(_IS_ACTIVE),
        ),
        sa.Index("ix_sync_run_state_priority", "state", "priority", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    artist_id: int = Field(foreign_key="artist.id", index=True)
    trigger: Trigger = Field(sa_type=words(Trigger)())
    requested_by: int | None = Field(default=None, foreign_key="voter.id")
    """The visitor whose look-up started it."""
    priority: int
    """Smaller goes first: what a visitor waits for jumps the queue."""
    state: RunState = Field(sa_type=words(RunState)())
    attempt: int = 0
    not_before: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """A provider asked us to wait until then."""
    lease_owner: str | None = Field(default=None, max_length=64)
    lease_expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    requests: int = 0
    version: int = 0
    """Grows with every change of the run or its steps, so that watchers see what is new."""
    reason: str | None = Field(default=None, max_length=500)
    permanent: bool | None = None
    """Whether trying again can help; None while nothing went wrong."""
    created_at: datetime = Field(sa_type=UtcDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SyncStep(SQLModel, table=True):
    __tablename__ = "sync_step"

    run_id: int = Field(foreign_key="sync_run.id", ondelete="CASCADE", primary_key=True)
    name: StepName = Field(sa_type=words(StepName)(), primary_key=True)
    state: RunState = Field(sa_type=words(RunState)())
    done: int = 0
    total: int | None = None
    created: int = 0
    changed: int = 0
    same: int = 0
    skipped: int = 0
    quarantined: int = 0
    cursor: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON)
    """Where to go on; stored in the same transaction as the rows it stands for."""
    reason: str | None = Field(default=None, max_length=500)
    permanent: bool | None = None
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ProviderState(SQLModel, table=True):
    __tablename__ = "provider_state"

    provider: Provider = Field(sa_type=words(Provider)(), primary_key=True)
    blocked_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Earliest instant of the next request: pacing shared by every process on this database."""
    failures: int = 0
    """In a row."""
    last_ok_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_error: str | None = Field(default=None, max_length=500)
    last_error_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ProviderBudget(SQLModel, table=True):
    __tablename__ = "provider_budget"

    provider: Provider = Field(sa_type=words(Provider)(), primary_key=True)
    day: date = Field(primary_key=True)
    """UTC."""
    used: int = 0
    cap: int


class Quarantine(SQLModel, table=True):
    __table_args__ = (sa.UniqueConstraint("provider", "kind", "provider_id", "fingerprint"),)

    id: int | None = Field(default=None, primary_key=True)
    provider: Provider = Field(sa_type=words(Provider)())
    kind: str = Field(max_length=16)
    provider_id: str = Field(max_length=200)
    fingerprint: str = Field(max_length=32)
    run_id: int | None = Field(default=None, foreign_key="sync_run.id", ondelete="SET NULL")
    payload: str
    error: str = Field(max_length=1000)
    first_seen_at: datetime = Field(sa_type=UtcDateTime)
    count: int = 1


class Site(SQLModel, table=True):
    """One row that says which source fills this database: demo and live data never mix (DESIGN §3)."""

    id: int = Field(default=1, primary_key=True)
    mode: str = Field(max_length=8)
    created_at: datetime = Field(sa_type=UtcDateTime)
    seeded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the first start queued the popular artists."""
