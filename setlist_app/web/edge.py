"""The outermost layer of every HTTP answer: security headers, caching, the guest cookie, one address per page.

Pure ASGI, so that a streamed answer stays streamed. The websocket passes through untouched; its origin list is set in
serve.py.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)

# Where the providers keep artists' pictures (seen in recorded answers, November 2026).
IMAGE_HOSTS = ("https://s1.ticketm.net", "https://*.ticketm.net", "https://i.scdn.co", "https://coverartarchive.org")

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_HASHED = re.compile(r"^/assets/(?!reflex-env-).+-[\w-]{8,}\.\w+$")

FIXED_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
}

# Browsers read these of documents only, and a page has two dozen other answers.
DOCUMENT_HEADERS = {
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "cross-origin-opener-policy": "same-origin",
}

ERROR_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Something broke - Setlist</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="stylesheet" href="/site.css"></head>
<body><main class="plain-page"><h1>Something broke on our side.</h1><p>It is in our log as <code>{id}</code>. Your
votes are safe. <a href="/">Go to the start page</a>, or try again in a moment.</p></main></body></html>"""


def inline_script_hashes(pages: Iterable[Path]) -> list[str]:
    """CSP source expressions for every inline script in built HTML. Hashes, because a static file cannot hold a nonce."""
    found = {script for page in pages for script in _INLINE_SCRIPT.findall(page.read_text())}
    return sorted(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in found)


def content_security_policy(hashes: Iterable[str]) -> str:
    """Styles stay 'unsafe-inline' because React sets style attributes; scripts never are."""
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *hashes)),
            "style-src 'self' 'unsafe-inline'",
            " ".join(("img-src 'self' data:", *IMAGE_HOSTS)),
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "object-src 'none'",
        )
    )


def cache_control(path: str, content_type: str) -> str | None:
    """Files named by their content never change; everything else is asked for again."""
    if _HASHED.match(path):
        return "public, max-age=31536000, immutable"
    if content_type.startswith("text/html") or not path.startswith(("/api/", "/art/", "/assets/")):
        return "no-cache"
    return None


class Edge:
    """Wraps the whole application. `guest_cookie(cookie_header) -> Set-Cookie value | None` mints a guest's cookie for
    a browser that has none, on documents only: a websocket cannot set cookies. `folders()` are the pages that the build
    put into a folder of their own; the file server would send the browser to the address with a slash."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        policy: Callable[[], str],
        folders: Callable[[], frozenset[str]] = frozenset,
        guest_cookie: Callable[[str | None], str | None],
        is_production: bool,
    ) -> None:
        self.app = app
        self.policy = policy
        self.folders = folders
        self.guest_cookie = guest_cookie
        self.is_production = is_production

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        if len(path) > 1 and path.endswith("/") and not path.startswith("/_event"):
            target = "/" + path.strip("/")  # never "//host": that would be another site
            query = scope["query_string"].decode("latin-1")
            await RedirectResponse(target + ("?" + query if query else ""), 308)(scope, receive, send)
            return
        if path in self.folders():
            scope = {**scope, "path": f"{path}/", "raw_path": f"{path}/".encode()}
        started = False
        held: list[Message] = []

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._decorate(scope, message)
            await send(message)

        async def hold_errors(message: Message) -> None:
            """Starlette answers an unhandled exception in its own words and then raises: ours go out instead."""
            if held or (message["type"] == "http.response.start" and message["status"] == 500):
                held.append(message)
            else:
                await with_headers(message)

        try:
            await self.app(scope, receive, hold_errors)
            for message in held:
                await with_headers(message)
        except Exception:
            mark = secrets.token_hex(4)
            log.exception("unhandled error %s at %s %s", mark, scope["method"], path)
            if started:
                raise
            answer = (
                JSONResponse({"error": f"Something broke on our side; it is in the log as {mark}."}, 500)
                if path.startswith("/api/") or path == "/healthz"
                else HTMLResponse(ERROR_PAGE.format(id=mark), 500)
            )
            await answer(scope, receive, with_headers)

    def _decorate(self, scope: Scope, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        content_type = headers.get("content-type", "")
        path: str = scope["path"]
        for name, value in FIXED_HEADERS.items():
            headers[name] = value
        if self.is_production:
            headers["strict-transport-security"] = "max-age=31536000; includeSubDomains"
        if "cache-control" not in headers and (caching := cache_control(path, content_type)):
            headers["cache-control"] = caching
        if not content_type.startswith("text/html"):
            return
        for name, value in DOCUMENT_HEADERS.items():
            headers[name] = value
        headers["content-security-policy"] = self.policy()
        if scope["method"] == "GET" and (cookie := self.guest_cookie(Headers(scope=scope).get("cookie"))):
            headers.append("set-cookie", cookie)
            headers["cache-control"] = "no-store"


class AssetsOnly:
    """A missing file under /assets is a plain 404, not the page shell with a 404 in it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/assets/"):
            await self.app(scope, receive, send)
            return
        replaced = False

        async def plain(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and message["status"] == 404:
                replaced = True
                await PlainTextResponse("Not found.\n", 404)(scope, receive, send)
            elif not replaced:
                await send(message)

        await self.app(scope, receive, plain)
