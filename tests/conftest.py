"""Fixtures that every folder shares: the two databases, each test with one of its own, and a running site."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from setlist_app import build
from setlist_app.db import Database
from setlist_app.db.migrate import migrate
from setlist_app.settings import Mode
from tests.databases import MIGRATED_AT, NoPostgres, Postgres, running_postgres, skip_or_fail
from tests.running import Site, copied, fill, running
from tests.skips import Skips

ON_STAGE = (
    "The Borrowed Umbrellas", "Kuchenkrieg", "Ezra Plinth", "Brass Lighthouse Society", "Nana Mostly", "Nube Baja",
)  # fmt: skip
"""Who is synced in the database that running sites begin with: sixty plain shows; every oddity; three songs; no songs;
and two who often play at festivals."""


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Skips(), "skips")


@pytest.fixture(scope="session")
def postgres_or_reason() -> Iterator[Postgres | str]:
    """One server for the session, or the sentence why there is none."""
    try:
        server = running_postgres()
        postgres = server.__enter__()
    except (NoPostgres, OSError) as error:
        yield str(error)
        return
    try:
        yield postgres
    finally:
        server.__exit__(None, None, None)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that the others are copied from."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    migrate(f"sqlite:///{path}", Mode.DEMO, MIGRATED_AT)
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'setlist.db')}"


@pytest.fixture
def postgres_url(postgres_or_reason: Postgres | str) -> Iterator[str]:
    if isinstance(postgres_or_reason, str):
        skip_or_fail(f"no PostgreSQL: {postgres_or_reason}")
        return
    with postgres_or_reason.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Both databases, one after the other."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def sqlite_db(sqlite_url: str) -> Iterator[Database]:
    """For rules whose SQL is the same on both."""
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture(scope="session")
def frontend() -> None:
    """The frontend, built if it is not current (scripts/test has done it before)."""
    if not build.is_current():
        build.build()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a few artists in it; copy it, do not use it."""
    data = tmp_path_factory.mktemp("filled") / "data"
    fill(data, ON_STAGE)
    return data


@pytest.fixture(scope="session")
def site(frontend: None, filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for everything that leaves it as it was, but for votes of new guests."""
    with running(copied(filled, tmp_path_factory.mktemp("site") / "data")) as started:
        yield started
