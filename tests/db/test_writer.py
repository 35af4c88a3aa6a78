"""The group-commit writer: what it promises to whoever waits for a commit."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from setlist_app.db.engine import sqlite_version, write_engine
from setlist_app.db.migrate import migrate
from setlist_app.db.writer import Busy, Writer
from setlist_app.models import Voter, VoterKind
from setlist_app.settings import Mode

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path}/demo.db"
    migrate(address, Mode.DEMO, NOW)
    return address


@pytest.fixture
def writer(url: str) -> Iterator[Writer]:
    made = Writer(write_engine(url), queue_limit=10)
    yield made
    made.close()


def add_voter(session: Session) -> int | None:
    voter = Voter(kind=VoterKind.GUEST, created_at=NOW)
    session.add(voter)
    session.flush()
    return voter.id


def voters(url: str) -> int:
    with Session(write_engine(url)) as session:
        return len(session.exec(select(Voter)).all())


def fail(_session: Session) -> None:
    raise ValueError("this command is broken")


def test_sqlite_is_new_enough_for_wal() -> None:
    assert sqlite_version() >= (3, 51, 3)


def test_a_result_arrives_after_the_commit(writer: Writer, url: str) -> None:
    assert writer.submit(add_voter).result(5) == 1
    assert voters(url) == 1


def test_one_broken_command_does_not_fail_its_neighbours(writer: Writer, url: str) -> None:
    gate = threading.Event()
    first = writer.submit(lambda _session: gate.wait(5), urgent=True)
    waiting = [writer.submit(command, urgent=True) for command in (add_voter, fail, add_voter)]
    gate.set()
    assert first.result(5) is True
    assert waiting[0].result(5) is not None
    with pytest.raises(ValueError, match="this command is broken"):
        waiting[1].result(5)
    assert waiting[2].result(5) is not None
    assert voters(url) == 2


def test_urgent_commands_overtake_the_others(writer: Writer) -> None:
    gate = threading.Event()
    seen: list[str] = []
    waiting = [writer.submit(lambda _session: gate.wait(5))]
    waiting.append(writer.submit(lambda _session: seen.append("page of a sync")))
    waiting.append(writer.submit(lambda _session: seen.append("vote"), urgent=True))
    gate.set()
    for future in waiting:
        future.result(5)
    assert seen == ["vote", "page of a sync"]


def test_a_full_queue_says_busy_and_drops_nothing(writer: Writer, url: str) -> None:
    gate = threading.Event()
    running = threading.Event()

    def hold(_session: Session) -> None:
        running.set()
        gate.wait(5)

    writer.submit(hold)
    running.wait(5)
    accepted = [writer.submit(add_voter) for _ in range(10)]
    with pytest.raises(Busy, match="try again"):
        writer.submit(add_voter)
    gate.set()
    assert all(future.result(5) for future in accepted)
    assert voters(url) == 10


def test_closing_finishes_what_is_queued(url: str) -> None:
    writer = Writer(write_engine(url))
    future = writer.submit(add_voter)
    writer.close()
    assert future.result(0) == 1
    with pytest.raises(RuntimeError, match="closed"):
        writer.submit(add_voter)
