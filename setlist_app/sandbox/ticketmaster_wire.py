"""The demo world in Ticketmaster Discovery v2's own words: attractions, venues and events as JSON-ready dicts.

The shapes follow the recorded answers of 2016-2024 as far as they still hold: no `priceRanges` (gone by October 2026),
no images (the product draws its own artwork for the demo world), `location` as strings.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from setlist_app.sandbox.identity import base62
from setlist_app.sandbox.records import Attraction, Hall, Show, World

Json = dict[str, Any]

TICKETS = "https://tickets.sandbox.invalid"
"""Where the ticket links of the demo world lead: nowhere, by RFC 6761."""

SEGMENT_IDS = {
    "Music": "KZFzniwnSyZfZ7v7nJ",
    "Sports": "KZFzniwnSyZfZ7v7nE",
    "Arts & Theatre": "KZFzniwnSyZfZ7v7na",
    "Miscellaneous": "KZFzniwnSyZfZ7v7n1",
    "Undefined": "KZFzniwnSyZfZ7v7nX",
}


def attraction(act: Attraction, upcoming: int) -> Json:
    body: Json = {
        "name": act.name,
        "type": "attraction",
        "id": act.id,
        "test": False,
        "url": f"{TICKETS}/artist/{act.id}",
        "locale": "en-us",
        "images": [],
        "classifications": [classification(act)],
        "upcomingEvents": {"_total": upcoming, "_filtered": 0, "ticketmaster": upcoming},
        "_links": {"self": {"href": f"/discovery/v2/attractions/{act.id}?locale=en-us"}},
    }
    links: Json = {}
    if act.mbid:
        links["musicbrainz"] = [{"id": act.mbid, "url": f"https://musicbrainz.org/artist/{act.mbid}"}]
    if act.spotify_link:
        links["spotify"] = [{"url": act.spotify_link}]
    if links:
        body["externalLinks"] = links
    if act.aliases:
        body["aliases"] = list(act.aliases)
    return body


def classification(act: Attraction) -> Json:
    return {
        "primary": True,
        "segment": {"id": SEGMENT_IDS[act.segment], "name": act.segment},
        "genre": {"id": "KnvZfZ7v" + base62(3, "genre", act.genre), "name": act.genre},
        "subGenre": {"id": "KZazBEonSMnZfZ7v" + base62(3, "subgenre", act.subgenre), "name": act.subgenre},
        "family": False,
    }


def venue(hall: Hall, resale: bool = False) -> Json:
    identity = hall.resale_id if resale else hall.id
    city = hall.city
    body: Json = {
        "name": hall.name,
        "type": "venue",
        "id": identity,
        "test": False,
        "url": f"{TICKETS}/venue/{identity}",
        "locale": "en-us",
        "timezone": city.timezone,
        "city": {"name": city.name},
        "country": {"name": city.country_name, "countryCode": city.country},
        "address": {"line1": hall.street},
        "location": {"longitude": f"{city.longitude:.8f}", "latitude": f"{city.latitude:.8f}"},
        "_links": {"self": {"href": f"/discovery/v2/venues/{identity}?locale=en-us"}},
    }
    if city.state:
        body["state"] = {"name": city.state, "stateCode": city.state_code}
    return body


def event(show: Show, venues: dict[str, Json], attractions: dict[str, Json]) -> Json:
    zone = show.hall.city.timezone if show.hall else None
    headliner = show.acts[0]
    embedded: Json = {}
    links: Json = {"self": {"href": f"/discovery/v2/events/{show.id}?locale=en-us"}}
    if show.hall:
        venue_id = show.hall.resale_id if show.resale else show.hall.id
        embedded["venues"] = [venues[venue_id]]
        links["venues"] = [{"href": f"/discovery/v2/venues/{venue_id}?locale=en-us"}]
    embedded["attractions"] = [attractions[act.id] for act in show.acts]
    links["attractions"] = [{"href": f"/discovery/v2/attractions/{act.id}?locale=en-us"} for act in show.acts]
    dates: Json = {
        "start": _start(show, zone),
        "status": {"code": show.status.value},
        "spanMultipleDays": show.end_date is not None,
    }
    if zone and show.zone_on_event:
        dates["timezone"] = zone
    if show.end_date:
        dates["end"] = {"localDate": show.end_date.isoformat(), "approximate": False, "noSpecificTime": True}
    if show.first_date:
        dates["initialStartDate"] = _moment(show.first_date.isoformat(), show.first_time, zone)
    return {
        "name": show.title,
        "type": "event",
        "id": show.id,
        "test": False,
        "url": f"{TICKETS}/event/{show.id}",
        "locale": "en-us",
        "images": [],
        # The placeholder that the provider sends on 18 % of events (measured October 2026).
        "sales": {"public": {"startDateTime": "1900-01-01T06:00:00Z", "startTBD": False, "startTBA": False}},
        "dates": dates,
        "classifications": [classification(headliner)],
        "_links": links,
        "_embedded": embedded,
    }


def _start(show: Show, zone: str | None) -> Json:
    start = _moment(show.local_date.isoformat(), show.local_time, zone) if show.local_date else {}
    return start | {
        "dateTBD": show.date_tbd,
        "dateTBA": show.date_tba,
        "timeTBA": show.time_tba,
        "noSpecificTime": show.no_specific_time,
    }


def _moment(local_date: str, local_time: time | None, zone: str | None) -> Json:
    if local_time is None:
        return {"localDate": local_date}
    moment: Json = {"localDate": local_date, "localTime": local_time.isoformat()}
    if zone:
        local = datetime.fromisoformat(f"{local_date}T{local_time.isoformat()}").replace(tzinfo=ZoneInfo(zone))
        moment["dateTime"] = local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment


def all_of(world: World) -> tuple[dict[str, Json], dict[str, Json], dict[str, Json]]:
    """Attractions (most popular first), venues and events by id. Events share their venues' and acts' dicts."""
    upcoming: dict[str, int] = {}
    for show in world.shows:
        if show.local_date is None or show.local_date >= world.today:
            for act in show.acts:
                upcoming[act.id] = upcoming.get(act.id, 0) + 1
    attractions = {act.id: attraction(act, upcoming.get(act.id, 0)) for act in world.attractions}
    venues = {hall.id: venue(hall) for hall in world.halls}
    venues |= {show.hall.resale_id: venue(show.hall, resale=True) for show in world.shows if show.resale and show.hall}
    events = {show.id: event(show, venues, attractions) for show in world.shows}
    return attractions, venues, events
