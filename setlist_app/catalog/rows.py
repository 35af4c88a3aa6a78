"""Show rows and artist cards: what lists on every page are made of, read with few queries for many rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session, col, select

from setlist_app import routes
from setlist_app.catalog import words
from setlist_app.catalog.views import ArtistCard, ShowRow
from setlist_app.models import Artist, Performance, Setlist, SetlistSong, Show, ShowStatus, Song, Venue, Vote

# Where the region says more than the country: "Austin, TX" but "Berlin, DE".
_REGION_COUNTRIES = frozenset({"US", "CA", "AU"})


def is_past(status: ShowStatus, local_date: date | None, zone: str | None, now: datetime) -> bool:
    """After the venue's own day of the show: a concert is not past while people are standing in it, and a postponed
    one is still to come."""
    return status is not ShowStatus.POSTPONED and _is_over(local_date, zone, now)


def date_to_go_by(status: ShowStatus, local_date: date | None, zone: str | None, now: datetime) -> date | None:
    """The show's date; None for a postponed one that still bears its old date when that is over."""
    return None if status is ShowStatus.POSTPONED and _is_over(local_date, zone, now) else local_date


def is_dated_ahead(show: Show, now: datetime) -> bool:
    """Whether a show belongs on a list of dates to come: not past, and not without a date."""
    said = (show.status, show.local_date, show.timezone, now)
    return not is_past(*said) and date_to_go_by(*said) is not None


def _is_over(local_date: date | None, zone: str | None, now: datetime) -> bool:
    return local_date is not None and local_date < now.astimezone(ZoneInfo(zone) if zone else UTC).date()


def place_of(venue: Venue | None) -> str:
    if venue is None or not venue.city:
        return "place to be announced"
    area = venue.region if venue.country in _REGION_COUNTRIES and venue.region else venue.country
    return f"{venue.city}, {area}" if area else venue.city


def art_of(artist: Artist) -> str:
    return artist.image_url or routes.art(artist.key)


@dataclass(frozen=True)
class Standing:
    """How the voting on one show stands."""

    voters: int = 0
    leader: str = ""


def standings(session: Session, show_ids: Sequence[int]) -> dict[int, Standing]:
    """Distinct voters and the song in front, for the shows where anybody has voted."""
    on_show = (
        sa.join(Performance, Setlist, col(Setlist.performance_id) == col(Performance.id))
        .join(SetlistSong, col(SetlistSong.setlist_id) == col(Setlist.id))
        .join(Vote, col(Vote.setlist_song_id) == col(SetlistSong.id))
    )
    counted = (
        sa.select(col(Performance.show_id), sa.func.count(sa.distinct(col(Vote.voter_id))))
        .select_from(on_show)
        .where(col(Performance.show_id).in_(show_ids), col(Vote.active))
        .group_by(col(Performance.show_id))
    )
    voters: dict[int, int] = {row[0]: row[1] for row in session.execute(counted)}
    total = col(SetlistSong.votes) + col(SetlistSong.guest_votes)
    ranked = (
        sa.select(col(Performance.show_id), col(Song.title))
        .join(Setlist, col(Setlist.performance_id) == col(Performance.id))
        .join(SetlistSong, col(SetlistSong.setlist_id) == col(Setlist.id))
        .join(Song, col(Song.id) == col(SetlistSong.song_id))
        .where(col(Performance.show_id).in_(list(voters)), total > 0)
        .order_by(total.desc(), col(SetlistSong.reached_at), col(Song.title))
    )
    leaders: dict[int, str] = {}
    for show_id, title in session.execute(ranked):
        leaders.setdefault(show_id, title)
    return {show_id: Standing(number, leaders.get(show_id, "")) for show_id, number in voters.items()}


def show_rows(session: Session, shows: Sequence[Show], now: datetime, *, mark_next: bool = False) -> list[ShowRow]:
    """Rows in the order given. With `mark_next` the first one still ahead is marked as the next show."""
    ids = [show.id for show in shows if show.id is not None]
    venue_ids = {show.venue_id for show in shows if show.venue_id is not None}
    venues = {venue.id: venue for venue in session.exec(select(Venue).where(col(Venue.id).in_(venue_ids)))}
    heads = _head_liners(session, ids)
    votes = standings(session, ids)
    rows = []
    next_is_free = mark_next
    for show in shows:
        past = is_past(show.status, show.local_date, show.timezone, now)
        day = date_to_go_by(show.status, show.local_date, show.timezone, now)
        is_next = next_is_free and not past and day is not None and show.status is not ShowStatus.CANCELLED
        next_is_free = next_is_free and not is_next
        head = heads.get(show.id or 0)
        standing = votes.get(show.id or 0, Standing())
        venue = venues.get(show.venue_id)
        rows.append(
            ShowRow(
                key=show.key,
                href=routes.show(show.slug),
                title=show.title,
                artist=head.name if head else "",
                art=art_of(head) if head else routes.art(show.key),
                weekday=f"{day:%a}" if day else "",
                day=str(day.day) if day else "TBA",
                month=f"{day:%b}" if day else "",
                group=words.month(day),
                time=words.clock(show.local_time if day else None),
                zone=show.timezone or "",
                place=place_of(venue),
                venue=venue.name if venue else "",
                status="" if show.status is ShowStatus.SCHEDULED else show.status.value,
                voters=standing.voters,
                leader=standing.leader,
                is_past=past,
                is_next=is_next,
            )
        )
    return rows


def _head_liners(session: Session, show_ids: Iterable[int]) -> dict[int, Artist]:
    found = session.exec(
        select(Performance.show_id, Artist)
        .join(Artist, col(Artist.id) == col(Performance.artist_id))
        .where(col(Performance.show_id).in_(list(show_ids)))
        .order_by(col(Performance.billing))
    )
    heads: dict[int, Artist] = {}
    for show_id, artist in found:
        heads.setdefault(show_id, artist)
    return heads


def summaries(session: Session, artists: Sequence[Artist], now: datetime) -> dict[int, str]:
    """'14 shows, next 3 Dec Berlin' for each artist; unknown and none are different words."""
    found = session.execute(
        sa.select(
            col(Performance.artist_id), col(Show.status), col(Show.local_date), col(Show.timezone), col(Venue.city)
        )
        .join(Show, col(Show.id) == col(Performance.show_id))
        .outerjoin(Venue, col(Venue.id) == col(Show.venue_id))
        .where(
            col(Performance.artist_id).in_([artist.id for artist in artists]),
            col(Show.status) != ShowStatus.CANCELLED,
        )
        .order_by(col(Show.local_date))
    )
    ahead: dict[int, list[tuple[date | None, str | None]]] = defaultdict(list)
    for artist_id, status, local_date, zone, city in found:
        if not is_past(status, local_date, zone, now):
            ahead[artist_id].append((date_to_go_by(status, local_date, zone, now), city))
    return {artist.id or 0: _summary(artist, ahead.get(artist.id or 0, [])) for artist in artists}


def _summary(artist: Artist, ahead: list[tuple[date | None, str | None]]) -> str:
    if not ahead:
        return "no dates announced" if artist.synced_at else "not looked up yet"
    text = words.counted(len(ahead), "show")
    dated = [(day, city) for day, city in ahead if day]
    if not dated:
        return f"{text}, dates to be announced"
    day, city = min(dated, key=lambda pair: pair[0])
    return f"{text}, next {words.day(day)} {city or ''}".rstrip()


def disambiguation_of(artist: Artist) -> str:
    """What tells two artists of one name apart: the provider's words, or the genres."""
    return artist.disambiguation or " · ".join(artist.genres[:2])


def artist_cards(session: Session, artists: Sequence[Artist], now: datetime) -> list[ArtistCard]:
    texts = summaries(session, artists, now)
    return [
        ArtistCard(
            slug=artist.slug,
            name=artist.name,
            disambiguation=disambiguation_of(artist),
            art=art_of(artist),
            summary=texts[artist.id or 0],
            href=routes.artist(artist.slug),
        )
        for artist in artists
    ]
