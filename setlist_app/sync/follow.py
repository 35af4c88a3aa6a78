"""Runs of other processes (the command line, another worker), followed by their rows."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from setlist_app.db import Database
from setlist_app.models import ACTIVE, SyncRun

log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.5


@dataclass(frozen=True)
class Look:
    """What one look needs to know of one run."""

    run_id: int
    artist_id: int
    version: int
    owner: str | None
    is_active: bool


class Follower:
    """Calls `notify(artist_id)` for each run that changed, except those of `owner`: its engine tells them itself."""

    def __init__(self, db: Database, notify: Callable[[int], None], owner: str = "") -> None:
        self._db = db
        self._notify = notify
        self._owner = owner
        self._versions: dict[int, int] = {}
        self._watched: frozenset[int] = frozenset()
        self._newest: int | None = None

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            try:
                await self.look()
            except sa.exc.SQLAlchemyError as error:
                log.warning("the sync runs could not be followed this time: %s", str(error).partition("\n")[0])
            except Exception:
                # Whoever watches would see nothing move until a restart: this loop must outlive a bad moment.
                log.exception("following the sync runs stumbled and goes on")
            await asyncio.sleep(LOOK_EVERY_S)

    async def look(self) -> list[int]:
        """One look; the artists that were told, oldest run first. The first look only learns where things stand."""
        first = self._newest is None
        watched, newest = self._watched, self._newest
        runs = await self._db.read(lambda session: _look(session, watched, newest))
        told = []
        for run in runs:
            if not first and run.owner != self._owner and self._versions.get(run.run_id) != run.version:
                told.append(run.artist_id)
                self._notify(run.artist_id)
        self._newest = max([newest or 0, *(run.run_id for run in runs)])
        self._watched = frozenset(run.run_id for run in runs if run.is_active)
        self._versions = {run.run_id: run.version for run in runs}
        return told


def _look(session: Session, watched: Iterable[int], newest: int | None) -> list[Look]:
    """The active runs, those that were active at the last look, and those that are newer than it."""
    wanted: list[sa.ColumnElement[bool]] = [col(SyncRun.state).in_(ACTIVE), col(SyncRun.id).in_(list(watched))]
    if newest is None:
        newest = session.exec(select(sa.func.coalesce(sa.func.max(SyncRun.id), 0))).one()
        wanted.append(col(SyncRun.id) == newest)
    else:
        wanted.append(col(SyncRun.id) > newest)
    rows = session.exec(select(SyncRun).where(sa.or_(*wanted)).order_by(col(SyncRun.id)))
    return [Look(run.id or 0, run.artist_id, run.version, run.lease_owner, run.state in ACTIVE) for run in rows]
