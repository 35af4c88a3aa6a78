"""Venues, shows and bills from a provider's records. Runs inside a write command; writes only what changed.

A show moved to another day is the same row: slug, setlists and votes stay. The record's hash is stored with the show,
so a page that brings nothing new costs one query and no write.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from hashlib import blake2s

from sqlmodel import Session, col, select

from setlist_app.catalog.identity import CHUNK, Change, ExternalIds, Keys, ensure_artist
from setlist_app.catalog.merging import merge_shows
from setlist_app.catalog.names import slug_for
from setlist_app.models import Kind, Performance, Provider, Show, Venue
from setlist_app.setlists.acted import acted_on
from setlist_app.setlists.closing import voting_closes_at
from setlist_app.sync.providers.records import ArtistRecord, ShowRecord, VenueRecord


@dataclass(frozen=True)
class StoredShow:
    show_id: int
    change: Change


def content_hash(record: ShowRecord) -> str:
    """32 hex digits over what the show, its hall and its bill store. What a listing says of an artist besides, such as
    the count of shows ahead, changes daily and is the artist's own refresh; ids and aliases depend on the query."""
    said = {
        "title": record.title,
        "status": record.status,
        "when": (record.local_date, record.local_time, record.timezone, record.starts_at),
        "venue": asdict(record.venue) if record.venue else None,
        "ticket_url": record.ticket_url,
        "bill": list(dict.fromkeys(artist.id for artist in record.performances)),
    }
    text = json.dumps(said, sort_keys=True, default=str, ensure_ascii=False)
    return blake2s(text.encode(), digest_size=16).hexdigest()


def store_shows(session: Session, records: Sequence[ShowRecord], provider: Provider, now: datetime) -> list[StoredShow]:
    """Create or update the shows of one page; one result per record, in order."""
    ids = ExternalIds(session, provider)
    ids.load(Kind.SHOW, [one for record in records for one in (record.id, *record.aliases)])
    rows = _rows(session, records, ids)
    news = [record for record in records if _is_news(record, ids, rows)]
    page = _Page(session, ids, rows, Keys(session, Show, provider, Kind.SHOW), now)
    page.keys.load([record.id for record in news if not _locals(record, ids)])
    page.prepare(news)
    return [page.store(record) for record in records]


def _rows(session: Session, records: Sequence[ShowRecord], ids: ExternalIds) -> dict[int, Show]:
    wanted = sorted({local for record in records for local in _locals(record, ids)})
    rows: dict[int, Show] = {}
    for start in range(0, len(wanted), CHUNK):
        found = session.exec(select(Show).where(col(Show.id).in_(wanted[start : start + CHUNK])))
        rows.update({show.id: show for show in found if show.id is not None})
    return rows


def _locals(record: ShowRecord, ids: ExternalIds) -> list[int]:
    """The local rows this record is known as, oldest first: usually one, none for a new show."""
    known = {ids.get(Kind.SHOW, one) for one in (record.id, *record.aliases)}
    return sorted(local for local in known if local is not None)


def _is_news(record: ShowRecord, ids: ExternalIds, rows: dict[int, Show]) -> bool:
    known = _locals(record, ids)
    return len(known) != 1 or rows[known[0]].content_hash != content_hash(record)


@dataclass
class _Page:
    """Storing one page: halls and artists that occur on many of its shows are looked at once."""

    session: Session
    ids: ExternalIds
    rows: dict[int, Show]
    keys: Keys
    now: datetime
    venues: dict[VenueRecord, Venue] = field(default_factory=dict)
    artists: dict[ArtistRecord, int] = field(default_factory=dict)
    """By the record without its billing."""

    def prepare(self, news: Sequence[ShowRecord]) -> None:
        """Venues and artists of all new or changed shows, before the shows that point at them."""
        self.ids.load(Kind.VENUE, [record.venue.id for record in news if record.venue])
        self.ids.load(Kind.ARTIST, [artist.id for record in news for artist in record.performances])
        for venue in dict.fromkeys(record.venue for record in news if record.venue):
            self.venues[venue] = self._venue(venue)
        for artist in dict.fromkeys(_unbilled(one) for record in news for one in record.performances):
            row = ensure_artist(self.session, artist, self.ids.provider, self.now, ids=self.ids)
            assert row.id is not None
            self.artists[artist] = row.id

    def store(self, record: ShowRecord) -> StoredShow:
        known = _locals(record, self.ids)
        digest = content_hash(record)
        show = self.rows.get(known[0]) if known else None
        change = Change.SAME
        for gone in known[1:]:
            merge_shows(self.session, kept=known[0], gone=gone, ids=self.ids, now=self.now)
            self.rows.pop(gone, None)
            change = Change.CHANGED
        if show is None:
            show = self._new(record)
            change = Change.CREATED
        if show.content_hash != digest:
            self._overwrite(show, record)
            show.content_hash = digest
            self.session.add(show)
            self.session.flush()
            assert show.id is not None
            self.rows[show.id] = show
            self._bill(show.id, record, is_new=change is Change.CREATED)
            change = Change.CREATED if change is Change.CREATED else Change.CHANGED
        assert show.id is not None
        for one in (record.id, *record.aliases):
            if self.ids.put(Kind.SHOW, one, show.id) and change is Change.SAME:
                change = Change.CHANGED
        return StoredShow(show.id, change)

    def _new(self, record: ShowRecord) -> Show:
        key = self.keys.take(record.id)
        return Show(
            key=key,
            slug=slug_for(record.title, key),
            title=record.title,
            status=record.status,
            content_hash="",
            updated_at=self.now,
        )

    def _overwrite(self, show: Show, record: ShowRecord) -> None:
        venue = self.venues[record.venue] if record.venue else None
        show.title = record.title
        show.venue_id = venue.id if venue else None
        show.local_date = record.local_date
        show.local_time = record.local_time
        show.timezone = record.timezone or (venue.timezone if venue else None)
        show.starts_at = record.starts_at
        show.status = record.status
        show.voting_closes_at = voting_closes_at(record.status, record.starts_at, record.local_date, show.timezone)
        show.ticket_url = record.ticket_url
        show.updated_at = self.now

    def _venue(self, record: VenueRecord) -> Venue:
        local_id = self.ids.get(Kind.VENUE, record.id)
        venue = self.session.get(Venue, local_id) if local_id is not None else None
        if venue is None:
            key = Keys(self.session, Venue, self.ids.provider, Kind.VENUE).take(record.id)
            venue = Venue(key=key, slug=slug_for(record.name, key), name=record.name)
        venue.name = record.name
        for name in ("city", "region", "country", "timezone", "latitude", "longitude"):
            said = getattr(record, name)
            if said is not None:  # listings of one hall differ in how much they say
                setattr(venue, name, said)
        self.session.add(venue)
        self.session.flush()
        assert venue.id is not None
        self.ids.put(Kind.VENUE, record.id, venue.id)
        return venue

    def _bill(self, show_id: int, record: ShowRecord, *, is_new: bool) -> None:
        """Who plays, in billing order. Everybody on it gets a row; what fans touched is never deleted."""
        billing: dict[int, int] = {}
        for artist in record.performances:
            billing.setdefault(self.artists[_unbilled(artist)], len(billing) + 1)
        there: dict[int, Performance] = {}
        if not is_new:
            rows = self.session.exec(select(Performance).where(Performance.show_id == show_id))
            there = {one.artist_id: one for one in rows}
        for artist_id, place in billing.items():
            performance = there.pop(artist_id, None) or Performance(show_id=show_id, artist_id=artist_id, billing=place)
            performance.billing = place
            self.session.add(performance)
        if there:
            self._take_off(there, len(billing))

    def _take_off(self, gone: dict[int, Performance], billed: int) -> None:
        touched = acted_on(self.session, [one.id for one in gone.values() if one.id is not None])
        for place, performance in enumerate(sorted(gone.values(), key=lambda one: one.billing), start=billed + 1):
            if performance.id in touched:
                performance.billing = place
                self.session.add(performance)
            else:
                self.session.delete(performance)


def _unbilled(record: ArtistRecord) -> ArtistRecord:
    return replace(record, billing=None)
