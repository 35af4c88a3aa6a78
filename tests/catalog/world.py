"""Records as a parser makes them, short enough to read in a test."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from setlist_app.models import ShowStatus
from setlist_app.sync.providers.records import ArtistRecord, ShowRecord, SongRecord, VenueRecord

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

HALL = VenueRecord("V1", "Saal der Uhren", "Berlin", None, "DE", "Europe/Berlin", 52.52, 13.405)
HEAD = ArtistRecord("A1", "P!NK", mbid="11111111-1111-4111-a111-111111111111")
SUPPORT = ArtistRecord("A2", "Juniper Okafor")
GUEST = ArtistRecord("A3", "Nube Baja")


def show(provider_id: str = "E1", **changes: Any) -> ShowRecord:
    words: dict[str, Any] = {
        "title": "P!NK: Carnival",
        "status": ShowStatus.SCHEDULED,
        "local_date": date(2026, 12, 3),
        "local_time": time(20, 0),
        "timezone": "Europe/Berlin",
        "starts_at": datetime(2026, 12, 3, 19, 0, tzinfo=UTC),
        "venue": HALL,
        "performances": (HEAD, SUPPORT),
    }
    return ShowRecord(provider_id, **(words | changes))


def song(title: str, *ids: str, **changes: Any) -> SongRecord:
    words: dict[str, Any] = {"normalised_title": title.casefold(), "weight": 10.0, "weight_source": "search_rank"}
    return SongRecord(title, source_ids=ids, **(words | changes))
