from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from setlist_app.models import Artist, RunState, StepName, SyncRun, SyncStep, Trigger
from setlist_app.sync.strip import STEP_WORDS, WORDS, status_of, strip_of

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ALICE = 1


def artist(synced_at: datetime | None = None) -> Artist:
    return Artist(key="a", slug="a", name="A", sort_name="a", created_at=NOW, synced_at=synced_at)


def run(state: RunState, **changes: object) -> SyncRun:
    row = SyncRun(
        artist_id=1, trigger=Trigger.VISITOR, requested_by=ALICE, priority=10, state=state, created_at=NOW, version=7
    )
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def step(name: StepName, state: RunState, done: int = 0, total: int | None = None) -> SyncStep:
    return SyncStep(run_id=1, name=name, state=state, done=done, total=total)


def test_every_state_has_a_word_for_runs_and_steps() -> None:
    assert set(WORDS) == set(STEP_WORDS) == set(RunState)


def test_a_running_sync_shows_four_steps_with_their_counts() -> None:
    steps = [
        step(StepName.IDENTIFY, RunState.OK, 1, 1),
        step(StepName.SHOWS, RunState.OK, 14, 14),
        step(StepName.SONGS, RunState.RUNNING, 86, 212),
        step(StepName.SETLISTS, RunState.QUEUED),
    ]
    strip = strip_of(artist(), run(RunState.RUNNING), steps, NOW)
    assert [one.text for one in strip.steps] == ["found", "shows 14", "songs 86 of 212", "setlists"]
    assert (strip.is_done, strip.sentence, strip.next_check_at, strip.version) == (False, "Updating now.", None, 7)


def test_a_step_that_ended_with_none_says_so_and_one_that_waits_names_no_number() -> None:
    steps = [step(StepName.SHOWS, RunState.NOTHING_FOUND), step(StepName.SONGS, RunState.QUEUED)]
    shown = strip_of(artist(), run(RunState.RUNNING), steps, NOW).steps
    assert [(one.text, one.word) for one in shown] == [("shows", "none found"), ("songs", "waiting")]


def test_thousands_are_readable() -> None:
    steps = [step(StepName.SHOWS, RunState.RUNNING, 1194, 2388)]
    assert strip_of(artist(), run(RunState.RUNNING), steps, NOW).steps[0].text == "shows 1,194 of 2,388"


def test_a_finished_sync_shrinks_and_names_the_next_check() -> None:
    strip = strip_of(artist(NOW - timedelta(hours=2)), run(RunState.OK, finished_at=NOW - timedelta(hours=2)), [], NOW)
    assert (strip.state, strip.is_done) == (RunState.OK, True)
    assert (strip.updated_at, strip.next_check_at) == (NOW - timedelta(hours=2), NOW + timedelta(hours=22))


def test_trouble_stays_open_with_its_sentence_and_the_time_of_the_next_try() -> None:
    waiting = run(RunState.BACKING_OFF, reason="Spotify asked us to wait.", not_before=NOW + timedelta(seconds=40))
    strip = strip_of(artist(), waiting, [], NOW)
    assert (strip.is_done, strip.sentence, strip.retry_at) == (
        False, "Spotify asked us to wait.", NOW + timedelta(seconds=40),
    )  # fmt: skip


def test_a_partial_update_names_what_is_missing() -> None:
    steps = [step(StepName.SHOWS, RunState.OK, 3), step(StepName.SONGS, RunState.FAILED)]
    strip = strip_of(artist(NOW), run(RunState.PARTIAL, finished_at=NOW), steps, NOW)
    assert (strip.word, strip.sentence, strip.is_done) == (
        "updated, some songs missing", "Updated, some songs missing.", False,
    )  # fmt: skip


def test_nobody_looked_yet_and_nothing_found_are_different_sentences() -> None:
    never = strip_of(artist(), None, [], NOW)
    none = strip_of(
        artist(NOW),
        run(RunState.NOTHING_FOUND, finished_at=NOW, reason="Ticketmaster lists no dates for Nube."),
        [],
        NOW,
    )
    assert never.sentence == "Not looked up yet."
    assert none.sentence == "Ticketmaster lists no dates for Nube."


@pytest.mark.parametrize(
    ("synced_at", "last", "expected"),
    [
        (None, None, {"state": "never", "at": None, "reason": None, "next": "2026-11-22T12:00:00Z"}),
        (
            NOW - timedelta(hours=1),
            run(RunState.OK, finished_at=NOW - timedelta(hours=1), reason="Nothing changed."),
            {
                "state": "ok",
                "at": "2026-11-22T11:00:00Z",
                "reason": "Nothing changed.",
                "next": "2026-11-23T11:00:00Z",
            },
        ),
        (
            None,
            run(RunState.BACKING_OFF, not_before=NOW + timedelta(minutes=1), reason="Wait."),
            {"state": "backing_off", "at": None, "reason": "Wait.", "next": "2026-11-22T12:01:00Z"},
        ),
    ],
)
def test_the_status_for_the_api(
    synced_at: datetime | None, last: SyncRun | None, expected: dict[str, str | None]
) -> None:
    assert status_of(artist(synced_at), last, NOW) == expected
