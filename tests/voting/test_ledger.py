"""set_vote on both databases: nothing is lost, nothing counts twice, nobody exceeds a ballot."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from setlist_app.db import Database
from setlist_app.models import EventKind, ShowStatus
from setlist_app.voting.ledger import LedgerConflict, VoteOutcome
from setlist_app.voting.rules import BALLOT_SIZE, Refusal
from setlist_app.voting.statements import ballot
from tests.voting.world import CLOSES, DRAWN, UNDRAWN, World, build, more_voters

MANY = tuple(f"song{number}" for number in range(BALLOT_SIZE + 4))


def all_at_once(db: Database, commands: list[Any]) -> list[VoteOutcome]:
    """Queue everything before the first is answered, as a crowd does."""
    waiting: list[Future[VoteOutcome]] = [db.writer.submit(command, urgent=True) for command in commands]
    return [future.result(timeout=30) for future in waiting]


def test_a_vote_counts_and_the_answer_says_how_things_stand(db: Database) -> None:
    world = build(db)
    outcome = world.vote(world.alice, "chorus")
    assert (outcome.accepted, outcome.reason, outcome.changed) == (True, "Your vote counts.", True)
    assert (outcome.mine, outcome.remaining) == (("chorus",), BALLOT_SIZE - 1)
    assert outcome.tally == world.tally()
    assert outcome.tally is not None
    assert (outcome.tally.counts["chorus"], outcome.tally.order[0], outcome.tally.version) == (1, "chorus", 1)
    assert [(event.kind, event.delta) for event in world.events()] == [(EventKind.CAST, 1)]
    assert world.drift() == []


def test_taking_a_vote_back_returns_its_place(db: Database) -> None:
    world = build(db)
    world.vote(world.alice, "anthem")
    outcome = world.vote(world.alice, "anthem", want=False)
    assert (outcome.accepted, outcome.mine, outcome.remaining) == (True, (), BALLOT_SIZE)
    assert [event.delta for event in world.events()] == [1, -1]
    assert world.tally().total == 0
    assert world.drift() == []


def test_a_guest_may_take_the_one_vote_back_and_choose_another_song(db: Database) -> None:
    world = build(db)
    assert world.vote(world.grace, "anthem").remaining == 0
    assert world.vote(world.grace, "ballad").refusal is Refusal.GUEST_SPENT
    assert world.vote(world.grace, "anthem", want=False).remaining == 1
    assert world.vote(world.grace, "ballad").accepted
    assert world.tally().counts["ballad"] == 1
    assert world.drift() == []


def test_a_guests_one_action_is_for_all_shows_together(db: Database) -> None:
    here, there = build(db), build(db, name="other")
    here.vote(here.grace, "anthem")
    assert there.vote(here.grace, "anthem-other").refusal is Refusal.GUEST_SPENT


def test_a_fan_has_a_ballot_on_each_performance(db: Database) -> None:
    here, there = build(db, drawn=MANY), build(db, name="other")
    for song in MANY[:BALLOT_SIZE]:
        assert here.vote(here.alice, song).accepted
    assert here.vote(here.alice, MANY[-1]).refusal is Refusal.BALLOT_FULL
    assert there.vote(here.alice, "anthem-other").remaining == BALLOT_SIZE - 1


def test_the_same_click_sent_again_is_answered_with_what_stands_now(db: Database) -> None:
    world = build(db)
    world.vote(world.alice, "anthem", request_id="click")
    world.vote(world.alice, "ballad")
    again = world.vote(world.alice, "anthem", request_id="click")
    assert (again.accepted, again.changed, again.mine) == (True, False, ("anthem", "ballad"))
    assert len(world.events()) == 2


def test_a_click_sent_again_after_its_vote_was_taken_back_does_not_bring_it_back(db: Database) -> None:
    world = build(db)
    world.vote(world.alice, "anthem", request_id="click")
    world.vote(world.alice, "anthem", want=False)
    late = world.vote(world.alice, "anthem", request_id="click")
    assert (late.changed, late.mine, world.tally().total) == (False, (), 0)


def test_a_click_counted_before_closing_is_still_acknowledged_after_it(db: Database) -> None:
    world = build(db)
    world.vote(world.alice, "anthem", request_id="click")
    again = world.vote(world.alice, "anthem", request_id="click", now=CLOSES + timedelta(hours=1))
    assert (again.accepted, again.changed) == (True, False)


@pytest.mark.parametrize("other", ["another voter", "another song", "the contrary"])
def test_one_request_id_is_one_click(db: Database, other: str) -> None:
    world = build(db)
    world.vote(world.alice, "anthem", request_id="click")
    outcome = world.vote(
        world.bob if other == "another voter" else world.alice,
        "ballad" if other == "another song" else "anthem",
        want=other != "the contrary",
        request_id="click",
    )
    assert (outcome.accepted, outcome.refusal) == (False, Refusal.BAD_REQUEST)
    assert len(world.events()) == 1


def test_a_refused_click_leaves_no_trace_and_may_be_tried_again(db: Database) -> None:
    world = build(db)
    world.vote(world.grace, "anthem")
    world.vote(world.grace, "ballad", request_id="later")
    world.vote(world.grace, "anthem", want=False)
    assert world.vote(world.grace, "ballad", request_id="later").accepted


def test_votes_are_taken_until_the_closing_instant(db: Database) -> None:
    world = build(db)
    assert world.vote(world.alice, "anthem", now=CLOSES - timedelta(microseconds=1)).accepted
    outcome = world.vote(world.bob, "anthem", now=CLOSES)
    assert (outcome.accepted, outcome.refusal) == (False, Refusal.CLOSED)
    assert outcome.tally == world.tally()
    assert world.tally().total == 1


def test_a_cancelled_show_takes_no_votes(db: Database) -> None:
    world = build(db, status=ShowStatus.CANCELLED, closes_at=None)
    assert world.vote(world.alice, "anthem").refusal is Refusal.CLOSED


def test_what_does_not_exist_is_refused_in_words(db: Database) -> None:
    world, empty = build(db), build(db, name="empty", drawn=None)
    assert world.vote(world.alice, "fugue").refusal is Refusal.UNKNOWN_SONG
    assert world.vote(world.alice, "anthem", performance_id=999_999).refusal is Refusal.UNKNOWN_SHOW
    assert world.vote(999_999, "anthem").refusal is Refusal.NO_VOTER
    assert empty.vote(empty.alice, "anthem-empty").refusal is Refusal.NO_SETLIST
    assert world.votes() == []


def test_64_identical_commands_at_once_are_one_row_and_one_event(db: Database) -> None:
    world = build(db)
    outcomes = all_at_once(db, [world.command(world.alice, "anthem", request_id="click")] * 64)
    assert all(outcome.accepted for outcome in outcomes)
    assert sum(outcome.changed for outcome in outcomes) == 1
    assert (len(world.votes()), len(world.events()), world.tally().counts["anthem"]) == (1, 1, 1)
    assert world.drift() == []


def test_64_clicks_with_ids_of_their_own_are_still_one_vote(db: Database) -> None:
    world = build(db)
    all_at_once(db, [world.command(world.alice, "anthem") for _ in range(64)])
    assert (len(world.votes()), len(world.events()), world.tally().total) == (1, 1, 1)


def test_a_race_for_the_last_places_never_exceeds_the_ballot(db: Database) -> None:
    world = build(db, drawn=MANY)
    outcomes = all_at_once(db, [world.command(world.alice, song) for song in MANY])
    assert [outcome.accepted for outcome in outcomes].count(True) == BALLOT_SIZE
    assert {outcome.refusal for outcome in outcomes if not outcome.accepted} == {Refusal.BALLOT_FULL}
    assert world.tally().total == BALLOT_SIZE
    assert world.drift() == []


def test_a_guest_with_two_tabs_gets_exactly_one_of_two_songs(db: Database) -> None:
    world = build(db)
    outcomes = all_at_once(db, [world.command(world.grace, song) for song in ("anthem", "ballad")])
    assert sorted(outcome.accepted for outcome in outcomes) == [False, True]
    assert world.tally().total == 1
    assert world.drift() == []


def test_a_crowd_on_two_shows_in_one_batch_keeps_every_vote(db: Database) -> None:
    here, there = build(db), build(db, name="other")
    crowd = more_voters(db, 60)
    commands = [here.command(fan, DRAWN[fan % 5]) for fan in crowd]
    commands += [there.command(fan, f"{DRAWN[fan % 5]}-other", request_id=f"t{fan}") for fan in crowd]
    outcomes = all_at_once(db, commands)
    assert all(outcome.accepted and outcome.changed for outcome in outcomes)
    assert (here.tally().total, here.tally().voters, here.tally().version) == (60, 60, 60)
    assert there.tally().total == 60
    assert outcomes[-1].tally == there.tally()
    assert here.drift() == []


def test_two_processes_that_vote_crosswise_lose_and_double_nothing(db: Database) -> None:
    here, there = build(db), build(db, name="other")
    crowd, other = more_voters(db, 40), Database(db.url)
    ours = [world.command(fan, song) for fan in crowd for world, song in ((here, "anthem"), (there, "anthem-other"))]
    theirs = [
        world.command(fan, song, request_id=f"x{song}{fan}")
        for fan in reversed(crowd)
        for world, song in ((there, "anthem-other"), (here, "anthem"))
    ]
    try:
        waiting = [
            database.writer.submit(command, urgent=True)
            for pair in zip(ours, theirs, strict=True)
            for database, command in zip((db, other), pair, strict=True)
        ]
        assert all(future.result(timeout=30).accepted for future in waiting)
    finally:
        other.close()
    assert (here.tally().total, there.tally().total, len(here.events())) == (40, 40, 80)
    assert here.drift() == []


def test_a_ballot_changed_behind_the_ledgers_back_rolls_the_vote_back(db: Database) -> None:
    world = build(db)
    world.vote(world.alice, "anthem")
    db.write_now(lambda session: session.connection().execute(sa.update(ballot).values(used=0)).rowcount)
    with pytest.raises(LedgerConflict):
        world.vote(world.alice, "anthem", want=False)
    assert (world.tally().total, len(world.events())) == (1, 1)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["alice", "bob", "grace"]),
        st.sampled_from([*DRAWN, *UNDRAWN]),
        st.sampled_from(["vote", "take back", "suggest", "again"]),
    ),
    max_size=30,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_sequence_of_wishes_leaves_ledger_ballots_and_tallies_in_agreement(
    db: Database, steps: list[tuple[str, str, str]]
) -> None:
    world = fresh(db)
    model: dict[str, set[str]] = {"alice": set(), "bob": set(), "grace": set()}
    last: tuple[int, str, bool, str] | None = None
    versions = []
    for number, (who, title, deed) in enumerate(steps):
        voter_id, song, request = getattr(world, who), f"{title}-{world.name}"[:16], f"{world.name}-{number}"
        if deed == "again":
            if last is None:
                continue
            outcome = world.vote(last[0], last[1], want=last[2], request_id=last[3])
            assert not outcome.changed
            continue
        if deed == "suggest":
            outcome = world.suggest(voter_id, song, request_id=request)
        else:
            outcome = world.vote(voter_id, song, want=deed == "vote", request_id=request)
            if outcome.changed:
                last = (voter_id, song, deed == "vote", request)
        if outcome.changed:
            (model[who].discard if deed == "take back" else model[who].add)(song)
        assert set(outcome.mine) == model[who]
        assert len(model["grace"]) <= 1
        assert outcome.tally is not None
        versions.append(outcome.tally.version)
    assert world.drift() == []
    assert versions == sorted(versions)
    assert world.tally().total == sum(len(songs) for songs in model.values())
    assert world.tally().voters == sum(bool(songs) for songs in model.values())


_worlds = iter(range(1_000_000))


def fresh(db: Database) -> World:
    return build(db, name=f"w{next(_worlds)}", undrawn=UNDRAWN)
