"""Where unexpected errors end: a handler's in the log whole and on the page as a sentence with its number, a page's own
as one short line in the log."""

import logging
import secrets

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from reflex.event import EventSpec

from setlist_app.db import Busy
from setlist_app.state.shell import ShellState

log = logging.getLogger(__name__)

REPORT_LENGTH = 500
REPORTS = RateLimitItemPerMinute(20)
"""Of all pages together: any visitor can send such a report, with any text."""

_reports = FixedWindowRateLimiter(MemoryStorage())


def on_backend_fault(exception: Exception) -> EventSpec:
    """Reflex's own would answer with a toast, a script from the server, which our Content-Security-Policy forbids."""
    if isinstance(exception, Busy):
        return ShellState.busy()
    mark = secrets.token_hex(4)
    log.error("a handler failed, shown to the visitor as %s", mark, exc_info=exception)
    return ShellState.broke(mark)


def on_frontend_fault(exception: Exception) -> None:
    """A page says that it failed. Escaped, so that no text of a visitor's looks like a line of ours."""
    if _reports.hit(REPORTS, "pages"):
        log.error("a page reported a fault: %s", ascii(str(exception))[:REPORT_LENGTH])
