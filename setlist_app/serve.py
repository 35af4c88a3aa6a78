"""Start the site: one process, one port, on a socket that we bind first (DESIGN 5.12).

Order matters: the socket before anything slow, so that "port in use" is one sentence and not a stack trace; the
database before the frontend build, so that a wrong setting does not cost half a minute.
"""

from __future__ import annotations

import argparse
import errno
import os
import socket
import sys
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from setlist_app.settings import Mode, Settings, current, what_is_wrong

BACKLOG = 2048
FRAME_LIMIT = 65_536
"""Largest websocket frame a browser may send, in bytes: no event of ours comes near it."""

SOCKET_TIMEOUT_S = 20
"""A vanished phone is dropped after ping interval plus this; Reflex waits two minutes."""

GRACE_S = 3


class CannotStart(Exception):
    """One sentence for the person at the terminal."""


def bind(host: str, port: int) -> socket.socket:
    """A listening socket. Never SO_REUSEPORT: two sites on one port would each have half of every room."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(BACKLOG)
    except OverflowError as error:
        bound.close()
        raise CannotStart(f"There is no port {port}: choose one from 0 to 65535.") from error
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRINUSE:
            raise CannotStart(f"Port {port} on {host} is already in use. Try: scripts/run --port {port + 1}") from error
        raise CannotStart(f"Cannot listen on {host}:{port}: {error.strerror or error}.") from error
    return bound


def origins(host: str, port: int, settings: Settings) -> list[str]:
    """Pages that may open our websocket: the public address, and this machine's own names for a local one."""
    if settings.setlist_public_url:
        return [str(settings.setlist_public_url).rstrip("/")]
    names = {"127.0.0.1", "localhost", "[::1]", f"[{host}]" if ":" in host else host}
    return sorted(f"http://{name}:{port}" for name in names)


def prepare(settings: Settings) -> None:
    """Database and frontend. Raises `CannotStart`."""
    from setlist_app.accounts.secret import SecretUnusable, load_secret
    from setlist_app.build import BuildFailed, build, is_current
    from setlist_app.db.migrate import DatabaseUnusable, migrate

    if settings.setlist_workers > 1:
        raise CannotStart(
            "SETLIST_WORKERS above 1 needs PostgreSQL, Redis and the supervisor of a later version; leave it at 1."
        )
    try:
        migrate(settings.database_url, settings.mode, datetime.now(UTC))
        load_secret(settings)
    except (DatabaseUnusable, SecretUnusable) as error:
        raise CannotStart(str(error)) from error
    if not is_current():
        print("Building the frontend, this takes about half a minute ...", flush=True)
        try:
            build()
        except BuildFailed as error:
            raise CannotStart(str(error)) from error


def application(allowed_origins: list[str]) -> Any:
    """The ASGI application with the built frontend mounted. The environment is Reflex's own way to be told."""
    os.environ["REFLEX_CORS_ALLOWED_ORIGINS"] = ",".join(allowed_origins)
    from reflex_base import constants
    from reflex_base.environment import environment

    environment.REFLEX_ENV_MODE.set(constants.Env.PROD)
    environment.REFLEX_SKIP_COMPILE.set(True)
    environment.REFLEX_MOUNT_FRONTEND_COMPILED_APP.set(True)
    environment.REFLEX_SOCKET_MAX_HTTP_BUFFER_SIZE.set(FRAME_LIMIT)
    os.environ["REFLEX_SOCKET_TIMEOUT"] = str(SOCKET_TIMEOUT_S)
    from setlist_app.setlist_app import app

    return app()


def banner(host: str, port: int, settings: Settings) -> str:
    shown = "localhost" if host in {"0.0.0.0", "::"} else host
    address = str(settings.setlist_public_url or f"http://{shown}:{port}/")
    if settings.mode is Mode.DEMO:
        mode = "Demo mode: invented artists from the built-in sandbox, no keys needed."
    else:
        songs = "with songs" if settings.has_song_source else "without a song source: set SPOTIFY_CLIENT_ID and _SECRET"
        mode = f"Live mode: shows from Ticketmaster, {songs}."
    lines = [f"Setlist is at {address}", mode]
    if host in {"0.0.0.0", "::"} and not settings.setlist_public_url:
        lines.append("Other machines can load pages but not vote: set SETLIST_PUBLIC_URL to the address they use.")
    return "\n".join(lines)


def serve(host: str, port: int, settings: Settings) -> None:
    """Blocks until SIGINT or SIGTERM."""
    import uvicorn

    with bind(host, port) as bound:
        prepare(settings)
        port = bound.getsockname()[1]

        class Server(uvicorn.Server):
            async def startup(self, sockets: list[socket.socket] | None = None) -> None:
                await super().startup(sockets)
                if not self.should_exit:
                    print(banner(host, port, settings), flush=True)

        config = uvicorn.Config(
            application(origins(host, port, settings)),
            loop="uvloop",
            http="httptools",
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            ws_max_size=FRAME_LIMIT,
            access_log=False,
            log_level="warning",
            timeout_graceful_shutdown=GRACE_S,
            server_header=False,
            proxy_headers=False,
        )
        Server(config).run(sockets=[bound])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scripts/run", description="Start Setlist.")
    parser.add_argument("--port", type=int, default=3000, help="default 3000; 0 picks a free one")
    parser.add_argument("--host", default="127.0.0.1")
    chosen = parser.parse_args(arguments)
    try:
        serve(chosen.host, chosen.port, current())
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 1
    except ValidationError as error:
        print(what_is_wrong(error), file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.strerror or error}: {error.filename or 'this disk'}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
