"""The last payload of each watched topic: one copy per process and none per viewer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol


class Payload(Protocol):
    """What is broadcast: absolute values with a version that only grows.

    It may also have `rows_version: int` (a change of the list itself) and `order: tuple[str, ...]` (sent more slowly).
    """

    @property
    def version(self) -> int: ...


def stamp(payload: Payload) -> tuple[int, int]:
    """Which of two payloads is newer."""
    return payload.version, getattr(payload, "rows_version", 0)


class Hub:
    """Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: dict[str, Payload] = {}

    def get(self, topic: str) -> Payload | None:
        return self._latest.get(topic)

    def put(self, topic: str, payload: Payload) -> bool:
        """Keep the payload if it is newer than what is kept; whether it was."""
        with self._lock:
            kept = self._latest.get(topic)
            if kept is not None and stamp(kept) >= stamp(payload):
                return False
            self._latest[topic] = payload
            return True

    def keep_only(self, is_watched: Callable[[str], bool]) -> None:
        """Forget the topics that nobody watches: the database has them."""
        with self._lock:
            self._latest = {topic: kept for topic, kept in self._latest.items() if is_watched(topic)}

    def topics(self) -> list[str]:
        with self._lock:
            return list(self._latest)
