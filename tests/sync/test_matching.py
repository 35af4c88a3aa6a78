"""Is this the artist we mean?"""

from __future__ import annotations

import pytest

from setlist_app.sync.matching import choose, match_artist, normalise_name, same_name
from setlist_app.sync.providers.records import ArtistRecord, Match


def hits(*names):
    return [ArtistRecord(f"id{number}", name) for number, name in enumerate(names)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("P!NK", "Pink"),
        ("Ke$ha", "KESHA"),
        ("The Velvet Harbour", "Velvet Harbour"),
        ("Velvet Harbour, The", "The Velvet Harbour"),
        ("Tide & The Boats", "Tide and the Boats"),
        ("Tide + The Boats", "Tide and the Boats"),
        ("Beyoncé", "Beyonce"),
        ("Harbour™", "Harbour"),
        ("M.I.A.", "MIA"),
        ("Guns N’ Roses", "Guns N' Roses"),
        ("AC/DC", "AC-DC"),
        ("!!!", "!!!"),
        ("宇多田ヒカル", "宇多田ヒカル"),
        ("КИНО", "Кино"),
    ],
)
def test_spellings_of_one_name_are_equal(one, other):
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("!!!", "???"),
        ("will.i.am", "William"),
        ("か", "が"),
        ("Arctic", "Arctic Lake"),
        ("Кино", "Kino"),
        ("+44", "44"),
    ],
)
def test_different_names_are_not_equal(one, other):
    assert not same_name(one, other)


@pytest.mark.parametrize("name", ["!!!", "The", "The The", "∆", "★", "&", "..."])
def test_a_name_never_folds_to_nothing(name):
    assert normalise_name(name)


def test_every_candidate_is_judged_in_its_order():
    matched = match_artist("Tide", [*hits("Tide", "Tidal"), ArtistRecord("x", "Boats", aliases=("TIDE",))])
    assert [one.match for one in matched] == [Match.EXACT, Match.NONE, Match.ALIAS]


def test_our_own_alias_matches_a_renamed_artist():
    assert match_artist("Lady Antebellum", hits("Lady A"), aliases=("Lady A",))[0].match is Match.ALIAS


def test_the_only_one_of_the_name_is_chosen():
    choice = choose("Tide", hits("Tidal", "TIDE", "Low Tide"))
    assert choice.artist is not None
    assert choice.artist.id == "id1"


def test_homonyms_are_never_picked_from():
    choice = choose("Arctic", hits("Arctic Monkeys", "Arctic", "Arctic"))
    assert (choice.artist, choice.reason) == (None, "2 artists are called Arctic, and nothing tells them apart")


def test_the_spelling_tells_namesakes_apart_when_the_source_agrees():
    first = choose("Muse", hits("Muse", "MUSE", "M.U.S.E."))
    assert first.artist is not None
    assert first.artist.id == "id0"
    assert choose("Muse", hits("MUSE", "Muse")).artist is None
    pink = choose("P!NK", hits("P!nk", "Pink"))
    assert pink.artist is not None
    assert pink.artist.id == "id0"


def test_nobody_fitting_is_nobody():
    assert choose("Tide", hits("Tidal")).reason == "nobody is called Tide"
    assert choose("Tide", []).reason == "the search finds nobody"
