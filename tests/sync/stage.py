"""A site without a browser: database, sandbox and engine on a clock that only moves when somebody moves it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, func, select

from setlist_app.catalog.identity import ensure_artist
from setlist_app.db import Database
from setlist_app.models import (
    Artist,
    ExternalId,
    Performance,
    Provider,
    Setlist,
    SetlistSong,
    Show,
    Song,
    SyncRun,
    SyncStep,
    Venue,
)
from setlist_app.sandbox.faults import Faults, Rule
from setlist_app.sandbox.transport import InProcessTransport, in_process_transport
from setlist_app.settings import Settings
from setlist_app.sync.engine import Engine
from setlist_app.sync.progress import Progress
from setlist_app.sync.sources import Sources, build_sources

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

BENCH_ARTIST = "The Borrowed Umbrellas"
"""60 shows, 80 songs, nothing odd."""
ODD_ARTIST = "Kuchenkrieg"
"""Every oddity a listing can have."""

CATALOG: tuple[type[SQLModel], ...] = (Artist, Venue, Show, Performance, Song, Setlist, SetlistSong, ExternalId)


@dataclass
class Clock:
    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **parts: float) -> None:
        self.at += timedelta(**parts)

    async def sleep(self, seconds: float) -> None:
        """Waiting, without waiting."""
        self.advance(seconds=seconds)
        await asyncio.sleep(0)


@dataclass
class Stage:
    db: Database
    clock: Clock
    transport: InProcessTransport
    sources: Sources
    engine: Engine
    told: list[int]
    faults: Faults

    @property
    def calls(self) -> list[Any]:
        """What the provider was asked, by its own count."""
        return list(self.transport.app.state.calls)

    def calls_to(self, part: str) -> int:
        return sum(part in call.path for call in self.calls)

    def another_engine(self) -> Engine:
        """As after a restart."""
        return Engine(self.db, self.sources, self.clock, self.told.append)

    async def artist(self, name: str = BENCH_ARTIST) -> int:
        """As if a fan had picked the hit of this name."""
        hits = await self.sources.ticketmaster.search_artists(name)
        hit = next(one for one in hits if one.name == name)
        self.transport.app.state.calls.clear()
        artist = await self.db.write(lambda s: ensure_artist(s, hit, Provider.TICKETMASTER, self.clock()))
        assert artist.id is not None
        return artist.id

    def run(self, run_id: int) -> SyncRun:
        return self.db.read_now(lambda s: s.get_one(SyncRun, run_id))

    def step(self, run_id: int, name: str) -> SyncStep:
        return self.db.read_now(lambda s: s.get_one(SyncStep, (run_id, name)))

    def count(self, table: type[SQLModel]) -> int:
        return self.db.read_now(lambda s: s.exec(select(func.count()).select_from(table)).one())

    def get_artist(self, artist_id: int) -> Artist:
        return self.db.read_now(lambda s: s.get_one(Artist, artist_id))

    def update(self, table: type[SQLModel], row_id: int, **values: Any) -> None:
        self.db.write_now(lambda s: s.execute(sa.update(table).where(table.id == row_id).values(**values)))  # type: ignore[attr-defined]


def build(db: Database, *rules: dict[str, Any], clock: Clock | None = None, songs: bool = True) -> Stage:
    """`rules` is a fault script of the sandbox; `songs=False` is a site that nobody gave a song source."""
    clock = clock or Clock()
    faults = Faults(tuple(Rule.model_validate(rule) for rule in rules))
    transport = in_process_transport(clock=clock, faults=faults, sleep=clock.sleep)
    settings = Settings(_env_file=None, setlist_database_url=db.url)  # type: ignore[call-arg]
    sources = build_sources(settings, db, clock, transport=transport, sleep=clock.sleep, waits=0)
    if not songs:
        sources = Sources(sources.ticketmaster, None)
    told: list[int] = []
    return Stage(db, clock, transport, sources, Engine(db, sources, clock, told.append), told, faults)


def dump(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every catalog row, in an order and with names that do not depend on local ids."""

    def query(session: Session) -> dict[str, list[tuple[Any, ...]]]:
        artists = {one.id: one.key for one in session.exec(select(Artist))}
        shows = {one.id: one.key for one in session.exec(select(Show))}
        venues = {one.id: one.key for one in session.exec(select(Venue))}
        songs = {one.id: one.key for one in session.exec(select(Song))}
        performances = {
            one.id: (shows[one.show_id], artists[one.artist_id]) for one in session.exec(select(Performance))
        }
        setlists = {one.id: performances[one.performance_id] for one in session.exec(select(Setlist))}
        local = {"artist": artists, "show": shows, "venue": venues, "song": songs}
        return {
            "artists": sorted(
                (a.key, a.slug, a.name, a.mbid or "", tuple(a.genres), a.image_url or "")
                for a in session.exec(select(Artist))
            ),
            "venues": sorted(
                (v.key, v.name, v.city or "", v.country or "", v.timezone or "", v.latitude or 0.0)
                for v in session.exec(select(Venue))
            ),
            "shows": sorted(
                (
                    s.key, s.slug, s.title, venues.get(s.venue_id, ""), str(s.local_date), str(s.local_time),
                    str(s.starts_at), s.status.value, str(s.voting_closes_at), s.content_hash,
                )
                for s in session.exec(select(Show))
            ),
            "bills": sorted(
                (shows[p.show_id], artists[p.artist_id], p.billing) for p in session.exec(select(Performance))
            ),
            "songs": sorted(
                (
                    artists[s.artist_id], s.normalised_title, s.title, s.isrc or "", s.album or "", s.year or 0,
                    s.duration_ms or 0, s.weight or 0.0, s.weight_source or "",
                )
                for s in session.exec(select(Song))
            ),
            "setlists": sorted(
                (*performances[one.performance_id], one.rule.value, one.seed, len(one.pool))
                for one in session.exec(select(Setlist))
            ),
            "on setlists": sorted(
                (*setlists[one.setlist_id], one.votes, one.guest_votes) for one in session.exec(select(SetlistSong))
            ),
            "ids": sorted(
                (e.provider.value, e.kind.value, e.provider_id, local[e.kind.value][e.local_id])
                for e in session.exec(select(ExternalId))
            ),
        }  # fmt: skip

    return db.read_now(query)


def rows_of(db: Database) -> dict[str, list[Any]]:
    """Every column of every catalog row: what "nothing changed" has to mean."""

    def query(session: Session) -> dict[str, list[Any]]:
        found = {}
        for table in CATALOG:
            columns = table.__table__.columns  # type: ignore[attr-defined]
            # `artist.synced_at` says when we looked, not what we found.
            kept = [one for one in columns if one.name != "synced_at"]
            order = list(table.__table__.primary_key.columns)  # type: ignore[attr-defined]
            found[table.__name__] = [tuple(row) for row in session.execute(sa.select(*kept).order_by(*order))]
        return found

    return db.read_now(query)


@dataclass
class CancelAfter:
    """A progress port that cancels the task it watches after so many commits."""

    commits: int
    task: asyncio.Task[Any] | None = None
    seen: list[Progress] = field(default_factory=list)

    def __call__(self, progress: Progress) -> None:
        self.seen.append(progress)
        if len(self.seen) == self.commits and self.task is not None:
            self.task.cancel()
