"""When a Ticketmaster event takes place, as far as it is settled: local date, local hour, zone, instant.

Pure functions, no I/O. A postponed event has flags instead of a date; one to be announced has a date without an hour.
Date and zone are kept beside the instant: in UTC an evening show in America is on the next day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from setlist_app.sync.providers.ticketmaster_schema import Start

YEARS = range(1900, 2200)
"""Others are placeholders, and at the ends of the calendar there is no other zone to convert to."""


class UnreadableDate(ValueError):
    """A date or time that is present but no date; the record is quarantined."""


def zone(name: str | None) -> str | None:
    """The IANA name if it is one that this machine knows."""
    try:
        return ZoneInfo(name).key if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def when(start: Start, there: str | None) -> tuple[date | None, time | None, datetime | None]:
    """Local date, local time and UTC instant, each only as far as it is settled."""
    if start.date_tba or start.date_tbd:
        return None, None, None
    local_date = _date(start.local_date)
    if start.time_tba or start.no_specific_time:
        return local_date, None, None
    local_time = _time(start.local_time)
    instant = _instant(start.date_time)
    if instant is None and there and local_date and local_time:
        instant = datetime.combine(local_date, local_time, ZoneInfo(there)).astimezone(UTC)
    if instant and there and (local_date is None or local_time is None):
        local = instant.astimezone(ZoneInfo(there))
        local_date = local_date or local.date()
        local_time = local_time or local.time()
    return local_date, local_time, instant


def _date(text: str | None) -> date | None:
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise UnreadableDate(f"dates.start.localDate: not a date: {text}") from error
    if found.year not in YEARS:
        raise UnreadableDate(f"dates.start.localDate: not a date of a show: {text}")
    return found


def _time(text: str | None) -> time | None:
    if not text:
        return None
    try:
        return time.fromisoformat(text).replace(microsecond=0, tzinfo=None)
    except ValueError as error:
        raise UnreadableDate(f"dates.start.localTime: not a time: {text}") from error


def _instant(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text).replace(microsecond=0)
    except ValueError as error:
        raise UnreadableDate(f"dates.start.dateTime: not an instant: {text}") from error
    if instant.year not in YEARS:
        raise UnreadableDate(f"dates.start.dateTime: not an instant of a show: {text}")
    return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
