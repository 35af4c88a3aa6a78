"""The stand-in's own pace limit on a clock by hand, and the provider's count of what it was asked."""

from __future__ import annotations

from datetime import timedelta

from setlist_app.sandbox.pace import Pace
from setlist_app.sandbox.transport import in_process_transport
from tests.sandbox.asking import NOON, Asker, HandClock


def test_a_full_bucket_lets_its_rate_through_and_no_more() -> None:
    pace = Pace(5)
    assert [pace.take(NOON) for _ in range(6)] == [True] * 5 + [False]
    assert not pace.take(NOON + timedelta(milliseconds=199))
    assert pace.take(NOON + timedelta(milliseconds=200))


def test_a_clock_that_goes_back_gains_nothing() -> None:
    pace = Pace(1)
    assert pace.take(NOON)
    assert not pace.take(NOON - timedelta(hours=1))


def test_the_limit_is_advertised_and_counts_down() -> None:
    asker = Asker(rate=50)
    first, second = asker.ticketmaster("events"), asker.ticketmaster("events")
    assert first.headers["rate-limit"] == "50"
    assert (first.headers["rate-limit-available"], second.headers["rate-limit-available"]) == ("49", "48")
    assert int(second.headers["rate-limit-reset"]) == int(NOON.timestamp() * 1000) + 40


def test_over_the_limit_each_provider_refuses_in_its_own_words() -> None:
    asker = Asker(rate=1)
    assert asker.ticketmaster("events").status_code == 200
    over = asker.ticketmaster("events")
    assert over.status_code == 429
    assert over.json()["fault"]["detail"]["errorcode"] == "policies.ratelimit.SpikeArrestViolation"
    assert int(over.headers["rate-limit-reset"]) == int(NOON.timestamp() * 1000) + 1000
    asker.clock.pass_seconds(1)
    assert asker.ticketmaster("events").status_code == 200


def test_spotify_has_a_bucket_of_its_own_and_says_retry_after() -> None:
    asker = Asker(rate=1)
    assert asker.ticketmaster("events").status_code == 200
    over = asker.spotify("/v1/search", q="Nube", type="artist")
    assert over.status_code == 429
    assert over.headers["retry-after"] == "1"


def test_the_provider_counts_what_it_was_asked_without_the_key() -> None:
    asker = Asker()
    asker.ticketmaster("events.json", apikey="Alices-key", size="1")
    asker.ticketmaster("events/nothing", apikey="Alices-key")
    calls = list(asker.app.state.calls)
    assert [(call.n, call.method, call.path, call.query, call.status) for call in calls] == [
        (1, "GET", "/discovery/v2/events.json", "size=1", 200),
        (2, "GET", "/discovery/v2/events/nothing", "", 404),
    ]
    shown = asker.get("/_sandbox/calls")
    assert [call["status"] for call in shown.json()] == [200, 404]
    assert "Alices-key" not in shown.text


def test_the_count_can_be_forgotten() -> None:
    asker = Asker()
    asker.ticketmaster("events")
    assert asker.together(lambda client: client.delete("/_sandbox/calls")).json() == []
    assert not asker.app.state.calls


def test_the_in_process_world_moves_on_at_midnight_utc() -> None:
    clock = HandClock()
    asker = Asker(clock=clock)
    asker.app = in_process_transport(clock=clock).app

    def listed() -> set[str]:
        answer = asker.ticketmaster("events.json", keyword="House Band", size="200").json()
        return {show["dates"]["start"]["localDate"] for show in answer["_embedded"]["events"]}

    today = listed()
    assert "2026-11-22" in today
    clock.pass_seconds(12 * 3600)
    assert len(listed() - today) == len(today - listed()) == 1


def test_artwork_is_served_here_and_an_unknown_path_is_404() -> None:
    asker = Asker()
    art = asker.get("/art/umbrellas.svg")
    assert art.headers["content-type"].startswith("image/svg+xml")
    assert art.text.startswith("<svg")
    assert asker.get("/v1/nowhere").status_code == 404
