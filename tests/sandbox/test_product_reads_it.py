"""The demo world through the product's own parsing and folding: nothing is lost, and the promised numbers come out."""

from __future__ import annotations

from setlist_app.catalog.titles import fold
from setlist_app.sandbox.records import SpotifyArtist
from setlist_app.sandbox.world import DEFAULT_SEED, build_world
from setlist_app.sync.providers.records import TrackRecord
from setlist_app.sync.providers.ticketmaster_parse import parse_events
from tests.sandbox.asking import TODAY, demo_catalog


def tracks_of(artist: SpotifyArtist) -> list[TrackRecord]:
    catalog = demo_catalog()
    return [
        TrackRecord(
            track.id,
            track.title,
            tuple(each.id for each in track.artists),
            tuple(each.name for each in track.artists),
            track.isrc,
            catalog.albums[track.album_id].title,
            catalog.albums[track.album_id].album_type,
        )
        for track in catalog.tracks_by_artist[artist.id]
    ]


def called(name: str) -> SpotifyArtist:
    return next(artist for artist in demo_catalog().artists.values() if artist.name == name)


def test_every_listing_becomes_a_show_an_alias_or_a_reason() -> None:
    events = list(demo_catalog().events.values())
    batch = parse_events(events)
    assert batch.error is None
    assert not batch.quarantined
    aliases = sum(len(show.aliases) for show in batch.shows)
    assert len(batch.shows) + aliases + len(batch.skipped) == len(events)
    assert aliases >= 10
    assert {skip.reason for skip in batch.skipped} == {
        "not music: Sports",
        "not music: Arts & Theatre",
        "not music: Miscellaneous",
    }


def test_the_bench_artist_comes_out_with_60_shows_and_80_songs() -> None:
    catalog = demo_catalog()
    identity = next(iter(catalog.attractions))
    shows = parse_events([catalog.events[each] for each in catalog.events_by_attraction[identity]], known_artist=True)
    assert len(shows.shows) == 60
    artist = called("The Borrowed Umbrellas")
    songs, skipped = fold(tracks_of(artist), artist.id, artist.name)
    assert len(songs) == 80
    assert not skipped


def test_symbols_only_titles_stay_apart() -> None:
    world = build_world(DEFAULT_SEED, TODAY)
    artist = called("∴∵∴")
    songs, _ = fold(tracks_of(artist), artist.id, artist.name)
    own = {song.title for song in world.songs if song.artist_key == "marker"}
    assert own <= {song.title for song in songs}


def test_talk_between_songs_is_left_out_with_a_reason() -> None:
    artist = called("Kuchenkrieg")
    _, skipped = fold(tracks_of(artist), artist.id, artist.name)
    assert any("Commentary" in each.title and each.reason for each in skipped)
