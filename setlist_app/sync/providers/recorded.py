"""What both providers' answers have in common once recorded: wrappers around a body, and error bodies as sentences.

Pure functions, no I/O. A recorded answer is the body alone, `{status, headers, body}`, or a list of either; a body
may be JSON in a string, or plain text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from setlist_app.sync.providers.wire import storable

MAX_PAYLOAD = 32 * 1024
"""Bytes of a quarantined record that are kept."""
MAX_DETAIL = 200
"""Characters of a provider's own words that a sentence of ours quotes."""
MAX_DEPTH = 12
"""Wrappers and lists nested deeper are not a recorded answer."""

# An error text can carry a key ("Identifier : …", apikey=…) or anything that looks like one.
SECRETS = (
    (re.compile(r"(identifier\s*:\s*)\S+", re.IGNORECASE), r"\1[redacted]"),
    (
        re.compile(r"((?:api[-_]?key|access_token|client_secret|refresh_token)\"?\s*[=:]\s*\"?)[^&\s\"]+", re.I),
        r"\1[redacted]",
    ),
    (re.compile(r"\b(bearer|basic)\s+[A-Za-z0-9+/=_.~-]{8,}", re.IGNORECASE), r"\1 [redacted]"),
    (re.compile(r"\b(?=[A-Za-z0-9_-]*\d)[A-Za-z0-9_-]{24,}\b"), "[redacted]"),
)


def redact(text: str, secrets: tuple[str, ...] = ()) -> str:
    """The text without the given secrets and without anything shaped like a key or token."""
    for secret in sorted((one for one in secrets if one), key=len, reverse=True):
        text = text.replace(secret, "[redacted]")
    for pattern, kept in SECRETS:
        text = pattern.sub(kept, text)
    return text


def quoted(text: object) -> str:
    """A provider's own words, redacted, on one line and cut short."""
    return redact(" ".join(storable(str(text)).split()))[:MAX_DETAIL]


@dataclass(frozen=True)
class Body:
    """One answer's body with what its wrapper said. `uri` is the recorded request, when there is one."""

    value: object
    status: int | None = None
    uri: str | None = None


def bodies(payload: object, depth: int = 0, status: int | None = None, uri: str | None = None) -> Iterator[Body]:
    """Each answer in a recorded file, unwrapped. A list that is no list of wrappers comes out as one body."""
    if depth > MAX_DEPTH:
        yield Body(None, status, uri)
    elif (
        isinstance(payload, dict) and "body" in payload and not {"id", "_embedded", "error", "errors"} & payload.keys()
    ):
        request = payload.get("request")
        asked = request.get("uri") or request.get("url") if isinstance(request, dict) else payload.get("url")
        code = payload.get("status", payload.get("http_status"))
        code = code.get("code") if isinstance(code, dict) else code
        body = payload["body"]
        if isinstance(body, dict) and isinstance(body.get("string"), str):
            body = body["string"]
        if isinstance(body, str):
            try:
                body = json.loads(body)
            except ValueError:
                yield Body(body, _code(code), str(asked) if asked else None)
                return
        yield from bodies(body, depth + 1, _code(code), str(asked) if asked else None)
    elif isinstance(payload, list) and any(isinstance(item, list) or _is_answer(item) for item in payload):
        for item in payload:
            yield from bodies(item if isinstance(item, list) or _is_answer(item) else [item], depth + 1, status, uri)
    else:
        yield Body(payload, status, uri)


def _is_answer(item: object) -> bool:
    """Whether a list's item is an answer of its own and not a record."""
    answer = {"body", "_embedded", "fault", "errors", "error", "page"}
    return isinstance(item, dict) and bool(answer & item.keys()) and not ({"id", "name"} <= item.keys())


def _code(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and value.isdigit() else None


def kept_payload(record: object) -> str:
    """A quarantined record as JSON, redacted and cut to 32 KiB."""
    text = redact(json.dumps(record, ensure_ascii=False, default=str))
    return str(storable(text)).encode()[:MAX_PAYLOAD].decode(errors="ignore")


def why_invalid(error: ValidationError) -> str:
    """One line naming the first wrong fields: "dates.start.localDate: Input should be a valid string"."""
    first = [f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors()[:3]]
    return quoted("; ".join(first))


def record_id(record: object) -> str | None:
    """The id of a record that may be malformed, cut short; None when it has none that is text."""
    value = record.get("id") if isinstance(record, dict) else None
    return storable(value)[:64] if isinstance(value, str) and value else None


def record_name(record: object) -> str:
    value = record.get("name") if isinstance(record, dict) else None
    return storable(value)[:300] if isinstance(value, str) else ""
