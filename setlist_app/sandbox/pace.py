"""The stand-in's own pace limit: a bucket that refills steadily, on a clock that is passed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from setlist_app.sandbox.answers import Answer, spike_arrest, spotify_quota

DEFAULT_RATE = 50
"""Requests a second and provider: generous, so that the demo is quick, and low enough that a runaway loop is felt."""


@dataclass
class Pace:
    """Holds at most `rate` requests and gains `rate` a second."""

    rate: int
    left: float = -1.0
    at: datetime | None = None

    def take(self, now: datetime) -> bool:
        """Whether a request may pass now; one that may not costs nothing."""
        if self.at is None:
            self.left = float(self.rate)
        else:
            gained = max(0.0, (now - self.at).total_seconds()) * self.rate
            self.left = min(float(self.rate), self.left + gained)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True

    def headers(self, now: datetime) -> dict[str, str]:
        """Ticketmaster's four; the reset is in epoch milliseconds, when the bucket will be full again."""
        full = now + timedelta(seconds=(self.rate - self.left) / self.rate)
        return {
            "Rate-Limit": str(self.rate),
            "Rate-Limit-Available": str(int(self.left)),
            "Rate-Limit-Over": "0" if self.left >= 1 else "1",
            "Rate-Limit-Reset": str(int(full.timestamp() * 1000)),
        }


def refuse_ticketmaster(pace: Pace, now: datetime) -> Answer:
    answer = spike_arrest(pace.rate)
    return Answer(answer.body, answer.status, pace.headers(now))


def refuse_spotify(_: Pace, now: datetime) -> Answer:
    return spotify_quota(retry_after=1)
