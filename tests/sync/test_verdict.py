from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from setlist_app.models import RunState, StepName, SyncStep
from setlist_app.sync.providers.http import BadAnswer, KeyRefused, ProviderUnavailable
from setlist_app.sync.verdict import outcome_of, verdict

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def steps(shows: RunState, songs: RunState, setlists: RunState = RunState.OK, **of_shows: Any) -> list[SyncStep]:
    states = (RunState.OK, shows, songs, setlists)
    rows = [SyncStep(run_id=1, name=name, state=state) for name, state in zip(StepName, states, strict=True)]
    for row in rows:
        if row.state in {RunState.FAILED, RunState.BACKING_OFF, RunState.NOTHING_FOUND, RunState.SKIPPED}:
            row.reason = f"{row.name} say so."
            row.permanent = row.state is RunState.FAILED
    for name, value in of_shows.items():
        setattr(rows[1], name, value)
    return rows


@pytest.mark.parametrize(
    ("shows", "songs", "state"),
    [
        (RunState.OK, RunState.OK, RunState.OK),
        (RunState.OK, RunState.NOTHING_FOUND, RunState.OK),
        (RunState.OK, RunState.SKIPPED, RunState.OK),
        (RunState.NOTHING_FOUND, RunState.OK, RunState.NOTHING_FOUND),
        (RunState.NOTHING_FOUND, RunState.NOTHING_FOUND, RunState.NOTHING_FOUND),
        (RunState.OK, RunState.FAILED, RunState.PARTIAL),
        (RunState.FAILED, RunState.OK, RunState.PARTIAL),
        (RunState.FAILED, RunState.FAILED, RunState.FAILED),
        (RunState.FAILED, RunState.SKIPPED, RunState.FAILED),
        (RunState.OK, RunState.BACKING_OFF, RunState.BACKING_OFF),
        (RunState.FAILED, RunState.BACKING_OFF, RunState.BACKING_OFF),
    ],
)
def test_what_the_steps_of_a_run_come_to(shows: RunState, songs: RunState, state: RunState) -> None:
    assert verdict(steps(shows, songs)).state is state


def test_a_run_that_found_all_as_it_was_says_nothing_changed() -> None:
    assert verdict(steps(RunState.OK, RunState.OK, same=14)).reason == "Nothing changed."


def test_a_run_tells_what_it_found_and_what_it_could_not() -> None:
    told = verdict(steps(RunState.OK, RunState.SKIPPED, created=14, done=14))
    assert told.reason == "songs say so. 14 shows: 14 new, 0 changed."


def test_a_partial_run_is_permanent_only_if_waiting_cannot_help() -> None:
    assert verdict(steps(RunState.OK, RunState.FAILED)).permanent is True
    assert verdict(steps(RunState.FAILED, RunState.FAILED, permanent=False)).permanent is False


def test_a_refused_key_fails_at_once() -> None:
    error = KeyRefused("Ticketmaster refuses our key (401)", permanent=True, provider="ticketmaster")
    told = outcome_of(error, 1, NOW)
    assert (told.state, told.reason, told.permanent) == (RunState.FAILED, "Ticketmaster refuses our key (401).", True)


def test_a_provider_that_names_a_time_is_waited_for_in_every_attempt() -> None:
    until = NOW + timedelta(hours=5)
    told = outcome_of(ProviderUnavailable("Wait", provider="spotify", until=until), 3, NOW)
    assert (told.state, told.not_before, told.asked_to_wait) == (RunState.BACKING_OFF, until, True)


@pytest.mark.parametrize(("attempt", "minutes"), [(1, 1), (2, 2)])
def test_other_trouble_is_tried_again_later_and_later(attempt: int, minutes: int) -> None:
    told = outcome_of(BadAnswer("Cut off", permanent=False, provider="spotify"), attempt, NOW)
    assert (told.state, told.not_before) == (RunState.BACKING_OFF, NOW + timedelta(minutes=minutes))


def test_the_third_attempt_is_the_last() -> None:
    told = outcome_of(ProviderUnavailable("Cut off", provider="spotify"), 3, NOW)
    assert (told.state, told.permanent, told.not_before) == (RunState.FAILED, False, None)


def test_a_very_long_sentence_fits_its_column() -> None:
    told = outcome_of(BadAnswer("x" * 2000, permanent=True, provider="spotify"), 1, NOW)
    assert told.reason is not None and len(told.reason) <= 500
