"""Engines for the two databases, set up the way each needs it (docs/architecture.md says why)."""

from __future__ import annotations

import sqlite3
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

WAL_IS_SAFE_FROM = (3, 51, 3)
"""Older SQLite can lose or corrupt data in WAL mode when a checkpoint meets a WAL reset (sqlite.org/wal.html#walresetbug)."""

BUSY_TIMEOUT_MS = 5000
POOL_TIMEOUT_S = 5


def sqlite_module() -> ModuleType:
    """The newest SQLite at hand: pysqlite3 carries its own, the standard library's may be years old."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:  # no wheel for this platform; the standard library's serves, perhaps without WAL
        return sqlite3
    return dbapi2 if dbapi2.sqlite_version_info >= sqlite3.sqlite_version_info else sqlite3


def sqlite_version() -> tuple[int, int, int]:
    version: tuple[int, int, int] = sqlite_module().sqlite_version_info
    return version


def journal_mode() -> str:
    return "WAL" if sqlite_version() >= WAL_IS_SAFE_FROM else "DELETE"


def write_engine(url: str) -> sa.Engine:
    """For the one writer thread. On SQLite a transaction takes the write lock at BEGIN: a deferred one that first
    reads fails at once with SQLITE_BUSY when it comes to write."""
    if not url.startswith("sqlite"):
        return _postgres(url, pool_size=2, role="writer")
    engine = sa.create_engine(url, module=sqlite_module(), pool_size=1, max_overflow=0, poolclass=sa.QueuePool)
    _set_pragmas(
        engine,
        f"journal_mode={journal_mode()}",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "trusted_schema=OFF",
        "temp_store=MEMORY",
        "journal_size_limit=67108864",
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def read_engine(url: str) -> sa.Engine:
    """For everybody else: refuses writes, never starts a checkpoint."""
    if not url.startswith("sqlite"):
        return _postgres(url, pool_size=5, role="reader")
    engine = sa.create_engine(url, module=sqlite_module(), pool_size=4, max_overflow=4, poolclass=sa.QueuePool)
    _set_pragmas(engine, "query_only=ON", f"busy_timeout={BUSY_TIMEOUT_MS}", "trusted_schema=OFF", "temp_store=MEMORY")
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _set_pragmas(engine: sa.Engine, *pragmas: str) -> None:
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy emits BEGIN itself, see the listeners above
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", on_connect)


def _postgres(url: str, *, pool_size: int, role: str) -> sa.Engine:
    address = sa.make_url(url)
    if address.drivername in {"postgres", "postgresql"}:
        address = address.set(drivername="postgresql+psycopg")
    # A stopped process must not hold row locks for ever, and a lock must not wait for ever.
    options = (
        "-c statement_timeout=10s -c lock_timeout=3s -c idle_in_transaction_session_timeout=10s "
        f"-c application_name=setlist-{role}"
    )
    return sa.create_engine(
        address,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=POOL_TIMEOUT_S,
        pool_pre_ping=True,
        pool_recycle=1800,
        connect_args={"options": options},
    )
