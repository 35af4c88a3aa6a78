"""`setlist inspect`: what we would import from a recorded answer, as JSON-ready dicts (DESIGN §7). Touches no database.

The parsers and the folding are the ones that a sync uses, so what is printed is what would be stored.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from setlist_app.catalog.titles import fold
from setlist_app.sync.matching import choose, match_artist
from setlist_app.sync.providers.records import (
    ArtistRecord,
    Match,
    MatchedArtist,
    ShowRecord,
    Skipped,
    SongBatch,
    TrackRecord,
    VenueRecord,
)
from setlist_app.sync.providers.spotify_parse import parse_spotify
from setlist_app.sync.providers.ticketmaster_parse import parse_events

MAX_FILE = 64 * 1024 * 1024
"""Bytes; recorded answers seen are up to half a megabyte each."""
SPOTIFY_ID = re.compile(r"[0-9A-Za-z]{22}")
CLEARLY_MEANT = 0.8
"""Share of the tracks by namesakes that one of them must have, with the first track, to be the one meant."""


class UnreadableFile(Exception):
    """The file cannot be read as JSON; the text is one sentence for the person who named it."""


def load(path: str | Path) -> object:
    """The parsed content of a JSON file. Raises UnreadableFile with a sentence."""
    file = Path(path)
    try:
        if file.stat().st_size > MAX_FILE:
            raise UnreadableFile(f"{file} is larger than {MAX_FILE // 1024 // 1024} MB")
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise UnreadableFile(f"There is no file {file}") from error
    except OSError as error:
        raise UnreadableFile(f"{file} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{file} is not UTF-8 text") from error
    except json.JSONDecodeError as error:
        raise UnreadableFile(f"{file} is not JSON: {error.msg} in line {error.lineno}") from error
    except RecursionError as error:
        raise UnreadableFile(f"{file} is nested too deeply") from error


def inspect_ticketmaster(payload: object) -> dict[str, object]:
    """Shows, skipped and quarantined records of a recorded Ticketmaster answer."""
    batch = parse_events(payload)
    return {
        "shows": [_show(show) for show in batch.shows],
        "skipped": [{"id": one.id, "title": one.title, "reason": one.reason} for one in batch.skipped],
        "quarantined": [{"id": one.id, "error": one.error} for one in batch.quarantined],
        "error": batch.error,
    }


def inspect_spotify(payload: object, artist: str) -> dict[str, object]:
    """Songs of `artist` (a Spotify id or a name) and candidates for it in a recorded Spotify answer."""
    batch = song_batch(payload, artist)
    return {
        "songs": [
            {
                "title": song.title,
                "source_ids": list(song.source_ids),
                "isrc": list(song.isrcs),
                "album": song.album,
                "year": song.year,
                "duration_ms": song.duration_ms,
                "weight": song.weight,
                "weight_source": song.weight_source,
            }
            for song in batch.songs
        ],
        "skipped": [
            *({"title": one.title, "reason": one.reason} for one in batch.skipped),
            *({"title": one.id or "", "reason": f"unreadable: {one.error}"} for one in batch.quarantined),
        ],
        "artists": [{"id": one.id, "name": one.name, "match": one.match.value} for one in batch.artists],
        "error": batch.error,
    }


def song_batch(payload: object, artist: str) -> SongBatch:
    """Everything `inspect spotify` tells, as records."""
    artist = artist.strip()
    answer = parse_spotify(payload)
    listed = {one.id for one in answer.artists}
    found = [*answer.artists, *(one for one in answer.credited if one.id not in listed)]
    matched = _matched(artist, found)
    albums = [Skipped(one.id, one.title, "an album without its tracks") for one in answer.albums]
    skipped = [*answer.skipped, *albums]
    artist_id, doubt = _wanted(artist, matched, answer.tracks, answer.artists)
    if artist_id is None and answer.tracks:
        left_out = [Skipped(one.id, one.title, doubt or f"not by {artist}") for one in answer.tracks]
        error = answer.error or doubt
        return SongBatch((), (*skipped, *left_out), matched, tuple(answer.quarantined), error)
    name = next((one.name for one in found if one.id == artist_id), artist)
    songs, not_songs = fold(answer.tracks, artist_id, name)
    return SongBatch(songs, (*skipped, *not_songs), matched, tuple(answer.quarantined), answer.error)


def _matched(artist: str, found: Sequence[ArtistRecord]) -> tuple[MatchedArtist, ...]:
    if _is_id(artist):
        return tuple(
            MatchedArtist(one.id, one.name, Match.EXACT if one.id == artist else Match.NONE, one.image_url)
            for one in found
        )
    return match_artist(artist, found)


def _is_id(artist: str) -> bool:
    return SPOTIFY_ID.fullmatch(artist) is not None


def _wanted(
    artist: str, matched: Sequence[MatchedArtist], tracks: Sequence[TrackRecord], hits: Sequence[ArtistRecord]
) -> tuple[str | None, str | None]:
    """The Spotify id that is meant, or None with the doubt as a sentence (None when simply nobody fits)."""
    if _is_id(artist):
        return artist, None
    fitting = [one.id for one in matched if one.match is not Match.NONE]
    if len(fitting) < 2:
        return (fitting[0] if fitting else None), None
    counts = Counter(one for track in tracks for one in track.artist_ids if one in fitting)
    if len(counts) == 1 and not hits:
        return next(iter(counts)), None
    first = next((one for track in tracks for one in track.artist_ids if one in fitting), None)
    if first is not None and counts[first] >= CLEARLY_MEANT * counts.total():
        return first, None
    choice = choose(artist, hits)
    if choice.artist is not None:
        return choice.artist.id, None
    return None, f"{len(fitting)} artists are called {artist} here: name the one that is meant by its id"


def _show(show: ShowRecord) -> dict[str, object]:
    return {
        "id": show.id,
        "aliases": list(show.aliases),
        "title": show.title,
        "status": show.status.value,
        "local_date": show.local_date.isoformat() if show.local_date else None,
        "local_time": show.local_time.isoformat("seconds") if show.local_time else None,
        "timezone": show.timezone,
        "starts_at": _instant(show.starts_at),
        "venue": _venue(show.venue),
        "performances": [
            {
                "id": one.id,
                "name": one.name,
                "mbid": one.mbid,
                "spotify_id": one.spotify_id,
                "billing": one.billing,
            }
            for one in show.performances
        ],
    }


def _instant(instant: datetime | None) -> str | None:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if instant else None


def _venue(venue: VenueRecord | None) -> dict[str, object] | None:
    if venue is None:
        return None
    return {"id": venue.id, "name": venue.name, "city": venue.city, "country": venue.country}
