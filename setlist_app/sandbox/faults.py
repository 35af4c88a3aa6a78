"""Faults on purpose: a script that says which request fails, and how.

A JSON file, a list of rules; the first rule that fits a request is used:

    [
      {"match": {"n": 3}, "fault": "429", "retry_after": 40},
      {"match": {"path": "/discovery/v2/events*"}, "times": 2, "fault": "500"},
      {"match": {"n": 9, "path": "/v1/search"}, "fault": "slow", "seconds": 20},
      {"match": {"path": "/api/token"}, "times": null, "fault": "401"}
    ]

`n` counts provider requests from 1; `path` is a shell pattern on the path without its query. `times` is how often the
rule works (default 1, null for ever). Faults: 401, 403-text, 429 (with Retry-After, and Rate-Limit-Reset for
Ticketmaster), 429-no-retry-after, 500, 503-html, slow (answers after `seconds`), truncated (JSON cut in the middle),
wrong-types (every other record has a number for a name and a word for its dates), empty (200 without a body), reset
(the connection ends in the middle of the body).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from setlist_app.sandbox.answers import Answer, invalid_api_key, quota_violation, spotify_error, spotify_quota
from setlist_app.sandbox.records import SandboxError

_UNAVAILABLE = "<html><head><title>503</title></head><body><h1>Service Unavailable</h1></body></html>"


class Fault(StrEnum):
    UNAUTHORISED = "401"
    FORBIDDEN_TEXT = "403-text"
    TOO_MANY = "429"
    TOO_MANY_UNTIMED = "429-no-retry-after"
    SERVER_ERROR = "500"
    UNAVAILABLE_HTML = "503-html"
    SLOW = "slow"
    TRUNCATED = "truncated"
    WRONG_TYPES = "wrong-types"
    EMPTY = "empty"
    RESET = "reset"


class Match(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    n: Annotated[int, Field(ge=1)] | None = None
    path: Annotated[str, Field(min_length=1, max_length=500)] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Match:
        if self.n is None and self.path is None:
            raise ValueError("say n, path or both")
        return self


class Rule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    match: Match
    fault: Fault
    times: Annotated[int, Field(ge=1)] | None = 1
    retry_after: Annotated[int, Field(ge=0, le=90_000)] = 30
    """Seconds; Spotify has been seen to say 19,056."""
    seconds: Annotated[float, Field(ge=0, le=600)] = 5.0


def decide(rules: Sequence[Rule], used: Sequence[int], n: int, path: str) -> int | None:
    """Which rule the n-th request meets, by its place in the list; None when it passes. `used` counts past uses."""
    for place, rule in enumerate(rules):
        spent = rule.times is not None and used[place] >= rule.times
        fits = rule.match.n in (None, n) and (rule.match.path is None or fnmatchcase(path, rule.match.path))
        if fits and not spent:
            return place
    return None


@dataclass
class Faults:
    """A script and how often each of its rules was used."""

    rules: tuple[Rule, ...] = ()
    used: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.used = self.used or [0] * len(self.rules)

    def next(self, n: int, path: str) -> Rule | None:
        place = decide(self.rules, self.used, n, path)
        if place is None:
            return None
        self.used[place] += 1
        return self.rules[place]


_RULES = TypeAdapter(list[Rule])


def parse_faults(script: Any) -> Faults:
    """From a decoded JSON list. Raises SandboxError that names the rule and what is wrong with it."""
    try:
        return Faults(tuple(_RULES.validate_python(script)))
    except ValidationError as error:
        raise SandboxError(f"The fault script is not usable: {_first(error)}.") from error


def load_faults(path: Path) -> Faults:
    """Raises SandboxError, one sentence, for a file that is missing, no JSON, or no list of rules."""
    try:
        return Faults(tuple(_RULES.validate_json(path.read_bytes())))
    except OSError as error:
        raise SandboxError(f"The fault script {path} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        raise SandboxError(f"The fault script {path} is not usable: {_first(error)}.") from error


def _first(error: ValidationError) -> str:
    problem = error.errors()[0]
    place = problem["loc"]
    where = f"rule {place[0] + 1}" if place and isinstance(place[0], int) else "the file"
    inside = ".".join(map(str, place[1:]))
    return f"{where}{f', {inside}' if inside else ''}: {problem['msg'].removeprefix('Value error, ')}"


def instead(rule: Rule, is_ticketmaster: bool, api_key: str, now_ms: int) -> Answer | None:
    """The answer that the fault puts in place of the real one; None where the real one is only bent or late."""
    reset = str(now_ms + rule.retry_after * 1000)
    told = {"Retry-After": str(rule.retry_after), "Rate-Limit-Available": "0", "Rate-Limit-Reset": reset}
    over = quota_violation(api_key).body
    answers = {
        Fault.UNAUTHORISED: invalid_api_key() if is_ticketmaster else spotify_error(401, "Invalid access token"),
        Fault.FORBIDDEN_TEXT: Answer("Active premium subscription required for the owner of the app.", 403),
        Fault.TOO_MANY: Answer(over, 429, told) if is_ticketmaster else spotify_quota(rule.retry_after),
        Fault.TOO_MANY_UNTIMED: Answer(over, 429) if is_ticketmaster else spotify_quota(None),
        Fault.SERVER_ERROR: Answer({"error": {"status": 500, "message": "Server error"}}, 500),
        Fault.UNAVAILABLE_HTML: Answer(_UNAVAILABLE, 503, {"Content-Type": "text/html"}),
        Fault.EMPTY: Answer("", 200, {"Content-Type": "application/json"}),
    }
    return answers.get(rule.fault)


def with_wrong_types(body: Any) -> Any:
    """A copy in which every other record of every list (the first, the third, …) has fields of the wrong type."""
    if isinstance(body, dict):
        return {
            name: _bent_list(value) if isinstance(value, list) else with_wrong_types(value)
            for name, value in body.items()
        }
    return body


def _bent_list(items: list[Any]) -> list[Any]:
    return [_bent(item) if place % 2 == 0 and isinstance(item, dict) else item for place, item in enumerate(items)]


def _bent(record: dict[str, Any]) -> dict[str, Any]:
    wrong = {"name": 42, "dates": "soon", "duration_ms": "three minutes", "artists": "somebody", "_embedded": [1]}
    return record | {name: value for name, value in wrong.items() if name in record}
