"""Which performances people have touched. What fans did is never thrown away by a sync."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from setlist_app.models import Ballot, Setlist, SetlistSong, VoteEvent


def acted_on(session: Session, performance_ids: Iterable[int]) -> set[int]:
    """Those of the performances on which somebody voted or suggested, also when the vote was taken back."""
    wanted = list(performance_ids)
    ledger = session.exec(select(VoteEvent.performance_id).where(col(VoteEvent.performance_id).in_(wanted)).distinct())
    ballots = session.exec(select(Ballot.performance_id).where(col(Ballot.performance_id).in_(wanted)).distinct())
    suggested = session.exec(
        select(Setlist.performance_id)
        .join(SetlistSong, col(SetlistSong.setlist_id) == Setlist.id)
        .where(col(Setlist.performance_id).in_(wanted), col(SetlistSong.suggested_by).is_not(None))
        .distinct()
    )
    return {*ledger, *ballots, *suggested}
