"""What a visitor has chosen, and what is left."""

from __future__ import annotations

from setlist_app.db import Database
from setlist_app.voting.ballots import UNUSED, BallotView, ballot_of
from tests.voting.world import World, build


def view(world: World, voter_id: int | None) -> BallotView:
    return world.db.read_now(lambda session: ballot_of(session, world.performance_id, voter_id))


def test_a_visitor_who_never_acted_has_one_free_action(db: Database) -> None:
    world = build(db)
    assert view(world, None) == view(world, 999_999) == UNUSED
    assert (UNUSED.remaining, UNUSED.sentence) == (1, "1 free action")


def test_a_fan_sees_songs_in_the_order_of_the_list_and_places_left(db: Database) -> None:
    world = build(db)
    world.vote(world.alice, "chorus")
    world.vote(world.alice, "anthem")
    alice = view(world, world.alice)
    assert (alice.mine, alice.used, alice.remaining) == (("anthem", "chorus"), 2, 8)
    assert alice.sentence == "8 of 10 votes left here"


def test_a_guests_action_is_used_up_on_every_show(db: Database) -> None:
    here, there = build(db), build(db, name="other")
    here.vote(here.grace, "anthem")
    assert view(here, here.grace).mine == ("anthem",)
    elsewhere = view(there, here.grace)
    assert (elsewhere.mine, elsewhere.remaining, elsewhere.sentence) == ((), 0, "0 of 1 left")


def test_a_vote_taken_back_is_not_on_the_ballot(db: Database) -> None:
    world = build(db)
    world.vote(world.alice, "anthem")
    world.vote(world.alice, "anthem", want=False)
    assert (view(world, world.alice).mine, view(world, world.alice).remaining) == ((), 10)


def test_own_suggestions_are_told_apart(db: Database) -> None:
    world = build(db)
    world.vote(world.alice, "anthem")
    world.suggest(world.alice, "fugue")
    world.vote(world.bob, "fugue")
    assert view(world, world.alice).suggested == ("fugue",)
    assert view(world, world.bob).suggested == ()
