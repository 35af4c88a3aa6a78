"""The stand-in on a port: `setlist sandbox --port N [--faults FILE] [--recorded DIR]`."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import uvicorn

from setlist_app.sandbox.catalog import Catalog, of_day
from setlist_app.sandbox.faults import Faults
from setlist_app.sandbox.recorded import load_recorded
from setlist_app.sandbox.records import SandboxError
from setlist_app.sandbox.routing import create_app, now_utc
from setlist_app.sandbox.world import DEFAULT_SEED

_ADVICE = """The sandbox answers for Ticketmaster and Spotify at http://{host}:{port} ({what}).
Point the product at it with:

TICKETMASTER_BASE_URL=http://{host}:{port}/discovery/v2
TICKETMASTER_API_KEY=any
SPOTIFY_BASE_URL=http://{host}:{port}/v1
SPOTIFY_ACCOUNTS_URL=http://{host}:{port}
SPOTIFY_CLIENT_ID=any
SPOTIFY_CLIENT_SECRET=any
"""


def serve(
    port: int,
    host: str = "127.0.0.1",
    faults: Faults | None = None,
    recorded: Path | None = None,
    seed: int = DEFAULT_SEED,
) -> int:
    """Serves until interrupted. Returns 0 after Ctrl-C, 1 with one sentence on stderr if it cannot start.

    Port 0 takes a free one; the printed lines name it.
    """
    try:
        catalog = load_recorded(recorded) if recorded is not None else None
        listening = bind(host, port)
    except SandboxError as error:
        print(error, file=sys.stderr)
        return 1

    def shelves() -> Catalog:
        return catalog if catalog is not None else of_day(seed, now_utc().toordinal())

    what = f"recorded answers in {recorded}" if recorded is not None else f"demo world, seed {seed}"
    shown = f"[{host}]" if ":" in host else host
    print(_ADVICE.format(host=shown, port=listening.getsockname()[1], what=what), flush=True)
    config = uvicorn.Config(create_app(shelves, faults=faults), log_level="warning", access_log=False, lifespan="off")
    with listening:
        try:
            uvicorn.Server(config).run(sockets=[listening])
        except KeyboardInterrupt:
            # uvicorn raises the signal again once it has shut down; the wish has been met.
            return 0
    return 0


def bind(host: str, port: int) -> socket.socket:
    """A listening socket, taken before anything is printed. Raises SandboxError with one sentence."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise SandboxError(f"Port {port} on {host} cannot be used: {reason}.") from error
    return listening
