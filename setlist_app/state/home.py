"""The home page."""

import reflex as rx

from setlist_app.catalog import home
from setlist_app.catalog.views import ArtistCard, ShowRow
from setlist_app.site import services
from setlist_app.state import guard


class HomeLive(rx.State):
    """Written by the room `home`: a new number makes the page fetch its rows."""

    rows_version: int = 0


class HomeState(rx.State):
    loaded: bool = False
    soon: list[ShowRow] = []
    artists: list[ArtistCard] = []
    filling: str = ""
    counts: str = ""

    @rx.event
    @guard.public
    async def load(self):
        await services().rooms.watch(self.router.session.session_id, {"home"})
        await self._fill()

    @rx.event(supersedes=True)
    @guard.public
    async def refresh(self):
        """Fired by the room when the lists have changed."""
        await self._fill()

    async def _fill(self) -> None:
        site = services()
        page = await site.db.read(lambda session: home.read(session, site.clock()))
        self.soon, self.artists, self.filling, self.counts = page.soon, page.artists, page.filling, page.counts
        self.loaded = True
