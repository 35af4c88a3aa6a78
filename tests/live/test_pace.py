"""The rhythm of broadcasts, with the time in the test's hand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from setlist_app.live.pace import BEAT_S, CROWD, CROWD_BEAT_S, NEVER, ORDER_BEAT_S, REPEAT_S, Pace, Part, beat


@dataclass(frozen=True)
class Standing:
    version: int
    order: tuple[str, ...] = ("a", "b")
    rows_version: int = 0


@dataclass(frozen=True)
class Progress:
    """A payload without order and rows, like a sync run's."""

    version: int


def send(pace: Pace, payload: Standing | Progress, now: float, viewers: int = 10) -> list[Part]:
    parts = pace.due(payload, now)
    for part in parts:
        pace.sent(part, payload, now, viewers)
    return parts


def watched() -> Pace:
    """Everybody has read version 0."""
    pace = Pace()
    pace.known(Standing(0))
    return pace


def test_a_quiet_topic_is_sent_at_once() -> None:
    assert send(watched(), Standing(1), now=50.0) == ["counts"]


def test_what_comes_within_the_beat_waits_for_its_end() -> None:
    pace = watched()
    send(pace, Standing(1), now=50.0)
    assert send(pace, Standing(2), now=50.0 + BEAT_S / 2) == []
    assert pace.next_at(Standing(2)) == 50.0 + BEAT_S
    assert send(pace, Standing(9), now=50.0 + BEAT_S) == ["counts"]


def test_nothing_new_is_never_due() -> None:
    pace = watched()
    send(pace, Standing(1), now=50.0)
    assert send(pace, Standing(1), now=99.0) == []
    assert pace.next_at(Standing(1)) == NEVER


@pytest.mark.parametrize(("viewers", "expected"), [(0, BEAT_S), (CROWD - 1, BEAT_S), (CROWD, CROWD_BEAT_S)])
def test_a_crowd_is_told_less_often(viewers: int, expected: float) -> None:
    assert beat(viewers) == expected
    pace = watched()
    send(pace, Standing(1), now=50.0, viewers=viewers)
    assert pace.next_at(Standing(2)) == 50.0 + expected


def test_the_order_of_rows_changes_at_most_once_a_second() -> None:
    pace = watched()
    assert send(pace, Standing(1, order=("b", "a")), now=50.0) == ["counts", "order"]
    assert send(pace, Standing(2, order=("a", "b")), now=50.5) == ["counts"]
    assert pace.next_at(Standing(2, order=("a", "b"))) == 50.0 + ORDER_BEAT_S
    assert send(pace, Standing(2, order=("a", "b")), now=50.0 + ORDER_BEAT_S) == ["order"]


def test_an_order_that_came_back_in_the_meantime_is_not_sent() -> None:
    pace = watched()
    send(pace, Standing(1, order=("b", "a")), now=50.0)
    send(pace, Standing(2, order=("a", "b")), now=50.2)
    assert send(pace, Standing(3, order=("b", "a")), now=51.0) == ["counts"]


def test_rows_are_told_when_a_song_joins_and_not_before() -> None:
    pace = watched()
    assert send(pace, Standing(1), now=50.0) == ["counts"]
    assert send(pace, Standing(2, rows_version=1), now=51.0) == ["counts", "rows"]


def test_rows_alone_are_news_even_at_the_same_version() -> None:
    assert send(watched(), Standing(0, rows_version=1), now=50.0) == ["counts", "rows"]


def test_a_topic_that_nobody_has_read_is_told_whole() -> None:
    assert send(Pace(), Standing(7), now=50.0) == ["counts", "order", "rows"]
    assert send(Pace(), Progress(7), now=50.0) == ["counts"]


def test_newcomers_get_counts_and_order_once_more_and_rows_not() -> None:
    pace = watched()
    pace.joined(50.0)
    assert send(pace, Standing(0), now=50.0) == []
    assert pace.next_at(Standing(0)) == 50.0 + REPEAT_S
    assert send(pace, Standing(0), now=50.0 + REPEAT_S) == ["counts", "order"]
    assert pace.next_at(Standing(0)) == NEVER


def test_a_wave_of_newcomers_shares_one_repetition() -> None:
    pace = watched()
    for moment in range(100):
        pace.joined(50.0 + moment / 100)
    assert send(pace, Standing(0), now=50.0 + REPEAT_S) == ["counts", "order"]
    assert send(pace, Standing(0), now=90.0) == []
