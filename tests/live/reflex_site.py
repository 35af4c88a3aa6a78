"""A Reflex app with one state and a room, for test_reflex_wire. Runs in a process of its own: states are global.

`python -m tests.live.reflex_site` binds a free port, prints it, serves until its input closes.
"""

import asyncio
import socket
import sys
from dataclasses import dataclass

import reflex as rx
import uvicorn
from reflex_base import constants
from reflex_base.environment import environment

from setlist_app.live.broadcaster import Broadcaster
from setlist_app.live.deltas import delta
from setlist_app.live.rooms import Rooms

TOPIC = "ballot:5"


@dataclass(frozen=True)
class Standing:
    version: int
    rows_version: int = 0


class Board(rx.State):
    """What a page of the ballot holds: counts come from the room, rows are fetched."""

    version: int = -1
    rows: list[str] = []  # noqa: RUF012 - Reflex copies the default for each session

    @rx.event
    async def load(self) -> None:
        await rooms.join(self.router.session.session_id, TOPIC)
        self.version = broadcaster.newest(TOPIC, Standing(0)).version

    @rx.event
    def vote(self, version: int) -> None:
        broadcaster.publish(TOPIC, Standing(version))

    @rx.event
    def suggest(self, version: int) -> None:
        broadcaster.publish(TOPIC, Standing(version, rows_version=1))

    @rx.event
    def fetch_rows(self) -> None:
        self.rows = ["anthem", "fugue"]


def encode(payload: Standing, part: str) -> rx.state.StateUpdate | None:
    if part == "rows":
        return delta(Board.get_full_name(), {}, events=(f"{Board.get_full_name()}.fetch_rows",))
    return delta(Board.get_full_name(), {"version": payload.version})


app = rx.App()
app.add_page(lambda: rx.el.p(Board.version), route="/", on_load=Board.load)
assert app.sio is not None
rooms = Rooms(app.sio)
broadcaster = Broadcaster(rooms, {"ballot": encode})


async def serve() -> None:
    environment.REFLEX_ENV_MODE.set(constants.Env.PROD)
    environment.REFLEX_SKIP_COMPILE.set(True)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        config = uvicorn.Config(app(), ws="websockets-sansio", log_level="error")
        server = uvicorn.Server(config)
        broadcasting = asyncio.create_task(broadcaster.run())
        running = asyncio.create_task(server.serve(sockets=[listener]))
        print(listener.getsockname()[1], Board.get_full_name(), flush=True)
        await asyncio.to_thread(sys.stdin.read)
        server.should_exit = True
        await running
        broadcasting.cancel()


if __name__ == "__main__":
    asyncio.run(serve())
