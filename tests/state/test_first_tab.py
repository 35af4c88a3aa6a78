from __future__ import annotations

from dataclasses import replace

from setlist_app.catalog.views import PerformanceTab
from setlist_app.state.show import NO_SHOW, _first_tab

FESTIVAL = replace(
    NO_SHOW,
    performances=[
        PerformanceTab(id=7, name="Nana Mostly", href="/artists/nana-1", art="", billing="head-liner"),
        PerformanceTab(id=8, name="Aino", href="/artists/aino-2", art="", billing="support"),
    ],
)


def test_the_head_liner_is_open_first() -> None:
    assert _first_tab(FESTIVAL, 0, "") == 7


def test_an_address_that_names_an_artist_opens_their_tab() -> None:
    assert _first_tab(FESTIVAL, 0, "aino-2") == 8


def test_the_open_tab_survives_a_reconnect() -> None:
    assert _first_tab(FESTIVAL, 7, "aino-2") == 7


def test_a_tab_of_another_show_is_not_kept() -> None:
    assert _first_tab(FESTIVAL, 99, "") == 7


def test_a_show_with_nobody_on_the_bill_opens_nothing() -> None:
    assert _first_tab(NO_SHOW, 0, "aino-2") == 0
