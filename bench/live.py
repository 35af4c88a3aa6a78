"""From a click in one browser to the change in another: `python -m bench.live [--json]`.

Two guests look at one show. One of them votes and takes it back, over and over; both pages note when their number
changes. The floor is the voter's own page, which answers before the server does: what is above it is the way through
server, database and room.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.running import filled, site

TURNS = 30
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Both pages run on one machine, so their wall clocks are the same one.
WATCH = """() => {
  const count = document.querySelector('[data-testid=vote-count]');
  window.changes = [];
  new MutationObserver(() => window.changes.push([Date.now(), count.textContent.trim()]))
    .observe(count, {childList: true, characterData: true, subtree: true});
}"""
CLICK = "() => { window.clicked = Date.now(); document.querySelector('[data-testid=vote-button]').click(); }"


def changed_at(page: Page, wanted: str, since: float) -> float:
    """Milliseconds of the first change to the wanted number after `since`; waits for it."""
    found = page.wait_for_function(
        "([wanted, since]) => (window.changes.find(([at, text]) => at >= since && text === wanted) || [0])[0]",
        arg=[wanted, since],
        timeout=10_000,
        polling=5,
    )
    return float(found.json_value())


def quantiles(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {"p50": statistics.median(ordered), "p95": ordered[int(0.95 * len(ordered))], "max": ordered[-1]}


def measure() -> dict[str, Any]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    own: list[float] = []
    other: list[float] = []
    with site() as running, sync_playwright() as play:
        _, show = filled(running)
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        pages = [browser.new_context().new_page() for _ in range(2)]
        for page in pages:
            page.goto(f"{running.url}/shows/{show}")
            page.get_by_text("live", exact=True).first.wait_for()
            page.get_by_test_id("ballot-row").first.wait_for()
            page.get_by_label("Sort").select_option("title")
            page.evaluate(WATCH)
        for turn in range(TURNS):
            wanted = str((turn + 1) % 2)
            pages[0].evaluate(CLICK)
            clicked = float(pages[0].evaluate("window.clicked"))
            own.append(changed_at(pages[0], wanted, clicked) - clicked)
            other.append(changed_at(pages[1], wanted, clicked) - clicked)
            pages[0].wait_for_timeout(300)
        browser.close()
    found = {"own_ms": quantiles(own), "other_ms": quantiles(other)}
    return {**found, "ratios": {"other_to_own": found["other_ms"]["p50"] / max(1.0, found["own_ms"]["p50"])}}


def main() -> int:
    parser = argparse.ArgumentParser(description="Milliseconds from a click to another browser's change.")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    found = measure()
    if chosen.json:
        print(json.dumps(found, indent=2))
    else:
        for name in ("own_ms", "other_ms"):
            print(f"{name:<9}", *(f"{key} {value:.0f}" for key, value in found[name].items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
