"""Recorded answers as the provider, through the same handlers as the demo world."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from setlist_app.sandbox.recorded import load_recorded
from setlist_app.sandbox.records import SandboxError
from tests.sandbox.asking import Asker

FIXTURES = Path(__file__).resolve().parents[3] / "shared" / "fixtures"
needs_fixtures = pytest.mark.skipif(not FIXTURES.is_dir(), reason=f"recorded answers are not at {FIXTURES}")


def event(identity: str, day: str | None, act: str = "Nube") -> dict[str, Any]:
    start = {"localDate": day} if day else {"dateTBA": True}
    acts = [{"type": "attraction", "id": f"K-{act}", "name": act}]
    return {"id": identity, "name": act, "type": "event", "dates": {"start": start}, "_embedded": {"attractions": acts}}


def write(folder: Path, name: str, content: Any) -> None:
    (folder / name).write_text(json.dumps(content))


@pytest.mark.parametrize(
    "wrap",
    [
        lambda one: {"_embedded": {"events": [one]}, "page": {"size": 1}},
        lambda one: [{"_embedded": {"events": [one]}}],
        lambda one: [one],
        lambda one: one,
        lambda one: {"status": 200, "headers": {}, "body": {"_embedded": {"events": [one]}}},
    ],
)
def test_every_shape_of_recording_is_served(tmp_path: Path, wrap: Any) -> None:
    write(tmp_path, "one.json", wrap(event("e1", "2024-08-21")))
    asker = Asker(load_recorded(tmp_path))
    act = asker.attraction("Nube")
    shows = asker.ticketmaster("events.json", attractionId=act["id"]).json()
    assert [show["id"] for show in shows["_embedded"]["events"]] == ["e1"]
    assert shows["page"]["totalElements"] == 1


def test_of_one_event_in_two_files_the_later_date_stays(tmp_path: Path) -> None:
    write(tmp_path, "a_new.json", [event("e1", "2021-10-16")])
    write(tmp_path, "b_old.json", [event("e1", "2020-04-18")])
    assert load_recorded(tmp_path).events["e1"]["dates"]["start"]["localDate"] == "2021-10-16"


def test_a_recorded_failure_is_not_served(tmp_path: Path) -> None:
    write(tmp_path, "bad.json", [{"status": 404, "body": [event("e2", "2024-01-01")]}, event("e1", None)])
    assert set(load_recorded(tmp_path).events) == {"e1"}


def test_an_unreadable_file_is_skipped_with_its_reason(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(tmp_path, "good.json", [event("e1", "2024-01-01")])
    (tmp_path / "bad.json").write_text("{")
    with caplog.at_level(logging.WARNING):
        assert len(load_recorded(tmp_path).events) == 1
    assert "bad.json" in caplog.text


def test_a_missing_and_an_empty_folder_are_one_sentence_each(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="There is no folder of recorded answers"):
        load_recorded(tmp_path / "nowhere")
    with pytest.raises(SandboxError, match="No answer of Ticketmaster or Spotify was found"):
        load_recorded(tmp_path)


@pytest.fixture(scope="module")
def recorded() -> Asker:
    return Asker(load_recorded(FIXTURES))


@needs_fixtures
def test_recorded_artists_and_all_their_events_are_found(recorded: Asker) -> None:
    act = recorded.attraction("Slipknot")
    answer = recorded.ticketmaster("events.json", attractionId=act["id"], size="7", page="2", includeTBA="yes").json()
    assert answer["page"]["totalElements"] == 20
    assert len(answer["_embedded"]["events"]) == 6
    assert recorded.ticketmaster(f"attractions/{act['id']}.json").json()["name"] == "Slipknot"


@needs_fixtures
def test_the_rescheduled_pair_is_served_with_its_new_date(recorded: Asker) -> None:
    dates = recorded.ticketmaster("events/vv1AaZAqAGkdPXfSW.json").json()["dates"]
    assert dates["start"]["localDate"] == "2021-10-16"
    assert dates["initialStartDate"]["localDate"] == "2020-04-18"


@needs_fixtures
def test_an_artist_is_served_under_its_newer_name(recorded: Asker) -> None:
    assert recorded.ticketmaster("attractions/K8vZ917GFIf").json()["name"] == "Lady A"


@needs_fixtures
def test_recorded_songs_are_served_in_todays_shape(recorded: Asker) -> None:
    found = recorded.spotify("/v1/search", q='artist:"Daft Punk"', type="artist,track", limit="10").json()
    assert found["artists"]["items"][0]["name"] == "Daft Punk"
    assert "popularity" not in found["tracks"]["items"][0]
    who = found["artists"]["items"][0]["id"]
    album = recorded.spotify(f"/v1/artists/{who}/albums", limit="10").json()["items"][0]
    tracks = recorded.spotify(f"/v1/albums/{album['id']}/tracks", limit="50").json()
    assert tracks["total"] == 13


@needs_fixtures
def test_albums_of_a_listing_that_names_nobody_belong_to_the_asked_artist(recorded: Asker) -> None:
    albums = recorded.spotify("/v1/artists/7Ln80lUS6He07XvHI8qqHH/albums", limit="10").json()
    assert albums["total"] >= 20
