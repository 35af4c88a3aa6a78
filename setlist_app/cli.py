"""The command line: `scripts/setlist doctor | sync | inspect | stats | runs | sandbox`.

Every command takes `--json`. Exit codes: 0 ok, 1 failed, 2 wrong use.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Coroutine
from dataclasses import asdict
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from sqlmodel import Session, func, select

from setlist_app import models, settings
from setlist_app.db import Database
from setlist_app.db.migrate import DatabaseUnusable, migrate
from setlist_app.models import RunState
from setlist_app.sandbox.faults import load_faults
from setlist_app.sandbox.records import SandboxError
from setlist_app.sandbox.serving import serve as serve_sandbox
from setlist_app.sandbox.world import DEFAULT_SEED
from setlist_app.sync import doctor, inspection, runs
from setlist_app.sync.engine import Engine
from setlist_app.sync.naming import NameProblem, find_or_make
from setlist_app.sync.progress import Progress as Step
from setlist_app.sync.providers.http import ProviderError
from setlist_app.sync.sources import Sources, build_sources

OK, FAILED, WRONG_USE = 0, 1, 2

GOOD_ENDS = (RunState.OK, RunState.PARTIAL, RunState.NOTHING_FOUND, RunState.SKIPPED)

COUNTED = {
    "artists": models.Artist,
    "venues": models.Venue,
    "shows": models.Show,
    "performances": models.Performance,
    "songs": models.Song,
    "setlists": models.Setlist,
    "setlist_songs": models.SetlistSong,
    "votes": models.Vote,
    "voters": models.Voter,
    "runs": models.SyncRun,
    "quarantined": models.Quarantine,
}


class Failed(Exception):
    """One sentence; the exit code is 1."""


def now() -> datetime:
    return datetime.now(UTC)


def plain(value: object) -> object:
    """For JSON: instants in ISO form with Z, enums as their words."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"{type(value).__name__} is not JSON")


def tell(as_json: bool, content: object, show: Callable[[Console], None]) -> None:
    if as_json:
        print(json.dumps(content, ensure_ascii=False, indent=2, default=plain))
    else:
        show(Console())


def open_database() -> Database:
    config = settings.current()
    migrate(config.database_url, config.mode, now())
    return Database(config.database_url)


def with_sources(work: Callable[[Database, Sources], Coroutine[Any, Any, int]]) -> int:
    """Run something that needs database and providers, and close both."""

    async def run() -> int:
        db = open_database()
        sources = build_sources(settings.current(), db, now)
        try:
            return await work(db, sources)
        finally:
            await sources.close()
            db.close()

    return asyncio.run(run())


# ---------------------------------------------------------------------------------------------- commands


def examine(arguments: argparse.Namespace) -> int:
    async def work(db: Database, sources: Sources) -> int:
        found = await doctor.examine(settings.current(), db, sources, now())

        def show(console: Console) -> None:
            for finding in found:
                console.print(f"[{'green' if finding.ok else 'red'}]{'ok  ' if finding.ok else 'look'}[/] ", end="")
                console.print(f"{finding.what:<13}{finding.text}", markup=False, soft_wrap=True)
                if finding.todo:
                    console.print(f"                  -> {finding.todo}", markup=False, soft_wrap=True)

        well = all(finding.ok for finding in found)
        tell(arguments.json, {"ok": well, "findings": [finding.as_json() for finding in found]}, show)
        return OK if well else FAILED

    return with_sources(work)


class Bars:
    """A progress port that draws one bar for each step on stderr."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, step: Step) -> None:
        name = step.step.value
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name, total=None, state="")
        total = step.total if step.total is not None else step.done if step.state in GOOD_ENDS else None
        self._progress.update(self._tasks[name], completed=step.done, total=total, state=step.state.value)


def sync_artist(arguments: argparse.Namespace) -> int:
    async def work(db: Database, sources: Sources) -> int:
        artist_id = await find_or_make(db, sources, arguments.artist, now())
        engine = Engine(db, sources, now)
        columns = (
            TextColumn("{task.description:<9}"),
            BarColumn(bar_width=30),
            TextColumn("{task.completed} {task.fields[state]}"),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=Console(stderr=True), disable=arguments.json) as progress:
            line = await engine.run_now(artist_id, progress=Bars(progress))
        tell(arguments.json, run_json(line), lambda console: show_run(console, line))
        return OK if line.state in GOOD_ENDS else FAILED

    return with_sources(work)


def run_json(line: runs.RunLine) -> dict[str, object]:
    return asdict(line)


def show_run(console: Console, line: runs.RunLine) -> None:
    console.print(f"{line.artist}: {line.state.value}", style="bold", markup=False)
    if line.reason:
        console.print(line.reason, markup=False, soft_wrap=True)
    for step in line.steps:
        counts = f"{step.created} new, {step.changed} changed, {step.same} same, {step.skipped} skipped"
        bad = f", {step.quarantined} quarantined" if step.quarantined else ""
        console.print(f"  {step.name.value:<9} {step.state.value:<14} {counts}{bad}", markup=False)
        if step.reason:
            console.print(f"            {step.reason}", markup=False, soft_wrap=True)
    console.print(f"{line.requests} requests. Page: /artists/{line.slug}", markup=False)


def inspect(arguments: argparse.Namespace) -> int:
    payload = inspection.load(arguments.file)
    if arguments.provider == "ticketmaster":
        found = inspection.inspect_ticketmaster(payload)
    else:
        found = inspection.inspect_spotify(payload, arguments.artist)

    def show(console: Console) -> None:
        for kind, records in found.items():
            if not isinstance(records, list):
                continue
            console.print(f"{kind}: {len(records)}", style="bold", markup=False)
            for record in records:
                title = record.get("title") or record.get("name") or record.get("id") or "?"
                why = record.get("reason") or record.get("error") or record.get("status") or record.get("match") or ""
                console.print(f"  {title}  {why}", markup=False, soft_wrap=True)
        if found["error"]:
            console.print(f"error: {found['error']}", markup=False, soft_wrap=True)

    tell(arguments.json, found, show)
    return FAILED if found["error"] else OK


def stats(arguments: argparse.Namespace) -> int:
    def count(session: Session) -> dict[str, int]:
        return {name: session.exec(select(func.count()).select_from(table)).one() for name, table in COUNTED.items()}

    db = open_database()
    try:
        counts = db.read_now(count)
    finally:
        db.close()

    def show(console: Console) -> None:
        for name, number in counts.items():
            console.print(f"{name:<14}{number:>9,}", markup=False)

    tell(arguments.json, {"mode": settings.current().mode.value, **counts}, show)
    return OK


def list_runs(arguments: argparse.Namespace) -> int:
    db = open_database()
    try:
        lines = db.read_now(lambda session: runs.recent_runs(session, arguments.limit))
    finally:
        db.close()

    def show(console: Console) -> None:
        table = Table("run", "artist", "state", "trigger", "requests", "started", "reason", box=None)
        for line in lines:
            started = f"{line.started_at:%d %b %H:%M:%S}" if line.started_at else "-"
            words = (str(line.id), line.artist, line.state.value, line.trigger.value, str(line.requests), started)
            table.add_row(*words, line.reason or "")
        console.print(table if lines else "No run yet. Try: scripts/setlist sync artist NAME")

    tell(arguments.json, {"runs": [run_json(line) for line in lines]}, show)
    return OK


def sandbox(arguments: argparse.Namespace) -> int:
    faults = load_faults(arguments.faults) if arguments.faults else None
    return serve_sandbox(arguments.port, arguments.host, faults, arguments.recorded, arguments.seed)


# ---------------------------------------------------------------------------------------------- arguments


def parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="print JSON instead of words")
    root = argparse.ArgumentParser(prog="scripts/setlist", description="Look after a Setlist site.")
    commands = root.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str, where: Any = commands) -> Any:
        made = where.add_parser(name, help=text, description=text, parents=[shared])
        made.set_defaults(run=run)
        return made

    command("doctor", examine, "check providers, database and runs; say what to do next")
    command("stats", stats, "count everything")
    command("runs", list_runs, "list the newest sync runs").add_argument("--limit", type=positive, default=20)
    syncing = commands.add_parser("sync", help="fetch now").add_subparsers(required=True, metavar="WHAT")
    command("artist", sync_artist, "fetch one artist: shows, songs, setlists", syncing).add_argument(
        "artist", metavar="NAME_OR_ID", help="a name, our slug, or the provider's id"
    )
    looking = commands.add_parser("inspect", help="what a recorded answer would import").add_subparsers(
        required=True, metavar="PROVIDER"
    )
    for provider in ("ticketmaster", "spotify"):
        made = command(provider, inspect, f"a recorded {provider} answer; the database is not touched", looking)
        made.set_defaults(provider=provider)
        made.add_argument("file", metavar="FILE", type=Path)
        if provider == "spotify":
            made.add_argument("--artist", metavar="ID|NAME", required=True)
    box = command("sandbox", sandbox, "serve the demo world, or recorded answers, in the providers' wire format")
    box.add_argument("--port", type=int, default=3999)
    box.add_argument("--host", default="127.0.0.1")
    box.add_argument("--faults", metavar="FILE", type=Path, help="a fault script")
    box.add_argument("--recorded", metavar="DIR", type=Path, help="recorded answers to serve instead of the demo world")
    box.add_argument("--seed", type=int, default=DEFAULT_SEED)
    return root


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def main(arguments: list[str] | None = None) -> int:
    chosen = parser().parse_args(arguments)  # exits with 2 on wrong use
    try:
        code: int = chosen.run(chosen)
    except (Failed, DatabaseUnusable, NameProblem, ProviderError, SandboxError, inspection.UnreadableFile) as error:
        return complain(chosen.json, str(error))
    except ValidationError as error:
        return complain(chosen.json, settings.what_is_wrong(error))
    except OSError as error:
        return complain(chosen.json, f"{error.strerror or error}: {error.filename or 'this disk'}.")
    except KeyboardInterrupt:
        return FAILED
    return code


def complain(as_json: bool, sentence: str) -> int:
    if as_json:
        print(json.dumps({"error": sentence}, ensure_ascii=False))
    print(sentence, file=sys.stderr)
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
