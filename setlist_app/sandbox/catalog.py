"""What the stand-in has on its shelves, whoever filled them: the demo world, or a folder of recorded answers.

The handlers of both providers read nothing but a `Catalog`, so paging, limits and errors are the same for both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from setlist_app.sandbox import ticketmaster_wire
from setlist_app.sandbox.records import Album, SpotifyArtist, Track, World
from setlist_app.sandbox.ticketmaster_wire import Json
from setlist_app.sandbox.world import build_world


@dataclass
class Catalog:
    """Read only once it is filled."""

    attractions: dict[str, Json] = field(default_factory=dict)
    """Wire shape by id, most popular first."""
    venues: dict[str, Json] = field(default_factory=dict)
    events: dict[str, Json] = field(default_factory=dict)
    artists: dict[str, SpotifyArtist] = field(default_factory=dict)
    albums: dict[str, Album] = field(default_factory=dict)
    tracks: dict[str, Track] = field(default_factory=dict)
    art_names: dict[str, str] = field(default_factory=dict)
    """Names of artists by the slug under which their artwork is served."""

    @cached_property
    def events_by_attraction(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for event_id, event in self.events.items():
            for act in embedded(event, "attractions"):
                found[str(act.get("id"))].append(event_id)
        return found

    @cached_property
    def popularity(self) -> dict[str, int]:
        """Rank of each attraction, 1 the most popular."""
        return {attraction_id: rank for rank, attraction_id in enumerate(self.attractions, start=1)}

    @cached_property
    def starts(self) -> dict[str, datetime | None]:
        """When each event begins, UTC; midnight at the venue where only the day is known, None where not even that."""
        return {event_id: _starts_at(event) for event_id, event in self.events.items()}

    @cached_property
    def albums_by_artist(self) -> dict[str, list[Album]]:
        found: dict[str, list[Album]] = defaultdict(list)
        for album in self.albums.values():
            for artist in album.artists:
                found[artist.id].append(album)
        for albums in found.values():
            albums.sort(key=lambda album: album.released, reverse=True)
        return found

    @cached_property
    def tracks_by_artist(self) -> dict[str, list[Track]]:
        """Best loved first."""
        found: dict[str, list[Track]] = defaultdict(list)
        for track in self.tracks.values():
            for artist in track.artists:
                found[artist.id].append(track)
        for tracks in found.values():
            tracks.sort(key=lambda track: (-track.popularity, track.id))
        return found


def embedded(record: Json, kind: str) -> list[Json]:
    """The venues or attractions inside an event; nothing where the record has none or is malformed."""
    inside = record.get("_embedded")
    found = inside.get(kind) if isinstance(inside, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def of_world(world: World) -> Catalog:
    attractions, venues, events = ticketmaster_wire.all_of(world)
    return Catalog(
        attractions,
        venues,
        events,
        {artist.id: artist for artist in world.spotify_artists},
        {album.id: album for album in world.albums},
        {track.id: track for track in world.tracks},
        {act.key: act.name for act in world.attractions},
    )


@lru_cache(maxsize=2)
def of_day(seed: int, ordinal: int) -> Catalog:
    """The demo world's shelves on one day (`date.toordinal`), kept for that day and the one before."""
    return of_world(build_world(seed, datetime.fromordinal(ordinal).date()))


def zones(event: Json) -> Iterator[str]:
    dates = event.get("dates")
    if isinstance(dates, dict) and isinstance(dates.get("timezone"), str):
        yield dates["timezone"]
    for place in embedded(event, "venues"):
        if isinstance(place.get("timezone"), str):
            yield place["timezone"]


def _starts_at(event: Json) -> datetime | None:
    dates = event.get("dates")
    start = dates.get("start") if isinstance(dates, dict) else None
    if not isinstance(start, dict):
        return None
    try:
        if isinstance(start.get("dateTime"), str):
            return datetime.fromisoformat(start["dateTime"]).astimezone(UTC)
        if isinstance(start.get("localDate"), str):
            local = datetime.fromisoformat(f"{start['localDate']}T{start.get('localTime') or '00:00:00'}")
            return local.replace(tzinfo=ZoneInfo(next(zones(event), "UTC"))).astimezone(UTC)
    except (ValueError, KeyError):
        # A recorded answer may hold anything; an event whose date cannot be read sorts with the undated.
        return None
    return None
