"""Every recorded answer goes through the parsers: no crash, and nothing is lost silently."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from setlist_app.sync.inspection import inspect_spotify, inspect_ticketmaster, song_batch
from setlist_app.sync.matching import choose
from setlist_app.sync.providers.spotify_parse import parse_spotify
from setlist_app.sync.providers.ticketmaster_parse import parse_attractions, parse_events

RECORDED = Path(__file__).resolve().parents[4] / "shared" / "fixtures"
MISSING = f"recorded answers are not at {RECORDED}"
pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason=MISSING)


def files(provider: str) -> list[Any]:
    found = sorted((RECORDED / provider).glob("*.json"))
    return [pytest.param(one, id=one.stem) for one in found] or [
        pytest.param(None, marks=pytest.mark.skip(reason=MISSING))
    ]


def read(name: str) -> Any:
    file = RECORDED / name
    if not file.is_file():
        pytest.skip(f"recorded answers lack {name}")
    return json.loads(file.read_text())


def raw_events(payload: Any) -> list[Any]:
    """The ids of an answer's events, found without the parser."""
    if isinstance(payload, list):
        return [one for item in payload for one in raw_events(item)]
    if not isinstance(payload, dict):
        return []
    if "body" in payload:
        return raw_events(payload["body"])
    if "events" in payload.get("_embedded", {}):
        return [one["id"] for one in payload["_embedded"]["events"]]
    return [payload["id"]] if "id" in payload else []


def raw_tracks(value: Any, wrapped: bool = False) -> list[Any]:
    """The ids of all tracks anywhere in an answer, found without the parser."""
    if isinstance(value, list):
        return [one for item in value for one in raw_tracks(item)]
    if not isinstance(value, dict):
        return []
    if value.get("type") == "track" and "name" in value:
        return [value.get("id")]
    return [one for item in value.values() for one in raw_tracks(item)]


@pytest.mark.parametrize("file", files("ticketmaster"))
@pytest.mark.parametrize("known_artist", [False, True])
def test_each_ticketmaster_record_is_a_show_an_alias_skipped_or_quarantined(file, known_artist):
    payload = json.loads(file.read_text())
    batch = parse_events(payload, known_artist=known_artist)
    ended = [one.id for one in batch.shows] + [alias for one in batch.shows for alias in one.aliases]
    ended += [one.id for one in batch.skipped] + [one.id for one in batch.quarantined]
    assert sorted(ended) == sorted(set(raw_events(payload)))
    json.dumps(inspect_ticketmaster(payload))
    parse_attractions(payload)


@pytest.mark.parametrize("file", files("spotify"))
def test_each_spotify_record_is_in_a_song_skipped_or_quarantined(file):
    payload = json.loads(file.read_text())
    answer = parse_spotify(payload)
    first = answer.credited[0].id if answer.credited else "nobody"
    batch = song_batch(payload, first)
    ended = [one for song in batch.songs for one in song.source_ids]
    ended += [one.id for one in batch.skipped] + [one.id for one in batch.quarantined]
    assert set(raw_tracks(payload)) <= set(ended)
    assert answer.received == len(answer.tracks) + len(answer.albums) + len(answer.artists) + len(answer.skipped) + len(
        answer.quarantined
    )
    json.dumps(inspect_spotify(payload, first))


def stripped(value: Any) -> Any:
    """A recorded answer of the older shape as it comes today."""
    gone = {
        "popularity",
        "followers",
        "genres",
        "available_markets",
        "linked_from",
        "preview_url",
        "label",
        "album_group",
    }
    if isinstance(value, list):
        return [stripped(one) for one in value]
    if isinstance(value, dict):
        return {key: stripped(one) for key, one in value.items() if key not in gone}
    return value


@pytest.mark.parametrize("file", files("spotify"))
def test_todays_shape_gives_the_same_songs_as_the_older_one(file):
    payload = json.loads(file.read_text())
    answer = parse_spotify(payload)
    first = answer.credited[0].id if answer.credited else "nobody"
    older, today = song_batch(payload, first), song_batch(stripped(payload), first)
    assert [(song.title, song.source_ids) for song in today.songs] == [
        (song.title, song.source_ids) for song in older.songs
    ]
    assert {song.weight_source for song in today.songs} <= {None, "search_rank"}


def test_the_festival_listed_twice_is_one_show_under_the_venues_own_id():
    shows = {
        one["id"]: one for one in inspect_ticketmaster(read("ticketmaster/events_global_music_2022_list.json"))["shows"]
    }
    assert len(shows) == 18
    assert shows["k7vGF9d1p4wjR"]["aliases"] == ["Z7r9jZ1AduI7w"]
    assert shows["Z698xZu0Zaaxy"]["aliases"] == ["Z698xZu0ZaaN9"]
    assert {one["name"] for show in shows.values() for one in show["performances"]} == {
        "Slipknot",
        "Cypress Hill",
        "Ho99o9",
    }


def test_a_rescheduled_show_keeps_its_id():
    before = {one["id"]: one for one in inspect_ticketmaster(read("ticketmaster/events_us_2020_resale.json"))["shows"]}
    after = {
        one["id"]: one
        for one in inspect_ticketmaster(read("ticketmaster/events_us_music_2021_rescheduled.json"))["shows"]
    }
    for show, dates in {
        "vv1AaZAqAGkdPXfSW": ("2020-04-18", "2021-10-16"),
        "vv1AaZAqAGkdPWfSB": ("2020-04-17", "2021-10-15"),
    }.items():
        assert (before[show]["local_date"], after[show]["local_date"]) == dates
        assert (before[show]["status"], after[show]["status"]) == ("scheduled", "rescheduled")
    assert before["Z7r9jZ1AeOOb_"]["timezone"] == "America/Chicago"


def test_a_tour_on_the_bill_is_no_artist_and_a_renamed_band_has_its_new_name():
    shows = inspect_ticketmaster(read("ticketmaster/events_us_music_2021_rescheduled.json"))["shows"]
    names = {one["id"]: one["name"] for show in shows for one in show["performances"]}
    assert "Hella Mega Tour" not in names.values()
    assert names["K8vZ917GFIf"] == "Lady A"
    assert "Harry Styles" in names.values()


def test_the_benefit_festival_is_not_on_its_own_bill_of_thirteen():
    shows = {
        one["title"]: one
        for one in inspect_ticketmaster(read("ticketmaster/events_unfiltered_2019_page0.json"))["shows"]
    }
    assert len(shows["Farm Aid 2019"]["performances"]) == 13
    assert "Farm Aid" not in {one["name"] for one in shows["Farm Aid 2019"]["performances"]}


def test_dates_without_anything_around_them_are_kept():
    shows = {
        one["id"]: one
        for one in inspect_ticketmaster(read("ticketmaster/dates_blocks_postponed_tba_multiday.json"))["shows"]
    }
    assert (shows["G5vYZ_ukh_5Ol"]["status"], shows["G5vYZ_ukh_5Ol"]["local_date"]) == ("postponed", None)
    assert shows["G5vYZ_GzP0DLP"]["starts_at"] == "2026-09-13T03:30:00Z"
    assert (shows["G5vYZbs2pmKwN"]["local_date"], shows["G5vYZbs2pmKwN"]["local_time"]) == ("2025-12-30", None)


def test_nothing_but_music_comes_out_of_an_unfiltered_page():
    printed = inspect_ticketmaster(read("ticketmaster/events_all_2016.json"))
    assert [one["title"] for one in printed["shows"]] == ["Saywecanfly @ Planet Trog with 7 Minutes In Heaven"]
    assert len(printed["skipped"]) == 19


def test_a_band_without_letters_is_found_and_a_film_is_not():
    artists, skipped, _, _ = parse_attractions(read("ticketmaster/attractions_all_2016.json"))
    assert "!!!" in {one.name for one in artists}
    assert {one.title: one.reason for one in skipped}["#SummersEND Music Festival"] == "a festival"
    assert "!Women Art Revolution" in {one.title for one in skipped}


def test_nine_artists_of_one_name_are_all_told_and_none_is_picked():
    answer = parse_spotify(read("spotify/vcr_artist_search_Arctic.json"))
    assert choose("Arctic", answer.artists).artist is None
    printed = inspect_spotify(read("spotify/vcr_artist_search_Arctic.json"), "Arctic")
    assert sum(one["match"] == "exact" for one in printed["artists"]) == 9


def test_medleys_stay_themselves_and_live_takes_fold():
    assert len(inspect_spotify(read("spotify/php_album.json"), "Daft Punk")["songs"]) == 12
    songs = {
        one["title"]: len(one["source_ids"])
        for one in inspect_spotify(read("spotify/go_find_album.json"), "Cyndi Lauper")["songs"]
    }
    assert (len(songs), songs["She Bop"], songs["Money Changes Everything"]) == (10, 2, 2)
    plane = {one["title"] for one in inspect_spotify(read("spotify/php_albums.json"), "Jefferson Airplane")["songs"]}
    assert len([one for one in plane if one.casefold() == "somebody to love"]) == 1
