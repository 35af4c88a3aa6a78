"""Ticketmaster's wire format: paging limits, error bodies, dates, and what is found by which words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.asking import Asker


@pytest.fixture(scope="module")
def asker() -> Asker:
    return Asker()


def shows(answer: Any) -> list[dict[str, Any]]:
    return answer.json().get("_embedded", {}).get("events", [])


def code(answer: Any) -> str:
    return answer.json()["errors"][0]["code"]


def test_an_artist_is_found_by_whole_words_only(asker: Asker) -> None:
    assert asker.attraction("The Borrowed Umbrellas")["type"] == "attraction"
    empty = asker.ticketmaster("attractions.json", keyword="Umbr").json()
    assert "_embedded" not in empty
    assert empty["page"] == {"size": 20, "totalElements": 0, "totalPages": 0, "number": 0}


@pytest.mark.parametrize(
    ("keyword", "name"),
    [
        ("ministere brouillard", "Ministère du Brouillard"),
        ("MINISTÈRE", "Ministère du Brouillard"),
        ("снегопад", "Снегопад по вторникам"),
        ("المستعار", "ليلى والقمر المستعار"),
        ("終電", "終電ピアノ倶楽部"),
        ("∴∵∴", "∴∵∴"),
        ("चाय", "चाय और चाँदनी"),
        ("layla", "ليلى والقمر المستعار"),
        ("ουρανιο", "Καφενείο Ουράνιο Τόξο"),
    ],
)
def test_names_are_found_in_every_script_without_accents_and_by_alias(asker: Asker, keyword: str, name: str) -> None:
    found = asker.ticketmaster("attractions.json", keyword=keyword).json()["_embedded"]["attractions"]
    assert name in [act["name"] for act in found]


def test_two_of_one_name_are_both_found_and_differ(asker: Asker) -> None:
    both = asker.ticketmaster("attractions.json", keyword="Copper Lanes").json()["_embedded"]["attractions"]
    assert [act["name"] for act in both] == ["Copper Lanes", "Copper Lanes"]
    assert both[0]["classifications"][0]["genre"]["name"] != both[1]["classifications"][0]["genre"]["name"]


def test_popular_artists_come_in_order_without_a_keyword(asker: Asker) -> None:
    answer = asker.ticketmaster("attractions.json", classificationName="music", sort="relevance,desc", size="12").json()
    names = [act["name"] for act in answer["_embedded"]["attractions"]]
    assert len(names) == 12
    assert names[0] == "The Borrowed Umbrellas"
    everything = asker.ticketmaster("attractions", classificationName="music", size="200").json()
    assert "Lantern & Loud Presents" not in [act["name"] for act in everything["_embedded"]["attractions"]]


def test_all_pages_together_hold_every_show_once(asker: Asker) -> None:
    identity = asker.attraction("The Borrowed Umbrellas")["id"]
    pages = [
        asker.ticketmaster("events.json", attractionId=identity, size="25", page=str(page), sort="date,asc")
        for page in range(3)
    ]
    ids = [show["id"] for page in pages for show in shows(page)]
    assert len(ids) == len(set(ids)) == 60
    dates = [show["dates"]["start"]["dateTime"] for page in pages for show in shows(page)]
    assert dates == sorted(dates)
    assert "next" in pages[0].json()["_links"]
    assert "next" not in pages[2].json()["_links"]
    assert "apikey" not in pages[0].text


def test_several_attractions_are_asked_at_once(asker: Asker) -> None:
    ids = [asker.attraction(name)["id"] for name in ("The Borrowed Umbrellas", "Nube Baja")]
    answer = asker.ticketmaster("events.json", attractionId=",".join(ids), size="200", includeTBA="yes")
    assert answer.json()["page"]["totalElements"] > 60


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"size": "201"}, "DIS1036"),
        ({"size": "many"}, "DIS1036"),
        ({"size": "200", "page": "5"}, "DIS1035"),
        ({"startDateTime": "2026-11-22T00:00:00.000Z"}, "DIS1015"),
        ({"endDateTime": "2026-11-22T00:00:00+00:00"}, "DIS1015"),
        ({"startDateTime": "2026-13-01T00:00:00Z"}, "DIS1015"),
    ],
)
def test_each_limit_has_its_error(asker: Asker, params: dict[str, str], expected: str) -> None:
    answer = asker.ticketmaster("events.json", **params)
    assert answer.status_code == 400
    assert code(answer) == expected
    assert "rate-limit" not in answer.headers


def test_a_size_of_200_is_allowed_on_page_4(asker: Asker) -> None:
    assert asker.ticketmaster("events.json", size="200", page="4").status_code == 200


def test_the_date_error_links_to_itself_and_the_others_to_about(asker: Asker) -> None:
    dates = asker.ticketmaster("events.json", startDateTime="soon").json()["errors"][0]
    size = asker.ticketmaster("events.json", size="500").json()["errors"][0]
    assert list(dates["_links"]) == ["self"]
    assert list(size["_links"]) == ["about"]


def test_an_unknown_id_is_a_404_with_its_code(asker: Asker) -> None:
    for kind in ("events", "attractions", "venues"):
        answer = asker.ticketmaster(f"{kind}/unknown.json")
        assert answer.status_code == 404
        assert code(answer) == "DIS1004"


def test_a_bad_key_and_a_missing_key_are_faults(asker: Asker) -> None:
    bad = asker.ticketmaster("events.json", apikey="invalid")
    assert bad.status_code == 401
    assert bad.json()["fault"]["detail"]["errorcode"] == "oauth.v2.InvalidApiKey"
    assert asker.get("/discovery/v2/events.json").status_code == 401


def test_one_record_is_served_with_and_without_json(asker: Asker) -> None:
    event = shows(asker.ticketmaster("events.json", size="1"))[0]
    venue = event["_embedded"]["venues"][0]["id"]
    assert asker.ticketmaster(f"events/{event['id']}.json").json() == event
    assert asker.ticketmaster(f"events/{event['id']}").json() == event
    assert asker.ticketmaster(f"venues/{venue}.json").json()["id"] == venue


def test_a_postponed_show_is_invisible_unless_tba_is_asked_for(asker: Asker) -> None:
    def statuses(**params: str) -> set[str]:
        return {show["dates"]["status"]["code"] for show in shows(asker.ticketmaster("events", size="200", **params))}

    identity = asker.attraction("Kuchenkrieg")["id"]
    assert "postponed" not in statuses(attractionId=identity)
    assert "postponed" in statuses(attractionId=identity, includeTBA="yes")
    assert statuses(attractionId=identity, includeTBA="only") == {"postponed"}
    assert not statuses(includeTBA="only", includeTBD="only")
    window = {"startDateTime": "2026-11-22T00:00:00Z", "endDateTime": "2026-11-23T00:00:00Z"}
    assert "postponed" in statuses(attractionId=identity, includeTBA="yes", **window)


def test_a_postponed_show_has_only_flags_and_its_first_date(asker: Asker) -> None:
    postponed = shows(asker.ticketmaster("events.json", includeTBA="only"))[0]["dates"]
    assert postponed["start"] == {"dateTBD": False, "dateTBA": True, "timeTBA": False, "noSpecificTime": False}
    assert "localDate" in postponed["initialStartDate"]


def test_a_show_with_its_time_to_be_announced_has_a_date_only(asker: Asker) -> None:
    found = shows(asker.ticketmaster("events.json", size="200", sort="date,asc"))
    found += shows(asker.ticketmaster("events.json", size="200", page="1", sort="date,asc"))
    start = next(show["dates"]["start"] for show in found if show["dates"]["start"]["timeTBA"])
    assert "localDate" in start
    assert not {"localTime", "dateTime"} & start.keys()


def test_both_edges_of_a_date_window_count(asker: Asker) -> None:
    show = shows(asker.ticketmaster("events.json", size="1", sort="date,asc", startDateTime="2026-12-01T00:00:00Z"))[0]
    instant = show["dates"]["start"]["dateTime"]
    exactly = asker.ticketmaster("events.json", startDateTime=instant, endDateTime=instant)
    assert show["id"] in [each["id"] for each in shows(exactly)]


def test_places_and_segments_narrow_the_search(asker: Asker) -> None:
    german = shows(asker.ticketmaster("events.json", countryCode="DE", size="200"))
    assert {show["_embedded"]["venues"][0]["country"]["countryCode"] for show in german} == {"DE"}
    koeln = shows(asker.ticketmaster("events.json", city="koln", size="200"))
    assert koeln
    sports = shows(asker.ticketmaster("events.json", segmentId="KZFzniwnSyZfZ7v7nE", size="200"))
    assert {show["classifications"][0]["segment"]["name"] for show in sports} == {"Sports"}


def test_a_resale_listing_names_the_same_hall_under_another_id(asker: Asker) -> None:
    found = [show for page in "012" for show in shows(asker.ticketmaster("events", size="200", page=page))]
    resale = next(show for show in found if show["id"].startswith("Z7r9"))
    twin = next(
        show
        for show in found
        if show["name"] == resale["name"]
        and show["id"] != resale["id"]
        and show["dates"]["start"].get("dateTime") == resale["dates"]["start"]["dateTime"]
    )
    ours, theirs = (show["_embedded"]["venues"][0] for show in (twin, resale))
    assert ours["id"] != theirs["id"]
    assert ours["name"] == theirs["name"]


def test_parameters_without_effect_are_named(asker: Asker) -> None:
    answer = asker.ticketmaster("events.json", geoPoint="u33d", attractionID="typo")
    assert answer.headers["x-unknown-params"] == "attractionID,geoPoint"


def test_an_unknown_sort_is_refused(asker: Asker) -> None:
    assert asker.ticketmaster("events.json", sort="popularity,desc").status_code == 400


@pytest.mark.parametrize(
    "sort", ["name,asc", "id,asc", "venueName,asc", "date,name,asc", "relevance,desc", "date,desc"]
)
def test_every_known_sort_answers(asker: Asker, sort: str) -> None:
    assert asker.ticketmaster("events.json", sort=sort).status_code == 200
