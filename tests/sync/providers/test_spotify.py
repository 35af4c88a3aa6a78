"""The Spotify client: its token, and the route through an artist's tracks."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from setlist_app.sync.providers.http import KeyRefused, ProviderUnavailable
from setlist_app.sync.providers.spotify import SpotifyClient, basic
from tests.sync.providers.fakes import NOW, Notebook, Script, client
from tests.sync.providers.samples import ALICE_BAND, search, track

TOKEN = {"access_token": "token-1", "token_type": "Bearer", "expires_in": 3600}


def spotify(api, accounts=None, gate=None, now=lambda: NOW):
    return SpotifyClient(
        client(api, gate, "spotify", base_url="https://api.example/v1"),
        client(accounts or Script(TOKEN), gate, "spotify", base_url="https://accounts.example"),
        "the-id",
        "the-secret",
        now,
    )


def album(aid, name, kind="album", year="2019"):
    return {"id": aid, "name": name, "type": "album", "album_type": kind, "release_date": year}


def albums(*rows, more=False):
    return {"items": list(rows), "limit": 10, "offset": 0, "next": "x" if more else None, "total": len(rows)}


def test_one_token_serves_many_requests_and_is_asked_for_with_the_credentials():
    accounts, api = Script(TOKEN), Script(search(track("a", "One")))
    gate = Notebook()
    one = spotify(api, accounts, gate)

    async def twice():
        await one.search_artists("x")
        await one.search_artists("x")

    asyncio.run(twice())
    assert len(accounts.requests) == 1
    assert accounts.requests[0].headers["authorization"] == f"Basic {basic('the-id', 'the-secret')}"
    assert accounts.requests[0].content == b"grant_type=client_credentials"
    assert api.requests[0].headers["authorization"] == "Bearer token-1"
    assert gate.admitted == 3


def test_a_token_is_renewed_before_its_end():
    times = iter([NOW, NOW.replace(hour=13)] + [NOW.replace(hour=14)] * 4)
    accounts = Script(TOKEN)
    one = spotify(Script(search()), accounts, now=lambda: next(times))

    async def twice():
        await one.search_artists("x")
        await one.search_artists("x")

    asyncio.run(twice())
    assert len(accounts.requests) == 2


def test_a_refused_token_is_renewed_once():
    accounts = Script(TOKEN)
    asyncio.run(spotify(Script(httpx.Response(401), search()), accounts).search_artists("x"))
    assert len(accounts.requests) == 2
    with pytest.raises(KeyRefused):
        asyncio.run(spotify(Script(httpx.Response(401))).search_artists("x"))


def test_a_forbidden_request_keeps_its_token():
    accounts, api = Script(TOKEN), Script(httpx.Response(403, text="Active premium subscription required"))
    with pytest.raises(KeyRefused, match="Active premium subscription required"):
        asyncio.run(spotify(api, accounts).search_artists("x"))
    assert (len(api.requests), len(accounts.requests)) == (1, 1)


def test_wrong_credentials_are_told_without_them():
    accounts = Script(httpx.Response(400, json={"error": "invalid_client", "error_description": "Invalid client"}))
    with pytest.raises(Exception, match="Invalid client") as caught:
        asyncio.run(spotify(Script(search()), accounts).search_artists("x"))
    assert "the-secret" not in str(caught.value)


def test_hours_of_waiting_are_not_slept():
    api = Script(httpx.Response(429, headers={"Retry-After": "19056"}, text="Too many requests"))
    with pytest.raises(ProviderUnavailable) as caught:
        asyncio.run(spotify(api).search_artists("x"))
    assert caught.value.until is not None
    assert (caught.value.until - NOW).total_seconds() == 19056


def walk(api):
    """Every page, each from a cursor that went through JSON, by a client that knows nothing of the last page."""
    pages, cursor = [], None
    while True:
        page = asyncio.run(spotify(api).track_page(ALICE_BAND, 'The "Velvet" Harbour', cursor))
        pages.append(page)
        if page.cursor is None:
            return pages
        cursor = json.loads(json.dumps(page.cursor))


def test_the_route_is_search_first_then_each_album_once():
    api = Script(
        search(track("a", "One"), more=True),
        search(track("b", "Two"), offset=10),
        albums(album("A1", "Tides"), album("A2", "tides"), album("A3", "Tides (Deluxe)"), more=True),
        albums(album("A4", "Tides"), album("S1", "One", "single"), album("C1", "Best Of", "compilation")),
        {"items": [track("c", "Three", album=None)], "next": "x", "total": 51},
        {"items": [track("d", "Four", album=None)], "next": None, "total": 51},
        {"items": [track("e", "Five", album=None)], "next": None, "total": 1},
        {"items": [track("f", "Six", album=None)], "next": None, "total": 1},
    )
    pages = walk(api)
    assert [request.url.path for request in api.requests] == [
        "/v1/search", "/v1/search", f"/v1/artists/{ALICE_BAND}/albums", f"/v1/artists/{ALICE_BAND}/albums",
        "/v1/albums/A1/tracks", "/v1/albums/A1/tracks", "/v1/albums/A3/tracks", "/v1/albums/S1/tracks",
    ]  # fmt: skip
    tracks = [one for page in pages for one in page.tracks]
    assert [(one.id, one.search_rank, one.album) for one in tracks] == [
        ("a", 1, "Tides"), ("b", 11, "Tides"), ("c", None, "Tides"), ("d", None, "Tides"),
        ("e", None, "Tides (Deluxe)"), ("f", None, "One"),
    ]  # fmt: skip
    assert api.asked[0]["q"] == 'artist:"The Velvet Harbour"'
    assert {one["limit"] for one in api.asked} == {"10", "50"}


def test_the_search_stops_after_five_pages():
    api = Script(*(search(track(f"t{n}", f"Song {n}"), offset=10 * n, more=True) for n in range(5)), albums())
    walk(api)
    assert [one.get("offset") for one in api.asked] == ["0", "10", "20", "30", "40", "0"]


def test_an_artist_without_anything_ends_after_two_requests():
    api = Script(search(), albums())
    assert [page.received for page in walk(api)] == [0, 0]
