"""shows: every listed show with this artist on the bill, page by page, shows without a date included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from setlist_app.catalog.show_rows import store_shows
from setlist_app.models import Artist, Kind, Provider, RunState, StepName
from setlist_app.sync.providers.records import ShowPage, ShowRecord
from setlist_app.sync.quarantine import keep_quarantined, refuse_drift
from setlist_app.sync.step_identify import attraction_ids
from setlist_app.sync.work import Outcome, Page, Work, counts_of

NAME = StepName.SHOWS


@dataclass(frozen=True)
class Place:
    """Where the step stands: which of the artist's ids, which page of it, and what it has seen."""

    ids_done: int = 0
    page: dict[str, object] | None = None
    received: int = 0
    shows: tuple[int, ...] = ()
    """Local ids: windows overlap and listings fold, so a show can come twice and counts once."""

    @classmethod
    def read(cls, stored: dict[str, Any] | None) -> Place:
        return cls(**{**stored, "shows": tuple(stored["shows"])}) if stored else cls()

    def stored(self) -> dict[str, Any]:
        return {"ids_done": self.ids_done, "page": self.page, "received": self.received, "shows": list(self.shows)}


async def sync_shows(work: Work, cursor: dict[str, Any] | None) -> Outcome:
    """Store all pages from the cursor on. Raises `ProviderError`."""
    place = Place.read(cursor)
    ids = await attraction_ids(work)
    while place.ids_done < len(ids):
        page = await work.sources.ticketmaster.show_page(ids[place.ids_done], place.page, work.clock())
        refuse_drift(Provider.TICKETMASTER, len(page.batch.quarantined), page.received)
        place = await _store(work, page, place, ids)
    if place.shows:
        return Outcome(RunState.OK)
    return Outcome(RunState.NOTHING_FOUND, f"Ticketmaster lists no dates for {work.artist_name}.")


async def _store(work: Work, page: ShowPage, place: Place, ids: list[str]) -> Place:
    after = place

    def command(session: Session, now: datetime) -> Page:
        nonlocal after
        mbid = session.get_one(Artist, work.artist_id).mbid
        billed = [show for show in page.batch.shows if _plays(show, ids, mbid)]
        stored = store_shows(session, billed, Provider.TICKETMASTER, now)
        keep_quarantined(session, page.batch.quarantined, Provider.TICKETMASTER, Kind.SHOW, run_id=work.run_id, now=now)
        after = Place(
            ids_done=place.ids_done + (page.cursor is None),
            page=page.cursor,
            received=place.received + page.received,
            shows=tuple(dict.fromkeys((*place.shows, *(one.show_id for one in stored)))),
        )
        fresh = {one.show_id: one.change for one in stored if one.show_id not in place.shows}
        left_out = len(page.batch.skipped) + len(page.batch.shows) - len(billed)
        last = after.ids_done == len(ids)
        return Page(
            counts_of(list(fresh.values()), skipped=left_out, quarantined=len(page.batch.quarantined)),
            done=len(after.shows) if last else after.received,
            total=len(after.shows) if last else page.total,
            cursor=after.stored(),
        )

    await work.page(NAME, command)
    return after


def _plays(show: ShowRecord, ids: list[str], mbid: str | None) -> bool:
    """Whether the artist is on the bill: a query by id can answer with shows that only mention it."""
    return any(one.id in ids or (mbid is not None and one.mbid == mbid) for one in show.performances)
