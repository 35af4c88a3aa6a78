"""The order of a list, and the check that tallies agree with the ledger."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session

from setlist_app.db import Database
from setlist_app.voting.statements import ballot, setlist_song, vote, vote_event, voter
from setlist_app.voting.tally import Row, rank, read_tally
from tests.voting.world import NOON, build


def row(title: str, votes: int = 0, guests: int = 0, minute: int | None = None) -> Row:
    reached = None if minute is None else NOON + timedelta(minutes=minute)
    return Row(id=1, key=title.lower(), title=title, position=1, votes=votes, guest_votes=guests, reached_at=reached)


def test_more_votes_rank_higher_and_guests_count() -> None:
    assert rank([row("A", 2, 0, 1), row("B", 1, 2, 2), row("C", 1, 0, 0)]) == ("b", "a", "c")


def test_a_tie_goes_to_the_song_that_was_there_first() -> None:
    assert rank([row("A", 3, minute=9), row("B", 3, minute=4)]) == ("b", "a")


def test_songs_without_votes_go_by_title_whatever_the_case() -> None:
    assert rank([row("chorus"), row("Ballad"), row("anthem")]) == ("anthem", "ballad", "chorus")


def test_equal_titles_keep_one_order() -> None:
    one, other = row("Same"), row("Same")
    other.key = "same2"
    assert rank([one, other]) == rank([other, one]) == ("same", "same2")


def test_a_fresh_list_has_counts_of_zero_and_an_order(db: Database) -> None:
    tally = build(db).tally()
    assert tally.counts == {"anthem": 0, "ballad": 0, "chorus": 0, "dirge": 0, "encore": 0}
    assert tally.order == ("anthem", "ballad", "chorus", "dirge", "encore")
    assert (tally.version, tally.rows_version, tally.voters, tally.total) == (0, 0, 0, 0)


def test_a_performance_without_songs_or_none_at_all_is_an_empty_tally(db: Database) -> None:
    world = build(db, drawn=None)
    assert world.tally().order == ()
    assert db.read_now(lambda session: read_tally(session, 999_999)).counts == {}


def test_voters_are_people_with_a_standing_vote(db: Database) -> None:
    world = build(db)
    world.vote(world.alice, "anthem")
    world.vote(world.alice, "ballad")
    world.vote(world.bob, "anthem")
    world.vote(world.grace, "anthem")
    assert (world.tally().voters, world.tally().total) == (3, 4)
    world.vote(world.bob, "anthem", want=False)
    assert (world.tally().voters, world.tally().total) == (2, 3)


def test_each_kind_of_drift_is_found(db: Database) -> None:
    world = build(db)
    world.vote(world.alice, "anthem")
    world.vote(world.bob, "anthem")
    world.vote(world.grace, "ballad")
    assert world.drift() == []

    def tamper(session: Session) -> None:
        connection = session.connection()
        connection.execute(sa.update(setlist_song).values(votes=setlist_song.c.votes + 1))
        connection.execute(sa.update(ballot).where(ballot.c.voter_id == world.alice).values(used=3))
        connection.execute(sa.update(voter).where(voter.c.id == world.grace).values(guest_used=0))
        connection.execute(sa.update(vote).where(vote.c.voter_id == world.bob).values(active=False))
        connection.execute(sa.delete(vote).where(vote.c.voter_id == world.grace))
        connection.execute(sa.update(vote_event).where(vote_event.c.voter_id == world.alice).values(delta=0))

    db.write_now(tamper)
    assert {found.what for found in world.drift()} == {
        "vote against events",
        "events without vote",
        "votes of fans",
        "votes of guests",
        "ballot",
    }
