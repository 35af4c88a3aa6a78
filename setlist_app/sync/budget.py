"""What a provider allows: pace, daily budget and "come back later", kept in the database for every process.

A request is paid for before it is made: a crash may then count one too many, never spend one too many.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from setlist_app.db import Database
from setlist_app.db.statements import changed_rows, insert_missing
from setlist_app.models import Provider, ProviderBudget, ProviderState
from setlist_app.sync.providers.http import Answer, ProviderUnavailable

LONGEST_WAIT = timedelta(seconds=30)
"""A longer wait is stored and the run parked: a sleeping worker helps nobody."""

PAUSE_AFTER_429 = timedelta(seconds=1)
"""Where a "too many requests" names no time: Ticketmaster's per-second limit is over after one."""

OK_NOTED_EVERY = timedelta(seconds=10)
"""How exact "last answered" is; writing it for every request would double the writes of a sync."""

TOO_MANY = 429


@dataclass(frozen=True)
class Pace:
    per_second: float
    per_day: int | None = None


LIVE = {
    # Published: 5,000 a day; 5 a second in Getting Started, 2 in the FAQ (developer.ticketmaster.com, Nov 2026).
    # 500 a day are left for people at the command line and for counting from another midnight than theirs.
    Provider.TICKETMASTER: Pace(2, 4500),
    # Unpublished: a rolling window of 30 s. Applications were locked out after 800 to 1,400 requests (2024-2026).
    Provider.SPOTIFY: Pace(2, 800),
    # Published: 1 a second for each address (musicbrainz.org/doc/MusicBrainz_API/Rate_Limiting, Nov 2026).
    Provider.MUSICBRAINZ: Pace(1),
}
DEMO = {Provider.TICKETMASTER: Pace(50), Provider.SPOTIFY: Pace(50)}
"""The sandbox advertises 50 requests a second in its headers."""


class Meter:
    """Counts the requests made on behalf of one run."""

    def __init__(self) -> None:
        self.count = 0

    def take(self) -> int:
        """What was counted since the last call."""
        taken, self.count = self.count, 0
        return taken


_METER: ContextVar[Meter | None] = ContextVar("meter", default=None)


@contextmanager
def metered() -> Iterator[Meter]:
    """Requests admitted inside are counted, also those of tasks started inside."""
    meter = Meter()
    token = _METER.set(meter)
    try:
        yield meter
    finally:
        _METER.reset(token)


class BudgetGate:
    """The `Gate` of every provider client."""

    def __init__(
        self,
        db: Database,
        paces: Mapping[Provider, Pace],
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._db = db
        self._paces = paces
        self._clock = clock
        self._sleep = sleep
        self._noted_ok: dict[Provider, datetime] = {}

    async def admit(self, provider: str) -> None:
        """Pay for one request and wait for its turn. Raises `ProviderUnavailable` when the turn is more than
        `LONGEST_WAIT` away; nothing is paid then."""
        who = Provider(provider)
        now = self._clock()
        granted = await self._db.write(lambda session: _reserve(session, who, self._paces[who], now))
        if granted.refused:
            raise ProviderUnavailable(granted.refused, provider=provider, until=granted.at)
        meter = _METER.get()
        if meter is not None:
            meter.count += 1
        wait = (granted.at - self._clock()).total_seconds()
        if wait > 0:
            await self._sleep(wait)

    async def report(self, provider: str, answer: Answer) -> None:
        """Keep what an answer says about the provider's health and limits."""
        who = Provider(provider)
        now = self._clock()
        fine = answer.status is not None and answer.status < 500 and answer.status != TOO_MANY
        noted = self._noted_ok.get(who)
        if (
            fine
            and (self._paces[who].per_day is None or answer.remaining is None)
            and noted is not None
            and now - noted < OK_NOTED_EVERY
        ):
            return
        await self._db.write(lambda session: _note(session, who, self._paces[who], answer, now))
        if fine:
            self._noted_ok[who] = now
        else:
            self._noted_ok.pop(who, None)


@dataclass(frozen=True)
class _Grant:
    at: datetime
    refused: str = ""


def _state(session: Session, provider: Provider) -> ProviderState:
    """The provider's row, locked until the end of the transaction (SQLite's writer is alone anyway)."""
    insert_missing(session, ProviderState, provider=provider, failures=0)
    return session.get_one(ProviderState, provider, with_for_update=True)


def _reserve(session: Session, provider: Provider, pace: Pace, now: datetime) -> _Grant:
    state = _state(session, provider)
    blocked = state.blocked_until
    if blocked is not None and blocked - now > LONGEST_WAIT:
        return _Grant(blocked, f"{provider.label} asked us to wait.")
    turn = max(now, state.next_at or now, blocked or now)
    if turn - now > LONGEST_WAIT:
        return _Grant(turn, f"Many requests are waiting for {provider.label}.")
    if pace.per_day is not None and not _pay(session, provider, pace.per_day, now.astimezone(UTC).date()):
        return _Grant(_tomorrow(now), f"Today's requests to {provider.label} are used up.")
    state.next_at = turn + timedelta(seconds=1 / pace.per_second)
    session.add(state)
    return _Grant(turn)


def _pay(session: Session, provider: Provider, cap: int, day: date) -> bool:
    insert_missing(session, ProviderBudget, provider=provider, day=day, used=0, cap=cap)
    paid = session.execute(
        sa.update(ProviderBudget)
        .where(col(ProviderBudget.provider) == provider, col(ProviderBudget.day) == day, col(ProviderBudget.used) < cap)
        .values(used=ProviderBudget.used + 1, cap=cap)
    )
    return changed_rows(paid) == 1


def _tomorrow(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), tzinfo=UTC)


def _note(session: Session, provider: Provider, pace: Pace, answer: Answer, now: datetime) -> None:
    state = _state(session, provider)
    if answer.status is None or answer.status >= 500:
        state.failures += 1
        state.last_error = "It did not answer." if answer.status is None else f"It answered with error {answer.status}."
        state.last_error_at = now
    elif answer.status == TOO_MANY:
        state.blocked_until = max(answer.retry_at or now + PAUSE_AFTER_429, state.blocked_until or now)
        state.last_error, state.last_error_at = "It asked us to wait.", now
    elif answer.status in {401, 403}:
        state.last_error, state.last_error_at = f"It refused our key ({answer.status}).", now
    else:
        state.failures, state.last_ok_at = 0, now
    session.add(state)
    # Their count is the one that matters: another program may use the same key.
    # A limit below our daily cap is one of seconds, not of the day.
    if pace.per_day is None or answer.remaining is None or (answer.limit or 0) < pace.per_day:
        return
    spent = (answer.limit or 0) - answer.remaining
    session.execute(
        sa.update(ProviderBudget)
        .where(
            col(ProviderBudget.provider) == provider,
            col(ProviderBudget.day) == now.astimezone(UTC).date(),
            col(ProviderBudget.used) < spent,
        )
        .values(used=spent)
    )
