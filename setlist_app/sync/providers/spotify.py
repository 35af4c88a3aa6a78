"""Spotify Web API in today's development mode: artist search, and an artist's tracks by the cheapest route.

Limits (developer.spotify.com, February 2026): search and artist albums 10 a page, album tracks 50; no top tracks, no
batches, no popularity. Five pages of a track search cost five requests and come ordered by relevance, the only weight
left; the albums follow, one request per ten albums and one per fifty tracks, each release once.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from setlist_app.sync.matching import normalise_name
from setlist_app.sync.providers.http import BadAnswer, KeyRefused, ProviderClient
from setlist_app.sync.providers.records import ArtistRecord, SongPage
from setlist_app.sync.providers.spotify_parse import AlbumRecord, SpotifyAnswer, parse_spotify

PROVIDER = "spotify"
DEFAULT_BASE_URL = "https://api.spotify.com"
DEFAULT_ACCOUNTS_URL = "https://accounts.spotify.com"
API_PATH = "/v1"
SEARCH_LIMIT = 10
ALBUM_LIMIT = 10
TRACK_LIMIT = 50
SEARCH_PAGES = 5
MAX_ALBUMS = 60
"""Releases read for one artist; at one request each this bounds a sync."""
TOKEN_MARGIN = timedelta(seconds=60)
"""A token this close to its end is renewed first."""


def basic(client_id: str, client_secret: str) -> str:
    """The credentials as the token request carries them; a secret to redact like the other."""
    return base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SpotifyClient:
    def __init__(
        self,
        client: ProviderClient,
        accounts: ProviderClient,
        client_id: str,
        client_secret: str,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._client = client
        self._accounts = accounts
        self._basic = basic(client_id, client_secret)
        self._now = now
        self._token: str | None = None
        self._token_ends = datetime.min.replace(tzinfo=UTC)

    async def aclose(self) -> None:
        await self._client.aclose()
        await self._accounts.aclose()

    async def search_artists(self, name: str) -> tuple[ArtistRecord, ...]:
        """Up to ten artists by relevance. The search is fuzzy: `sync.matching.choose` decides."""
        answer = await self._get("/search", type="artist", q=_quoted(name), limit=SEARCH_LIMIT)
        return tuple(answer.artists)

    async def track_page(self, artist_id: str, artist_name: str, cursor: dict[str, object] | None) -> SongPage:
        """The next page of track material, one request each (and a token when due).

        `cursor` is None first, then what the last page returned; it is None again after the last page. The pages of
        the search hold other artists' tracks too; folding keeps only those with `artist_id` on them.
        """
        place = cursor or {"route": "search", "offset": 0}
        if place.get("route") == "search":
            return await self._searched(artist_name, _int(place.get("offset")))
        queue = [_album(one) for one in _list(place.get("queue"))]
        seen = [str(one) for one in _list(place.get("seen"))]
        if place.get("route") == "tracks" and queue:
            return await self._album_tracks(queue, place)
        return await self._albums(artist_id, queue, seen, _int(place.get("offset")))

    async def _searched(self, artist_name: str, offset: int) -> SongPage:
        answer = await self._get(
            "/search", type="track", q=f"artist:{_quoted(artist_name)}", limit=SEARCH_LIMIT, offset=offset
        )
        following = offset + SEARCH_LIMIT
        more = answer.more and answer.received > 0 and following < SEARCH_PAGES * SEARCH_LIMIT
        next_place: dict[str, object] = (
            {"route": "search", "offset": following} if more else {"route": "albums", "offset": 0}
        )
        return _page(answer, next_place)

    async def _albums(self, artist_id: str, queue: list[AlbumRecord], seen: list[str], offset: int) -> SongPage:
        answer = await self._get(
            f"/artists/{artist_id}/albums", include_groups="album,single", limit=ALBUM_LIMIT, offset=offset
        )
        for album in answer.albums:
            if album.type == "compilation":
                continue
            key = f"{normalise_name(album.title)}|{album.type}|{album.year}"
            if key not in seen and len(seen) < MAX_ALBUMS:
                seen.append(key)
                queue.append(album)
        cursor: dict[str, object] | None
        if answer.more and answer.received > 0 and len(seen) < MAX_ALBUMS:
            cursor = {"route": "albums", "offset": offset + ALBUM_LIMIT, "queue": _stored(queue), "seen": list(seen)}
        else:
            cursor = {"route": "tracks", "offset": 0, "queue": _stored(queue)} if queue else None
        return SongPage(
            skipped=tuple(answer.skipped),
            quarantined=tuple(answer.quarantined),
            cursor=cursor,
            received=answer.received,
        )

    async def _album_tracks(self, queue: list[AlbumRecord], place: dict[str, object]) -> SongPage:
        album, rest = queue[0], queue[1:]
        offset = _int(place.get("offset"))
        answer = await self._get(f"/albums/{album.id}/tracks", album=album, limit=TRACK_LIMIT, offset=offset)
        if answer.more and answer.received > 0:
            return _page(answer, {"route": "tracks", "offset": offset + TRACK_LIMIT, "queue": _stored(queue)})
        return _page(answer, {"route": "tracks", "offset": 0, "queue": _stored(rest)} if rest else None)

    async def _get(self, path: str, album: AlbumRecord | None = None, **params: str | int) -> SpotifyAnswer:
        try:
            payload = await self._client.get_json(path, params, await self._bearer())
        except KeyRefused as refused:
            if refused.status != 401:
                raise
            # The token may have been withdrawn before its time: one new one, then the refusal stands.
            self._token = None
            payload = await self._client.get_json(path, params, await self._bearer())
        answer = parse_spotify(payload, album)
        if answer.error is not None:
            raise BadAnswer(self._client.redact(answer.error), permanent=False, provider=PROVIDER, status=200)
        return answer

    async def _bearer(self) -> dict[str, str]:
        if self._token is None or self._now() >= self._token_ends:
            payload = await self._accounts.post_form_json(
                "/api/token", {"grant_type": "client_credentials"}, {"Authorization": f"Basic {self._basic}"}
            )
            token = payload.get("access_token") if isinstance(payload, dict) else None
            lasts = payload.get("expires_in") if isinstance(payload, dict) else None
            if not isinstance(token, str) or not token or not isinstance(lasts, int):
                raise BadAnswer("Spotify gives no token", permanent=False, provider=PROVIDER, status=200)
            self._token = token
            self._token_ends = self._now() + timedelta(seconds=lasts) - TOKEN_MARGIN
        return {"Authorization": f"Bearer {self._token}"}


def _page(answer: SpotifyAnswer, cursor: dict[str, object] | None) -> SongPage:
    return SongPage(
        tracks=tuple(answer.tracks),
        skipped=tuple(answer.skipped),
        quarantined=tuple(answer.quarantined),
        cursor=cursor,
        total=answer.total,
        received=answer.received,
    )


def _quoted(name: str) -> str:
    """A name as one phrase of the search language, which has no way to escape a quotation mark."""
    return '"' + " ".join(name.replace('"', " ").split()) + '"'


def _stored(queue: list[AlbumRecord]) -> list[dict[str, object]]:
    return [{"id": one.id, "title": one.title, "type": one.type, "year": one.year} for one in queue]


def _album(stored: object) -> AlbumRecord:
    row = stored if isinstance(stored, dict) else {}
    kind, year = row.get("type"), row.get("year")
    return AlbumRecord(
        str(row.get("id", "")),
        str(row.get("title", "")),
        kind if isinstance(kind, str) else None,
        year if isinstance(year, int) else None,
    )


def _int(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
