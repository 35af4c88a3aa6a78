"""A browser's end of Reflex's socket, as small as can be: engine.io 4 and socket.io 5 in text frames."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

NAMESPACE = "/_event"
ROOT = "reflex___state____state"
TIMEOUT_S = 10.0
"""How long anything is waited for before the test fails; nothing takes that long."""

Update = dict[str, Any]
"""The decoded payload of an "event" packet: delta, events."""


class Page:
    """One open page. `updates` holds everything it was sent, in order."""

    def __init__(self, socket: ClientConnection, path: str) -> None:
        self._socket = socket
        self._path = path
        self._came = asyncio.Condition()
        self.sid = ""
        self.updates: list[Update] = []
        self.frames: list[str] = []
        """Every text frame from the server, as it came."""

    @property
    def packets(self) -> int:
        return len(self.updates)

    async def fire(self, name: str, payload: Mapping[str, Any] | None = None) -> None:
        """Send an event as the page would: `name` is the state's full name and the handler's."""
        event = {"name": name, "payload": dict(payload or {}), "router_data": self._router_data()}
        await self._socket.send(f"42{NAMESPACE}," + json.dumps(["event", event]))

    async def wait_for(self, wanted: Callable[[Update], bool], *, after: int = 0) -> Update:
        """The first update from number `after` on that is wanted; fails if it does not come."""
        async with asyncio.timeout(TIMEOUT_S), self._came:
            while True:
                for update in self.updates[after:]:
                    if wanted(update):
                        return update
                await self._came.wait()

    async def wait_for_packets(self, number: int) -> None:
        async with asyncio.timeout(TIMEOUT_S), self._came:
            await self._came.wait_for(lambda: len(self.updates) >= number)

    def values(self, state: str) -> dict[str, Any]:
        """What the page's copy of a state holds after all updates so far."""
        held: dict[str, Any] = {}
        for update in self.updates:
            held |= update.get("delta", {}).get(state, {})
        return {name.removesuffix("_rx_state_"): value for name, value in held.items()}

    async def close(self) -> None:
        await self._socket.close()

    def _router_data(self) -> dict[str, Any]:
        return {"pathname": self._path, "asPath": self._path, "query": {}}

    async def _handshake(self, *, is_reflex: bool) -> None:
        assert str(await self._socket.recv()).startswith("0")
        boot = {"name": f"{ROOT}.hydrate_and_load", "payload": {"vars": {}}, "router_data": self._router_data()}
        await self._socket.send(f"40{NAMESPACE}," + (json.dumps({"event": boot}) if is_reflex else ""))
        # Reflex answers the boot event before it acknowledges the connection.
        while not (text := str(await self._socket.recv())).startswith("40"):
            await self._take(text)
        self.frames.append(text)
        self.sid = json.loads(text[text.index("{") :])["sid"]

    async def _listen(self) -> None:
        async for text in self._socket:
            await self._take(str(text))

    async def _take(self, text: str) -> None:
        self.frames.append(text)
        if text == "2":
            await self._socket.send("3")
            return
        prefix = f"42{NAMESPACE},"
        if text.startswith(prefix):
            name, update = json.loads(text.removeprefix(prefix))
            if name == "event":
                async with self._came:
                    self.updates.append(update)
                    self._came.notify_all()


@asynccontextmanager
async def open_page(
    port: int, *, path: str = "/", headers: Mapping[str, str] | None = None, is_reflex: bool = True
) -> AsyncIterator[Page]:
    """A page on 127.0.0.1 with its socket up, and with the boot event on its way when a Reflex app serves it."""
    address = f"ws://127.0.0.1:{port}{NAMESPACE}/?EIO=4&transport=websocket&token={uuid.uuid4()}"
    async with asyncio.timeout(TIMEOUT_S):
        socket = await connect(address, additional_headers=headers, compression=None)
    page = Page(socket, path)
    async with asyncio.timeout(TIMEOUT_S):
        await page._handshake(is_reflex=is_reflex)
    listening = asyncio.create_task(page._listen())
    try:
        yield page
    finally:
        await socket.close()
        await listening
