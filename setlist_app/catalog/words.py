"""Dates, ages and counts as people read them. Pure; the venue's own calendar and clock, never the reader's."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DATE_TBA = "Date to be announced"


def day(value: date) -> str:
    """'3 Dec'."""
    return f"{value.day} {value:%b}"


def weekday_and_day(value: date) -> str:
    """'Thu 3 Dec'."""
    return f"{value:%a} {day(value)}"


def full_date(value: date | None) -> str:
    """'Thursday 3 December 2026'."""
    return f"{value:%A} {value.day} {value:%B %Y}" if value else DATE_TBA


def clock(value: time | None) -> str:
    return f"{value:%H:%M}" if value else "time TBA"


def month(value: date | None) -> str:
    return f"{value:%B %Y}" if value else DATE_TBA


def zone_city(zone: str) -> str:
    """'Berlin' for 'Europe/Berlin': how people name a time zone."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def age(then: datetime, now: datetime) -> str:
    """'just now', '5 min ago', '2 h ago', '3 days ago'."""
    return "just now" if now - then < timedelta(minutes=1) else f"{span(now - then)} ago"


def span(length: timedelta) -> str:
    """'40 s', '5 min', '2 h', '3 days': one unit, rounded down."""
    seconds = max(0, int(length.total_seconds()))
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min"
    if seconds < 172_800:
        return f"{seconds // 3600} h"
    return f"{seconds // 86_400} days"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """'1 show', '14 shows', '1,204 songs'."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def local(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone))
