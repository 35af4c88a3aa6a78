"""Which listings are one show."""

from __future__ import annotations

import pytest

from setlist_app.sync.providers.ticketmaster_fold import bare_title, clean_title
from setlist_app.sync.providers.ticketmaster_parse import parse_events
from tests.sync.providers.samples import attraction, classified, event, venue

HARBOUR = attraction("The Velvet Harbour", 1, linked=True)
SUPPORT = attraction("Small Boats", 2)


def folded(*events):
    batch = parse_events(list(events))
    return {show.id: set(show.aliases) for show in batch.shows}, {one.id: one.reason for one in batch.skipped}


@pytest.mark.parametrize(
    "title",
    [
        "The Velvet Harbour I VIP Packages",
        "VIP Package: The Velvet Harbour",
        "The Velvet Harbour (Not an Event Ticket)",
        "The Velvet Harbour - Official Platinum",
        "PARKING: The Velvet Harbour",
        "The Velvet Harbour - Premium Seating",
        "The Velvet Harbour Meet and Greet Upgrade",
        "Parkplatz: The Velvet Harbour",
        "Suites: The Velvet Harbour",
    ],
)
def test_an_add_on_listing_becomes_an_alias_of_the_show(title):
    shows, skipped = folded(event("add", title, HARBOUR, time="18:00:00"), event("base", "The Velvet Harbour", HARBOUR))
    assert (shows, skipped) == ({"base": {"add"}}, {})


def test_parking_with_an_attraction_of_its_own_finds_its_show_by_title():
    lot = attraction("Parking Event", 9, classifications=classified("Miscellaneous", "Undefined"))
    shows, skipped = folded(
        event("base", "The Velvet Harbour", HARBOUR), event("lot", "Parking: The Velvet Harbour", lot)
    )
    assert (shows, skipped) == ({"base": {"lot"}}, {})


def test_a_resale_listing_at_a_twin_of_the_venue_is_the_same_show():
    twin = venue("Meridian Hall - NY", "ZFr9", location={"latitude": "42.651", "longitude": "-73.752"})
    shows, _ = folded(
        event("Z7r9jZ1Adx", "The Velvet Harbour", HARBOUR, venues=[twin], time="19:30:00"),
        event("vvBase", "The Velvet Harbour", HARBOUR, SUPPORT),
    )
    assert shows == {"vvBase": {"Z7r9jZ1Adx"}}


def test_matinee_and_evening_stay_two_shows():
    shows, _ = folded(event("noon", time="14:00:00", name="The Velvet Harbour"), event("night", time="20:00:00"))
    assert shows == {"noon": set(), "night": set()}


def test_a_vip_package_on_a_day_of_two_shows_goes_to_the_nearer_one():
    shows, _ = folded(
        event("noon", "The Velvet Harbour", HARBOUR, time="14:00:00"),
        event("night", "The Velvet Harbour", HARBOUR, time="20:00:00"),
        event("vip", "The Velvet Harbour VIP Package", HARBOUR, time="18:30:00"),
    )
    assert shows == {"noon": set(), "night": {"vip"}}


def test_two_bands_in_one_hall_at_one_hour_stay_two_shows():
    shows, _ = folded(event("a", "Small Boats", SUPPORT), event("b", "The Velvet Harbour", HARBOUR))
    assert len(shows) == 2


def test_one_band_in_two_cities_on_one_day_stays_two_shows():
    far = venue("Other Hall", "Kv2", location={"latitude": "40.71", "longitude": "-74.0"}, city={"name": "New York"})
    shows, _ = folded(event("a", "X", HARBOUR), event("b", "X", HARBOUR, venues=[far], time="14:00:00"))
    assert len(shows) == 2


def test_parking_without_its_show_is_no_show():
    shows, skipped = folded(event("lot", "Harbour Fields RV Pass"))
    assert (shows, skipped) == ({}, {"lot": "not a show: parking"})


def test_a_season_ticket_is_no_show():
    _, skipped = folded(event("s", "2026 Country Megaticket", HARBOUR, SUPPORT))
    assert skipped == {"s": "not a show: a season ticket"}


def test_a_lone_vip_listing_still_shows_that_there_is_a_show():
    batch = parse_events(event("vip", "The Velvet Harbour I VIP Packages", HARBOUR))
    assert [(show.id, show.title) for show in batch.shows] == [("vip", "The Velvet Harbour")]


def test_a_listing_whose_type_says_upsell_is_no_show():
    _, skipped = folded(event("u", "Something Nice", HARBOUR, classifications=classified(kind="Upsell", sub="Upsell")))
    assert skipped == {"u": "not a show: an upsell"}


def test_a_two_day_ticket_folds_into_the_first_of_its_days():
    brand = attraction("Harbourfest", 5)
    start = {"localDate": "2026-11-20", "noSpecificTime": True}
    dates = {"start": start, "end": {"localDate": "2026-11-21"}, "timezone": "America/New_York"}
    shows, _ = folded(
        event("pass", "Harbourfest - 2 Day Pass", brand, HARBOUR, SUPPORT, dates=dates),
        event("fri", "Harbourfest - Friday", brand, HARBOUR),
        event("sat", "Harbourfest - Saturday", brand, SUPPORT, date="2026-11-21"),
    )
    assert shows == {"fri": {"pass"}, "sat": set()}


def test_a_pass_adds_nobody_to_the_bill_of_the_day():
    start = {"localDate": "2026-11-20", "noSpecificTime": True}
    batch = parse_events(
        [
            event("fri", "Harbourfest - Friday", HARBOUR),
            event("pass", "Harbourfest - 2 Day Pass", HARBOUR, SUPPORT, start=start),
        ]
    )
    assert [[one.name for one in show.performances] for show in batch.shows] == [["The Velvet Harbour"]]


def test_a_pass_alone_is_the_show():
    shows, skipped = folded(event("pass", "Harbourfest - 3 Day Pass", HARBOUR))
    assert (shows, skipped) == ({"pass": set()}, {})


def test_a_listing_moved_to_another_hall_folds_into_the_new_one():
    other = venue("Small Room", "Kv9", location={"latitude": "42.60", "longitude": "-73.70"})
    shows, _ = folded(
        event("old", "MOVED TO Meridian Hall - The Velvet Harbour", HARBOUR, venues=[other], status="cancelled"),
        event("new", "The Velvet Harbour", HARBOUR),
    )
    assert shows == {"new": {"old"}}


def test_a_cancelled_first_listing_gives_way_to_the_one_on_sale():
    shows, _ = folded(event("a", "Show", HARBOUR, status="cancelled"), event("b", "Show", HARBOUR))
    assert shows == {"b": {"a"}}


def test_two_postponed_nights_without_a_date_stay_two():
    tba = {"dateTBA": True}
    shows, _ = folded(
        event("a", "Show", HARBOUR, start=tba, status="postponed"),
        event("b", "Show", HARBOUR, start=tba, status="postponed"),
        event("vip", "Show VIP Packages", HARBOUR, start=tba, status="postponed"),
    )
    assert set(shows) == {"a", "b"}


def test_a_repeated_id_counts_once():
    shows, _ = folded(event("a", "Show", HARBOUR), event("a", "Show", HARBOUR))
    assert shows == {"a": set()}


def test_a_band_called_like_an_add_on_is_a_show():
    shows, skipped = folded(event("a", "Season Pass", attraction("Season Pass", 7, linked=True)))
    assert (shows, skipped) == ({"a": set()}, {})


@pytest.mark.parametrize(
    "title",
    [
        "The Upgrade Tour",
        "Meet & Greet: An Evening with The Velvet Harbour",
        "Locker Room Live",
        "The Velvet Harbour - The Shuttle Bus Tour",
        "Membership Drive Concert feat. The Velvet Harbour",
    ],
)
def test_an_add_ons_word_inside_a_shows_name_drops_nothing(title):
    assert folded(event("a", title, HARBOUR)) == ({"a": set()}, {})


@pytest.mark.parametrize(
    "title",
    [
        "Parking: The Velvet Harbour",
        "Parking Pass The Velvet Harbour World Tour",
        "The Velvet Harbour World Tour - Upgrade",
        "Shuttle Bus to the concert",
        "Meet & Greet: The Velvet Harbour",
        "Locker Rental",
    ],
)
def test_an_add_on_by_itself_is_no_show(title):
    shows, skipped = folded(event("a", title, HARBOUR))
    assert (shows, set(skipped)) == ({}, {"a"})


@pytest.mark.parametrize("title", ["The Nutcracker Suite", "Platinum Blonde", "Camping Trip", "Weekend", "VIPER"])
def test_ordinary_titles_are_kept_whole(title):
    assert parse_events(event("a", title)).shows[0].title == title


@pytest.mark.parametrize(
    ("title", "clean"),
    [
        ("CANCELLED - The Velvet Harbour", "The Velvet Harbour"),
        ("The Velvet Harbour (Rescheduled from 3 May)", "The Velvet Harbour"),
        ("The Velvet Harbour - MOVED TO Small Room", "The Velvet Harbour"),
        ("[Postponed] The Velvet Harbour", "The Velvet Harbour"),
        ("Cancelled", "Cancelled"),
        ("Postponed w date", "Postponed w date"),
    ],
)
def test_notices_leave_the_title(title, clean):
    assert clean_title(title) == clean


def test_the_bare_title_is_the_same_for_show_and_add_on():
    assert bare_title("Parking: The Velvet Harbour") == bare_title("The Velvet Harbour - VIP Package")
