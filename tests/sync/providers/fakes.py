"""A gate that writes down what it was told, and a provider that answers from a list."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import httpx

from setlist_app.sync.providers.http import Answer, ProviderClient

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Notebook:
    """A gate that admits everybody and keeps the order of things."""

    def __init__(self, refuse: Exception | None = None) -> None:
        self.admitted = 0
        self.answers: list[Answer] = []
        self._refuse = refuse

    async def admit(self, provider: str) -> None:
        if self._refuse is not None:
            raise self._refuse
        self.admitted += 1

    async def report(self, provider: str, answer: Answer) -> None:
        self.answers.append(answer)


class Script(httpx.AsyncBaseTransport):
    """Answers in turn; the last one again and again. An exception in the list is raised."""

    def __init__(self, *answers: object) -> None:
        self._answers = list(answers)
        self.requests: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        self.requests.append(request)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            # A response is read once; the last of the script may be asked for again.
            return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)
        return httpx.Response(200, content=json.dumps(answer).encode())

    @property
    def asked(self) -> list[dict[str, str]]:
        return [dict(request.url.params) for request in self.requests]


def client(
    script: Script, gate: Notebook | None = None, provider: str = "ticketmaster", **more: object
) -> ProviderClient:
    base = str(more.pop("base_url", "https://api.example/discovery/v2"))
    return ProviderClient(
        provider,
        base,
        gate=gate or Notebook(),
        transport=script,
        now=lambda: NOW,
        waits=0.0,
        **more,  # type: ignore[arg-type]
    )
