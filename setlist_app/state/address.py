"""Reading the address of the page that an event comes from."""

from __future__ import annotations

from reflex.istate.data import ReflexURL

SLUG_LENGTH = 200


def slug_of(url: ReflexURL) -> str:
    """'pink-3f9a2c1b' of '/artists/pink-3f9a2c1b'. What comes from a browser is cut to a slug's length."""
    return url.path.rstrip("/").rsplit("/", 1)[-1][:SLUG_LENGTH]
