"""A show with a drawn setlist, and the people who vote on it: Alice and Bob (fans), Grace (a guest)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlmodel import Session, col, select

from setlist_app.db import Database
from setlist_app.models import (
    Artist,
    Origin,
    Performance,
    Rule,
    Setlist,
    SetlistSong,
    Show,
    ShowStatus,
    Song,
    Vote,
    VoteEvent,
    Voter,
    VoterKind,
)
from setlist_app.setlists.suggestions import suggest
from setlist_app.voting.ledger import VoteOutcome, set_vote
from setlist_app.voting.tally import Drift, Tally, drift, read_tally

NOON = datetime(2026, 12, 3, 12, 0, tzinfo=UTC)
CLOSES = datetime(2026, 12, 3, 20, 0, tzinfo=UTC)
DRAWN = ("anthem", "ballad", "chorus", "dirge", "encore")
UNDRAWN = ("fugue", "gavotte")


@dataclass
class World:
    """One performance of one artist, with handles on everything a test asks about."""

    db: Database
    name: str
    performance_id: int
    artist_id: int
    setlist_id: int | None
    alice: int
    bob: int
    grace: int
    _requests: Any = field(default_factory=count)

    def vote(self, voter_id: int, song: str, want: bool = True, **changes: Any) -> VoteOutcome:
        return self.db.write_now(self.command(voter_id, song, want, **changes))

    def command(self, voter_id: int, song: str, want: bool = True, **changes: Any) -> Any:
        words = {
            "performance_id": self.performance_id,
            "song_key": song,
            "voter_id": voter_id,
            "want": want,
            "request_id": f"{self.name}-{next(self._requests)}",
            "now": NOON,
        } | changes
        return lambda session: set_vote(session, **words)

    def suggest(self, voter_id: int, song: str, **changes: Any) -> VoteOutcome:
        words = {
            "performance_id": self.performance_id,
            "song_key": song,
            "voter_id": voter_id,
            "request_id": f"{self.name}-{next(self._requests)}",
            "now": NOON,
        } | changes
        return self.db.write_now(lambda session: suggest(session, **words))

    def tally(self) -> Tally:
        return self.db.read_now(lambda session: read_tally(session, self.performance_id))

    def drift(self) -> list[Drift]:
        return self.db.read_now(drift)

    def votes(self, voter_id: int | None = None) -> list[Vote]:
        wanted = select(Vote) if voter_id is None else select(Vote).where(Vote.voter_id == voter_id)
        return self.db.read_now(lambda session: list(session.exec(wanted)))

    def events(self, voter_id: int | None = None) -> list[VoteEvent]:
        wanted = select(VoteEvent).order_by(col(VoteEvent.id))
        if voter_id is not None:
            wanted = wanted.where(VoteEvent.voter_id == voter_id)
        return self.db.read_now(lambda session: list(session.exec(wanted)))


def build(
    db: Database,
    *,
    name: str = "main",
    status: ShowStatus = ShowStatus.SCHEDULED,
    closes_at: datetime | None = CLOSES,
    drawn: tuple[str, ...] | None = DRAWN,
    undrawn: tuple[str, ...] = UNDRAWN,
) -> World:
    """A world in the database. `drawn` None leaves the performance without a setlist; several worlds differ by name."""

    def command(session: Session) -> World:
        artist = Artist(key=name, slug=name, name=name.title(), sort_name=name, created_at=NOON)
        show = Show(
            key=name,
            slug=name,
            title=name,
            status=status,
            starts_at=closes_at,
            voting_closes_at=closes_at,
            content_hash="",
            updated_at=NOON,
        )
        people = [
            Voter(kind=VoterKind.USER, created_at=NOON),
            Voter(kind=VoterKind.USER, created_at=NOON),
            Voter(kind=VoterKind.GUEST, created_at=NOON),
        ]
        session.add_all([artist, show, *people])
        session.flush()
        performance = Performance(show_id=show.id, artist_id=artist.id, billing=1)
        songs = {title: song_of(artist, name, title) for title in (*(drawn or ()), *undrawn)}
        session.add_all([performance, *songs.values()])
        session.flush()
        setlist = None
        if drawn is not None:
            setlist = Setlist(
                performance_id=performance.id,
                rule=Rule.UNIFORM,
                seed=1,
                pool=[],
                drawn_at=NOON - timedelta(days=1),
            )
            session.add(setlist)
            session.flush()
            session.add_all(
                SetlistSong(setlist_id=setlist.id, song_id=songs[title].id, position=place, origin=Origin.DRAWN)
                for place, title in enumerate(drawn, start=1)
            )
            session.flush()
        alice, bob, grace = (person.id for person in people)
        return World(db, name, performance.id, artist.id, setlist and setlist.id, alice, bob, grace)

    return db.write_now(command)


def song_of(artist: Artist, world: str, title: str) -> Song:
    """In the world called "main" a song's key is its title."""
    key = title if world == "main" else f"{title}-{world}"
    return Song(
        key=key[:16],
        slug=f"{title}-{world}",
        artist_id=artist.id,
        title=title.capitalize(),
        normalised_title=title,
        updated_at=NOON,
    )


def more_voters(db: Database, number: int, kind: VoterKind = VoterKind.USER) -> list[int]:
    def command(session: Session) -> list[int]:
        people = [Voter(kind=kind, created_at=NOON) for _ in range(number)]
        session.add_all(people)
        session.flush()
        return [person.id for person in people]

    return db.write_now(command)
