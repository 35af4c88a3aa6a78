"""Spotify's Web API in the development-mode shape of 2026, answered from a catalog. Pure functions, no HTTP.

What is gone stays gone: no popularity, followers, genres, available_markets, preview_url or label on anything; batch,
top-tracks, recommendations and browse answer 403; search and an artist's albums give at most 10 a page (above that
"Invalid limit"), an album's tracks at most 50. `external_ids` with the ISRC are on tracks from search and `/tracks`.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from difflib import SequenceMatcher
from hashlib import blake2b
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

from setlist_app.sandbox.answers import Answer, Ask, accounts_error, spotify_error
from setlist_app.sandbox.catalog import Catalog
from setlist_app.sandbox.records import Album, SpotifyArtist, Track
from setlist_app.sandbox.ticketmaster_wire import Json
from setlist_app.sandbox.words import fold, is_same_name, words

TOKEN_SECONDS = 3600
SEARCH_LIMIT, SEARCH_DEFAULT = 10, 5
TRACKS_LIMIT, TRACKS_DEFAULT = 50, 20
MAX_OFFSET = 1000
REFUSED_ID = "invalid"

REMOVED = (
    "/v1/tracks",
    "/v1/albums",
    "/v1/artists",
    "/v1/artists/{id}/top-tracks",
    "/v1/artists/{id}/related-artists",
    "/v1/recommendations",
    "/v1/audio-features",
    "/v1/audio-features/{id}",
    "/v1/audio-analysis/{id}",
    "/v1/browse/{rest:path}",
    "/v1/markets",
)
"""What development mode lost in February 2026, as far as a song importer might ask for it."""

_OPEN = "https://open.sandbox.invalid"
_FILTER = re.compile(r'\b(artist|track|album|isrc|year):(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_CLOSE_ENOUGH = 0.72
"""From this likeness on (difflib's ratio) a differently spelt name is still a hit, as the real search is fuzzy."""

Item = TypeVar("Item")


class Refused(Exception):
    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def token(catalog: Catalog, ask: Ask) -> Answer:
    """`POST /api/token`: client credentials only. Tokens carry their own end, so nothing is remembered."""
    scheme, _, encoded = ask.headers.get("authorization", "").partition(" ")
    try:
        client_id, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        client_id = secret = ""
    if scheme.lower() != "basic" or not client_id or not secret or client_id == REFUSED_ID:
        return accounts_error("invalid_client", "Invalid client")
    if ask.form.get("grant_type") != "client_credentials":
        return accounts_error("unsupported_grant_type", "grant_type parameter is missing or not supported")
    value = issue_token(ask.now)
    return Answer({"access_token": value, "token_type": "Bearer", "expires_in": TOKEN_SECONDS})


def issue_token(now: datetime) -> str:
    ends = str(int(now.timestamp()) + TOKEN_SECONDS)
    return f"BQ{ends}-{_seal(ends)}"


def _seal(ends: str) -> str:
    return blake2b(ends.encode(), digest_size=16, person=b"sandbox token").hexdigest()


def signed_in(handler: Callable[[Catalog, Ask], Answer]) -> Callable[[Catalog, Ask], Answer]:
    def answer(catalog: Catalog, ask: Ask) -> Answer:
        scheme, _, value = ask.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not value:
            return spotify_error(401, "No token provided")
        ends, _, seal = value.removeprefix("BQ").partition("-")
        if not ends.isdigit() or seal != _seal(ends):
            return spotify_error(401, "Invalid access token")
        if int(ends) <= ask.now.timestamp():
            return spotify_error(401, "The access token expired")
        try:
            return handler(catalog, ask)
        except Refused as refused:
            return refused.answer

    return answer


@signed_in
def removed(catalog: Catalog, ask: Ask) -> Answer:
    """Every endpoint that development mode lost in February 2026."""
    return spotify_error(403, "Forbidden")


@signed_in
def search(catalog: Catalog, ask: Ask) -> Answer:
    query = ask.params.get("q", "").strip()
    kinds = [kind for kind in ask.params.get("type", "").split(",") if kind]
    if not query:
        raise Refused(spotify_error(400, "No search query"))
    if not kinds or not set(kinds) <= {"artist", "track", "album"}:
        raise Refused(spotify_error(400, "Missing or invalid parameter type"))
    limit, offset = _window(ask, SEARCH_DEFAULT, SEARCH_LIMIT)
    asked = {name.lower(): quoted or bare for name, quoted, bare in _FILTER.findall(query)}
    free = _FILTER.sub(" ", query).strip()
    body: Json = {}
    if "artist" in kinds:
        hits = _artists_like(catalog, asked.get("artist") or free)
        body["artists"] = _paging(
            ask, [_artist_full(hit) for hit in hits[offset : offset + limit]], limit, offset, len(hits)
        )
    if "track" in kinds:
        tracks = _tracks_like(catalog, asked, free)
        shown = [_track_full(catalog, track) for track in tracks[offset : offset + limit]]
        body["tracks"] = _paging(ask, shown, limit, offset, len(tracks))
    if "album" in kinds:
        wanted = words(asked.get("album") or free)
        albums = [album for album in catalog.albums.values() if wanted and wanted <= words(album.title)]
        shown = [_album_short(album) for album in albums[offset : offset + limit]]
        body["albums"] = _paging(ask, shown, limit, offset, len(albums))
    return Answer(body)


def _artists_like(catalog: Catalog, name: str) -> list[SpotifyArtist]:
    """Fuzzy, in order of relevance: the same name, all words, likeness, any longer word."""
    wanted = words(name)

    def score(artist: SpotifyArtist) -> float:
        if is_same_name(name, artist.name):
            return 4.0
        there = words(artist.name)
        if wanted and wanted <= there:
            return 3.0
        likeness = SequenceMatcher(None, fold(name), fold(artist.name)).ratio()
        if likeness >= _CLOSE_ENOUGH:
            return 1.0 + likeness
        return 1.0 if any(len(word) > 3 for word in wanted & there) else 0.0

    scored = [(score(artist), artist) for artist in catalog.artists.values()]
    return [artist for points, artist in sorted(scored, key=lambda pair: -pair[0]) if points]


def _tracks_like(catalog: Catalog, asked: Mapping[str, str], free: str) -> list[Track]:
    """Tracks of every artist that the fuzzy search finds, the best fitting artist's best loved songs first."""
    title = words(asked["track"]) if "track" in asked else frozenset()

    def fits(track: Track) -> bool:
        album = catalog.albums.get(track.album_id)
        return (
            (not title or title <= words(track.title))
            and ("isrc" not in asked or fold(asked["isrc"]) == fold(track.isrc or ""))
            and ("album" not in asked or (album is not None and words(asked["album"]) <= words(album.title)))
        )

    if "artist" in asked:
        found = [
            track for artist in _artists_like(catalog, asked["artist"]) for track in catalog.tracks_by_artist[artist.id]
        ]
        wanted = words(free)
        return [track for track in dict.fromkeys(found) if fits(track) and (not wanted or wanted <= words(track.title))]
    if asked:
        return sorted(filter(fits, catalog.tracks.values()), key=lambda track: -track.popularity)
    wanted = words(free)
    named = [track for track in catalog.tracks.values() if wanted and wanted <= words(track.title)]
    named.sort(key=lambda track: -track.popularity)
    by_artist = [track for artist in _artists_like(catalog, free) for track in catalog.tracks_by_artist[artist.id]]
    return list(dict.fromkeys([*named, *by_artist]))


@signed_in
def artist(catalog: Catalog, ask: Ask) -> Answer:
    return Answer(_artist_full(_found(catalog.artists, ask)))


@signed_in
def artist_albums(catalog: Catalog, ask: Ask) -> Answer:
    who = _found(catalog.artists, ask)
    limit, offset = _window(ask, SEARCH_DEFAULT, SEARCH_LIMIT)
    groups = ask.params.get("include_groups", "album,single,compilation,appears_on").split(",")
    if not set(groups) <= {"album", "single", "compilation", "appears_on"}:
        raise Refused(spotify_error(400, "Invalid album type"))
    albums = [
        album
        for album in catalog.albums_by_artist.get(who.id, [])
        if (album.album_type if album.artists[0].id == who.id else "appears_on") in groups
    ]
    shown = [_album_short(album) for album in albums[offset : offset + limit]]
    return Answer(_paging(ask, shown, limit, offset, len(albums)))


@signed_in
def album(catalog: Catalog, ask: Ask) -> Answer:
    one = _found(catalog.albums, ask)
    tracks = [_track_short(catalog.tracks[each]) for each in one.track_ids]
    page = _paging(
        replace(ask, path=f"{ask.path}/tracks", query=""), tracks[:TRACKS_LIMIT], TRACKS_LIMIT, 0, len(tracks)
    )
    return Answer(
        _album_short(one) | {"tracks": page, "external_ids": {"upc": one.upc} if one.upc else {}, "copyrights": []}
    )


@signed_in
def album_tracks(catalog: Catalog, ask: Ask) -> Answer:
    one = _found(catalog.albums, ask)
    limit, offset = _window(ask, TRACKS_DEFAULT, TRACKS_LIMIT)
    shown = [_track_short(catalog.tracks[each]) for each in one.track_ids[offset : offset + limit]]
    return Answer(_paging(ask, shown, limit, offset, len(one.track_ids)))


@signed_in
def track(catalog: Catalog, ask: Ask) -> Answer:
    return Answer(_track_full(catalog, _found(catalog.tracks, ask)))


def _found(records: Mapping[str, Item], ask: Ask) -> Item:
    if not re.fullmatch(r"[0-9A-Za-z]{22}", ask.id):
        raise Refused(spotify_error(400, "Invalid base62 id"))
    if ask.id not in records:
        raise Refused(spotify_error(404, "Resource not found"))
    return records[ask.id]


def _window(ask: Ask, default: int, most: int) -> tuple[int, int]:
    limit, offset = ask.params.get("limit", str(default)), ask.params.get("offset", "0")
    if not re.fullmatch(r"\d{1,6}", limit) or not 1 <= int(limit) <= most:
        raise Refused(spotify_error(400, "Invalid limit"))
    if not re.fullmatch(r"\d{1,6}", offset) or int(offset) > MAX_OFFSET:
        raise Refused(spotify_error(400, "Invalid offset"))
    return int(limit), int(offset)


def _paging(ask: Ask, items: list[Json], limit: int, offset: int, total: int) -> Json:
    def href(start: int) -> str:
        kept = [(name, value) for name, value in parse_qsl(ask.query) if name not in ("limit", "offset")]
        return f"{ask.base}{ask.path}?{urlencode([*kept, ('offset', start), ('limit', limit)])}"

    return {
        "href": href(offset),
        "items": items,
        "limit": limit,
        "next": href(offset + limit) if offset + limit < total else None,
        "offset": offset,
        "previous": href(max(0, offset - limit)) if offset else None,
        "total": total,
    }


def _named(kind: str, identity: str, name: str) -> Json:
    return {
        "external_urls": {"spotify": f"{_OPEN}/{kind}/{identity}"},
        "href": f"https://api.spotify.com/v1/{kind}s/{identity}",
        "id": identity,
        "name": name,
        "type": kind,
        "uri": f"spotify:{kind}:{identity}",
    }


def _artist_full(who: SpotifyArtist) -> Json:
    return _named("artist", who.id, who.name) | {"images": []}


def _album_short(one: Album) -> Json:
    precision = ("year", "month", "day")[one.released.count("-")]
    released = {"release_date": one.released, "release_date_precision": precision} if one.released else {}
    return _named("album", one.id, one.title) | {
        "album_type": one.album_type,
        "total_tracks": len(one.track_ids),
        "images": [],
        "artists": [_named("artist", who.id, who.name) for who in one.artists],
        "is_playable": True,
        **released,
    }


def _track_short(one: Track) -> Json:
    return _named("track", one.id, one.title) | {
        "artists": [_named("artist", who.id, who.name) for who in one.artists],
        "disc_number": one.disc,
        "duration_ms": one.duration_ms,
        "explicit": one.explicit,
        "is_local": False,
        "is_playable": True,
        "track_number": one.number,
    }


def _track_full(catalog: Catalog, one: Track) -> Json:
    body = _track_short(one) | {"external_ids": {"isrc": one.isrc} if one.isrc else {}}
    album_of = catalog.albums.get(one.album_id)
    return body | ({"album": _album_short(album_of)} if album_of and album_of.title else {})
