"""Pace, daily budget and "come back later" are facts of the database."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from setlist_app.db import Database
from setlist_app.models import Provider, ProviderBudget, ProviderState
from setlist_app.sync.budget import LIVE, BudgetGate, Pace, metered
from setlist_app.sync.providers.http import Answer, ProviderUnavailable
from tests.sync.stage import NOON, Clock

TM = Provider.TICKETMASTER
TODAY = NOON.date()


def gate(db: Database, clock: Clock, per_second: float = 2, per_day: int | None = None) -> BudgetGate:
    return BudgetGate(db, {TM: Pace(per_second, per_day)}, clock, clock.sleep)


def used(db: Database, day: date = TODAY) -> int:
    return db.read_now(lambda s: s.get_one(ProviderBudget, (TM, day))).used


def state(db: Database) -> ProviderState:
    return db.read_now(lambda s: s.get_one(ProviderState, TM))


def test_requests_are_kept_at_the_pace_across_processes(db: Database) -> None:
    clock = Clock()
    times: list[datetime] = []

    async def play() -> None:
        for process in [gate(db, clock), gate(db, clock)] * 5:
            await process.admit("ticketmaster")
            times.append(clock())

    asyncio.run(play())
    assert times == [NOON + timedelta(seconds=n / 2) for n in range(10)]


def test_requests_at_once_each_get_a_turn_of_their_own(db: Database) -> None:
    clock = Clock()
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    both = [BudgetGate(db, {TM: Pace(2)}, clock, sleep) for _ in range(2)]

    async def play() -> None:
        await asyncio.gather(*(both[n % 2].admit("ticketmaster") for n in range(8)))

    asyncio.run(play())
    assert sorted(waits) == [n / 2 for n in range(1, 8)]


def test_the_day_s_budget_is_paid_before_the_call_and_never_overspent(db: Database) -> None:
    clock = Clock()
    guarded = gate(db, clock, 1000, per_day=3)

    async def play() -> None:
        for _ in range(3):
            await guarded.admit("ticketmaster")
        with pytest.raises(ProviderUnavailable) as refused:
            await guarded.admit("ticketmaster")
        assert refused.value.until == datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
        assert refused.value.sentence == "Today's requests to Ticketmaster are used up."
        clock.at = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
        await guarded.admit("ticketmaster")

    asyncio.run(play())
    assert (used(db), used(db, date(2026, 11, 23))) == (3, 1)


def test_a_short_wait_is_waited_and_a_long_one_is_stored(db: Database) -> None:
    clock = Clock()
    guarded = gate(db, clock, 1000, per_day=100)

    async def play() -> None:
        await guarded.report("ticketmaster", Answer(429, retry_at=NOON + timedelta(seconds=30)))
        await guarded.admit("ticketmaster")
        assert clock() == NOON + timedelta(seconds=30)
        later = clock() + timedelta(seconds=31)
        await guarded.report("ticketmaster", Answer(429, retry_at=later))
        with pytest.raises(ProviderUnavailable) as refused:
            await gate(db, clock, 1000, per_day=100).admit("ticketmaster")
        assert refused.value.until == later
        assert clock() == NOON + timedelta(seconds=30), "nothing slept"

    asyncio.run(play())
    assert used(db) == 1, "a refused request is not paid"


def test_too_many_without_a_time_pauses_a_second(sqlite_db: Database) -> None:
    clock = Clock()
    guarded = gate(sqlite_db, clock, 1000)

    async def play() -> None:
        await guarded.report("ticketmaster", Answer(429))
        await guarded.admit("ticketmaster")

    asyncio.run(play())
    assert clock() == NOON + timedelta(seconds=1)


def test_an_earlier_wish_to_wait_never_shortens_a_longer_one(sqlite_db: Database) -> None:
    clock = Clock()
    guarded = gate(sqlite_db, clock)

    async def play() -> None:
        await guarded.report("ticketmaster", Answer(429, retry_at=NOON + timedelta(hours=1)))
        await guarded.report("ticketmaster", Answer(429, retry_at=NOON + timedelta(seconds=5)))

    asyncio.run(play())
    assert state(sqlite_db).blocked_until == NOON + timedelta(hours=1)


def test_the_provider_s_own_count_corrects_ours_upwards_only(db: Database) -> None:
    guarded = gate(db, Clock(), 1000, per_day=4500)

    async def play() -> None:
        await guarded.admit("ticketmaster")
        await guarded.report("ticketmaster", Answer(200, limit=5000, remaining=4000))
        assert used(db) == 1000
        await guarded.report("ticketmaster", Answer(200, limit=5000, remaining=4999))
        assert used(db) == 1000
        # The limit of a second is none of a day.
        await guarded.report("ticketmaster", Answer(200, limit=50, remaining=0))
        assert used(db) == 1000

    asyncio.run(play())


def test_errors_are_counted_in_a_row_and_the_last_one_is_kept(db: Database) -> None:
    clock = Clock()
    guarded = gate(db, clock)

    async def play() -> None:
        await guarded.report("ticketmaster", Answer(None))
        await guarded.report("ticketmaster", Answer(503))
        row = state(db)
        assert (row.failures, row.last_error, row.last_ok_at) == (2, "It answered with error 503.", None)
        clock.advance(seconds=5)
        await guarded.report("ticketmaster", Answer(200))
        row = state(db)
        assert (row.failures, row.last_error_at, row.last_ok_at) == (0, NOON, clock())

    asyncio.run(play())


def test_requests_of_one_run_are_counted_apart(sqlite_db: Database) -> None:
    guarded = gate(sqlite_db, Clock(), 1000)

    async def run(number: int) -> int:
        with metered() as meter:
            for _ in range(number):
                await guarded.admit("ticketmaster")
            return meter.take()

    async def play() -> list[int]:
        return await asyncio.gather(run(2), run(5))

    assert asyncio.run(play()) == [2, 5]


def test_the_live_limits_stay_below_the_published_ones() -> None:
    assert LIVE[TM].per_second <= 2
    assert (LIVE[TM].per_day or 0) <= 4500


def test_a_writer_of_another_process_does_not_break_the_turn(db: Database) -> None:
    clock = Clock()

    def elsewhere(session: Session) -> None:
        session.add(ProviderState(provider=TM, next_at=NOON + timedelta(seconds=3)))

    db.write_now(elsewhere)
    asyncio.run(gate(db, clock).admit("ticketmaster"))
    assert clock() == NOON + timedelta(seconds=3)
