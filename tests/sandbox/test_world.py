"""The demo world's promises: what is in it, that it is the same for one seed, and that it moves with the day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from setlist_app.sandbox.artists import CAST
from setlist_app.sandbox.catalog import of_world
from setlist_app.sandbox.discography import build_discography
from setlist_app.sandbox.records import Kind, Show, Status, World
from setlist_app.sandbox.titles import bank, draw_titles
from setlist_app.sandbox.words import fold
from setlist_app.sandbox.world import DEFAULT_SEED, build_world
from tests.sandbox.asking import TODAY

DAYS = (date(2026, 11, 22), date(2027, 3, 1), date(2028, 2, 29), date(2030, 12, 31))


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(DEFAULT_SEED, TODAY)


def shows_of(world: World, name: str) -> list[Show]:
    return [show for show in world.shows if any(act.name == name for act in show.acts)]


def test_the_same_seed_and_day_give_the_same_world(world: World) -> None:
    build_world.cache_clear()
    assert build_world(DEFAULT_SEED, TODAY) == world


def test_another_seed_gives_other_ids_and_dates(world: World) -> None:
    other = build_world(7, TODAY)
    assert not {show.id for show in other.shows} & {show.id for show in world.shows}
    assert not {track.id for track in other.tracks} & {track.id for track in world.tracks}


def test_tomorrows_world_keeps_nearly_all_of_todays_shows_where_they_were(world: World) -> None:
    tomorrow = {show.id: show for show in build_world(DEFAULT_SEED, TODAY + timedelta(days=1)).shows}
    kept = [show for show in world.shows if show.id in tomorrow]
    assert len(kept) > 0.95 * len(world.shows)
    assert all(tomorrow[show.id].local_date == show.local_date for show in kept)
    assert all(tomorrow[show.id].hall == show.hall for show in kept)


@pytest.mark.parametrize("today", DAYS)
def test_the_promised_numbers_hold_on_any_day(today: date) -> None:
    world = build_world(DEFAULT_SEED, today)
    assert sum(act.kind in (Kind.ARTIST, Kind.TRIBUTE) for act in world.attractions) >= 40
    assert len(world.halls) >= 60
    assert len({hall.city.name for hall in world.halls}) >= 25
    assert 380 <= len(world.shows) <= 470
    assert len({show.id for show in world.shows}) == len(world.shows)
    assert len(shows_of(world, "The Borrowed Umbrellas")) == 60
    assert sum(song.artist_key == "umbrellas" for song in world.songs) == 80


@pytest.mark.parametrize("today", DAYS)
def test_every_kind_of_listing_is_there_on_any_day(today: date) -> None:
    shows = build_world(DEFAULT_SEED, today).shows
    assert set(Status) == {show.status for show in shows}
    assert any(show.status is Status.POSTPONED and show.local_date is None and show.first_date for show in shows)
    assert any(show.status is Status.RESCHEDULED and show.local_date and show.first_date for show in shows)
    assert any(show.time_tba for show in shows)
    assert any(show.date_tbd for show in shows)
    assert any(show.hall is None for show in shows)
    assert any(not show.zone_on_event for show in shows)
    assert any(show.resale for show in shows)
    assert any("VIP" in show.title for show in shows)
    assert any(8 <= len(show.acts) <= 14 for show in shows)
    assert any(act.kind is Kind.PROMOTER for show in shows for act in show.acts)
    assert {Kind.TEAM, Kind.STAGE, Kind.BUNDLE} <= {show.acts[0].kind for show in shows}
    assert sum(show.local_date == today for show in shows) >= 3
    assert any(show.local_date is not None and show.local_date < today for show in shows)
    assert any(show.local_date is not None and show.local_date > today + timedelta(days=150) for show in shows)


def test_a_matinee_and_an_evening_are_two_listings_of_one_day(world: World) -> None:
    matinee = next(show for show in world.shows if show.title.endswith("(Matinee)"))
    evening = [
        show
        for show in world.shows
        if show.hall == matinee.hall and show.local_date == matinee.local_date and show.id != matinee.id
    ]
    assert evening
    assert matinee.local_time is not None
    assert all(show.local_time is not None and show.local_time > matinee.local_time for show in evening)


def test_two_artists_share_a_name_and_nothing_else(world: World) -> None:
    one, other = (act for act in world.attractions if act.name == "Copper Lanes")
    assert (one.country, one.genre) != (other.country, other.genre)
    assert one.mbid != other.mbid
    assert one.spotify_link != other.spotify_link


def test_artists_have_25_to_80_songs_but_for_the_three_on_purpose() -> None:
    odd = {cast.key: cast.songs for cast in CAST if cast.kind is Kind.ARTIST and not 25 <= cast.songs <= 80}
    assert odd == {"plinth": 3, "lighthouse": 0}


def test_an_artist_without_shows_and_one_without_songs_are_there(world: World) -> None:
    assert not shows_of(world, "Marble Arcade")
    silent = next(artist for artist in world.spotify_artists if artist.name == "Brass Lighthouse Society")
    assert not any(silent in track.artists for track in world.tracks if track.artists[0] == silent)
    assert shows_of(world, "Brass Lighthouse Society")


def test_a_homonym_on_spotify_cannot_be_told_apart_by_a_link(world: World) -> None:
    assert sum(artist.name == "Sister Cassette" for artist in world.spotify_artists) == 2
    assert next(act for act in world.attractions if act.name == "Sister Cassette").spotify_link is None


@pytest.mark.parametrize("key", [cast.key for cast in CAST if cast.words])
def test_titles_of_one_artist_are_distinct(world: World, key: str) -> None:
    titles = [fold(song.title) for song in world.songs if song.artist_key == key]
    assert len(set(titles)) == len(titles)


def test_the_catalogue_repeats_songs_in_every_way_that_must_be_folded(world: World) -> None:
    artist = next(artist for artist in world.spotify_artists if artist.name == "Kuchenkrieg")
    titles = [track.title for track in world.tracks if track.artists[0] == artist]
    for mark in ("(Live)", "- Live at", "Remaster", " Remix", "(feat. ", "- Demo", "- Acoustic", "- Radio Edit", " / "):
        assert any(mark in title for title in titles), mark
    isrcs = Counter(track.isrc for track in world.tracks if track.artists[0] == artist)
    assert max(isrcs.values()) >= 4
    albums = [album.title for album in world.albums if album.artists[0] == artist]
    assert any("(Deluxe Edition)" in title for title in albums)
    assert max(Counter(albums).values()) >= 2


def test_one_isrc_is_one_recording(world: World) -> None:
    lengths: dict[str | None, set[int]] = {}
    for track in world.tracks:
        lengths.setdefault(track.isrc, set()).add(track.duration_ms)
    assert all(len(each) == 1 for each in lengths.values())


def test_the_bench_artist_has_80_songs_and_no_medley(world: World) -> None:
    artist = next(artist for artist in world.spotify_artists if artist.name == "The Borrowed Umbrellas")
    own = [track for track in world.tracks if track.artists[0] == artist]
    bases = {fold(track.title.split(" - ")[0].split(" (")[0].replace("’", "'")) for track in own}
    assert bases == {fold(song.title) for song in world.songs if song.artist_key == "umbrellas"}


def test_a_bank_that_is_too_small_says_so() -> None:
    with pytest.raises(ValueError, match="2 titles in the bank, 9 wanted"):
        draw_titles(bank("One", "Two", "of a kind"), 9, 1, "nobody")


def test_three_songs_make_one_album_without_repeats(world: World) -> None:
    artist = next(artist for artist in world.spotify_artists if artist.name == "Ezra Plinth")
    made = build_discography(1, artist, ["A", "B", "C"], country="NZ", hall="Nowhere", guest=None, medley=True)
    assert sorted(track.title for track in made.tracks) == ["A", "B", "C"]
    assert len(made.albums) == 1


def test_times_at_the_venue_become_utc_across_the_clock_change(world: World) -> None:
    catalog = of_world(world)
    for show in world.shows:
        if show.hall and show.hall.city.name == "Phoenix" and show.local_time and show.local_date:
            start = catalog.events[show.id]["dates"]["start"]
            hours = int(start["dateTime"][11:13]) - show.local_time.hour
            assert hours % 24 == 7
            return
    pytest.fail("nobody plays Phoenix")
