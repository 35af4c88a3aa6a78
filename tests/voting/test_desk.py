"""The desk: what a handler hands in, what it gets back, and what everybody else hears."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from setlist_app.accounts.identity import NOBODY, Visitor
from setlist_app.db import Busy, Database
from setlist_app.models import Voter, VoterKind
from setlist_app.voting.desk import VotingDesk
from setlist_app.voting.rules import Refusal
from setlist_app.voting.sheet import Tally
from tests.voting.world import CLOSES, NOON, World, build

NEWCOMER = Visitor(voter_id=None, guest_id="ab" * 16)


class Desk:
    """A desk with a clock to set and an ear for what it publishes."""

    def __init__(self, db: Database) -> None:
        self.now: datetime = NOON
        self.heard: list[Tally] = []
        self.desk = VotingDesk(db, lambda: self.now, self.heard.append)

    def vote(self, visitor: Visitor, world: World, song: object, want: object = True, request: object = "r1") -> Any:
        words = {"performance_id": world.performance_id, "song_key": song, "want": want, "request_id": request}
        return asyncio.run(self.desk.vote(visitor, **words))

    def suggest(self, visitor: Visitor, world: World, song: object, request: object = "r1") -> Any:
        words = {"performance_id": world.performance_id, "song_key": song, "request_id": request}
        return asyncio.run(self.desk.suggest(visitor, **words))


def fan(voter_id: int) -> Visitor:
    return Visitor(voter_id, None, VoterKind.USER)


def test_a_vote_is_published_after_its_commit(db: Database) -> None:
    world, seen = build(db), []
    desk = VotingDesk(db, lambda: NOON, lambda tally: seen.append((tally, world.tally())))
    asyncio.run(
        desk.vote(fan(world.alice), performance_id=world.performance_id, song_key="anthem", want=True, request_id="r1")
    )
    ((published, stored),) = seen
    assert published == stored
    assert published.counts["anthem"] == 1


def test_what_changes_nothing_is_not_published(db: Database) -> None:
    world, desk = build(db), Desk(db)
    desk.vote(fan(world.alice), world, "anthem")
    desk.vote(fan(world.alice), world, "anthem")
    desk.vote(fan(world.alice), world, "fugue", request="r2")
    assert len(desk.heard) == 1


def test_a_newcomers_first_action_makes_the_voter_row(db: Database) -> None:
    world, desk = build(db), Desk(db)
    assert desk.vote(NEWCOMER, world, "anthem").accepted
    again = desk.vote(NEWCOMER, world, "ballad", request="r2")
    assert (again.refusal, again.mine) == (Refusal.GUEST_SPENT, ("anthem",))
    guests = db.read_now(lambda session: session.exec(select(Voter).where(Voter.kind == VoterKind.GUEST)).all())
    assert sorted(guest.guest_used for guest in guests) == [0, 1]


def test_two_tabs_of_one_newcomer_make_one_row_and_one_vote(db: Database) -> None:
    world, desk = build(db), Desk(db)

    async def race() -> list[Any]:
        return await asyncio.gather(
            *(
                desk.desk.vote(NEWCOMER, performance_id=world.performance_id, song_key=song, want=True, request_id=song)
                for song in ("anthem", "ballad")
            )
        )

    assert sorted(outcome.accepted for outcome in asyncio.run(race())) == [False, True]
    assert world.tally().total == 1


def test_a_suggestion_goes_the_same_way(db: Database) -> None:
    world, desk = build(db), Desk(db)
    assert desk.suggest(NEWCOMER, world, "fugue").accepted
    assert desk.heard[-1].rows_version == 1


def test_a_visitor_without_a_cookie_is_told_so(db: Database) -> None:
    world, desk = build(db), Desk(db)
    assert desk.vote(NOBODY, world, "anthem").refusal is Refusal.NO_VOTER
    assert desk.heard == []


@pytest.mark.parametrize("song", [None, 7, "", "x" * 17, {"a": 1}])
def test_nonsense_from_a_socket_is_one_sentence_and_no_row(db: Database, song: object) -> None:
    world, desk = build(db), Desk(db)
    outcome = desk.vote(NEWCOMER, world, song)
    assert (outcome.refusal, outcome.tally) == (Refusal.BAD_REQUEST, None)
    assert desk.suggest(NEWCOMER, world, song).refusal is Refusal.BAD_REQUEST
    assert desk.vote(NEWCOMER, world, "anthem", want="yes").refusal is Refusal.BAD_REQUEST
    assert world.votes() == []


def test_a_vote_that_waited_in_the_queue_past_closing_is_late(db: Database) -> None:
    world, desk = build(db), Desk(db)
    desk.now = CLOSES - timedelta(seconds=1)

    def the_show_starts(_session: Session) -> None:
        desk.now = CLOSES

    async def hand_in_just_before() -> Any:
        ahead = asyncio.ensure_future(db.write(the_show_starts, urgent=True))
        await asyncio.sleep(0)  # it is in the queue now
        words = {"performance_id": world.performance_id, "song_key": "anthem", "want": True, "request_id": "r1"}
        outcome = await desk.desk.vote(fan(world.alice), **words)
        await ahead
        return outcome

    assert asyncio.run(hand_in_just_before()).refusal is Refusal.CLOSED


def test_a_full_queue_is_told_and_changes_nothing(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    world, desk = build(db), Desk(db)
    monkeypatch.setattr(db.writer, "_limit", 0)
    with pytest.raises(Busy, match="try again"):
        desk.vote(fan(world.alice), world, "anthem")
    assert desk.heard == []
