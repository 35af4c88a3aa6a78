"""Who may vote for what, now. Pure functions. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints

from setlist_app.models import ShowStatus, VoterKind

BALLOT_SIZE = 10
"""Songs that a signed-in fan may choose on one performance: twice the drawn five, so that choosing means something."""

GUEST_ACTIONS = 1
"""A guest's votes and suggestions, on all shows together: enough to see that it counts before any sign-in."""

LARGEST_ID = 2**31 - 1

VOTE_COUNTS = "Your vote counts."
VOTE_IS_BACK = "Your vote is taken back."
NO_CHANGE = "Nothing to change."


class Refusal(StrEnum):
    """Why nothing was changed, for code; `reason` is the sentence for people."""

    CLOSED = "closed"
    GUEST_SPENT = "guest_spent"
    BALLOT_FULL = "ballot_full"
    FINAL = "final"
    UNKNOWN_SONG = "unknown_song"
    UNKNOWN_SHOW = "unknown_show"
    NO_SETLIST = "no_setlist"
    NO_VOTER = "no_voter"
    BAD_REQUEST = "bad_request"


SENTENCES = {
    Refusal.GUEST_SPENT: "Your one action as a guest is used.",
    Refusal.BALLOT_FULL: f"All your {BALLOT_SIZE} votes here are used. Take one back to choose another song.",
    Refusal.FINAL: "You suggested this song, so your vote for it stays.",
    Refusal.UNKNOWN_SONG: "That song is not on this setlist.",
    Refusal.UNKNOWN_SHOW: "This show is not here any more.",
    Refusal.NO_SETLIST: "No songs are drawn for this show yet. Voting starts when they are.",
    Refusal.NO_VOTER: "Your browser did not send its guest cookie. Allow cookies, reload the page and try again.",
    Refusal.BAD_REQUEST: "That could not be understood, so nothing was changed. Reload the page and try again.",
}


class Wish(BaseModel):
    """What a browser asks for, checked first of all. A wish and not a toggle: twice is the same as once."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    performance_id: Annotated[StrictInt, Field(ge=1, le=LARGEST_ID)]
    song_key: Annotated[str, StringConstraints(strict=True, min_length=1, max_length=16)]
    want: StrictBool
    request_id: Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9_-]{1,64}$")]
    """Chosen by the browser for one click, kept when that click is sent again."""


@dataclass(frozen=True)
class Verdict:
    allowed: bool
    reason: str
    refusal: Refusal | None = None
    delta: int = 0
    """What the tally gains: 1, -1, or 0 when the wish is already so."""


def refused(refusal: Refusal) -> Verdict:
    return Verdict(False, SENTENCES[refusal], refusal)


def cap_of(kind: VoterKind) -> int:
    """Places of a ballot: a signed-in fan's on one performance, a guest's on all of them together."""
    return GUEST_ACTIONS if kind is VoterKind.GUEST else BALLOT_SIZE


def is_open(status: ShowStatus, closes_at: datetime | None, now: datetime) -> Verdict:
    """Whether votes are taken. A postponed show without a date has no closing instant and stays open."""
    if status is ShowStatus.CANCELLED:
        return Verdict(False, "This show is cancelled, so voting is closed.", Refusal.CLOSED)
    if closes_at is not None and now >= closes_at:
        return Verdict(False, "Voting for this show has closed.", Refusal.CLOSED)
    return Verdict(True, "Voting is open.")


def may_vote(
    *,
    want: bool,
    is_active: bool,
    kind: VoterKind,
    used: int,
    is_own_suggestion: bool,
    status: ShowStatus,
    closes_at: datetime | None,
    now: datetime,
) -> Verdict:
    """`is_active` is whether this voter's vote for the song stands already, `used` how many places are taken."""
    opening = is_open(status, closes_at, now)
    if not opening.allowed:
        return opening
    if want == is_active:
        return Verdict(True, VOTE_COUNTS if want else NO_CHANGE)
    if not want:
        return refused(Refusal.FINAL) if is_own_suggestion else Verdict(True, VOTE_IS_BACK, delta=-1)
    if used >= cap_of(kind):
        return refused(Refusal.GUEST_SPENT if kind is VoterKind.GUEST else Refusal.BALLOT_FULL)
    return Verdict(True, VOTE_COUNTS, delta=1)
