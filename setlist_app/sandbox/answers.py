"""A provider's answer before it goes on the wire, and the error bodies each provider is known for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from setlist_app.sandbox.ticketmaster_wire import Json


@dataclass(frozen=True)
class Ask:
    """One request as a handler sees it."""

    params: Mapping[str, str]
    """Query parameters; the last one counts where a name is repeated."""
    now: datetime
    path: str = ""
    query: str = ""
    id: str = ""
    """The id in the path, without `.json`."""
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    base: str = "http://sandbox.invalid"
    """Scheme and host under which this provider was asked; Spotify's absolute links start with it."""


@dataclass(frozen=True)
class Answer:
    body: Json | str
    """Text is sent as it is, anything else as JSON."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


# --- Ticketmaster: faults from the gateway, errors from the API behind it.


def fault(status: int, text: str, code: str) -> Answer:
    return Answer({"fault": {"faultstring": text, "detail": {"errorcode": code}}}, status)


def invalid_api_key() -> Answer:
    return fault(401, "Invalid ApiKey", "oauth.v2.InvalidApiKey")


def missing_api_key() -> Answer:
    """Code and text by the gateway's documentation; not recorded from Ticketmaster itself."""
    return fault(
        401, "Failed to resolve API Key variable request.queryparam.apikey", "steps.oauth.v2.FailedToResolveAPIKey"
    )


def spike_arrest(rate: int) -> Answer:
    return fault(429, f"Spike arrest violation. Allowed rate : {rate}ps", "policies.ratelimit.SpikeArrestViolation")


def quota_violation(api_key: str) -> Answer:
    """The day's quota is used up. The body holds the caller's key, as the real one does: never log it."""
    text = f"Rate limit quota violation. Quota limit  exceeded. Identifier : {api_key}"
    return fault(429, text, "policies.ratelimit.QuotaViolation")


def dis(code: str, detail: str, status: int = 400, link: str = "about") -> Answer:
    error: Json = {
        "code": code,
        "detail": detail,
        "status": f"{status} BAD_REQUEST" if status == 400 else str(status),
        "_links": {link: {"href": f"/discovery/v2/errors.html#{code}"}},
    }
    return Answer({"errors": [error]}, status)


# --- Spotify.


def spotify_error(status: int, message: str, reason: str | None = None) -> Answer:
    error: Json = {"status": status, "message": message}
    return Answer({"error": error | ({"reason": reason} if reason else {})}, status)


def spotify_quota(retry_after: int | None) -> Answer:
    """The body since July 2026."""
    answer = spotify_error(429, "Too many requests", "QUOTA_EXCEEDED")
    return answer if retry_after is None else Answer(answer.body, 429, {"Retry-After": str(retry_after)})


def accounts_error(error: str, description: str) -> Answer:
    return Answer({"error": error, "error_description": description}, 400)
