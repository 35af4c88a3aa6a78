"""The life of a run's row, on both databases."""

from __future__ import annotations

import os
import socket
import threading
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from setlist_app.catalog.identity import ensure_artist
from setlist_app.db import Database
from setlist_app.models import Provider, RunState, StepName, SyncRun, SyncStep, Trigger
from setlist_app.sync import runs
from tests.catalog.world import GUEST, HEAD, NOW, SUPPORT

ME, OTHER = "here:1:aa", "there:2:bb"


@pytest.fixture
def artists(db: Database) -> list[int]:
    records = (HEAD, SUPPORT, GUEST)
    return db.write_now(lambda s: [ensure_artist(s, one, Provider.TICKETMASTER, NOW).id or 0 for one in records])


def ask(db: Database, artist_id: int, trigger: Trigger = Trigger.VISITOR, voter_id: int | None = None) -> runs.Request:
    return db.write_now(lambda s: runs.request(s, artist_id, trigger, NOW, voter_id=voter_id))


def take(db: Database, owner: str = ME, after: timedelta = timedelta(0)) -> int | None:
    return db.write_now(lambda s: runs.claim(s, owner, NOW + after))


def get(db: Database, run_id: int) -> SyncRun:
    return db.read_now(lambda s: s.get_one(SyncRun, run_id))


def test_the_row_and_its_four_steps_exist_before_the_work(db: Database, artists: list[int]) -> None:
    asked = ask(db, artists[0])
    run = get(db, asked.run_id)
    assert (asked.is_new, run.state, run.attempt, run.started_at) == (True, RunState.QUEUED, 0, None)
    steps = db.read_now(lambda s: runs.steps_of(s, asked.run_id))
    assert [(step.name, step.state) for step in steps] == [(name, RunState.QUEUED) for name in StepName]


def test_a_scope_has_one_active_run(db: Database, artists: list[int]) -> None:
    first, second = ask(db, artists[0]), ask(db, artists[0])
    assert (second.run_id, second.is_new) == (first.run_id, False)


def test_the_database_itself_refuses_a_second_active_run(db: Database, artists: list[int]) -> None:
    ask(db, artists[0])

    def second(session: Session) -> None:
        session.add(
            SyncRun(artist_id=artists[0], trigger=Trigger.COMMAND, priority=0, state=RunState.RUNNING, created_at=NOW)
        )

    with pytest.raises(Exception, match=r"(?i)unique"):
        db.write_now(second)


def test_many_processes_that_ask_at_once_get_one_run(db: Database, artists: list[int]) -> None:
    others = [Database(db.url) for _ in range(4)]
    got: list[int] = []
    start = threading.Barrier(len(others))

    def visit(database: Database) -> None:
        start.wait()
        got.append(ask(database, artists[0]).run_id)

    threads = [threading.Thread(target=visit, args=(one,)) for one in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for other in others:
        other.close()
    assert len(got) == 4 and len(set(got)) == 1
    assert len(db.read_now(lambda s: s.exec(select(SyncStep)).all())) == 4


def test_a_visitor_moves_a_waiting_run_forward_and_nobody_moves_one_back(db: Database, artists: list[int]) -> None:
    run_id = ask(db, artists[0], Trigger.FIRST_START).run_id
    ask(db, artists[0], Trigger.VISITOR)
    assert get(db, run_id).priority == runs.PRIORITY[Trigger.VISITOR]
    ask(db, artists[0], Trigger.FIRST_START)
    assert get(db, run_id).priority == runs.PRIORITY[Trigger.VISITOR]


def test_runs_are_claimed_by_priority_then_age_and_each_once(db: Database, artists: list[int]) -> None:
    slow = ask(db, artists[0], Trigger.FIRST_START).run_id
    first = ask(db, artists[1]).run_id
    second = ask(db, artists[2]).run_id
    assert [take(db), take(db, OTHER), take(db), take(db)] == [first, second, slow, None]
    run = get(db, first)
    assert (run.state, run.attempt, run.lease_owner, run.lease_expires_at) == (
        RunState.RUNNING, 1, ME, NOW + runs.LEASE,
    )  # fmt: skip


def test_many_workers_never_claim_the_same_run(db: Database, artists: list[int]) -> None:
    for artist_id in artists:
        ask(db, artist_id)
    others = [Database(db.url) for _ in range(4)]
    got: list[int | None] = []
    start = threading.Barrier(len(others))

    def work(number: int) -> None:
        start.wait()
        for _ in range(3):
            got.append(take(others[number], f"there:{number}:cc"))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for other in others:
        other.close()
    claimed = [one for one in got if one is not None]
    assert len(claimed) == len(set(claimed)) == 3


def test_a_parked_run_is_claimed_at_its_time_and_not_before(db: Database, artists: list[int]) -> None:
    run_id = ask(db, artists[0]).run_id
    take(db)
    until = NOW + timedelta(seconds=40)
    db.write_now(
        lambda s: runs.finish(
            s, run_id, ME, NOW, state=RunState.BACKING_OFF, reason="Wait.", not_before=until, keep_attempt=False
        )
    )
    assert (get(db, run_id).finished_at, get(db, run_id).attempt) == (None, 0)
    assert ask(db, artists[0]).run_id == run_id
    assert take(db, after=timedelta(seconds=40) - timedelta(microseconds=1)) is None
    assert take(db, after=timedelta(seconds=40)) == run_id
    assert get(db, run_id).reason is None


def test_a_worker_that_lost_its_run_writes_nothing(db: Database, artists: list[int]) -> None:
    run_id = ask(db, artists[0]).run_id
    take(db)

    def stale(session: Session) -> None:
        runs.renew(session, run_id, OTHER, NOW)

    with pytest.raises(runs.RunLost):
        db.write_now(stale)
    assert get(db, run_id).lease_owner == ME


def test_every_renewal_is_news_except_a_heartbeat(db: Database, artists: list[int]) -> None:
    run_id = ask(db, artists[0]).run_id
    take(db)
    before = get(db, run_id).version
    later = NOW + timedelta(seconds=20)
    db.write_now(lambda s: runs.renew(s, run_id, ME, later, changed=False))
    assert (get(db, run_id).version, get(db, run_id).lease_expires_at) == (before, later + runs.LEASE)
    db.write_now(lambda s: runs.renew(s, run_id, ME, later, requests=3))
    assert (get(db, run_id).version, get(db, run_id).requests) == (before + 1, 3)


@pytest.mark.parametrize(
    ("owner", "age", "dead"),
    [
        ("elsewhere:1:aa", timedelta(seconds=59), False),
        ("elsewhere:1:aa", timedelta(seconds=60), True),
        (f"{socket.gethostname()[:40]}:4194304:aa", timedelta(0), True),
        (f"{socket.gethostname()[:40]}:{os.getppid()}:aa", timedelta(0), False),
        (f"{socket.gethostname()[:40]}:{os.getpid()}:aa", timedelta(0), True),
    ],
    ids=["leased", "lease over", "process gone", "process alive", "process id used again"],
)
def test_a_run_is_dead_when_its_lease_or_its_process_is(
    sqlite_db: Database, owner: str, age: timedelta, dead: bool
) -> None:
    db = sqlite_db
    artist_id = db.write_now(lambda s: ensure_artist(s, HEAD, Provider.TICKETMASTER, NOW).id or 0)
    run_id = ask(db, artist_id).run_id
    take(db, owner)
    found = db.write_now(lambda s: runs.requeue_dead(s, NOW + age, runs.new_owner()))
    assert found == ([artist_id] if dead else [])
    assert get(db, run_id).state is (RunState.QUEUED if dead else RunState.RUNNING)


def test_a_run_that_died_three_times_is_given_up(db: Database, artists: list[int]) -> None:
    run_id = ask(db, artists[0]).run_id
    db.write_now(lambda s: setattr(s.get_one(SyncStep, (run_id, StepName.SHOWS)), "cursor", {"page": 7}))
    for attempt in range(1, 4):
        assert get(db, run_id).state is RunState.QUEUED
        take(db)
        assert get(db, run_id).attempt == attempt
        db.write_now(lambda s: runs.requeue_dead(s, NOW + runs.LEASE, OTHER))
    run = get(db, run_id)
    assert (run.state, run.permanent) == (RunState.FAILED, False)
    assert run.reason == "The update stopped half-way 3 times and was given up."
    assert db.read_now(lambda s: s.get_one(SyncStep, (run_id, StepName.SHOWS))).cursor == {"page": 7}
    assert ask(db, artists[0]).is_new


def test_recent_runs_come_newest_first_with_their_steps(db: Database, artists: list[int]) -> None:
    for artist_id in artists:
        ask(db, artist_id)
    lines = db.read_now(lambda s: runs.recent_runs(s, 2))
    assert [line.artist for line in lines] == ["Nube Baja", "Juniper Okafor"]
    assert [step.name for step in lines[0].steps] == list(StepName)
    newest = db.read_now(lambda s: s.exec(select(SyncRun.id).order_by(col(SyncRun.id).desc())).first())
    assert lines[0].id == newest
