"""What happens in order when an artist is synced. Each step is one function; none triggers an earlier one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from setlist_app.models import StepName
from setlist_app.sync.step_identify import identify
from setlist_app.sync.step_setlists import sync_setlists
from setlist_app.sync.step_shows import sync_shows
from setlist_app.sync.step_songs import sync_songs
from setlist_app.sync.work import Outcome, Work


@dataclass(frozen=True)
class Step:
    name: StepName
    run: Callable[[Work, dict[str, Any] | None], Awaitable[Outcome]]
    """Takes the cursor an earlier attempt left; raises `ProviderError`, and its cursor then stays for the next."""
    repeats: bool = False
    """Whether it runs again in a later attempt although it ended: it builds on what others then bring."""


STEPS = (
    Step(StepName.IDENTIFY, identify),
    Step(StepName.SHOWS, sync_shows),
    Step(StepName.SONGS, sync_songs),
    Step(StepName.SETLISTS, sync_setlists, repeats=True),
)
