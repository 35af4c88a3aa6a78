"""What a browser may ask for: anything our own page would not send is nothing."""

from __future__ import annotations

from typing import Any

import pytest

from setlist_app.state.commands import LARGEST_NUMBER, QUERY_LENGTH, Cast, Choose, Look, Pick, parse


def cast(**changes: Any) -> Cast | None:
    return parse(Cast, **{"song_key": "2c895d02", "want": True, "request_id": "a-1", **changes})


def test_a_vote_of_our_page_is_understood() -> None:
    wish = cast()
    assert wish is not None
    assert (wish.song_key, wish.want, wish.request_id) == ("2c895d02", True, "a-1")


@pytest.mark.parametrize(
    "changes",
    [
        {"song_key": ""},
        {"song_key": "x" * 17},
        {"song_key": {"$ne": ""}},
        {"want": 1},
        {"want": "true"},
        {"want": None},
        {"request_id": ""},
        {"request_id": "x" * 65},
        {"request_id": "a b"},
        {"request_id": ["a"]},
    ],
)
def test_a_vote_that_our_page_cannot_send_is_nothing(changes: dict[str, Any]) -> None:
    assert cast(**changes) is None


def test_a_query_is_trimmed_and_may_be_empty() -> None:
    look = parse(Look, query="  nube ", number=1)
    assert look is not None
    assert look.query == "nube"
    assert parse(Look, query="", number=0) is not None


def test_a_query_may_be_exactly_as_long_as_the_box_allows() -> None:
    assert parse(Look, query="x" * QUERY_LENGTH, number=1) is not None
    assert parse(Look, query="x" * (QUERY_LENGTH + 1), number=1) is None


def test_a_query_number_is_a_whole_number_that_browsers_count_exactly() -> None:
    assert parse(Look, query="x", number=LARGEST_NUMBER) is not None
    assert parse(Look, query="x", number=LARGEST_NUMBER + 1) is None
    assert parse(Look, query="x", number=-1) is None
    assert parse(Look, query="x", number=1.5) is None


def test_a_performance_is_chosen_by_a_positive_number() -> None:
    assert parse(Choose, performance_id=1) is not None
    assert parse(Choose, performance_id=0) is None
    assert parse(Choose, performance_id="1") is None


def test_a_pick_names_one_id_of_the_provider() -> None:
    assert parse(Pick, provider_id="K8vZ917") is not None
    assert parse(Pick, provider_id="") is None
    assert parse(Pick, provider_id="x" * 101) is None
