"""The database as everybody above sees it: `read` in a worker thread, `write` through the one writer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sqlmodel import Session

from setlist_app.db.engine import read_engine, write_engine
from setlist_app.db.writer import Writer

T = TypeVar("T")


class Database:
    """Async callers never touch a session: they pass a callable and get plain values back."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.reader = read_engine(url)
        self.writer = Writer(write_engine(url))

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    def read_now(self, query: Callable[[Session], T]) -> T:
        """Run a read in this thread. For tests, the command line and code that is already in a worker thread."""
        with Session(self.reader, expire_on_commit=False) as session:
            return query(session)

    def write_now(self, command: Callable[[Session], T]) -> T:
        """Commit one command and wait for it. Never call this on the event loop."""
        result: T = self.writer.submit(command).result()
        return result

    async def read(self, query: Callable[[Session], T]) -> T:
        """Run a read in a worker thread: a query on the event loop would stop every visitor."""
        return await asyncio.to_thread(self.read_now, query)

    async def write(self, command: Callable[[Session], T], *, urgent: bool = False) -> T:
        """Commit a command; returns its result after the commit. Raises `Busy` when the queue is full."""
        result: T = await asyncio.wrap_future(self.writer.submit(command, urgent=urgent))
        return result

    def close(self) -> None:
        self.writer.close()
        self.reader.dispose()
