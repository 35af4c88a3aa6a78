"""No test is skipped unnoticed: where every test has to run, an unexpected skip makes the run fail."""

from __future__ import annotations

import os

import pytest

REQUIRE_ALL = "SETLIST_REQUIRE_ALL"
"""Set to 1 where every test has to run: what would be skipped fails instead."""

RECORDED = "recorded answers"
"""How the reason of a skip begins when the providers' recorded answers are not on this machine: they are not ours to
publish, so they may be missing anywhere. Every other reason is a fault of the machine that runs the tests."""


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str | None:
    """Why it was skipped; None when it was not (an expected failure is no skip)."""
    if not report.skipped or hasattr(report, "wasxfail"):
        return None
    words = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return words.removeprefix("Skipped: ")


class Skips:
    """A pytest plugin."""

    def __init__(self) -> None:
        self.unexpected: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report)

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        reason = reason_of(report)
        if reason is not None and not reason.startswith(RECORDED):
            self.unexpected.append(f"{report.nodeid}: {reason}")

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.unexpected and os.environ.get(REQUIRE_ALL) == "1" and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self.unexpected:
            return
        must = os.environ.get(REQUIRE_ALL) == "1"
        terminalreporter.section(
            f"skipped, and {REQUIRE_ALL}=1 forbids it" if must else "skipped for want of something"
        )
        for line in self.unexpected:
            terminalreporter.write_line(line, red=must)
