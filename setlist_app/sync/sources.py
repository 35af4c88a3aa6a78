"""The clients of this process, built from the settings: the demo world in-process, or the real addresses."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import httpx
from pydantic import AnyHttpUrl, SecretStr

from setlist_app.db import Database
from setlist_app.sandbox import transport as sandbox
from setlist_app.settings import Mode, Settings
from setlist_app.sync.budget import DEMO, LIVE, BudgetGate
from setlist_app.sync.providers import spotify, ticketmaster
from setlist_app.sync.providers.http import ProviderClient, with_path
from setlist_app.sync.providers.spotify import SpotifyClient
from setlist_app.sync.providers.ticketmaster import TicketmasterClient

DEMO_KEY = "demo"
"""The sandbox takes any key that is not empty."""

NO_SONG_SOURCE = "No song source is set up on this site."


@dataclass(frozen=True)
class Sources:
    ticketmaster: TicketmasterClient
    spotify: SpotifyClient | None
    """None where nobody set up a song source: songs are then skipped with `NO_SONG_SOURCE`."""

    async def close(self) -> None:
        await self.ticketmaster.aclose()
        if self.spotify is not None:
            await self.spotify.aclose()


def build_sources(
    settings: Settings,
    db: Database,
    clock: Callable[[], datetime],
    *,
    transport: httpx.AsyncBaseTransport | None = None,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    waits: float = 1.0,
) -> Sources:
    """Clients that share one gate on `db`. `transport` replaces the network (tests); `waits` scales retry pauses."""
    demo = settings.mode is Mode.DEMO
    gate = BudgetGate(db, DEMO if demo else LIVE, clock, sleep)
    if demo and transport is None:
        transport = sandbox.in_process_transport(clock=clock)

    def client(provider: str, address: str, *secrets: str) -> ProviderClient:
        return ProviderClient(
            provider, address, gate=gate, transport=transport, secrets=secrets, now=clock, waits=waits
        )

    key = _secret(settings.ticketmaster_api_key) or DEMO_KEY
    address = sandbox.TICKETMASTER_BASE_URL if demo else ticketmaster.base_url(_url(settings.ticketmaster_base_url))
    shows = TicketmasterClient(client(ticketmaster.PROVIDER, address, key), key)
    return Sources(shows, _songs(settings, client, clock) if settings.has_song_source else None)


def _songs(settings: Settings, client: Callable[..., ProviderClient], clock: Callable[[], datetime]) -> SpotifyClient:
    name = _secret(settings.spotify_client_id) or DEMO_KEY
    secret = _secret(settings.spotify_client_secret) or DEMO_KEY
    if settings.mode is Mode.DEMO:
        api, accounts = sandbox.SPOTIFY_BASE_URL, sandbox.SPOTIFY_ACCOUNTS_URL
    else:
        api = with_path(_url(settings.spotify_base_url) or spotify.DEFAULT_BASE_URL, spotify.API_PATH)
        accounts = _url(settings.spotify_accounts_url) or spotify.DEFAULT_ACCOUNTS_URL
    hidden = (secret, b64encode(f"{name}:{secret}".encode()).decode())  # the token request carries both as one
    return SpotifyClient(
        client(spotify.PROVIDER, api, *hidden), client(spotify.PROVIDER, accounts, *hidden), name, secret, clock
    )


def _secret(value: SecretStr | None) -> str | None:
    return value.get_secret_value() if value is not None else None


def _url(value: AnyHttpUrl | None) -> str | None:
    return str(value) if value is not None else None
