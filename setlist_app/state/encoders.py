"""What the rooms send: names of topics, payloads, and the state variables that each of their parts becomes.

`state/` owns the names of the delta. The front door hands these to the broadcaster in `live/`, which knows no state.
"""

from __future__ import annotations

from dataclasses import dataclass

from reflex.state import StateUpdate

from setlist_app.catalog.views import StripView
from setlist_app.live.broadcaster import Encoder
from setlist_app.live.deltas import delta
from setlist_app.live.pace import Part
from setlist_app.state.artist import ArtistState, SyncLive
from setlist_app.state.home import HomeLive, HomeState
from setlist_app.state.show import BallotLive, ShowState
from setlist_app.voting.sheet import Tally

HOME = "home"


def artist_topic(artist_id: int) -> str:
    return f"artist:{artist_id}"


def ballot_topic(performance_id: int) -> str:
    return f"ballot:{performance_id}"


@dataclass(frozen=True)
class StripNews:
    """The run of one artist as everybody watching sees it."""

    version: int
    rows_version: int
    strip: StripView


@dataclass(frozen=True)
class HomeNews:
    version: int
    rows_version: int


def ballot(tally: Tally, part: Part) -> StateUpdate | None:
    if part == "order":
        return delta(BallotLive.get_full_name(), {"order": list(tally.order)})
    if part == "rows":
        fetch = f"{ShowState.get_full_name()}.refresh"
        return delta(BallotLive.get_full_name(), {"rows_version": tally.rows_version}, (fetch,))
    values = {"counts": tally.counts, "version": tally.version, "voters": tally.voters}
    return delta(BallotLive.get_full_name(), values)


def strip(news: StripNews, part: Part) -> StateUpdate | None:
    if part == "rows":
        # A show whose sheet is empty waits for its artist's songs; each handler minds only its own page.
        fetch = (f"{ArtistState.get_full_name()}.refresh", f"{ShowState.get_full_name()}.refresh")
        return delta(SyncLive.get_full_name(), {"rows_version": news.rows_version}, fetch)
    return delta(SyncLive.get_full_name(), {"strip": news.strip}) if part == "counts" else None


def home(news: HomeNews, part: Part) -> StateUpdate | None:
    if part != "rows":
        return None
    fetch = f"{HomeState.get_full_name()}.refresh"
    return delta(HomeLive.get_full_name(), {"rows_version": news.rows_version}, (fetch,))


ENCODERS: dict[str, Encoder] = {"ballot": ballot, "artist": strip, HOME: home}
