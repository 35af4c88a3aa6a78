"""Recorded answers as the provider: a folder of JSON files becomes a catalog that the same handlers serve.

Every `*.json` below the folder is read, whatever its shape: response objects, lists of responses, bare lists of
events, single records, `{status, headers, body}` recordings. What is in it is recognised by its own fields.
Ticketmaster records are served exactly as recorded; Spotify's are served in today's shape (`spotify`).
"""

from __future__ import annotations

import json
import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from setlist_app.sandbox.catalog import Catalog, embedded
from setlist_app.sandbox.records import Album, SandboxError, SpotifyArtist, Track
from setlist_app.sandbox.ticketmaster_wire import Json

log = logging.getLogger(__name__)

_OK = range(200, 300)
_ANSWER_MARKS = ({"status", "body"}, {"http_status", "body"})


@dataclass
class _Found:
    """Everything recognised so far, with the date that says which of two recordings is the newer."""

    catalog: Catalog = field(default_factory=Catalog)
    dated: dict[str, str] = field(default_factory=dict)
    acts: Counter[str] = field(default_factory=Counter)

    def keep(self, shelf: dict[str, Json], record: Json, day: str) -> None:
        """Of two recordings of one id the one with the later date stays."""
        identity = str(record["id"])
        if identity not in shelf or day >= self.dated[identity]:
            shelf[identity], self.dated[identity] = record, day


def load_recorded(folder: Path) -> Catalog:
    """Reads a folder. A file that cannot be read is skipped and its reason logged.

    Raises SandboxError when the folder is missing or nothing in it is an answer of either provider.
    """
    if not folder.is_dir():
        raise SandboxError(f"There is no folder of recorded answers at {folder}.")
    found = _Found()
    # Beside the two providers' folders there may be other sources; what they hold is not theirs.
    own = [folder / name for name in ("ticketmaster", "spotify") if (folder / name).is_dir()]
    for path in sorted(path for each in own or [folder] for path in each.rglob("*.json")):
        try:
            answer = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError) as error:
            log.warning("skipped %s: %s", path, error)
            continue
        for record, inside in _records(answer, _Inside()):
            _recognise(found, record, inside, path)
    return _finished(found, folder)


def _finished(found: _Found, folder: Path) -> Catalog:
    catalog = found.catalog
    if not catalog.events and not catalog.attractions and not catalog.artists:
        raise SandboxError(f"No answer of Ticketmaster or Spotify was found in {folder}.")
    for event in catalog.events.values():
        found.acts.update(str(act.get("id")) for act in embedded(event, "attractions"))
    by_shows = sorted(catalog.attractions.values(), key=lambda act: (-found.acts[act["id"]], str(act.get("name"))))
    catalog.attractions = {str(act["id"]): act for act in by_shows}
    catalog.art_names = {identity: str(act.get("name", identity)) for identity, act in catalog.attractions.items()}
    by_album: dict[str, list[Track]] = {}
    for track in catalog.tracks.values():
        by_album.setdefault(track.album_id, []).append(track)
    for unnamed in by_album.keys() - catalog.albums.keys() - {""}:
        # Only its tracks were recorded: they can be listed, the album itself is in nobody's listing.
        catalog.albums[unnamed] = Album(unnamed, "", "album", "", ())
    for identity, album in catalog.albums.items():
        tracks = sorted(by_album.get(identity, ()), key=lambda track: (track.disc, track.number))
        catalog.albums[identity] = replace(album, track_ids=tuple(track.id for track in tracks))
    return catalog


@dataclass(frozen=True)
class _Inside:
    """Whose listing a Spotify record lies in, where the record itself does not say."""

    album_id: str | None = None
    artist_id: str | None = None


_LISTING = re.compile(r"/(albums|artists)/([0-9A-Za-z]+)/(tracks|albums)\b")


def _records(value: Any, inside: _Inside) -> Iterator[tuple[Json, _Inside]]:
    """Every object inside a decoded answer, outermost first, and where it lies; failed recordings are left out."""
    if isinstance(value, list):
        for each in value:
            yield from _records(each, inside)
    elif isinstance(value, dict):
        status = value.get("status", value.get("http_status"))
        if any(marks <= value.keys() for marks in _ANSWER_MARKS) and isinstance(status, int) and status not in _OK:
            return
        yield value, inside
        listing = _LISTING.search(str(value.get("href"))) if "items" in value else None
        if _is_spotify(value, "album"):
            inside = _Inside(album_id=str(value["id"]))
        elif listing:
            kind, identity, _ = listing.groups()
            inside = _Inside(album_id=identity) if kind == "albums" else _Inside(artist_id=identity)
        for each in value.values():
            if isinstance(each, dict | list):
                yield from _records(each, inside)


def _recognise(found: _Found, record: Json, inside: _Inside, path: Path) -> None:
    catalog = found.catalog
    if _is_event(record):
        day = _day(record)
        found.keep(catalog.events, record, day)
        for kind, shelf in (("attractions", catalog.attractions), ("venues", catalog.venues)):
            for part in embedded(record, kind):
                if part.get("id"):
                    found.keep(shelf, part, day)
    elif record.get("type") in ("attraction", "venue") and record.get("id"):
        shelf = catalog.attractions if record["type"] == "attraction" else catalog.venues
        # Inside an event the record has the event's day and was kept above; on its own it is the older one.
        found.keep(shelf, record, "")
    elif _is_spotify(record, "artist"):
        catalog.artists.setdefault(str(record["id"]), SpotifyArtist(str(record["id"]), str(record.get("name", ""))))
    elif _is_spotify(record, "album"):
        _keep_album(catalog, record, inside.artist_id)
    elif _is_spotify(record, "track"):
        _keep_track(catalog, record, inside.album_id)
    elif record.get("type") in ("event", "track", "artist", "album") and not record.get("id"):
        log.info("skipped a %s without an id in %s: %s", record["type"], path, record.get("name"))


def _is_event(record: Json) -> bool:
    return bool(record.get("id")) and isinstance(record.get("dates"), dict)


def _is_spotify(record: Json, kind: str) -> bool:
    uri = record.get("uri")
    return isinstance(uri, str) and uri.startswith(f"spotify:{kind}:") and bool(record.get("id"))


def _day(event: Json) -> str:
    start = event["dates"].get("start")
    return str(start.get("localDate", "")) if isinstance(start, dict) else ""


def _artists(record: Json) -> tuple[SpotifyArtist, ...]:
    listed = record.get("artists")
    named = [each for each in listed if isinstance(each, dict) and each.get("id")] if isinstance(listed, list) else []
    return tuple(SpotifyArtist(str(each["id"]), str(each.get("name", ""))) for each in named)


def _keep_album(catalog: Catalog, record: Json, artist_id: str | None) -> None:
    known = catalog.albums.get(str(record["id"]))
    artists = _artists(record)
    if not artists and artist_id is not None:
        # Albums of an artist's listing of 2016 name nobody; the listing's address does.
        artists = (catalog.artists.get(artist_id) or SpotifyArtist(artist_id, ""),)
    ids = record.get("external_ids")
    album = Album(
        str(record["id"]),
        str(record.get("name", "")),
        str(record.get("album_type", "album")).lower(),
        str(record.get("release_date") or (known.released if known else "")),
        artists or (known.artists if known else ()),
        upc=ids.get("upc") if isinstance(ids, dict) else None,
    )
    catalog.albums[album.id] = album


def _keep_track(catalog: Catalog, record: Json, album_id: str | None) -> None:
    album, ids, known = record.get("album"), record.get("external_ids"), catalog.tracks.get(str(record["id"]))
    own_album = str(album["id"]) if isinstance(album, dict) and album.get("id") else None
    popularity = record.get("popularity")
    catalog.tracks[str(record["id"])] = Track(
        str(record["id"]),
        str(record.get("name", "")),
        _artists(record),
        own_album or album_id or (known.album_id if known else ""),
        _whole(record.get("track_number"), 1),
        _whole(record.get("duration_ms"), 0),
        (ids.get("isrc") if isinstance(ids, dict) else None) or (known.isrc if known else None),
        float(popularity) if isinstance(popularity, int) else (known.popularity if known else 0.0),
        _whole(record.get("disc_number"), 1),
        bool(record.get("explicit")),
    )


def _whole(value: Any, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise
