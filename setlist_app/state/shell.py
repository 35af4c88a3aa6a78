"""What every page shares: whether the world is the demo's, and the notice of a fault."""

import reflex as rx

from setlist_app.db import Busy
from setlist_app.settings import Mode, current
from setlist_app.state import guard
from setlist_app.state.commands import Fault, parse


class ShellState(rx.State):
    demo: bool = current().mode is Mode.DEMO
    notice: str = ""
    """One sentence at the foot of the page; handlers return no script, so a notice is state."""

    @rx.event
    @guard.public
    async def broke(self, mark: str):
        """The page's half of a fault in a handler; `mark` is its number in the log."""
        known = parse(Fault, mark=mark)
        number = f" It is in our log as {known.mark}." if known else ""
        self.notice = f"Something broke on our side, your votes are safe.{number}"

    @rx.event
    @guard.public
    async def busy(self):
        self.notice = str(Busy())

    @rx.event
    @guard.public
    async def dismiss(self):
        self.notice = ""
