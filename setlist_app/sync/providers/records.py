"""What providers say, in our words: frozen records between a parser and whoever stores or prints them.

No I/O and no database here. A parser turns one provider answer into these; `setlist inspect` prints them and the
sync steps store them, so both always see the same thing (DESIGN §7).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from setlist_app.models.catalog import ShowStatus


class Match(StrEnum):
    """How well a provider's artist fits the name we asked for. No match beats a wrong one."""

    EXACT = "exact"
    ALIAS = "alias"
    NONE = "none"


@dataclass(frozen=True)
class VenueRecord:
    id: str
    name: str
    city: str | None = None
    region: str | None = None
    country: str | None = None
    """ISO 3166 alpha-2."""
    timezone: str | None = None
    """IANA name."""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class ArtistRecord:
    """One artist as one provider knows it: a search hit, or a performer on a bill."""

    id: str
    name: str
    mbid: str | None = None
    spotify_id: str | None = None
    genres: tuple[str, ...] = ()
    image_url: str | None = None
    """https only; the widest sensible picture, never a provider's generic fallback."""
    url: str | None = None
    aliases: tuple[str, ...] = ()
    upcoming: int | None = None
    """Shows ahead by the provider's count; None when it does not say."""
    billing: int | None = None
    """1 is the head-liner; None outside a bill."""


@dataclass(frozen=True)
class ShowRecord:
    id: str
    title: str
    status: ShowStatus
    aliases: tuple[str, ...] = ()
    """Other provider ids folded into this show (VIP, resale and parking listings)."""
    local_date: date | None = None
    local_time: time | None = None
    timezone: str | None = None
    starts_at: datetime | None = None
    """Aware, UTC. None unless the provider gave an instant or date, time and zone together."""
    venue: VenueRecord | None = None
    performances: tuple[ArtistRecord, ...] = ()
    """In billing order; empty when the provider names nobody."""
    ticket_url: str | None = None


@dataclass(frozen=True)
class Skipped:
    id: str | None
    title: str
    reason: str


@dataclass(frozen=True)
class Quarantined:
    id: str | None
    error: str
    payload: str = ""
    """The raw record as JSON, cut to 32 KiB."""


@dataclass(frozen=True)
class ShowBatch:
    """Everything one answer (or one recorded file) held: each record is in exactly one of the lists, or an alias."""

    shows: tuple[ShowRecord, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    error: str | None = None


@dataclass(frozen=True)
class SongRecord:
    """One song, all its versions folded in."""

    title: str
    normalised_title: str
    source_ids: tuple[str, ...] = ()
    isrcs: tuple[str, ...] = ()
    album: str | None = None
    year: int | None = None
    duration_ms: int | None = None
    weight: float | None = None
    """Larger is more likely to be drawn. None when the source gives nothing to weigh by."""
    weight_source: str | None = None
    """'popularity' or 'search_rank' here; the setlist stores the rule it used (DESIGN §5.9)."""


@dataclass(frozen=True)
class MatchedArtist:
    id: str
    name: str
    match: Match
    image_url: str | None = None


@dataclass(frozen=True)
class SongBatch:
    songs: tuple[SongRecord, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    artists: tuple[MatchedArtist, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    error: str | None = None


@dataclass(frozen=True)
class ShowPage:
    """One page of an artist's shows and where to go on."""

    batch: ShowBatch
    cursor: dict[str, object] | None
    """Opaque, JSON-ready, to be stored with the rows; None on the last page."""
    total: int | None = None
    """How many records the provider says there are in all windows read so far; None when unknown."""
    received: int = 0
    """Raw records on this page, before folding."""


@dataclass(frozen=True)
class SongPage:
    """One page of raw track material and where to go on. Folding happens over all pages together."""

    tracks: tuple[TrackRecord, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    cursor: dict[str, object] | None = None
    total: int | None = None
    received: int = 0


@dataclass(frozen=True)
class TrackRecord:
    """One track as listed, before versions are folded into songs."""

    id: str | None
    title: str
    artist_ids: tuple[str, ...] = ()
    artist_names: tuple[str, ...] = ()
    isrc: str | None = None
    album: str | None = None
    album_type: str | None = None
    year: int | None = None
    duration_ms: int | None = None
    popularity: int | None = None
    search_rank: int | None = field(default=None)
    """1 for the first hit of a relevance-ordered search; None when the track came from an album listing."""
