"""Bring a database to the newest schema, and make sure that it belongs to this mode."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from alembic.config import Config
from sqlmodel import Session

from alembic import command
from setlist_app.db.engine import write_engine
from setlist_app.models import Site
from setlist_app.settings import Mode

ROOT = Path(__file__).resolve().parents[2]


class DatabaseUnusable(Exception):
    """The sentence is for the person who starts the site."""


def alembic_config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "alembic"))
    config.attributes["url"] = url
    return config


def migrate(url: str, mode: Mode, now: datetime) -> None:
    """Create or upgrade the schema and stamp the mode. Raises `DatabaseUnusable` with one sentence."""
    make_folder(url)
    try:
        command.upgrade(alembic_config(url), "head")
    except sa.exc.DatabaseError as error:
        raise DatabaseUnusable(f"The database cannot be opened: {str(error.orig).strip()}.") from error
    engine = write_engine(url)
    try:
        with Session(engine) as session, session.begin():
            claim(session, mode, now)
    finally:
        engine.dispose()


def claim(session: Session, mode: Mode, now: datetime) -> None:
    """Mark a new database with its mode, refuse one that another mode has filled."""
    site = session.get(Site, 1)
    if site is None:
        session.add(Site(mode=mode, created_at=now))
    elif site.mode != mode:
        raise DatabaseUnusable(
            f"This database holds {site.mode} data and the site would start in {mode} mode. "
            "Use another SETLIST_DATABASE_URL, or leave it out: each mode then has a file of its own."
        )


def make_folder(url: str) -> None:
    """The data folder of an SQLite database. Raises `DatabaseUnusable` when it cannot be written."""
    address = sa.make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database or address.database == ":memory:":
        return
    folder = Path(address.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        raise DatabaseUnusable(f"The data folder {folder} cannot be written: {error.strerror}.") from error
