from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlmodel import Session, col, select

from setlist_app.catalog.identity import Change, ensure_artist
from setlist_app.catalog.song_rows import add_new_songs, drop_unused, store_songs
from setlist_app.db import Database
from setlist_app.models import ExternalId, Kind, Origin, Provider, Rule, Setlist, SetlistSong, Song
from setlist_app.sync.providers.records import SongRecord
from tests.catalog.test_show_rows import performance_of, store
from tests.catalog.world import HEAD, NOW, SUPPORT, show, song


@pytest.fixture
def artist_id(db: Database) -> int:
    return db.write_now(lambda s: ensure_artist(s, HEAD, Provider.TICKETMASTER, NOW).id or 0)


def put(db: Database, artist_id: int, *records: SongRecord) -> list[Change]:
    return [one.change for one in db.write_now(lambda s: store_songs(s, artist_id, records, Provider.SPOTIFY, NOW))]


def songs(db: Database) -> Sequence[Song]:
    return db.read_now(lambda s: s.exec(select(Song).order_by(col(Song.id))).all())


def test_the_same_songs_again_write_nothing(db: Database, artist_id: int) -> None:
    records = [song("Try", "T1", "T2"), song("Ödland", "T3")]
    assert put(db, artist_id, *records) == [Change.CREATED, Change.CREATED]
    assert put(db, artist_id, *records) == [Change.SAME, Change.SAME]


def test_a_song_is_found_by_any_of_its_track_ids_under_a_new_title(db: Database, artist_id: int) -> None:
    put(db, artist_id, song("Try", "T1", "T2"))
    assert put(db, artist_id, song("Try Again", "T2", weight=50.0)) == [Change.CHANGED]
    [row] = songs(db)
    assert (row.title, row.normalised_title, row.weight) == ("Try Again", "try again", 50.0)
    assert row.slug.startswith("try-")


def test_a_song_is_found_by_its_title_when_the_source_gives_new_ids(db: Database, artist_id: int) -> None:
    put(db, artist_id, song("Try", "T1"))
    assert put(db, artist_id, song("Try", "T9")) == [Change.CHANGED]
    assert len(songs(db)) == 1


def test_a_track_that_two_artists_share_is_a_song_of_each(db: Database, artist_id: int) -> None:
    other = db.write_now(lambda s: ensure_artist(s, SUPPORT, Provider.TICKETMASTER, NOW).id or 0)
    put(db, artist_id, song("Duet", "T1"))
    assert put(db, other, song("Duet", "T1")) == [Change.CREATED]
    assert put(db, other, song("Duet", "T1")) == [Change.SAME]
    assert [row.artist_id for row in songs(db)] == [artist_id, other]


def test_two_records_that_meet_in_one_row_do_not_take_turns(db: Database, artist_id: int) -> None:
    put(db, artist_id, song("Try", "T1", "T2"))
    records = [song("Try", "T1"), song("Try (Reprise)", "T2")]
    first = put(db, artist_id, *records)
    assert put(db, artist_id, *records) == [Change.SAME, Change.SAME]
    assert first == [Change.SAME, Change.SAME]
    assert [row.title for row in songs(db)] == ["Try"]


def test_songs_of_an_unfinished_list_are_added_and_known_ones_left_alone(db: Database, artist_id: int) -> None:
    put(db, artist_id, song("Try", "T1", weight=50.0))
    added = db.write_now(
        lambda s: add_new_songs(s, artist_id, [song("Try", "T1", weight=1.0), song("Who", "T2")], Provider.SPOTIFY, NOW)
    )
    assert len(added) == 1
    assert [(row.title, row.weight) for row in songs(db)] == [("Try", 50.0), ("Who", 10.0)]


def test_a_song_that_was_added_too_soon_goes_with_its_ids_unless_it_is_on_a_setlist(
    db: Database, artist_id: int
) -> None:
    [stored] = store(db, show())
    put(db, artist_id, song("Try", "T1"), song("Who", "T2"))
    kept, gone = (row.id or 0 for row in songs(db))
    performance_id = performance_of(db, stored.show_id, "P!NK")

    def draw(session: Session) -> list[int]:
        setlist = Setlist(performance_id=performance_id, rule=Rule.UNIFORM, seed=1, pool=[], drawn_at=NOW)
        session.add(setlist)
        session.flush()
        session.add(SetlistSong(setlist_id=setlist.id, song_id=kept, position=1, origin=Origin.DRAWN))
        return drop_unused(session, [kept, gone])

    assert db.write_now(draw) == [gone]
    assert [row.id for row in songs(db)] == [kept]
    local = select(ExternalId.local_id).where(ExternalId.kind == Kind.SONG)
    assert list(db.read_now(lambda s: s.exec(local).all())) == [kept]
