"""Which row a record is: by its ids, then by its MusicBrainz id, never by a name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlmodel import Session, select

from setlist_app.catalog import identity
from setlist_app.catalog.identity import Change, ExternalIds, Keys, ensure_artist, provider_ids, refresh_artist
from setlist_app.db import Database
from setlist_app.models import Artist, Kind, Provider
from tests.catalog.world import GUEST, HEAD, NOW, SUPPORT

TICKETMASTER = Provider.TICKETMASTER


def ensure(db: Database, *records: identity.ArtistRecord) -> list[Artist]:
    return db.write_now(lambda s: [ensure_artist(s, one, TICKETMASTER, NOW) for one in records])


def test_a_picked_hit_has_an_address_at_once_and_has_never_been_synced(db: Database) -> None:
    [artist] = ensure(db, HEAD)
    assert artist.slug == f"pink-{artist.key}"
    assert artist.synced_at is None


def test_the_same_id_is_the_same_artist_under_any_name(db: Database) -> None:
    first, second = ensure(db, HEAD, replace(HEAD, name="Pink"))
    assert first.id == second.id
    assert first.name == "P!NK", "a bill does not rename"


def test_another_id_with_the_same_musicbrainz_id_is_the_same_artist(db: Database) -> None:
    first, second = ensure(db, HEAD, replace(HEAD, id="A9"))
    assert first.id == second.id
    ids = db.read_now(lambda s: provider_ids(s, TICKETMASTER, Kind.ARTIST, first.id or 0))
    assert ids == ["A1", "A9"]


def test_two_artists_of_one_name_stay_two(db: Database) -> None:
    first, second = ensure(db, SUPPORT, replace(SUPPORT, id="A8"))
    assert first.id != second.id
    assert first.slug != second.slug


def test_a_rename_keeps_the_address(db: Database) -> None:
    [artist] = ensure(db, HEAD)

    def rename(session: Session) -> tuple[Change, Change, Artist]:
        row = session.get_one(Artist, artist.id)
        record = replace(HEAD, name="Pink Moore")
        return (
            refresh_artist(session, row, record, TICKETMASTER),
            refresh_artist(session, row, record, TICKETMASTER),
            row,
        )

    first, again, row = db.write_now(rename)
    assert (first, again) == (Change.CHANGED, Change.SAME)
    assert (row.name, row.slug) == ("Pink Moore", artist.slug)


def test_a_bill_adds_what_is_missing_and_overwrites_nothing(db: Database) -> None:
    ensure(db, replace(SUPPORT, genres=("Soul",)))
    [artist] = ensure(db, replace(SUPPORT, genres=("Jazz",), image_url="https://img.example/1.jpg", mbid=HEAD.mbid))
    assert (artist.genres, artist.image_url, artist.mbid) == (["Soul"], "https://img.example/1.jpg", HEAD.mbid)


def test_a_musicbrainz_id_belongs_to_the_row_that_has_it(db: Database) -> None:
    first, second, third = ensure(db, HEAD, SUPPORT, replace(SUPPORT, mbid=HEAD.mbid))
    assert second.id == third.id != first.id
    assert third.mbid is None


def test_a_linked_spotify_artist_that_is_taken_stays_where_it_is(db: Database) -> None:
    first, second = ensure(db, replace(HEAD, spotify_id="S1"), replace(SUPPORT, spotify_id="S1"))
    known = db.read_now(lambda s: ExternalIds(s, Provider.SPOTIFY).get(Kind.ARTIST, "S1"))
    assert known == first.id != second.id


def test_a_key_that_is_taken_is_salted(sqlite_db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "stable_key", lambda provider, kind, provider_id, salt=0: f"0000000{salt}")
    artists = ensure(sqlite_db, HEAD, SUPPORT, GUEST)
    assert [artist.key for artist in artists] == ["00000000", "00000001", "00000002"]


def test_one_page_never_gives_a_key_twice(sqlite_db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "stable_key", lambda provider, kind, provider_id, salt=0: f"0000000{salt}")

    def take(session: Session) -> list[str]:
        keys = Keys(session, Artist, TICKETMASTER, Kind.ARTIST)
        keys.load(["A1", "A2"])
        return [keys.take("A1"), keys.take("A2")]

    assert sqlite_db.write_now(take) == ["00000000", "00000001"]


def test_symbols_only_is_a_name(sqlite_db: Database) -> None:
    [artist] = ensure(sqlite_db, replace(SUPPORT, name="!!!"))
    assert (artist.slug, artist.sort_name) == (artist.key, "!!!")
    assert len(sqlite_db.read_now(lambda s: s.exec(select(Artist)).all())) == 1
