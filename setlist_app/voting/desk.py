"""Where handlers hand in votes: checks the words, commits through the writer, then tells everybody.

`Busy` (the write queue is full) is raised to the caller: nothing was changed, and its text says what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pydantic import ValidationError
from sqlmodel import Session

from setlist_app.accounts.guests import ensure_voter
from setlist_app.accounts.identity import Visitor
from setlist_app.db import Database
from setlist_app.setlists.suggestions import suggest
from setlist_app.voting.ledger import VoteOutcome, nothing, set_vote
from setlist_app.voting.rules import Refusal, Wish, refused
from setlist_app.voting.sheet import Tally


class VotingDesk:
    def __init__(self, db: Database, clock: Callable[[], datetime], publish: Callable[[Tally], None]) -> None:
        """`clock` gives the server's UTC now; `publish` is called on the event loop, after the commit."""
        self._db = db
        self._clock = clock
        self._publish = publish

    async def vote(
        self, visitor: Visitor, *, performance_id: object, song_key: object, want: object, request_id: object
    ) -> VoteOutcome:
        """The arguments may come straight from a socket: they are checked here. Raises `Busy`."""
        wish = _understood(performance_id, song_key, want, request_id)
        if wish is None:
            return nothing(refused(Refusal.BAD_REQUEST))
        return await self._commit(
            visitor, lambda session, voter_id, now: set_vote(session, **dict(wish), voter_id=voter_id, now=now)
        )

    async def suggest(
        self, visitor: Visitor, *, performance_id: object, song_key: object, request_id: object
    ) -> VoteOutcome:
        """Like `vote`, for a song that may not be on the list yet. Raises `Busy`."""
        wish = _understood(performance_id, song_key, True, request_id)
        if wish is None:
            return nothing(refused(Refusal.BAD_REQUEST))
        return await self._commit(
            visitor,
            lambda session, voter_id, now: suggest(
                session,
                performance_id=wish.performance_id,
                song_key=wish.song_key,
                request_id=wish.request_id,
                voter_id=voter_id,
                now=now,
            ),
        )

    async def _commit(self, visitor: Visitor, act: Callable[[Session, int, datetime], VoteOutcome]) -> VoteOutcome:
        def command(session: Session) -> VoteOutcome:
            now = self._clock()  # inside the transaction: a vote that waited past the closing instant is late
            voter_id = visitor.voter_id
            if voter_id is None and visitor.guest_id is not None:
                voter_id = ensure_voter(session, visitor.guest_id, now).id
            return act(session, voter_id, now) if voter_id is not None else nothing(refused(Refusal.NO_VOTER))

        outcome = await self._db.write(command, urgent=True)
        if outcome.changed and outcome.tally is not None:
            self._publish(outcome.tally)
        return outcome


def _understood(performance_id: object, song_key: object, want: object, request_id: object) -> Wish | None:
    words = {"performance_id": performance_id, "song_key": song_key, "want": want, "request_id": request_id}
    try:
        return Wish.model_validate(words)
    except ValidationError:
        return None
