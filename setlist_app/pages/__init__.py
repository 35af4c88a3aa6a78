"""Every page: its address, what it shows, its title, and what runs when it is opened."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex_components_core.base.error_boundary import error_boundary

from setlist_app import routes
from setlist_app.components import faults
from setlist_app.pages import about, artist, home, search, show
from setlist_app.state.artist import ArtistState
from setlist_app.state.home import HomeState
from setlist_app.state.search import SearchPage
from setlist_app.state.show import ShowState


@dataclass(frozen=True)
class Page:
    route: str
    component: Callable[[], rx.Component]
    title: str | rx.Var[str]
    description: str
    on_load: Any = None


PAGES = (
    Page(
        routes.HOME,
        home.home,
        "Setlist: what will they play tonight?",
        "Search an artist, see their shows, and vote the setlist into shape with other fans, live.",
        HomeState.load,
    ),
    Page(routes.SEARCH, search.search, "Search - Setlist", "Artists by name.", SearchPage.load),
    Page(
        routes.ARTIST,
        artist.artist,
        ArtistState.page_title,
        "Shows, songs and setlists of an artist.",
        ArtistState.load,
    ),
    Page(routes.SHOW, show.show, ShowState.page_title, "The setlist of a show, voted by fans, live.", ShowState.load),
    Page(
        routes.HOW_IT_WORKS,
        about.how_it_works,
        "How it works - Setlist",
        "How artists are looked up, how five songs are drawn, how votes count.",
    ),
    Page(routes.PRIVACY, about.privacy, "Privacy - Setlist", "What this site keeps about you: one signed cookie."),
    Page("404", about.not_found, "Not found - Setlist", "There is nothing at this address."),
)

app_wraps = {
    (55, "ErrorBoundary"): lambda stateful: error_boundary(fallback_render=faults.broken()),
}
"""In place of Reflex's own wraps: its toasts need a script from the server, and its error page is not ours."""
