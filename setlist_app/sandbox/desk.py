"""What every request to the stand-in passes: counting, faults, pace, the handler, the log."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from setlist_app.sandbox.answers import Answer, Ask
from setlist_app.sandbox.catalog import Catalog, of_world
from setlist_app.sandbox.faults import Fault, Faults, Rule, instead, with_wrong_types
from setlist_app.sandbox.pace import Pace, refuse_spotify, refuse_ticketmaster
from setlist_app.sandbox.records import World

Handler = Callable[[Catalog, Ask], Answer]
Clock = Callable[[], datetime]
Sleep = Callable[[float], Awaitable[None]]
Source = World | Catalog | Callable[[], Catalog]

_REMEMBERED_CALLS = 10_000


class ConnectionCut(Exception):
    """A fault: the body ends before its announced length."""


@dataclass(frozen=True)
class Call:
    """One request as the provider counts it; the key is never in it."""

    n: int
    method: str
    path: str
    query: str
    status: int
    """0 where the connection was cut."""
    at: str
    """ISO 8601, UTC."""


class Desk:
    """One per app."""

    def __init__(self, source: Source, clock: Clock, faults: Faults, rate: int, sleep: Sleep) -> None:
        fixed = of_world(source) if isinstance(source, World) else source
        self.catalog: Callable[[], Catalog] = (lambda: fixed) if isinstance(fixed, Catalog) else fixed
        self.clock, self.faults, self.sleep = clock, faults, sleep
        self.paces = {True: Pace(rate), False: Pace(rate)}
        self.calls: deque[Call] = deque(maxlen=_REMEMBERED_CALLS)
        self.count = 0

    def endpoint(self, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            self.count += 1
            n, path = self.count, request.url.path
            rule = self.faults.next(n, path)
            if rule is not None and rule.fault is Fault.SLOW:
                await self.sleep(rule.seconds)
            answered = self._answered(handler, await _ask(request, self.clock()), path, rule)
            status = 0 if rule is not None and rule.fault is Fault.RESET else answered.status
            at = self.clock().astimezone(UTC).isoformat()
            self.calls.append(Call(n, request.method, path, _without_key(request.url.query), status, at))
            return _response(answered, rule)

        return answer

    def _answered(self, handler: Handler, ask: Ask, path: str, rule: Rule | None) -> Answer:
        is_ticketmaster = path.startswith("/discovery/")
        pace = self.paces[is_ticketmaster]
        if not pace.take(ask.now):
            return (refuse_ticketmaster if is_ticketmaster else refuse_spotify)(pace, ask.now)
        if rule is not None:
            now_ms = int(ask.now.timestamp() * 1000)
            faulty = instead(rule, is_ticketmaster, ask.params.get("apikey", ""), now_ms)
            if faulty is not None:
                return faulty
        answered = handler(self.catalog(), ask)
        # Only answers of the API itself carry the headers; refusals cost quota and say nothing (measured).
        if is_ticketmaster and answered.status == 200:
            return Answer(answered.body, 200, {**answered.headers, **pace.headers(ask.now)})
        return answered


async def _ask(request: Request, now: datetime) -> Ask:
    form = dict(parse_qsl((await request.body()).decode("utf-8", "replace"))) if request.method == "POST" else {}
    return Ask(
        dict(request.query_params),
        now,
        request.url.path,
        request.url.query,
        request.path_params.get("id", "").removesuffix(".json"),
        request.headers,
        form,
        f"{request.url.scheme}://{request.url.netloc}",
    )


def _response(answer: Answer, rule: Rule | None) -> Response:
    if isinstance(answer.body, str):
        headers = {"Content-Type": "text/plain; charset=utf-8", **answer.headers}
        return Response(answer.body, answer.status, headers)
    fault = rule.fault if rule is not None else None
    body = with_wrong_types(answer.body) if fault is Fault.WRONG_TYPES else answer.body
    payload = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {"Content-Type": "application/json;charset=utf-8", **answer.headers}
    if fault is Fault.TRUNCATED:
        payload = payload[: len(payload) * 2 // 3]
    if fault is Fault.RESET:
        return StreamingResponse(_cut(payload), answer.status, {**headers, "Content-Length": str(len(payload))})
    return Response(payload, answer.status, headers)


async def _cut(payload: bytes) -> AsyncIterator[bytes]:
    yield payload[: len(payload) // 3]
    raise ConnectionCut("the connection ends here, as the fault script says")


def _without_key(query: str) -> str:
    return urlencode([(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name != "apikey"])
