"""The wire shape of Spotify's Web API, as far as we read it.

Today's development-mode answers have neither popularity, followers nor genres, and lists can hold null where an id is
unknown; older ("extended quota") answers have all of them. So everything but ids and names is optional, and what a
song can live without is dropped when malformed instead of costing the song.
"""

from typing import Annotated

from pydantic import Field, StrictInt, StrictStr, StringConstraints
from pydantic.functional_validators import BeforeValidator

from setlist_app.sync.providers.wire import Decoration, Short, Text, Url, Wire, only_dicts

Id = Annotated[StrictStr, StringConstraints(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_-]+$")]
Name = Annotated[Text, StringConstraints(min_length=1, max_length=500)]


class Image(Wire):
    url: Annotated[Url | None, Decoration] = None
    width: Annotated[int | None, Decoration] = None


Images = Annotated[list[Image], BeforeValidator(only_dicts)]


class Artist(Wire):
    """A search hit, or a name on a track; a local track's artist has no id."""

    id: Id | None = None
    name: Annotated[Text, StringConstraints(max_length=500)] | None = None
    images: Images = Field(default=[])
    genres: Annotated[list[Short] | None, Decoration] = None


class Album(Wire):
    id: Annotated[Id | None, Decoration] = None
    name: Annotated[Name | None, Decoration] = None
    album_type: Annotated[Short | None, Decoration] = None
    release_date: Annotated[Short | None, Decoration] = None
    """"1999", "1999-03" or "1999-03-01"."""


class ExternalIds(Wire):
    isrc: Annotated[Short | None, Decoration] = None


class Track(Wire):
    id: Id | None = None
    name: Annotated[Text, StringConstraints(max_length=500)]
    is_local: Annotated[bool | None, Decoration] = None
    artists: list[Artist] = Field(default=[])
    album: Annotated[Album | None, Decoration] = None
    external_ids: Annotated[ExternalIds | None, Decoration] = None
    duration_ms: Annotated[Annotated[StrictInt, Field(ge=0, le=86_400_000)] | None, Decoration] = None
    popularity: Annotated[Annotated[StrictInt, Field(ge=0, le=100)] | None, Decoration] = None
