"""Lighthouse, mobile, on home, artist and show page: `python -m bench.lighthouse [--json]`.

Lighthouse comes from npm into `.lighthouse/`, run by the Node of the virtual environment against the local Chromium.
Exit code 1 when a page misses the aim.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.running import ROOT, filled, site

VERSION = "13.5.0"
HOME = ROOT / ".lighthouse"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
AIMS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
SHIFT = 0.02
WEIGHT_KIB = 200
RUNS = 3
"""Per page; the median by performance counts, because two busy cores make single runs jump."""


def environment() -> dict[str, str]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "CHROME_PATH": chromium}


def install() -> Path:
    command = HOME / "node_modules" / ".bin" / "lighthouse"
    if not command.exists():
        HOME.mkdir(exist_ok=True)
        npm = [str(Path(sys.executable).parent / "npm"), "install", "--prefix", str(HOME), "--no-save"]
        subprocess.run([*npm, f"lighthouse@{VERSION}"], check=True, env=environment(), stdout=subprocess.DEVNULL)
    return command


def measure(command: Path, url: str) -> dict[str, Any]:
    options = ["--quiet", "--output=json", "--output-path=stdout", f"--chrome-flags={FLAGS}", "--form-factor=mobile"]
    done = subprocess.run([str(command), url, *options], check=True, capture_output=True, text=True, env=environment())
    report = json.loads(done.stdout)
    audits = report["audits"]
    failing = [
        audit
        for name, category in report["categories"].items()
        if name != "performance"
        for audit in (entry["id"] for entry in category["auditRefs"])
        if audits[audit]["score"] is not None and audits[audit]["score"] < 1
    ]
    return {
        **{name: round(100 * category["score"]) for name, category in report["categories"].items() if name in AIMS},
        "fcp_s": round(audits["first-contentful-paint"]["numericValue"] / 1000, 2),
        "lcp_s": round(audits["largest-contentful-paint"]["numericValue"] / 1000, 2),
        "tbt_ms": round(audits["total-blocking-time"]["numericValue"]),
        "shift": round(audits["cumulative-layout-shift"]["numericValue"], 3),
        "kib": round(audits["total-byte-weight"]["numericValue"] / 1024),
        "failing": failing,
    }


def misses(found: dict[str, Any]) -> list[str]:
    below = [name for name, aim in AIMS.items() if found[name] < aim]
    return below + ["shift"] * (found["shift"] > SHIFT) + ["kib"] * (found["kib"] > WEIGHT_KIB)


def main() -> int:
    parser = argparse.ArgumentParser(description="Lighthouse on home, artist and show page.")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--runs", type=int, default=RUNS)
    chosen = parser.parse_args()
    command = install()
    results = {}
    with site() as running:
        artist, show = filled(running)
        for name, path in (("home", "/"), ("artist", f"/artists/{artist}"), ("show", f"/shows/{show}")):
            runs = sorted(
                (measure(command, running.url + path) for _ in range(chosen.runs)), key=lambda run: run["performance"]
            )
            results[name] = {**runs[len(runs) // 2], "performance_runs": [run["performance"] for run in runs]}
    if chosen.json:
        print(json.dumps(results, indent=2))
    else:
        for name, found in results.items():
            print(f"{name:<8}", *(f"{key}={value}" for key, value in found.items()))
    missed = {name: found for name, result in results.items() if (found := misses(result))}
    if missed:
        print("misses the aim:", missed, file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
