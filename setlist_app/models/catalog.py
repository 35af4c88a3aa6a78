"""Artists, venues, shows, who plays them, songs, and every provider id that points at one of these."""

from datetime import date, datetime, time
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from setlist_app.models.types import UtcDateTime, words


class Provider(StrEnum):
    TICKETMASTER = "ticketmaster"
    SPOTIFY = "spotify"
    MUSICBRAINZ = "musicbrainz"

    @property
    def label(self) -> str:
        """As the provider writes its own name."""
        return "MusicBrainz" if self is Provider.MUSICBRAINZ else self.value.capitalize()


class ShowStatus(StrEnum):
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    RESCHEDULED = "rescheduled"


class Kind(StrEnum):
    ARTIST = "artist"
    VENUE = "venue"
    SHOW = "show"
    SONG = "song"


class Artist(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=16)
    """The short stable id at the end of the slug."""
    slug: str = Field(unique=True, max_length=160)
    name: str = Field(max_length=300)
    sort_name: str = Field(max_length=300, index=True)
    """Folded for comparing and for search (`catalog.names.search_key`), never shown."""
    mbid: str | None = Field(default=None, unique=True, max_length=36)
    disambiguation: str | None = Field(default=None, max_length=300)
    genres: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    image_url: str | None = Field(default=None, max_length=1000)
    popularity: float | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    synced_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """End of the last run that reached its end; freshness is counted from here."""


class Venue(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=16)
    slug: str = Field(unique=True, max_length=160)
    name: str = Field(max_length=300)
    city: str | None = Field(default=None, max_length=200)
    region: str | None = Field(default=None, max_length=200)
    country: str | None = Field(default=None, max_length=2)
    timezone: str | None = Field(default=None, max_length=64)
    latitude: float | None = None
    longitude: float | None = None


class Show(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=16)
    slug: str = Field(unique=True, max_length=160)
    title: str = Field(max_length=500)
    venue_id: int | None = Field(default=None, foreign_key="venue.id", index=True)
    local_date: date | None = None
    """The venue's own calendar; None while a postponed show has no new date."""
    local_time: time | None = None
    timezone: str | None = Field(default=None, max_length=64)
    starts_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    status: ShowStatus = Field(sa_type=words(ShowStatus)())
    voting_closes_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ticket_url: str | None = Field(default=None, max_length=1000)
    content_hash: str = Field(max_length=32)
    """Of the provider's record: a page that brings nothing new writes nothing."""
    updated_at: datetime = Field(sa_type=UtcDateTime)


class Performance(SQLModel, table=True):
    """One artist on one bill. A setlist belongs to a performance, not to a show."""

    __table_args__ = (sa.UniqueConstraint("show_id", "artist_id"),)

    id: int | None = Field(default=None, primary_key=True)
    show_id: int = Field(foreign_key="show.id", ondelete="CASCADE")
    artist_id: int = Field(foreign_key="artist.id", index=True)
    billing: int
    """1 is the head-liner."""


class Song(SQLModel, table=True):
    __table_args__ = (sa.UniqueConstraint("artist_id", "normalised_title"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=16)
    slug: str = Field(unique=True, max_length=160)
    artist_id: int = Field(foreign_key="artist.id")
    title: str = Field(max_length=500)
    normalised_title: str = Field(max_length=500)
    isrc: str | None = Field(default=None, max_length=12)
    album: str | None = Field(default=None, max_length=500)
    year: int | None = None
    duration_ms: int | None = None
    weight: float | None = None
    weight_source: str | None = Field(default=None, max_length=32)
    updated_at: datetime = Field(sa_type=UtcDateTime)


class ExternalId(SQLModel, table=True):
    """A provider's id, or an alias of it, for one local row: folding and renames lose nothing."""

    __tablename__ = "external_id"

    provider: Provider = Field(sa_type=words(Provider)(), primary_key=True)
    kind: Kind = Field(sa_type=words(Kind)(), primary_key=True)
    provider_id: str = Field(primary_key=True, max_length=200)
    local_id: int = Field(index=True)
