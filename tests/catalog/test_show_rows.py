"""Shows, halls and bills: updated in place, written only when changed, and never at the cost of what fans did."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from setlist_app.catalog.identity import Change
from setlist_app.catalog.show_rows import StoredShow, content_hash, store_shows
from setlist_app.db import Database
from setlist_app.models import (
    Artist,
    Ballot,
    EventKind,
    ExternalId,
    Kind,
    Origin,
    Performance,
    Provider,
    Rule,
    Setlist,
    SetlistSong,
    Show,
    ShowStatus,
    Song,
    Venue,
    Vote,
    VoteEvent,
    Voter,
    VoterKind,
)
from setlist_app.sync.providers.records import ShowRecord
from setlist_app.voting.tally import drift
from tests.catalog.world import GUEST, HALL, HEAD, NOW, SUPPORT, show

LATER = NOW + timedelta(hours=1)


def store(db: Database, *records: ShowRecord, now: datetime = NOW) -> list[StoredShow]:
    return db.write_now(lambda s: store_shows(s, records, Provider.TICKETMASTER, now))


def the_show(db: Database) -> Show:
    return db.read_now(lambda s: s.exec(select(Show)).one())


def bill(db: Database, show_id: int) -> list[tuple[str, int]]:
    query = (
        select(Artist.name, Performance.billing)
        .join(Performance, col(Performance.artist_id) == Artist.id)
        .where(Performance.show_id == show_id)
        .order_by(col(Performance.billing))
    )
    return db.read_now(lambda s: [(name, billing) for name, billing in s.exec(query)])


def performance_of(db: Database, show_id: int, name: str) -> int:
    query = (
        select(Performance.id)
        .join(Artist, col(Artist.id) == Performance.artist_id)
        .where(Performance.show_id == show_id, Artist.name == name)
    )
    return db.read_now(lambda s: s.exec(query).one()) or 0


def vote(db: Database, performance_id: int, title: str, voter: int, *, request_id: str) -> int:
    """A drawn song with one vote of this voter, as the ledger writes it."""

    def command(session: Session) -> int:
        artist_id = session.get_one(Performance, performance_id).artist_id
        song = session.exec(select(Song).where(Song.artist_id == artist_id, Song.title == title)).first()
        if song is None:
            song = Song(
                key=f"{title}{artist_id}", slug=f"{title}-{artist_id}", artist_id=artist_id, title=title,
                normalised_title=title, updated_at=NOW,
            )  # fmt: skip
            session.add(song)
        setlist = session.exec(select(Setlist).where(Setlist.performance_id == performance_id)).first()
        if setlist is None:
            setlist = Setlist(performance_id=performance_id, rule=Rule.UNIFORM, seed=1, pool=[], drawn_at=NOW)
            session.add(setlist)
        if session.get(Voter, voter) is None:
            session.add(Voter(id=voter, kind=VoterKind.USER, created_at=NOW))
        session.flush()
        row = session.exec(
            select(SetlistSong).where(SetlistSong.setlist_id == setlist.id, SetlistSong.song_id == song.id)
        ).first()
        row = row or SetlistSong(setlist_id=setlist.id, song_id=song.id, position=1, origin=Origin.DRAWN)
        row.votes += 1
        session.add(row)
        session.flush()
        event = VoteEvent(
            request_id=request_id, performance_id=performance_id, setlist_song_id=row.id, voter_id=voter,
            kind=EventKind.CAST, delta=1, at=NOW,
        )  # fmt: skip
        ballot = session.get(Ballot, (performance_id, voter)) or Ballot(performance_id=performance_id, voter_id=voter)
        ballot.used += 1
        session.add_all([Vote(setlist_song_id=row.id, voter_id=voter, active=True, updated_at=NOW), event, ballot])
        return row.id or 0

    return db.write_now(command)


def test_a_new_show_has_address_hall_bill_and_closing_time(db: Database) -> None:
    [stored] = store(db, show())
    row = the_show(db)
    assert stored.change is Change.CREATED
    assert row.slug == f"pink-carnival-{row.key}"
    assert row.voting_closes_at == row.starts_at == datetime(2026, 12, 3, 19, 0, tzinfo=UTC)
    assert bill(db, stored.show_id) == [("P!NK", 1), ("Juniper Okafor", 2)]
    assert db.read_now(lambda s: s.exec(select(Venue)).one()).timezone == "Europe/Berlin"


def test_the_same_record_again_writes_nothing(db: Database) -> None:
    store(db, show())
    [again] = store(db, show(), now=LATER)
    assert again.change is Change.SAME
    assert the_show(db).updated_at == NOW


def test_what_a_listing_says_of_its_artists_besides_is_no_news_of_the_show(db: Database) -> None:
    store(db, show())
    busier = replace(
        HEAD,
        upcoming=39,
        image_url="https://x.test/new.jpg",
        url="https://x.test/p",
        genres=("Pop",),
        aliases=("Pink",),
    )
    [again] = store(db, show(performances=(busier, SUPPORT)), now=LATER)
    assert again.change is Change.SAME
    assert the_show(db).updated_at == NOW


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "P!NK: Carnival II"},
        {"status": ShowStatus.CANCELLED},
        {"local_time": None},
        {"venue": replace(HALL, city="Bonn")},
        {"ticket_url": "https://x.test/tickets"},
        {"performances": (SUPPORT, HEAD)},
    ],
)
def test_whatever_the_show_its_hall_and_its_bill_store_is_news(changes: dict[str, Any]) -> None:
    assert content_hash(show(**changes)) != content_hash(show())


def test_a_postponed_show_that_kept_its_old_date_stays_open(db: Database) -> None:
    store(db, show(status=ShowStatus.POSTPONED))
    row = the_show(db)
    assert (row.local_date, row.voting_closes_at) == (date(2026, 12, 3), None)


def test_a_moved_show_keeps_its_address_its_setlist_and_its_votes(db: Database) -> None:
    [stored] = store(db, show())
    slug = the_show(db).slug
    row = vote(db, performance_of(db, stored.show_id, "P!NK"), "Try", 1, request_id="r1")
    moved = show(
        title="P!NK: Carnival (new date)",
        status=ShowStatus.RESCHEDULED,
        local_date=date(2027, 5, 1),
        starts_at=datetime(2027, 5, 1, 18, 0, tzinfo=UTC),
    )
    [again] = store(db, moved, now=LATER)
    after = the_show(db)
    assert (again.change, again.show_id) == (Change.CHANGED, stored.show_id)
    assert (after.slug, after.local_date, after.voting_closes_at) == (slug, date(2027, 5, 1), after.starts_at)
    assert db.read_now(lambda s: s.get_one(SetlistSong, row)).votes == 1


def test_a_postponed_show_without_a_date_keeps_its_place(db: Database) -> None:
    [stored] = store(db, show())
    postponed = show(status=ShowStatus.POSTPONED, local_date=None, local_time=None, starts_at=None)
    [again] = store(db, postponed, now=LATER)
    after = the_show(db)
    assert again.show_id == stored.show_id
    assert (after.status, after.local_date, after.starts_at, after.voting_closes_at) == (
        ShowStatus.POSTPONED, None, None, None,
    )  # fmt: skip


def test_a_show_without_a_time_closes_at_the_end_of_the_day_of_its_hall(sqlite_db: Database) -> None:
    store(sqlite_db, show(local_time=None, starts_at=None, timezone=None))
    row = the_show(sqlite_db)
    assert (row.timezone, row.voting_closes_at) == ("Europe/Berlin", datetime(2026, 12, 3, 22, 59, 59, tzinfo=UTC))


def test_a_new_order_of_the_bill_is_taken_over(db: Database) -> None:
    [stored] = store(db, show())
    store(db, show(performances=(SUPPORT, GUEST, HEAD)), now=LATER)
    assert bill(db, stored.show_id) == [("Juniper Okafor", 1), ("Nube Baja", 2), ("P!NK", 3)]


def test_who_leaves_the_bill_goes_unless_somebody_voted(db: Database) -> None:
    [stored] = store(db, show(performances=(HEAD, SUPPORT, GUEST)))
    vote(db, performance_of(db, stored.show_id, "Juniper Okafor"), "Try", 1, request_id="r1")
    store(db, show(performances=(HEAD,)), now=LATER)
    assert bill(db, stored.show_id) == [("P!NK", 1), ("Juniper Okafor", 2)]


def test_an_artist_named_twice_plays_once(sqlite_db: Database) -> None:
    [stored] = store(sqlite_db, show(performances=(HEAD, SUPPORT, replace(HEAD, billing=3))))
    assert bill(sqlite_db, stored.show_id) == [("P!NK", 1), ("Juniper Okafor", 2)]


def test_a_hall_keeps_what_a_shorter_listing_leaves_out_and_takes_a_new_name(sqlite_db: Database) -> None:
    store(sqlite_db, show())
    short = replace(HALL, name="Neuer Saal", timezone=None, latitude=None, longitude=None)
    store(sqlite_db, show("E2", venue=short), now=LATER)
    hall = sqlite_db.read_now(lambda s: s.exec(select(Venue)).one())
    assert (hall.name, hall.timezone, hall.latitude) == ("Neuer Saal", "Europe/Berlin", 52.52)
    assert hall.slug.startswith("saal-der-uhren-")


def test_aliases_lead_to_the_show_and_are_no_news_when_another_query_leaves_them_out(db: Database) -> None:
    [stored] = store(db, show(aliases=("E1-VIP", "E1-RESALE")))
    ids = select(ExternalId.provider_id).where(ExternalId.kind == Kind.SHOW).order_by(col(ExternalId.provider_id))
    assert list(db.read_now(lambda s: s.exec(ids).all())) == ["E1", "E1-RESALE", "E1-VIP"]
    assert content_hash(show()) == content_hash(show(aliases=("E1-VIP",)))
    assert [one.change for one in store(db, show())] == [Change.SAME]
    [by_alias] = store(db, show("E1-VIP", aliases=("E1",)))
    assert by_alias.show_id == stored.show_id


# ---------------------------------------------------------------------------------------------- two rows are one


@pytest.fixture
def twins(db: Database) -> tuple[Database, int, int]:
    """Two listings that were taken for two shows."""
    older, younger = store(db, show(), show("E2", performances=(HEAD, GUEST)))
    return db, older.show_id, younger.show_id


def join(db: Database) -> StoredShow:
    [stored] = store(db, show(aliases=("E2",), performances=(HEAD, SUPPORT, GUEST)), now=LATER)
    return stored


def test_two_shows_that_turn_out_to_be_one_become_the_older(twins: tuple[Database, int, int]) -> None:
    db, older, _ = twins
    stored = join(db)
    assert (stored.show_id, stored.change) == (older, Change.CHANGED)
    assert the_show(db).id == older
    assert bill(db, older) == [("P!NK", 1), ("Juniper Okafor", 2), ("Nube Baja", 3)]
    local = select(ExternalId.local_id).where(ExternalId.kind == Kind.SHOW)
    assert set(db.read_now(lambda s: s.exec(local).all())) == {older}


def test_votes_on_the_younger_alone_move_with_their_setlist(twins: tuple[Database, int, int]) -> None:
    db, older, younger = twins
    moved = performance_of(db, younger, "P!NK")
    vote(db, moved, "Try", 1, request_id="r1")
    join(db)
    assert performance_of(db, older, "P!NK") == moved
    assert db.read_now(lambda s: s.exec(select(SetlistSong.votes)).one()) == 1
    assert db.read_now(drift) == []


def test_votes_on_both_are_joined_and_the_ledger_still_adds_up(twins: tuple[Database, int, int]) -> None:
    db, older, younger = twins
    ours, theirs = performance_of(db, older, "P!NK"), performance_of(db, younger, "P!NK")
    vote(db, ours, "Try", 1, request_id="r1")
    vote(db, theirs, "Try", 1, request_id="r2")  # Alice wants it at both
    vote(db, theirs, "Try", 2, request_id="r3")  # Bob only here
    vote(db, theirs, "So What", 2, request_id="r4")
    join(db)
    rows = db.read_now(lambda s: s.exec(select(Song.title, SetlistSong.votes).join(SetlistSong)).all())
    assert sorted(rows) == [("So What", 1), ("Try", 2)]
    used = db.read_now(lambda s: {(b.performance_id, b.voter_id): b.used for b in s.exec(select(Ballot))})
    assert used == {(ours, 1): 1, (ours, 2): 2}
    events = db.read_now(lambda s: s.exec(select(VoteEvent)).all())
    assert sum(event.delta for event in events) == 3
    assert {event.performance_id for event in events} == {ours}
    assert db.read_now(drift) == []
    again: Any = join(db)
    assert again.change is Change.SAME
