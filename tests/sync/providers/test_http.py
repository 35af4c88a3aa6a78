"""The client that all providers share: what is tried again, what is told to the gate, what is never shown."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from setlist_app.sync.providers.http import (
    Answer,
    BadAnswer,
    KeyRefused,
    NotFound,
    ProviderError,
    ProviderUnavailable,
    with_path,
)
from tests.sync.providers.fakes import NOW, Notebook, Script, client

KEY = "s3cr3t-k3y"
GOOD = {"page": {"totalElements": 0}}


def ask(script, gate=None, **more):
    async def run():
        async with client(script, gate, secrets=(KEY,), **more) as one:
            return await one.get_json("/events.json", {"apikey": KEY, "size": 1})

    return asyncio.run(run())


def failure(script, gate=None, **more):
    with pytest.raises(ProviderError) as caught:
        ask(script, gate, **more)
    return caught.value


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("cut"),
        *(httpx.Response(status) for status in (429, 500, 502, 503, 504)),
        httpx.Response(200, content=b'{"page": {"tot'),
        httpx.Response(200, content=b"<html>maintenance</html>"),
    ],
)
def test_passing_trouble_is_tried_again(trouble):
    script, gate = Script(trouble, trouble, GOOD), Notebook()
    assert ask(script, gate) == GOOD
    assert (len(script.requests), gate.admitted, len(gate.answers)) == (3, 3, 3)


def test_four_tries_are_all():
    script = Script(httpx.Response(500))
    error = failure(script)
    assert (len(script.requests), error.permanent, error.status) == (4, False, 500)
    assert error.sentence == "Ticketmaster has trouble (500)"


def test_a_dead_provider_is_told_to_the_gate_as_no_answer():
    gate = Notebook()
    error = failure(Script(httpx.ConnectError("refused")), gate)
    assert isinstance(error, ProviderUnavailable)
    assert gate.answers == [Answer(None)] * 4
    assert error.sentence == "Ticketmaster cannot be reached"


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, BadAnswer), (401, KeyRefused), (403, KeyRefused), (404, NotFound), (301, BadAnswer), (410, BadAnswer)],
)
def test_a_final_answer_is_not_asked_for_again(status, kind):
    script = Script(httpx.Response(status))
    error = failure(script)
    assert (type(error), error.permanent, len(script.requests)) == (kind, True, 1)


@pytest.mark.parametrize("wait", ["2", "30", (NOW + timedelta(seconds=20)).strftime("%a, %d %b %Y %H:%M:%S GMT")])
def test_a_short_wait_is_waited(wait):
    gate = Notebook()
    assert ask(Script(httpx.Response(429, headers={"Retry-After": wait}), GOOD), gate) == GOOD
    assert gate.answers[0].retry_at is not None


@pytest.mark.parametrize(
    ("wait", "hours"), [("7200", 2), ((NOW + timedelta(hours=5)).strftime("%a, %d %b %Y %H:%M:%S GMT"), 5)]
)
def test_a_long_wait_is_raised_with_its_end(wait, hours):
    script = Script(httpx.Response(429, headers={"Retry-After": wait}))
    error = failure(script)
    assert isinstance(error, ProviderUnavailable)
    assert (error.until, error.permanent, len(script.requests)) == (NOW + timedelta(hours=hours), False, 1)


def test_the_daily_quota_waits_until_its_reset():
    reset = NOW + timedelta(hours=9)
    headers = {
        "Rate-Limit": "5000",
        "Rate-Limit-Available": "0",
        "Rate-Limit-Reset": str(int(reset.timestamp() * 1000)),
    }
    fault = {
        "fault": {"faultstring": f"Identifier : {KEY}", "detail": {"errorcode": "policies.ratelimit.QuotaViolation"}}
    }
    gate = Notebook()
    error = failure(Script(httpx.Response(429, headers=headers, json=fault)), gate)
    assert isinstance(error, ProviderUnavailable)
    assert error.until == reset
    assert gate.answers == [Answer(429, None, 5000, 0, reset)]
    assert KEY not in error.sentence


def test_a_quota_without_a_time_waits_an_hour():
    body = {"error": {"status": 429, "message": "Too many requests", "reason": "QUOTA_EXCEEDED"}}
    error = failure(Script(httpx.Response(429, json=body)))
    assert isinstance(error, ProviderUnavailable)
    assert error.until == NOW + timedelta(hours=1)


def test_a_spike_with_quota_left_is_tried_again():
    headers = {
        "Rate-Limit-Available": "4000",
        "Rate-Limit-Reset": str(int((NOW + timedelta(hours=9)).timestamp() * 1000)),
    }
    assert ask(Script(httpx.Response(429, headers=headers), GOOD)) == GOOD


@pytest.mark.parametrize("header", ["soon", "-5", "99999999999999999999", "1e400"])
def test_an_odd_retry_after_is_no_crash(header):
    assert isinstance(failure(Script(httpx.Response(429, headers={"Retry-After": header}))), ProviderUnavailable)


def test_good_answers_tell_the_gate_what_is_left():
    gate = Notebook()
    headers = {"Rate-Limit": "5000", "Rate-Limit-Available": "4999", "Rate-Limit-Reset": "1457417554290"}
    ask(Script(httpx.Response(200, headers=headers, json=GOOD)), gate)
    assert gate.answers == [Answer(200, None, 5000, 4999, datetime(2016, 3, 8, 6, 12, 34, 290000, tzinfo=UTC))]


def test_a_closed_gate_sends_nothing():
    script = Script(GOOD)
    closed = ProviderUnavailable("closed", provider="ticketmaster", until=NOW)
    assert failure(script, Notebook(closed)) is closed
    assert script.requests == []


def test_an_answer_over_the_cap_is_not_read():
    error = failure(Script(httpx.Response(200, content=b" " * (8 * 1024 * 1024 + 1))))
    assert isinstance(error, BadAnswer)
    assert "8 MB" in error.sentence


def test_a_redirect_is_not_followed():
    script = Script(httpx.Response(302, headers={"Location": "http://127.0.0.1/"}))
    assert "redirect" in failure(script).sentence
    assert len(script.requests) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 418, 429, 500])
@pytest.mark.parametrize(
    "body", ["Identifier : {k}", '{{"errors":[{{"code":"X","detail":"apikey={k}"}}]}}', "plain {k}"]
)
def test_the_key_is_in_no_message_and_no_log(status, body, caplog):
    caplog.set_level(logging.DEBUG)
    error = failure(Script(httpx.Response(status, content=body.format(k=KEY).encode())))
    assert KEY not in error.sentence + str(error) + repr(error) + caplog.text
    assert error.__cause__ is None


def test_plain_text_and_pages_of_html_are_told_shortly():
    assert "Premium required" in failure(Script(httpx.Response(403, text="Premium required"))).sentence
    assert (
        failure(Script(httpx.Response(403, text="<html>long</html>"))).sentence
        == "Ticketmaster refuses our key or request (403)"
    )


def test_a_configured_address_gets_the_usual_path_only_when_it_has_none():
    assert with_path("http://127.0.0.1:9000", "/discovery/v2") == "http://127.0.0.1:9000/discovery/v2"
    assert with_path("http://127.0.0.1:9000/", "/v1") == "http://127.0.0.1:9000/v1"
    assert with_path("http://127.0.0.1:9000/tm/", "/v1") == "http://127.0.0.1:9000/tm"
