"""The SQL of voting, built once for both databases."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import SQLModel

import setlist_app.models  # noqa: F401 - defines the tables looked up below
from setlist_app.voting.prepared import Insert, Prepared

_tables = SQLModel.metadata.tables
performance, show, song = _tables["performance"], _tables["show"], _tables["song"]
setlist, setlist_song = _tables["setlist"], _tables["setlist_song"]
voter, ballot, vote, vote_event = (_tables["voter"], _tables["ballot"], _tables["vote"], _tables["vote_event"])

HEAD = (
    sa.select(
        performance.c.artist_id,
        show.c.status,
        show.c.voting_closes_at,
        setlist.c.id.label("setlist_id"),
        sa.func.coalesce(setlist.c.version, 0),
        sa.func.coalesce(setlist.c.rows_version, 0),
    )
    .select_from(
        performance.join(show, show.c.id == performance.c.show_id).outerjoin(
            setlist, setlist.c.performance_id == performance.c.id
        )
    )
    .where(performance.c.id == sa.bindparam("performance_id"))
)

ROWS = (
    sa.select(
        setlist_song.c.id,
        song.c.key,
        song.c.title,
        setlist_song.c.position,
        setlist_song.c.suggested_by,
        setlist_song.c.votes,
        setlist_song.c.guest_votes,
        setlist_song.c.reached_at,
    )
    .join_from(setlist_song, song, song.c.id == setlist_song.c.song_id)
    .where(setlist_song.c.setlist_id == sa.bindparam("setlist_id"))
    .order_by(setlist_song.c.position, setlist_song.c.id)
)

# Guests have a ballot row too, so that people are counted along one index and not over all their votes.
VOTERS = (
    sa.select(sa.func.count())
    .select_from(ballot)
    .where(ballot.c.performance_id == sa.bindparam("performance_id"), ballot.c.used > 0)
)

_mine = (
    sa.select(vote.c.setlist_song_id)
    .join_from(vote, setlist_song, setlist_song.c.id == vote.c.setlist_song_id)
    .where(
        vote.c.voter_id == sa.bindparam("voter_id"),
        vote.c.active,
        setlist_song.c.setlist_id == sa.bindparam("setlist_id"),
    )
    .subquery("mine")
)

# One row per standing vote of the voter, and one with an empty last column for a voter without any.
VOTER = Prepared(
    lambda _: (
        sa.select(
            voter.c.kind,
            voter.c.guest_used,
            sa.func.coalesce(ballot.c.used, 0),
            vote_event.c.voter_id,
            vote_event.c.setlist_song_id,
            vote_event.c.delta,
            _mine.c.setlist_song_id,
        )
        .select_from(
            voter.outerjoin(
                ballot,
                sa.and_(ballot.c.performance_id == sa.bindparam("performance_id"), ballot.c.voter_id == voter.c.id),
            )
            .outerjoin(vote_event, vote_event.c.request_id == sa.bindparam("request_id"))
            .outerjoin(_mine, sa.true())
        )
        .where(voter.c.id == sa.bindparam("voter_id"))
    )
)

TAKE_GUEST_ACTION = Prepared(
    lambda _: (
        sa.update(voter)
        .where(voter.c.id == sa.bindparam("voter"), voter.c.guest_used < sa.bindparam("cap"))
        .values(guest_used=voter.c.guest_used + 1)
    )
)
RETURN_GUEST_ACTION = Prepared(
    lambda _: (
        sa.update(voter)
        .where(voter.c.id == sa.bindparam("voter"), voter.c.guest_used > 0)
        .values(guest_used=voter.c.guest_used - 1)
    )
)
TAKE_PLACE = Prepared(
    lambda insert: (
        insert(ballot)
        .values(performance_id=sa.bindparam("performance"), voter_id=sa.bindparam("voter"), used=1)
        .on_conflict_do_update(
            index_elements=[ballot.c.performance_id, ballot.c.voter_id],
            set_={"used": ballot.c.used + 1},
            where=ballot.c.used < sa.bindparam("cap"),
        )
    )
)
RETURN_PLACE = Prepared(
    lambda _: (
        sa.update(ballot)
        .where(
            ballot.c.performance_id == sa.bindparam("performance"),
            ballot.c.voter_id == sa.bindparam("voter"),
            ballot.c.used > 0,
        )
        .values(used=ballot.c.used - 1)
    )
)


def _set_vote(insert: Insert) -> sa.Executable:
    new = insert(vote).values(
        setlist_song_id=sa.bindparam("row"),
        voter_id=sa.bindparam("voter"),
        active=sa.bindparam("is_active"),
        updated_at=sa.bindparam("now"),
    )
    statement: sa.Executable = new.on_conflict_do_update(
        index_elements=[vote.c.setlist_song_id, vote.c.voter_id],
        set_={"active": new.excluded.active, "updated_at": new.excluded.updated_at},
        where=vote.c.active != new.excluded.active,
    )
    return statement


SET_VOTE = Prepared(_set_vote)

ADD_EVENT = Prepared(
    lambda insert: (
        insert(vote_event)
        .inline()
        .values(
            request_id=sa.bindparam("request"),
            performance_id=sa.bindparam("performance"),
            setlist_song_id=sa.bindparam("row"),
            voter_id=sa.bindparam("voter"),
            kind=sa.bindparam("event_kind"),
            delta=sa.bindparam("change"),
            at=sa.bindparam("now"),
        )
    )
)
ADD_ROW = sa.insert(setlist_song).returning(setlist_song.c.id)

COUNT_ON_ROW = Prepared(
    lambda _: (
        sa.update(setlist_song)
        .where(setlist_song.c.id == sa.bindparam("row"))
        .values(
            votes=setlist_song.c.votes + sa.bindparam("by_fans"),
            guest_votes=setlist_song.c.guest_votes + sa.bindparam("by_guests"),
            version=setlist_song.c.version + 1,
            reached_at=sa.bindparam("now"),
        )
    )
)
COUNT_ON_SETLIST = Prepared(
    lambda _: (
        sa.update(setlist)
        .where(setlist.c.id == sa.bindparam("list"))
        .values(version=setlist.c.version + 1, rows_version=setlist.c.rows_version + sa.bindparam("new_rows"))
    )
)
