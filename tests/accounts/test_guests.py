"""The guest cookie: ours or nobody's. And the row behind it, made at the first action."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from setlist_app.accounts.guests import (
    LIFETIME,
    TOKEN_LENGTH,
    cookie_header,
    ensure_voter,
    issue,
    token_from_cookies,
    verify,
    voter_for,
)
from setlist_app.accounts.identity import NOBODY, Visitor, who
from setlist_app.db import Database
from setlist_app.models import Voter, VoterKind
from tests.voting.world import NOON

SECRET = b"a secret that nobody knows"
GRACE = issue(SECRET, lambda size: bytes(range(size)))
GRACES_ID = bytes(range(16)).hex()


def test_a_token_of_ours_gives_its_id() -> None:
    assert verify(SECRET, GRACE) == GRACES_ID
    assert verify(SECRET, issue(SECRET)) != verify(SECRET, issue(SECRET))
    assert len(GRACE) <= TOKEN_LENGTH


@pytest.mark.parametrize(
    "token",
    [None, "", ".", "...", GRACE[:-1], GRACE + "A", GRACE.replace("1.", "2.", 1), "x" * 10_000, "ü.ü.ü.ü"],
)
def test_anything_else_is_nobody(token: str | None) -> None:
    assert verify(SECRET, token) is None


def test_another_sites_token_is_nobody() -> None:
    assert verify(b"another secret of somebody", GRACE) is None


@given(place=st.integers(0, len(GRACE) - 1), sign=st.characters(min_codepoint=33, max_codepoint=126))
def test_no_sign_of_a_token_can_be_exchanged(place: int, sign: str) -> None:
    forged = GRACE[:place] + sign + GRACE[place + 1 :]
    assert (verify(SECRET, forged) is not None) == (forged == GRACE)


def test_the_cookie_is_out_of_reach_of_scripts_and_lives_180_days() -> None:
    assert cookie_header("t", secure=False) == "gid=t; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax"
    assert LIFETIME.days == 180


def test_over_https_the_cookie_is_bound_to_this_host() -> None:
    assert cookie_header("t", secure=True) == ("__Host-gid=t; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax; Secure")


def test_the_token_is_found_among_other_cookies() -> None:
    assert token_from_cookies("a=1; gid=token ; b=2") == "token"
    assert token_from_cookies("gid=first; gid=second") == "first"
    assert token_from_cookies("mygid=x; gidx=y; gid") is None
    assert token_from_cookies(None) is token_from_cookies("") is None


def test_over_https_a_cookie_without_the_host_prefix_does_not_count() -> None:
    assert token_from_cookies("gid=planted; __Host-gid=ours", secure=True) == "ours"
    assert token_from_cookies("gid=planted", secure=True) is None


def test_reading_makes_no_row_and_the_first_action_makes_one(db: Database) -> None:
    header = f"gid={GRACE}"
    assert db.read_now(lambda session: who(session, header, SECRET)) == Visitor(None, GRACES_ID)
    assert db.read_now(lambda session: voter_for(session, GRACES_ID)) is None
    made = db.write_now(lambda session: ensure_voter(session, GRACES_ID, NOON).id)
    assert db.write_now(lambda session: ensure_voter(session, GRACES_ID, NOON).id) == made
    rows = db.read_now(lambda session: list(session.exec(select(Voter))))
    assert [(row.kind, row.guest_used, row.created_at) for row in rows] == [(VoterKind.GUEST, 0, NOON)]
    assert db.read_now(lambda session: who(session, header, SECRET)) == Visitor(made, GRACES_ID)


def test_the_id_itself_is_not_stored(db: Database) -> None:
    db.write_now(lambda session: ensure_voter(session, GRACES_ID, NOON).id)
    row = db.read_now(lambda session: session.exec(select(Voter)).one())
    assert row.token_hash == hashlib.sha256(bytes(range(16))).hexdigest()


@pytest.mark.parametrize("header", [None, "", "gid=broken", "__Host-gid=", "\x00;=;;"])
def test_a_missing_or_broken_cookie_is_nobody(db: Database, header: str | None) -> None:
    assert db.read_now(lambda session: who(session, header, SECRET)) == NOBODY
