"""Ticketmaster Discovery API v2: artist search, an artist's shows page by page, one show.

Limits (developer.ticketmaster.com, measured by others in 2026): size up to 199, size * page under 1000; beyond that
the list is walked by date windows. Window edges are inclusive, so a show can come twice; ids tell.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from setlist_app.sync.providers.http import BadAnswer, NotFound, ProviderClient, with_path
from setlist_app.sync.providers.records import ArtistRecord, ShowBatch, ShowPage
from setlist_app.sync.providers.ticketmaster_parse import parse_attractions, parse_events

PROVIDER = "ticketmaster"
DEFAULT_BASE_URL = "https://app.ticketmaster.com"
API_PATH = "/discovery/v2"
PAGE_SIZE = 199
MAX_DEPTH = 1000
"""size * page must stay below."""
LAST_NIGHT = timedelta(days=1)
INSTANT = "%Y-%m-%dT%H:%M:%SZ"
"""The only date form accepted: milliseconds or an offset give a 400."""


def base_url(configured: str | None) -> str:
    """The API's address from a setting that may be unset or name only a host."""
    return with_path(configured or DEFAULT_BASE_URL, API_PATH)


class TicketmasterClient:
    def __init__(self, client: ProviderClient, api_key: str) -> None:
        self._client = client
        self._key = api_key

    async def aclose(self) -> None:
        await self._client.aclose()

    async def search_artists(self, keyword: str, size: int = 8) -> tuple[ArtistRecord, ...]:
        """Up to `size` artists by relevance. Promoters, tours and festivals among the hits are left out."""
        return await self._artists(size, keyword=keyword)

    async def popular_artists(self, size: int = 12) -> tuple[ArtistRecord, ...]:
        """The `size` artists that Ticketmaster finds most relevant when nobody is named."""
        return await self._artists(size)

    async def _artists(self, size: int, **named: str) -> tuple[ArtistRecord, ...]:
        # Non-artists take places in the answer, so twice as many are asked for.
        wanted = min(PAGE_SIZE, 2 * size)
        answer = await self._get(
            "/attractions.json", **named, classificationName="music", sort="relevance,desc", size=wanted
        )
        artists, _, _, error = parse_attractions(answer)
        self._refuse(error)
        return artists[:size]

    async def attraction(self, attraction_id: str) -> ArtistRecord:
        """One artist. Raises NotFound when the id is unknown or belongs to a promoter, tour or festival."""
        artists, skipped, quarantined, error = parse_attractions(
            await self._get(f"/attractions/{_path(attraction_id)}.json")
        )
        self._refuse(error)
        if artists:
            return artists[0]
        if skipped:
            sentence = f"{skipped[0].title} is no artist at Ticketmaster: {skipped[0].reason}"
            raise NotFound(sentence, permanent=True, provider=PROVIDER)
        why = quarantined[0].error if quarantined else "nothing in it"
        raise BadAnswer(f"Ticketmaster's artist cannot be read: {why}", permanent=False, provider=PROVIDER)

    async def show_page(self, attraction_id: str, cursor: dict[str, object] | None, now: datetime) -> ShowPage:
        """The next page of an artist's upcoming shows, those without a date included.

        `cursor` is None first, then what the last page returned. Without a classification filter: a filter loses
        concerts that are filed elsewhere.
        """
        place = cursor or {}
        number, start, total = _int(place.get("page")) or 0, place.get("start"), _int(place.get("total"))
        params: dict[str, str | int] = {"page": number, "size": PAGE_SIZE, "sort": "date,asc"}
        if isinstance(start, str):
            params["startDateTime"] = start
        answer = await self._get(
            "/events.json", attractionId=attraction_id, includeTBA="yes", includeTBD="yes", **params
        )
        # A page of 199 events takes some tenths of a second: not on the event loop.
        batch = await asyncio.to_thread(parse_events, answer, known_artist=True)
        self._refuse(batch.error)
        page = _dict(_dict(answer).get("page"))
        raw = _dict(_dict(answer).get("_embedded")).get("events")
        received = len(raw) if isinstance(raw, list) else 0
        total = total if total is not None else _int(page.get("totalElements"))
        pages = _int(page.get("totalPages")) or 0
        following: dict[str, object] | None = None
        if received and number + 1 < pages:
            if (number + 1) * PAGE_SIZE < MAX_DEPTH:
                following = {"page": number + 1, "start": start, "total": total}
            else:
                following = _next_window(batch, start, total, now)
        return ShowPage(batch=batch, cursor=following, total=total, received=received)

    async def show(self, show_id: str) -> ShowBatch:
        """One show for a re-check; NotFound when it is gone. A batch, since it may be skipped or quarantined."""
        batch = parse_events(await self._get(f"/events/{_path(show_id)}.json"), known_artist=True)
        self._refuse(batch.error)
        return batch

    async def _get(self, path: str, **params: str | int) -> object:
        return await self._client.get_json(path, {**params, "locale": "*", "apikey": self._key})

    def _refuse(self, error: str | None) -> None:
        if error is not None:
            raise BadAnswer(self._client.redact(error), permanent=False, provider=PROVIDER, status=200)


def _next_window(batch: ShowBatch, start: object, total: int | None, now: datetime) -> dict[str, object] | None:
    """Where the next date window starts: at the last show read, or a second on when that does not advance."""
    last = max((show.starts_at for show in batch.shows if show.starts_at), default=None)
    if last is None:
        return None
    # The first window starts at "upcoming", which counts a show of last night.
    floor = datetime.strptime(start, INSTANT).replace(tzinfo=UTC) if isinstance(start, str) else now - LAST_NIGHT
    if last <= floor:
        last = floor + timedelta(seconds=1)
    return {"page": 0, "start": last.astimezone(UTC).strftime(INSTANT), "total": total}


def _path(provider_id: str) -> str:
    """An id as one path segment; ids hold letters, digits, "-" and "_" only."""
    if not provider_id or not all(char.isalnum() or char in "-_" for char in provider_id):
        raise NotFound("This is no Ticketmaster id", permanent=True, provider=PROVIDER)
    return provider_id


def _dict(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _int(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
