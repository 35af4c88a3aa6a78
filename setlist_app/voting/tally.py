"""Tallies for reading, and the check that they still agree with the ledger behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from setlist_app.models import VoterKind
from setlist_app.voting.sheet import Row, Tally, load, rank
from setlist_app.voting.statements import ballot, setlist, setlist_song, vote, vote_event, voter

__all__ = ["Drift", "Row", "Tally", "drift", "rank", "read_tally"]


def read_tally(session: Session, performance_id: int) -> Tally:
    """The standing of a performance; empty and of version 0 while nothing is drawn, or when there is none such."""
    sheet = load(session, performance_id)
    return sheet.tally() if sheet else Tally(performance_id, {}, (), version=0, rows_version=0, voters=0, total=0)


@dataclass(frozen=True)
class Drift:
    """A number that is not what the rows behind it add up to. There is never one, unless there is a bug."""

    what: str
    key: tuple[int, ...]
    stored: int
    counted: int


def drift(session: Session) -> list[Drift]:
    """Compare votes with events, tallies with votes, and ballots with votes. Empty is right.

    Between statements PostgreSQL may show a newer state: run it under REPEATABLE READ, or in the writer.
    """
    found = []
    for what, query in _CHECKS:
        for row in session.connection().execute(query):
            *key, stored, counted = tuple(row)
            found.append(Drift(what, tuple(key), stored, counted))
    return found


def _votes_against_events() -> sa.Select[Any]:
    events = (
        sa.select(vote_event.c.setlist_song_id, vote_event.c.voter_id, sa.func.sum(vote_event.c.delta).label("n"))
        .group_by(vote_event.c.setlist_song_id, vote_event.c.voter_id)
        .subquery()
    )
    stored = sa.case((vote.c.active, 1), else_=0)
    counted = sa.func.coalesce(events.c.n, 0)
    same = sa.and_(events.c.setlist_song_id == vote.c.setlist_song_id, events.c.voter_id == vote.c.voter_id)
    return (
        sa.select(vote.c.setlist_song_id, vote.c.voter_id, stored, counted)
        .select_from(vote.outerjoin(events, same))
        .where(stored != counted)
    )


def _events_without_votes() -> sa.Select[Any]:
    same = sa.and_(vote.c.setlist_song_id == vote_event.c.setlist_song_id, vote.c.voter_id == vote_event.c.voter_id)
    return (
        sa.select(vote_event.c.setlist_song_id, vote_event.c.voter_id, sa.literal(0), sa.func.count())
        .select_from(vote_event.outerjoin(vote, same))
        .where(vote.c.voter_id.is_(None))
        .group_by(vote_event.c.setlist_song_id, vote_event.c.voter_id)
    )


def _tallies_against_votes(stored: sa.ColumnElement[int], kind: VoterKind) -> sa.Select[Any]:
    votes = (
        sa.select(vote.c.setlist_song_id, sa.func.count().label("n"))
        .join_from(vote, voter, voter.c.id == vote.c.voter_id)
        .where(vote.c.active, voter.c.kind == kind)
        .group_by(vote.c.setlist_song_id)
        .subquery()
    )
    counted = sa.func.coalesce(votes.c.n, 0)
    return (
        sa.select(setlist_song.c.id, stored, counted)
        .select_from(setlist_song.outerjoin(votes, votes.c.setlist_song_id == setlist_song.c.id))
        .where(stored != counted)
    )


def _ballots_against_votes() -> sa.Select[Any]:
    votes = (
        sa.select(setlist.c.performance_id, vote.c.voter_id, sa.func.count().label("n"))
        .select_from(
            vote.join(setlist_song, setlist_song.c.id == vote.c.setlist_song_id).join(
                setlist, setlist.c.id == setlist_song.c.setlist_id
            )
        )
        .where(vote.c.active)
        .group_by(setlist.c.performance_id, vote.c.voter_id)
        .subquery()
    )
    stored, counted = sa.func.coalesce(ballot.c.used, 0), sa.func.coalesce(votes.c.n, 0)
    same = sa.and_(votes.c.performance_id == ballot.c.performance_id, votes.c.voter_id == ballot.c.voter_id)
    return (
        sa.select(
            sa.func.coalesce(ballot.c.performance_id, votes.c.performance_id),
            sa.func.coalesce(ballot.c.voter_id, votes.c.voter_id),
            stored,
            counted,
        )
        .select_from(ballot.join(votes, same, full=True))
        .where(stored != counted)
    )


def _guests_against_votes() -> sa.Select[Any]:
    votes = (
        sa.select(vote.c.voter_id, sa.func.count().label("n")).where(vote.c.active).group_by(vote.c.voter_id).subquery()
    )
    counted = sa.func.coalesce(votes.c.n, 0)
    return (
        sa.select(voter.c.id, voter.c.guest_used, counted)
        .select_from(voter.outerjoin(votes, votes.c.voter_id == voter.c.id))
        .where(voter.c.kind == VoterKind.GUEST, voter.c.guest_used != counted)
    )


_CHECKS = (
    ("vote against events", _votes_against_events()),
    ("events without vote", _events_without_votes()),
    ("votes of fans", _tallies_against_votes(setlist_song.c.votes, VoterKind.USER)),
    ("votes of guests", _tallies_against_votes(setlist_song.c.guest_votes, VoterKind.GUEST)),
    ("ballot", _ballots_against_votes()),
    ("guest action", _guests_against_votes()),
)
