"""A socket.io server like Reflex's, without Reflex: on a free port of this very event loop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import socketio
import uvicorn
from reflex.app import _sio_dumps, _sio_loads

from setlist_app.live.rooms import NAMESPACE


class Codec:
    """Reflex's own encoder, as its App installs it."""

    dumps = staticmethod(_sio_dumps)
    loads = staticmethod(_sio_loads)


@asynccontextmanager
async def serving() -> AsyncIterator[tuple[socketio.AsyncServer, int]]:
    """The server and its port."""
    sio = socketio.AsyncServer(async_mode="asgi", json=Codec, cors_allowed_origins=[], transports=["websocket"])
    sio.register_namespace(socketio.AsyncNamespace(NAMESPACE))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        app = socketio.ASGIApp(sio, socketio_path=NAMESPACE)
        config = uvicorn.Config(app, ws="websockets-sansio", lifespan="off", log_level="error")
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield sio, listener.getsockname()[1]
        finally:
            server.should_exit = True
            await running
