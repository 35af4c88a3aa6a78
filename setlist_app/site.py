"""What a running site is made of, built once at start-up and handed to handlers and routes by `services()`."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request

from setlist_app.accounts import guests, identity
from setlist_app.db import Database
from setlist_app.live.broadcaster import Broadcaster
from setlist_app.live.rooms import Rooms
from setlist_app.settings import Settings, current
from setlist_app.sync.engine import Engine
from setlist_app.sync.lookup import Lookup
from setlist_app.sync.sources import Sources
from setlist_app.voting.desk import VotingDesk

log = logging.getLogger(__name__)


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Services:
    settings: Settings
    clock: Callable[[], datetime]
    secret: bytes
    db: Database
    sources: Sources
    engine: Engine
    lookup: Lookup
    rooms: Rooms
    broadcaster: Broadcaster
    desk: VotingDesk
    _tasks: list[asyncio.Task[object]] = field(default_factory=list)

    async def visitor(self, cookie_header: str | None) -> identity.Visitor:
        """Who is asking, from the cookie of the socket's handshake."""
        return await self.db.read(
            lambda session: identity.who(session, cookie_header, self.secret, secure=self.settings.is_production)
        )

    def guest_cookie(self, cookie_header: str | None) -> str | None:
        """A Set-Cookie value for a browser without a valid guest cookie, else None."""
        secure = self.settings.is_production
        if guests.verify(self.secret, guests.token_from_cookies(cookie_header, secure=secure)):
            return None
        return guests.cookie_header(guests.issue(self.secret), secure=secure)

    def client_address(self, request: Request) -> str:
        """The caller's address; X-Forwarded-For counts only behind the configured number of proxies."""
        hops = self.settings.setlist_trusted_proxy_hops
        # A proxy may add a header line of its own beneath the caller's: all lines are one list.
        lines = ",".join(request.headers.getlist("x-forwarded-for"))
        forwarded = [part.strip() for part in lines.split(",") if part.strip()]
        if hops and len(forwarded) >= hops:
            return forwarded[-hops]
        return request.client.host if request.client else "unknown"

    def jobs(self) -> list[dict[str, Any]]:
        """The standing tasks of this process, for /healthz."""
        return [{"name": task.get_name(), "running": not task.done()} for task in self._tasks]

    def start(self, name: str, work: Coroutine[Any, Any, object], *, is_standing: bool = True) -> None:
        """Run a task beside the requests; a standing one that ends by itself is a fault and is logged as one."""
        task = asyncio.create_task(work, name=name)
        task.add_done_callback(_report if is_standing else _report_error)
        self._tasks.append(task)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.sources.close()
        await asyncio.to_thread(self.db.close)


def _report_error(task: asyncio.Task[object]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("the task %s died", task.get_name(), exc_info=error)


def _report(task: asyncio.Task[object]) -> None:
    _report_error(task)
    if not task.cancelled() and task.exception() is None:
        log.error("the task %s ended by itself", task.get_name())


_running: Services | None = None


def services() -> Services:
    """The running site. Raises RuntimeError before start-up and after shutdown."""
    if _running is None:
        raise RuntimeError("the site is not running")
    return _running


@contextlib.asynccontextmanager
async def running(build: Callable[[Settings], Services]) -> AsyncIterator[Services]:
    """Start the site's services for as long as the application runs."""
    global _running  # noqa: PLW0603 - handlers are created by Reflex, so there is nowhere to pass services in
    settings = current()
    _running = build(settings)
    try:
        yield _running
    finally:
        closing, _running = _running, None
        await closing.close()
