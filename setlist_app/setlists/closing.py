"""When voting on a show ends. Pure functions."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from setlist_app.models import ShowStatus

END_OF_DAY = time(23, 59, 59)
"""The time of a show without one: nobody is shut out before the doors of a show whose hour nobody knows."""

UNKNOWN_ZONE = "UTC"
"""Where neither show nor venue names a zone we know."""


def voting_closes_at(
    status: ShowStatus, starts_at: datetime | None, local_date: date | None, timezone: str | None
) -> datetime | None:
    """The instant voting ends: the start, else the end of the day at the venue, else (no date at all) never yet.

    A postponed show has no date to go by, even where the provider still lists the old one.
    `timezone` is an IANA name; UTC instant out.
    """
    if status is ShowStatus.POSTPONED:
        return None
    if starts_at is not None:
        return starts_at
    if local_date is None:
        return None
    return datetime.combine(local_date, END_OF_DAY, tzinfo=_zone(timezone)).astimezone(UTC)


def _zone(name: str | None) -> ZoneInfo:
    try:
        return ZoneInfo(name or UNKNOWN_ZONE)
    except (ZoneInfoNotFoundError, ValueError):  # ValueError: a name with a path in it
        return ZoneInfo(UNKNOWN_ZONE)
