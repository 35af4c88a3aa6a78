"""Spotify's answers as our records: tracks, artists and albums from any endpoint that lists them.

Pure functions, no I/O. Which tracks are one song is `catalog.titles`' business; here a track is what was listed, with
its place when the list was a search ordered by relevance. Every record ends in one of the lists or is skipped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pydantic import ValidationError

from setlist_app.sync.providers.recorded import (
    MAX_DEPTH,
    Body,
    bodies,
    kept_payload,
    quoted,
    record_id,
    record_name,
    why_invalid,
)
from setlist_app.sync.providers.records import ArtistRecord, Quarantined, Skipped, TrackRecord
from setlist_app.sync.providers.spotify_schema import Album, Artist, Track

LISTS = ("tracks", "albums", "artists", "items", "playlists", "shows", "episodes", "audiobooks")
"""Keys under which an answer keeps its records, as a bare list or as a page with `items`."""
WRAPPED = ("track", "item", "album")
"""Keys under which one item of a playlist or library keeps the record itself."""
NO_MUSIC = {"playlist": "a playlist", "show": "a podcast", "episode": "a podcast episode", "audiobook": "an audiobook",
            "chapter": "a chapter of an audiobook", "user": "a person"}  # fmt: skip
ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}\d{7}")
NO_RECORDS = "This is no answer of Spotify's Web API that lists tracks, albums or artists"


@dataclass(frozen=True)
class AlbumRecord:
    """A release whose tracks are still to be read."""

    id: str
    title: str
    type: str | None = None
    year: int | None = None


@dataclass
class SpotifyAnswer:
    """Everything an answer (or a recorded file) held, in order."""

    tracks: list[TrackRecord] = field(default_factory=list)
    artists: list[ArtistRecord] = field(default_factory=list)
    credited: list[ArtistRecord] = field(default_factory=list)
    """Artists named on tracks, each once."""
    albums: list[AlbumRecord] = field(default_factory=list)
    """Albums listed without their tracks."""
    skipped: list[Skipped] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    received: int = 0
    """Raw records, of whatever kind."""
    total: int | None = None
    more: bool = False
    """Whether the last page read names a next one."""

    @property
    def error(self) -> str | None:
        return "; ".join(dict.fromkeys(self.errors)) or None


def parse_spotify(payload: object, album: AlbumRecord | None = None) -> SpotifyAnswer:
    """Read any recorded or fresh answer. `album` is what bare album tracks are known to belong to."""
    answer = SpotifyAnswer()
    for body in bodies(payload):
        if (sentence := error_sentence(body)) is not None:
            answer.errors.append(sentence)
        elif not _read(body.value, answer, _Place(album=album, uri=body.uri)):
            answer.errors.append(NO_RECORDS)
    return answer


def error_sentence(body: Body) -> str | None:
    """One sentence for any of Spotify's error bodies (Web API, accounts service, plain text), None for an answer."""
    value = body.value
    failed = body.status is not None and body.status >= 400
    if isinstance(value, dict) and "error" in value:
        error = value["error"]
        if isinstance(error, dict):
            status = error.get("status", body.status)
            detail = quoted(error.get("message") or error.get("reason") or "no reason given")
            reason = error.get("reason")
            more = f", {quoted(reason)}" if reason and error.get("message") else ""
            return f"Spotify answers with an error ({quoted(status)}{more}): {detail}"
        detail = quoted(value.get("error_description") or "no reason given")
        return f"Spotify answers with an error ({quoted(error)}): {detail}"
    if isinstance(value, str):
        code = f" ({body.status})" if body.status else ""
        return f"Spotify answers with an error{code}: {quoted(value)}" if failed else NO_RECORDS
    return f"Spotify answers with an error ({body.status})" if failed else None


@dataclass(frozen=True)
class _Place:
    """Where in an answer we are: what the surroundings say about the records found there."""

    album: AlbumRecord | None = None
    uri: str | None = None
    key: str | None = None
    first_rank: int | None = None
    """Rank of the first record of this list when it is ordered by relevance."""
    depth: int = 0


def _read(value: object, answer: SpotifyAnswer, place: _Place) -> bool:
    """Read a list, a page, a search answer or one record. False when it is none of these."""
    if place.depth > MAX_DEPTH:
        return False
    deeper = _Place(place.album, place.uri, place.key, place.first_rank, place.depth + 1)
    if isinstance(value, list):
        if value and all(isinstance(item, bool) for item in value):
            return False
        for index, item in enumerate(value):
            _record(item, answer, deeper, index)
        return True
    if not isinstance(value, dict):
        return False
    if _kind(value, place):
        _record(value, answer, deeper, 0)
        return True
    if "items" in value:
        return _read_page(value, answer, deeper)
    found = False
    for key in LISTS:
        if isinstance(value.get(key), list | dict):
            found = _read(value[key], answer, _Place(place.album, place.uri, key, None, place.depth + 1)) or found
    return found


def _read_page(page: dict[str, object], answer: SpotifyAnswer, place: _Place) -> bool:
    items = page["items"]
    if not isinstance(items, list):
        return False
    total, start = page.get("total"), page.get("offset")
    if isinstance(total, int):
        answer.total = total
    answer.more = bool(page.get("next"))
    source = str(page.get("href") or place.uri or "")
    searched = "/search" in source and "type=" in source
    first = start + 1 if searched and isinstance(start, int) and start >= 0 else 1 if searched else None
    return _read(items, answer, _Place(place.album, place.uri, place.key, first, place.depth))


def _kind(value: dict[str, object], place: _Place) -> str | None:
    """What a record is: by its type, else by fields only that kind has, else by the list it stands in."""
    stated = value.get("type")
    if isinstance(stated, str) and (stated in ("track", "album", "artist") or stated in NO_MUSIC):
        return stated
    if "name" not in value and "id" not in value:
        return None
    if "track_number" in value or "duration_ms" in value:
        return "track"
    if "album_type" in value or "release_date" in value:
        return "album"
    if "collaborative" in value:
        return "playlist"
    return {"tracks": "track", "albums": "album", "artists": "artist", "playlists": "playlist"}.get(place.key or "")


def _record(value: object, answer: SpotifyAnswer, place: _Place, index: int) -> None:
    if isinstance(value, dict) and not _kind(value, _Place()):
        inner = next((key for key in WRAPPED if key in value), None)
        if inner is not None:
            _record(value[inner], answer, place, index)
            return
    answer.received += 1
    if value is None:
        answer.skipped.append(Skipped(None, "", "nothing here: Spotify knows no such id"))
        return
    kind = _kind(value, place) if isinstance(value, dict) else None
    rank = place.first_rank + index if place.first_rank is not None else None
    try:
        if kind == "track":
            _track(Track.model_validate(value), answer, place.album, rank)
        elif kind == "album" and isinstance(value, dict):
            _album(value, answer, place)
        elif kind == "artist":
            _artist(Artist.model_validate(value), value, answer)
        elif kind == "playlist" and isinstance(value, dict) and _has_items(value):
            answer.received -= 1
            _read(value.get("items") if isinstance(value.get("items"), dict) else value["tracks"], answer, place)
        elif kind is not None:
            answer.skipped.append(Skipped(record_id(value), record_name(value), f"not a track: {NO_MUSIC[kind]}"))
        else:
            answer.quarantined.append(Quarantined(record_id(value), "no track, album or artist", kept_payload(value)))
    except ValidationError as error:
        answer.quarantined.append(Quarantined(record_id(value), why_invalid(error), kept_payload(value)))


def _has_items(value: dict[str, object]) -> bool:
    return any(isinstance(value.get(key), dict) and "items" in value[key] for key in ("items", "tracks"))  # type: ignore[operator]


def _track(track: Track, answer: SpotifyAnswer, known: AlbumRecord | None, rank: int | None) -> None:
    title = track.name.strip()
    if not title:
        answer.skipped.append(Skipped(track.id, "", "no title"))
        return
    album = album_record(track.album) if track.album else None
    album = album or known
    isrc = (track.external_ids.isrc or "").upper().replace("-", "") if track.external_ids else ""
    answer.tracks.append(
        TrackRecord(
            id=None if track.is_local else track.id,
            title=title,
            artist_ids=tuple(one.id for one in track.artists if one.id),
            artist_names=tuple(one.name for one in track.artists if one.name),
            isrc=isrc if ISRC.fullmatch(isrc) else None,
            album=album.title if album else None,
            album_type=album.type if album else None,
            year=album.year if album else None,
            duration_ms=track.duration_ms or None,
            popularity=track.popularity,
            search_rank=rank,
        )
    )
    seen = {one.id for one in answer.credited}
    for artist in track.artists:
        if artist.id and artist.name and artist.id not in seen:
            seen.add(artist.id)
            answer.credited.append(ArtistRecord(artist.id, artist.name))


def _album(value: dict[str, object], answer: SpotifyAnswer, place: _Place) -> None:
    record = album_record(Album.model_validate(value))
    tracks = value.get("tracks")
    if isinstance(tracks, dict) and isinstance(tracks.get("items"), list):
        answer.received -= 1
        for item in tracks["items"]:
            _record(item, answer, _Place(album=record, key="tracks", depth=place.depth), 0)
    elif record is None:
        answer.quarantined.append(Quarantined(record_id(value), "id or name is missing", kept_payload(value)))
    else:
        answer.albums.append(record)


def album_record(album: Album) -> AlbumRecord | None:
    if album.id is None or album.name is None or not album.name.strip():
        return None
    found = re.match(r"(1[89]\d\d|20\d\d)\b", album.release_date or "")
    return AlbumRecord(
        album.id, album.name.strip(), (album.album_type or "").casefold() or None, int(found[1]) if found else None
    )


def _artist(artist: Artist, value: object, answer: SpotifyAnswer) -> None:
    if artist.id is None or not (artist.name or "").strip():
        answer.quarantined.append(Quarantined(record_id(value), "id or name is missing", kept_payload(value)))
        return
    pictures = [one for one in artist.images if one.url and one.url.startswith("https://")]
    widest = max(pictures, key=lambda one: one.width or 0, default=None)
    answer.artists.append(
        ArtistRecord(
            id=artist.id,
            name=(artist.name or "").strip(),
            spotify_id=artist.id,
            genres=tuple(artist.genres or ()),
            image_url=widest.url if widest else None,
            url=f"https://open.spotify.com/artist/{artist.id}",
        )
    )
