"""The stand-in without a port: an httpx transport that the product's provider clients use in demo mode."""

from __future__ import annotations

import asyncio
from datetime import UTC

import httpx
from starlette.applications import Starlette

from setlist_app.sandbox.catalog import Catalog, of_day
from setlist_app.sandbox.desk import Clock, ConnectionCut, Sleep
from setlist_app.sandbox.faults import Faults
from setlist_app.sandbox.pace import DEFAULT_RATE
from setlist_app.sandbox.routing import create_app, now_utc
from setlist_app.sandbox.world import DEFAULT_SEED

BASE_URL = "http://sandbox.invalid"
"""No host has this name (RFC 6761), so a request that misses the transport goes nowhere."""
TICKETMASTER_BASE_URL = f"{BASE_URL}/discovery/v2"
SPOTIFY_BASE_URL = f"{BASE_URL}/v1"
SPOTIFY_ACCOUNTS_URL = BASE_URL


class InProcessTransport(httpx.AsyncBaseTransport):
    """Hands requests to an ASGI app; a cut connection is the same error as over a real socket."""

    def __init__(self, app: Starlette) -> None:
        self.app = app
        self._asgi = httpx.ASGITransport(app=app)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        try:
            return await self._asgi.handle_async_request(request)
        except ConnectionCut as cut:
            raise httpx.RemoteProtocolError("peer closed connection without sending complete message body") from cut


def in_process_transport(
    *,
    seed: int = DEFAULT_SEED,
    clock: Clock = now_utc,
    faults: Faults | None = None,
    rate: int = DEFAULT_RATE,
    sleep: Sleep = asyncio.sleep,
) -> InProcessTransport:
    """The demo world around the clock's day; after midnight UTC the next request sees the next day's world.

    Ask it under `TICKETMASTER_BASE_URL`, `SPOTIFY_BASE_URL` and `SPOTIFY_ACCOUNTS_URL` of this module.
    `transport.app.state.calls` is the provider's own count.
    """

    def today() -> Catalog:
        return of_day(seed, clock().astimezone(UTC).toordinal())

    return InProcessTransport(create_app(today, clock=clock, faults=faults, rate=rate, sleep=sleep))
