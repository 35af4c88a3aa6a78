"""Asking the provider who is called that: hits for the search box, and the artist row of the one that is picked."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from setlist_app.catalog.identity import ensure_artist
from setlist_app.db import Database
from setlist_app.models import ExternalId, Kind, Provider
from setlist_app.sync.providers.http import ProviderError
from setlist_app.sync.providers.records import ArtistRecord
from setlist_app.sync.sources import Sources

REMEMBERED = 500
"""Queries whose answer is kept in this process, and picked hits with them."""

REMEMBER_S = 300
"""Seconds. A name typed twice in five minutes costs the provider one request."""


@dataclass(frozen=True)
class Hits:
    artists: tuple[ArtistRecord, ...]
    """Not ours yet, in the provider's order."""
    trouble: str = ""
    """One sentence when the provider did not answer; what we have is still shown."""


class Lookup:
    """Holds nothing but a short memory of recent answers; any process can answer a pick from the provider again."""

    def __init__(
        self, db: Database, sources: Sources, clock: Callable[[], datetime], ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._db = db
        self._sources = sources
        self._clock = clock
        self._ticks = ticks
        self._answers: OrderedDict[str, tuple[float, tuple[ArtistRecord, ...]]] = OrderedDict()

    async def search(self, query: str) -> Hits:
        """The provider's artists for a query, those we already have left out."""
        key = " ".join(query.casefold().split())
        if not key:
            return Hits(())
        try:
            found = self._remembered(key)
            if found is None:
                found = await self._sources.ticketmaster.search_artists(query)
                self._remember(key, found)
        except ProviderError as error:
            return Hits((), f"{error.sentence} Showing what we have.")
        known = await self._db.read(lambda session: _known(session, [artist.id for artist in found]))
        return Hits(tuple(artist for artist in found if artist.id not in known))

    async def pick(self, provider_id: str) -> str:
        """The slug of the picked artist, whose row exists from now on. Raises `ProviderError`."""
        record = next(
            (artist for _, hits in self._answers.values() for artist in hits if artist.id == provider_id), None
        ) or await self._sources.ticketmaster.attraction(provider_id)
        now = self._clock()
        return await self._db.write(lambda session: ensure_artist(session, record, Provider.TICKETMASTER, now).slug)

    def _remembered(self, key: str) -> tuple[ArtistRecord, ...] | None:
        at, found = self._answers.get(key, (float("-inf"), ()))
        return found if self._ticks() - at < REMEMBER_S else None

    def _remember(self, key: str, found: tuple[ArtistRecord, ...]) -> None:
        self._answers[key] = (self._ticks(), found)
        self._answers.move_to_end(key)
        while len(self._answers) > REMEMBERED:
            self._answers.popitem(last=False)


def _known(session: Session, ids: list[str]) -> set[str]:
    return set(
        session.execute(
            sa.select(col(ExternalId.provider_id)).where(
                col(ExternalId.provider) == Provider.TICKETMASTER,
                col(ExternalId.kind) == Kind.ARTIST,
                col(ExternalId.provider_id).in_(ids),
            )
        ).scalars()
    )
