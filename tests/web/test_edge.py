"""The outermost layer: every answer is checked as a browser or a proxy would see it."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from setlist_app.web.edge import AssetsOnly, Edge, cache_control, content_security_policy, inline_script_hashes


async def page(_request: Request) -> Response:
    return HTMLResponse("<p>hello</p>")


async def data(_request: Request) -> Response:
    return JSONResponse({})


async def broken(_request: Request) -> Response:
    raise LookupError("a secret detail")


def get(
    path: str, *, cookie: Callable[[str | None], str | None] = lambda _: None, https: bool = False
) -> httpx.Response:
    inner = Starlette(
        routes=[
            Route("/", page),
            Route("/shows", page),
            Route("/api/v1/artists", data),
            Route("/broken", broken),
            Route("/api/v1/broken", broken),
        ]
    )
    app = AssetsOnly(Edge(inner, policy=lambda: "default-src 'none'", guest_cookie=cookie, is_production=https))

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
            return await client.get(path)

    return asyncio.run(ask())


def test_every_answer_carries_the_fixed_headers() -> None:
    for path in ("/", "/api/v1/artists", "/nowhere", "/broken"):
        headers = get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"


def test_only_documents_carry_a_content_security_policy() -> None:
    assert get("/").headers["content-security-policy"] == "default-src 'none'"
    assert "content-security-policy" not in get("/api/v1/artists").headers


def test_https_is_remembered_only_in_production() -> None:
    assert "strict-transport-security" not in get("/").headers
    assert get("/", https=True).headers["strict-transport-security"].startswith("max-age=31536000")


def test_a_guest_without_a_cookie_gets_one_with_the_document_and_not_with_data() -> None:
    mint = lambda header: None if header else "gid=new; HttpOnly"  # noqa: E731
    first = get("/", cookie=mint)
    assert first.headers["set-cookie"] == "gid=new; HttpOnly"
    assert first.headers["cache-control"] == "no-store"
    assert "set-cookie" not in get("/api/v1/artists", cookie=mint).headers


def test_a_trailing_slash_is_one_address_too_many() -> None:
    answer = get("/shows/?a=1")
    assert (answer.status_code, answer.headers["location"]) == (308, "/shows?a=1")


def test_a_path_of_slashes_never_redirects_to_another_site() -> None:
    assert get("http://site//evil.example/").headers["location"] == "/evil.example"


def test_an_unexpected_error_is_a_page_of_ours_with_a_number_and_no_detail() -> None:
    answer = get("/broken")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.text
    assert "secret detail" not in answer.text
    assert "error" in get("/api/v1/broken").json()


def test_a_missing_asset_is_plain_and_a_missing_page_is_left_alone() -> None:
    answer = get("/assets/gone-12345678.js")
    assert (answer.status_code, answer.text) == (404, "Not found.\n")


@pytest.mark.parametrize(
    ("path", "kind", "expected"),
    [
        ("/assets/entry-BgU8_12a.js", "text/javascript", "public, max-age=31536000, immutable"),
        ("/assets/reflex-env-BgU8_12a.js", "text/javascript", None),
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/site.css", "text/css", "no-cache"),
        ("/art/0a1b2c3d.svg", "image/svg+xml", None),
    ],
)
def test_only_files_named_by_their_content_are_kept_for_ever(path: str, kind: str, expected: str | None) -> None:
    assert cache_control(path, kind) == expected


def test_inline_scripts_are_allowed_by_hash_and_nothing_else_is(tmp_path: Path) -> None:
    html = tmp_path / "index.html"
    html.write_text('<script src="/a.js"></script><script type="module">go()</script><script>go()</script>')
    digest = base64.b64encode(hashlib.sha256(b"go()").digest()).decode()
    hashes = inline_script_hashes([html])
    assert hashes == [f"'sha256-{digest}'"]
    scripts = next(part for part in content_security_policy(hashes).split("; ") if part.startswith("script-src"))
    assert scripts == f"script-src 'self' 'sha256-{digest}'"
    assert "unsafe" not in scripts


def test_other_errors_pass_as_they_are() -> None:
    async def teapot(_request: Request) -> Response:
        return PlainTextResponse("short and stout", 418)

    app = Edge(Starlette(routes=[Route("/", teapot)]), policy=str, guest_cookie=lambda _: None, is_production=False)

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://site") as client:
            return await client.get("/")

    assert asyncio.run(ask()).text == "short and stout"


def test_a_page_in_a_folder_of_its_own_answers_without_a_slash_and_without_a_redirect() -> None:
    async def folder(_request: Request) -> Response:
        return HTMLResponse("the rules")

    inner = Starlette(routes=[Route("/how-it-works/", folder)])
    app = Edge(
        inner,
        policy=str,
        folders=lambda: frozenset({"/how-it-works"}),
        guest_cookie=lambda _: None,
        is_production=False,
    )

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://site") as client:
            return await client.get("/how-it-works")

    answer = asyncio.run(ask())
    assert (answer.status_code, answer.text) == (200, "the rules")
