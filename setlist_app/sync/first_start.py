"""A new database asks for a dozen popular artists by itself, so that home fills before the eyes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial

from sqlmodel import Session

from setlist_app.catalog.identity import ensure_artist
from setlist_app.db import Database
from setlist_app.models import Provider, Site, Trigger
from setlist_app.sync import runs
from setlist_app.sync.providers.http import ProviderError, ProviderUnavailable
from setlist_app.sync.providers.records import ArtistRecord
from setlist_app.sync.sources import Sources

log = logging.getLogger(__name__)

DOZEN = 12

AGAIN_AFTER_S = 60.0
"""Between tries while the provider does not answer and names no time."""


async def queue_popular(
    db: Database,
    sources: Sources,
    clock: Callable[[], datetime],
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> list[int]:
    """Queue the popular artists once in the life of a database, behind whatever visitors ask for. Returns their runs;
    none when it was done before; artists that a visitor or a command brought do not count. Tries until the provider
    answers, but gives up when trying cannot help (a refused key)."""
    while await db.read(_is_unseeded):
        try:
            artists = await sources.ticketmaster.popular_artists(DOZEN)
        except ProviderError as error:
            log.warning("the first start could not ask for popular artists: %s", error.sentence)
            if error.permanent:
                return []
            until = error.until if isinstance(error, ProviderUnavailable) else None
            await sleep(max(1.0, (until - clock()).total_seconds()) if until else AGAIN_AFTER_S)
        else:
            return await db.write(partial(_queue, artists=artists, now=clock()))
    return []


def _is_unseeded(session: Session) -> bool:
    site = session.get(Site, 1)
    return site is not None and site.seeded_at is None


def _queue(session: Session, artists: Sequence[ArtistRecord], now: datetime) -> list[int]:
    site = session.get_one(Site, 1, with_for_update=True)
    if site.seeded_at is not None:
        return []
    site.seeded_at = now
    session.add(site)
    queued = []
    for record in artists:
        artist = ensure_artist(session, record, Provider.TICKETMASTER, now)
        assert artist.id is not None
        queued.append(runs.request(session, artist.id, Trigger.FIRST_START, now).run_id)
    return queued
