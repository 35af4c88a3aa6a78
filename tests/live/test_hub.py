"""The last payload of a topic: the newest wins, whatever the order of arrival."""

from __future__ import annotations

from setlist_app.live.hub import Hub
from tests.live.test_pace import Progress, Standing


def test_an_older_payload_never_replaces_a_newer_one() -> None:
    hub = Hub()
    assert hub.put("ballot:1", Standing(2))
    assert not hub.put("ballot:1", Standing(1))
    assert not hub.put("ballot:1", Standing(2))
    assert hub.get("ballot:1") == Standing(2)


def test_new_rows_at_the_same_version_are_newer() -> None:
    hub = Hub()
    hub.put("ballot:1", Standing(0, rows_version=0))
    assert hub.put("ballot:1", Standing(0, rows_version=1))


def test_topics_do_not_mix() -> None:
    hub = Hub()
    hub.put("ballot:1", Standing(9))
    assert hub.put("artist:1", Progress(1))
    assert hub.get("home") is None


def test_what_nobody_watches_is_forgotten() -> None:
    hub = Hub()
    hub.put("ballot:1", Standing(1))
    hub.put("ballot:2", Standing(1))
    hub.keep_only(lambda topic: topic == "ballot:2")
    assert hub.topics() == ["ballot:2"]
