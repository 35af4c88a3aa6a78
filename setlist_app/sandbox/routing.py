"""The stand-in as an ASGI app: one base address answers for both providers.

`/discovery/v2/…` is Ticketmaster, `/v1/…` and `/api/token` are Spotify, `/art/{slug}.svg` is artwork, and
`/_sandbox/calls` is the provider's own count of what it was asked (GET shows, DELETE forgets).
"""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from setlist_app.catalog.art import poster_svg
from setlist_app.sandbox import spotify, ticketmaster
from setlist_app.sandbox.desk import Clock, Desk, Handler, Sleep, Source
from setlist_app.sandbox.faults import Faults
from setlist_app.sandbox.pace import DEFAULT_RATE


def now_utc() -> datetime:
    return datetime.now(UTC)


def create_app(
    source: Source,
    *,
    clock: Clock = now_utc,
    faults: Faults | None = None,
    rate: int = DEFAULT_RATE,
    sleep: Sleep = asyncio.sleep,
) -> Starlette:
    """Answers from a world, a catalog, or whatever `source()` names at each request (a demo that runs for days).

    `app.state.calls` holds the calls, oldest first, the last 10,000 of them.
    """
    desk = Desk(source, clock, faults or Faults(), rate, sleep)
    app = Starlette(routes=_routes(desk))
    app.state.calls = desk.calls
    return app


def _routes(desk: Desk) -> list[Route]:
    async def calls(request: Request) -> Response:
        if request.method == "DELETE":
            desk.calls.clear()
        return JSONResponse([asdict(call) for call in desk.calls])

    async def art(request: Request) -> Response:
        slug = request.path_params["slug"]
        svg = poster_svg(desk.catalog().art_names.get(slug, slug))
        return Response(svg, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})

    def both(path: str, handler: Handler) -> list[Route]:
        """Ticketmaster answers with and without `.json`."""
        return [Route(f"/discovery/v2/{path}{tail}", desk.endpoint(handler)) for tail in ("", ".json")]

    async def nothing(_: Request) -> Response:
        return JSONResponse({"error": {"status": 404, "message": "Service not found"}}, 404)

    ticketmaster_routes = [
        *both("attractions", ticketmaster.attractions),
        *both("events", ticketmaster.events),
        *both("venues", ticketmaster.venues),
        Route("/discovery/v2/attractions/{id}", desk.endpoint(ticketmaster.attraction)),
        Route("/discovery/v2/events/{id}", desk.endpoint(ticketmaster.event)),
        Route("/discovery/v2/venues/{id}", desk.endpoint(ticketmaster.venue)),
    ]
    spotify_routes = [
        Route("/api/token", desk.endpoint(spotify.token), methods=["POST"]),
        Route("/v1/search", desk.endpoint(spotify.search)),
        Route("/v1/artists/{id}", desk.endpoint(spotify.artist)),
        Route("/v1/artists/{id}/albums", desk.endpoint(spotify.artist_albums)),
        Route("/v1/albums/{id}", desk.endpoint(spotify.album)),
        Route("/v1/albums/{id}/tracks", desk.endpoint(spotify.album_tracks)),
        Route("/v1/tracks/{id}", desk.endpoint(spotify.track)),
        *(Route(path, desk.endpoint(spotify.removed)) for path in spotify.REMOVED),
    ]
    return [
        *ticketmaster_routes,
        *spotify_routes,
        Route("/art/{slug}.svg", art),
        Route("/_sandbox/calls", calls, methods=["GET", "DELETE"]),
        Route("/{anything:path}", nothing),
    ]
