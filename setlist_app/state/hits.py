"""A provider's artists as options of the search."""

from __future__ import annotations

from collections.abc import Iterable

from setlist_app import routes
from setlist_app.catalog import words
from setlist_app.catalog.search import split_match
from setlist_app.catalog.views import SearchOption
from setlist_app.sync.providers.records import ArtistRecord

SHOWN = 8


def options(artists: Iterable[ArtistRecord], query: str) -> list[SearchOption]:
    """At most eight. Ids hold a number of ours, never the provider's, so that they are valid in the page."""
    return [_option(index, artist, query) for index, artist in zip(range(SHOWN), artists, strict=False)]


def _option(index: int, artist: ArtistRecord, query: str) -> SearchOption:
    before, match, after = split_match(artist.name, query)
    shows = (
        ""
        if artist.upcoming is None
        else words.counted(artist.upcoming, "show")
        if artist.upcoming
        else "no dates announced"
    )
    return SearchOption(
        id=f"t-{index}",
        name=artist.name,
        before=before,
        match=match,
        after=after,
        detail=" · ".join(artist.genres[:2]),
        art=artist.image_url or routes.art(f"t-{index}"),
        summary=shows,
        source="ticketmaster",
        provider_id=artist.id,
        href="",
    )
