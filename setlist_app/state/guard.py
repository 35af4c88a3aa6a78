"""Who may call which event handler. Every public method of a State is callable over the socket, so: deny by default.

A handler says its level with a mark under `@rx.event`:

    @rx.event
    @guard.public
    async def load(self): ...

The middleware refuses what bears no mark; a test lists every registered handler and fails on an unmarked one. A mark
only opens the door: each handler still looks up who is asking, and parses its payload before using it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

import reflex as rx
from reflex.state import BaseState, StateUpdate
from reflex_base.event import Event
from reflex_base.registry import RegistrationContext

log = logging.getLogger(__name__)

Handler = TypeVar("Handler", bound=Callable[..., Any])

PUBLIC = "public"

# Reflex's own handlers (hydration, on_load, client storage) are written for the open socket; anything else is ours.
_FRAMEWORK = ("reflex.", "reflex_base.")

# Of the framework's handlers only these are part of an ordinary page's life.
FRAMEWORK_ALLOWED = frozenset(
    {
        "hydrate",
        "hydrate_and_load",
        "on_load_internal",
        "update_vars_internal",
        "handle_frontend_exception",
        "set_is_hydrated",
    }
)


def public(handler: Handler) -> Handler:
    """Anybody may call this, signed in or not."""
    handler.__guard__ = PUBLIC  # type: ignore[attr-defined]
    return handler


def is_open(handler: Callable[..., Any]) -> bool:
    """Whether an unknown visitor may call this handler."""
    handler = getattr(handler, "__wrapped__", handler)
    if handler.__module__.startswith(_FRAMEWORK):
        return handler.__name__ in FRAMEWORK_ALLOWED
    return getattr(handler, "__guard__", None) == PUBLIC


class Guard(rx.Middleware):
    """Refuses unmarked handlers before they run. The client learns nothing; the log learns the name."""

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:
        registered = RegistrationContext.get().event_handlers.get(event.name)
        if registered is not None and is_open(registered.handler.fn):
            return None
        log.warning("refused the event handler %.120s: it bears no mark", event.name)
        return StateUpdate()
