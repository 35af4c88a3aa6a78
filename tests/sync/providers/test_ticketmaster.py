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


def test_past_the_paging_limit_a_window_starts_at_the_last_show():
    tm = ticketmaster(Script(page(event("a", date="2026-11-28"), number=5, pages=9, total=1700)))
    found = run(tm.show_page("K8v1", {"page": 5, "start": None, "total": 1700}, NOW))
    assert found.cursor == {"page": 0, "start": "2026-11-29T01:00:00Z", "total": 1700}


def test_the_deepest_page_asked_for_stays_under_the_limit():
    tm = ticketmaster(Script(page(event("a"), number=4, pages=9)))
    found = run(tm.show_page("K8v1", {"page": 4, "start": None, "total": 1700}, NOW))
    assert found.cursor is not None
    assert found.cursor["page"] == 5
    assert 5 * 199 < 1000


def test_a_window_that_does_not_advance_moves_on_by_a_second():
    tm = ticketmaster(Script(page(event("a"), number=5, pages=9)))
    found = run(tm.show_page("K8v1", {"page": 5, "start": "2026-11-21T01:00:00Z", "total": 1700}, NOW))
    assert found.cursor is not None
    assert found.cursor["start"] == "2026-11-21T01:00:01Z"


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
