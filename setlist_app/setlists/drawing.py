"""Storing the first setlist of each performance. Runs inside a write command.

What anybody acted on is never redrawn. A setlist that was drawn from fewer than five songs, and that nobody touched,
is drawn again when there are more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s

import sqlalchemy as sa
from sqlmodel import Session, col, select

from setlist_app.models import Artist, Origin, Performance, Setlist, SetlistSong, Show, Song
from setlist_app.setlists.acted import acted_on
from setlist_app.setlists.draw import SONGS_DRAWN, Candidate, Draw, draw

SEED_BYTES = 4
"""A seed short enough to be read aloud; it only has to differ from its neighbours."""


@dataclass(frozen=True)
class Drawn:
    """What one batch of performances came to; ids of performances."""

    created: tuple[int, ...] = ()
    completed: tuple[int, ...] = ()
    same: tuple[int, ...] = ()
    without_songs: tuple[int, ...] = ()


def seed_of(show_key: str, artist_key: str) -> int:
    """The same performance has the same seed on every machine."""
    return int.from_bytes(blake2s(f"{show_key}/{artist_key}".encode(), digest_size=SEED_BYTES).digest())


def performances_to_draw(session: Session, artist_id: int) -> tuple[list[int], list[int]]:
    """Every performance of the artist, and those of others on the same bills that have songs and no setlist yet."""
    own = session.exec(select(Performance.id).where(Performance.artist_id == artist_id)).all()
    bills = select(Performance.show_id).where(Performance.artist_id == artist_id)
    others = session.exec(
        select(Performance.id).where(
            Performance.artist_id != artist_id,
            col(Performance.show_id).in_(bills),
            col(Performance.artist_id).in_(select(Song.artist_id)),
            col(Performance.id).not_in(select(Setlist.performance_id)),
        )
    ).all()
    return sorted(one for one in own if one is not None), sorted(one for one in others if one is not None)


def draw_setlists(session: Session, performance_ids: Iterable[int], now: datetime) -> Drawn:
    """Draw what is missing or can be completed for these performances."""
    wanted = list(performance_ids)
    rows = session.exec(
        select(Performance.id, Performance.artist_id, Show.key, Artist.key)
        .join(Show, col(Show.id) == Performance.show_id)
        .join(Artist, col(Artist.id) == Performance.artist_id)
        .where(col(Performance.id).in_(wanted))
        .order_by(col(Performance.id))
    ).all()
    setlists = {
        one.performance_id: one
        for one in session.exec(select(Setlist).where(col(Setlist.performance_id).in_(wanted)).with_for_update())
    }
    touched = acted_on(session, setlists)
    counts = _drawn_counts(session, [one.id for one in setlists.values() if one.id is not None])
    songs = _candidates(session, {artist_id for _, artist_id, _, _ in rows})
    created: list[int] = []
    completed: list[int] = []
    same: list[int] = []
    without: list[int] = []
    for performance_id, artist_id, show_key, artist_key in rows:
        assert performance_id is not None
        pool = songs.get(artist_id, [])
        setlist = setlists.get(performance_id)
        drawn = counts.get(setlist.id or 0, 0) if setlist else 0
        may_grow = setlist is not None and performance_id not in touched and drawn < min(SONGS_DRAWN, len(pool))
        if setlist is None and not pool:
            without.append(performance_id)
        elif setlist is None or may_grow:
            _store(session, performance_id, setlist, draw(pool, seed_of(show_key, artist_key)), now)
            (completed if setlist else created).append(performance_id)
        else:
            same.append(performance_id)
    session.flush()
    return Drawn(tuple(created), tuple(completed), tuple(same), tuple(without))


def _candidates(session: Session, artist_ids: set[int]) -> dict[int, list[Candidate]]:
    songs: dict[int, list[Candidate]] = {}
    rows = session.exec(
        select(Song.artist_id, Song.id, Song.weight, Song.weight_source)
        .where(col(Song.artist_id).in_(artist_ids))
        .order_by(col(Song.id))
    )
    for artist_id, song_id, weight, source in rows:
        songs.setdefault(artist_id, []).append(Candidate(song_id or 0, weight, source))
    return songs


def _drawn_counts(session: Session, setlist_ids: list[int]) -> dict[int, int]:
    rows = session.exec(
        select(SetlistSong.setlist_id, sa.func.count())
        .where(col(SetlistSong.setlist_id).in_(setlist_ids), SetlistSong.origin == Origin.DRAWN)
        .group_by(col(SetlistSong.setlist_id))
    )
    return {setlist_id: int(count) for setlist_id, count in rows}


def _store(session: Session, performance_id: int, known: Setlist | None, drawn: Draw, now: datetime) -> None:
    pool = [[float(song_id), weight] for song_id, weight in drawn.pool]
    setlist = known or Setlist(
        performance_id=performance_id, rule=drawn.rule, seed=drawn.seed, pool=pool, drawn_at=now, rows_version=0
    )
    if known is not None:
        session.execute(sa.delete(SetlistSong).where(col(SetlistSong.setlist_id) == known.id))
        setlist.rule, setlist.pool, setlist.drawn_at = drawn.rule, pool, now
        setlist.version += 1
    setlist.rows_version += 1
    session.add(setlist)
    session.flush()
    assert setlist.id is not None
    session.add_all(
        SetlistSong(setlist_id=setlist.id, song_id=song_id, position=place, origin=Origin.DRAWN)
        for place, song_id in enumerate(drawn.chosen, start=1)
    )
