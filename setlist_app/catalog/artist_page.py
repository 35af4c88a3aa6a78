"""An artist's page: what we know, grouped as a fan asks for it."""

from __future__ import annotations

import itertools
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from setlist_app.catalog import rows, words
from setlist_app.catalog.art import artist_hue
from setlist_app.catalog.names import key_of
from setlist_app.catalog.views import ArtistPage, ShowGroup, ShowRow, SongRow, StepView, StripView
from setlist_app.models import (
    Artist,
    ExternalId,
    Kind,
    Performance,
    Provider,
    RunState,
    Setlist,
    SetlistSong,
    Show,
    Song,
    Vote,
)
from setlist_app.sync import runs
from setlist_app.sync.strip import Strip, strip_of


def find(session: Session, slug: str) -> Artist | None:
    """By the short id at the slug's end, so that an old address survives a change of name."""
    key = key_of(slug)
    return session.exec(select(Artist).where(Artist.key == key)).first() if key else None


def read(session: Session, slug: str, now: datetime) -> ArtistPage | None:
    artist = find(session, slug)
    if artist is None or artist.id is None:
        return None
    ahead, past = _shows(session, artist.id, now)
    songs = _songs(session, artist.id)
    looked_up = artist.synced_at is not None
    links = _links(session, artist)
    return ArtistPage(
        key=artist.key,
        id=artist.id,
        slug=artist.slug,
        name=artist.name,
        disambiguation=rows.disambiguation_of(artist),
        art=rows.art_of(artist),
        hue=artist_hue(artist.key),
        upcoming=len(ahead) if ahead or looked_up else None,
        songs_count=len(songs) if songs or looked_up else None,
        voters=_voters(session, artist.id) or None,
        groups=[
            ShowGroup(name=name, rows=list(group))
            for name, group in itertools.groupby(ahead, key=lambda row: row.group)
        ],
        past=past,
        songs=songs,
        **links,
    )


def _shows(session: Session, artist_id: int, now: datetime) -> tuple[list[ShowRow], list[ShowRow]]:
    """Ahead (nearest first, undated last) and past (latest first)."""
    shows = session.exec(
        select(Show)
        .join(Performance, col(Performance.show_id) == col(Show.id))
        .where(Performance.artist_id == artist_id)
    ).all()

    def place(show: Show) -> tuple[date, str, str]:
        day = rows.date_to_go_by(show.status, show.local_date, show.timezone, now)
        return day or date.max, str(show.local_time or ""), show.key

    ordered = sorted(shows, key=place)
    found = rows.show_rows(session, ordered, now, mark_next=True)
    return [row for row in found if not row.is_past], [row for row in reversed(found) if row.is_past]


def _songs(session: Session, artist_id: int) -> list[SongRow]:
    """Heaviest first; songs nobody has weighed come after, by title."""
    total = col(SetlistSong.votes) + col(SetlistSong.guest_votes)
    standing = (
        sa.select(
            col(SetlistSong.song_id),
            sa.func.count().label("lists"),
            sa.func.coalesce(sa.func.sum(total), 0).label("votes"),
        )
        .group_by(col(SetlistSong.song_id))
        .subquery()
    )
    found = session.execute(
        sa.select(Song, standing.c.lists, standing.c.votes)
        .outerjoin(standing, standing.c.song_id == col(Song.id))
        .where(col(Song.artist_id) == artist_id)
        .order_by(sa.func.coalesce(col(Song.weight), 0).desc(), col(Song.title))
    )
    return [
        SongRow(key=song.key, title=song.title, detail=song_detail(song), on_setlists=lists or 0, votes=int(votes or 0))
        for song, lists, votes in found
    ]


def song_detail(song: Song) -> str:
    return " · ".join(part for part in (song.album, str(song.year) if song.year else None) if part)


def _voters(session: Session, artist_id: int) -> int:
    voters: int = session.execute(
        sa.select(sa.func.count(sa.distinct(col(Vote.voter_id))))
        .join(SetlistSong, col(SetlistSong.id) == col(Vote.setlist_song_id))
        .join(Setlist, col(Setlist.id) == col(SetlistSong.setlist_id))
        .join(Performance, col(Performance.id) == col(Setlist.performance_id))
        .where(col(Performance.artist_id) == artist_id, col(Vote.active))
    ).scalar_one()
    return voters


def _links(session: Session, artist: Artist) -> dict[str, str]:
    """Where the data came from, as the providers' terms ask; empty when we have no id there."""
    ids = {
        external.provider: external.provider_id
        for external in session.exec(
            select(ExternalId)
            .where(ExternalId.kind == Kind.ARTIST, ExternalId.local_id == artist.id)
            .order_by(col(ExternalId.provider_id))
        )
    }
    spotify, ticketmaster = ids.get(Provider.SPOTIFY), ids.get(Provider.TICKETMASTER)
    return {
        "ticketmaster_url": f"https://www.ticketmaster.com/artist/{ticketmaster}" if ticketmaster else "",
        "spotify_url": f"https://open.spotify.com/artist/{spotify}" if spotify else "",
        "musicbrainz_url": f"https://musicbrainz.org/artist/{artist.mbid}" if artist.mbid else "",
    }


def strip(session: Session, artist_id: int, now: datetime) -> StripView:
    """The sync strip, the same for everybody."""
    artist = session.get_one(Artist, artist_id)
    run = runs.last_run(session, artist_id)
    steps = runs.steps_of(session, run.id) if run is not None and run.id is not None else []
    told = strip_of(artist, run, steps, now, has_songs=runs.has_songs(session, artist_id))
    return StripView(
        state=told.state.value,
        sentence=strip_sentence(told, now),
        steps=[
            StepView(name=one.name.value, label=one.label, state=one.state.value, text=one.text) for one in told.steps
        ],
        is_open=not told.is_done,
    )


def strip_sentence(told: Strip, now: datetime) -> str:
    """'Updated 2 h ago, next check in 4 h.', 'Spotify asked us to wait 40 s. Trying again in 40 s.'"""
    if told.state is RunState.BACKING_OFF and told.retry_at is not None:
        again = f"{told.sentence} Trying again in {words.span(told.retry_at - now)}."
        return f"{again} Showing what we knew {words.age(told.updated_at, now)}." if told.updated_at else again
    aged = {RunState.OK: "Updated", RunState.STALE: "Last checked"}
    if told.state in aged and told.updated_at is not None:
        text = f"{aged[told.state]} {words.age(told.updated_at, now)}"
        soon = told.next_check_at is not None and told.next_check_at > now
        return (
            f"{text}, next check in {words.span(told.next_check_at - now)}."
            if soon and told.next_check_at
            else f"{text}."
        )
    if told.state is RunState.FAILED and told.updated_at is not None:
        return f"{told.sentence} Showing what we knew {words.age(told.updated_at, now)}."
    if told.state in {RunState.NOTHING_FOUND, RunState.PARTIAL} and told.updated_at is not None:
        return f"{told.sentence} Asked {words.age(told.updated_at, now)}."
    return told.sentence
