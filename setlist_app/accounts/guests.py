"""Guests: a signed cookie with a random id, and the voter row it leads to.

The row is made at the first action, so that visitors who only read, and crawlers, leave none. The id itself is never
stored: the row holds its SHA-256. One free action is a rule of the product and not a lock: who clears the cookie is a
new guest, and guests' votes are therefore counted apart.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, select

from setlist_app.models import Voter, VoterKind

COOKIE = "gid"
SECURE_COOKIE = "__Host-gid"
"""Browsers take a `__Host-` cookie only over https, for this very host and for all of its paths."""

LIFETIME = timedelta(days=180)
ID_BYTES = 16
TOKEN_LENGTH = 128
"""Longer values are not ours and are not looked at. Ours have 87 characters."""

_VERSION = "1"
_KEY_ID_LENGTH = 8


def issue(secret: bytes, rng_bytes: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """A new guest's cookie value: version, key id, id and signature, apart by dots."""
    body = ".".join((_VERSION, _key_id(secret), rng_bytes(ID_BYTES).hex()))
    return f"{body}.{_sign(secret, body)}"


def verify(secret: bytes, token: str | None) -> str | None:
    """The guest id of a token that was signed with this secret; None for any other text."""
    if token is None or len(token) > TOKEN_LENGTH or not token.isascii():
        return None
    body, _, signature = token.rpartition(".")
    if not hmac.compare_digest(signature, _sign(secret, body)):
        return None
    version, key_id, guest_id = body.split(".")
    return guest_id if version == _VERSION and key_id == _key_id(secret) else None


def cookie_header(token: str, *, secure: bool) -> str:
    """The value of `Set-Cookie`. `secure` is whether visitors come over https."""
    name = SECURE_COOKIE if secure else COOKIE
    parts = [f"{name}={token}", "Path=/", f"Max-Age={int(LIFETIME.total_seconds())}", "HttpOnly", "SameSite=Lax"]
    return "; ".join([*parts, "Secure"] if secure else parts)


def token_from_cookies(header: str | None, *, secure: bool = False) -> str | None:
    """The guest token in a `Cookie` header. With `secure` only the https name counts: a neighbouring subdomain, or
    plain http, can set the other one."""
    found: dict[str, str] = {}
    for pair in (header or "").split(";"):
        name, _, value = pair.strip().partition("=")
        found.setdefault(name, value.strip().strip('"'))
    return found.get(SECURE_COOKIE) or (None if secure else found.get(COOKIE)) or None


def token_hash(guest_id: str) -> str:
    return hashlib.sha256(bytes.fromhex(guest_id)).hexdigest()


def voter_for(session: Session, guest_id: str) -> Voter | None:
    """The guest's voter row, or None for one who has not acted yet."""
    return session.exec(select(Voter).where(Voter.token_hash == token_hash(guest_id))).one_or_none()


def ensure_voter(session: Session, guest_id: str, now: datetime) -> Voter:
    """The guest's voter row, made now if need be. Two tabs at once still make one."""
    if (known := voter_for(session, guest_id)) is not None:
        return known
    values = {"kind": VoterKind.GUEST, "token_hash": token_hash(guest_id), "guest_used": 0, "created_at": now}
    insert = postgresql.insert if session.connection().dialect.name == "postgresql" else sqlite.insert
    new: sa.Executable = insert(Voter).values(values).on_conflict_do_nothing(index_elements=["token_hash"])
    session.connection().execute(new)
    made = voter_for(session, guest_id)
    if made is None:
        raise LookupError("a voter row was written and is not there")
    return made


def _key_id(secret: bytes) -> str:
    """Tells which secret signed a token, without telling anything about the secret."""
    return hmac.new(secret, b"setlist guest key id", hashlib.sha256).hexdigest()[:_KEY_ID_LENGTH]


def _sign(secret: bytes, body: str) -> str:
    digest = hmac.new(secret, b"setlist guest " + body.encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")
