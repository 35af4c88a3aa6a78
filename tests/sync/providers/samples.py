"""Small answers in the providers' wire format, written for these tests. Every builder takes overrides."""

from __future__ import annotations

from typing import Any

MUSIC = {"id": "KZFzniwnSyZfZ7v7nJ", "name": "Music"}
HALL_ID = "Kv0001"


def classified(
    segment: str = "Music", genre: str = "Rock", kind: str | None = None, sub: str | None = None
) -> list[Any]:
    one: dict[str, Any] = {"primary": True, "segment": MUSIC if segment == "Music" else {"id": "x", "name": segment}}
    one["genre"] = {"id": "g", "name": genre}
    if kind:
        one["type"] = {"id": "t", "name": kind}
    if sub:
        one["subType"] = {"id": "s", "name": sub}
    return [one]


def attraction(name: str, number: int = 1, *, linked: bool = False, **more: Any) -> dict[str, Any]:
    record: dict[str, Any] = {"name": name, "type": "attraction", "id": f"K8v{number:04}", "test": False}
    record["classifications"] = classified()
    if linked:
        record["externalLinks"] = {"musicbrainz": [{"id": f"{number:08x}-0000-4000-8000-000000000000"}]}
    return {**record, **more}


def venue(name: str = "Meridian Hall", vid: str = HALL_ID, **more: Any) -> dict[str, Any]:
    record = {
        "name": name,
        "type": "venue",
        "id": vid,
        "timezone": "America/New_York",
        "city": {"name": "Albany "},
        "country": {"countryCode": "US"},
        "location": {"latitude": "42.65", "longitude": "-73.75"},
    }
    return {**record, **more}


def event(
    eid: str = "vvTest1",
    name: str = "The Velvet Harbour",
    *bill: dict[str, Any],
    date: str | None = "2026-11-20",
    time: str | None = "20:00:00",
    status: str | None = "onsale",
    start: dict[str, Any] | None = None,
    venues: list[dict[str, Any]] | None = None,
    **more: Any,
) -> dict[str, Any]:
    begins: dict[str, Any] = {} if date is None else {"localDate": date}
    if date and time:
        begins["localTime"] = time
    record: dict[str, Any] = {
        "name": name,
        "type": "event",
        "id": eid,
        "test": False,
        "url": f"https://tickets.example/{eid}",
        "classifications": classified(),
        "dates": {"start": begins if start is None else start, "timezone": "America/New_York"},
        "_embedded": {"venues": [venue()] if venues is None else venues, "attractions": list(bill)},
    }
    if status is not None:
        record["dates"]["status"] = {"code": status}
    return {**record, **more}


def page(*events: dict[str, Any], number: int = 0, pages: int = 1, total: int | None = None) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "page": {
            "size": 199,
            "totalElements": len(events) if total is None else total,
            "totalPages": pages,
            "number": number,
        }
    }
    if events:
        answer["_embedded"] = {"events": list(events)}
    return answer


ALICE_BAND = "4AliceBand0000000000AB"
OTHER_BAND = "4OtherBand0000000000CD"


def track(tid: str, name: str, *, artist: str = ALICE_BAND, isrc: str | None = None, **more: Any) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": tid,
        "name": name,
        "type": "track",
        "artists": [{"id": artist, "name": "The Velvet Harbour" if artist == ALICE_BAND else "Another Band"}],
        "album": {"id": "1album", "name": "Tides", "album_type": "album", "release_date": "2019-04-05"},
        "duration_ms": 200_000,
    }
    if isrc:
        record["external_ids"] = {"isrc": isrc}
    return {**record, **more}


def search(*tracks: Any, offset: int = 0, more: bool = False) -> dict[str, Any]:
    url = "https://api.spotify.com/v1/search?query=x&type=track&limit=10"
    return {
        "tracks": {"href": f"{url}&offset={offset}", "items": list(tracks), "limit": 10, "offset": offset,
                   "next": url if more else None, "total": offset + len(tracks)},
    }  # fmt: skip
