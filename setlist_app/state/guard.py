"""Who may call which event handler. Every public method of a State is callable over the socket, so: deny by default.

A handler says its level with a mark under `@rx.event`:

    @rx.event
    @guard.public
    async def load(self): ...

The middleware refuses what bears no mark, and arguments that the handler does not take; a test lists every registered
handler and fails on an unmarked one. A mark only opens the door: each handler still looks up who is asking, and parses
its payload before using it.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Mapping
from functools import lru_cache
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


@lru_cache(maxsize=256)
def _arguments(handler: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    return dict(list(inspect.signature(handler, eval_str=True).parameters.items())[1:])


def fits(handler: Callable[..., Any], payload: Mapping[str, Any]) -> bool:
    """Whether the payload has the handler's arguments, by name and by plain type. Reflex would call it all the same,
    which is a traceback for each frame, and log in full what it cannot turn into a number."""
    taken = _arguments(handler)
    required = {name for name, one in taken.items() if one.default is one.empty}
    return required <= payload.keys() <= taken.keys() and all(
        isinstance(value, taken[name].annotation) for name, value in payload.items() if taken[name].annotation in _PLAIN
    )


_PLAIN = (str, int, bool)


class Guard(rx.Middleware):
    """Refuses unmarked handlers before they run. The client learns nothing; the log learns the name."""

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:
        registered = RegistrationContext.get().event_handlers.get(event.name)
        if registered is None or not is_open(registered.handler.fn):
            log.warning("refused the event handler %.120s: it bears no mark", event.name)
            return StateUpdate()
        if not fits(registered.handler.fn, event.payload):
            log.warning("refused the event handler %.120s: it takes other arguments", event.name)
            return StateUpdate()
        return None


class UnknownNames(logging.Filter):
    """Reflex looks a name up before any middleware and logs an unknown one with a traceback and the whole event, which
    the sender fills as they like. One short line instead."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, KeyError) and str(error).strip("\"'").startswith("No registered handler"):
            log.warning("refused an event that no handler is registered for")
            return False
        return True


def quieten() -> None:
    """Install the filter. Call once, when the application is made."""
    logging.getLogger("reflex_base.event.processor.event_processor").addFilter(UnknownNames())
