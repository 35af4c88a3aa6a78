"""Generated artwork: stable for a name, different between names, safe to put into a page."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from setlist_app.catalog.art import COMPOSITIONS, artist_hue, poster_svg
from setlist_app.sandbox.artists import CAST

NAMES = [cast.name for cast in CAST]


def test_a_name_always_gives_the_same_poster() -> None:
    assert poster_svg("Nube Baja") == poster_svg("Nube Baja")


def test_different_names_give_different_posters() -> None:
    assert len({poster_svg(name) for name in set(NAMES)}) == len(set(NAMES))


@pytest.mark.parametrize("name", [*NAMES, "", "<script>alert(1)</script>", '" onload="x', "🦑" * 300])
def test_a_poster_is_well_formed_holds_shapes_only_and_nothing_of_the_name(name: str) -> None:
    svg = poster_svg(name)
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(svg).iter()}
    assert tags <= {"svg", "rect", "circle", "ellipse", "path", "g"}
    assert not re.search(r"script|onload|href|url\(|style|id=", svg)
    assert len(svg) < 8_000


def test_all_compositions_are_used_and_there_are_at_least_six() -> None:
    assert len(COMPOSITIONS) >= 6
    starts = {re.sub(r"[\d.]+", "", poster_svg(str(number)))[:400] for number in range(300)}
    assert len(starts) >= len(COMPOSITIONS)


def test_the_size_is_only_its_natural_width() -> None:
    small = poster_svg("Nube Baja", size=64)
    assert 'width="64" height="64"' in small
    assert small.partition(">")[2] == poster_svg("Nube Baja").partition(">")[2]


def test_the_hue_is_the_posters_own() -> None:
    hue = artist_hue("Nube Baja")
    assert 0 <= hue < 360
    assert f"hsl({hue} " in poster_svg("Nube Baja")
