"""Faults on purpose: which request meets which rule, what each fault looks like, and what a bad script says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from setlist_app.sandbox.faults import Faults, decide, load_faults, parse_faults, with_wrong_types
from setlist_app.sandbox.records import SandboxError
from tests.sandbox.asking import Asker


def failing(fault: str, path: str = "*", **more: Any) -> Asker:
    return Asker(faults=parse_faults([{"match": {"path": path}, "fault": fault, **more}]))


def test_a_rule_meets_its_request_number_only() -> None:
    asker = Asker(faults=parse_faults([{"match": {"n": 3}, "fault": "500"}]))
    assert [asker.ticketmaster("events").status_code for _ in range(4)] == [200, 200, 500, 200]


def test_a_rule_by_path_works_so_many_times_and_then_no_more() -> None:
    asker = failing("500", "/discovery/v2/events*", times=2)
    assert asker.ticketmaster("attractions").status_code == 200
    assert [asker.ticketmaster("events").status_code for _ in range(3)] == [500, 500, 200]


def test_a_rule_without_an_end_works_for_ever() -> None:
    asker = failing("500", times=None)
    assert {asker.ticketmaster("events").status_code for _ in range(5)} == {500}


def test_number_and_path_must_both_fit() -> None:
    rules = parse_faults([{"match": {"n": 2, "path": "/v1/*"}, "fault": "429"}]).rules
    assert decide(rules, [0], 2, "/v1/search") == 0
    assert decide(rules, [0], 2, "/discovery/v2/events") is None
    assert decide(rules, [0], 1, "/v1/search") is None
    assert decide(rules, [1], 2, "/v1/search") is None


def test_401_is_each_providers_own() -> None:
    assert failing("401").ticketmaster("events").json()["fault"]["detail"]["errorcode"] == "oauth.v2.InvalidApiKey"
    refused = failing("401", "/v1/*").spotify("/v1/search", q="x", type="artist")
    assert refused.json() == {"error": {"status": 401, "message": "Invalid access token"}}


def test_429_says_when_to_come_back_and_repeats_the_key_as_the_real_one_does() -> None:
    asker = failing("429", retry_after=40)
    answer = asker.ticketmaster("events", apikey="Alices-key")
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "40"
    assert int(answer.headers["rate-limit-reset"]) == int(asker.clock().timestamp() * 1000) + 40_000
    assert "Alices-key" in answer.text
    spotify = failing("429", "/v1/*", retry_after=19056).spotify("/v1/search", q="x", type="artist")
    assert spotify.headers["retry-after"] == "19056"
    assert spotify.json()["error"]["reason"] == "QUOTA_EXCEEDED"


def test_429_without_retry_after_has_no_hint_at_all() -> None:
    answer = failing("429-no-retry-after").ticketmaster("events")
    assert answer.status_code == 429
    assert not {"retry-after", "rate-limit-reset"} & set(answer.headers)
    assert "retry-after" not in failing("429-no-retry-after", "/v1/*").spotify("/v1/search", q="x").headers


def test_a_503_is_a_page_of_html_and_a_403_is_plain_text() -> None:
    assert failing("503-html").ticketmaster("events").headers["content-type"].startswith("text/html")
    assert failing("403-text").ticketmaster("events").text.startswith("Active premium subscription required")


def test_a_slow_answer_waits_by_the_injected_sleep_and_then_comes() -> None:
    asker = failing("slow", seconds=20)
    assert asker.ticketmaster("events").status_code == 200
    assert asker.slept == [20]


def test_truncated_and_empty_bodies_are_no_json() -> None:
    for fault in ("truncated", "empty"):
        answer = failing(fault).ticketmaster("events")
        assert answer.status_code == 200
        with pytest.raises(json.JSONDecodeError):
            answer.json()


def test_wrong_types_spoil_every_other_record_and_leave_the_rest() -> None:
    answer = failing("wrong-types").ticketmaster("events", size="4").json()
    kinds = [type(event["dates"]) for event in answer["_embedded"]["events"]]
    assert kinds == [str, dict, str, dict]
    assert answer["page"]["size"] == 4


def test_wrong_types_leave_the_original_alone() -> None:
    body = {"items": [{"name": "Nube", "duration_ms": 1}]}
    assert with_wrong_types(body)["items"][0] == {"name": 42, "duration_ms": "three minutes"}
    assert body["items"][0] == {"name": "Nube", "duration_ms": 1}


def test_a_reset_connection_is_httpx_own_error() -> None:
    asker = failing("reset")
    with pytest.raises(httpx.RemoteProtocolError):
        asker.ticketmaster("events")
    assert asker.app.state.calls[-1].status == 0


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ([{"match": {"n": 1}, "fault": "boom"}], "rule 1, fault: Input should be '401'"),
        ([{"match": {"n": 0}, "fault": "500"}], "rule 1, match.n: Input should be greater than or equal to 1"),
        ([{"match": {}, "fault": "500"}], "rule 1, match: say n, path or both"),
        ([{"match": {"n": 1}, "fault": "500"}, {"fault": "500"}], "rule 2, match: Field required"),
        ([{"match": {"n": 1}, "fault": "500", "retries": 2}], "rule 1, retries: Extra inputs are not permitted"),
        ({"match": {"n": 1}}, "the file: Input should be a valid array"),
    ],
)
def test_a_bad_script_says_which_rule_and_why(tmp_path: Path, script: Any, sentence: str) -> None:
    path = tmp_path / "faults.json"
    path.write_text(json.dumps(script))
    with pytest.raises(SandboxError) as refused:
        load_faults(path)
    assert sentence in str(refused.value)


def test_a_missing_script_and_one_that_is_no_json_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="cannot be read: No such file or directory"):
        load_faults(tmp_path / "nowhere.json")
    (tmp_path / "broken.json").write_text("[{")
    with pytest.raises(SandboxError, match="is not usable: the file: Invalid JSON"):
        load_faults(tmp_path / "broken.json")


def test_the_example_in_the_docstring_is_a_valid_script(tmp_path: Path) -> None:
    from setlist_app.sandbox import faults

    text = faults.__doc__ or ""
    example = text[text.index("    [\n") : text.index("    ]\n") + 6]
    (tmp_path / "example.json").write_text(example)
    assert len(load_faults(tmp_path / "example.json").rules) == 4
    assert Faults().next(1, "/") is None
