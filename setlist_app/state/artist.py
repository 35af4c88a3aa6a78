"""An artist's page: what we know at once, and the run that fetches the rest, live."""

from dataclasses import fields

import reflex as rx

from setlist_app.catalog import artist_page
from setlist_app.catalog.views import ArtistPage, ShowGroup, ShowRow, SongRow, StripView
from setlist_app.site import services
from setlist_app.state import guard
from setlist_app.state.address import slug_of
from setlist_app.state.watching import ask_for

NO_STRIP = StripView(state="never", sentence="", steps=[], is_open=False)


class SyncLive(rx.State):
    """Only the pages that open, `ArtistState` and `ShowState`, and the room `artist:<id>` write these."""

    strip: StripView = NO_STRIP
    rows_version: int = 0


class ArtistState(rx.State):
    path: str = ""
    """The address that the rest belongs to; the page shows nothing of one artist under another's address."""
    found: bool = False
    slug: str = ""
    name: str = ""
    disambiguation: str = ""
    art: str = ""
    hue: int = 0
    upcoming: int | None = None
    songs_count: int | None = None
    voters: int | None = None
    groups: list[ShowGroup] = []
    past: list[ShowRow] = []
    songs: list[SongRow] = []
    ticketmaster_url: str = ""
    spotify_url: str = ""
    musicbrainz_url: str = ""
    brought_by_me: bool = False
    """Whether opening this page queued the run; apart from the strip, which is the same for everybody."""
    _slug: str = ""

    @rx.var
    def page_title(self) -> str:
        return f"{self.name}: shows and setlists - Setlist" if self.found else "Artist - Setlist"

    @rx.event
    @guard.public
    async def load(self):
        site = services()
        self._slug = slug_of(self.router.url)
        page = await self._read()
        self.found = page is not None
        if page is not None:
            await site.rooms.watch(self.router.session.session_id, {f"artist:{page.id}"})
            visitor = await site.visitor(self.router.headers.cookie)
            live = await self.get_state(SyncLive)
            asked = await ask_for(page.id, visitor.voter_id)
            live.strip, self.brought_by_me = asked.strip, asked.is_new
            self._show(page)
        self.path = self.router.url.path

    @rx.event(supersedes=True)
    @guard.public
    async def refresh(self):
        """Fired by the room when a step of the run has stored rows."""
        if self.path == self.router.url.path and (page := await self._read()) is not None:
            self._show(page)

    async def _read(self) -> ArtistPage | None:
        site, slug = services(), self._slug
        return await site.db.read(lambda session: artist_page.read(session, slug, site.clock()))

    def _show(self, page: ArtistPage) -> None:
        """Only what differs goes over the wire: while a run works, most of a page stays as it is."""
        for field in fields(page):
            if field.name in self.base_vars and getattr(self, field.name) != (value := getattr(page, field.name)):
                setattr(self, field.name, value)
