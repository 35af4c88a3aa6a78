"""The sync of one artist with 60 shows and 80 songs, against the sandbox in-process: `python -m bench.sync [--json]`.

The floor is the same requests made bare, their answers read and thrown away.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from setlist_app.db import Database
from setlist_app.db.migrate import migrate
from setlist_app.sandbox import transport as sandbox
from setlist_app.settings import Mode, Settings
from setlist_app.sync.engine import Engine
from setlist_app.sync.naming import find_or_make
from setlist_app.sync.sources import build_sources

ARTIST = "The Borrowed Umbrellas"


def now() -> datetime:
    return datetime.now(UTC)


async def synced(folder: Path) -> tuple[dict[str, Any], list[str]]:
    settings = Settings(_env_file=None, setlist_data_dir=folder)  # type: ignore[call-arg]
    migrate(settings.database_url, Mode.DEMO, now())
    db = Database(settings.database_url)
    transport = sandbox.in_process_transport(clock=now)
    sources = build_sources(settings, db, now, transport=transport)
    artist_id = await find_or_make(db, sources, ARTIST, now())
    before = len(transport.app.state.calls)
    started = time.perf_counter()
    first = await Engine(db, sources, now).run_now(artist_id)
    seconds = time.perf_counter() - started
    calls = list(transport.app.state.calls)[before:]
    started = time.perf_counter()
    second = await Engine(db, sources, now).run_now(artist_id)
    again = time.perf_counter() - started
    await sources.close()
    db.close()
    found = {
        "state": first.state.value,
        "requests": first.requests,
        "seconds": seconds,
        "steps": {step.name.value: step.created for step in first.steps},
        "second_run": second.reason,
        "second_run_seconds": again,
    }
    paths = [f"{call.path}?{call.query}" for call in calls if call.method == "GET"]
    return found, paths


async def bare(paths: list[str]) -> float:
    """Seconds for the same GET requests without client, parsing and database."""
    transport = sandbox.in_process_transport(clock=now)
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox.invalid") as client:
        token = (
            await client.post("/api/token", data={"grant_type": "client_credentials"}, auth=("demo", "demo"))
        ).json()
        headers = {"authorization": f"Bearer {token['access_token']}"}
        started = time.perf_counter()
        for path in paths:
            await client.get(f"{path}&apikey=demo", headers=headers)
        return time.perf_counter() - started


def main() -> int:
    parser = argparse.ArgumentParser(description="The sync of one artist with 60 shows and 80 songs.")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found, paths = asyncio.run(synced(Path(folder)))
    found["bare_seconds"] = asyncio.run(bare(paths))
    found["ratios"] = {"seconds": found["seconds"] / found["bare_seconds"]}
    if chosen.json:
        print(json.dumps(found, indent=2))
    else:
        print(f"{found['state']}: {found['steps']}, {found['requests']} requests in {found['seconds']:.2f} s")
        print(f"bare requests {found['bare_seconds']:.2f} s, ratio {found['ratios']['seconds']:.1f}")
        print(f"second run: {found['second_run']} ({found['second_run_seconds']:.2f} s)")
    return 0 if found["state"] == "ok" else 1


if __name__ == "__main__":
    sys.exit(main())
