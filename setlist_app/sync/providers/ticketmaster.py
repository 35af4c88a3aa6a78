"""Ticketmaster Discovery API v2: artist search, an artist's shows page by page, one show.

Limits (developer.ticketmaster.com, measured by others in 2026): size up to 199, size * page under 1000; beyond that
the list is walked by date windows. Window edges are inclusive, so a show can come twice; ids tell.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from setlist_app.sync.providers.http import BadAnswer, NotFound, ProviderClient, with_path
from setlist_app.sync.providers.records import ArtistRecord, ShowBatch, ShowPage
from setlist_app.sync.providers.ticketmaster_dates import YEARS
from setlist_app.sync.providers.ticketmaster_parse import parse_attractions, parse_events

PROVIDER = "ticketmaster"
DEFAULT_BASE_URL = "https://app.ticketmaster.com"
API_PATH = "/discovery/v2"
PAGE_SIZE = 199
MAX_DEPTH = 1000
"""size * page must stay below."""
DAY = timedelta(days=1)
UNDATED = {"includeTBA": {"includeTBA": "only"}, "includeTBD": {"includeTBD": "only"}}
"""Passes after a walk by date windows, which may leave out shows without a date. Both at once give nothing."""
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
        undated = place.get("undated")
        params: dict[str, str | int] = {"page": number, "size": PAGE_SIZE, "sort": "date,asc"}
        params |= {"includeTBA": "yes", "includeTBD": "yes"}
        if isinstance(undated, str):
            params |= UNDATED.get(undated, {})
        elif isinstance(start, str):
            params["startDateTime"] = start
        answer = await self._get("/events.json", attractionId=attraction_id, **params)
        # A page of 199 events takes some tenths of a second: not on the event loop.
        batch = await asyncio.to_thread(parse_events, answer, known_artist=True, asked_for=attraction_id)
        self._refuse(batch.error)
        page = _dict(_dict(answer).get("page"))
        raw = _dict(_dict(answer).get("_embedded")).get("events")
        events = raw if isinstance(raw, list) else []
        total = total if total is not None else _int(page.get("totalElements"))
        pages = _int(page.get("totalPages")) or 0
        following: dict[str, object] | None = None
        more = bool(events) and number + 1 < pages
        if more and (number + 1) * PAGE_SIZE < MAX_DEPTH:
            following = {**place, "page": number + 1, "start": start, "total": total}
        elif isinstance(undated, str):
            if more and all(_edge(event) is None for event in events):
                raise BadAnswer(
                    "Ticketmaster lists too many undated shows to page.", permanent=False, provider=PROVIDER
                )
            following = _next_undated(undated, total)
        elif more:
            following = _next_window(events, start, total, now, (number + 1) * PAGE_SIZE)
        elif isinstance(start, str):
            following = _next_undated(None, total)
        return ShowPage(batch=batch, cursor=following, total=total, received=len(events))

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


def _next_window(
    events: list[object], start: object, total: int | None, now: datetime, paged: int
) -> dict[str, object]:
    """Where the next date window starts: at the last date on the page, whatever became of its record.

    Raises BadAnswer when no date on the page is later than the window's start: the rest cannot be asked for.
    """
    # The first window starts at "upcoming", which counts a show of last night.
    floor = datetime.strptime(start, INSTANT).replace(tzinfo=UTC) if isinstance(start, str) else now - DAY
    edges = (_edge(event) for event in reversed(events))
    edge = next((edge for edge in edges if edge is not None and edge > floor), None)
    if edge is None:
        # "Of them" is known for the first window only: later ones overlap.
        listed = f"{total:,} shows" if total is not None else "more shows"
        after = f"those from {floor:%Y-%m-%d %H:%M} UTC on cannot all"
        can = f"only {paged:,} of them can" if start is None else after
        raise BadAnswer(f"Ticketmaster lists {listed} and {can} be paged.", permanent=False, provider=PROVIDER)
    return {"page": 0, "start": edge.strftime(INSTANT), "total": total}


def _edge(event: object) -> datetime | None:
    """A raw event's instant, else the day before its local date: no zone begins a day earlier than that."""
    start = _dict(_dict(_dict(event).get("dates")).get("start"))
    for text, back in ((start.get("dateTime"), timedelta(0)), (start.get("localDate"), DAY)):
        try:
            found = datetime.fromisoformat(text) if isinstance(text, str) else None
        except ValueError:  # quarantined by the parser; as an edge it is of no use
            continue
        # YEARS leaves room on both sides, so neither step can leave the calendar.
        if found is not None and found.year in YEARS:
            return (found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)) - back
    return None


def _next_undated(done: str | None, total: int | None) -> dict[str, object] | None:
    """The next pass over shows without a date after a walk by windows; None when all are done."""
    passes = list(UNDATED)
    rest = passes if done is None else passes[passes.index(done) + 1 :] if done in UNDATED else []
    return {"page": 0, "start": None, "total": total, "undated": rest[0]} if rest else None


def _path(provider_id: str) -> str:
    """An id as one path segment; ids hold letters, digits, "-" and "_" only."""
    if not provider_id or not all(char.isalnum() or char in "-_" for char in provider_id):
        raise NotFound("This is no Ticketmaster id", permanent=True, provider=PROVIDER)
    return provider_id


def _dict(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _int(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
