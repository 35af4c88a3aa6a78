"""First and second start of a fresh clone, as a newcomer has them: `python -m bench.start [--json]`.

The floor of the second start is the same Python importing Reflex and nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.running import ROOT


def seconds_to_answer(clone: Path) -> float:
    """From `scripts/run` to an answered `GET /`."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SETLIST_")}
    started = time.perf_counter()
    process = subprocess.Popen(
        ["scripts/run", "--port", "0"], cwd=clone, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        url = ""
        while not url and (line := process.stdout.readline()):
            url = line.removeprefix("Setlist is at ").strip() if line.startswith("Setlist is at ") else ""
        if not url:
            raise RuntimeError("the site did not start")
        urllib.request.urlopen(url, timeout=30).read()
        return time.perf_counter() - started
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def main() -> int:
    parser = argparse.ArgumentParser(description="First and second start of a fresh clone.")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "setlist"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        first = seconds_to_answer(clone)
        second = min(seconds_to_answer(clone) for _ in range(3))
        started = time.perf_counter()
        subprocess.run([str(clone / ".venv/bin/python"), "-c", "import reflex, reflex.app"], cwd=folder, check=True)
        floor = time.perf_counter() - started
    found = {"first_s": first, "second_s": second, "import_floor_s": floor, "ratios": {"second": second / floor}}
    if chosen.json:
        print(json.dumps(found, indent=2))
    else:
        print(f"first start {first:.1f} s, second {second:.2f} s, {second / floor:.1f} times importing Reflex alone")
    return 0


if __name__ == "__main__":
    sys.exit(main())
