"""Is everything there that a sync needs? One line for each thing, with what to do when it is not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import Session, col, func, select

from setlist_app.db import Database
from setlist_app.db.engine import journal_mode, sqlite_version
from setlist_app.db.migrate import alembic_config
from setlist_app.models import Artist, Provider, ProviderBudget, ProviderState, Show, Song, SyncRun
from setlist_app.settings import Mode, Settings
from setlist_app.sync import runs
from setlist_app.sync.providers.http import ProviderError
from setlist_app.sync.sources import Sources

PROBE = "a"
"""Any word will do: the answer is looked at, not kept."""


@dataclass(frozen=True)
class Finding:
    what: str
    ok: bool
    text: str
    todo: str = ""
    """What to do next; empty when there is nothing to do."""

    def as_json(self) -> dict[str, object]:
        return asdict(self)


async def examine(settings: Settings, db: Database, sources: Sources, now: datetime) -> list[Finding]:
    """Asks each provider one real question; it counts against the day's budget like any other."""
    found = [_mode(settings), await db.read(_database), await db.read(lambda session: _migrations(session, db.url))]
    found.append(await _provider(db, Provider.TICKETMASTER, lambda: sources.ticketmaster.search_artists(PROBE), now))
    spotify = sources.spotify
    if spotify is None:
        todo = "Set SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET."
        found.append(Finding("spotify", False, "No song source is set up, so setlists stay empty.", todo))
    else:
        found.append(await _provider(db, Provider.SPOTIFY, lambda: spotify.search_artists(PROBE), now))
    found.append(
        Finding("scheduler", True, "Runs are queued by visitors, by the first start and by this command line.")
    )
    found.append(await db.read(_runs))
    return found


def _mode(settings: Settings) -> Finding:
    if settings.mode is Mode.DEMO:
        return Finding("mode", True, "Demo: the built-in sandbox stands in for the providers, no keys needed.")
    return Finding("mode", True, "Live: real providers.")


def _database(session: Session) -> Finding:
    counts = [session.exec(select(func.count()).select_from(table)).one() for table in (Artist, Show, Song)]
    text = "{} artists, {} shows, {} songs".format(*counts)
    if session.connection().dialect.name != "sqlite":
        return Finding("database", True, f"PostgreSQL: {text}.")
    version = ".".join(map(str, sqlite_version()))
    safe = journal_mode() == "WAL"
    todo = "" if safe else "Install pysqlite3: this SQLite is too old for its write-ahead log, so voting is slower."
    return Finding("database", True, f"SQLite {version} ({journal_mode()}): {text}.", todo)


def _migrations(session: Session, url: str) -> Finding:
    head = ScriptDirectory.from_config(alembic_config(url)).get_current_head()
    at = MigrationContext.configure(session.connection()).get_current_revision()
    if at == head:
        return Finding("migrations", True, f"At {head}, the newest.")
    return Finding("migrations", False, f"At {at}, the newest is {head}.", "Start the site once: scripts/run migrates.")


async def _provider(
    db: Database, provider: Provider, ask: Callable[[], Awaitable[tuple[object, ...]]], now: datetime
) -> Finding:
    try:
        answer = await ask()
    except ProviderError as error:
        todo = "Check the key in .env." if error.permanent else "Nothing: the next run tries again by itself."
        return Finding(provider.value, False, error.sentence, todo)
    budget = await db.read(lambda session: _budget(session, provider, now))
    return Finding(provider.value, True, f"Answers, key accepted, {len(answer)} hits for {PROBE!r}; {budget}.")


def _budget(session: Session, provider: Provider, now: datetime) -> str:
    day = session.get(ProviderBudget, (provider, now.date()))
    state = session.get(ProviderState, provider)
    left = "no daily limit known" if day is None else f"{day.cap - day.used:,} of {day.cap:,} requests left today"
    if state is not None and state.blocked_until is not None and state.blocked_until > now:
        return f"{left}, asked us to wait until {state.blocked_until:%H:%M} UTC"
    return left


def _runs(session: Session) -> Finding:
    states = session.exec(select(SyncRun.state, func.count()).group_by(col(SyncRun.state))).all()
    if not states:
        return Finding("runs", True, "No run yet.", "Try: scripts/setlist sync artist NAME")
    text = ", ".join(f"{number} {state}" for state, number in sorted(states, key=lambda pair: -pair[1]))
    last = runs.recent_runs(session, 1)[0]
    return Finding("runs", True, f"{text}; the last one: {last.artist}, {last.state.value}.")
