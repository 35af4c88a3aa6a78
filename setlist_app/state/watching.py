"""Asking for an artist: the database answers when it is fresh, else a run is queued and the page follows it."""

from __future__ import annotations

from dataclasses import dataclass

from setlist_app.catalog import artist_page
from setlist_app.catalog.views import StripView
from setlist_app.models import Trigger
from setlist_app.site import services


@dataclass(frozen=True)
class Asked:
    strip: StripView
    is_new: bool
    """Whether this very wish queued the run."""


async def ask_for(artist_id: int, voter_id: int | None) -> Asked:
    """How the artist's run stands after asking. Join the room `artist:<id>` first, or miss what comes in between."""
    site = services()
    run = await site.engine.request(artist_id, trigger=Trigger.VISITOR, voter_id=voter_id)
    strip = await site.db.read(lambda session: artist_page.strip(session, artist_id, site.clock()))
    return Asked(strip, is_new=run is not None and run.is_new)
