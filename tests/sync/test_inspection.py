"""What `setlist inspect` prints."""

from __future__ import annotations

import json

import pytest

from setlist_app.sync.inspection import UnreadableFile, inspect_spotify, inspect_ticketmaster, load
from tests.sync.providers.samples import ALICE_BAND, OTHER_BAND, attraction, classified, event, page, search, track


def test_a_show_is_printed_exactly_so():
    sport = event("s", "A Match", classifications=classified("Sports", "Golf"))
    printed = inspect_ticketmaster(
        page(event("e", "Night", attraction("The Velvet Harbour")), sport, event("bad", start={"localDate": "x"}))
    )
    assert printed == {
        "shows": [
            {
                "id": "e",
                "aliases": [],
                "title": "Night",
                "status": "scheduled",
                "local_date": "2026-11-20",
                "local_time": "20:00:00",
                "timezone": "America/New_York",
                "starts_at": "2026-11-21T01:00:00Z",
                "venue": {"id": "Kv0001", "name": "Meridian Hall", "city": "Albany", "country": "US"},
                "performances": [
                    {"id": "K8v0001", "name": "The Velvet Harbour", "mbid": None, "spotify_id": None, "billing": 1}
                ],
            }
        ],
        "skipped": [{"id": "s", "title": "A Match", "reason": "not music: Sports"}],
        "quarantined": [{"id": "bad", "error": "dates.start.localDate: not a date: x"}],
        "error": None,
    }
    assert json.loads(json.dumps(printed)) == printed


def test_a_song_is_printed_exactly_so():
    payload = search(
        track("a", "Low Tide", isrc="GBAAA0000001"), track("b", "Low Tide - Live"), track("c", "Talk - Commentary")
    )
    for artist in (ALICE_BAND, "Velvet Harbour"):
        assert inspect_spotify(payload, artist) == {
            "songs": [
                {
                    "title": "Low Tide",
                    "source_ids": ["a", "b"],
                    "isrc": ["GBAAA0000001"],
                    "album": "Tides",
                    "year": 2019,
                    "duration_ms": 200_000,
                    "weight": 99.0,
                    "weight_source": "search_rank",
                }
            ],
            "skipped": [{"title": "Talk - Commentary", "reason": "not a song: commentary"}],
            "artists": [{"id": ALICE_BAND, "name": "The Velvet Harbour", "match": "exact"}],
            "error": None,
        }


def test_another_artists_tracks_are_skipped_by_name():
    printed = inspect_spotify(search(track("a", "Low Tide"), track("b", "Low Tide", artist=OTHER_BAND)), ALICE_BAND)
    assert printed["skipped"] == [{"title": "Low Tide", "reason": "not by The Velvet Harbour"}]


def test_namesakes_with_tracks_each_give_no_songs_but_a_sentence():
    twin = {"id": OTHER_BAND, "name": "The Velvet Harbour"}
    printed = inspect_spotify(search(track("a", "One"), track("b", "Two", artists=[twin])), "The Velvet Harbour")
    assert printed["songs"] == []
    assert printed["error"] == "2 artists are called The Velvet Harbour here: name the one that is meant by its id"


def test_one_stray_namesake_among_many_tracks_does_not_hide_the_songs():
    twin = {"id": OTHER_BAND, "name": "The Velvet Harbour"}
    rows = [track(f"t{number}", f"Song {number}") for number in range(9)]
    printed = inspect_spotify(search(*rows, track("x", "Stray", artists=[twin])), "The Velvet Harbour")
    assert len(printed["songs"]) == 9


def test_an_unreadable_track_shows_among_the_skipped():
    printed = inspect_spotify(search({"id": 5, "name": "x", "type": "track"}), ALICE_BAND)
    assert printed["skipped"][0]["reason"].startswith("unreadable: id")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "is not JSON"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
        (b"", "is not JSON"),
        (b"[" * 200_000, "nested too deeply"),
    ],
    ids=["cut off", "binary", "empty", "deep"],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, content, sentence):
    file = tmp_path / "answer.json"
    file.write_bytes(content)
    with pytest.raises(UnreadableFile, match=sentence):
        load(file)


def test_a_missing_file_and_a_folder_say_so(tmp_path):
    with pytest.raises(UnreadableFile, match="There is no file"):
        load(tmp_path / "nothing.json")
    with pytest.raises(UnreadableFile, match="cannot be read"):
        load(tmp_path)
