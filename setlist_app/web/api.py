"""The read-only JSON API: thin routes over `catalog.export`, with ETags and a limit per address."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from setlist_app import routes, site
from setlist_app.catalog import export

PER_ADDRESS = RateLimitItemPerMinute(120)
"""Generous for a person or a small tool; a crowd behind one address shares it, and pages do not use this API."""

_limiter = MovingWindowRateLimiter(MemoryStorage())

Query = Callable[[Session, Request, datetime], dict[str, Any] | None]


def route(path: str, query: Query) -> Route:
    async def answer(request: Request) -> Response:
        address = site.services().client_address(request)
        if not _limiter.hit(PER_ADDRESS, "api", address):
            reset = _limiter.get_window_stats(PER_ADDRESS, "api", address).reset_time
            wait = max(1, round(reset - site.services().clock().timestamp()))
            return JSONResponse(
                {"error": f"Too many requests, try again in {wait} s."}, 429, {"retry-after": str(wait), **CORS}
            )
        now = site.services().clock()
        found = await site.services().db.read(lambda session: query(session, request, now))
        if found is None:
            return JSONResponse({"error": "There is nothing at this address."}, 404, CORS)
        return with_etag(request, found)

    return Route(path, answer, methods=["GET"])


CORS = {"access-control-allow-origin": "*"}


def with_etag(request: Request, content: dict[str, Any]) -> Response:
    """200 with an ETag of the content, or 304 when the caller has exactly that."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    etag = f'"{hashlib.blake2s(body, digest_size=12).hexdigest()}"'
    headers = {"etag": etag, "cache-control": "no-cache", **CORS}
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if etag in known:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


ROUTES = [
    route(
        routes.API_ARTISTS,
        lambda session, request, now: export.artists(session, request.query_params.get("q", ""), now),
    ),
    route(routes.API_ARTIST, lambda session, request, now: export.artist(session, request.path_params["slug"], now)),
    route(routes.API_SHOWS, lambda session, _, now: export.shows(session, now)),
    route(routes.API_SHOW, lambda session, request, now: export.show(session, request.path_params["slug"], now)),
]
