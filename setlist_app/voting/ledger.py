"""The vote ledger: one wish in, one transaction's worth of changes, the standing out.

Votes, ballots, tallies and the append-only events change here and nowhere else, always together. Expected refusals
are returned. `LedgerConflict` is raised only when rows changed under the vote lock, and rolls everything back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from setlist_app.models import EventKind, VoterKind
from setlist_app.voting import statements
from setlist_app.voting.rules import VOTE_COUNTS, VOTE_IS_BACK, Refusal, Verdict, cap_of, may_vote, refused
from setlist_app.voting.sheet import Row, Sheet, Tally, held

_COUNTS = (statements.COUNT_ON_ROW, statements.COUNT_ON_SETLIST)


class LedgerConflict(Exception):
    """Somebody changes votes without holding the vote lock. The transaction is rolled back and nothing is counted."""


@dataclass(frozen=True)
class VoteOutcome:
    accepted: bool
    reason: str
    """One sentence for the fan."""
    refusal: Refusal | None = None
    mine: tuple[str, ...] = ()
    """Keys of the songs this voter's votes stand for, in the order of the list."""
    remaining: int = 0
    tally: Tally | None = None
    """None only when there is nothing to count: unknown show, unknown voter, request not understood."""
    changed: bool = False
    """Whether the tally moved: a wish that is already so, or was answered before, is accepted and changes nothing."""


@dataclass(slots=True)
class Standing:
    """One voter on one sheet."""

    id: int
    kind: VoterKind
    used: int
    mine: set[int]
    """setlist_song ids."""
    seen: tuple[int, int, int] | None
    """Voter, row and delta of the event that carries this request id already."""


def set_vote(
    session: Session, *, performance_id: int, song_key: str, voter_id: int, want: bool, request_id: str, now: datetime
) -> VoteOutcome:
    """Make the voter's vote for a song stand (`want`) or not. Safe to send again; `now` is the server's clock."""
    sheet = held(session, performance_id)
    if sheet is None:
        return nothing(refused(Refusal.UNKNOWN_SHOW))
    voter = standing(session, sheet, voter_id, request_id)
    if voter is None:
        return nothing(refused(Refusal.NO_VOTER))
    row = sheet.rows.get(song_key)
    if voter.seen is not None:
        return outcome(sheet, voter, replayed(voter, row, want))
    if row is None:
        return outcome(sheet, voter, refused(Refusal.NO_SETLIST if sheet.setlist_id is None else Refusal.UNKNOWN_SONG))
    verdict = judge(sheet, voter, row, want=want, now=now)
    if not verdict.delta:
        return outcome(sheet, voter, verdict)
    kind = EventKind.CAST if want else EventKind.RETRACT
    return record(session, sheet, voter, row, verdict, kind=kind, request_id=request_id, now=now)


def standing(session: Session, sheet: Sheet, voter_id: int, request_id: str) -> Standing | None:
    """The voter and whether the request was seen before, in one query; None for an unknown voter."""
    values = {
        "voter_id": voter_id,
        "performance_id": sheet.performance_id,
        "setlist_id": sheet.setlist_id,
        "request_id": request_id,
    }
    found = statements.VOTER.rows(session.connection(), values)
    if not found:
        return None
    word, guest_used, used, seen_voter, seen_row, seen_delta, _ = found[0]
    kind = VoterKind(word)
    return Standing(
        id=voter_id,
        kind=kind,
        used=guest_used if kind is VoterKind.GUEST else used,
        mine={row[-1] for row in found if row[-1] is not None},
        seen=None if seen_voter is None else (seen_voter, seen_row, seen_delta),
    )


def judge(sheet: Sheet, voter: Standing, row: Row | None, *, want: bool, now: datetime) -> Verdict:
    """`row` is None for a song that is not on the list yet."""
    return may_vote(
        want=want,
        is_active=row is not None and row.id in voter.mine,
        kind=voter.kind,
        used=voter.used,
        is_own_suggestion=row is not None and row.suggested_by == voter.id,
        status=sheet.status,
        closes_at=sheet.closes_at,
        now=now,
    )


def replayed(voter: Standing, row: Row | None, want: bool) -> Verdict:
    """The same click again is answered with what stands now; another click under its id is a mistake."""
    if row is None or voter.seen != (voter.id, row.id, 1 if want else -1):
        return refused(Refusal.BAD_REQUEST)
    return Verdict(True, VOTE_COUNTS if want else VOTE_IS_BACK)


def record(
    session: Session,
    sheet: Sheet,
    voter: Standing,
    row: Row,
    verdict: Verdict,
    *,
    kind: EventKind,
    request_id: str,
    now: datetime,
    new_rows: int = 0,
) -> VoteOutcome:
    """Write an allowed change: place, vote, event, tallies, the sheet in memory. `new_rows` counts songs just added.

    Places are taken and votes set by conditional statements, each of which must find exactly one row: no race can
    exceed a ballot or count twice, even if somebody forgot the lock.
    """
    connection, delta = session.connection(), verdict.delta
    by_fans, by_guests = (0, delta) if voter.kind is VoterKind.GUEST else (delta, 0)
    values = {
        "performance": sheet.performance_id,
        "list": sheet.setlist_id,
        "row": row.id,
        "voter": voter.id,
        "is_active": delta > 0,
        "request": request_id,
        "event_kind": kind,
        "change": delta,
        "by_fans": by_fans,
        "by_guests": by_guests,
        "new_rows": new_rows,
        "now": now,
        "cap": cap_of(voter.kind),
    }
    places = [statements.TAKE_PLACE if delta > 0 else statements.RETURN_PLACE]
    if voter.kind is VoterKind.GUEST:
        places.insert(0, statements.TAKE_GUEST_ACTION if delta > 0 else statements.RETURN_GUEST_ACTION)
    for statement in (*places, statements.SET_VOTE, statements.ADD_EVENT, *_COUNTS):
        changed = statement.change(connection, values)
        if changed != 1:
            raise LedgerConflict(f"{changed} rows instead of one changed: request {request_id} of voter {voter.id}")

    had_votes = bool(voter.mine)
    (voter.mine.add if delta > 0 else voter.mine.discard)(row.id)
    voter.used += delta
    row.votes += by_fans
    row.guest_votes += by_guests
    row.reached_at = now
    sheet.version += 1
    sheet.rows_version += new_rows
    sheet.voters += bool(voter.mine) - had_votes
    return outcome(sheet, voter, verdict)


def outcome(sheet: Sheet, voter: Standing, verdict: Verdict) -> VoteOutcome:
    return VoteOutcome(
        accepted=verdict.allowed,
        reason=verdict.reason,
        refusal=verdict.refusal,
        mine=tuple(row.key for row in sheet.rows.values() if row.id in voter.mine),
        remaining=max(0, cap_of(voter.kind) - voter.used),
        tally=sheet.tally(),
        changed=verdict.delta != 0,
    )


def nothing(verdict: Verdict) -> VoteOutcome:
    """A refusal that has no sheet or no voter to tell about."""
    return VoteOutcome(accepted=False, reason=verdict.reason, refusal=verdict.refusal)
