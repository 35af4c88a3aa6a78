"""The front door: pages, HTTP routes, what runs as long as the site runs. Read it top to bottom."""

import contextlib
from collections.abc import AsyncIterator
from functools import lru_cache

import reflex as rx
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from setlist_app import routes, site
from setlist_app.accounts.secret import load_secret
from setlist_app.build import CLIENT
from setlist_app.catalog import artist_page, show_page
from setlist_app.catalog.art import poster_svg
from setlist_app.components.shell import fallback, head_components
from setlist_app.db import Database
from setlist_app.live.broadcaster import Broadcaster
from setlist_app.live.rooms import Rooms
from setlist_app.pages import PAGES, app_wraps
from setlist_app.settings import Mode, Settings, current
from setlist_app.state.encoders import ENCODERS, ballot_topic
from setlist_app.state.faults import on_backend_fault, on_frontend_fault
from setlist_app.state.guard import Guard, quieten
from setlist_app.state.news import News
from setlist_app.sync.engine import Engine
from setlist_app.sync.first_start import queue_popular
from setlist_app.sync.follow import Follower
from setlist_app.sync.lookup import Lookup
from setlist_app.sync.sources import build_sources
from setlist_app.voting.desk import VotingDesk
from setlist_app.web import api
from setlist_app.web.documents import Head, document
from setlist_app.web.edge import AssetsOnly, Edge, content_security_policy, inline_script_hashes
from setlist_app.web.health import health

# ---------------------------------------------------------------------------------------------- plain HTTP


async def artist_head(slug: str) -> Head | None:
    artist = await site.services().db.read(lambda session: artist_page.find(session, slug))
    if artist is None:
        return None
    return Head(
        f"{artist.name}: shows and setlists - Setlist", f"Vote for what {artist.name} should play, show by show."
    )


async def show_head(slug: str) -> Head | None:
    now = site.services().clock()
    show = await site.services().db.read(lambda session: show_page.read(session, slug, now))
    if show is None:
        return None
    where = ", ".join(part for part in (show.venue, show.place, show.date) if part)
    return Head(f"{show.title} - Setlist", f"Vote for the songs of {show.title}" + (f": {where}." if where else "."))


async def art(request: Request) -> Response:
    """Generated artwork of anything without a picture: the same for the same key, for ever."""
    headers = {"cache-control": "public, max-age=604800"}
    return Response(poster_svg(request.path_params["key"][:16]), media_type="image/svg+xml", headers=headers)


async def mode_style(_request: Request) -> Response:
    """One build serves both modes: a live site hides the demo's banner before the page's program has started."""
    style = "" if current().mode is Mode.DEMO else ".demo-banner{display:none}"
    return Response(style, media_type="text/css", headers={"cache-control": "no-cache"})


async def robots(_request: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /api/\nAllow: /\n")


http = Starlette(
    # Built files have compressed copies beside them; what is written here is compressed here.
    middleware=[Middleware(GZipMiddleware, minimum_size=500)],
    routes=[
        Route(routes.HEALTH, health),
        Route(routes.ART, art),
        Route(routes.MODE_STYLE, mode_style),
        Route("/robots.txt", robots),
        *api.ROUTES,
        Route("/artists/{slug}", document(artist_head)),
        Route("/shows/{slug}", document(show_head)),
    ],
)


@lru_cache
def policy() -> str:
    """Content-Security-Policy for the frontend that is on disk now."""
    return content_security_policy(inline_script_hashes(CLIENT.rglob("*.html")))


@lru_cache
def folders() -> frozenset[str]:
    """Addresses of the pages that the build rendered beforehand."""
    return frozenset(f"/{page.parent.name}" for page in CLIENT.glob("*/index.html"))


def edge(inner: ASGIApp) -> ASGIApp:
    return Edge(
        AssetsOnly(inner),
        policy=policy,
        folders=folders,
        guest_cookie=lambda header: site.services().guest_cookie(header),
        is_production=current().is_production,
    )


# ---------------------------------------------------------------------------------------------- the pages

app = rx.App(
    api_transformer=[http, edge],
    backend_exception_handler=on_backend_fault,
    frontend_exception_handler=on_frontend_fault,
    app_wraps=app_wraps,
    toaster=None,
    stylesheets=["/site.css"],
    html_lang="en",
    head_components=head_components(),
    hydrate_fallback=fallback,
)
app.add_middleware(Guard())
quieten()
for page in PAGES:
    app.add_page(
        page.component,
        route=page.route,
        title=page.title,
        description=page.description,
        image="",  # Reflex would name an icon that is not there
        on_load=page.on_load,
    )

# ---------------------------------------------------------------------------------------------- what runs


def build_services(settings: Settings) -> site.Services:
    assert app.sio is not None
    db = Database(settings.database_url)
    clock = site.utc_now
    rooms = Rooms(app.sio)
    broadcaster = Broadcaster(rooms, ENCODERS)
    sources = build_sources(settings, db, clock)
    news = News(db, clock, rooms, broadcaster)
    services = site.Services(
        settings=settings,
        clock=clock,
        secret=load_secret(settings),
        db=db,
        sources=sources,
        engine=Engine(db, sources, clock, news.changed),
        lookup=Lookup(db, sources, clock),
        rooms=rooms,
        broadcaster=broadcaster,
        desk=VotingDesk(db, clock, lambda tally: broadcaster.publish(ballot_topic(tally.performance_id), tally)),
    )
    services.start("broadcasts", broadcaster.run())
    services.start("news", news.run())
    services.start("sync", services.engine.run_forever())
    services.start("other processes' runs", Follower(db, news.changed, services.engine.owner).run())
    services.start("first start", queue_popular(db, sources, clock), is_standing=False)
    return services


@contextlib.asynccontextmanager
async def lifespan() -> AsyncIterator[None]:
    async with site.running(build_services):
        yield


app.register_lifespan_task(lifespan)
