"""The first HTML of pages with an address of their own: title and description in the head, a real 404 for unknown ones."""

from __future__ import annotations

import html
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from setlist_app.build import CLIENT


@dataclass(frozen=True)
class Head:
    title: str
    description: str


@lru_cache
def shell(path: Path) -> str:
    """The page shell that the build made for dynamic addresses."""
    return path.read_text()


def with_head(page: str, head: Head) -> str:
    """Put a title and description first in the head. Inline scripts stay as built: the CSP names their hashes."""
    title, description = html.escape(head.title), html.escape(head.description)
    tags = (
        f'<title>{title}</title><meta name="description" content="{description}"/>'
        f'<meta property="og:title" content="{title}"/><meta property="og:description" content="{description}"/>'
    )
    return page.replace("<head>", f"<head>{tags}", 1)


NOT_FOUND = Head("Not found - Setlist", "There is nothing at this address.")


def document(find: Callable[[str], Awaitable[Head | None]]) -> Callable[[Request], Awaitable[Response]]:
    """A route for `/<kind>/{slug}`: 200 with its own head, or 404 with the same shell, which then says so."""

    async def answer(request: Request) -> Response:
        head = await find(request.path_params["slug"])
        page = with_head(shell(CLIENT / "__spa-fallback.html"), head or NOT_FOUND)
        return HTMLResponse(page, 200 if head else 404)

    return answer
