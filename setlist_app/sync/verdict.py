"""What the steps of a run come to. Pure functions; the sentence is the one that strip, log and command line show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from setlist_app.catalog.words import counted
from setlist_app.models import RunState, StepName, SyncStep
from setlist_app.sync.providers.http import ProviderError, ProviderUnavailable
from setlist_app.sync.runs import MAX_ATTEMPTS
from setlist_app.sync.work import Outcome, as_sentence

FIRST_RETRY = timedelta(seconds=60)
"""Doubled with each attempt. The client has tried four times before an error gets here."""

ANSWERED = (RunState.OK, RunState.PARTIAL, RunState.NOTHING_FOUND)

NOTHING_CHANGED = "Nothing changed."


def outcome_of(error: ProviderError, attempt: int, now: datetime) -> Outcome:
    """Failed, or backing off: until the time the provider names, else a while, `MAX_ATTEMPTS` times."""
    sentence = as_sentence(error.sentence)
    if error.permanent:
        return Outcome(RunState.FAILED, sentence, permanent=True)
    if isinstance(error, ProviderUnavailable) and error.until is not None and error.until > now:
        return Outcome(RunState.BACKING_OFF, sentence, permanent=False, not_before=error.until, asked_to_wait=True)
    if attempt >= MAX_ATTEMPTS:
        return Outcome(RunState.FAILED, sentence, permanent=False)
    later = now + FIRST_RETRY * 2 ** (attempt - 1)
    return Outcome(RunState.BACKING_OFF, sentence, permanent=False, not_before=later)


def verdict(steps: Sequence[SyncStep]) -> Outcome:
    """The run's own state. Steps that wait make the run wait; a failed step beside one that worked makes it partial."""
    waiting = [step for step in steps if step.state is RunState.BACKING_OFF]
    if waiting:
        return Outcome(RunState.BACKING_OFF, waiting[0].reason, permanent=False)
    by_name = {step.name: step for step in steps}
    shows, songs = by_name[StepName.SHOWS], by_name[StepName.SONGS]
    failed = [step for step in steps if step.state is RunState.FAILED]
    if failed:
        state = RunState.PARTIAL if shows.state in ANSWERED or songs.state in ANSWERED else RunState.FAILED
        return Outcome(state, failed[0].reason, permanent=all(step.permanent for step in failed))
    parts = [step.reason for step in (shows, songs) if step.reason and step.state is not RunState.OK]
    if any(step.created or step.changed for step in steps):
        parts.append(_summary(steps))
    elif any(step.same for step in steps):
        parts.append(NOTHING_CHANGED)
    state = RunState.NOTHING_FOUND if shows.state is RunState.NOTHING_FOUND else RunState.OK
    return Outcome(state, " ".join(parts) or None)


def _summary(steps: Sequence[SyncStep]) -> str:
    """ "14 shows, 86 songs, 14 setlists: 114 new, 2 changed." """
    found = [
        counted(step.done, step.name.value.removesuffix("s"))
        for step in steps
        if step.name is not StepName.IDENTIFY and step.done
    ]
    new = sum(step.created for step in steps)
    changed = sum(step.changed for step in steps)
    return f"{', '.join(found) or 'Artist'}: {new} new, {changed} changed."
