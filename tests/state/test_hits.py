from __future__ import annotations

from setlist_app.state.hits import SHOWN, options
from setlist_app.sync.providers.records import ArtistRecord


def test_a_hit_keeps_the_providers_id_for_the_pick_and_has_no_address_yet() -> None:
    (option,) = options([ArtistRecord(id="K8vZ9171", name="Nube Baja", genres=("Pop", "Dream Pop", "Rock"))], "nube")
    assert (option.provider_id, option.href, option.source) == ("K8vZ9171", "", "ticketmaster")
    assert (option.before, option.match, option.after) == ("", "Nube", " Baja")
    assert option.detail == "Pop · Dream Pop"


def test_none_and_unknown_numbers_of_shows_are_different_words() -> None:
    artists = [ArtistRecord(id=str(number), name="Nube", upcoming=number) for number in (None, 0, 1, 14)]
    assert [option.summary for option in options(artists, "")] == ["", "no dates announced", "1 show", "14 shows"]


def test_the_ids_of_options_are_ours_whatever_the_provider_sends() -> None:
    hostile = [ArtistRecord(id='"><b', name="Nube") for _ in range(SHOWN + 3)]
    assert [option.id for option in options(hostile, "")] == [f"t-{index}" for index in range(SHOWN)]
