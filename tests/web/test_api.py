"""The JSON API and the health page of a running site, in the shapes of the design."""

from __future__ import annotations

from datetime import date, datetime

import httpx
import pytest

from setlist_app.web.api import PER_ADDRESS
from tests.running import Site


@pytest.fixture(scope="module")
def umbrellas(site: Site) -> str:
    return str(site.one("SELECT slug FROM artist WHERE name = 'The Borrowed Umbrellas'"))


@pytest.fixture(scope="module")
def concert(site: Site) -> str:
    return str(
        site.one(
            "SELECT show.slug FROM show JOIN performance ON performance.show_id = show.id JOIN artist ON artist.id = "
            "performance.artist_id WHERE artist.name = 'The Borrowed Umbrellas' AND local_date > date('now', '+90 days')"
        )
    )


def test_artists_are_listed_and_found_by_name(site: Site, umbrellas: str) -> None:
    listed = site.get("/api/v1/artists").json()["artists"]
    assert len(listed) >= 6
    for artist in listed:
        assert artist.keys() == {"slug", "name", "disambiguation", "upcoming"}
    found = site.get("/api/v1/artists?q=borrowed umb").json()["artists"]
    assert found[0]["slug"] == umbrellas
    assert found[0]["name"] == "The Borrowed Umbrellas"
    # A night show of today may be over at its venue.
    assert found[0]["upcoming"] in (59, 60)
    assert site.get("/api/v1/artists?q=nobody is called this").json() == {"artists": []}


def test_who_was_never_looked_up_has_no_number_of_shows(site: Site) -> None:
    listed = site.get("/api/v1/artists").json()["artists"]
    unknown = [artist for artist in listed if artist["upcoming"] is None]
    assert unknown, "support acts are known by name only"


def test_an_artist_comes_with_shows_songs_and_the_state_of_its_sync(site: Site, umbrellas: str) -> None:
    content = site.get(f"/api/v1/artists/{umbrellas}").json()
    assert content.keys() == {"artist", "shows", "songs", "sync"}
    assert content["artist"]["slug"] == umbrellas
    assert len(content["shows"]) == 60
    assert len(content["songs"]) == 80
    for show in content["shows"]:
        assert show.keys() >= {"slug", "title", "local_date", "status", "voting"}
        assert show["voting"] in {"open", "closed"}
        date.fromisoformat(show["local_date"])
    assert content["sync"].keys() == {"state", "at", "reason", "next"}
    assert content["sync"]["state"] == "ok"
    assert content["sync"]["at"].endswith("Z")
    assert datetime.fromisoformat(content["sync"]["next"]) > datetime.fromisoformat(content["sync"]["at"])


def test_a_show_comes_with_its_venue_and_the_setlist_of_each_performance(site: Site, concert: str) -> None:
    content = site.get(f"/api/v1/shows/{concert}").json()
    assert content.keys() == {"show", "venue", "performances"}
    assert content["show"]["slug"] == concert
    assert content["venue"]["timezone"]
    head = content["performances"][0]
    assert head["artist"]["name"] == "The Borrowed Umbrellas"
    setlist = head["setlist"]
    assert setlist.keys() >= {"rule", "seed", "pool", "closes_at", "voters", "songs"}
    assert setlist["pool"] >= len(setlist["songs"]) == 5
    for song in setlist["songs"]:
        assert song.keys() >= {"slug", "title", "origin", "votes", "guest_votes"}
    totals = [song["votes"] + song["guest_votes"] for song in setlist["songs"]]
    assert totals == sorted(totals, reverse=True)


def test_the_nearest_shows_are_listed_in_order(site: Site) -> None:
    shows = site.get("/api/v1/shows").json()["shows"]
    days = [show["local_date"] for show in shows]
    assert days
    assert days == sorted(days)


@pytest.mark.parametrize(
    "path", ["artists/nobody-00000000", "shows/nothing-00000000", "artists/%00", "shows/%F0%9F%8E%B8"]
)
def test_an_unknown_thing_is_a_404_in_json(site: Site, path: str) -> None:
    answer = site.get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert answer.json() == {"error": "There is nothing at this address."}
    assert answer.headers["access-control-allow-origin"] == "*"


def test_an_unknown_part_of_the_api_is_no_page(site: Site) -> None:
    assert site.get("/api/v1/nothing").status_code == 404
    assert site.get("/api/v1/runs").status_code == 404, "for admins, once there are any"


def test_what_the_caller_has_already_is_not_sent_again(site: Site, umbrellas: str) -> None:
    path = f"/api/v1/artists/{umbrellas}"
    first = site.get(path)
    tag = first.headers["etag"]
    again = site.get(path, if_none_match=tag)
    assert again.status_code == 304
    assert not again.content
    assert again.headers["etag"] == tag
    assert site.get(path, if_none_match=f'"other", W/{tag}').status_code == 304
    assert site.get(path, if_none_match='"other"').status_code == 200


def test_any_page_may_read_the_api_and_nobody_may_write_it(site: Site) -> None:
    answer = site.get("/api/v1/artists", origin="https://elsewhere.example")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in answer.headers
    posted = httpx.post(f"{site.url}/api/v1/artists", headers={"x-forwarded-for": "198.51.100.251"})
    assert posted.status_code == 405


def test_too_many_requests_of_one_address_wait_and_others_do_not(site: Site) -> None:
    def status(address: str) -> httpx.Response:
        return client.get("/api/v1/artists?q=nobody", headers={"x-forwarded-for": address})

    with httpx.Client(base_url=site.url) as client:
        answers = [status("192.0.2.1") for _ in range(PER_ADDRESS.amount + 1)]
        assert {answer.status_code for answer in answers[:-1]} == {200}
        refused = answers[-1]
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert refused.json()["error"].startswith("Too many requests")
        assert refused.headers["access-control-allow-origin"] == "*"
        assert status("192.0.2.2").status_code == 200


def test_the_health_page_says_what_runs(site: Site) -> None:
    answer = site.get("/healthz")
    assert answer.status_code == 200
    content = answer.json()
    assert content.keys() == {"status", "version", "database", "mode", "providers", "scheduler"}
    assert (content["status"], content["database"], content["mode"]) == ("ok", "ok", "demo")
    assert content["scheduler"].keys() == {"leader", "jobs"}
    standing = {job["name"]: job["running"] for job in content["scheduler"]["jobs"]}
    assert all(standing[name] for name in standing if name != "first start"), standing
    assert {"ticketmaster", "spotify"} <= content["providers"].keys()
