"""What deltas.py says of Reflex, against the Reflex that is installed: a real app in a process of its own."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import reflex_base

from setlist_app.live.deltas import delta
from tests.wire import Page, Update, open_page

ROOT_FOLDER = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str]]:
    """Port, and the full name of the state."""
    folder = tmp_path_factory.mktemp("reflex_site")
    (folder / "rxconfig.py").write_text(
        "import reflex as rx\n"
        "config = rx.Config(app_name='site', state_manager_mode='memory', telemetry_enabled=False)\n"
    )
    with (folder / "log").open("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.live.reflex_site"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT_FOLDER), "REFLEX_TELEMETRY_ENABLED": "false"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            words = process.stdout.readline().split()
            assert len(words) == 2, (folder / "log").read_text()
            yield int(words[0]), words[1]
        finally:
            process.stdin.close()
            process.wait(timeout=20)
            process.stdout.close()


def shows(state: str, version: int) -> Callable[[Update], bool]:
    return lambda update: update.get("delta", {}).get(state, {}).get("version_rx_state_") == version


async def loaded(page: Page, state: str) -> None:
    """The page's own `load` has run: the variable's first value is -1."""
    await page.wait_for(lambda update: update.get("delta", {}).get(state, {}).get("version_rx_state_", -1) >= 0)


def test_a_room_delta_is_the_packet_that_the_state_itself_would_send(site: tuple[int, str]) -> None:
    port, state = site

    async def story() -> None:
        async with open_page(port) as alice, open_page(port) as bob:
            await loaded(alice, state)
            await loaded(bob, state)
            before = bob.packets
            await alice.fire(f"{state}.vote", {"version": 7})
            of_the_room = await bob.wait_for(shows(state, 7), after=before)
            assert of_the_room == {"delta": {state: {"version_rx_state_": 7}}}
            await alice.wait_for(shows(state, 7))
            # The page that opens now loads the same variable through Reflex's own delta.
            async with open_page(port) as grace:
                own: Update = await grace.wait_for(shows(state, 7))
                assert own["delta"][state]["version_rx_state_"] == 7

    asyncio.run(story())


def test_a_room_can_have_every_page_fire_an_event_without_a_script(site: tuple[int, str]) -> None:
    port, state = site

    async def story() -> None:
        async with open_page(port) as alice, open_page(port) as bob:
            await loaded(alice, state)
            await loaded(bob, state)
            await alice.fire(f"{state}.suggest", {"version": 8})
            told = await bob.wait_for(lambda update: bool(update.get("events")))
            (event,) = told["events"]
            assert event["name"] == f"{state}.fetch_rows"
            assert not event["name"].startswith("_")  # the client's own events, scripts among them, begin so
            await bob.fire(event["name"], event.get("payload"))  # what the stock client does with it
            answer = await bob.wait_for(
                lambda update: bool(update.get("delta", {}).get(state, {}).get("rows_rx_state_"))
            )
            assert answer["delta"][state]["rows_rx_state_"] == ["anthem", "fugue"]

    asyncio.run(story())


def test_the_stock_client_still_queues_the_events_of_an_update() -> None:
    script = Path(reflex_base.__file__).parent / ".templates" / "web" / "utils" / "state.js"
    text = script.read_text(encoding="utf-8")
    received = text[text.index('socket.current.on("event", (update)') :]
    assert "dispatch[substate](delta[substate])" in received[:600]
    assert "queueEvents(update.events" in received[:600]
    assert 'socket.emit("event", encodeFormDataArgs(routed_event))' in text


def test_an_update_leaves_out_what_it_does_not_hold() -> None:
    assert delta("s", {}).delta == {}
    assert delta("s", {"n": 1}).delta == {"s": {"n_rx_state_": 1}}
    assert [event.name for event in delta("s", {}, events=("s.go",)).events] == ["s.go"]
