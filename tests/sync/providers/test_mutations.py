"""Answers bent out of shape: never a crash, never a bad row, nothing lost."""

from __future__ import annotations

import copy
import json
from datetime import UTC
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from setlist_app.sync.inspection import inspect_spotify, inspect_ticketmaster, song_batch
from setlist_app.sync.providers.spotify_parse import parse_spotify
from setlist_app.sync.providers.ticketmaster_parse import parse_attractions, parse_events
from setlist_app.sync.providers.wire import UNSTORABLE
from tests.sync.providers.samples import ALICE_BAND, attraction, event, page, search, track

WRONG: Any = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=20), st.just([]), st.just({}),
    st.sampled_from(["", " ", "\x00", "\ud83d", "a\x00b", "x" * 5000, "2026-13-45", "9999-12-31", "24:00:00", "0001-01-01T00:00:00Z",
                     "9999-12-31T23:59:59-23:00", "javascript:alert(1)", [None], {"id": 1}, [[[]]], 10**400]),
)  # fmt: skip

GATE_PAGE = page(
    event(
        "a",
        "The Velvet Harbour",
        attraction("The Velvet Harbour", 1, linked=True, images=[{"url": "https://x/y", "width": 640}]),
    ),
    event("b", "The Velvet Harbour VIP Packages", attraction("The Velvet Harbour", 1)),
    event("c", "Small Boats", attraction("Small Boats", 2), date="2026-12-01", promoter={"name": "X"}),
)
TRACK_PAGE = search(track("a", "One", isrc="GBAAA0000001", popularity=5), track("b", "One - Live"), None)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


def bent(value: Any, path: tuple[Any, ...], wrong: Any, drop: bool) -> Any:
    if not path:
        return wrong
    value = copy.deepcopy(value)
    at = value
    for key in path[:-1]:
        at = at[key]
    if drop and isinstance(at, dict):
        del at[path[-1]]
    else:
        at[path[-1]] = wrong
    return value


def mutated(sample: Any) -> Any:
    def bend(changes: list[tuple[Any, Any, bool]]) -> Any:
        value = sample
        for number, wrong, drop in changes:
            options = places(value)
            value = bent(value, options[number % len(options)], wrong, drop)
        return value

    return st.lists(st.tuples(st.integers(0, 10_000), WRONG, st.booleans()), min_size=1, max_size=3).map(bend)


BOUNDED = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@BOUNDED
@given(mutated(GATE_PAGE))
def test_bent_events_never_crash_and_no_bad_show_comes_out(payload):
    for known_artist in (False, True):
        batch = parse_events(payload, known_artist=known_artist)
        for show in batch.shows:
            assert show.id
            assert show.title.strip()
            assert not UNSTORABLE.search(f"{show.title}{show.venue}{show.performances}")
            assert show.starts_at is None or show.starts_at.tzinfo is UTC
            assert show.ticket_url is None or show.ticket_url.startswith("https://")
            assert all(one.id and one.name.strip() for one in show.performances)
    json.dumps(inspect_ticketmaster(payload))


@BOUNDED
@given(mutated(GATE_PAGE))
def test_bent_events_are_all_accounted_for(payload):
    events = payload.get("_embedded", {}) if isinstance(payload, dict) else None
    rows = events.get("events") if isinstance(events, dict) else None
    if not isinstance(rows, list) or "fault" in payload or "errors" in payload:
        return
    ids = [one.get("id") if isinstance(one, dict) else None for one in rows]
    if len({str(one) for one in ids}) < len(ids):
        return
    batch = parse_events(payload)
    folded = sum(len(show.aliases) for show in batch.shows)
    assert len(batch.shows) + folded + len(batch.skipped) + len(batch.quarantined) == len(rows)


@BOUNDED
@given(mutated({"_embedded": {"attractions": [attraction("A", 1, linked=True), attraction("B Festival", 2)]}}))
def test_bent_attractions_never_crash(payload):
    artists, _, _, _ = parse_attractions(payload)
    assert all(one.id and one.name.strip() for one in artists)


@BOUNDED
@given(mutated(TRACK_PAGE))
def test_bent_tracks_never_crash_and_are_accounted_for(payload):
    answer = parse_spotify(payload)
    kept = [*answer.tracks, *answer.albums, *answer.artists, *answer.skipped, *answer.quarantined]
    assert answer.received == len(kept)
    assert all(song.title.strip() for song in song_batch(payload, ALICE_BAND).songs)
    json.dumps(inspect_spotify(payload, "The Velvet Harbour"))
