"""Venues, shows and bills from a provider's records. Runs inside a write command; writes only what changed.

A show moved to another day is the same row: slug, setlists and votes stay. The record's hash is stored with the show,
so a page that brings nothing new costs one query and no write.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import blake2s

from sqlmodel import Session, col, select

from setlist_app.catalog.identity import CHUNK, Change, ExternalIds, ensure_artist, free_key
from setlist_app.catalog.merging import merge_shows
from setlist_app.catalog.names import slug_for
from setlist_app.models import Kind, Performance, Provider, Show, Venue
from setlist_app.setlists.acted import acted_on
from setlist_app.setlists.closing import voting_closes_at
from setlist_app.sync.providers.records import ShowRecord, VenueRecord


@dataclass(frozen=True)
class StoredShow:
    show_id: int
    change: Change


def content_hash(record: ShowRecord) -> str:
    """32 hex digits over all that a record says, except which other listings were folded in: that depends on the
    query that found it, and aliases are kept as external ids anyway."""
    said = asdict(record)
    del said["aliases"]
    text = json.dumps(said, sort_keys=True, default=str, ensure_ascii=False)
    return blake2s(text.encode(), digest_size=16).hexdigest()


def store_shows(session: Session, records: Sequence[ShowRecord], provider: Provider, now: datetime) -> list[StoredShow]:
    """Create or update the shows of one page; one result per record, in order."""
    ids = ExternalIds(session, provider)
    ids.load(Kind.SHOW, [one for record in records for one in (record.id, *record.aliases)])
    rows = _rows(session, records, ids)
    new = [record for record in records if _is_news(record, ids, rows)]
    ids.load(Kind.VENUE, [record.venue.id for record in new if record.venue])
    ids.load(Kind.ARTIST, [artist.id for record in new for artist in record.performances])
    return [_store(session, record, ids, rows, now) for record in records]


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


def _store(session: Session, record: ShowRecord, ids: ExternalIds, rows: dict[int, Show], now: datetime) -> StoredShow:
    known = _locals(record, ids)
    digest = content_hash(record)
    show = rows.get(known[0]) if known else None
    change = Change.SAME
    if show is None:
        key = free_key(session, Show, ids.provider, Kind.SHOW, record.id)
        show = Show(
            key=key, slug=slug_for(record.title, key), title=record.title, status=record.status,
            content_hash="", updated_at=now,
        )  # fmt: skip
        change = Change.CREATED
    for gone in known[1:]:
        merge_shows(session, kept=known[0], gone=gone, ids=ids, now=now)
        rows.pop(gone, None)
        change = Change.CHANGED
    if show.content_hash != digest:
        _overwrite(session, show, record, ids, now)
        show.content_hash = digest
        session.add(show)
        session.flush()
        assert show.id is not None
        rows[show.id] = show
        _bill(session, show.id, record, ids, now)
        change = Change.CREATED if change is Change.CREATED else Change.CHANGED
    assert show.id is not None
    for one in (record.id, *record.aliases):
        if ids.put(Kind.SHOW, one, show.id) and change is Change.SAME:
            change = Change.CHANGED
    return StoredShow(show.id, change)


def _overwrite(session: Session, show: Show, record: ShowRecord, ids: ExternalIds, now: datetime) -> None:
    venue = _store_venue(session, record.venue, ids) if record.venue else None
    show.title = record.title
    show.venue_id = venue.id if venue else None
    show.local_date = record.local_date
    show.local_time = record.local_time
    show.timezone = record.timezone or (venue.timezone if venue else None)
    show.starts_at = record.starts_at
    show.status = record.status
    show.voting_closes_at = voting_closes_at(record.starts_at, record.local_date, show.timezone)
    show.ticket_url = record.ticket_url
    show.updated_at = now


def _store_venue(session: Session, record: VenueRecord, ids: ExternalIds) -> Venue:
    local_id = ids.get(Kind.VENUE, record.id)
    venue = session.get(Venue, local_id) if local_id is not None else None
    if venue is None:
        key = free_key(session, Venue, ids.provider, Kind.VENUE, record.id)
        venue = Venue(key=key, slug=slug_for(record.name, key), name=record.name)
    venue.name = record.name
    for name in ("city", "region", "country", "timezone", "latitude", "longitude"):
        said = getattr(record, name)
        if said is not None:  # listings of one hall differ in how much they say
            setattr(venue, name, said)
    session.add(venue)
    session.flush()
    assert venue.id is not None
    ids.put(Kind.VENUE, record.id, venue.id)
    return venue


def _bill(session: Session, show_id: int, record: ShowRecord, ids: ExternalIds, now: datetime) -> None:
    """Who plays, in billing order. Everybody on it gets a row; what fans touched is never deleted."""
    artists = [ensure_artist(session, artist, ids.provider, now, ids=ids) for artist in record.performances]
    billing: dict[int, int] = {}
    for artist in artists:
        assert artist.id is not None
        billing.setdefault(artist.id, len(billing) + 1)
    present = {one.artist_id: one for one in session.exec(select(Performance).where(Performance.show_id == show_id))}
    for artist_id, place in billing.items():
        performance = present.pop(artist_id, None) or Performance(show_id=show_id, artist_id=artist_id, billing=place)
        performance.billing = place
        session.add(performance)
    touched = acted_on(session, [one.id for one in present.values() if one.id is not None])
    for place, performance in enumerate(sorted(present.values(), key=lambda one: one.billing), start=len(billing) + 1):
        if performance.id in touched:
            performance.billing = place
            session.add(performance)
        else:
            session.delete(performance)
    session.flush()
