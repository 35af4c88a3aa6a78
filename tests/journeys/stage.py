"""Where on a filled site to find a show of each kind. Read from its database, so that it holds on any day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.running import Site

# Two days ahead and more, so that nothing closes while a journey is under way.
_AHEAD = "show.local_date > date('now', '+2 days') AND show.status = 'scheduled'"
_BILL = "SELECT count(*) FROM performance WHERE show_id = show.id"
_OF = """
SELECT show.slug, performance.id FROM show JOIN performance ON performance.show_id = show.id
JOIN artist ON artist.id = performance.artist_id WHERE artist.name = ?
"""


@dataclass(frozen=True)
class Stage:
    """Addresses."""

    artist: str
    artist_name: str
    concerts: tuple[str, ...]
    """Open shows of one artist, each with five songs; far more than there are journeys."""
    festival: str
    """Many on the bill, two of them at least with songs, and one at least never looked up."""
    closed: str
    """Past, with songs."""
    cancelled: str
    few: str
    """Three songs."""
    songless: str
    """An artist whose songs were asked for, and there are none."""

    def concert(self, number: int) -> str:
        return self.concerts[number]


def stage_of(site: Site) -> Stage:
    def shows(name: str, more: str) -> list[Any]:
        return [f"/shows/{row[0]}" for row in site.rows(f"{_OF} AND {more} ORDER BY show.local_date", name)]

    festival = site.one(
        f"SELECT slug FROM show WHERE {_AHEAD} AND ({_BILL}) >= 6 ORDER BY (SELECT count(*) FROM setlist JOIN performance"
        " ON performance.id = setlist.performance_id WHERE performance.show_id = show.id) DESC, local_date LIMIT 1"
    )
    umbrellas = site.one("SELECT slug FROM artist WHERE name = 'The Borrowed Umbrellas'")
    alone = f"{_AHEAD} AND ({_BILL}) = 1"
    return Stage(
        artist=f"/artists/{umbrellas}",
        artist_name="The Borrowed Umbrellas",
        concerts=tuple(shows("The Borrowed Umbrellas", _AHEAD)),
        festival=f"/shows/{festival}",
        closed=shows(
            "Kuchenkrieg", f"show.local_date < date('now', '-2 days') AND show.status = 'scheduled' AND ({_BILL}) = 1"
        )[0],
        cancelled=shows("Kuchenkrieg", "show.status = 'cancelled'")[0],
        few=shows("Ezra Plinth", alone)[0],
        songless=shows("Brass Lighthouse Society", alone)[0],
    )
