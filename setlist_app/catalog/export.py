"""The catalogue as the JSON API tells it (DESIGN §6). Plain dicts of JSON types; dates in ISO form."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from setlist_app.catalog import artist_page, rows, search, show_page
from setlist_app.models import Artist, Performance, Setlist, SetlistSong, Show, ShowStatus, Song, Venue
from setlist_app.sync.strip import sync_status
from setlist_app.voting.tally import read_tally

LIST_LIMIT = 100
"""Rows of one answer at most."""


def instant(value: datetime | None) -> str | None:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else None


def artists(session: Session, query: str, now: datetime) -> dict[str, Any]:
    """`{artists: [{slug, name, disambiguation, upcoming}]}`; an empty query lists by name."""
    if query.strip():
        slugs = [option.href.rsplit("/", 1)[-1] for option in search.ours(session, query, now, limit=LIST_LIMIT)]
        found = {artist.slug: artist for artist in session.exec(select(Artist).where(col(Artist.slug).in_(slugs)))}
        listed = [found[slug] for slug in slugs]
    else:
        listed = list(session.exec(select(Artist).order_by(col(Artist.sort_name)).limit(LIST_LIMIT)))
    upcoming = _upcoming(session, [artist.id for artist in listed if artist.id is not None], now)
    return {
        "artists": [
            {
                "slug": artist.slug,
                "name": artist.name,
                "disambiguation": rows.disambiguation_of(artist),
                "upcoming": upcoming.get(artist.id or 0, 0) if artist.synced_at else None,
            }
            for artist in listed
        ]
    }


def _upcoming(session: Session, artist_ids: list[int], now: datetime) -> dict[int, int]:
    found = session.execute(
        sa.select(col(Performance.artist_id), col(Show.status), col(Show.local_date), col(Show.timezone))
        .join(Show, col(Show.id) == col(Performance.show_id))
        .where(col(Performance.artist_id).in_(artist_ids), col(Show.status) != ShowStatus.CANCELLED)
    )
    counts: dict[int, int] = {}
    for artist_id, status, local_date, zone in found:
        if not rows.is_past(status, local_date, zone, now):
            counts[artist_id] = counts.get(artist_id, 0) + 1
    return counts


def artist(session: Session, slug: str, now: datetime) -> dict[str, Any] | None:
    """`{artist, shows, songs, sync}` or None."""
    found = artist_page.find(session, slug)
    if found is None:
        return None
    shows = session.exec(
        select(Show)
        .join(Performance, col(Performance.show_id) == col(Show.id))
        .where(Performance.artist_id == found.id)
        .order_by(col(Show.local_date), col(Show.local_time), col(Show.key))
    )
    songs = session.exec(
        select(Song)
        .where(Song.artist_id == found.id)
        .order_by(sa.func.coalesce(col(Song.weight), 0).desc(), col(Song.title))
    )
    return {
        "artist": {
            "slug": found.slug,
            "name": found.name,
            "disambiguation": rows.disambiguation_of(found),
            "mbid": found.mbid,
            "genres": found.genres,
        },
        "shows": [_show(show, now) for show in shows],
        "songs": [
            {
                "slug": song.slug,
                "title": song.title,
                "album": song.album,
                "year": song.year,
                "duration_ms": song.duration_ms,
                "weight": song.weight,
                "weight_source": song.weight_source,
            }
            for song in songs
        ],
        "sync": sync_status(session, found, now),
    }


def shows(session: Session, now: datetime) -> dict[str, Any]:
    """`{shows: [...]}`: the nearest ones ahead."""
    found = session.exec(
        select(Show)
        .where(col(Show.local_date) >= (now - timedelta(days=1)).date())
        .order_by(col(Show.local_date), col(Show.local_time), col(Show.key))
        .limit(LIST_LIMIT)
    )
    return {"shows": [_show(show, now) for show in found if rows.is_dated_ahead(show, now)]}


def show(session: Session, slug: str, now: datetime) -> dict[str, Any] | None:
    """`{show, venue, performances}` or None."""
    found = show_page.find(session, slug)
    if found is None or found.id is None:
        return None
    venue = session.get(Venue, found.venue_id) if found.venue_id else None
    return {
        "show": {
            **_show(found, now),
            "local_time": found.local_time.isoformat() if found.local_time else None,
            "timezone": found.timezone,
            "starts_at": instant(found.starts_at),
            "ticket_url": found.ticket_url,
        },
        "venue": None
        if venue is None
        else {
            "slug": venue.slug,
            "name": venue.name,
            "city": venue.city,
            "region": venue.region,
            "country": venue.country,
            "timezone": venue.timezone,
            "latitude": venue.latitude,
            "longitude": venue.longitude,
        },
        "performances": [
            {
                "artist": {"slug": performer.slug, "name": performer.name},
                "billing": performance.billing,
                "setlist": _setlist(session, performance, found),
            }
            for performance, performer in show_page.bill(session, found.id)
        ],
    }


def _show(show: Show, now: datetime) -> dict[str, Any]:
    return {
        "slug": show.slug,
        "title": show.title,
        "local_date": show.local_date.isoformat() if show.local_date else None,
        "status": show.status.value,
        "voting": "open" if show_page.is_open(show, now) else "closed",
    }


def _setlist(session: Session, performance: Performance, show: Show) -> dict[str, Any] | None:
    setlist = session.exec(select(Setlist).where(Setlist.performance_id == performance.id)).first()
    if setlist is None or performance.id is None:
        return None
    tally = read_tally(session, performance.id)
    listed = {
        song.key: (entry, song)
        for entry, song in session.execute(
            sa.select(SetlistSong, Song)
            .join(Song, col(Song.id) == col(SetlistSong.song_id))
            .where(col(SetlistSong.setlist_id) == setlist.id)
        )
    }
    return {
        "rule": setlist.rule.value,
        "seed": setlist.seed,
        "pool": len(setlist.pool),
        "closes_at": instant(show.voting_closes_at),
        "voters": tally.voters,
        "songs": [
            {
                "slug": song.slug,
                "title": song.title,
                "origin": entry.origin.value,
                "votes": entry.votes,
                "guest_votes": entry.guest_votes,
            }
            for entry, song in (listed[key] for key in tally.order)
        ],
    }
