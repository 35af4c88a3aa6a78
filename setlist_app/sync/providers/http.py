"""One client for every provider: gate, fetch, read and parse as one unit, retried together, keys never shown.

The gate keeps pace, budget and breaker, and lives with the database; this module only asks it before each request and
tells it after. A wait of up to 30 s is waited here; a longer one raises `ProviderUnavailable`, to be stored and not
slept. Rules of what is retried: docs say 429 and 5xx; cut-off bodies of a 200 were seen as well.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Protocol, Self

import httpx
import stamina

from setlist_app.sync.providers.recorded import Body, redact
from setlist_app.sync.providers.spotify_parse import error_sentence as spotify_sentence
from setlist_app.sync.providers.ticketmaster_parse import error_sentence as ticketmaster_sentence

TIMEOUT = httpx.Timeout(connect=3.0, read=10.0, write=10.0, pool=5.0)
MAX_BODY = 8 * 1024 * 1024
"""Bytes, unpacked. A page of 200 events is some 2.3 MB."""
MAX_TRIES = 4
MAX_SECONDS = 60.0
"""For all tries of one request together."""
WAITABLE = timedelta(seconds=30)
"""Longer waits are stored, not slept."""
WAIT_UNTOLD = timedelta(hours=1)
"""How long to leave a provider alone whose quota is used up and who names no time."""
RETRIED = frozenset({429, 500, 502, 503, 504})
QUOTA_WORDS = ("QuotaViolation", "QUOTA_EXCEEDED")
USER_AGENT = "Setlist/1.0"

# httpx logs every URL at INFO, and Ticketmaster's key is in the URL. httpcore logs headers at DEBUG.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)

# stamina would choose structlog where that happens to be installed, which prints into what `--json` prints.
stamina.instrumentation.set_on_retry_hooks([stamina.instrumentation.LoggingOnRetryHook])


class ProviderError(Exception):
    """A provider could not be asked or gave no usable answer. `sentence` is for people and holds no key."""

    def __init__(self, sentence: str, *, permanent: bool, provider: str, status: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.permanent = permanent
        """Whether asking again without a change on our side is pointless."""
        self.provider = provider
        self.status = status


class ProviderUnavailable(ProviderError):
    """Not now: `until` is when to ask again, None when nobody knows."""

    def __init__(
        self, sentence: str, *, provider: str, until: datetime | None = None, status: int | None = None
    ) -> None:
        super().__init__(sentence, permanent=False, provider=provider, status=status)
        self.until = until


class KeyRefused(ProviderError):
    """401 or 403: the key is wrong, or may not do this."""


class NotFound(ProviderError):
    """404."""


class BadAnswer(ProviderError):
    """An answer that cannot be read, or a request that the provider calls wrong."""


@dataclass(frozen=True)
class Answer:
    """What one request told about the provider's state. `status` is None when no answer came."""

    status: int | None
    retry_at: datetime | None = None
    limit: int | None = None
    remaining: int | None = None
    reset_at: datetime | None = None


class Gate(Protocol):
    """Pace, budget and breaker of a provider, as the store keeps them."""

    async def admit(self, provider: str) -> None:
        """Before every request, tries again included. Waits for its turn or raises ProviderUnavailable."""

    async def report(self, provider: str, answer: Answer) -> None:
        """After every request."""


class _Again(Exception):
    """This try failed in a way worth another; `outcome` is what to raise when there is none."""

    def __init__(self, outcome: ProviderError, wait: timedelta | None = None) -> None:
        super().__init__(outcome.sentence)
        self.outcome = outcome
        self.wait = wait


def _utc_now() -> datetime:
    return datetime.now(UTC)


class ProviderClient:
    """Asks one host of one provider. Close it, or use it as an async context manager.

    `waits` scales every wait between tries; tests pass 0. `secrets` are kept out of every message.
    """

    def __init__(
        self,
        provider: str,
        base_url: str,
        *,
        gate: Gate,
        transport: httpx.AsyncBaseTransport | None = None,
        secrets: tuple[str, ...] = (),
        now: Callable[[], datetime] = _utc_now,
        waits: float = 1.0,
    ) -> None:
        self.provider = provider
        self._gate = gate
        self._secrets = secrets
        self._now = now
        self._waits = waits
        self._http = httpx.AsyncClient(
            base_url=base_url.rstrip("/"),
            timeout=TIMEOUT,
            transport=transport,
            follow_redirects=False,
            headers={"Accept": "application/json", "User-Agent": USER_AGENT},
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        await self._http.aclose()

    def redact(self, text: str) -> str:
        """The text without this client's secrets and without anything shaped like a key."""
        return redact(text, self._secrets)

    async def get_json(
        self, path: str, params: Mapping[str, str | int], headers: Mapping[str, str] | None = None
    ) -> object:
        """The parsed JSON of a 200. Raises ProviderError or one of its kinds; tries up to four times."""
        return await self._ask(self._http.build_request("GET", path, params=dict(params), headers=dict(headers or {})))

    async def post_form_json(
        self, path: str, form: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> object:
        """The same for a form. Only for requests that change nothing there (a token), since they may be repeated."""
        return await self._ask(self._http.build_request("POST", path, data=dict(form), headers=dict(headers or {})))

    async def _ask(self, request: httpx.Request) -> object:
        tries = stamina.retry_context(
            on=self._how_to_go_on,
            attempts=MAX_TRIES,
            timeout=MAX_SECONDS,
            wait_initial=0.5 * self._waits,
            wait_max=20.0 * self._waits,
            wait_jitter=1.0 * self._waits,
        )
        try:
            async for attempt in tries:
                with attempt:
                    return await self._try(request)
        except _Again as last:
            raise last.outcome from None
        raise AssertionError("a retry loop returns or raises")

    def _how_to_go_on(self, error: Exception) -> bool | float:
        """For stamina: whether to try again, as the seconds to wait when the provider names them."""
        if not isinstance(error, _Again):
            return False
        return error.wait.total_seconds() * self._waits if error.wait is not None else True

    async def _try(self, request: httpx.Request) -> object:
        await self._gate.admit(self.provider)
        try:
            response, content = await self._fetch(request)
        except (httpx.TransportError, httpx.DecodingError) as error:
            await self._gate.report(self.provider, Answer(None))
            # Not chained: the provider's URL holds the key, and a traceback would print it.
            raise _Again(self._unreachable(error)) from None
        answer = self._answer(response)
        await self._gate.report(self.provider, answer)
        if response.status_code == 200 and content is not None:
            try:
                return json.loads(content)
            except (ValueError, RecursionError):
                raise _Again(self._error(BadAnswer, "sends a cut-off or unreadable answer", 200, False)) from None
        raise self._failure(response, content, answer)

    async def _fetch(self, request: httpx.Request) -> tuple[httpx.Response, bytes | None]:
        """The response and its body; None for a body over the cap, which is not read to its end."""
        response = await self._http.send(request, stream=True)
        try:
            parts: list[bytes] = []
            size = 0
            async for part in response.aiter_bytes():
                size += len(part)
                if size > MAX_BODY:
                    return response, None
                parts.append(part)
            return response, b"".join(parts)
        finally:
            await response.aclose()

    def _answer(self, response: httpx.Response) -> Answer:
        headers = response.headers
        return Answer(
            status=response.status_code,
            retry_at=self._retry_at(headers.get("retry-after")),
            limit=_number(headers.get("rate-limit")),
            remaining=_number(headers.get("rate-limit-available")),
            reset_at=_from_milliseconds(headers.get("rate-limit-reset")),
        )

    def _retry_at(self, text: str | None) -> datetime | None:
        """Retry-After in either form: seconds (possibly hours of them) or an HTTP date."""
        if not text:
            return None
        try:
            if text.strip().replace(".", "", 1).isdigit():
                return self._now() + timedelta(seconds=float(text))
            stated = parsedate_to_datetime(text)
            return stated if stated.tzinfo else stated.replace(tzinfo=UTC)
        except (ValueError, TypeError, OverflowError):
            return None

    def _failure(self, response: httpx.Response, content: bytes | None, answer: Answer) -> Exception:
        """What to raise for anything but a readable 200."""
        status = response.status_code
        said = self._said(status, content)
        if content is None:
            return self._error(BadAnswer, f"sends more than {MAX_BODY // 1024 // 1024} MB", status, False)
        if status in RETRIED:
            return self._later(status, said, content, answer)
        if status in (401, 403):
            return self._error(KeyRefused, f"refuses our key or request ({status}){said}", status, True)
        if status == 404:
            return self._error(NotFound, f"knows no such thing (404){said}", status, True)
        if 300 <= status < 400:
            return self._error(BadAnswer, f"answers with a redirect ({status}), which is not followed", status, True)
        if 200 <= status < 300:
            return self._error(BadAnswer, f"answers without content ({status})", status, False)
        return self._error(BadAnswer, f"calls the request wrong ({status}){said}", status, status < 500)

    def _later(self, status: int, said: str, content: bytes, answer: Answer) -> Exception:
        now = self._now()
        until = answer.retry_at
        if until is None and status == 429:
            used_up = any(word.encode() in content for word in QUOTA_WORDS) or answer.remaining == 0
            if used_up:
                ahead = answer.reset_at is not None and answer.reset_at > now
                until = answer.reset_at if ahead else now + WAIT_UNTOLD
        name = self.provider.capitalize()
        if until is not None and until - now > WAITABLE:
            at = until.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
            return ProviderUnavailable(
                f"{name} asks us to wait until {at} ({status}){said}",
                provider=self.provider,
                until=until,
                status=status,
            )
        what = "asks us to slow down" if status == 429 else "has trouble"
        outcome = ProviderUnavailable(
            f"{name} {what} ({status}){said}", provider=self.provider, until=until, status=status
        )
        return _Again(outcome, max(until - now, timedelta(0)) if until is not None else None)

    def _said(self, status: int, content: bytes | None) -> str:
        """ ": " and the provider's own reason, redacted and short; "" when it gives none."""
        text = (content or b"")[:4096].decode(errors="replace")
        try:
            value: object = json.loads(text)
        except (ValueError, RecursionError):
            value = text if text.strip() and not text.lstrip().startswith("<") else None
        if isinstance(value, dict) and ("fault" in value or "errors" in value):
            return f": {self.redact(ticketmaster_sentence(value, status))}"
        if self.provider != "spotify":
            return f": {self.redact(value[:200])}" if isinstance(value, str) else ""
        sentence = spotify_sentence(Body(value, status)) if value else None
        return f": {self.redact(sentence)}" if sentence else ""

    def _error(self, kind: type[ProviderError], what: str, status: int | None, permanent: bool) -> ProviderError:
        sentence = self.redact(f"{self.provider.capitalize()} {what}")
        return kind(sentence, permanent=permanent, provider=self.provider, status=status)

    def _unreachable(self, error: Exception) -> ProviderError:
        how = "does not answer in time" if isinstance(error, httpx.TimeoutException) else "cannot be reached"
        if isinstance(error, httpx.ReadError | httpx.RemoteProtocolError | httpx.DecodingError):
            how = "breaks off in the middle of an answer"
        return ProviderUnavailable(f"{self.provider.capitalize()} {how}", provider=self.provider)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.strip().isdigit() else None


def _from_milliseconds(text: str | None) -> datetime | None:
    """Ticketmaster's Rate-Limit-Reset: epoch milliseconds."""
    value = _number(text)
    try:
        return datetime.fromtimestamp(value / 1000, UTC) if value else None
    except (OverflowError, ValueError, OSError):
        return None


def with_path(base_url: str, path: str) -> str:
    """A configured address as given, with the provider's usual path when it names none."""
    url = httpx.URL(base_url)
    return base_url.rstrip("/") if url.path.strip("/") else str(url.copy_with(path=path))
