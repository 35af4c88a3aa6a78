"""Five distinct songs, weighted without replacement: the rule, its limits, and its distribution."""

from __future__ import annotations

import itertools
import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setlist_app.models import Rule
from setlist_app.setlists.draw import POOL_SIZE, BadWeight, Candidate, chances, draw, pool_of

WEIGHTS = st.floats(min_value=1e-3, max_value=1e3)


def songs(*weights: float | None, source: str = "popularity") -> list[Candidate]:
    return [Candidate(song_id, weight, source) for song_id, weight in enumerate(weights, start=1)]


@given(st.lists(WEIGHTS, min_size=5, max_size=60), st.integers(min_value=0, max_value=2**32 - 1))
def test_five_distinct_songs_of_the_pool_and_the_same_for_the_same_seed(weights: list[float], seed: int) -> None:
    drawn = draw(songs(*weights), seed)
    assert len(drawn.chosen) == len(set(drawn.chosen)) == 5
    assert set(drawn.chosen) <= {song for song, _ in drawn.pool}
    assert drawn == draw(songs(*weights), seed)


@given(st.lists(WEIGHTS, min_size=5, max_size=20), st.integers(0, 2**32 - 1), st.sampled_from([0.5, 2.0, 1024.0]))
def test_only_proportions_count(weights: list[float], seed: int, factor: float) -> None:
    assert draw(songs(*weights), seed).chosen == draw(songs(*(one * factor for one in weights)), seed).chosen


@pytest.mark.parametrize("number", range(5))
def test_fewer_songs_give_fewer(number: int) -> None:
    drawn = draw(songs(*[1.0] * number), 7)
    assert (len(drawn.chosen), drawn.rule) == (number, Rule.UNIFORM)


def test_exactly_five_weighed_songs_are_all_drawn_by_their_weight() -> None:
    drawn = draw(songs(5, 4, 3, 2, 1), 7)
    assert (drawn.rule, set(drawn.chosen)) == (Rule.POPULARITY, {1, 2, 3, 4, 5})


def test_four_weighed_songs_among_many_make_the_draw_uniform() -> None:
    rule, pool = pool_of(songs(9, 9, 9, 9, None, None, 0))
    assert rule is Rule.UNIFORM
    assert pool == tuple((song, 1.0) for song in range(1, 8))


def test_a_song_of_weight_zero_is_never_drawn_beside_five_that_have_some() -> None:
    pool = songs(1, 1, 1, 1, 1, 0, None)
    assert all({6, 7}.isdisjoint(draw(pool, seed).chosen) for seed in range(200))


def test_the_pool_is_the_fifty_heaviest_and_ties_go_to_the_older_song() -> None:
    _, pool = pool_of(songs(*[2.0] * 10, *[1.0] * 45, source="search_rank"))
    assert len(pool) == POOL_SIZE
    assert [song for song, _ in pool] == list(range(1, 51))


def test_weights_of_different_sources_are_never_mixed() -> None:
    mixed = [*songs(1, 2, 3, 4, 5, source="search_rank"), *(Candidate(10 + n, 90.0, "popularity") for n in range(5))]
    rule, pool = pool_of(mixed)
    assert rule is Rule.POPULARITY
    assert {song for song, _ in pool} == {10, 11, 12, 13, 14}


@pytest.mark.parametrize("weight", [math.nan, math.inf, -math.inf, -1e-9])
def test_a_weight_that_is_no_number_to_draw_by_is_refused(weight: float) -> None:
    with pytest.raises(BadWeight):
        draw(songs(1, 1, 1, 1, 1, weight), 7)


def test_over_200_000_draws_every_song_comes_as_often_as_its_chance() -> None:
    draws = 200_000
    pool = songs(100, 60, 40, 30, 20, 10, 5, 2, 1, 0.5, source="listens")
    expected = chances(pool_of(pool)[1])
    seen = Counter(itertools.chain.from_iterable(draw(pool, seed).chosen for seed in range(draws)))
    for song, chance in expected.items():
        deviation = math.sqrt(draws * chance * (1 - chance))
        # Five deviations: one false alarm in some 170,000 runs of this test for ten songs, were seeds not fixed.
        assert abs(seen[song] - draws * chance) < 5 * deviation, song


def test_the_first_song_drawn_comes_in_proportion_to_its_weight() -> None:
    draws = 20_000
    pool = songs(6, 3, 2, 1, 1, 1)
    first = Counter(draw(pool, seed).chosen[0] for seed in range(draws))
    for song, weight in ((1, 6), (2, 3), (3, 2)):
        chance = weight / 14
        assert abs(first[song] - draws * chance) < 5 * math.sqrt(draws * chance * (1 - chance))


def _by_enumeration(pool: list[tuple[int, float]], size: int) -> dict[int, float]:
    found = dict.fromkeys([song for song, _ in pool], 0.0)
    for order in itertools.permutations(pool, size):
        probability, left = 1.0, sum(weight for _, weight in pool)
        for _, weight in order:
            probability *= weight / left
            left -= weight
        for song, _ in order:
            found[song] += probability
    return found


@pytest.mark.parametrize(
    "weights", [(1, 1, 1, 1, 1, 1), (9, 5, 3, 2, 1, 0.5, 0.1), (1000, 1, 1, 1, 1, 1, 0.001), (7, 7, 7, 1, 1, 1, 1)]
)
def test_chances_are_exact(weights: tuple[float, ...]) -> None:
    pool = list(enumerate(weights, start=1))
    expected = _by_enumeration(pool, 5)
    for song, chance in chances(pool).items():
        assert chance == pytest.approx(expected[song], abs=1e-9)


@given(st.lists(WEIGHTS, min_size=6, max_size=50))
def test_chances_sum_to_the_songs_drawn_and_follow_the_weights(weights: list[float]) -> None:
    pool = sorted(enumerate(weights), key=lambda one: -one[1])
    found = chances(pool)
    assert sum(found.values()) == pytest.approx(5, abs=1e-7)
    ordered = [found[song] for song, _ in pool]
    assert all(one >= other - 1e-9 for one, other in itertools.pairwise(ordered))


def test_a_pool_that_is_drawn_whole_leaves_nothing_to_chance() -> None:
    assert chances([(1, 5.0), (2, 0.1)]) == {1: 1.0, 2: 1.0}
    assert chances([]) == {}
