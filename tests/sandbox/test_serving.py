"""The stand-in on a port: what it prints, how it stops, and what it says when it cannot start."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from setlist_app.sandbox.serving import bind, serve

ROOT = Path(__file__).resolve().parents[2]


def test_a_port_in_use_is_one_sentence_and_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert serve(port) == 1
    told = capsys.readouterr()
    assert told.err == f"Port {port} on 127.0.0.1 cannot be used: Address already in use.\n"
    assert told.out == ""


def test_a_missing_recorded_folder_is_one_sentence_and_exit_code_1(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert serve(0, recorded=tmp_path / "nowhere") == 1
    assert "There is no folder of recorded answers" in capsys.readouterr().err


def test_it_prints_where_to_point_the_product_answers_and_stops_on_ctrl_c() -> None:
    program = "import sys; from setlist_app.sandbox.app import serve; sys.exit(serve(0))"
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        lines = [running.stdout.readline() for _ in range(9)]
        base = re.search(r"TICKETMASTER_BASE_URL=(\S+)", "".join(lines))
        assert base
        assert f"SPOTIFY_BASE_URL={base[1].replace('/discovery/v2', '/v1')}\n" in lines
        with urllib.request.urlopen(f"{base[1]}/attractions.json?apikey=any&keyword=umbrellas", timeout=20) as answer:
            assert json.load(answer)["page"]["totalElements"] == 2
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=20) == 0
