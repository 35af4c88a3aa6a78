"""What the rooms send: every name in a delta is a variable of a state, every event a handler that is open."""

from __future__ import annotations

import pytest
from reflex.state import BaseState, StateUpdate

from setlist_app.catalog.views import StepView, StripView
from setlist_app.live.pace import Part
from setlist_app.state import encoders, guard
from setlist_app.state.artist import ArtistState, SyncLive
from setlist_app.state.home import HomeLive, HomeState
from setlist_app.state.show import BallotLive, ShowState
from setlist_app.voting.sheet import Tally
from tests.state.inventory import handlers

STATES: tuple[type[BaseState], ...] = (BallotLive, SyncLive, HomeLive, ShowState, ArtistState, HomeState)
PARTS: tuple[Part, ...] = ("counts", "order", "rows")

TALLY = Tally(
    performance_id=5, counts={"ab": 2, "cd": 1}, order=("ab", "cd"), version=7, rows_version=3, voters=2, total=3
)
STRIP = StripView(
    state="running", sentence="Updating now.", is_open=True, steps=[StepView("shows", "shows", "running", "shows 14")]
)
NEWS = encoders.StripNews(version=9, rows_version=4, strip=STRIP)


def updates() -> list[StateUpdate]:
    payloads = {"ballot": TALLY, "artist": NEWS, "home": encoders.HomeNews(2, 2)}
    made = [encoders.ENCODERS[kind](payload, part) for kind, payload in payloads.items() for part in PARTS]
    return [update for update in made if update is not None]


def test_a_delta_names_only_variables_that_a_page_knows() -> None:
    known = {state.get_full_name(): {f"{name}_rx_state_" for name in state.base_vars} for state in STATES}
    for update in updates():
        for state, values in update.delta.items():
            assert values.keys() <= known[state]


def test_an_event_of_a_room_is_an_open_handler_without_arguments() -> None:
    fetched = {event.name for update in updates() for event in update.events}
    assert len(fetched) == 3
    for name in fetched:
        assert guard.is_open(handlers()[name])


def test_the_counts_of_a_ballot_are_whole_and_carry_their_version() -> None:
    update = encoders.ballot(TALLY, "counts")
    assert update is not None
    assert update.delta == {
        BallotLive.get_full_name(): {
            "counts_rx_state_": {"ab": 2, "cd": 1}, "version_rx_state_": 7, "voters_rx_state_": 2,
        }
    }  # fmt: skip
    assert not update.events


@pytest.mark.parametrize("part", PARTS)
def test_only_new_rows_make_a_page_ask_the_server(part: Part) -> None:
    update = encoders.ballot(TALLY, part)
    assert update is not None
    assert bool(update.events) == (part == "rows")


def test_topics_are_named_by_the_row_they_are_about() -> None:
    assert encoders.ballot_topic(5) == "ballot:5"
    assert encoders.artist_topic(7) == "artist:7"
    assert {
        topic.split(":")[0] for topic in (encoders.ballot_topic(5), encoders.artist_topic(7), encoders.HOME)
    } == set(encoders.ENCODERS)
