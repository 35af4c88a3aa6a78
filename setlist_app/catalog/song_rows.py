"""Songs from a provider's folded records. Runs inside a write command; writes only what changed.

A song is found by any of its track ids, then by its normalised title within the artist. Songs that a source no longer
lists stay: they may be on setlists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from setlist_app.catalog.identity import Change, ExternalIds, Keys
from setlist_app.catalog.names import slug_for
from setlist_app.models import ExternalId, Kind, Provider, SetlistSong, Song
from setlist_app.sync.providers.records import SongRecord


@dataclass(frozen=True)
class StoredSong:
    song_id: int
    change: Change


def add_new_songs(
    session: Session, artist_id: int, records: Sequence[SongRecord], provider: Provider, now: datetime
) -> list[int]:
    """Ids of the songs that were not there yet. Known songs are left alone: the records may still be incomplete."""
    return _Shelf(session, artist_id, records, provider).create_missing(records, now)


def store_songs(
    session: Session, artist_id: int, records: Sequence[SongRecord], provider: Provider, now: datetime
) -> list[StoredSong]:
    """Create or update all songs of an artist; one result per record, in order."""
    shelf = _Shelf(session, artist_id, records, provider)
    created = set(shelf.create_missing(records, now))
    return [shelf.store(record, created, now) for record in records]


def drop_unused(session: Session, song_ids: Iterable[int]) -> list[int]:
    """Delete those of the songs that are on no setlist, with their ids at the providers; returns what went."""
    wanted = list(song_ids)
    used = set(session.exec(select(SetlistSong.song_id).where(col(SetlistSong.song_id).in_(wanted))))
    gone = [one for one in wanted if one not in used]
    if gone:
        pointing = (col(ExternalId.kind) == Kind.SONG, col(ExternalId.local_id).in_(gone))
        session.execute(sa.delete(ExternalId).where(*pointing))
        session.execute(sa.delete(Song).where(col(Song.id).in_(gone)))
    return gone


class _Shelf:
    """One artist's songs, by id and by normalised title, while a batch of records is stored."""

    def __init__(self, session: Session, artist_id: int, records: Sequence[SongRecord], provider: Provider) -> None:
        self.session = session
        self.artist_id = artist_id
        self.ids = ExternalIds(session, provider)
        self.ids.load(Kind.SONG, [one for record in records for one in record.source_ids])
        songs = session.exec(select(Song).where(Song.artist_id == artist_id)).all()
        self.by_id = {song.id: song for song in songs if song.id is not None}
        self.by_title = {song.normalised_title: song for song in songs}
        self.stored: set[int] = set()

    def find(self, record: SongRecord) -> Song | None:
        """The oldest song that has one of the record's track ids, else the one of this title. A track that two artists
        share is a song of each; its id points at the first one's."""
        found = sorted(
            local
            for local in {self.ids.get(Kind.SONG, one) for one in record.source_ids}
            if local is not None and local in self.by_id
        )
        return self.by_id[found[0]] if found else self.by_title.get(record.normalised_title)

    def create_missing(self, records: Sequence[SongRecord], now: datetime) -> list[int]:
        """Ids of the songs made for records that no song stands for yet."""
        missing: dict[str, tuple[SongRecord, Song]] = {}
        keys = Keys(self.session, Song, self.ids.provider, Kind.SONG)
        keys.load([self._origin(record) for record in records if self.find(record) is None])
        for record in records:
            if record.normalised_title in missing or self.find(record) is not None:
                continue
            key = keys.take(self._origin(record))
            song = Song(
                key=key, slug=slug_for(record.title, key), artist_id=self.artist_id, updated_at=now, **_wanted(record)
            )
            missing[record.normalised_title] = (record, song)
        self.session.add_all(song for _, song in missing.values())
        self.session.flush()
        created = []
        for title, (record, song) in missing.items():
            assert song.id is not None
            self.by_id[song.id] = self.by_title[title] = song
            self._remember(record, song.id)
            created.append(song.id)
        return created

    def _origin(self, record: SongRecord) -> str:
        """What the song's key is made from."""
        return record.source_ids[0] if record.source_ids else f"{self.artist_id}/{record.normalised_title}"

    def store(self, record: SongRecord, created: set[int], now: datetime) -> StoredSong:
        song = self.find(record)
        assert song is not None
        assert song.id is not None
        if song.id in self.stored:  # two records meet in one row: the first says what it is
            return StoredSong(song.id, Change.CHANGED if self._remember(record, song.id) else Change.SAME)
        self.stored.add(song.id)
        if song.id in created:
            return StoredSong(song.id, Change.CREATED)
        wanted = _wanted(record)
        holder = self.by_title.get(record.normalised_title)
        if holder is not None and holder is not song:
            del wanted["normalised_title"]  # another row of this artist has it: two songs stay two
        news = {name: value for name, value in wanted.items() if getattr(song, name) != value}
        if news:
            self.by_title.pop(song.normalised_title, None)
            for name, value in news.items():
                setattr(song, name, value)
            song.updated_at = now
            self.by_title[song.normalised_title] = song
            self.session.add(song)
        new_ids = self._remember(record, song.id)
        return StoredSong(song.id, Change.CHANGED if news or new_ids else Change.SAME)

    def _remember(self, record: SongRecord, song_id: int) -> bool:
        return any([self.ids.put(Kind.SONG, one, song_id) for one in record.source_ids])


def _wanted(record: SongRecord) -> dict[str, Any]:
    return {
        "title": record.title,
        "normalised_title": record.normalised_title,
        "isrc": record.isrcs[0] if record.isrcs else None,
        "album": record.album,
        "year": record.year,
        "duration_ms": record.duration_ms,
        "weight": record.weight,
        "weight_source": record.weight_source,
    }
