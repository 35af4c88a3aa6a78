"""Which local row a provider's record is: by its ids, then by its MusicBrainz id, never by a name.

Every provider id and alias of an artist, venue, show or song points at one local row (`external_id`), so renames and
folded listings lose nothing. All functions here run inside a write command.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Session, col, select

from setlist_app.catalog.names import search_key, slug_for, stable_key
from setlist_app.models import Artist, ExternalId, Kind, Provider, Show, Song, Venue
from setlist_app.sync.providers.records import ArtistRecord

CHUNK = 400
"""Ids in one IN (...): SQLite allows 32,766 parameters, planners like fewer."""

Keyed = type[Artist] | type[Venue] | type[Show] | type[Song]


class Change(StrEnum):
    """What storing one record did."""

    CREATED = "created"
    CHANGED = "changed"
    SAME = "same"


class ExternalIds:
    """One provider's ids that a page of records needs, read with few queries; new ones are written at once."""

    def __init__(self, session: Session, provider: Provider) -> None:
        self.session = session
        self.provider = provider
        self._known: dict[tuple[Kind, str], int | None] = {}

    def load(self, kind: Kind, ids: Iterable[str]) -> None:
        wanted = [one for one in dict.fromkeys(ids) if (kind, one) not in self._known]
        for start in range(0, len(wanted), CHUNK):
            some = wanted[start : start + CHUNK]
            rows = self.session.exec(
                select(ExternalId.provider_id, ExternalId.local_id).where(
                    ExternalId.provider == self.provider,
                    ExternalId.kind == kind,
                    col(ExternalId.provider_id).in_(some),
                )
            ).all()
            self._known.update({(kind, one): None for one in some})
            self._known.update({(kind, provider_id): local_id for provider_id, local_id in rows})

    def get(self, kind: Kind, provider_id: str) -> int | None:
        """The local row's id, or None when nobody has seen this id."""
        if (kind, provider_id) not in self._known:
            self.load(kind, [provider_id])
        return self._known[kind, provider_id]

    def put(self, kind: Kind, provider_id: str, local_id: int) -> bool:
        """Point an unknown id at a row; True when that was new. An id that points elsewhere stays where it is."""
        if self.get(kind, provider_id) is not None:
            return False
        self.session.add(ExternalId(provider=self.provider, kind=kind, provider_id=provider_id, local_id=local_id))
        self._known[kind, provider_id] = local_id
        return True

    def move(self, kind: Kind, gone: int, kept: int) -> None:
        """Every id of one row now means another: they turned out to be the same thing."""
        self.session.execute(
            sa.update(ExternalId)
            .where(col(ExternalId.kind) == kind, col(ExternalId.local_id) == gone)
            .values(local_id=kept)
        )
        self._known = {key: kept if key[0] is kind and row == gone else row for key, row in self._known.items()}


def provider_ids(session: Session, provider: Provider, kind: Kind, local_id: int) -> list[str]:
    """What a provider calls one local row, in a stable order; empty when it does not know it."""
    return list(
        session.exec(
            select(ExternalId.provider_id)
            .where(ExternalId.provider == provider, ExternalId.kind == kind, ExternalId.local_id == local_id)
            .order_by(ExternalId.provider_id)
        )
    )


class Keys:
    """Stable keys for new rows of one table, salted when another row has them; one query for a page of ids."""

    def __init__(self, session: Session, table: Keyed, provider: Provider, kind: Kind) -> None:
        self._session = session
        self._table = table
        self._words = (provider.value, kind.value)
        self._looked_up: set[str] = set()
        self._taken: set[str] = set()

    def load(self, ids: Iterable[str]) -> None:
        self._look_up([stable_key(*self._words, one) for one in ids])

    def take(self, provider_id: str) -> str:
        """The key for the row made from this id; nobody else gets it after that."""
        salt = 0
        while True:
            key = stable_key(*self._words, provider_id, salt)
            if key not in self._looked_up:
                self._look_up([key])
            if key not in self._taken:
                self._taken.add(key)
                return key
            salt += 1

    def _look_up(self, keys: list[str]) -> None:
        for start in range(0, len(keys), CHUNK):
            some = keys[start : start + CHUNK]
            column = col(self._table.key)
            self._taken.update(self._session.exec(select(column).where(column.in_(some))))
            self._looked_up.update(some)


def ensure_artist(
    session: Session,
    record: ArtistRecord,
    provider: Provider,
    now: datetime,
    *,
    ids: ExternalIds | None = None,
) -> Artist:
    """The artist of a search hit or of a bill; created at once when unknown, so that its page has an address.

    A known artist only gains what it lacks: bills and hits are partial, `refresh_artist` is what overwrites.
    """
    ids = ids or ExternalIds(session, provider)
    artist = _known_artist(session, record, ids)
    if artist is None:
        key = Keys(session, Artist, provider, Kind.ARTIST).take(record.id)
        artist = Artist(
            key=key,
            slug=slug_for(record.name, key),
            name=record.name,
            sort_name=search_key(record.name),
            created_at=now,
        )
        session.add(artist)
    _fill(session, artist, record)
    session.flush()
    _remember(artist, record, ids)
    return artist


def refresh_artist(session: Session, artist: Artist, record: ArtistRecord, provider: Provider) -> Change:
    """Take over what the provider says about this very artist: its name, picture, genres and links. The slug stays."""
    wanted = {
        "name": record.name,
        "sort_name": search_key(record.name),
        "genres": list(record.genres) or artist.genres,
        "image_url": record.image_url or artist.image_url,
    }
    change = Change.SAME
    for name, value in wanted.items():
        if getattr(artist, name) != value:
            setattr(artist, name, value)
            change = Change.CHANGED
    if _fill(session, artist, record):
        change = Change.CHANGED
    session.add(artist)
    if _remember(artist, record, ExternalIds(session, provider)):
        change = Change.CHANGED
    return change


def _known_artist(session: Session, record: ArtistRecord, ids: ExternalIds) -> Artist | None:
    local_id = ids.get(Kind.ARTIST, record.id)
    if local_id is not None:
        return session.get(Artist, local_id)
    if record.mbid:
        return session.exec(select(Artist).where(Artist.mbid == record.mbid)).first()
    return None


def _fill(session: Session, artist: Artist, record: ArtistRecord) -> bool:
    """Add what is missing. Two rows never share a MusicBrainz id: the one that has it keeps it."""
    before = (artist.image_url, artist.genres, artist.mbid)
    artist.image_url = artist.image_url or record.image_url
    if not artist.genres and record.genres:
        artist.genres = list(record.genres)
    if artist.mbid is None and record.mbid:
        taken = session.exec(select(Artist.id).where(Artist.mbid == record.mbid)).first()
        artist.mbid = record.mbid if taken is None else None
    return before != (artist.image_url, artist.genres, artist.mbid)


def _remember(artist: Artist, record: ArtistRecord, ids: ExternalIds) -> bool:
    assert artist.id is not None
    new = ids.put(Kind.ARTIST, record.id, artist.id)
    if record.spotify_id:
        new |= ExternalIds(ids.session, Provider.SPOTIFY).put(Kind.ARTIST, record.spotify_id, artist.id)
    return new
