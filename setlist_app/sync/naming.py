"""Which artist does somebody at the command line mean? A name, our address, or the provider's id."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from setlist_app.catalog.identity import ensure_artist
from setlist_app.catalog.names import key_of
from setlist_app.db import Database
from setlist_app.models import Artist, ExternalId, Kind, Provider
from setlist_app.sync.matching import normalise_name
from setlist_app.sync.providers.http import NotFound, ProviderError
from setlist_app.sync.providers.records import ArtistRecord
from setlist_app.sync.sources import Sources


class NameProblem(Exception):
    """Nobody, or more than one artist, is meant; the text says what to type instead."""


async def find_or_make(db: Database, sources: Sources, text: str, now: datetime) -> int:
    """The id of the artist row, made if the provider knows exactly one. Raises `NameProblem`, `ProviderError`."""
    text = text.strip()
    if not text:
        raise NameProblem("Name an artist.")
    known = await db.read(lambda session: _by_address(session, text))
    if known is not None:
        return known
    try:
        hits = await sources.ticketmaster.search_artists(text)
    except ProviderError:
        ours = await db.read(lambda session: _by_name(session, text))
        if len(ours) == 1:
            return ours[0]
        raise
    wanted = normalise_name(text)
    same = [hit for hit in hits if wanted in {normalise_name(name) for name in (hit.name, *hit.aliases)}]
    if not same:
        same = await _by_provider_id(sources, text)
    if len(same) != 1:
        raise NameProblem(_explain(text, same, hits))
    return await db.write(
        lambda session: session.get_one(Artist, ensure_artist(session, same[0], Provider.TICKETMASTER, now).id).id or 0
    )


async def _by_provider_id(sources: Sources, text: str) -> list[ArtistRecord]:
    if not text.isascii() or not text.replace("-", "").replace("_", "").isalnum():
        return []
    try:
        return [await sources.ticketmaster.attraction(text)]
    except NotFound:
        return []


def _by_address(session: Session, text: str) -> int | None:
    """By slug, by its key, or by a Ticketmaster id that is known already."""
    if key := key_of(text):
        found = session.exec(select(Artist.id).where(Artist.key == key)).first()
        if found is not None:
            return found
    return session.exec(
        select(ExternalId.local_id).where(
            ExternalId.provider == Provider.TICKETMASTER,
            ExternalId.kind == Kind.ARTIST,
            ExternalId.provider_id == text,
        )
    ).first()


def _by_name(session: Session, text: str) -> list[int]:
    wanted = normalise_name(text)
    names = session.exec(select(Artist.id, Artist.name).order_by(col(Artist.id)))
    return [artist_id for artist_id, name in names if artist_id is not None and normalise_name(name) == wanted]


def _explain(text: str, same: list[ArtistRecord], hits: tuple[ArtistRecord, ...]) -> str:
    if same:
        choices = "; ".join(f"{hit.id} ({', '.join(hit.genres) or 'no genre'})" for hit in same)
        return f"{len(same)} artists are called {text!r}. Say which by id: {choices}."
    near = ", ".join(f"{hit.name} ({hit.id})" for hit in hits[:5])
    return f"Ticketmaster knows nobody called {text!r}." + (f" Near: {near}." if near else "")
