"""JavaScript that lives beside the Python: each file is linked into the build, and its exports are wrapped here.

A component is JavaScript only where the browser must answer without asking: typing, pressing, moving, counting down.
Props are state, events go to handlers; nothing is returned from handlers but state (DESIGN 5.4).
"""

from typing import Any

import reflex as rx

passthrough = rx.event.passthrough_event_spec

# Files that others import: linking them is all they need.
for _shared in ("combobox.js", "motion.js", "request_id.js", "vote_pill.js"):
    rx.asset(_shared, shared=True)


class SearchBox(rx.Component):
    """The search for an artist. `answer` is a `state.search.SearchAnswer`."""

    library = rx.asset("search_box.js", shared=True).importable_path
    tag = "SearchBox"
    answer: rx.Var[Any]
    large: rx.Var[bool]
    value: rx.Var[str]
    on_query: rx.EventHandler[passthrough(str, int)]
    on_pick: rx.EventHandler[passthrough(str)]


class SuggestBox(rx.Component):
    """A song for the list. `answer` is a `state.show.SuggestAnswer`."""

    library = rx.asset("suggest_box.js", shared=True).importable_path
    tag = "SuggestBox"
    answer: rx.Var[Any]
    artist: rx.Var[str]
    on_query: rx.EventHandler[passthrough(str, int)]
    on_suggest: rx.EventHandler[passthrough(str, str)]


class Ballot(rx.Component):
    """The list on the sheet; `on_vote(song key, want, request id)`."""

    library = rx.asset("ballot.js", shared=True).importable_path
    tag = "Ballot"
    rows: rx.Var[list[Any]]
    order: rx.Var[list[str]]
    counts: rx.Var[dict[str, int]]
    version: rx.Var[int]
    voters: rx.Var[int]
    mine: rx.Var[list[str]]
    answers: rx.Var[dict[str, Any]]
    open: rx.Var[bool]
    broken: rx.Var[bool]
    name: rx.Var[str]
    on_vote: rx.EventHandler[passthrough(str, bool, str)]


class Countdown(rx.Component):
    library = rx.asset("countdown.js", shared=True).importable_path
    tag = "Countdown"
    closes_at: rx.Var[str]
    on_zero: rx.EventHandler[rx.event.no_args_event_spec]


class Tabs(rx.Component):
    library = rx.asset("tabs.js", shared=True).importable_path
    tag = "Tabs"
    tabs: rx.Var[list[Any]]
    selected: rx.Var[int]
    label: rx.Var[str]
    panel_id: rx.Var[str]
    on_select: rx.EventHandler[passthrough(int)]


class SongList(rx.Component):
    library = rx.asset("song_list.js", shared=True).importable_path
    tag = "SongList"
    songs: rx.Var[list[Any]]
