"""Spotify's answers in today's and in older shapes."""

from __future__ import annotations

import json

import pytest

from setlist_app.sync.providers.spotify_parse import AlbumRecord, parse_spotify
from tests.sync.providers.samples import ALICE_BAND, search, track


def titles(payload):
    return [one.title for one in parse_spotify(payload).tracks]


def test_a_search_gives_ranks_that_go_on_over_pages():
    answer = parse_spotify(search(track("a", "One"), track("b", "Two"), offset=10))
    assert [(one.id, one.search_rank) for one in answer.tracks] == [("a", 11), ("b", 12)]
    assert answer.tracks[0].year == 2019


def test_a_batch_gives_no_rank_and_names_its_gaps():
    answer = parse_spotify({"tracks": [track("a", "One", popularity=50), None]})
    assert (answer.tracks[0].search_rank, answer.tracks[0].popularity) == (None, 50)
    assert answer.skipped[0].reason.startswith("nothing here")
    assert answer.received == 2


def test_an_albums_tracks_know_their_album():
    bare = {"id": "a", "name": "One", "type": "track", "artists": [{"id": ALICE_BAND, "name": "X"}]}
    album = {
        "id": "al",
        "name": "Tides",
        "type": "album",
        "album_type": "album",
        "release_date": "1999",
        "tracks": {"items": [bare]},
    }
    for payload in (album, {"albums": [album]}, {"albums": {"items": [album]}}):
        one = parse_spotify(payload).tracks[0]
        assert (one.album, one.album_type, one.year) == ("Tides", "album", 1999)
    told = parse_spotify({"items": [bare]}, AlbumRecord("al", "Tides", "album", 1999)).tracks[0]
    assert (told.album, told.year) == ("Tides", 1999)


def test_playlist_items_are_read_in_both_shapes():
    assert titles({"items": [{"added_at": "x", "track": track("a", "One")}]}) == ["One"]
    assert titles({"items": [{"added_at": "x", "item": track("a", "One")}]}) == ["One"]
    assert titles({"type": "playlist", "name": "p", "id": "p", "items": {"items": [{"item": track("a", "One")}]}}) == [
        "One"
    ]


def test_a_recorded_exchange_with_a_body_in_text_is_read():
    exchange = {"request": {"method": "get", "uri": "https://x/v1/search?type=track"}, "status": 200, "headers": {}}
    assert titles([{**exchange, "body": json.dumps(search(track("a", "One")))}]) == ["One"]


def test_a_local_track_has_no_id():
    assert parse_spotify(track("a", "One", is_local=True)).tracks[0].id is None
    nulls = {
        "id": None,
        "name": "One",
        "type": "track",
        "artists": [{"id": None, "name": ""}],
        "album": None,
        "is_local": True,
    }
    assert parse_spotify(nulls).tracks[0].id is None


def test_an_episode_in_a_playlist_is_skipped_with_its_kind():
    answer = parse_spotify({"items": [{"track": {"type": "episode", "id": "e", "name": "Talk"}}]})
    assert answer.skipped[0].reason == "not a track: a podcast episode"


def test_an_artist_of_today_has_hardly_a_field_and_is_read():
    hit = {
        "id": ALICE_BAND,
        "name": "The Velvet Harbour",
        "type": "artist",
        "images": [{"url": "https://i.example/1", "width": 640}],
    }
    artist = parse_spotify({"artists": {"items": [hit], "next": None}}).artists[0]
    assert (artist.spotify_id, artist.image_url, artist.genres) == (ALICE_BAND, "https://i.example/1", ())


@pytest.mark.parametrize(
    ("payload", "sentence"),
    [
        ({"error": {"status": 400, "message": "Invalid limit"}}, "Spotify answers with an error (400): Invalid limit"),
        ({"error": "invalid_client", "error_description": "Invalid client"}, "Spotify answers with an error (invalid_client): Invalid client"),
        ({"http_status": 403, "body": "Premium required"}, "Spotify answers with an error (403): Premium required"),
        ({"status": 429, "body": {"error": {"status": 429, "message": "Too many", "reason": "QUOTA_EXCEEDED"}}},
         "Spotify answers with an error (429, QUOTA_EXCEEDED): Too many"),
    ],
)  # fmt: skip
def test_every_error_body_is_one_sentence(payload, sentence):
    assert parse_spotify(payload).error == sentence


@pytest.mark.parametrize("payload", [None, 5, "text", {}, {"access_token": "x"}, [True, False], {"snapshot_id": "x"}])
def test_what_lists_nothing_is_called_so(payload):
    answer = parse_spotify(payload)
    assert answer.error is not None
    assert not answer.tracks


def test_an_empty_list_is_no_error():
    assert parse_spotify({"albums": []}).error is None
    assert parse_spotify(search()).error is None


def test_a_bad_track_is_quarantined_and_the_rest_goes_on():
    answer = parse_spotify(search(track("a", "One"), {"id": 5, "name": "Two", "type": "track"}, "three"))
    assert [one.title for one in answer.tracks] == ["One"]
    assert len(answer.quarantined) == 2


def test_malformed_decoration_costs_the_decoration_only():
    one = parse_spotify(
        track("a", "One", popularity="high", duration_ms=-5, album="x", external_ids={"isrc": 7})
    ).tracks[0]
    assert (one.popularity, one.duration_ms, one.album, one.isrc) == (None, None, None, None)
