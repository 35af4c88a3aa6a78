"""Deny by default: what a browser may call is marked, and this is the list of it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import reflex as rx
from reflex.state import StateUpdate
from reflex_base.event import Event

from setlist_app.state import guard
from tests.state.inventory import handlers, is_ours

OPEN = {
    "ArtistState.load", "ArtistState.refresh", "HomeState.load", "HomeState.refresh", "SearchBox.ask", "SearchBox.pick",
    "SearchPage.load", "SearchPage.load_theirs", "ShellState.broke", "ShellState.busy", "ShellState.dismiss",
    "ShowState.choose", "ShowState.load", "ShowState.look", "ShowState.refresh", "ShowState.suggest", "ShowState.vote",
}  # fmt: skip
"""Ours that anybody may call. A new handler is added here on purpose or not at all."""


def ours() -> dict[str, Any]:
    return {name: handler for name, handler in handlers().items() if is_ours(handler)}


def test_every_handler_of_ours_bears_a_mark() -> None:
    unmarked = [name for name, handler in ours().items() if not hasattr(handler, "__guard__")]
    assert not unmarked, f"callable by anybody over the socket, and unmarked: {unmarked}"


def test_the_open_handlers_are_exactly_these() -> None:
    names = {handler.__qualname__ for handler in ours().values() if guard.is_open(handler)}
    assert names == OPEN


def test_of_the_frameworks_own_handlers_only_those_of_a_pages_life_are_open() -> None:
    framework = {name: handler for name, handler in handlers().items() if not is_ours(handler)}
    assert framework, "the framework registers some of its own"
    opened = {handler.__name__ for handler in framework.values() if guard.is_open(handler)}
    assert opened <= guard.FRAMEWORK_ALLOWED
    refused = {name.rsplit(".", 1)[-1] for name, handler in framework.items() if not guard.is_open(handler)}
    assert "setvar" in refused


def unmarked(self: object) -> None:
    """What somebody would write in a hurry."""


@guard.public
def marked(self: object) -> None:
    """On purpose."""


def test_a_mark_opens_a_handler_and_nothing_else_does() -> None:
    assert guard.is_open(marked)
    assert not guard.is_open(unmarked)


@guard.public
def cast(self: object, song_key: str, want: bool = True) -> None:
    """Two arguments, one of them with a default."""


@pytest.mark.parametrize(
    ("payload", "fits"),
    [
        ({"song_key": "ab"}, True), ({"song_key": "ab", "want": False}, True), ({}, False), ({"want": True}, False),
        ({"song_key": "ab", "extra": 1}, False), ({"song_key": "ab", "self": 1}, False),
        ({"song_key": 7}, False), ({"song_key": "ab", "want": "yes"}, False), ({"song_key": None}, False),
    ],
)  # fmt: skip
def test_a_handler_gets_its_own_arguments_and_no_others(payload: dict[str, Any], fits: bool) -> None:
    assert guard.fits(cast, payload) is fits


def preprocess(name: str) -> StateUpdate | None:
    app: Any = None
    state: Any = None
    return asyncio.run(guard.Guard().preprocess(app, state, Event(name=name, payload={})))


def test_the_guard_refuses_what_is_not_registered_and_logs_no_more_than_its_beginning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert isinstance(preprocess("x" * 60_000), StateUpdate)
    assert len(caplog.text) < 500
    assert issubclass(guard.Guard, rx.Middleware)
