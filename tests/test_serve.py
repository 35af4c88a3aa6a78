"""Starting: every way it can fail is one sentence."""

from __future__ import annotations

import socket

import pytest

from setlist_app.serve import CannotStart, banner, bind, origins
from setlist_app.settings import Settings


def settings(**values: object) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[arg-type, call-arg]


def test_a_port_in_use_names_the_next_one_to_try() -> None:
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=f"Port {port} .* already in use. Try: scripts/run --port {port + 1}"):
            bind("127.0.0.1", port)


def test_an_address_of_another_machine_is_one_sentence() -> None:
    with pytest.raises(CannotStart, match="Cannot listen on"):
        bind("203.0.113.9", 0)


def test_the_port_is_never_shared() -> None:
    with bind("127.0.0.1", 0) as bound:
        assert bound.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT) == 0


def test_only_our_own_pages_may_open_the_socket() -> None:
    local = origins("127.0.0.1", 3000, settings())
    assert local == ["http://127.0.0.1:3000", "http://[::1]:3000", "http://localhost:3000"]
    public = origins("0.0.0.0", 3000, settings(setlist_public_url="https://setlist.example/"))
    assert public == ["https://setlist.example"]


def test_the_banner_says_where_and_in_what_mode() -> None:
    text = banner("127.0.0.1", 3000, settings())
    assert "http://127.0.0.1:3000/" in text
    assert "Demo mode" in text
    assert "without a song source" in banner("127.0.0.1", 3000, settings(ticketmaster_api_key="key"))


def test_a_port_that_does_not_exist_is_one_sentence() -> None:
    with pytest.raises(CannotStart, match="There is no port 99999"):
        bind("127.0.0.1", 99999)
