"""songs: the artist's catalogue, all versions of a song folded into one.

Folding needs all tracks together, so the tracks read so far travel in the cursor. New songs appear with every page;
what is known already is touched by the last page only, when the folding is final: a second run then changes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlmodel import Session

from setlist_app.catalog.identity import Change
from setlist_app.catalog.song_rows import add_new_songs, drop_unused, store_songs
from setlist_app.catalog.titles import fold, ranked_to_the_end
from setlist_app.models import Kind, Provider, RunState, StepName
from setlist_app.sync.providers.records import SongPage, TrackRecord
from setlist_app.sync.quarantine import keep_quarantined, refuse_drift
from setlist_app.sync.sources import NO_SONG_SOURCE
from setlist_app.sync.step_identify import song_artist
from setlist_app.sync.work import Counts, Outcome, Page, Work, counts_of

NAME = StepName.SONGS

FINISHED = "finished"
"""In the cursor after the last page: how many songs there are."""


@dataclass(frozen=True)
class Place:
    page: dict[str, object] | None = None
    tracks: tuple[dict[str, Any], ...] = ()
    """Of this artist only, as stored: `TrackRecord` without what is unknown."""
    created: tuple[int, ...] = ()
    """Local ids of the songs that earlier pages of this run added."""

    @classmethod
    def read(cls, stored: dict[str, Any] | None) -> Place:
        return cls(stored["page"], tuple(stored["tracks"]), tuple(stored["created"])) if stored else cls()

    def stored(self) -> dict[str, Any]:
        return {"page": self.page, "tracks": list(self.tracks), "created": list(self.created)}


async def sync_songs(work: Work, cursor: dict[str, Any] | None) -> Outcome:
    """Store all pages from the cursor on. Raises `ProviderError`."""
    if work.sources.spotify is None:
        return Outcome(RunState.SKIPPED, NO_SONG_SOURCE)
    if cursor and FINISHED in cursor:  # stopped between the last page and the end of the step
        return _outcome(work, cursor[FINISHED])
    artist = await song_artist(work, NAME)
    if artist.id is None:
        return Outcome(RunState.NOTHING_FOUND, artist.reason)
    place = Place.read(cursor)
    while True:
        page = await work.sources.spotify.track_page(artist.id, work.artist_name, place.page)
        refuse_drift(Provider.SPOTIFY, len(page.quarantined), page.received)
        # Folding takes milliseconds for each hundred tracks: not on the event loop.
        command = await asyncio.to_thread(_command, work, page, place, artist.id)
        stored = await work.page(NAME, command)
        if page.cursor is None:
            return _outcome(work, stored.done)
        place = Place.read(stored.cursor)


def _outcome(work: Work, songs: int) -> Outcome:
    if songs:
        return Outcome(RunState.OK)
    return Outcome(RunState.NOTHING_FOUND, f"Spotify lists no songs of {work.artist_name}.")


def _command(work: Work, page: SongPage, place: Place, artist_id: str) -> Callable[[Session, datetime], Page]:
    # Other artists' tracks of a fuzzy search are left out by folding; only what may count travels on.
    own = [one for one in page.tracks if artist_id in one.artist_ids]
    folded, left_out = fold([*map(_track, place.tracks), *own], artist_id, work.artist_name)
    songs = ranked_to_the_end(folded)
    tracks = (*place.tracks, *map(_short, own))
    foreign = len(page.tracks) - len(own)

    def more(session: Session, now: datetime) -> Page:
        keep_quarantined(session, page.quarantined, Provider.SPOTIFY, Kind.SONG, run_id=work.run_id, now=now)
        new = add_new_songs(session, work.artist_id, songs, Provider.SPOTIFY, now)
        following = Place(page.cursor, tracks, (*place.created, *new))
        return Page(
            Counts(skipped=foreign + len(page.skipped), quarantined=len(page.quarantined)),
            done=len(songs),
            cursor=following.stored(),
        )

    def last(session: Session, now: datetime) -> Page:
        keep_quarantined(session, page.quarantined, Provider.SPOTIFY, Kind.SONG, run_id=work.run_id, now=now)
        stored = {one.song_id: one.change for one in store_songs(session, work.artist_id, songs, Provider.SPOTIFY, now)}
        stored |= {one: Change.CREATED for one in place.created if one in stored}
        # Added before a later page showed that it is a version of another song.
        drop_unused(session, [one for one in place.created if one not in stored])
        return Page(
            counts_of(
                list(stored.values()),
                skipped=foreign + len(page.skipped) + len(left_out),
                quarantined=len(page.quarantined),
            ),
            done=len(stored),
            total=len(stored),
            cursor={FINISHED: len(stored)},
        )

    return more if page.cursor is not None else last


_FIELDS = tuple(one.name for one in fields(TrackRecord))


def _short(track: TrackRecord) -> dict[str, Any]:
    """Only what is known: a long catalogue is written with every page."""
    known = {name: getattr(track, name) for name in _FIELDS}
    return {name: value for name, value in known.items() if value not in (None, ())}


def _track(stored: dict[str, Any]) -> TrackRecord:
    lists = {name: tuple(value) for name, value in stored.items() if isinstance(value, list)}
    return TrackRecord(**{**stored, **lists})
