"""What the sandbox's tests share: a clock by hand, a day, and a way to ask the app over HTTP without a port."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import httpx

from setlist_app.sandbox.catalog import Catalog, of_world
from setlist_app.sandbox.faults import Faults
from setlist_app.sandbox.routing import create_app
from setlist_app.sandbox.transport import BASE_URL, InProcessTransport
from setlist_app.sandbox.world import DEFAULT_SEED, build_world

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DISCOVERY = "/discovery/v2"


@dataclass
class HandClock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@cache
def demo_catalog() -> Catalog:
    return of_world(build_world(DEFAULT_SEED, TODAY))


@dataclass
class Asker:
    """One app and a synchronous way to ask it; `slept` holds what a slow fault would have waited, in seconds."""

    catalog: Catalog | None = None
    faults: Faults | None = None
    rate: int = 10_000
    clock: HandClock = field(default_factory=HandClock)
    slept: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        async def sleep(seconds: float) -> None:
            self.slept.append(seconds)

        source = self.catalog or demo_catalog()
        self.app = create_app(source, clock=self.clock, faults=self.faults, rate=self.rate, sleep=sleep)

    def together(self, talk: Callable[[httpx.AsyncClient], Awaitable[Any]]) -> Any:
        async def run() -> Any:
            async with httpx.AsyncClient(transport=InProcessTransport(self.app), base_url=BASE_URL) as client:
                return await talk(client)

        return asyncio.run(run())

    def ticketmaster(self, path: str, **params: str) -> httpx.Response:
        return self.get(f"{DISCOVERY}/{path}", {"apikey": "any", **params})

    def spotify(self, path: str, **params: str) -> httpx.Response:
        return self.get(path, params, {"Authorization": f"Bearer {self.token()}"})

    def token(self) -> str:
        answer = self.together(
            lambda client: client.post("/api/token", data={"grant_type": "client_credentials"}, auth=("any", "any"))
        )
        return str(answer.json()["access_token"])

    def get(
        self, path: str, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        answer: httpx.Response = self.together(lambda client: client.get(path, params=params, headers=headers))
        return answer

    def attraction(self, name: str) -> dict[str, Any]:
        found = self.ticketmaster("attractions.json", keyword=name).json()["_embedded"]["attractions"]
        return next(act for act in found if act["name"] == name)
