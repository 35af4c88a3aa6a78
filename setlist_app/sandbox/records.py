"""What the demo world is made of: frozen records, no wire format, no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class SandboxError(Exception):
    """The demo world cannot start or be read; the message is one sentence a person can act on."""


class Kind(StrEnum):
    """What an attraction really is. Providers list promoters and season bundles beside artists."""

    ARTIST = "artist"
    TRIBUTE = "tribute"
    PROMOTER = "promoter"
    FESTIVAL = "festival"
    BUNDLE = "bundle"
    TEAM = "team"
    STAGE = "stage"


class Status(StrEnum):
    """Ticketmaster's spelling of `dates.status.code`."""

    ONSALE = "onsale"
    OFFSALE = "offsale"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    RESCHEDULED = "rescheduled"


@dataclass(frozen=True)
class City:
    name: str
    country: str
    """ISO 3166 alpha-2."""
    country_name: str
    timezone: str
    latitude: float
    longitude: float
    region: str
    """Which tours come here: uk, eu, mena, na, latam, asia, oceania."""
    state: str | None = None
    state_code: str | None = None


@dataclass(frozen=True)
class Hall:
    id: str
    resale_id: str
    """The id under which resale listings name the same hall."""
    name: str
    city: City
    street: str


@dataclass(frozen=True)
class Attraction:
    """Anything with an attraction page; `kind` says whether it is an artist at all."""

    key: str
    id: str
    name: str
    kind: Kind
    segment: str
    genre: str
    subgenre: str
    country: str
    rank: int
    """1 is the most popular."""
    mbid: str | None = None
    spotify_link: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Show:
    """One Ticketmaster listing; VIP and resale listings of a night are listings of their own."""

    id: str
    title: str
    hall: Hall | None
    acts: tuple[Attraction, ...]
    """In billing order."""
    status: Status = Status.ONSALE
    local_date: date | None = None
    local_time: time | None = None
    end_date: date | None = None
    first_date: date | None = None
    """Where it stood before it was moved or postponed."""
    first_time: time | None = None
    date_tba: bool = False
    date_tbd: bool = False
    time_tba: bool = False
    no_specific_time: bool = False
    zone_on_event: bool = True
    resale: bool = False


@dataclass(frozen=True)
class SpotifyArtist:
    id: str
    name: str


@dataclass(frozen=True)
class Album:
    id: str
    title: str
    album_type: str
    """album, single or compilation."""
    released: str
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`: Spotify says which by `release_date_precision`."""
    artists: tuple[SpotifyArtist, ...]
    track_ids: tuple[str, ...] = ()
    upc: str | None = None


@dataclass(frozen=True)
class Track:
    id: str
    title: str
    artists: tuple[SpotifyArtist, ...]
    album_id: str
    number: int
    duration_ms: int
    isrc: str | None
    popularity: float
    """Never on the wire (development mode has none): it only orders the search."""
    disc: int = 1
    explicit: bool = False


@dataclass(frozen=True)
class Song:
    """What a fan would call one song, however many versions of it are listed."""

    title: str
    artist_key: str


@dataclass(frozen=True)
class World:
    seed: int
    today: date
    attractions: tuple[Attraction, ...]
    """Most popular first."""
    halls: tuple[Hall, ...]
    shows: tuple[Show, ...]
    spotify_artists: tuple[SpotifyArtist, ...]
    albums: tuple[Album, ...]
    tracks: tuple[Track, ...]
    songs: tuple[Song, ...]
