"""Two local shows that turn out to be one: the older stays, and nothing that fans did is lost.

The younger's bill, setlists, votes and ledger move over. Where both have the same artist with votes, each voter keeps
one vote per song, and the tallies are counted again from the votes.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from setlist_app.catalog.identity import ExternalIds
from setlist_app.models import (
    Ballot,
    EventKind,
    Kind,
    Performance,
    Setlist,
    SetlistSong,
    Show,
    Vote,
    VoteEvent,
    Voter,
    VoterKind,
)
from setlist_app.setlists.acted import acted_on


def merge_shows(session: Session, *, kept: int, gone: int, ids: ExternalIds, now: datetime) -> None:
    """Fold show `gone` into show `kept` and delete it."""
    ours = {one.artist_id: one for one in session.exec(select(Performance).where(Performance.show_id == kept))}
    theirs = session.exec(select(Performance).where(Performance.show_id == gone)).all()
    every = [one.id for one in (*ours.values(), *theirs) if one.id is not None]
    touched = acted_on(session, every)
    for performance in theirs:
        mine = ours.get(performance.artist_id)
        if mine is None:
            performance.show_id = kept
            session.add(performance)
        elif performance.id in touched and mine.id in touched:
            _merge_votes(session, kept=mine, gone=performance, now=now)
            session.delete(performance)
        elif performance.id in touched:
            session.delete(mine)
            session.flush()
            performance.show_id = kept
            session.add(performance)
        else:
            session.delete(performance)
        session.flush()
    ids.move(Kind.SHOW, gone, kept)
    session.execute(sa.delete(Show).where(col(Show.id) == gone))


def _merge_votes(session: Session, *, kept: Performance, gone: Performance, now: datetime) -> None:
    assert kept.id is not None and gone.id is not None
    ours = session.exec(select(Setlist).where(Setlist.performance_id == kept.id)).first()
    theirs = session.exec(select(Setlist).where(Setlist.performance_id == gone.id)).first()
    if theirs is None or ours is None:
        if theirs is not None:
            theirs.performance_id = kept.id
            session.add(theirs)
    else:
        _move_songs(session, ours, theirs, now)
        ours.version += 1
        ours.rows_version += 1
        session.add(ours)
    session.execute(sa.update(VoteEvent).where(col(VoteEvent.performance_id) == gone.id).values(performance_id=kept.id))
    session.flush()
    _count_again(session, kept.id, gone.id, now)


def _move_songs(session: Session, ours: Setlist, theirs: Setlist, now: datetime) -> None:
    rows = {one.song_id: one for one in session.exec(select(SetlistSong).where(SetlistSong.setlist_id == ours.id))}
    place = max((one.position for one in rows.values()), default=0)
    incoming = select(SetlistSong).where(SetlistSong.setlist_id == theirs.id).order_by(col(SetlistSong.position))
    for row in session.exec(incoming).all():
        same = rows.get(row.song_id)
        if same is None:
            place += 1
            row.setlist_id, row.position = ours.id or 0, place
            session.add(row)
            continue
        for vote in session.exec(select(Vote).where(Vote.setlist_song_id == row.id)).all():
            earlier = session.get(Vote, (same.id, vote.voter_id))
            if earlier is None:
                session.add(
                    Vote(
                        setlist_song_id=same.id or 0,
                        voter_id=vote.voter_id,
                        active=vote.active,
                        updated_at=vote.updated_at,
                    )
                )
            elif vote.active and earlier.active:
                # Both votes are in the ledger and one remains: the ledger says so, or it would not add up.
                session.add(
                    VoteEvent(
                        request_id=f"merge:{vote.setlist_song_id}:{vote.voter_id}",
                        performance_id=ours.performance_id,
                        setlist_song_id=same.id or 0,
                        voter_id=vote.voter_id,
                        kind=EventKind.RETRACT,
                        delta=-1,
                        at=now,
                    )
                )
            elif vote.active:
                earlier.active, earlier.updated_at = True, vote.updated_at
                session.add(earlier)
        session.execute(
            sa.update(VoteEvent).where(col(VoteEvent.setlist_song_id) == row.id).values(setlist_song_id=same.id)
        )
        session.flush()


def _count_again(session: Session, performance_id: int, gone: int, now: datetime) -> None:
    """Tallies and ballots from the votes themselves."""
    rows = session.exec(
        select(SetlistSong)
        .join(Setlist, col(Setlist.id) == SetlistSong.setlist_id)
        .where(Setlist.performance_id == performance_id)
    ).all()
    used: dict[int, int] = {}
    for row in rows:
        votes = session.exec(
            select(Vote.voter_id, Voter.kind)
            .join(Voter, col(Voter.id) == Vote.voter_id)
            .where(Vote.setlist_song_id == row.id, col(Vote.active).is_(True))
        ).all()
        row.votes = sum(kind is VoterKind.USER for _, kind in votes)
        row.guest_votes = sum(kind is VoterKind.GUEST for _, kind in votes)
        row.version += 1
        row.reached_at = row.reached_at or now
        session.add(row)
        for voter_id, _ in votes:
            used[voter_id] = used.get(voter_id, 0) + 1
    ballots = session.exec(select(Ballot).where(col(Ballot.performance_id).in_([performance_id, gone]))).all()
    for voter_id in {one.voter_id for one in ballots}:
        ballot = session.get(Ballot, (performance_id, voter_id)) or Ballot(
            performance_id=performance_id, voter_id=voter_id
        )
        ballot.used = used.get(voter_id, 0)
        session.add(ballot)
    session.flush()
