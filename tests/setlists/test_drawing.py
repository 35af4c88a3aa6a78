"""A first setlist for every performance; never a second one over what people did."""

from __future__ import annotations

import pytest
from sqlmodel import Session, col, select

from setlist_app.catalog.identity import ensure_artist
from setlist_app.catalog.song_rows import store_songs
from setlist_app.db import Database
from setlist_app.models import Ballot, Origin, Provider, Rule, Setlist, SetlistSong, Voter, VoterKind
from setlist_app.setlists.drawing import Drawn, draw_setlists, performances_to_draw, seed_of
from tests.catalog.test_show_rows import performance_of, store
from tests.catalog.world import HEAD, NOW, SUPPORT, show, song


@pytest.fixture
def performance_id(db: Database) -> int:
    [stored] = store(db, show())
    return performance_of(db, stored.show_id, "P!NK")


def add_songs(db: Database, number: int, *, of: str = "P!NK", weight: float | None = 10.0) -> None:
    record = HEAD if of == "P!NK" else SUPPORT

    def command(session: Session) -> None:
        artist = ensure_artist(session, record, Provider.TICKETMASTER, NOW)
        records = [song(f"Song {n} of {of}", f"{record.id}-{n}", weight=weight) for n in range(number)]
        store_songs(session, artist.id or 0, records, Provider.SPOTIFY, NOW)

    db.write_now(command)


def draw(db: Database, *performance_ids: int) -> Drawn:
    return db.write_now(lambda s: draw_setlists(s, performance_ids, NOW))


def listed(db: Database, performance_id: int) -> list[int]:
    query = (
        select(SetlistSong.song_id)
        .join(Setlist)
        .where(Setlist.performance_id == performance_id)
        .order_by(col(SetlistSong.position))
    )
    return list(db.read_now(lambda s: s.exec(query).all()))


def setlist_of(db: Database, performance_id: int) -> Setlist:
    return db.read_now(lambda s: s.exec(select(Setlist).where(Setlist.performance_id == performance_id)).one())


def test_rule_seed_and_pool_are_stored_with_the_five_songs(db: Database, performance_id: int) -> None:
    add_songs(db, 60)
    assert draw(db, performance_id).created == (performance_id,)
    setlist = setlist_of(db, performance_id)
    assert (setlist.rule, len(setlist.pool), setlist.drawn_at) == (Rule.SEARCH_RANK, 50, NOW)
    assert len(listed(db, performance_id)) == 5
    assert 0 <= setlist.seed < 2**32


def test_a_performance_without_songs_has_no_setlist_until_songs_come(db: Database, performance_id: int) -> None:
    assert draw(db, performance_id).without_songs == (performance_id,)
    add_songs(db, 8)
    assert draw(db, performance_id).created == (performance_id,)
    assert draw(db, performance_id).same == (performance_id,)


def test_a_short_setlist_nobody_touched_is_completed(db: Database, performance_id: int) -> None:
    add_songs(db, 3)
    draw(db, performance_id)
    before = setlist_of(db, performance_id)
    assert len(listed(db, performance_id)) == 3
    add_songs(db, 20)
    assert draw(db, performance_id).completed == (performance_id,)
    after = setlist_of(db, performance_id)
    assert len(listed(db, performance_id)) == 5
    assert (after.id, after.seed, after.rows_version) == (before.id, before.seed, before.rows_version + 1)


def test_a_short_setlist_without_more_songs_is_left_alone(db: Database, performance_id: int) -> None:
    add_songs(db, 3)
    draw(db, performance_id)
    assert draw(db, performance_id).same == (performance_id,)


def test_a_setlist_of_five_is_never_drawn_again(db: Database, performance_id: int) -> None:
    add_songs(db, 5)
    draw(db, performance_id)
    before = listed(db, performance_id)
    add_songs(db, 60)
    assert draw(db, performance_id).same == (performance_id,)
    assert listed(db, performance_id) == before


@pytest.mark.parametrize("deed", ["voted", "suggested"])
def test_a_short_setlist_that_anybody_acted_on_is_never_redrawn(db: Database, performance_id: int, deed: str) -> None:
    add_songs(db, 3)
    draw(db, performance_id)
    before = listed(db, performance_id)

    def act(session: Session) -> None:
        voter = Voter(kind=VoterKind.USER, created_at=NOW)
        session.add(voter)
        session.flush()
        if deed == "voted":  # and took it back: the ballot remembers
            session.add(Ballot(performance_id=performance_id, voter_id=voter.id, used=0))
        else:
            row = session.exec(select(SetlistSong)).first()
            assert row is not None
            row.suggested_by, row.origin = voter.id, Origin.SUGGESTED

    db.write_now(act)
    add_songs(db, 20)
    assert draw(db, performance_id).same == (performance_id,)
    assert listed(db, performance_id) == before


def test_support_that_has_songs_is_drawn_for_with_the_head_liner(db: Database, performance_id: int) -> None:
    add_songs(db, 8, of="Juniper Okafor")
    artist_id = db.write_now(ensure_known)
    own, others = db.read_now(lambda s: performances_to_draw(s, artist_id))
    assert own == [performance_id]
    assert len(others) == 1
    assert draw(db, *others).created == tuple(others)
    assert db.read_now(lambda s: performances_to_draw(s, artist_id)) == (own, [])


def ensure_known(session: Session) -> int:
    return ensure_artist(session, HEAD, Provider.TICKETMASTER, NOW).id or 0


def test_the_seed_belongs_to_the_performance() -> None:
    assert seed_of("show-a", "artist-a") == seed_of("show-a", "artist-a")
    assert len({seed_of(f"show-{n}", "artist-a") for n in range(1000)}) == 1000
