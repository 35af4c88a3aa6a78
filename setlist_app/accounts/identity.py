"""Who is asking? Every handler starts here, from the cookie that came with the request or the socket's handshake."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from setlist_app.accounts.guests import token_from_cookies, verify, voter_for
from setlist_app.models import VoterKind


@dataclass(frozen=True)
class Visitor:
    voter_id: int | None
    """None until the first action."""
    guest_id: str | None
    """None when the browser sent no cookie of ours: such a visitor can read and not act."""
    kind: VoterKind = VoterKind.GUEST


NOBODY = Visitor(voter_id=None, guest_id=None)


def who(session: Session, cookie_header: str | None, secret: bytes, *, secure: bool = False) -> Visitor:
    """The visitor behind a `Cookie` header. A missing, broken or foreign cookie is `NOBODY`, never an error."""
    guest_id = verify(secret, token_from_cookies(cookie_header, secure=secure))
    if guest_id is None:
        return NOBODY
    voter = voter_for(session, guest_id)
    return Visitor(None, guest_id) if voter is None else Visitor(voter.id, guest_id, voter.kind)
