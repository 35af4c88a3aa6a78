"""Fixtures of the journeys: one browser, and people who have never been here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.databases import skip_or_fail
from tests.journeys.browser import FLAGS, WAIT_MS, NoBrowser, Visitors, executable
from tests.journeys.stage import Stage, stage_of
from tests.running import Site, copied, running

expect.set_options(timeout=WAIT_MS)

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    # Not for the session: while Playwright is open its loop runs on this thread, and other tests bring their own.
    with sync_playwright() as play:
        try:
            path = executable(play)
        except NoBrowser as error:
            skip_or_fail(str(error))
            return
        started = play.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def visitors(browser: Browser) -> Iterator[Visitors]:
    """People for one test. It fails if any page of theirs had an error."""
    people = Visitors(browser)
    yield people
    people.close()
    assert not people.watch.troubles, "\n".join(people.watch.troubles)


@pytest.fixture(scope="session")
def stage(site: Site) -> Stage:
    """Where on the site to find a show of each kind."""
    return stage_of(site)


@pytest.fixture
def own_site(frontend: None, filled: Path, tmp_path: Path) -> Iterator[Callable[[], Site]]:
    """A site with the same artists that a test may stop and start; made when called."""
    made = []

    def start() -> Site:
        context = running(copied(filled, tmp_path / "data"))
        made.append(context)
        return context.__enter__()

    yield start
    for context in made:
        context.__exit__(None, None, None)
