"""Who may vote, told by the rule alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from setlist_app.models import ShowStatus, VoterKind
from setlist_app.voting.rules import BALLOT_SIZE, Refusal, Verdict, Wish, cap_of, may_vote
from tests.voting.world import CLOSES, NOON

MOMENT = timedelta(microseconds=1)


def ask(**changes: Any) -> Verdict:
    usual: dict[str, Any] = {
        "want": True,
        "is_active": False,
        "kind": VoterKind.USER,
        "used": 0,
        "is_own_suggestion": False,
        "status": ShowStatus.SCHEDULED,
        "closes_at": CLOSES,
        "now": NOON,
    }
    return may_vote(**(usual | changes))


def test_a_fan_with_a_place_left_may_vote() -> None:
    assert ask(used=BALLOT_SIZE - 1) == Verdict(True, "Your vote counts.", delta=1)


def test_a_full_ballot_refuses_one_more_and_says_what_to_do() -> None:
    verdict = ask(used=BALLOT_SIZE)
    assert verdict.refusal is Refusal.BALLOT_FULL
    assert "Take one back" in verdict.reason


def test_a_full_ballot_still_takes_a_vote_back() -> None:
    assert ask(used=BALLOT_SIZE, want=False, is_active=True).delta == -1


def test_a_guest_has_one_action_and_no_second() -> None:
    assert cap_of(VoterKind.GUEST) == 1
    assert ask(kind=VoterKind.GUEST).allowed
    assert ask(kind=VoterKind.GUEST, used=1).refusal is Refusal.GUEST_SPENT


def test_a_wish_that_is_so_already_is_granted_without_a_change() -> None:
    assert ask(is_active=True, used=BALLOT_SIZE) == Verdict(True, "Your vote counts.", delta=0)
    assert ask(want=False) == Verdict(True, "Nothing to change.", delta=0)


def test_voting_is_open_until_the_closing_instant_and_closed_from_it_on() -> None:
    assert ask(now=CLOSES - MOMENT).allowed
    assert ask(now=CLOSES).refusal is Refusal.CLOSED
    assert ask(now=CLOSES + MOMENT).refusal is Refusal.CLOSED


def test_after_closing_not_even_a_vote_is_taken_back() -> None:
    assert ask(now=CLOSES, want=False, is_active=True, used=1).refusal is Refusal.CLOSED


def test_a_postponed_show_without_a_date_stays_open() -> None:
    assert ask(status=ShowStatus.POSTPONED, closes_at=None).allowed


def test_a_cancelled_show_is_closed_before_its_time() -> None:
    verdict = ask(status=ShowStatus.CANCELLED)
    assert (verdict.refusal, verdict.reason) == (Refusal.CLOSED, "This show is cancelled, so voting is closed.")


def test_the_vote_of_a_suggestion_stays() -> None:
    verdict = ask(want=False, is_active=True, is_own_suggestion=True, used=1)
    assert verdict.refusal is Refusal.FINAL


@pytest.mark.parametrize(
    "changes",
    [
        {"performance_id": "1"},
        {"performance_id": True},
        {"performance_id": 0},
        {"performance_id": 2**31},
        {"song_key": ""},
        {"song_key": "x" * 17},
        {"song_key": None},
        {"want": 1},
        {"want": "true"},
        {"request_id": ""},
        {"request_id": "x" * 65},
        {"request_id": "a\nb"},
        {"request_id": "r1\n"},
        {"voter_id": 7},
    ],
)
def test_a_wish_from_a_socket_is_checked_before_it_is_used(changes: dict[str, object]) -> None:
    words: dict[str, object] = {"performance_id": 1, "song_key": "anthem", "want": True, "request_id": "r1"}
    assert Wish.model_validate(words).song_key == "anthem"
    with pytest.raises(ValidationError):
        Wish.model_validate(words | changes)
