"""The wire shape of Ticketmaster's Discovery API v2, as far as we read it.

Two kinds of field. What a show stands on (ids, names, dates, venue, line-up) is strict: a wrong type or an overlong
text puts the record into quarantine. What a show can live without (pictures, links, coordinates, counts) is
decoration (see `wire`).
Of a real event only id, name and type are always there (counted over recorded answers), so nearly all is optional.
"""

import unicodedata
from typing import Annotated, Any

from pydantic import Field, StrictBool, StrictStr, StringConstraints
from pydantic.functional_validators import AfterValidator, BeforeValidator

from setlist_app.sync.providers.wire import Decoration, Short, Text, Url, Wire, none_is_empty, only_dicts

Id = Annotated[StrictStr, StringConstraints(min_length=1, max_length=64, pattern=r"^\S+$")]


def _visible(text: str) -> str:
    if all(unicodedata.category(char)[0] in "ZC" for char in text):
        raise ValueError("nothing visible in it")
    return text


def _blank_is_absent(value: Any) -> Any:
    blank = isinstance(value, str) and all(unicodedata.category(char)[0] in "ZC" for char in value)
    return None if blank else value


Name = Annotated[Text, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(_visible)]


class Named(Wire):
    """A classification level, `{"id": …, "name": …}`; the name is often "Undefined" or "Other"."""

    id: Annotated[Short | None, Decoration] = None
    name: Annotated[Short | None, Decoration] = None


class Classification(Wire):
    primary: Annotated[StrictBool | None, Decoration] = None
    segment: Annotated[Named | None, Decoration] = None
    genre: Annotated[Named | None, Decoration] = None
    sub_genre: Annotated[Named | None, Decoration] = Field(default=None, alias="subGenre")
    type: Annotated[Named | None, Decoration] = None
    sub_type: Annotated[Named | None, Decoration] = Field(default=None, alias="subType")


Classifications = Annotated[list[Classification], BeforeValidator(only_dicts)]


class Image(Wire):
    ratio: Annotated[Short | None, Decoration] = None
    url: Annotated[Url | None, Decoration] = None
    width: Annotated[int | None, Decoration] = None
    fallback: Annotated[StrictBool | None, Decoration] = None


class Link(Wire):
    """One external link: MusicBrainz gives an id, Spotify only a URL."""

    id: Annotated[Short | None, Decoration] = None
    url: Annotated[Url | None, Decoration] = None


Links = Annotated[list[Link], BeforeValidator(only_dicts)]


class ExternalLinks(Wire):
    musicbrainz: Links = Field(default=[])
    spotify: Links = Field(default=[])


class UpcomingEvents(Wire):
    total: Annotated[int | None, Decoration] = Field(default=None, alias="_total")


class Attraction(Wire):
    """Whoever or whatever is on the bill: an artist, but also a promoter, a tour, a festival or a bundle."""

    id: Id | None = None
    name: Annotated[Name | None, BeforeValidator(_blank_is_absent)] = None
    url: Annotated[Url | None, Decoration] = None
    test: Annotated[StrictBool | None, Decoration] = None
    images: Annotated[list[Image], BeforeValidator(only_dicts)] = Field(default=[])
    classifications: Classifications = Field(default=[])
    external_links: Annotated[ExternalLinks | None, Decoration] = Field(default=None, alias="externalLinks")
    upcoming_events: Annotated[UpcomingEvents | None, Decoration] = Field(default=None, alias="upcomingEvents")
    aliases: Annotated[list[Name] | None, Decoration] = None


class City(Wire):
    name: Short | None = None


class State(Wire):
    name: Annotated[Short | None, Decoration] = None
    state_code: Annotated[Short | None, Decoration] = Field(default=None, alias="stateCode")


class Country(Wire):
    country_code: Annotated[Short | None, Decoration] = Field(default=None, alias="countryCode")


class Address(Wire):
    line1: Annotated[Name | None, Decoration] = None


class Location(Wire):
    """Coordinates arrive as strings."""

    latitude: Annotated[float | None, Decoration] = None
    longitude: Annotated[float | None, Decoration] = None


class Venue(Wire):
    id: Id | None = None
    name: Annotated[Name | None, Decoration] = None
    test: Annotated[StrictBool | None, Decoration] = None
    timezone: Annotated[Short | None, Decoration] = None
    city: City | None = None
    state: Annotated[State | None, Decoration] = None
    country: Annotated[Country | None, Decoration] = None
    address: Annotated[Address | None, Decoration] = None
    location: Annotated[Location | None, Decoration] = None


class Start(Wire):
    local_date: Short | None = Field(default=None, alias="localDate")
    local_time: Short | None = Field(default=None, alias="localTime")
    date_time: Short | None = Field(default=None, alias="dateTime")
    date_tbd: StrictBool | None = Field(default=None, alias="dateTBD")
    date_tba: StrictBool | None = Field(default=None, alias="dateTBA")
    time_tba: StrictBool | None = Field(default=None, alias="timeTBA")
    no_specific_time: StrictBool | None = Field(default=None, alias="noSpecificTime")


class End(Wire):
    local_date: Annotated[Short | None, Decoration] = Field(default=None, alias="localDate")


class Status(Wire):
    code: Short | None = None


class Dates(Wire):
    start: Start | None = None
    end: Annotated[End | None, Decoration] = None
    timezone: Annotated[Short | None, Decoration] = None
    status: Status | None = None


class Promoter(Wire):
    name: Annotated[Name | None, Decoration] = None


class Embedded(Wire):
    venues: Annotated[list[Venue], BeforeValidator(none_is_empty)] = Field(default=[])
    attractions: Annotated[list[Attraction], BeforeValidator(none_is_empty)] = Field(default=[])


class Event(Wire):
    id: Id
    name: Name
    type: Annotated[Short | None, Decoration] = None
    test: Annotated[StrictBool | None, Decoration] = None
    url: Annotated[Url | None, Decoration] = None
    dates: Dates | None = None
    classifications: Classifications = Field(default=[])
    promoter: Annotated[Promoter | None, Decoration] = None
    promoters: Annotated[list[Promoter], BeforeValidator(only_dicts)] = Field(default=[])
    embedded: Embedded = Field(default=Embedded(), alias="_embedded")
