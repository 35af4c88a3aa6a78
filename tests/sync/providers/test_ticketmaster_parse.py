"""One Ticketmaster answer in, shows and reasons out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from setlist_app.models.catalog import ShowStatus
from setlist_app.sync.providers.ticketmaster_parse import parse_attractions, parse_events
from tests.sync.providers.samples import attraction, classified, event, page, venue


def only(payload, **more):
    batch = parse_events(payload, **more)
    assert len(batch.shows) == 1, batch
    return batch.shows[0]


def test_a_full_event_becomes_a_show_with_its_instant_in_utc():
    show = only(page(event("e1", " Velvet  Night ", attraction("The Velvet Harbour", linked=True))))
    assert (show.title, show.local_date, show.local_time) == ("Velvet Night", date(2026, 11, 20), time(20))
    assert show.starts_at == datetime(2026, 11, 21, 1, tzinfo=UTC)
    assert show.venue is not None
    assert (show.venue.city, show.venue.latitude) == ("Albany", 42.65)
    assert [(one.name, one.billing, one.mbid) for one in show.performances] == [
        ("The Velvet Harbour", 1, "00000001-0000-4000-8000-000000000000")
    ]
    assert show.ticket_url == "https://tickets.example/e1"


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("onsale", ShowStatus.SCHEDULED),
        ("offsale", ShowStatus.SCHEDULED),
        (None, ShowStatus.SCHEDULED),
        ("cancelled", ShowStatus.CANCELLED),
        ("canceled", ShowStatus.CANCELLED),
        ("postponed", ShowStatus.POSTPONED),
        ("rescheduled", ShowStatus.RESCHEDULED),
    ],
)
def test_the_status_code_tells_of_the_show_and_not_of_the_tickets(code, status):
    assert only(event(status=code)).status is status


def test_a_postponed_show_without_a_date_keeps_its_place():
    show = only(event(status="postponed", start={"dateTBA": True, "timeTBA": False}))
    assert (show.status, show.local_date, show.starts_at) == (ShowStatus.POSTPONED, None, None)
    assert show.timezone == "America/New_York"


@pytest.mark.parametrize("flag", ["timeTBA", "noSpecificTime"])
def test_a_show_whose_hour_is_unknown_has_a_date_and_no_hour(flag):
    show = only(event(start={"localDate": "2026-11-20", "localTime": "00:00:00", flag: True}))
    assert (show.local_date, show.local_time, show.starts_at) == (date(2026, 11, 20), None, None)


def test_the_venues_zone_is_used_when_the_event_has_none():
    show = only(event(dates={"start": {"localDate": "2026-07-01", "localTime": "20:00:00"}}))
    assert show.timezone == "America/New_York"
    assert show.starts_at == datetime(2026, 7, 2, 0, tzinfo=UTC)


def test_an_unknown_zone_gives_no_invented_instant():
    show = only(
        event(
            dates={"start": {"localDate": "2026-07-01", "localTime": "20:00:00"}, "timezone": "Mars/Olympus"}, venues=[]
        )
    )
    assert (show.timezone, show.starts_at, show.local_time) == (None, None, time(20))


def test_the_promised_instant_wins_over_the_local_hour():
    start = {"localDate": "2026-11-20", "localTime": "20:00:00", "dateTime": "2026-11-21T01:30:00Z"}
    assert only(event(start=start)).starts_at == datetime(2026, 11, 21, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "bad",
    [
        {"localDate": "soon"},
        {"localDate": "2026-11-20", "localTime": "25:99"},
        {"localDate": 7},
        {"localDate": "9999-12-31", "localTime": "20:00:00"},
        {"localDate": "0001-01-01", "dateTime": "0001-01-01T00:00:00Z"},
    ],
)
def test_an_unreadable_date_puts_the_record_into_quarantine(bad):
    batch = parse_events(page(event("bad", start=bad), event("good")))
    assert [one.id for one in batch.quarantined] == ["bad"]
    assert [one.id for one in batch.shows] == ["good"]
    assert "dates.start" in batch.quarantined[0].error


def test_sport_is_left_out_with_its_segment_as_the_reason():
    batch = parse_events(event(classifications=classified("Sports", "Golf")))
    assert (batch.shows, batch.skipped[0].reason) == ((), "not music: Sports")


def test_a_composer_filed_under_theatre_is_still_a_concert():
    composer = attraction("Ada Lindqvist", linked=True, classifications=classified("Arts & Theatre", "Classical"))
    assert only(event("e", "Ada Lindqvist", composer, classifications=classified("Arts & Theatre", "Classical")))
    assert only(event("e", "Ada Lindqvist", composer, classifications=classified("Arts & Theatre", "Miscellaneous")))


def test_a_musical_is_no_concert_even_with_music_links():
    cast = attraction("Harbour the Musical", linked=True, classifications=classified("Arts & Theatre", "Theatre"))
    batch = parse_events(event("e", "Harbour", cast, classifications=classified("Arts & Theatre", "Theatre")))
    assert batch.skipped[0].reason == "not music: Arts & Theatre"


def test_an_unclassified_event_counts_when_a_musician_plays_or_was_asked_for():
    band = attraction("The Velvet Harbour")
    assert only(event("e", "Night", band, classifications=[]))
    nobody = event("e", "An Evening", classifications=[])
    assert parse_events(nobody).skipped[0].reason == "not music: no classification and no musician named"
    assert only(nobody, known_artist=True)


def test_test_records_are_left_out():
    assert parse_events(event(test=True)).skipped[0].reason == "a test record"


def test_promoter_tour_festival_and_bundle_on_the_bill_are_no_artists():
    bill = [
        attraction("The Velvet Harbour", 1, linked=True),
        attraction("Northern Lights Bookings", 2),
        attraction("Tides World Tour", 3),
        attraction("Harbourfest", 4),
        attraction("2026 Country Season Bundle", 5),
        attraction("Tall Ship Nights", 6, classifications=classified(kind="Event Style", sub="Festival")),
        attraction("Special Guests", 7),
    ]
    show = only(event("e", "The Velvet Harbour", *bill))
    assert [(one.name, one.billing) for one in show.performances] == [("The Velvet Harbour", 1)]


def test_an_artist_with_a_festivals_word_in_the_name_stays():
    bill = [
        attraction("Festival Strings Ensemble", 1),
        attraction("Tour de Force", 2, linked=True),
        attraction("Harbour Productions", 3, classifications=classified(kind="Group", sub="Band")),
        attraction("Agnetha Forever, an ABBA tribute", 4),
    ]
    assert len(only(event("e", "Night", *bill)).performances) == 4


def test_an_event_whose_only_attraction_is_a_festival_hangs_on_its_title():
    show = only(event("e", "Saltmarsh Music Festival", attraction("Saltmarsh Music Festival")))
    assert (show.title, show.performances) == ("Saltmarsh Music Festival", ())


def test_a_yearly_edition_is_no_artist_on_its_own_bill():
    bill = [attraction("Harvest Aid", 1), attraction("The Velvet Harbour", 2, linked=True)]
    assert [one.name for one in only(event("e", "Harvest Aid 2026", *bill)).performances] == ["The Velvet Harbour"]


def test_the_events_own_promoter_is_no_artist():
    bill = [attraction("The Velvet Harbour", 1), attraction("Goodnight Crew", 2)]
    show = only(event("e", "Night", *bill, promoter={"name": "GOODNIGHT CREW"}))
    assert [one.name for one in show.performances] == ["The Velvet Harbour"]


def test_whoever_stands_beside_many_unrelated_headliners_is_a_promoter():
    agency = attraction("Grey Owl Circle", 99)
    events = [
        event(f"e{n}", f"Band {n}", attraction(f"Band {n}", n, linked=True), agency, date=f"2026-11-0{n}")
        for n in range(1, 5)
    ]
    assert {len(show.performances) for show in parse_events(events).shows} == {1}


def test_a_busy_unlinked_name_beside_the_headliner_is_a_promoter_and_a_busy_headliner_is_not():
    busy = attraction("Grey Owl Circle", 99, upcomingEvents={"_total": 105})
    beside = only(event("e", "The Velvet Harbour", attraction("The Velvet Harbour", 1), busy))
    assert [one.name for one in beside.performances] == ["The Velvet Harbour"]
    assert (
        only(event("e", "Grey Owl Circle plays ABBA", busy, attraction("Small Boats", 2))).performances[0].name
        == "Grey Owl Circle"
    )


def test_a_support_act_on_one_tour_is_no_promoter():
    head, support = attraction("The Velvet Harbour", 1, linked=True), attraction("Small Boats", 2)
    events = [event(f"e{n}", "The Velvet Harbour", head, support, date=f"2026-11-0{n}") for n in range(1, 6)]
    assert {len(show.performances) for show in parse_events(events).shows} == {2}


def test_a_left_over_venue_is_no_venue():
    assert only(event(venues=[venue("#1 Please do not use, left over from set up")])).venue is None


@pytest.mark.parametrize("location", [None, {}, {"latitude": "0", "longitude": "0"}, {"latitude": "north"}, "here"])
def test_missing_or_odd_coordinates_are_absent_and_cost_nothing(location):
    found = only(event(venues=[venue(location=location)])).venue
    assert found is not None
    assert (found.latitude, found.longitude) == (None, None)


def test_the_picture_is_wide_https_and_never_the_generic_one():
    images = [
        {"ratio": "16_9", "url": "https://img.example/small", "width": 640, "fallback": False},
        {"ratio": "16_9", "url": "https://img.example/wide", "width": 2048, "fallback": False},
        {"ratio": "3_2", "url": "https://img.example/huge", "width": 2000, "fallback": False},
        {"ratio": "16_9", "url": "https://img.example/source", "width": 3200, "fallback": False},
        {"ratio": "16_9", "url": "http://img.example/plain", "width": 1136, "fallback": False},
    ]
    artists, _, _, _ = parse_attractions(attraction("The Velvet Harbour", images=images))
    assert artists[0].image_url == "https://img.example/wide"
    generic = [{**one, "fallback": True} for one in images]
    assert parse_attractions(attraction("The Velvet Harbour", images=generic))[0][0].image_url is None


def test_a_plain_http_ticket_address_is_not_linked():
    assert only(event(url="http://tickets.example/e1")).ticket_url is None
    assert only(event(url="https://evil.example/ javascript:x")).ticket_url is None


def test_the_spotify_id_is_taken_out_of_its_link():
    links = {"spotify": [{"url": "https://open.spotify.com/artist/4AliceBand0000000000AB?autoplay=true"}]}
    artists, _, _, _ = parse_attractions(attraction("The Velvet Harbour", externalLinks=links))
    assert artists[0].spotify_id == "4AliceBand0000000000AB"


@pytest.mark.parametrize(
    "payload",
    [
        page(event()),
        [page(event())],
        [event()],
        event(),
        {"status": 200, "headers": {}, "body": page(event())},
        [{"status": 200, "headers": {}, "body": page(event())}],
        {"status": 200, "body": '{"_embedded": {"events": [{"id": "x", "name": "Y"}]}}'},
        {"status": {"code": 200, "message": "OK"}, "body": {"string": '{"id": "x", "name": "Y", "dates": {}}'}},
    ],
    ids=["response", "responses", "events", "event", "recording", "recordings", "text body", "cassette"],
)
def test_every_form_of_recording_is_read(payload):
    assert parse_events(payload).error is None
    assert len(parse_events(payload).shows) == 1


def test_an_empty_result_is_no_error():
    assert parse_events(page()) == parse_events([])
    assert parse_events(page()).error is None


def test_the_quota_fault_is_told_without_the_key_it_contains():
    key = "k3yk3yk3yk3yk3yk3yk3yk3y"
    for code in ("policies.ratelimit.QuotaViolation", "something.else"):
        fault = {"fault": {"faultstring": f"Quota limit  exceeded. Identifier : {key}", "detail": {"errorcode": code}}}
        batch = parse_events({"http_status": 429, "body": fault})
        assert batch.error is not None
        assert batch.error.startswith("Ticketmaster")
        assert key not in batch.error


def test_the_other_error_shape_is_told_with_its_code():
    error = parse_events({"errors": [{"code": "DIS1004", "detail": "Resource not found", "status": "404"}]}).error
    assert error == "Ticketmaster answers with an error (DIS1004): Resource not found"


@pytest.mark.parametrize("payload", [None, 3, "text", {}, {"status": 502, "body": "<html>Bad gateway</html>"}])
def test_what_is_no_answer_is_called_so(payload):
    batch = parse_events(payload)
    assert batch.error is not None
    assert not batch.shows


def test_attractions_given_as_events_are_named_and_not_lost():
    assert (
        parse_events({"_embedded": {"attractions": [attraction("A")]}}).error
        == "This answer holds attractions, not events"
    )
    assert parse_events(attraction("A")).skipped[0].reason == "not an event: attraction"


def test_a_record_that_is_no_object_is_quarantined():
    batch = parse_events({"_embedded": {"events": [None, 5, event()]}})
    assert (len(batch.quarantined), len(batch.shows)) == (2, 1)


def test_malformed_decoration_costs_the_decoration_only():
    band = attraction(
        "The Velvet Harbour", images="none", externalLinks=[1], upcomingEvents={"_total": "many"}, aliases=5
    )
    show = only(event("e", "Night", band, promoter=7, url=9, sales="x", priceRanges=3))
    assert (show.performances[0].name, show.ticket_url) == ("The Velvet Harbour", None)


def test_an_id_that_is_a_number_is_quarantined():
    batch = parse_events(event(id=12345))
    assert batch.quarantined[0].id is None
    assert "id" in batch.quarantined[0].error


def test_an_attraction_search_drops_what_is_no_artist():
    hits = [
        attraction("The Velvet Harbour", 1),
        attraction("Harbourfest", 2),
        attraction("A Film", 3, classifications=classified("Film", "Drama")),
    ]
    artists, skipped, quarantined, error = parse_attractions({"_embedded": {"attractions": [*hits, {"id": "x"}]}})
    assert [one.name for one in artists] == ["The Velvet Harbour"]
    assert [one.reason for one in skipped] == ["a festival", "not music: Film"]
    assert (len(quarantined), error) == (1, None)


@pytest.mark.parametrize("kind", ["Group", "Individual"])
def test_a_support_band_beside_many_headliners_is_no_promoter(kind):
    support = attraction("Small Boats", 99, classifications=classified(kind=kind))
    events = [
        event(f"e{n}", f"Band {n}", attraction(f"Band {n}", n, linked=True), support, date=f"2026-11-0{n}")
        for n in range(1, 5)
    ]
    assert {len(show.performances) for show in parse_events(events).shows} == {2}


def test_the_artist_asked_for_is_never_taken_for_a_promoter():
    support = attraction("Small Boats", 99, upcomingEvents={"_total": 105})
    events = [
        event(f"e{n}", f"Band {n}", attraction(f"Band {n}", n, linked=True), support, date=f"2026-11-0{n}")
        for n in range(1, 5)
    ]
    shows = parse_events(events, known_artist=True, asked_for=support["id"]).shows
    assert {len(show.performances) for show in shows} == {2}


@pytest.mark.parametrize(
    "name", ["+ Special Guests", "w/ guests", "& Friends", "with Special Guest", "plus support TBA", "and many more"]
)
def test_a_placeholder_on_the_bill_is_no_artist(name):
    assert only(event("e", "Night", attraction(name, linked=True))).performances == ()


@pytest.mark.parametrize("name", ["Friends", "The Guests", "With Confidence", "And So I Watch You", "+44"])
def test_a_band_called_nearly_like_a_placeholder_stays(name):
    assert [one.name for one in only(event("e", "Night", attraction(name))).performances] == [name]


def test_a_festival_with_a_music_link_is_no_performer():
    fair = attraction("Lollapalooza", linked=True, classifications=classified(kind="Event Style", sub="Festival"))
    assert only(event("e", "Night", fair)).performances == ()


@pytest.mark.parametrize("blank", ["", "   ", "\u200b \u200b", "\x00"])
def test_an_event_without_a_visible_name_is_quarantined(blank):
    batch = parse_events(event(name=blank))
    assert (batch.shows, len(batch.quarantined)) == ((), 1)


def test_an_attraction_with_a_blank_name_costs_its_place_on_the_bill_only():
    assert only(event("e", "Night", attraction("  "))).performances == ()
