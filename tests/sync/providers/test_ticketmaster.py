"""The Ticketmaster client: what it asks for and where it goes on."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from setlist_app.sync.providers.http import BadAnswer, NotFound
from setlist_app.sync.providers.ticketmaster import TicketmasterClient, base_url
from tests.sync.providers.fakes import NOW, Script, client
from tests.sync.providers.samples import attraction, event, page


def ticketmaster(script):
    return TicketmasterClient(client(script), "the-key")


def run(call):
    return asyncio.run(call)


def test_an_artist_search_leaves_out_promoters_and_keeps_to_the_size():
    hits = [attraction("Harbourfest", 1), *(attraction(f"Band {n}", n) for n in range(2, 7))]
    script = Script({"_embedded": {"attractions": hits}})
    found = run(ticketmaster(script).search_artists("band", size=3))
    assert [one.name for one in found] == ["Band 2", "Band 3", "Band 4"]
    assert script.asked[0]["keyword"] == "band"
    assert script.requests[0].url.path == "/discovery/v2/attractions.json"


def test_one_attraction_is_an_artist_or_the_reason_why_not():
    assert run(ticketmaster(Script(attraction("Band"))).attraction("K8v1")).name == "Band"
    with pytest.raises(NotFound, match="Harbourfest is no artist at Ticketmaster: a festival"):
        run(ticketmaster(Script(attraction("Harbourfest"))).attraction("K8v1"))


@pytest.mark.parametrize("odd", ["", "a/b", "../events", "a?b"])
def test_an_id_that_is_none_asks_nothing(odd):
    script = Script({})
    with pytest.raises(NotFound):
        run(ticketmaster(script).attraction(odd))
    assert script.requests == []


def test_shows_are_asked_for_with_undated_ones_and_without_a_classification():
    script = Script(page(event()))
    found = run(ticketmaster(script).show_page("K8v1", None, NOW))
    asked = script.asked[0]
    assert (asked["attractionId"], asked["includeTBA"], asked["includeTBD"]) == ("K8v1", "yes", "yes")
    assert (asked["sort"], asked["locale"], asked["size"], asked["apikey"]) == ("date,asc", "*", "199", "the-key")
    assert not {"classificationName", "segmentId", "startDateTime"} & asked.keys()
    assert (found.cursor, found.total, found.received, len(found.batch.shows)) == (None, 1, 1, 1)


def test_pages_go_on_by_the_cursor_and_keep_the_first_total():
    script = Script(
        page(event("a"), pages=2, total=2), page(event("b", date="2026-11-21"), number=1, pages=2, total=99)
    )
    tm = ticketmaster(script)
    first = run(tm.show_page("K8v1", None, NOW))
    second = run(tm.show_page("K8v1", first.cursor, NOW))
    assert (first.cursor, first.total) == ({"page": 1, "start": None, "total": 2}, 2)
    assert (second.cursor, second.total) == (None, 2)
    assert script.asked[1]["page"] == "1"


LAST_PAGE = {"page": 5, "start": None, "total": 2500}


def after_the_last_page(*events, **place):
    tm = ticketmaster(Script(page(*events, number=5, pages=13, total=2500)))
    return run(tm.show_page("K8v1", {**LAST_PAGE, **place}, NOW)).cursor


def at(instant):
    return {"localDate": instant[:10], "localTime": "20:00:00", "dateTime": instant}


def test_past_the_paging_limit_a_window_starts_at_the_last_instant():
    found = after_the_last_page(
        event("a", start=at("2026-11-28T01:00:00Z")), event("b", start=at("2026-11-29T01:00:00Z"))
    )
    assert found == {"page": 0, "start": "2026-11-29T01:00:00Z", "total": 2500}


@pytest.mark.parametrize(
    "last",
    [
        event("a", "Parking Pass", start=at("2026-11-29T01:00:00Z")),
        {**event("a", start=at("2026-11-29T01:00:00Z")), "name": None},
        event("a", start={"localDate": "2026-11-30", "timeTBA": True}),
    ],
    ids=["skipped", "quarantined", "hour unknown"],
)
def test_a_page_without_a_show_still_says_where_the_next_window_starts(last):
    found = after_the_last_page(last, event("b", start={"dateTBA": True}))
    assert found is not None
    assert found["start"] in ("2026-11-29T01:00:00Z", "2026-11-29T00:00:00Z")


@pytest.mark.parametrize("begins", [{"dateTBA": True}, {"localDate": "2026-13-41"}])
def test_shows_that_cannot_be_paged_are_an_error_and_not_an_end(begins):
    with pytest.raises(BadAnswer, match="lists 2,500 shows and only 1,194 of them can be paged") as told:
        after_the_last_page(event("a", start=begins))
    assert not told.value.permanent


def test_a_walk_by_windows_ends_with_the_shows_without_a_date():
    script = Script(page(), page(event("a", start={"dateTBA": True})), page())
    tm = ticketmaster(script)
    cursor = {"page": 0, "start": "2026-12-01T00:00:00Z", "total": 1700}
    while cursor is not None:
        cursor = run(tm.show_page("K8v1", cursor, NOW)).cursor
    asked = [(one.get("startDateTime"), one["includeTBA"], one["includeTBD"]) for one in script.asked]
    assert asked == [("2026-12-01T00:00:00Z", "yes", "yes"), (None, "only", "yes"), (None, "yes", "only")]


def test_more_undated_shows_than_can_be_paged_are_an_error():
    with pytest.raises(BadAnswer, match="too many undated shows"):
        after_the_last_page(event("a", start={"dateTBA": True}), undated="includeTBA")


def test_the_deepest_page_asked_for_stays_under_the_limit():
    tm = ticketmaster(Script(page(event("a"), number=4, pages=9)))
    found = run(tm.show_page("K8v1", {"page": 4, "start": None, "total": 1700}, NOW))
    assert found.cursor is not None
    assert found.cursor["page"] == 5
    assert 5 * 199 < 1000


def test_a_window_that_does_not_advance_is_an_error():
    with pytest.raises(BadAnswer, match="those from 2026-11-21 01:00 UTC on cannot all be paged"):
        after_the_last_page(event("a", start=at("2026-11-21T01:00:00Z")), start="2026-11-21T01:00:00Z")


def test_an_empty_result_ends():
    found = run(ticketmaster(Script(page())).show_page("K8v1", None, NOW))
    assert (found.cursor, found.received, found.batch.shows, found.total) == (None, 0, (), 0)


def test_a_200_with_an_error_in_it_is_an_error():
    with pytest.raises(BadAnswer, match="daily quota"):
        run(
            ticketmaster(Script({"fault": {"detail": {"errorcode": "policies.ratelimit.QuotaViolation"}}})).show_page(
                "K8v1", None, NOW
            )
        )


def test_one_show_is_read_or_gone():
    assert run(ticketmaster(Script(event("a"))).show("a")).shows[0].id == "a"
    with pytest.raises(NotFound):
        run(ticketmaster(Script(httpx.Response(404))).show("a"))


def test_the_address_is_the_vendors_unless_configured():
    assert base_url(None) == "https://app.ticketmaster.com/discovery/v2"
    assert base_url("http://127.0.0.1:8000") == "http://127.0.0.1:8000/discovery/v2"
