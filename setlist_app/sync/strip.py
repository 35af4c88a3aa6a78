"""The sync of one artist as fans read it: four small steps while it runs, one sentence when it is done.

Rules are pure: rows and the clock in, words and instants out; whoever shows it puts the instants into words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session

from setlist_app.catalog.freshness import next_check_at, state_of
from setlist_app.models import ACTIVE, Artist, RunState, StepName, SyncRun, SyncStep
from setlist_app.sync import runs

WORDS = {
    RunState.NEVER: "not looked up yet",
    RunState.QUEUED: "in line",
    RunState.RUNNING: "updating now",
    RunState.OK: "updated",
    RunState.PARTIAL: "updated, but not all of it",
    RunState.NOTHING_FOUND: "no dates announced",
    RunState.SKIPPED: "",
    RunState.FAILED: "could not update",
    RunState.BACKING_OFF: "trying again",
    RunState.STALE: "last checked",
    RunState.CANCELLED: "",
}
"""What a fan reads for each state. `updated`, `last checked` and `trying again` take an instant behind them."""

LABELS = {
    StepName.IDENTIFY: "found",
    StepName.SHOWS: "shows",
    StepName.SONGS: "songs",
    StepName.SETLISTS: "setlists",
}

STEP_WORDS = WORDS | {
    RunState.QUEUED: "waiting",
    RunState.RUNNING: "working",
    RunState.OK: "done",
    RunState.PARTIAL: "partly",
    RunState.NOTHING_FOUND: "none found",
    RunState.SKIPPED: "left out",
    RunState.FAILED: "failed",
    RunState.STALE: "",
}


@dataclass(frozen=True)
class StepStrip:
    name: StepName
    label: str
    state: RunState
    word: str
    done: int
    total: int | None
    text: str
    """'shows 14', 'songs 86 of 212', 'songs'."""
    reason: str | None


@dataclass(frozen=True)
class Strip:
    state: RunState
    word: str
    sentence: str
    """The reason in a plain sentence, or the state's word as one; never empty while there is something to say."""
    steps: tuple[StepStrip, ...]
    is_done: bool
    """Nothing to watch or to explain: the strip shrinks to one line."""
    updated_at: datetime | None
    """When the data was last checked from end to end."""
    next_check_at: datetime | None
    """When a look at the page asks the providers again; None while a run is active."""
    retry_at: datetime | None
    """When a parked run goes on."""
    version: int
    """Grows with every change: a watcher keeps the highest it has seen."""


def strip_of(
    artist: Artist, run: SyncRun | None, steps: Sequence[SyncStep], now: datetime, *, has_songs: bool = True
) -> Strip:
    """The strip of an artist, from its last run and that run's steps."""
    state = state_of(artist, run, now)
    active = run is not None and run.state in ACTIVE
    return Strip(
        state=state,
        word=_word(state, steps),
        sentence=_sentence(state, run, steps),
        steps=tuple(_step(step) for step in steps),
        is_done=not active and state not in {RunState.NEVER, RunState.FAILED, RunState.PARTIAL},
        updated_at=artist.synced_at,
        next_check_at=None if active else next_check_at(artist, run, now, has_songs=has_songs),
        retry_at=run.not_before if run is not None and run.state is RunState.BACKING_OFF else None,
        version=run.version if run is not None else 0,
    )


def sync_status(session: Session, artist: Artist, now: datetime) -> dict[str, str | None]:
    """The API's `{state, at, reason, next}`; instants as ISO 8601 in UTC."""
    assert artist.id is not None
    return status_of(artist, runs.last_run(session, artist.id), now, has_songs=runs.has_songs(session, artist.id))


def status_of(artist: Artist, run: SyncRun | None, now: datetime, *, has_songs: bool = True) -> dict[str, str | None]:
    active = run is not None and run.state in ACTIVE
    ended = run.finished_at if run is not None else None
    due = next_check_at(artist, run, now, has_songs=has_songs)
    upcoming = (run.not_before if run is not None else None) if active else due
    return {
        "state": state_of(artist, run, now).value,
        "at": _iso(ended or artist.synced_at),
        "reason": run.reason if run is not None else None,
        "next": _iso(upcoming),
    }


def _word(state: RunState, steps: Sequence[SyncStep]) -> str:
    if state is RunState.PARTIAL:
        missing = [
            LABELS[one.name] for one in steps if one.state is RunState.FAILED and one.name is not StepName.IDENTIFY
        ]
        if missing:
            return f"updated, some {' and '.join(missing)} missing"
    return WORDS[state]


def _sentence(state: RunState, run: SyncRun | None, steps: Sequence[SyncStep]) -> str:
    told = {RunState.FAILED, RunState.BACKING_OFF, RunState.PARTIAL, RunState.NOTHING_FOUND}
    if state in told and run is not None and run.reason:
        return run.reason
    word = _word(state, steps)
    return f"{word[:1].upper()}{word[1:]}." if word else ""


def _step(step: SyncStep) -> StepStrip:
    label = LABELS[step.name]
    text = label
    if step.name is not StepName.IDENTIFY and (step.done or step.state is RunState.OK):
        open_end = step.total is None or step.total <= step.done
        text = f"{label} {step.done:,}" if open_end else f"{label} {step.done:,} of {step.total:,}"
    return StepStrip(step.name, label, step.state, STEP_WORDS[step.state], step.done, step.total, text, step.reason)


def _iso(instant: datetime | None) -> str | None:
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if instant else None
