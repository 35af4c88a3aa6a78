"""What one visitor has chosen on one performance, and what is left. Read side only."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from setlist_app.models import VoterKind
from setlist_app.voting.rules import cap_of
from setlist_app.voting.statements import ballot, setlist, setlist_song, song, vote, voter


@dataclass(frozen=True)
class BallotView:
    kind: VoterKind
    mine: tuple[str, ...]
    """Song keys in the order of the list."""
    suggested: tuple[str, ...]
    """Those of `mine` that this visitor put on the list: their votes stay."""
    used: int
    """A guest's is over all shows together."""
    cap: int

    @property
    def remaining(self) -> int:
        return max(0, self.cap - self.used)

    @property
    def is_guest(self) -> bool:
        return self.kind is VoterKind.GUEST

    @property
    def sentence(self) -> str:
        """'1 free action', '0 of 1 left' or '6 of 10 votes left here'."""
        if not self.is_guest:
            return f"{self.remaining} of {self.cap} votes left here"
        return f"{self.cap} free action" if self.remaining else f"0 of {self.cap} left"


UNUSED = BallotView(kind=VoterKind.GUEST, mine=(), suggested=(), used=0, cap=cap_of(VoterKind.GUEST))
"""Of a visitor who has never acted and so has no voter row."""


def ballot_of(session: Session, performance_id: int, voter_id: int | None) -> BallotView:
    """`voter_id` None, or one that is gone: an unused guest ballot."""
    if voter_id is None:
        return UNUSED
    person = session.connection().execute(_PERSON, {"v": voter_id, "p": performance_id}).one_or_none()
    if person is None:
        return UNUSED
    kind, guest_used, used = person
    rows = session.connection().execute(_MINE, {"v": voter_id, "p": performance_id}).all()
    return BallotView(
        kind=kind,
        mine=tuple(key for key, _ in rows),
        suggested=tuple(key for key, suggested_by in rows if suggested_by == voter_id),
        used=guest_used if kind is VoterKind.GUEST else used,
        cap=cap_of(kind),
    )


_PERSON = (
    sa.select(voter.c.kind, voter.c.guest_used, sa.func.coalesce(ballot.c.used, 0))
    .select_from(
        voter.outerjoin(ballot, sa.and_(ballot.c.voter_id == voter.c.id, ballot.c.performance_id == sa.bindparam("p")))
    )
    .where(voter.c.id == sa.bindparam("v"))
)
_MINE = (
    sa.select(song.c.key, setlist_song.c.suggested_by)
    .select_from(
        vote.join(setlist_song, setlist_song.c.id == vote.c.setlist_song_id)
        .join(setlist, setlist.c.id == setlist_song.c.setlist_id)
        .join(song, song.c.id == setlist_song.c.song_id)
    )
    .where(vote.c.voter_id == sa.bindparam("v"), vote.c.active, setlist.c.performance_id == sa.bindparam("p"))
    .order_by(setlist_song.c.position, setlist_song.c.id)
)
