"""identify: who is this at each provider? Links first, then the exact name; no match rather than a wrong one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from setlist_app.catalog.identity import Change, ExternalIds, provider_ids, refresh_artist
from setlist_app.catalog.names import stable_key
from setlist_app.models import Artist, Kind, Provider, RunState, StepName
from setlist_app.sync.matching import choose
from setlist_app.sync.providers.http import NotFound, ProviderError
from setlist_app.sync.work import Outcome, Page, Work, as_sentence, counts_of

NAME = StepName.IDENTIFY


async def identify(work: Work, cursor: dict[str, Any] | None) -> Outcome:
    """Refresh the artist from Ticketmaster, and find its Spotify artist once."""
    ids = await attraction_ids(work)
    if not ids:
        return Outcome(RunState.NOTHING_FOUND, f"Ticketmaster has no id for {work.artist_name}.")
    try:
        record = await work.sources.ticketmaster.attraction(ids[0])
    except NotFound as error:
        return Outcome(RunState.NOTHING_FOUND, as_sentence(error.sentence), permanent=True)

    def store(session: Session, now: datetime) -> Page:
        artist = session.get_one(Artist, work.artist_id)
        return Page(counts_of([refresh_artist(session, artist, record, Provider.TICKETMASTER)]), done=1, total=1)

    await work.page(NAME, store)
    if work.sources.spotify is None:
        return Outcome(RunState.OK)
    try:
        found = await song_artist(work, NAME, record.aliases)
    except ProviderError as error:
        # The songs step asks again and reports what then happens; shows need no Spotify.
        return Outcome(RunState.PARTIAL, as_sentence(error.sentence), permanent=error.permanent)
    return Outcome(RunState.OK if found.id else RunState.PARTIAL, found.reason)


async def attraction_ids(work: Work) -> list[str]:
    """Ticketmaster's ids of this artist, the one it was made from first."""

    def query(session: Session) -> list[str]:
        key = session.get_one(Artist, work.artist_id).key
        ids = provider_ids(session, Provider.TICKETMASTER, Kind.ARTIST, work.artist_id)
        return sorted(ids, key=lambda one: stable_key(Provider.TICKETMASTER, Kind.ARTIST, one) != key)

    return await work.db.read(query)


@dataclass(frozen=True)
class SongArtist:
    id: str | None
    """Spotify's id."""
    reason: str | None = None
    """Why there is none, as a sentence."""


async def song_artist(work: Work, step: StepName, aliases: tuple[str, ...] = ()) -> SongArtist:
    """The artist at Spotify: the linked or once found one, else the one of exactly this name. A find is stored."""
    known = await _spotify_ids(work)
    if known:
        return SongArtist(known[0])
    assert work.sources.spotify is not None
    choice = choose(work.artist_name, await work.sources.spotify.search_artists(work.artist_name), aliases)
    if choice.artist is None:
        return SongArtist(None, as_sentence(f"No songs from Spotify: {choice.reason}"))
    found = choice.artist.id

    def store(session: Session, now: datetime) -> Page:
        new = ExternalIds(session, Provider.SPOTIFY).put(Kind.ARTIST, found, work.artist_id)
        return Page(counts_of([Change.CHANGED] if new else []), done=1, total=1)

    await work.page(step, store)
    if found not in await _spotify_ids(work):
        name = work.artist_name
        return SongArtist(None, f"No songs from Spotify: its {name} is another artist of this name here.")
    return SongArtist(found)


async def _spotify_ids(work: Work) -> list[str]:
    return await work.db.read(lambda session: provider_ids(session, Provider.SPOTIFY, Kind.ARTIST, work.artist_id))
