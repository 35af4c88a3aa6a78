"""Every URL of the product."""

from __future__ import annotations

HOME = "/"
SEARCH = "/search"
ARTIST = "/artists/[slug]"
SHOW = "/shows/[slug]"
HOW_IT_WORKS = "/how-it-works"
PRIVACY = "/privacy"

HEALTH = "/healthz"
ART = "/art/{key}.svg"
MODE_STYLE = "/mode.css"
API_ARTISTS = "/api/v1/artists"
API_ARTIST = "/api/v1/artists/{slug}"
API_SHOWS = "/api/v1/shows"
API_SHOW = "/api/v1/shows/{slug}"


def artist(slug: str) -> str:
    return f"/artists/{slug}"


def show(slug: str) -> str:
    return f"/shows/{slug}"


def art(key: str) -> str:
    return f"/art/{key}.svg"
