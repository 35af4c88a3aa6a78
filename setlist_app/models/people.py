"""Who votes, what they voted for, and the ledger behind it."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from setlist_app.models.types import BigId, UtcDateTime, words


class VoterKind(StrEnum):
    GUEST = "guest"
    USER = "user"


class EventKind(StrEnum):
    CAST = "cast"
    RETRACT = "retract"
    SUGGEST = "suggest"


class Voter(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    kind: VoterKind = Field(sa_type=words(VoterKind)())
    token_hash: str | None = Field(default=None, unique=True, max_length=64)
    """SHA-256 of the guest cookie's random id; the id itself is never stored."""
    guest_used: int = 0
    """A guest's one action in all, taken by a conditional update."""
    merged_into: int | None = Field(default=None, foreign_key="voter.id")
    created_at: datetime = Field(sa_type=UtcDateTime)


class Ballot(SQLModel, table=True):
    """How many of a voter's places on one performance are taken; changed by conditional updates only."""

    __table_args__ = (sa.CheckConstraint("used >= 0", name="used_not_negative"),)

    performance_id: int = Field(foreign_key="performance.id", ondelete="CASCADE", primary_key=True)
    voter_id: int = Field(foreign_key="voter.id", primary_key=True, index=True)
    used: int = 0


class Vote(SQLModel, table=True):
    setlist_song_id: int = Field(foreign_key="setlist_song.id", ondelete="CASCADE", primary_key=True)
    voter_id: int = Field(foreign_key="voter.id", primary_key=True, index=True)
    active: bool
    updated_at: datetime = Field(sa_type=UtcDateTime)


class VoteEvent(SQLModel, table=True):
    """Append-only: every change of a tally, once per request id."""

    __tablename__ = "vote_event"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    request_id: str = Field(unique=True, max_length=64)
    performance_id: int = Field(foreign_key="performance.id", ondelete="CASCADE", index=True)
    setlist_song_id: int = Field(foreign_key="setlist_song.id", ondelete="CASCADE", index=True)
    voter_id: int = Field(foreign_key="voter.id", index=True)
    kind: EventKind = Field(sa_type=words(EventKind)())
    delta: int
    at: datetime = Field(sa_type=UtcDateTime)
