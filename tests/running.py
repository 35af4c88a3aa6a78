"""The product in a process of its own, as a person starts it, and the stand-in for the providers beside it."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx
import sqlalchemy as sa

from setlist_app.db import Database
from setlist_app.db.migrate import migrate
from setlist_app.settings import Settings
from setlist_app.sync.engine import Engine
from setlist_app.sync.naming import find_or_make
from setlist_app.sync.sources import build_sources

ROOT = Path(__file__).resolve().parents[1]
START_S = 60.0
WAIT_S = 20.0
"""How long anything is waited for before the test fails; on a quiet machine nothing takes a tenth of it."""

STOP_S = 10.0
TICK_S = 0.03

T = TypeVar("T")

# What a developer has in the environment or in .env must not reach a site under test; blank means unset.
BLANK = dict.fromkeys(
    (
        "SETLIST_DATABASE_URL", "SETLIST_REDIS_URL", "SETLIST_PUBLIC_URL", "SETLIST_SECRET_KEY", "TICKETMASTER_API_KEY",
        "TICKETMASTER_BASE_URL", "SPOTIFY_CLIENT_ID", "SPOTIFY_CLIENT_SECRET", "SPOTIFY_BASE_URL", "SPOTIFY_ACCOUNTS_URL",
    ),
    "",
)  # fmt: skip


def until(find: Callable[[], T | bool | None], what: str, *, seconds: float = WAIT_S) -> T:
    """What `find` returns as soon as it is true. Fails with `what` in the message."""
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while True:
        if found := find():
            return found  # type: ignore[return-value]
        if time.monotonic() > deadline:
            raise AssertionError(f"after {seconds:.0f} s still not: {what}")
        pause.wait(TICK_S)


def await_apart(story: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine on a thread of its own: Playwright's sync API keeps a loop running on ours."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, story).result()


@dataclass
class Process:
    """A started command with its output in files. Stopped by its own id, never by name."""

    folder: Path
    popen: subprocess.Popen[bytes]

    @classmethod
    def start(cls, folder: Path, arguments: Sequence[str], environment: Mapping[str, str]) -> Process:
        folder.mkdir(parents=True, exist_ok=True)
        # Appended to: a site that is started again goes on in the same log.
        with (folder / "out").open("ab") as out, (folder / "err").open("ab") as err:
            command = [sys.executable, "-m", *arguments]
            env = {**os.environ, **BLANK, "PYTHONUNBUFFERED": "1", **environment}
            popen = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=env)
        return cls(folder, popen)

    @property
    def out(self) -> str:
        return (self.folder / "out").read_text(errors="replace")

    @property
    def err(self) -> str:
        return (self.folder / "err").read_text(errors="replace")

    def says(self, pattern: str, *, times: int = 1) -> re.Match[str]:
        """Wait for the n-th line of its output that fits; fail with its log when it ends first."""

        def look() -> re.Match[str] | None:
            found = list(re.finditer(pattern, self.out))
            if len(found) >= times:
                return found[times - 1]
            if self.popen.poll() is not None:
                raise AssertionError(f"it ended with {self.popen.returncode} before it said {pattern}:\n{self.err}")
            return None

        return until(look, f"a line {pattern}", seconds=START_S)

    def interrupt(self) -> int:
        """Ctrl-C. The exit code."""
        if self.popen.poll() is None:
            self.popen.send_signal(signal.SIGINT)
        try:
            return self.popen.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.wait(STOP_S)
            raise AssertionError(f"Ctrl-C did not stop it within {STOP_S:.0f} s:\n{self.err}") from None


@dataclass
class Site:
    """A running site. `url` has no slash at its end."""

    process: Process
    data: Path
    url: str
    environment: dict[str, str] = field(default_factory=dict)
    _starts: int = 1
    _callers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @classmethod
    def start(cls, data: Path, environment: Mapping[str, str] | None = None) -> Site:
        # One proxy is trusted, so that each test can be a caller of its own for the API's limit.
        settings = {"SETLIST_DATA_DIR": str(data), "SETLIST_TRUSTED_PROXY_HOPS": "1", **(environment or {})}
        process = Process.start(data / "log", ["setlist_app.serve", "--port", "0"], settings)
        return cls(process, data, _address(process, 1), settings)

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    @property
    def log(self) -> str:
        return self.process.err

    def get(self, path: str, **headers: str) -> httpx.Response:
        caller = {"x-forwarded-for": f"198.51.100.{next(self._callers) % 250}"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.get(f"{self.url}{path}", headers=caller | named, timeout=WAIT_S)

    def cookie(self) -> str:
        """The Cookie header of a new guest."""
        return self.get("/").headers["set-cookie"].split(";")[0]

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Read its database beside it."""
        with closing(self._open("ro")) as connection:
            return connection.execute(sql, values).fetchall()

    def change(self, sql: str, *values: object) -> None:
        """Set the stage in its database, as the past would have left it."""
        with closing(self._open("rw")) as connection, connection:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(sql, values)

    def one(self, sql: str, *values: object) -> Any:
        """The first column of the first row; fails when there is none."""
        found = self.rows(sql, *values)
        assert found, f"no row: {sql} {values}"
        return found[0][0]

    def restart(self) -> None:
        """Stop it and start it again, on the same port with the same data."""
        assert self.process.interrupt() == 0
        self._starts += 1
        self.process = Process.start(
            self.data / "log", ["setlist_app.serve", "--port", str(self.port)], self.environment
        )
        _address(self.process, self._starts)

    def stop(self) -> None:
        """Ctrl-C; fails when it does not end well or when anything in its life left a traceback."""
        code = self.process.interrupt()
        assert code == 0, f"the site ended with {code}:\n{self.log}"
        assert "Traceback" not in self.log, f"the site's log holds a traceback:\n{self.log}"

    def _open(self, mode: str) -> sqlite3.Connection:
        (file,) = self.data.glob("*.db")
        return sqlite3.connect(f"file:{file}?mode={mode}", uri=True, timeout=WAIT_S)


def _address(process: Process, times: int) -> str:
    return process.says(r"Setlist is at (http://\S+)/", times=times)[1]


@contextmanager
def running(data: Path, environment: Mapping[str, str] | None = None) -> Iterator[Site]:
    site = Site.start(data, environment)
    try:
        yield site
    finally:
        site.stop()


@dataclass
class Sandbox:
    """The stand-in on a port, and the settings that point a site at it."""

    process: Process
    url: str

    @property
    def environment(self) -> dict[str, str]:
        return pointed_at(self.url)

    def stop(self) -> None:
        self.process.interrupt()


def pointed_at(url: str) -> dict[str, str]:
    return {
        "TICKETMASTER_BASE_URL": f"{url}/discovery/v2", "TICKETMASTER_API_KEY": "any", "SPOTIFY_BASE_URL": f"{url}/v1",
        "SPOTIFY_ACCOUNTS_URL": url, "SPOTIFY_CLIENT_ID": "any", "SPOTIFY_CLIENT_SECRET": "any",
    }  # fmt: skip


@contextmanager
def sandbox(folder: Path, faults: list[dict[str, Any]] | None = None) -> Iterator[Sandbox]:
    folder.mkdir(parents=True, exist_ok=True)
    script = folder / "faults.json"
    script.write_text(json.dumps(faults or []))
    process = Process.start(folder, ["setlist_app.cli", "sandbox", "--port", "0", "--faults", str(script)], {})
    try:
        yield Sandbox(process, process.says(r"answers for .* at (http://\S+) ")[1])
    finally:
        process.interrupt()


def fill(data: Path, names: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
    """A migrated database in the folder, with these artists synced from the demo world or from `environment`. Its first
    start is behind it: a site that runs on it asks for nobody by itself."""
    values = {name.lower(): value for name, value in (environment or {}).items()}
    settings = Settings(_env_file=None, setlist_data_dir=data, **values)  # type: ignore[arg-type, call-arg]

    def clock() -> datetime:
        return datetime.now(UTC)

    migrate(settings.database_url, settings.mode, clock())

    async def work() -> None:
        db = Database(settings.database_url)
        sources = build_sources(settings, db, clock)
        try:
            engine = Engine(db, sources, clock)
            for name in names:
                line = await engine.run_now(await find_or_make(db, sources, name, clock()))
                assert line.reason, f"{name} was not synced"
            await db.write(lambda session: session.execute(sa.text("UPDATE site SET seeded_at = CURRENT_TIMESTAMP")))
        finally:
            await sources.close()
            db.close()

    await_apart(work())


def copied(filled: Path, to: Path) -> Path:
    shutil.copytree(filled, to)
    return to
