"""A fan adds a song: one action, its own vote included, and final."""

from __future__ import annotations

from concurrent.futures import Future

import pytest
from sqlmodel import Session, col, select

from setlist_app.db import Database
from setlist_app.models import EventKind, Origin, SetlistSong, Song
from setlist_app.setlists.suggestions import SongHit, find_songs, suggest
from setlist_app.voting.ledger import VoteOutcome
from setlist_app.voting.rules import BALLOT_SIZE, Refusal
from tests.voting.world import CLOSES, NOON, World, build


def listed(world: World) -> list[SetlistSong]:
    query = select(SetlistSong).order_by(col(SetlistSong.position))
    return world.db.read_now(lambda session: list(session.exec(query)))


def test_a_suggestion_joins_the_list_with_its_own_vote(db: Database) -> None:
    world = build(db)
    outcome = world.suggest(world.alice, "fugue")
    assert (outcome.accepted, outcome.changed, outcome.mine) == (True, True, ("fugue",))
    assert outcome.remaining == BALLOT_SIZE - 1
    assert outcome.tally == world.tally()
    assert (world.tally().rows_version, world.tally().version, world.tally().order[0]) == (1, 1, "fugue")
    last = listed(world)[-1]
    assert (last.origin, last.suggested_by, last.position, last.votes) == (Origin.SUGGESTED, world.alice, 6, 1)
    assert [event.kind for event in world.events()] == [EventKind.SUGGEST]
    assert world.drift() == []


def test_a_song_that_is_listed_already_gets_a_vote_and_no_second_row(db: Database) -> None:
    world = build(db)
    world.suggest(world.alice, "fugue")
    outcome = world.suggest(world.bob, "fugue")
    assert (outcome.accepted, outcome.mine, len(listed(world))) == (True, ("fugue",), 6)
    assert (world.tally().counts["fugue"], world.tally().rows_version) == (2, 1)
    assert world.vote(world.bob, "fugue", want=False).accepted
    assert world.drift() == []


def test_a_suggestion_cannot_be_taken_back_and_neither_can_its_vote(db: Database) -> None:
    world = build(db)
    world.suggest(world.alice, "fugue")
    outcome = world.vote(world.alice, "fugue", want=False)
    assert (outcome.refusal, outcome.mine, outcome.remaining) == (Refusal.FINAL, ("fugue",), BALLOT_SIZE - 1)


def test_a_guests_suggestion_is_the_one_action_for_good(db: Database) -> None:
    world = build(db)
    assert world.suggest(world.grace, "fugue").remaining == 0
    assert world.vote(world.grace, "fugue", want=False).refusal is Refusal.FINAL
    assert world.vote(world.grace, "anthem").refusal is Refusal.GUEST_SPENT
    assert world.suggest(world.grace, "gavotte").refusal is Refusal.GUEST_SPENT
    assert world.tally().total == 1
    assert world.drift() == []


def test_a_guest_who_voted_cannot_suggest_too(db: Database) -> None:
    world = build(db)
    world.vote(world.grace, "anthem")
    assert world.suggest(world.grace, "fugue").refusal is Refusal.GUEST_SPENT
    assert len(listed(world)) == 5


def test_the_same_suggestion_sent_again_adds_nothing(db: Database) -> None:
    world = build(db)
    world.suggest(world.alice, "fugue", request_id="click")
    again = world.suggest(world.alice, "fugue", request_id="click")
    assert (again.accepted, again.changed, len(listed(world)), len(world.events())) == (True, False, 6, 1)


def test_two_fans_with_the_same_idea_at_once_make_one_row_and_two_votes(db: Database) -> None:
    world = build(db)

    def idea(voter_id: int) -> Future[VoteOutcome]:
        return db.writer.submit(
            lambda session: suggest(
                session,
                performance_id=world.performance_id,
                song_key="fugue",
                voter_id=voter_id,
                request_id=f"idea{voter_id}",
                now=NOON,
            ),
            urgent=True,
        )

    assert all(future.result(timeout=30).accepted for future in [idea(world.alice), idea(world.bob)])
    assert (len(listed(world)), world.tally().counts["fugue"]) == (6, 2)
    assert world.drift() == []


def test_before_songs_are_drawn_a_suggestion_is_refused_in_words(db: Database) -> None:
    world = build(db, drawn=None)
    outcome = world.suggest(world.alice, "fugue")
    assert outcome.refusal is Refusal.NO_SETLIST
    assert outcome.reason == "No songs are drawn for this show yet. You can suggest one when they are."


def test_only_songs_of_this_artist_can_be_suggested(db: Database) -> None:
    world, _ = build(db), build(db, name="other")
    assert world.suggest(world.alice, "fugue-other").refusal is Refusal.UNKNOWN_SONG
    assert world.suggest(world.alice, "nowhere").refusal is Refusal.UNKNOWN_SONG
    assert world.suggest(world.alice, "fugue", performance_id=999_999).refusal is Refusal.UNKNOWN_SHOW
    assert world.suggest(999_999, "fugue").refusal is Refusal.NO_VOTER


def test_after_closing_nothing_is_suggested(db: Database) -> None:
    world = build(db)
    assert world.suggest(world.alice, "fugue", now=CLOSES).refusal is Refusal.CLOSED
    assert world.suggest(world.alice, "anthem", now=CLOSES).refusal is Refusal.CLOSED


def test_a_request_id_of_another_click_is_not_a_suggestion(db: Database) -> None:
    world = build(db)
    world.vote(world.alice, "anthem", request_id="click")
    assert world.suggest(world.alice, "fugue", request_id="click").refusal is Refusal.BAD_REQUEST


@pytest.fixture
def catalogue(db: Database) -> World:
    world = build(db, drawn=("anthem",), undrawn=())

    def add(session: Session) -> None:
        for number, (title, weight) in enumerate(
            [("Déjà Vu", 5.0), ("Jà", None), ("Ja Ja Ja", 9.0), ("Björn’s Jacket", 1.0), ("東京", 3.0)]
        ):
            session.add(
                Song(
                    key=f"k{number}",
                    slug=f"k{number}",
                    artist_id=world.artist_id,
                    title=title,
                    normalised_title=title.casefold(),
                    album="First",
                    year=2019,
                    weight=weight,
                    updated_at=NOON,
                )
            )

    db.write_now(add)
    build(db, name="other")
    return world


def found(world: World, query: str, **changes: int) -> list[str]:
    return [hit.title for hit in hits(world, query, **changes)]


def hits(world: World, query: str, **changes: int) -> tuple[SongHit, ...]:
    return world.db.read_now(lambda session: find_songs(session, world.artist_id, query, world.setlist_id, **changes))


def test_titles_are_found_whatever_the_case_and_accents(catalogue: World) -> None:
    assert found(catalogue, "DEJA VU") == ["Déjà Vu"]
    assert found(catalogue, "bjorn's") == ["Björn’s Jacket"]
    assert found(catalogue, "東京") == ["東京"]


def test_titles_that_begin_with_the_query_come_first_and_the_heavier_before_the_lighter(catalogue: World) -> None:
    assert found(catalogue, "ja") == ["Ja Ja Ja", "Jà", "Björn’s Jacket", "Déjà Vu"]


def test_an_empty_query_offers_the_heaviest_songs(catalogue: World) -> None:
    assert found(catalogue, "  ", limit=3) == ["Ja Ja Ja", "Déjà Vu", "東京"]


def test_songs_on_the_list_are_marked(catalogue: World) -> None:
    assert hits(catalogue, "anthem") == (SongHit("anthem", "Anthem", None, None, on_list=True),)
    assert hits(catalogue, "東京") == (SongHit("k4", "東京", "First", 2019, on_list=False),)
    nothing_drawn = catalogue.db.read_now(lambda session: find_songs(session, catalogue.artist_id, "anthem", None))
    assert [hit.on_list for hit in nothing_drawn] == [False]


def test_nothing_found_is_an_empty_answer_for_any_text(catalogue: World) -> None:
    assert found(catalogue, "%") == found(catalogue, "_" * 5000) == found(catalogue, "zzz") == []
