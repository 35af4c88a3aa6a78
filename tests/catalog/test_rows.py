"""Dates on lists: what is past, what is next, and what has no date to go by."""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import col, select

from setlist_app.catalog import artist_page, export, home, show_page
from setlist_app.catalog.rows import date_to_go_by, is_past
from setlist_app.catalog.show_rows import store_shows
from setlist_app.db import Database
from setlist_app.models import Provider, Show, ShowStatus
from tests.catalog.world import NOW, show

DAY = date(2026, 12, 3)
AFTER = NOW + timedelta(days=12)
"""The day after the show."""


def test_a_show_is_past_from_the_day_after_and_a_postponed_one_never() -> None:
    assert not is_past(ShowStatus.SCHEDULED, DAY, "Europe/Berlin", AFTER - timedelta(days=1))
    assert is_past(ShowStatus.SCHEDULED, DAY, "Europe/Berlin", AFTER)
    assert not is_past(ShowStatus.POSTPONED, DAY, "Europe/Berlin", AFTER)


def test_a_postponed_show_goes_by_its_date_until_that_is_over() -> None:
    assert date_to_go_by(ShowStatus.POSTPONED, DAY, "Europe/Berlin", NOW) == DAY
    assert date_to_go_by(ShowStatus.POSTPONED, DAY, "Europe/Berlin", AFTER) is None
    assert date_to_go_by(ShowStatus.SCHEDULED, DAY, "Europe/Berlin", AFTER) == DAY


def test_a_postponed_show_whose_date_passed_is_listed_without_one_and_stays_open(db: Database) -> None:
    later = show("E2", title="Later", local_date=date(2026, 12, 8), starts_at=None)
    old = show(status=ShowStatus.POSTPONED)
    db.write_now(lambda s: store_shows(s, [old, later], Provider.TICKETMASTER, NOW))
    slug = db.read_now(lambda s: s.exec(select(Show.slug).where(col(Show.status) == ShowStatus.POSTPONED)).one())
    artist = db.read_now(lambda s: export.artists(s, "", AFTER))["artists"][0]["slug"]

    page = db.read_now(lambda s: artist_page.read(s, artist, AFTER))
    assert page is not None
    rows = [row for group in page.groups for row in group.rows]
    assert [(row.title, row.day, row.is_next) for row in rows] == [
        ("Later", "8", True),
        ("P!NK: Carnival", "TBA", False),
    ]
    assert page.past == []

    sheet = db.read_now(lambda s: show_page.read(s, slug, AFTER))
    assert sheet is not None
    assert (sheet.chip, sheet.is_open, sheet.closes_at) == ("postponed", True, "")
    assert sheet.closes_text == "This show is postponed, so voting stays open."

    assert [one["title"] for one in db.read_now(lambda s: export.shows(s, AFTER))["shows"]] == ["Later"]
    assert [row.title for row in db.read_now(lambda s: home.soon(s, AFTER))] == ["Later"]
