"""A setlist with its tallies as one transaction sees it, and the order of its songs.

A batch of votes is one transaction and most of them are for the same show, so the sheet is read once per transaction
and kept up to date in memory by the ledger, which alone changes tallies. The lock below makes that exact.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlmodel import Session

from setlist_app.models import ShowStatus
from setlist_app.voting import statements

VOTING_LOCK = 0x5E7115
"""An arbitrary key of our own for PostgreSQL's advisory locks."""

_HELD = "voting.sheets"
_FROM_THE_START = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Row:
    """One song on the list."""

    id: int
    """setlist_song.id"""
    key: str
    title: str
    position: int
    suggested_by: int | None = None
    votes: int = 0
    guest_votes: int = 0
    reached_at: datetime | None = None

    @property
    def total(self) -> int:
        return self.votes + self.guest_votes


@dataclass(frozen=True)
class Tally:
    """Absolute numbers, never increments: whoever misses one is right again with the next."""

    performance_id: int
    counts: dict[str, int]
    """Song key to signed-in and guest votes together."""
    order: tuple[str, ...]
    """Song keys, the leader first."""
    version: int
    rows_version: int
    """Grows when a song joins the list."""
    voters: int
    """People with at least one vote standing."""
    total: int


@dataclass(slots=True)
class Sheet:
    performance_id: int
    artist_id: int
    status: ShowStatus
    closes_at: datetime | None
    setlist_id: int | None = None
    version: int = 0
    rows_version: int = 0
    voters: int = 0
    rows: dict[str, Row] = field(default_factory=dict)

    def tally(self) -> Tally:
        counts = {row.key: row.total for row in self.rows.values()}
        return Tally(
            performance_id=self.performance_id,
            counts=counts,
            order=rank(self.rows.values()),
            version=self.version,
            rows_version=self.rows_version,
            voters=self.voters,
            total=sum(counts.values()),
        )


def rank(rows: Iterable[Row]) -> tuple[str, ...]:
    """Most votes first; ties go to the song that reached its number earlier, then by title. Stable for equal titles."""
    return tuple(
        row.key
        for row in sorted(
            rows,
            key=lambda row: (
                -row.votes - row.guest_votes,
                row.reached_at or _FROM_THE_START,
                row.title.casefold(),
                row.key,
            ),
        )
    )


def hold_the_vote_lock(session: Session) -> None:
    """Whoever changes votes, ballots or tallies holds this until the end of the transaction.

    SQLite has one writer and needs nothing. On PostgreSQL every worker commits batches of votes in the order of their
    arrival, so two of them would lock the same rows crosswise; one lock in front of all rows has no second order.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(VOTING_LOCK)))


def load(session: Session, performance_id: int) -> Sheet | None:
    """The sheet as the database has it; None when there is no such performance."""
    connection = session.connection()
    head = connection.execute(statements.HEAD, {"performance_id": performance_id}).one_or_none()
    if head is None:
        return None
    sheet = Sheet(performance_id, *head)
    if sheet.setlist_id is not None:
        rows = connection.execute(statements.ROWS, {"setlist_id": sheet.setlist_id})
        sheet.rows = {row.key: Row(*row) for row in rows}
        sheet.voters = connection.execute(statements.VOTERS, {"performance_id": performance_id}).scalar_one()
    return sheet


def held(session: Session, performance_id: int) -> Sheet | None:
    """The sheet for writing: locked, read once per transaction, and shared by the votes committed together."""
    session.connection()  # begins the transaction that the sheet belongs to
    transaction = session.get_transaction()
    if (kept := session.info.get(_HELD)) is None or kept[0] is not transaction:
        hold_the_vote_lock(session)
        kept = session.info[_HELD] = (transaction, {})
    sheets: dict[int, Sheet] = kept[1]
    if performance_id not in sheets and (sheet := load(session, performance_id)) is not None:
        sheets[performance_id] = sheet
    return sheets.get(performance_id)
