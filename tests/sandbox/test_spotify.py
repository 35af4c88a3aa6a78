"""Spotify's development-mode shape of 2026: limits, missing fields, refused endpoints, tokens, fuzzy search."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.asking import Asker

GONE = {"popularity", "followers", "genres", "available_markets", "preview_url", "label", "linked_from", "album_group"}


@pytest.fixture(scope="module")
def asker() -> Asker:
    return Asker()


def artists_called(asker: Asker, name: str) -> list[dict[str, Any]]:
    answer = asker.spotify("/v1/search", q=f'artist:"{name}"', type="artist", limit="10").json()
    return answer["artists"]["items"]


def every_key(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*(every_key(each) for each in value.values()))
    return set().union(*(every_key(each) for each in value)) if isinstance(value, list) else set()


def test_search_gives_five_by_default_and_ten_at_most(asker: Asker) -> None:
    query = {"q": 'artist:"The Borrowed Umbrellas"', "type": "track"}
    assert len(asker.spotify("/v1/search", **query).json()["tracks"]["items"]) == 5
    assert len(asker.spotify("/v1/search", **query, limit="10").json()["tracks"]["items"]) == 10
    for limit in ("11", "0", "ten"):
        refused = asker.spotify("/v1/search", **query, limit=limit)
        assert refused.status_code == 400
        assert refused.json() == {"error": {"status": 400, "message": "Invalid limit"}}


def test_pages_of_a_search_follow_each_other_without_overlap(asker: Asker) -> None:
    query = {"q": 'artist:"Ezra Plinth"', "type": "track", "limit": "2"}
    first = asker.spotify("/v1/search", **query).json()["tracks"]
    second = asker.spotify("/v1/search", **query, offset="2").json()["tracks"]
    assert first["total"] == 3
    assert not {each["id"] for each in first["items"]} & {each["id"] for each in second["items"]}
    assert "offset=2" in first["next"]
    assert second["next"] is None


def test_a_search_puts_the_very_name_first_and_near_names_after(asker: Asker) -> None:
    names = [artist["name"] for artist in artists_called(asker, "Nube Baja")]
    assert names[0] == "Nube Baja"
    names = [artist["name"] for artist in artists_called(asker, "The Borrowed Umbrellas")]
    assert names[0] == "The Borrowed Umbrellas"
    assert any("Tribute" in name for name in names)
    assert artists_called(asker, "Copper Lan")


def test_homonyms_are_both_listed_and_nothing_tells_them_apart(asker: Asker) -> None:
    both = [artist for artist in artists_called(asker, "Sister Cassette") if artist["name"] == "Sister Cassette"]
    assert len(both) == 2
    assert set(both[0]) == {"external_urls", "href", "id", "images", "name", "type", "uri"}


def test_an_artists_albums_come_ten_a_page_and_by_group(asker: Asker) -> None:
    who = artists_called(asker, "The Borrowed Umbrellas")[0]["id"]
    page = asker.spotify(f"/v1/artists/{who}/albums", limit="10").json()
    assert len(page["items"]) == 10
    assert page["total"] > 10
    assert asker.spotify(f"/v1/artists/{who}/albums", limit="11").status_code == 400
    singles = asker.spotify(f"/v1/artists/{who}/albums", include_groups="single", limit="10").json()
    assert {album["album_type"] for album in singles["items"]} == {"single"}


def test_all_80_songs_are_reachable_through_albums(asker: Asker) -> None:
    who = artists_called(asker, "The Borrowed Umbrellas")[0]["id"]
    titles = set()
    for offset in ("0", "10"):
        page = asker.spotify(f"/v1/artists/{who}/albums", limit="10", offset=offset, include_groups="album").json()
        for album in page["items"]:
            tracks = asker.spotify(f"/v1/albums/{album['id']}/tracks", limit="50").json()
            assert tracks["total"] == len(tracks["items"])
            titles |= {track["name"].split(" - ")[0].split(" (")[0] for track in tracks["items"]}
    assert len(titles) == 80


def test_album_tracks_give_fifty_at_most(asker: Asker) -> None:
    who = artists_called(asker, "Kuchenkrieg")[0]["id"]
    album = asker.spotify(f"/v1/artists/{who}/albums").json()["items"][0]["id"]
    assert asker.spotify(f"/v1/albums/{album}/tracks", limit="50").status_code == 200
    assert asker.spotify(f"/v1/albums/{album}/tracks", limit="51").status_code == 400
    whole = asker.spotify(f"/v1/albums/{album}").json()
    assert whole["tracks"]["total"] == whole["total_tracks"]


def test_an_artist_without_songs_has_no_albums(asker: Asker) -> None:
    who = artists_called(asker, "Brass Lighthouse Society")[0]["id"]
    assert asker.spotify(f"/v1/artists/{who}/albums", include_groups="album,single").json()["total"] == 0


def test_the_removed_fields_are_on_nothing_and_the_isrc_is_back(asker: Asker) -> None:
    both = asker.spotify("/v1/search", q='artist:"Kuchenkrieg"', type="artist,track", limit="10").json()
    track = both["tracks"]["items"][0]
    one = asker.spotify(f"/v1/tracks/{track['id']}").json()
    album = asker.spotify(f"/v1/albums/{track['album']['id']}").json()
    assert not GONE & (every_key(both) | every_key(one) | every_key(album))
    assert len(one["external_ids"]["isrc"]) == 12


@pytest.mark.parametrize(
    "path",
    ["/v1/artists/x/top-tracks", "/v1/tracks", "/v1/albums", "/v1/recommendations", "/v1/browse/new-releases"],
)
def test_removed_endpoints_are_forbidden(asker: Asker, path: str) -> None:
    answer = asker.spotify(path, ids="a,b")
    assert answer.status_code == 403
    assert answer.json() == {"error": {"status": 403, "message": "Forbidden"}}


def test_an_unknown_album_is_404_and_a_malformed_id_400(asker: Asker) -> None:
    assert asker.spotify("/v1/albums/" + "0" * 22).status_code == 404
    assert asker.spotify("/v1/albums/short").status_code == 400


def test_no_token_a_wrong_token_and_an_old_token_are_three_sentences() -> None:
    asker = Asker()
    token = asker.token()
    assert asker.get("/v1/search").json()["error"]["message"] == "No token provided"
    wrong = asker.get("/v1/search", headers={"Authorization": "Bearer made-up"})
    assert wrong.json()["error"] == {"status": 401, "message": "Invalid access token"}
    asker.clock.pass_seconds(3600)
    old = asker.get("/v1/search", headers={"Authorization": f"Bearer {token}"})
    assert old.json()["error"]["message"] == "The access token expired"


def test_the_token_host_has_its_own_error_shape(asker: Asker) -> None:
    def ask(client_id: str, grant: str) -> Any:
        return asker.together(
            lambda client: client.post("/api/token", data={"grant_type": grant}, auth=(client_id, "secret"))
        )

    good = ask("any", "client_credentials").json()
    assert set(good) == {"access_token", "token_type", "expires_in"}
    refused = ask("invalid", "client_credentials")
    assert refused.status_code == 400
    assert refused.json() == {"error": "invalid_client", "error_description": "Invalid client"}
    assert ask("any", "password").json()["error"] == "unsupported_grant_type"


@pytest.mark.parametrize("params", [{"type": "track"}, {"q": "x"}, {"q": "x", "type": "playlist"}])
def test_a_search_without_query_or_known_type_is_refused(asker: Asker, params: dict[str, str]) -> None:
    assert asker.spotify("/v1/search", **params).status_code == 400


def test_a_track_is_found_by_title_artist_and_isrc(asker: Asker) -> None:
    first = asker.spotify("/v1/search", q='artist:"Kuchenkrieg"', type="track").json()["tracks"]["items"][0]
    by_isrc = asker.spotify("/v1/search", q=f"isrc:{first['external_ids']['isrc']}", type="track").json()
    assert first["name"] in [track["name"] for track in by_isrc["tracks"]["items"]]
    title = f'track:"{first["name"]}" artist:"Kuchenkrieg"'
    assert asker.spotify("/v1/search", q=title, type="track").json()["tracks"]["total"] >= 1
    assert asker.spotify("/v1/search", q=first["name"], type="track").json()["tracks"]["total"] >= 1
