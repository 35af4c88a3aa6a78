"""Who watches a run is not the run's business: steps report here, and the port behind it draws a bar, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from setlist_app.models import RunState, StepName


@dataclass(frozen=True)
class Progress:
    """One committed change of one step."""

    run_id: int
    step: StepName
    state: RunState
    done: int
    total: int | None
    reason: str | None


class ProgressPort(Protocol):
    def __call__(self, progress: Progress) -> None: ...


def nobody(progress: Progress) -> None:
    """Nobody watches."""
