"""A running site over plain HTTP, and the ways in which starting and stopping can go."""

from __future__ import annotations

import asyncio
import contextlib
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from tests.running import ROOT, Process, Site, await_apart, copied, running
from tests.wire import open_page

START = ["setlist_app.serve", "--port", "0"]


def policy_of(header: str) -> dict[str, set[str]]:
    return {words[0]: set(words[1:]) for words in (part.split() for part in header.split(";"))}


@pytest.fixture(scope="module")
def known(site: Site) -> list[str]:
    artist = site.one("SELECT slug FROM artist WHERE synced_at IS NOT NULL")
    return [
        "/",
        "/search",
        "/how-it-works",
        "/privacy",
        f"/artists/{artist}",
        f"/shows/{site.one('SELECT slug FROM show')}",
    ]


def test_every_page_has_the_same_strict_headers(site: Site, known: list[str]) -> None:
    for path in [*known, "/nowhere", "/artists/nobody-00000000"]:
        headers = site.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["permissions-policy"] == "camera=(), microphone=(), geolocation=(), payment=()"
        assert "server" not in headers
        policy = policy_of(headers["content-security-policy"])
        assert policy["default-src"] == {"'none'"}
        assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == {"'none'"}
        assert policy["connect-src"] == {"'self'"}
        assert "'self'" in policy["script-src"]
        loose = {source for source in policy["script-src"] if not re.fullmatch(r"'self'|'sha256-[\w+/]{43}='", source)}
        assert not loose, f"{path} lets scripts in by {loose}"
        assert "strict-transport-security" not in headers, "this is a plain-http site"


def test_pages_are_asked_for_again_and_hashed_files_never(site: Site, known: list[str]) -> None:
    cookie = site.cookie()
    for path in known:
        answer = site.get(path, cookie=cookie)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-cache"
        assert "set-cookie" not in answer.headers
    scripts = set(re.findall(r"/assets/[\w./-]+\.(?:js|css|woff2)", site.get("/").text))
    assert scripts
    for script in scripts:
        answer = site.get(script)
        assert answer.status_code == 200
        immutable = "immutable" in answer.headers.get("cache-control", "")
        assert immutable == ("reflex-env-" not in script), script


def test_a_newcomers_page_is_not_kept_and_brings_the_guests_cookie(site: Site) -> None:
    answer = site.get("/")
    assert answer.headers["cache-control"] == "no-store"
    name, *flags = answer.headers["set-cookie"].split("; ")
    assert name.startswith("gid=1.")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(flags)


def test_no_page_names_another_host_to_load_from(site: Site, known: list[str]) -> None:
    for path in known:
        text = site.get(path).text
        loaded = re.findall(r'(?:<script|<link|<img)[^>]+(?:src|href)="(https?:[^"]+)"', text)
        assert not loaded


def test_an_address_with_a_slash_at_its_end_leads_to_the_one_without(site: Site) -> None:
    answer = site.get("/how-it-works/?from=there")
    assert answer.status_code == 308
    assert answer.headers["location"] == "/how-it-works?from=there"
    assert site.get("//evil.example/").headers["location"] == "/evil.example"


@pytest.mark.parametrize("path", ["/nowhere", "/artists/nobody-00000000", "/shows/nothing-00000000", "/assets/gone.js"])
def test_what_is_not_there_has_status_404(site: Site, path: str) -> None:
    assert site.get(path).status_code == 404


def test_the_first_html_of_an_artist_and_a_show_has_their_own_title(site: Site) -> None:
    artist = site.one("SELECT slug FROM artist WHERE name = 'The Borrowed Umbrellas'")
    assert "<title>The Borrowed Umbrellas: shows and setlists - Setlist</title>" in site.get(f"/artists/{artist}").text
    assert "<title>Not found - Setlist</title>" in site.get("/artists/nobody-00000000").text


def test_crawlers_are_told_what_not_to_read(site: Site) -> None:
    answer = site.get("/robots.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    assert "Disallow: /api/" in answer.text


def test_artwork_is_drawn_here_and_is_the_same_each_time(site: Site) -> None:
    answer = site.get("/art/3f9a2c1b.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "max-age=604800" in answer.headers["cache-control"]
    assert answer.text.startswith("<svg")
    assert answer.text == site.get("/art/3f9a2c1b.svg").text != site.get("/art/aaaaaaaa.svg").text
    assert "<script" not in site.get("/art/%3Cscript%3Ealert(1).svg").text


# ------------------------------------------------------------------------------------------ starting and stopping


def refused(tmp_path: Path, environment: dict[str, str], arguments: list[str] = START) -> str:
    """The one sentence of a start that fails with exit code 1."""
    process = Process.start(tmp_path / "log", arguments, environment)
    assert process.popen.wait(60) == 1, process.out
    assert "Setlist is at" not in process.out
    (sentence,) = process.err.strip().splitlines()
    return sentence


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        environment = {"SETLIST_DATA_DIR": str(tmp_path / "data")}
        sentence = refused(tmp_path, environment, ["setlist_app.serve", "--port", str(port)])
    assert sentence == f"Port {port} on 127.0.0.1 is already in use. Try: scripts/run --port {port + 1}"


def test_a_data_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    sentence = refused(tmp_path, {"SETLIST_DATA_DIR": str(tmp_path / "file" / "data")})
    assert sentence.startswith(f"The data folder {tmp_path}/file/data cannot be written: ")


def test_demo_data_under_a_live_site_is_one_sentence(tmp_path: Path, filled: Path) -> None:
    data = copied(filled, tmp_path / "data")
    environment = {"SETLIST_DATABASE_URL": f"sqlite:///{data}/demo.db", "TICKETMASTER_API_KEY": "a-key"}
    sentence = refused(tmp_path, environment)
    assert sentence.startswith("This database holds demo data and the site would start in live mode.")


def test_a_setting_that_is_wrong_names_itself(tmp_path: Path) -> None:
    process = Process.start(tmp_path / "log", START, {"SETLIST_WORKERS": "many"})
    assert process.popen.wait(60) == 1
    assert process.err.startswith("A setting is wrong. SETLIST_WORKERS: ")
    assert "Traceback" not in process.err


def test_a_key_that_is_missing_in_production_is_one_sentence(tmp_path: Path) -> None:
    environment = {"SETLIST_PUBLIC_URL": "https://setlist.example", "SETLIST_DATA_DIR": str(tmp_path / "data")}
    assert refused(tmp_path, environment).startswith("SETLIST_SECRET_KEY is missing")


def test_a_python_that_is_too_old_is_one_sentence(tmp_path: Path) -> None:
    folder, programs = tmp_path / "house", tmp_path / "bin"
    shutil.copytree(ROOT / "scripts", folder / "scripts")
    programs.mkdir()
    for name in ("bash", "dirname", "cat", "rm", "env"):
        (programs / name).symlink_to(str(shutil.which(name)))
    old = programs / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
    old.chmod(0o755)
    done = subprocess.run(
        [shutil.which("bash") or "bash", folder / "scripts" / "run"], env={"PATH": str(programs)}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "Setlist needs Python 3.11 or newer; Python 3.9.2 is what this machine has.\n"


@pytest.fixture
def started(frontend: None, filled: Path, tmp_path: Path) -> Iterator[Site]:
    with running(copied(filled, tmp_path / "data")) as site:
        yield site


def test_ctrl_c_ends_the_site_within_five_seconds_though_a_page_is_open(started: Site) -> None:
    async def story() -> float:
        taken = float("inf")
        # The page is told that the server goes, in the middle of listening.
        with contextlib.suppress(ConnectionClosed):
            async with open_page(started.port, path="/"):
                before = time.monotonic()
                assert await asyncio.to_thread(started.process.interrupt) == 0
                taken = time.monotonic() - before
        return taken

    assert await_apart(story()) < 5
    assert "Traceback" not in started.log
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", started.port))


def test_a_second_start_reuses_the_build_and_the_data(started: Site) -> None:
    assert "Building" not in started.process.out
    before = started.one("SELECT count(*) FROM show")
    started.restart()
    assert "Building" not in started.process.out
    assert started.one("SELECT count(*) FROM show") == before
    assert started.get("/").status_code == 200


def test_a_second_site_on_the_same_port_does_not_take_it_over(started: Site, tmp_path: Path) -> None:
    environment = {"SETLIST_DATA_DIR": str(tmp_path / "other")}
    sentence = refused(tmp_path / "second", environment, ["setlist_app.serve", "--port", str(started.port)])
    assert "already in use" in sentence
    assert started.get("/healthz").status_code == 200
