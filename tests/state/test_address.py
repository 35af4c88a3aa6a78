from __future__ import annotations

import pytest
from reflex.istate.data import ReflexURL

from setlist_app.state.address import SLUG_LENGTH, slug_of


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:3000/artists/pink-3f9a2c1b",
        "http://localhost:3000/artists/pink-3f9a2c1b/",
        "http://localhost:3000/artists/pink-3f9a2c1b?from=search#songs",
    ],
)
def test_the_slug_is_the_last_word_of_the_path(address: str) -> None:
    assert slug_of(ReflexURL(address)) == "pink-3f9a2c1b"


def test_an_endless_address_is_cut() -> None:
    assert len(slug_of(ReflexURL("http://localhost:3000/artists/" + "x" * 5000))) == SLUG_LENGTH
