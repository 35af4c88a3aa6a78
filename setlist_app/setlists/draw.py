"""The first five songs of a performance. Pure functions: no I/O, no clock, the seed is an argument.

Five distinct songs from the fifty heaviest, weighted without replacement (Efraimidis and Spirakis, 2006: each song gets
the key -ln(u)/weight, the smallest keys win). Rule, seed and pool are stored, so that a draw can be shown and repeated.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from setlist_app.models.setlists import Rule

SONGS_DRAWN = 5
POOL_SIZE = 50
"""A setlist holds 15 to 25 songs; deep cuts beyond the fifty heaviest come by fans' suggestions."""

UNIFORM_WEIGHT = 1.0


@dataclass(frozen=True)
class Candidate:
    song_id: int
    weight: float | None = None
    source: str | None = None
    """What the weight was read from: a `Rule` word."""


@dataclass(frozen=True)
class Draw:
    rule: Rule
    seed: int
    pool: tuple[tuple[int, float], ...]
    """(song id, weight), heaviest first."""
    chosen: tuple[int, ...]
    """Song ids in the order they were drawn."""


class BadWeight(ValueError):
    """A weight that is no number to draw by."""


def draw(candidates: Iterable[Candidate], seed: int, *, size: int = SONGS_DRAWN, pool_size: int = POOL_SIZE) -> Draw:
    """Draw `size` songs; fewer songs give fewer. Raises `BadWeight` for NaN, infinite and negative weights."""
    rule, pool = pool_of(candidates, size=size, pool_size=pool_size)
    return Draw(rule, seed, pool, _take(pool, Random(seed), size))


def pool_of(
    candidates: Iterable[Candidate], *, size: int = SONGS_DRAWN, pool_size: int = POOL_SIZE
) -> tuple[Rule, tuple[tuple[int, float], ...]]:
    """The rule and the songs to draw from.

    Weights of different sources are not comparable, so the pool has one: the best that weighs at least `size` songs.
    Without such a source every song is as likely as any other.
    """
    every: list[int] = []
    weighed: dict[str | None, list[tuple[int, float]]] = {}
    for song in candidates:
        every.append(song.song_id)
        weight = song.weight
        if not weight:
            continue
        if not 0 < weight < math.inf:  # NaN is not above zero either
            raise BadWeight(f"song {song.song_id} has the weight {weight}, which is nothing to draw by")
        weighed.setdefault(song.source, []).append((song.song_id, weight))
    for rule in Rule:
        pool = weighed.get(rule.value, [])
        if len(pool) >= size:
            return rule, tuple(sorted(pool, key=lambda entry: (-entry[1], entry[0]))[:pool_size])
    return Rule.UNIFORM, tuple((song_id, UNIFORM_WEIGHT) for song_id in sorted(every))


def _take(pool: Sequence[tuple[int, float]], rng: Random, size: int) -> tuple[int, ...]:
    # 1 - random() is in (0, 1]: its logarithm exists.
    keys = [(-math.log(1.0 - rng.random()) / weight, song_id) for song_id, weight in pool]
    return tuple(song_id for _, song_id in heapq.nsmallest(size, keys))


def chances(pool: Sequence[tuple[int, float]], *, size: int = SONGS_DRAWN) -> dict[int, float]:
    """The exact probability of each pool song to be among the drawn ones, for "Why these five?".

    The draw is a race of exponential clocks with the weights as rates; a song is in when fewer than `size` others
    ring before it. That integral is taken numerically (trapezoid after a double exponential substitution); the sum
    over all songs is `size` within 1e-9 for weights up to six orders of magnitude apart.
    """
    if len(pool) <= size:
        return {song_id: 1.0 for song_id, _ in pool}
    heaviest = max(weight for _, weight in pool)
    rates = [weight / heaviest for _, weight in pool]
    total = [0.0] * len(rates)
    # At the last instant even the lightest song has rung; at the first not even the heaviest has.
    last = math.log(40.0 / min(rates)) + 1.0
    instant = _FIRST
    while instant < last:
        shrink = math.exp(-instant)
        t = math.exp(instant - shrink)
        width = t * (1.0 + shrink) * _STEP
        for i, fewer in enumerate(_fewer_than(size, [math.exp(-rate * t) for rate in rates])):
            total[i] += rates[i] * math.exp(-rates[i] * t) * fewer * width
        instant += _STEP
    return {song_id: min(1.0, chance) for (song_id, _), chance in zip(pool, total, strict=True)}


_FIRST = -4.0
_STEP = 0.1


def _fewer_than(size: int, silent: Sequence[float]) -> list[float]:
    """For each clock: the probability that fewer than `size` of the others have rung; `silent[j]` = j has not."""
    before = _rung(size, silent)
    after = _rung(size, silent[::-1])
    last = len(silent) - 1
    chances_of = []
    for i in range(len(silent)):
        up_to = 0.0
        behind = 0.0
        head, tail = before[i], after[last - i]
        for rung in range(size):
            behind += tail[rung]
            up_to += head[size - 1 - rung] * behind
        chances_of.append(up_to)
    return chances_of


def _rung(size: int, silent: Sequence[float]) -> list[list[float]]:
    """`[i][n]`: the probability that exactly n of the first i clocks have rung, for n < size."""
    row = [1.0] + [0.0] * (size - 1)
    rows = [row]
    for quiet in silent:
        loud = 1.0 - quiet
        row = [row[0] * quiet] + [row[n] * quiet + row[n - 1] * loud for n in range(1, size)]
        rows.append(row)
    return rows
