"""The setlist of a performance and the songs on it, with their tallies."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from setlist_app.models.types import BigId, UtcDateTime, words


class Rule(StrEnum):
    """What the first five songs were weighted by (DESIGN §5.9), best evidence first."""

    POPULARITY = "popularity"
    LISTENS = "listens"
    SEARCH_RANK = "search_rank"
    PLAYED_OFTEN = "played_often"
    FAN_VOTES = "fan_votes"
    UNIFORM = "uniform"


class Origin(StrEnum):
    DRAWN = "drawn"
    SUGGESTED = "suggested"


class Setlist(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    performance_id: int = Field(foreign_key="performance.id", ondelete="CASCADE", unique=True)
    rule: Rule = Field(sa_type=words(Rule)())
    seed: int = Field(sa_type=BigId)
    pool: list[list[float]] = Field(sa_type=sa.JSON)
    """[[song id, weight], ...] as it was at the draw, heaviest first: the draw can be shown and repeated."""
    drawn_at: datetime = Field(sa_type=UtcDateTime)
    version: int = 0
    """Grows with every change of a tally; browsers keep the highest they have seen."""
    rows_version: int = 0
    """Grows when a song joins or leaves the list."""


class SetlistSong(SQLModel, table=True):
    __tablename__ = "setlist_song"
    __table_args__ = (sa.UniqueConstraint("setlist_id", "song_id"),)

    id: int | None = Field(default=None, primary_key=True)
    setlist_id: int = Field(foreign_key="setlist.id", ondelete="CASCADE")
    song_id: int = Field(foreign_key="song.id", index=True)
    position: int
    """The order of the draw, then of suggestions."""
    origin: Origin = Field(sa_type=words(Origin)())
    suggested_by: int | None = Field(default=None, foreign_key="voter.id")
    votes: int = 0
    guest_votes: int = 0
    version: int = 0
    reached_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the tally got to where it is: ties go to who was there first."""
