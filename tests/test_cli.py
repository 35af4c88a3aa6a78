"""The command line: every command, what it prints and how it ends."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from setlist_app import cli, settings
from tests.running import BLANK, copied


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Setlist = Callable[..., Done]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def setlist(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Setlist]:
    """`setlist("stats", "--json")` as somebody types it, on a demo database of its own."""
    for name, value in BLANK.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SETLIST_DATA_DIR", str(data))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)  # a developer's .env is not read
    settings.current.cache_clear()

    def run(*arguments: str) -> Done:
        try:
            code = cli.main(list(arguments))
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capfd.readouterr()
        return Done(code, out, err)

    yield run
    settings.current.cache_clear()


def test_a_sync_fetches_an_artist_and_the_second_one_changes_nothing(setlist: Setlist) -> None:
    first = setlist("sync", "artist", "Ezra Plinth", "--json")
    assert first.code == 0, first.err
    run = first.json
    assert run["state"] == "ok"
    steps = {step["name"]: step for step in run["steps"]}
    assert list(steps) == ["identify", "shows", "songs", "setlists"]
    assert steps["songs"]["created"] == 3
    assert steps["shows"]["created"] >= 4
    assert steps["setlists"]["created"] >= 4
    assert run["requests"] > 0

    second = setlist("sync", "artist", "Ezra Plinth", "--json")
    assert second.code == 0
    again = {step["name"]: step for step in second.json["steps"]}
    for name in ("shows", "songs", "setlists"):
        assert (again[name]["created"], again[name]["changed"]) == (0, 0), name
    assert "nothing" in second.json["reason"].casefold() or "0 new" in second.json["reason"]


def test_a_sync_in_words_names_the_page_to_look_at(setlist: Setlist) -> None:
    done = setlist("sync", "artist", "Marble Arcade")
    assert done.code == 0
    assert done.out.startswith("Marble Arcade: ")
    assert "Page: /artists/marble-arcade-" in done.out


def test_a_name_that_two_artists_have_lists_both_and_picks_neither(setlist: Setlist) -> None:
    done = setlist("sync", "artist", "Copper Lanes")
    assert done.code == 1
    assert done.err.startswith("2 artists are called 'Copper Lanes'. Say which by id: ")
    assert "Alternative Rock" in done.err
    assert "Traditional Folk" in done.err
    as_json = setlist("sync", "artist", "Copper Lanes", "--json")
    assert as_json.code == 1
    assert as_json.json["error"] == done.err.strip()
    assert setlist("stats", "--json").json["artists"] == 0


def test_a_name_that_nobody_has_is_one_sentence(setlist: Setlist) -> None:
    done = setlist("sync", "artist", "Nobody Is Called This")
    assert done.code == 1
    assert "Nobody Is Called This" in done.err
    assert not done.out


def test_a_provider_that_is_away_is_one_sentence(setlist: Setlist, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setenv("TICKETMASTER_BASE_URL", f"http://127.0.0.1:{nobody.getsockname()[1]}/discovery/v2")
        settings.current.cache_clear()
        done = setlist("sync", "artist", "Ezra Plinth")
    assert done.code == 1
    assert "Ticketmaster" in done.err
    assert "Traceback" not in done.err


def test_counts_and_runs_of_a_filled_database(setlist: Setlist, data: Path, filled: Path) -> None:
    copied(filled, data)
    stats = setlist("stats", "--json")
    assert stats.code == 0
    assert stats.json["mode"] == "demo"
    assert stats.json["shows"] > 60
    assert stats.json["votes"] == 0
    assert "shows" in setlist("stats").out

    listed = setlist("runs", "--json", "--limit", "2")
    assert listed.code == 0
    assert len(listed.json["runs"]) == 2
    for run in listed.json["runs"]:
        assert run["state"] in {"ok", "partial", "nothing_found"}
        assert run["trigger"] == "command"
        assert run["started_at"].endswith("Z")
    assert "The Borrowed Umbrellas" in setlist("runs").out


def test_an_empty_database_says_what_to_type_next(setlist: Setlist) -> None:
    assert setlist("runs").out.strip() == "No run yet. Try: scripts/setlist sync artist NAME"
    assert setlist("runs", "--json").json == {"runs": []}


def test_the_doctor_finds_the_demo_world_well(setlist: Setlist) -> None:
    done = setlist("doctor", "--json")
    assert done.code == 0, done.out
    assert done.json["ok"] is True
    assert {"ticketmaster", "spotify", "database"} <= {finding["what"].casefold() for finding in done.json["findings"]}


def test_the_doctor_sees_a_provider_that_is_away_and_keeps_the_key_to_itself(
    setlist: Setlist, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setenv("TICKETMASTER_BASE_URL", f"http://127.0.0.1:{nobody.getsockname()[1]}/discovery/v2")
        monkeypatch.setenv("TICKETMASTER_API_KEY", "s3cr3t-ticket-key")
        settings.current.cache_clear()
        done = setlist("doctor", "--json")
    assert done.code == 1
    assert done.json["ok"] is False
    assert "s3cr3t-ticket-key" not in done.out + done.err


EVENT = {
    "id": "G5v1", "name": "The Velvet Harbour", "type": "event", "dates": {"start": {"localDate": "2026-12-24"}},
    "classifications": [{"primary": True, "segment": {"name": "Music"}}],
    "_embedded": {"attractions": [{"type": "attraction", "id": "K8v1", "name": "The Velvet Harbour"}]},
}  # fmt: skip


def test_a_recorded_answer_is_looked_at_without_a_database(setlist: Setlist, tmp_path: Path, data: Path) -> None:
    (tmp_path / "event.json").write_text(json.dumps(EVENT))
    done = setlist("inspect", "ticketmaster", "event.json", "--json")
    assert done.code == 0, done.err
    assert done.json.keys() == {"shows", "skipped", "quarantined", "error"}
    (show,) = done.json["shows"]
    assert (show["id"], show["local_date"], show["status"]) == ("G5v1", "2026-12-24", "scheduled")
    assert not data.exists()
    assert "shows: 1" in setlist("inspect", "ticketmaster", "event.json").out


@pytest.mark.parametrize("content", [None, b"", b"{", b"\xff\xfe\x00", b"nonsense"])
def test_a_file_that_is_missing_or_no_json_is_one_sentence(
    setlist: Setlist, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "bad.json"
    if content is not None:
        file.write_bytes(content)
    for provider in (("ticketmaster",), ("spotify", "--artist", "somebody")):
        done = setlist("inspect", provider[0], str(file), *provider[1:])
        assert done.code == 1
        assert len(done.err.strip().splitlines()) == 1
        assert "bad.json" in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("dance",), ("sync",), ("sync", "artist"), ("inspect",), ("inspect", "myspace", "x.json"),
        ("inspect", "spotify", "x.json"), ("runs", "--limit", "0"), ("runs", "--limit", "many"), ("stats", "--yaml"),
        ("sandbox", "--port", "many"),
    ],
)  # fmt: skip
def test_wrong_use_is_told_apart_from_failure(setlist: Setlist, arguments: tuple[str, ...]) -> None:
    done = setlist(*arguments)
    assert done.code == 2
    assert "usage: scripts/setlist" in done.err
    assert not done.out


def test_a_sandbox_on_a_port_in_use_is_one_sentence(setlist: Setlist) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = setlist("sandbox", "--port", str(port))
    assert done.code == 1
    assert done.err == f"Port {port} on 127.0.0.1 cannot be used: Address already in use.\n"


def test_a_setting_that_is_wrong_is_told_without_a_traceback(setlist: Setlist, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETLIST_WORKERS", "many")
    settings.current.cache_clear()
    done = setlist("stats")
    assert done.code == 1
    assert done.err.startswith("A setting is wrong.")
