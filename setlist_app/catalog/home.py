"""The home page: shows soon with most voters, artists, and how far the first start has got."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from setlist_app.catalog import rows, words
from setlist_app.catalog.views import HomePage, ShowRow
from setlist_app.models import ACTIVE, Artist, Performance, Show, ShowStatus, Song, SyncRun, Trigger

SOON = timedelta(days=14)
SOON_SHOWN = 8
ARTISTS_SHOWN = 12


def read(session: Session, now: datetime) -> HomePage:
    return HomePage(
        soon=soon(session, now),
        artists=rows.artist_cards(session, busiest(session, now, ARTISTS_SHOWN), now),
        filling=_filling(session),
        counts=_counts(session),
    )


def soon(session: Session, now: datetime) -> list[ShowRow]:
    """Of the next two weeks' shows those with most voters, the nearest first among equals."""
    found = session.exec(
        select(Show)
        .where(
            col(Show.status) != ShowStatus.CANCELLED,
            col(Show.local_date) >= (now - timedelta(days=1)).date(),
            col(Show.local_date) <= (now + SOON).date(),
        )
        .order_by(col(Show.local_date), col(Show.starts_at))
        .limit(200)
    ).all()
    ahead = [show for show in found if rows.is_dated_ahead(show, now)]
    votes = rows.standings(session, [show.id for show in ahead if show.id is not None])
    ahead.sort(key=lambda show: -votes.get(show.id or 0, rows.Standing()).voters)
    return rows.show_rows(session, ahead[:SOON_SHOWN], now)


def busiest(session: Session, now: datetime, limit: int) -> list[Artist]:
    """Artists that have been looked up, those with most shows ahead first."""
    ahead = (
        sa.select(col(Performance.artist_id), sa.func.count().label("shows"))
        .join(Show, col(Show.id) == col(Performance.show_id))
        .where(col(Show.local_date) >= now.date(), col(Show.status) != ShowStatus.CANCELLED)
        .group_by(col(Performance.artist_id))
        .subquery()
    )
    statement = (
        select(Artist)
        .outerjoin(ahead, ahead.c.artist_id == col(Artist.id))
        .where(col(Artist.synced_at).is_not(None))
        .order_by(sa.func.coalesce(ahead.c.shows, 0).desc(), col(Artist.sort_name))
        .limit(limit)
    )
    return list(session.exec(statement))


def _filling(session: Session) -> str:
    states = session.exec(select(SyncRun.state).where(SyncRun.trigger == Trigger.FIRST_START)).all()
    if not any(state in ACTIVE for state in states):
        return ""
    done = sum(state not in ACTIVE for state in states)
    return f"Getting the first artists: {done} of {len(states)}."


def _counts(session: Session) -> str:
    def count(table: type[Artist] | type[Show] | type[Song]) -> int:
        return session.exec(select(sa.func.count()).select_from(table)).one()

    artists, shows, songs = count(Artist), count(Show), count(Song)
    if not artists:
        return ""
    return (
        ", ".join((words.counted(artists, "artist"), words.counted(shows, "show"), words.counted(songs, "song"))) + "."
    )
