"""A show's page: the bill, and the ballot of each performance on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

import sqlalchemy as sa
from sqlmodel import Session, col, select

from setlist_app import routes
from setlist_app.catalog import rows, words
from setlist_app.catalog.art import artist_hue
from setlist_app.catalog.artist_page import song_detail
from setlist_app.catalog.names import key_of
from setlist_app.catalog.views import (
    Ballot,
    BallotRow,
    ChanceRow,
    DrawView,
    PerformanceTab,
    ShowPage,
    SuggestOption,
)
from setlist_app.models import Artist, Performance, Rule, Setlist, SetlistSong, Show, ShowStatus, Song, Venue
from setlist_app.setlists.draw import chances
from setlist_app.setlists.suggestions import find_songs
from setlist_app.voting.ballots import ballot_of
from setlist_app.voting.tally import read_tally

CLOSING_SOON = timedelta(hours=1)

RULE_WORDS = {
    Rule.POPULARITY: "weighted by popularity on Spotify",
    Rule.LISTENS: "weighted by listens on ListenBrainz",
    Rule.SEARCH_RANK: "weighted by search rank, since Spotify gives new sites no popularity",
    Rule.PLAYED_OFTEN: "weighted by how often they were played",
    Rule.FAN_VOTES: "weighted by fans' votes",
    Rule.UNIFORM: "each equally likely, since no source gives a weight",
}


def find(session: Session, slug: str) -> Show | None:
    key = key_of(slug)
    return session.exec(select(Show).where(Show.key == key)).first() if key else None


def is_open(show: Show, now: datetime) -> bool:
    """Whether fans may vote now; the same rule is checked again inside the vote's transaction."""
    return show.status is not ShowStatus.CANCELLED and (show.voting_closes_at is None or now < show.voting_closes_at)


def chip(show: Show, now: datetime) -> str:
    if show.status is ShowStatus.CANCELLED:
        return "cancelled"
    if show.voting_closes_at is None:
        return "postponed" if show.status is ShowStatus.POSTPONED else "open"
    if now >= show.voting_closes_at:
        return "after the show" if rows.is_past(show.status, show.local_date, show.timezone, now) else "closed"
    return "closing soon" if show.voting_closes_at - now < CLOSING_SOON else "open"


def closes_text(show: Show, now: datetime) -> str:
    """When voting ends or ended, on the venue's clock."""
    if show.status is ShowStatus.CANCELLED:
        return "This show is cancelled, so voting is closed."
    if show.status is ShowStatus.POSTPONED and show.local_date is not None:
        return "This show is postponed, so voting stays open."
    if show.voting_closes_at is None:
        return "No date yet, so voting stays open."
    zone = show.timezone or "UTC"
    at = words.local(show.voting_closes_at, zone)
    verb = "closes" if now < show.voting_closes_at else "closed"
    return f"Voting {verb} at {at:%H:%M} {words.zone_city(zone)} time on {words.weekday_and_day(at.date())}."


def bill(session: Session, show_id: int) -> list[tuple[Performance, Artist]]:
    found = session.execute(
        sa.select(Performance, Artist)
        .join(Artist, col(Artist.id) == col(Performance.artist_id))
        .where(col(Performance.show_id) == show_id)
        .order_by(col(Performance.billing), col(Performance.id))
    )
    return [(performance, artist) for performance, artist in found]


def read(session: Session, slug: str, now: datetime) -> ShowPage | None:
    show = find(session, slug)
    if show is None or show.id is None:
        return None
    venue = session.get(Venue, show.venue_id) if show.venue_id else None
    on_bill = bill(session, show.id)
    head = on_bill[0][1] if on_bill else None
    day = rows.date_to_go_by(show.status, show.local_date, show.timezone, now)
    return ShowPage(
        key=show.key,
        id=show.id,
        slug=show.slug,
        title=show.title,
        art=rows.art_of(head) if head else routes.art(show.key),
        hue=artist_hue(head.key if head else show.key),
        venue=venue.name if venue else "",
        place=rows.place_of(venue),
        date=words.full_date(day),
        time=words.clock(show.local_time if day else None),
        zone=show.timezone or "",
        status="" if show.status is ShowStatus.SCHEDULED else show.status.value,
        chip=chip(show, now),
        is_open=is_open(show, now),
        closes_at=show.voting_closes_at.isoformat() if show.voting_closes_at and is_open(show, now) else "",
        closes_text=closes_text(show, now),
        ticket_url=show.ticket_url or "",
        performances=[
            PerformanceTab(
                id=performance.id or 0,
                name=artist.name,
                href=routes.artist(artist.slug),
                art=rows.art_of(artist),
                billing="head-liner" if index == 0 and len(on_bill) > 1 else "support" if index else "",
            )
            for index, (performance, artist) in enumerate(on_bill)
        ],
    )


def ballot(session: Session, performance_id: int, voter_id: int | None, now: datetime) -> Ballot | None:
    """Everything on the sheet of one performance as this voter sees it. None when there is no such performance."""
    performance = session.get(Performance, performance_id)
    if performance is None:
        return None
    artist = session.get_one(Artist, performance.artist_id)
    setlist = session.exec(select(Setlist).where(Setlist.performance_id == performance_id)).first()
    mine = ballot_of(session, performance_id, voter_id)
    tally = read_tally(session, performance_id)
    return Ballot(
        performance_id=performance_id,
        artist=artist.name,
        artist_slug=artist.slug,
        rows=_rows(session, setlist, voter_id),
        order=list(tally.order),
        counts=dict(tally.counts),
        version=tally.version,
        rows_version=tally.rows_version,
        voters=tally.voters,
        mine=list(mine.mine),
        remaining=mine.remaining,
        budget=mine.sentence,
        is_guest=mine.is_guest,
        empty_reason="" if tally.order else empty_reason(artist),
        draw=draw_view(session, setlist) if setlist else None,
    )


def _rows(session: Session, setlist: Setlist | None, voter_id: int | None) -> list[BallotRow]:
    if setlist is None:
        return []
    found = session.execute(
        sa.select(SetlistSong, Song)
        .join(Song, col(Song.id) == col(SetlistSong.song_id))
        .where(col(SetlistSong.setlist_id) == setlist.id)
        .order_by(col(SetlistSong.position))
    )
    return [
        BallotRow(
            key=song.key,
            title=song.title,
            detail=song_detail(song),
            origin=listed.origin.value,
            is_mine=voter_id is not None and listed.suggested_by == voter_id,
        )
        for listed, song in found
    ]


def empty_reason(artist: Artist) -> str:
    """Why a performance has no setlist: the step that it waits for, or what the last look-up found."""
    if artist.synced_at is None:
        return f"The songs of {artist.name} have not been looked up yet."
    return f"No songs are known for {artist.name}, so there is nothing to draw from yet."


@lru_cache(maxsize=512)
def _chances(pool: tuple[tuple[int, float], ...]) -> dict[int, float]:
    """A pool never changes after its draw, and everybody at a show asks for the same one."""
    return chances(pool)


def draw_view(session: Session, setlist: Setlist) -> DrawView:
    """'Why these five?': the rule, the pool as it was at the draw, each song's chance, the seed."""
    pool = [(int(song_id), weight) for song_id, weight in setlist.pool]
    chance = _chances(tuple(pool))
    named = sa.select(col(Song.id), col(Song.title)).where(col(Song.id).in_([song_id for song_id, _ in pool]))
    titles: dict[int, str] = {row[0]: row[1] for row in session.execute(named)}
    drawn = set(
        session.exec(
            select(SetlistSong.song_id).where(SetlistSong.setlist_id == setlist.id, SetlistSong.origin == "drawn")
        )
    )
    count = words.counted(len(pool), "song")
    return DrawView(
        sentence=f"Drawn {words.day(setlist.drawn_at.date())} {setlist.drawn_at.year} from {count}, "
        f"{RULE_WORDS[setlist.rule]}.",
        rule=setlist.rule.value,
        seed=str(setlist.seed),
        pool_size=len(pool),
        rows=[
            ChanceRow(title=titles[song_id], chance=f"{100 * chance[song_id]:.0f} %", is_drawn=song_id in drawn)
            for song_id, _ in pool
            if song_id in titles
        ],
    )


def suggestions(session: Session, performance_id: int, query: str) -> list[SuggestOption]:
    """Songs of the performing artist that fit the query; those already listed say so."""
    found = session.execute(
        sa.select(col(Performance.artist_id), col(Setlist.id))
        .outerjoin(Setlist, col(Setlist.performance_id) == col(Performance.id))
        .where(col(Performance.id) == performance_id)
    ).one_or_none()
    if found is None:
        return []
    artist_id, setlist_id = found
    return [
        SuggestOption(
            key=hit.key,
            title=hit.title,
            detail=" · ".join(part for part in (hit.album, str(hit.year) if hit.year else None) if part),
            on_list=hit.on_list,
        )
        for hit in find_songs(session, artist_id, query, setlist_id)
    ]
