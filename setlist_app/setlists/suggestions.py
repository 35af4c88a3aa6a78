"""A fan puts a song of the artist's own catalogue on the setlist. One action, its own vote included, and final."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from setlist_app.catalog.names import fold, search_key
from setlist_app.models import EventKind, Origin
from setlist_app.voting import statements
from setlist_app.voting.ledger import (
    Standing,
    VoteOutcome,
    judge,
    nothing,
    outcome,
    record,
    replayed,
    set_vote,
    standing,
)
from setlist_app.voting.rules import Refusal, Verdict, refused
from setlist_app.voting.sheet import Row, Sheet, held

QUERY_LENGTH = 80
"""Characters of a query that are looked at; no song is told apart by more."""

SUGGESTED = "Your song is on the list, and your vote with it."
NOT_DRAWN = Verdict(
    False, "No songs are drawn for this show yet. You can suggest one when they are.", Refusal.NO_SETLIST
)
NOT_THEIRS = Verdict(False, "That song is not in this artist's catalogue.", Refusal.UNKNOWN_SONG)


@dataclass(frozen=True)
class SongHit:
    key: str
    title: str
    album: str | None
    year: int | None
    on_list: bool
    """Choosing it is a vote then."""


def suggest(
    session: Session, *, performance_id: int, song_key: str, voter_id: int, request_id: str, now: datetime
) -> VoteOutcome:
    """Add a song with the voter's own vote. One that is listed already gets the vote alone. Safe to send again."""
    sheet = held(session, performance_id)
    if sheet is None:
        return nothing(refused(Refusal.UNKNOWN_SHOW))
    if song_key in sheet.rows:
        return set_vote(
            session,
            performance_id=performance_id,
            song_key=song_key,
            voter_id=voter_id,
            want=True,
            request_id=request_id,
            now=now,
        )
    voter = standing(session, sheet, voter_id, request_id)
    if voter is None:
        return nothing(refused(Refusal.NO_VOTER))
    song = session.connection().execute(_SONG, {"key": song_key, "artist": sheet.artist_id}).one_or_none()
    verdict = _verdict(sheet, voter, song, now)
    if not verdict.allowed or song is None:
        return outcome(sheet, voter, verdict)

    position = 1 + max((row.position for row in sheet.rows.values()), default=0)
    added = session.connection().execute(
        statements.ADD_ROW,
        {
            "setlist_id": sheet.setlist_id,
            "song_id": song.id,
            "position": position,
            "origin": Origin.SUGGESTED,
            "suggested_by": voter_id,
            "votes": 0,
            "guest_votes": 0,
            "version": 0,
        },
    )
    row = Row(added.scalar_one(), song_key, song.title, position, suggested_by=voter_id)
    sheet.rows[song_key] = row
    counted = Verdict(True, SUGGESTED, delta=verdict.delta)
    return record(
        session, sheet, voter, row, counted, kind=EventKind.SUGGEST, request_id=request_id, now=now, new_rows=1
    )


def _verdict(sheet: Sheet, voter: Standing, song: object | None, now: datetime) -> Verdict:
    if voter.seen is not None:
        return replayed(voter, None, want=True)
    if sheet.setlist_id is None:
        return NOT_DRAWN
    verdict = judge(sheet, voter, None, want=True, now=now)
    return NOT_THEIRS if verdict.allowed and song is None else verdict


def find_songs(
    session: Session, artist_id: int, query: str, setlist_id: int | None, limit: int = 8
) -> tuple[SongHit, ...]:
    """Songs of the artist whose title holds the query, whatever the case and accents; all of them for an empty one.

    Titles that begin with it come first, then those with a word that does; among equals the artist's heaviest songs.
    """
    wanted = fold(query[:QUERY_LENGTH])
    found = [
        (place, number, song)
        for number, song in enumerate(
            session.connection().execute(_CATALOGUE, {"artist": artist_id, "setlist": setlist_id})
        )
        if (place := _place(wanted, search_key(song.title))) is not None
    ]
    found.sort(key=lambda hit: hit[:2])
    return tuple(
        SongHit(song.key, song.title, song.album, song.year, song.row_id is not None)
        for _, _, song in found[: max(0, limit)]
    )


def _place(wanted: str, title: str) -> int | None:
    if title.startswith(wanted):
        return 0
    if f" {wanted}" in title:
        return 1
    return 2 if wanted in title else None


_SONG = sa.select(statements.song.c.id, statements.song.c.title).where(
    statements.song.c.key == sa.bindparam("key"), statements.song.c.artist_id == sa.bindparam("artist")
)
_CATALOGUE = (
    sa.select(
        statements.song.c.key,
        statements.song.c.title,
        statements.song.c.album,
        statements.song.c.year,
        statements.setlist_song.c.id.label("row_id"),
    )
    .select_from(
        statements.song.outerjoin(
            statements.setlist_song,
            sa.and_(
                statements.setlist_song.c.song_id == statements.song.c.id,
                statements.setlist_song.c.setlist_id == sa.bindparam("setlist"),
            ),
        )
    )
    .where(statements.song.c.artist_id == sa.bindparam("artist"))
    .order_by(sa.func.coalesce(statements.song.c.weight, 0).desc(), statements.song.c.title, statements.song.c.id)
)
