"""What a page may write into our log."""

from __future__ import annotations

import logging

import pytest

from setlist_app.state.faults import REPORT_LENGTH, on_backend_fault, on_frontend_fault


def test_a_pages_report_is_one_short_escaped_line(caplog: pytest.LogCaptureFixture) -> None:
    on_frontend_fault(Exception("first\nERROR a line of ours?" + "A" * 60_000))
    (record,) = caplog.records
    assert "\n" not in record.getMessage()
    assert len(record.getMessage()) < REPORT_LENGTH + 50


def test_a_flood_of_reports_is_cut_off(caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(200):
        on_frontend_fault(Exception("again"))
    assert len(caplog.records) <= 20


def test_a_handlers_fault_is_logged_whole_under_the_number_that_the_visitor_sees(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = on_backend_fault(LookupError("the inside of it"))
    (record,) = caplog.records
    mark = record.getMessage().rsplit(" ", 1)[-1]
    assert mark in str(answer.args)
    assert record.exc_info is not None
