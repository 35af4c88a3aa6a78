"""The whole demo world from a seed and a day: who plays, where, when, and what they recorded. No clock, no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from setlist_app.sandbox.artists import CAST, Cast
from setlist_app.sandbox.discography import Discography, build_discography
from setlist_app.sandbox.halls import build_halls
from setlist_app.sandbox.identity import attraction_id, mbid, number, spotify_id
from setlist_app.sandbox.records import Attraction, Hall, Kind, Song, SpotifyArtist, World
from setlist_app.sandbox.shows import Stage, festivals, tour
from setlist_app.sandbox.titles import draw_titles
from setlist_app.sandbox.titles_english import FOLK, INDIE

DEFAULT_SEED = 1969

_MUSIC = "Music"
_SEGMENTS = {
    Kind.TEAM: "Sports",
    Kind.STAGE: "Arts & Theatre",
    Kind.BUNDLE: "Miscellaneous",
    Kind.PROMOTER: "Undefined",
}

# On Spotify but on no bill: near misses for a search that is fuzzy, and homonyms.
_STRANGERS = ("Copper Lane", "Nube", "The Umbrella Lenders", "Marble Arcadia", "Picnic", "Sister Cassandra")
_STRANGERS_SONGS = 9

_ESTABLISHED = 25
"""Songs from which on an artist is asked to sing on other people's records."""


@dataclass(frozen=True)
class _Recorded:
    """What never changes with the day: built once a seed."""

    spotify_artists: tuple[SpotifyArtist, ...]
    discography: Discography
    songs: tuple[Song, ...]
    tour_names: dict[str, str]


@lru_cache(maxsize=4)
def build_world(seed: int, today: date) -> World:
    """Deterministic, cached. `today` is the UTC date; shows lie around it (`shows`)."""
    halls = build_halls(seed)
    attractions = {cast.key: _attraction(seed, cast, rank) for rank, cast in enumerate(CAST, start=1)}
    recorded = _recorded(seed)
    stage = Stage(seed, today, halls, attractions, _pool(attractions))
    shows = [show for cast in CAST for show in tour(stage, cast, recorded.tour_names.get(cast.key))]
    shows += festivals(stage)
    return World(
        seed,
        today,
        tuple(attractions.values()),
        halls,
        tuple(shows),
        recorded.spotify_artists,
        tuple(recorded.discography.albums),
        tuple(recorded.discography.tracks),
        recorded.songs,
    )


@lru_cache(maxsize=4)
def _recorded(seed: int) -> _Recorded:
    cast_on_spotify = [cast for cast in CAST if cast.kind in (Kind.ARTIST, Kind.TRIBUTE)]
    artists = {cast.key: SpotifyArtist(spotify_id(seed, "artist", cast.key), cast.name) for cast in cast_on_spotify}
    # A guest's song counts as the guest's own too, so those whose number of songs is promised are nobody's guest.
    guests = [cast for cast in cast_on_spotify if cast.songs >= _ESTABLISHED and not cast.plain and not cast.homonyms]
    halls = build_halls(seed)
    everything = Discography()
    songs: list[Song] = []
    tour_names: dict[str, str] = {}
    for cast in cast_on_spotify:
        if cast.words is None:
            continue
        titles = draw_titles(cast.words, cast.songs, seed, cast.key)
        songs += [Song(title, cast.key) for title in titles]
        home = _home(halls, cast, seed)
        guest = artists[guests[number(seed, "guest", cast.key) % len(guests)].key]
        made = build_discography(
            seed,
            artists[cast.key],
            titles,
            country=cast.country,
            hall=home.name,
            guest=guest if guest.name != cast.name else None,
            medley=not cast.plain,
        )
        everything.albums += made.albums
        everything.tracks += made.tracks
        tour_names[cast.key] = made.albums[-1 if cast.songs < 5 else 0].title
    strangers = [*_STRANGERS, *(cast.name for cast in CAST for _ in range(cast.homonyms))]
    met = [SpotifyArtist(spotify_id(seed, "stranger", place), name) for place, name in enumerate(strangers)]
    for stranger in met:
        words = FOLK if number(seed, stranger.id) % 2 else INDIE
        titles = draw_titles(words, _STRANGERS_SONGS, seed, stranger.id)
        made = build_discography(seed, stranger, titles, country="GB", hall=halls[0].name, guest=None, medley=False)
        everything.albums += made.albums
        everything.tracks += made.tracks
    return _Recorded((*artists.values(), *met), everything, tuple(songs), tour_names)


def _attraction(seed: int, cast: Cast, rank: int) -> Attraction:
    link = f"https://open.spotify.com/artist/{spotify_id(seed, 'artist', cast.key)}?autoplay=true"
    return Attraction(
        cast.key,
        attraction_id(seed, cast.key),
        cast.name,
        cast.kind,
        _SEGMENTS.get(cast.kind, _MUSIC),
        cast.genre,
        cast.subgenre,
        cast.country,
        rank,
        mbid(seed, cast.key) if cast.mbid else None,
        link if cast.spotify_link else None,
        cast.aliases,
    )


def _pool(attractions: dict[str, Attraction]) -> dict[str, tuple[Attraction, ...]]:
    regions = {region for cast in CAST for region in cast.tours}
    return {
        region: tuple(
            attractions[cast.key]
            for cast in CAST
            if region in cast.tours and not cast.plain and cast.kind is Kind.ARTIST
        )
        for region in sorted(regions)
    }


def _home(halls: tuple[Hall, ...], cast: Cast, seed: int) -> Hall:
    near = [hall for hall in halls if hall.city.country == cast.country] or list(halls)
    return near[number(seed, "home", cast.key) % len(near)]
