"""The rule that no skip is unexpected."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, Literal

import pytest

from tests.skips import REQUIRE_ALL, Skips


def report(outcome: Literal["passed", "skipped"], reason: str = "", **more: str) -> pytest.TestReport:
    told: Any = ("tests/test_it.py", 7, f"Skipped: {reason}") if outcome == "skipped" else None
    return pytest.TestReport("tests/test_it.py::test_it", ("", None, ""), {}, outcome, told, "setup", **more)


@pytest.mark.parametrize(
    ("happened", "require_all", "code"),
    [
        (report("skipped", "no Chromium on this machine"), "1", pytest.ExitCode.TESTS_FAILED),
        (report("skipped", "no Chromium on this machine"), "", pytest.ExitCode.OK),
        (report("skipped", "recorded answers are not at /nowhere"), "1", pytest.ExitCode.OK),
        (report("skipped", "a known fault", wasxfail="a known fault"), "1", pytest.ExitCode.OK),
        (report("passed"), "1", pytest.ExitCode.OK),
    ],
)
def test_an_unexpected_skip_fails_the_run_where_everything_has_to_run(
    monkeypatch: pytest.MonkeyPatch, happened: pytest.TestReport, require_all: str, code: pytest.ExitCode
) -> None:
    monkeypatch.setenv(REQUIRE_ALL, require_all)
    skips, session = Skips(), SimpleNamespace(exitstatus=pytest.ExitCode.OK)
    skips.pytest_runtest_logreport(happened)
    skips.pytest_sessionfinish(session)  # type: ignore[arg-type]
    assert session.exitstatus is code


def test_a_failed_run_stays_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(REQUIRE_ALL, "1")
    skips, session = Skips(), SimpleNamespace(exitstatus=pytest.ExitCode.INTERRUPTED)
    skips.pytest_runtest_logreport(report("skipped", "no PostgreSQL"))
    skips.pytest_sessionfinish(session)  # type: ignore[arg-type]
    assert session.exitstatus is pytest.ExitCode.INTERRUPTED
