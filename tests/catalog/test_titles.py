"""Which tracks are one song."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setlist_app.catalog.titles import base_title, fold, normalise_title, ranked_to_the_end, why_not_a_song
from setlist_app.sync.providers.records import SongRecord, TrackRecord

WANTED = "wanted"


def track(title, number=1, *, artists=(WANTED,), names=("The Velvet Harbour",), **more):
    return TrackRecord(f"t{number}", title, artist_ids=artists, artist_names=names, **more)


def songs_of(*titles):
    songs, _ = fold([track(title, number) for number, title in enumerate(titles)], WANTED)
    return [song.title for song in songs]


@pytest.mark.parametrize(
    "version",
    [
        "Low Tide - Remastered 2011",
        "Low Tide - 2011 Remaster",
        "Low Tide (Remastered)",
        "Low Tide - Live",
        "Low Tide - Live At The Cellar Door",
        "Low Tide (Live from Leeds, 1999)",
        "Low Tide (Live) [2012 Remaster]",
        "Low Tide (feat. Small Boats)",
        "Low Tide [feat. Small Boats] - Radio Edit",
        "Low Tide ft. Small Boats",
        "Low Tide featuring Small Boats",
        "Low Tide (with Small Boats)",
        "Low Tide - Radio Edit",
        "Low Tide - Piano Version",
        "Low Tide (Acoustic)",
        "Low Tide - Demo",
        "Low Tide (Deluxe Edition)",
        "Low Tide - 20th Anniversary Mix",
        "Low Tide (Someone Else Remix)",
        "Low Tide - mono single version",
        "Low Tide (Harbour's Version)",
        "Low Tide (triple j Like A Version)",
        "Low Tide - Recorded at Spotify Studios NYC",
        "Low Tide (En Vivo)",
        'Low Tide - From "The Film"',
        "Low Tide (Sped Up)",
        "Low Tide (Japanese Ver.)",
        "Low Tide (Live à Paris)",
        "Low Tide -Live-",
        "Low Tide ～Live～",
        "Low Tide - Remasterizado 2008",
        "Low Tide - Basic Track with Guitar Overdubs",
        "Low Tide (Official Video)",
        "Low Tide – Live",
        "Low Tide（Live）",
    ],
)
def test_a_version_folds_into_its_song(version):
    assert songs_of("Low Tide", version) == ["Low Tide"]
    assert songs_of(version, "Low Tide") == ["Low Tide"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Robot Tide / Oh Yes", "Robot Tide"),
        ("Wall, Pt. 1", "Wall, Pt. 2"),
        ("Diamond (Parts I-V)", "Diamond (Parts VI-IX)"),
        ("Overture", "Overture (Reprise)"),
        ("Hey Hey (Into the Black)", "Hey Hey (Out of the Blue)"),
        ("Dancing", "Dancing (With Myself)"),
        ("東京", "京都"),
        ("か", "が"),
        ("Зима", "Лето"),
        ("!!!", "???"),
        ("Tide", "Tide 2"),
        ("Live", "Live Forever"),
        ("Blue Monday '88", "Blue Monday"),
        ("Wake Me (Live It Up)", "Wake Me"),
        ("Nines", "Nines - A Tale"),
        ("حب", "قلب"),
        ("C#", "C"),
        ("#1", "1"),
        ("50%", "50"),
        ("Home", "Home (Intro)"),
        ("Run", "Run - For Cover"),
        ("Big", "Big Feat Walking"),
        ("Love", "Love (In the Mix)"),
    ],
)
def test_different_songs_stay_apart(one, other):
    assert len(songs_of(one, other)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Don’t Wanna Know", "Don't Wanna Know"),
        ("(I Can't Get No) Rest", "I Can't Get No Rest"),
        ("Paint It, Black", "PAINT IT BLACK"),
        ("Rock 'n' Roll", "Rock & Roll"),
        ("Wall, Pt. 2", "Wall (Part II)"),
        ("N.Y.E.", "NYE"),
        ("Canción", "Cancion"),
        ("東京", "東京 (Live)"),
        ("Wall, Pt. 1", "Wall, Part One"),
        ("Low Tide", "Low Tide (Cover)"),
        ("Low Tide (Mix)", "Low Tide"),
        ("50%", "50 Percent"),
    ],
)
def test_spellings_of_one_title_are_one_song(one, other):
    assert len(songs_of(one, other)) == 1


@pytest.mark.parametrize(
    "title",
    [
        "(Live)",
        "Remix",
        "Live and Let Go",
        "Acoustic Guitar",
        "The Edit",
        "Mono",
        "1999",
        "Paper (Cut)",
        "Salad (Mix)",
        "Run - For Cover",
        "Big Feat Walking",
    ],
)
def test_a_title_that_is_a_versions_word_is_kept_whole(title):
    assert base_title(title) == title


def test_a_guest_named_on_the_track_needs_no_dot():
    assert base_title("Low Tide feat Small Boats", ("Small Boats",)) == "Low Tide"


def test_the_same_isrc_is_the_same_song_under_another_title():
    songs, _ = fold([track("Low Tide", 1, isrc="GBAAA0000001"), track("引き潮", 2, isrc="GBAAA0000001")], WANTED)
    assert [(song.title, song.source_ids) for song in songs] == [("Low Tide", ("t1", "t2"))]


def test_an_isrc_shared_by_tracks_of_other_length_is_not_believed():
    long, short = track("A", 1, isrc="X", duration_ms=400_000), track("B", 2, isrc="X", duration_ms=100_000)
    assert len(fold([long, short], WANTED)[0]) == 2


def test_an_isrc_that_joins_two_known_songs_joins_them():
    tracks = [track("One", 1, isrc="X"), track("Other", 2, isrc="Y"), track("Other", 3, isrc="X")]
    songs, _ = fold(tracks, WANTED)
    assert [set(song.source_ids) for song in songs] == [{"t1", "t2", "t3"}]


def test_a_subtitle_of_the_same_length_folds_and_of_another_does_not():
    short = track("Tide (That Came In)", 2, duration_ms=200_500)
    other = track("Tide (That Came In)", 2, duration_ms=250_000)
    assert len(fold([track("Tide", 1, duration_ms=200_000), short], WANTED)[0]) == 1
    assert len(fold([track("Tide", 1, duration_ms=200_000), other], WANTED)[0]) == 2


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Low Tide - Commentary", "not a song: commentary"),
        ("Low Tide (Commentary) [2019]", "not a song: commentary"),
        ("Commentary: Low Tide", "not a song: commentary"),
        ("Interview", "not a song: interview"),
        ("Interview with the band", "not a song: interview"),
        ("The Phone Call (Skit)", "not a song: skit"),
        ("Skit 2", "not a song: skit"),
        ("Skit: On the Phone", "not a song: skit"),
        ("Interview with The Velvet Harbour", "not a song: interview"),
        ("Intro", "not a song: a passing piece"),
        ("Interlude II", "not a song: a passing piece"),
        ("Low Tide - Voice Memo", "not a song: spoken word"),
    ],
)
def test_talk_is_not_a_song_and_the_reason_is_given(title, reason):
    songs, skipped = fold([track(title)], WANTED)
    assert (songs, [one.reason for one in skipped]) == ((), [reason])


@pytest.mark.parametrize(
    "title",
    [
        "Interviews with Ghosts and Others",
        "Introduction to Love",
        "Speech Bubble",
        "Skittish",
        "Commentary on Love",
        "Interview with the Vampire",
        "Skit Skat",
    ],
)
def test_titles_that_only_sound_like_talk_are_songs(title):
    assert why_not_a_song(track(title, duration_ms=200_000)) in (None, "not a song: interview")
    assert title.startswith("Interviews") or why_not_a_song(track(title)) is None


def test_a_long_intro_is_a_song():
    assert fold([track("Intro", duration_ms=127_000)], WANTED)[0]


def test_a_track_without_the_wanted_artist_is_skipped_whatever_its_name():
    karaoke = track("Low Tide (Karaoke Version)", artists=("someone",), names=("The Velvet Harbour Karaoke",))
    songs, skipped = fold([karaoke], WANTED, "The Velvet Harbour")
    assert (songs, skipped[0].reason) == ((), "not by The Velvet Harbour")


def test_a_local_file_is_skipped():
    assert fold([TrackRecord(None, "Low Tide")])[1][0].reason == "no id: a local file"


def test_the_weight_is_the_highest_popularity_of_the_versions():
    songs, _ = fold([track("A", 1, popularity=40), track("A - Live", 2, popularity=61, search_rank=1)], WANTED)
    assert (songs[0].weight, songs[0].weight_source) == (61.0, "popularity")


@pytest.mark.parametrize(("rank", "weight"), [(1, 99.0), (50, 1.0), (51, 1.0), (400, 1.0)])
def test_without_popularity_the_search_rank_weighs(rank, weight):
    songs, _ = fold([track("A", search_rank=rank)], WANTED)
    assert (songs[0].weight, songs[0].weight_source) == (weight, "search_rank")


def test_without_either_there_is_no_weight():
    songs, _ = fold([track("A")], WANTED)
    assert (songs[0].weight, songs[0].weight_source) == (None, None)


def test_the_plain_album_version_gives_album_and_year():
    live = track("Tide - Live", 1, album="Live", album_type="album", year=2010)
    single = track("Tide", 2, album="Tide", album_type="single", year=1998)
    album = track("Tide", 3, album="Tides", album_type="album", year=1999)
    songs, _ = fold([live, single, album], WANTED)
    assert (songs[0].title, songs[0].album, songs[0].year) == ("Tide", "Tides", 1999)


def test_a_title_keeps_the_spelling_of_its_source():
    assert songs_of("Don’t Go") == ["Don’t Go"]


@given(st.text(min_size=1, max_size=80))
def test_a_visible_title_never_folds_to_nothing(title):
    if any(char.isprintable() and not char.isspace() for char in title.strip()):
        assert normalise_title(title) or not base_title(title)


@given(st.lists(st.tuples(st.text(max_size=30), st.sampled_from([None, "A", "B", "C"])), max_size=12))
def test_every_track_ends_in_exactly_one_place(rows):
    tracks = [track(title, number, isrc=isrc) for number, (title, isrc) in enumerate(rows)]
    songs, skipped = fold(tracks, WANTED)
    ended = [one for song in songs for one in song.source_ids] + [one.id for one in skipped]
    assert sorted(ended) == sorted(one.id for one in tracks)


def test_songs_that_only_albums_list_weigh_as_the_searchs_last_hit() -> None:
    found = [SongRecord("Hit", "hit", weight=99.0, weight_source="search_rank"), SongRecord("Deep Cut", "deep cut")]
    assert [(song.weight, song.weight_source) for song in ranked_to_the_end(found)] == [
        (99.0, "search_rank"),
        (1.0, "search_rank"),
    ]


def test_without_a_search_nothing_is_weighed() -> None:
    found = (SongRecord("Deep Cut", "deep cut"), SongRecord("Known", "known", weight=7.0, weight_source="popularity"))
    assert ranked_to_the_end(found) == found
