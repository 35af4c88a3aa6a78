"""setlists: a first setlist for every performance that has none, from the songs there are. Asks no provider."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlmodel import Session

from setlist_app.models import RunState, StepName
from setlist_app.setlists.drawing import draw_setlists, performances_to_draw
from setlist_app.sync.work import Counts, Outcome, Page, Work

NAME = StepName.SETLISTS

BATCH = 25
"""Performances in one transaction: votes wait for at most that many draws."""


async def sync_setlists(work: Work, cursor: dict[str, Any] | None) -> Outcome:
    """Draw in batches; what is drawn already is left as it is, so the step needs no cursor."""
    own, others = await work.db.read(lambda session: performances_to_draw(session, work.artist_id))
    done = 0
    for start in range(0, len(own), BATCH):
        page = await work.page(NAME, _command(own[start : start + BATCH], done, len(own)))
        done = page.done
    for start in range(0, len(others), BATCH):
        await work.page(NAME, _command(others[start : start + BATCH], done, len(own), counted=False))
    if done:
        return Outcome(RunState.OK)
    if not own:
        return Outcome(RunState.NOTHING_FOUND, f"There is no performance of {work.artist_name} to draw for.")
    return Outcome(RunState.NOTHING_FOUND, f"There are no songs of {work.artist_name} to draw from yet.")


def _command(some: list[int], before: int, total: int, *, counted: bool = True) -> Callable[[Session, datetime], Page]:
    """`counted=False`: performances of others on the bill, which are no part of this artist's progress."""

    def command(session: Session, now: datetime) -> Page:
        drawn = draw_setlists(session, some, now)
        there = len(drawn.created) + len(drawn.completed) + len(drawn.same)
        return Page(
            Counts(
                created=len(drawn.created),
                changed=len(drawn.completed),
                same=len(drawn.same),
                skipped=len(drawn.without_songs),
            ),
            done=before + (there if counted else 0),
            total=total,
        )

    return command
