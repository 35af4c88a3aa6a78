"""The one place where a handler's unexpected error ends: in the log whole, on the page as a sentence with its number."""

import logging
import secrets

from reflex.event import EventSpec

from setlist_app.db import Busy
from setlist_app.state.shell import ShellState

log = logging.getLogger(__name__)


def on_backend_fault(exception: Exception) -> EventSpec:
    """Reflex's own would answer with a toast, a script from the server, which our Content-Security-Policy forbids."""
    if isinstance(exception, Busy):
        return ShellState.busy()
    mark = secrets.token_hex(4)
    log.error("a handler failed, shown to the visitor as %s", mark, exc_info=exception)
    return ShellState.broke(mark)
