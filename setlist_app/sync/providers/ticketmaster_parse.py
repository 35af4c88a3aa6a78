"""Ticketmaster's answers as our records: shows with their line-up, and artists from the attraction search.

Pure functions, no I/O. Every record of an answer ends in exactly one place: a show, an alias of a show, skipped with
a reason, or quarantined. Which event is a concert and who is an artist: `ticketmaster_rules`; which listings are one
show: `ticketmaster_fold`; which fields are strict: `ticketmaster_schema`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from pydantic import ValidationError

from setlist_app.models.catalog import ShowStatus
from setlist_app.sync.providers import ticketmaster_rules as rules
from setlist_app.sync.providers.recorded import (
    Body,
    bodies,
    kept_payload,
    quoted,
    record_id,
    record_name,
    why_invalid,
)
from setlist_app.sync.providers.records import (
    ArtistRecord,
    Quarantined,
    ShowBatch,
    ShowRecord,
    Skipped,
    VenueRecord,
)
from setlist_app.sync.providers.ticketmaster_dates import UnreadableDate, when, zone
from setlist_app.sync.providers.ticketmaster_fold import Listing, fold_listings
from setlist_app.sync.providers.ticketmaster_schema import Attraction, Dates, Event, Image, Start, Venue

STATUS = {
    "cancelled": ShowStatus.CANCELLED,  # what the live API says
    "canceled": ShowStatus.CANCELLED,  # what the vendor's swagger says
    "postponed": ShowStatus.POSTPONED,
    "rescheduled": ShowStatus.RESCHEDULED,
}
"""Every other code, off-sale above all, says something about tickets and nothing about the show."""

FAULTS = {
    "oauth.v2.InvalidApiKey": "Ticketmaster refuses the API key",
    "oauth.v2.FailedToResolveAPIKey": "Ticketmaster was asked without an API key",
    "policies.ratelimit.QuotaViolation": "Ticketmaster's daily quota is used up",
    "policies.ratelimit.SpikeArrestViolation": "Ticketmaster was asked too often in one second",
}
"""Own words for known fault codes: the provider's text can contain the API key."""

WIDEST_IMAGE = 2048
JUNK_VENUE = re.compile(r"please do not use|\bdo not use\b|^test venue\b|left over from", re.IGNORECASE)
MBID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SPOTIFY_ARTIST = re.compile(
    r"(?:open\.spotify\.com/(?:intl-\w+/)?artist/|spotify:artist:)([0-9A-Za-z]{22})(?![0-9A-Za-z])"
)


def parse_events(payload: object, *, known_artist: bool = False, asked_for: str | None = None) -> ShowBatch:
    """Shows of one recorded or fresh answer: a response, responses, events, one event, or wrapped recordings.

    `known_artist`: the events were asked for by an artist's id, so a missing or foreign classification is no reason
    to leave one out. `asked_for`: that attraction's id, which is then never taken for a promoter. A repeated id counts
    once, the last wins.
    """
    records, errors = _records(payload, "events")
    skipped: list[Skipped] = []
    quarantined: list[Quarantined] = []
    events: dict[str, tuple[Event, object]] = {}
    for record in records:
        kind = record.get("type") if isinstance(record, dict) else None
        if kind in ("attraction", "venue"):
            skipped.append(Skipped(record_id(record), record_name(record), f"not an event: {kind}"))
            continue
        try:
            event = Event.model_validate(record)
        except ValidationError as error:
            quarantined.append(Quarantined(record_id(record), why_invalid(error), kept_payload(record)))
            continue
        events[event.id] = (event, record)
    promoters = rules.promoters_among([event for event, _ in events.values()]) - {asked_for}
    listings: list[Listing] = []
    for event, record in events.values():
        if reason := "a test record" if event.test else rules.why_not_music(event, known_artist):
            skipped.append(Skipped(event.id, event.name, reason))
            continue
        try:
            listings.append(_listing(event, promoters, asked_for))
        except UnreadableDate as unreadable:
            quarantined.append(Quarantined(event.id, quoted(unreadable), kept_payload(record)))
    shows, not_shows = fold_listings(listings)
    return ShowBatch(shows, (*skipped, *not_shows), tuple(quarantined), _sentence(errors))


def parse_attractions(
    payload: object,
) -> tuple[tuple[ArtistRecord, ...], tuple[Skipped, ...], tuple[Quarantined, ...], str | None]:
    """Artists of an attraction search or of one attraction, in the order given; the rest skipped with a reason."""
    records, errors = _records(payload, "attractions")
    artists: dict[str, ArtistRecord] = {}
    skipped: list[Skipped] = []
    quarantined: list[Quarantined] = []
    for record in records:
        if isinstance(record, dict) and ("dates" in record or record.get("type") in ("event", "venue")):
            skipped.append(Skipped(record_id(record), record_name(record), "not an attraction"))
            continue
        try:
            attraction = Attraction.model_validate(record)
        except ValidationError as error:
            quarantined.append(Quarantined(record_id(record), why_invalid(error), kept_payload(record)))
            continue
        artist = artist_from(attraction)
        if artist is None:
            quarantined.append(Quarantined(record_id(record), "id or name is missing", kept_payload(record)))
        elif reason := rules.why_not_an_artist(attraction):
            skipped.append(Skipped(artist.id, artist.name, reason))
        else:
            artists[artist.id] = artist
    return tuple(artists.values()), tuple(skipped), tuple(quarantined), _sentence(errors)


# --- finding the records -------------------------------------------------------------------------------------------


def _records(payload: object, wanted: str) -> tuple[list[object], list[str]]:
    """The raw records of every answer in a file, and a sentence for each answer that holds none."""
    records: list[object] = []
    errors: list[str] = []
    for body in bodies(payload):
        found = _in_body(body, wanted)
        if isinstance(found, str):
            errors.append(found)
        else:
            records.extend(found)
    return records, errors


def _in_body(body: Body, wanted: str) -> list[object] | str:
    value = body.value
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return _failure(body, value if isinstance(value, str) else "")
    if "fault" in value or "errors" in value:
        return error_sentence(value, body.status)
    embedded = value.get("_embedded")
    if isinstance(embedded, dict) and isinstance(embedded.get(wanted), list):
        return list(embedded[wanted])
    if "id" in value or "dates" in value:
        return [value]
    if isinstance(embedded, dict):
        others = [name for name, rows in embedded.items() if isinstance(rows, list)]
        if others and not isinstance(embedded.get(wanted), list):
            return f"This answer holds {' and '.join(sorted(others))}, not {wanted}"
    if isinstance(value.get(wanted), list):
        return list(value[wanted])
    if isinstance(value.get("page"), dict) and embedded is None:
        return []
    return _failure(body, "")


def _failure(body: Body, text: str) -> str:
    if body.status is not None and body.status >= 400:
        return f"Ticketmaster answers with an error ({body.status})" + (f": {quoted(text)}" if text.strip() else "")
    return "This is no answer of Ticketmaster's Discovery API"


def error_sentence(value: dict[str, object], status: int | None = None) -> str:
    """Either of the two error bodies (`fault`, `errors`) as one sentence that never contains an API key."""
    fault = value.get("fault")
    if isinstance(fault, dict):
        detail = fault.get("detail")
        code = str(detail.get("errorcode", "")) if isinstance(detail, dict) else ""
        return FAULTS.get(code) or f"Ticketmaster answers with a fault: {quoted(fault.get('faultstring') or code)}"
    errors = value.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else errors
    if isinstance(first, dict):
        which = first.get("code") or first.get("status") or status
        return f"Ticketmaster answers with an error ({quoted(which)}): {quoted(first.get('detail'))}"
    return f"Ticketmaster answers with an error{f' ({status})' if status else ''}"


def _sentence(errors: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(errors)) or None


# --- one event -----------------------------------------------------------------------------------------------------


def _listing(event: Event, promoters: frozenset[str], asked_for: str | None) -> Listing:
    venue = next((found for one in event.embedded.venues if (found := venue_from(one)) is not None), None)
    dates = event.dates or Dates()
    zones = (zone(one) for one in (dates.timezone, *(place.timezone for place in event.embedded.venues)))
    there = next((known for known in zones if known), None)
    local_date, local_time, starts_at = when(dates.start or Start(), there)
    code = dates.status.code.casefold() if dates.status and dates.status.code else ""
    show = ShowRecord(
        id=event.id,
        title=" ".join(event.name.split()),
        status=STATUS.get(code, ShowStatus.SCHEDULED),
        local_date=local_date,
        local_time=local_time,
        timezone=there,
        starts_at=starts_at,
        venue=venue,
        performances=_bill(event, promoters, asked_for),
        ticket_url=_https(event.url),
    )
    last = dates.end.local_date if dates.end else None
    try:
        ends_on = date.fromisoformat(last) if last else None
    except ValueError:
        ends_on = None
    billed = frozenset(one.id for one in event.embedded.attractions if one.id)
    return Listing(show, ends_on=ends_on, admits_nobody=rules.admits_nobody(event), billed=billed)


def _bill(event: Event, promoters: frozenset[str], asked_for: str | None) -> tuple[ArtistRecord, ...]:
    """Who plays, in the order listed (head-liner first in every sample); nobody is made up when nobody is named."""
    bill: dict[str, ArtistRecord] = {}
    for attraction in event.embedded.attractions:
        artist = artist_from(attraction, billing=len(bill) + 1)
        if artist is None or artist.id in bill or artist.id in promoters:
            continue
        if rules.why_not_an_artist(attraction):
            continue
        if artist.id != asked_for and rules.why_not_on_this_bill(attraction, event):
            continue
        bill[artist.id] = artist
    return tuple(bill.values())


def artist_from(attraction: Attraction, billing: int | None = None) -> ArtistRecord | None:
    """None when the attraction has no id or no name: without them it can be neither kept nor shown."""
    if attraction.id is None or attraction.name is None:
        return None
    links = attraction.external_links
    mbids = [link.id.casefold() for link in (links.musicbrainz if links else []) if link.id]
    spotify = [
        found[1] for link in (links.spotify if links else []) if (found := SPOTIFY_ARTIST.search(link.url or ""))
    ]
    one = rules.primary(attraction.classifications)
    genres = [level.name for level in ((one.genre, one.sub_genre) if one else ()) if level and level.name]
    return ArtistRecord(
        id=attraction.id,
        name=" ".join(attraction.name.split()),
        mbid=next((mbid for mbid in mbids if MBID.fullmatch(mbid)), None),
        spotify_id=next(iter(spotify), None),
        genres=tuple(dict.fromkeys(name for name in genres if name.casefold() not in rules.NOTHING_SAID)),
        image_url=_image(attraction.images),
        url=_https(attraction.url),
        aliases=tuple(dict.fromkeys(attraction.aliases or ())),
        upcoming=attraction.upcoming_events.total if attraction.upcoming_events else None,
        billing=billing,
    )


def venue_from(venue: Venue) -> VenueRecord | None:
    """None for a test or left-over venue, and for one without id or any name. A nameless one goes by its street."""
    city = " ".join(venue.city.name.split()) if venue.city and venue.city.name else None
    named = venue.name or (venue.address.line1 if venue.address else None) or city
    if venue.id is None or venue.test or not named or JUNK_VENUE.search(named):
        return None
    country = venue.country.country_code.upper() if venue.country and venue.country.country_code else ""
    latitude, longitude = _coordinates(venue)
    return VenueRecord(
        id=venue.id,
        name=" ".join(named.split()),
        city=city or None,
        region=(venue.state.state_code or venue.state.name) if venue.state else None,
        country=country if re.fullmatch("[A-Z]{2}", country) else None,
        timezone=zone(venue.timezone),
        latitude=latitude,
        longitude=longitude,
    )


def _coordinates(venue: Venue) -> tuple[float | None, float | None]:
    latitude, longitude = (venue.location.latitude, venue.location.longitude) if venue.location else (None, None)
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None, None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else (None, None)


def _https(url: str | None) -> str | None:
    return url if url and re.match(r"https://[^\s/]+", url) and not re.search(r"[\s<>\"]", url) else None


def _image(images: list[Image]) -> str | None:
    """The widest 16:9 picture up to 2048 px, else the widest of another shape; never a generic fallback."""

    def rank(image: Image) -> tuple[bool, int]:
        return image.ratio == "16_9", image.width or 0

    usable = [one for one in images if _https(one.url) and not one.fallback and (one.width or 0) <= WIDEST_IMAGE]
    return max(usable, key=rank).url if usable else None
