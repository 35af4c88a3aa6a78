from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from setlist_app.models import ShowStatus
from setlist_app.setlists.closing import voting_closes_at

STARTS = datetime(2026, 12, 3, 19, 0, tzinfo=UTC)


def test_voting_closes_when_the_show_starts() -> None:
    assert voting_closes_at(ShowStatus.SCHEDULED, STARTS, date(2026, 12, 3), "Europe/Berlin") == STARTS


def test_a_show_without_a_date_does_not_close() -> None:
    assert voting_closes_at(ShowStatus.RESCHEDULED, None, None, "Europe/Berlin") is None


def test_a_postponed_show_does_not_close_whatever_date_is_still_listed() -> None:
    assert voting_closes_at(ShowStatus.POSTPONED, STARTS, date(2026, 12, 3), "Europe/Berlin") is None


@pytest.mark.parametrize(
    ("day", "zone", "closes"),
    [
        (date(2026, 12, 3), "Europe/Berlin", datetime(2026, 12, 3, 22, 59, 59, tzinfo=UTC)),
        (date(2026, 12, 3), "Asia/Tokyo", datetime(2026, 12, 3, 14, 59, 59, tzinfo=UTC)),
        (date(2026, 12, 3), "America/Los_Angeles", datetime(2026, 12, 4, 7, 59, 59, tzinfo=UTC)),
        (date(2026, 12, 3), "Asia/Kathmandu", datetime(2026, 12, 3, 18, 14, 59, tzinfo=UTC)),
        # The day that the clocks go back is an hour longer.
        (date(2026, 11, 1), "America/New_York", datetime(2026, 11, 2, 4, 59, 59, tzinfo=UTC)),
        (date(2026, 12, 3), None, datetime(2026, 12, 3, 23, 59, 59, tzinfo=UTC)),
        (date(2026, 12, 3), "Nowhere/Known", datetime(2026, 12, 3, 23, 59, 59, tzinfo=UTC)),
        (date(2026, 12, 3), "../etc/passwd", datetime(2026, 12, 3, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_without_a_time_voting_closes_at_the_end_of_the_day_at_the_venue(
    day: date, zone: str | None, closes: datetime
) -> None:
    assert voting_closes_at(ShowStatus.SCHEDULED, None, day, zone) == closes
