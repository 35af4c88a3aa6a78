"""A site of its own for a measurement: fresh data, a free port, stopped at the end."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
START_S = 90
FILL_S = 120


@dataclass(frozen=True)
class Site:
    url: str
    pid: int
    seconds_to_answer: float
    """From the start of the process to the first answered `GET /`."""

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return json.load(answer)


@contextlib.contextmanager
def site(data: Path | None = None) -> Iterator[Site]:
    """Start the demo site on a free port; builds the frontend first if need be."""
    subprocess.run([sys.executable, "-m", "setlist_app.build"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SETLIST_DATA_DIR": str(data or folder)}
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "setlist_app.serve", "--port", "0"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            while line and not line.startswith("Setlist is at "):
                line = process.stdout.readline()
            if not line:
                raise RuntimeError("the site did not start")
            url = line.removeprefix("Setlist is at ").strip().rstrip("/")
            urllib.request.urlopen(url, timeout=START_S).read()
            yield Site(url, process.pid, time.perf_counter() - started)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)


def filled(running: Site) -> tuple[str, str]:
    """Wait for the first start to end; the slugs of the artist with most shows ahead and of their next open show."""
    deadline = time.monotonic() + FILL_S
    while time.monotonic() < deadline:
        artists = running.get("/api/v1/artists")["artists"]
        looked_up = [artist for artist in artists if artist["upcoming"] is not None]
        if len(looked_up) >= 12:
            busiest = max(looked_up, key=lambda artist: artist["upcoming"])["slug"]
            shows = running.get(f"/api/v1/artists/{busiest}")["shows"]
            return busiest, next(show["slug"] for show in shows if show["voting"] == "open" and show["local_date"])
        time.sleep(0.5)
    raise RuntimeError("the first start did not finish")
