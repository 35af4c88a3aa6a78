"""One writer thread per process: callables wait in a queue and are committed together.

A command is a callable that takes a session, changes rows and returns something plain. Its future resolves after the
commit, never before. Votes are urgent and share a transaction; a page of a sync is not, and gets one of its own, so
that no voter waits for it. A command may run twice (its batch is repeated one by one when a neighbour fails), so it
does nothing but database work.
"""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

log = logging.getLogger(__name__)

BATCH = 256
"""Commands in one transaction at most. Measured: durable votes a second stop growing here."""

QUEUE_LIMIT = 5000
"""Beyond this the honest answer is "busy, try again"."""

Command = Callable[[Session], Any]


class Busy(Exception):
    """The write queue is full. Nothing was changed; trying again shortly is right."""

    def __init__(self) -> None:
        super().__init__("The site is very busy right now. Nothing was changed, try again in a moment.")


class Writer:
    def __init__(self, engine: sa.Engine, *, queue_limit: int = QUEUE_LIMIT) -> None:
        self._engine = engine
        self._limit = queue_limit
        self._queue: list[tuple[int, int, Command, Future[Any]]] = []
        self._order = itertools.count()
        self._wake = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="setlist-writer", daemon=True)
        self._thread.start()

    def submit(self, command: Command, *, urgent: bool = False) -> Future[Any]:
        """Queue a command. Raises `Busy` when the queue is full, `RuntimeError` after `close`."""
        future: Future[Any] = Future()
        with self._wake:
            if self._closing:
                raise RuntimeError("the writer is closed")
            if len(self._queue) >= self._limit:
                raise Busy
            heapq.heappush(self._queue, (0 if urgent else 1, next(self._order), command, future))
            self._wake.notify()
        return future

    @property
    def waiting(self) -> int:
        """Commands in the queue now."""
        return len(self._queue)

    def close(self) -> None:
        """Finish what is queued, then stop."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join(timeout=10)
        self._engine.dispose()

    def _run(self) -> None:
        while (batch := self._take()) is not None:
            waiting = [(command, future) for command, future in batch if future.set_running_or_notify_cancel()]
            if waiting and not self._commit(waiting):
                for one in waiting:
                    self._commit([one], alone=True)

    def _take(self) -> list[tuple[Command, Future[Any]]] | None:
        """All urgent commands up to the batch size, or else the one oldest other command; None when closed and empty."""
        with self._wake:
            while not self._queue and not self._closing:
                self._wake.wait()
            if not self._queue:
                return None
            urgency, _, command, future = heapq.heappop(self._queue)
            batch = [(command, future)]
            while urgency == 0 and self._queue and self._queue[0][0] == 0 and len(batch) < BATCH:
                _, _, command, future = heapq.heappop(self._queue)
                batch.append((command, future))
            return batch

    def _commit(self, batch: list[tuple[Command, Future[Any]]], *, alone: bool = False) -> bool:
        """Run and commit; False when it was rolled back and each command should be tried by itself."""
        try:
            with Session(self._engine, expire_on_commit=False) as session, session.begin():
                results = []
                for command, _ in batch:
                    results.append(command(session))
                    session.flush()
        except Exception as error:
            if len(batch) > 1 and not alone:
                log.warning("a batch of %d commands was rolled back and is repeated one by one: %s", len(batch), error)
                return False
            for _, future in batch:
                future.set_exception(error)
            return True
        for (_, future), result in zip(batch, results, strict=True):
            future.set_result(result)
        return True
