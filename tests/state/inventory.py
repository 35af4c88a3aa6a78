"""Every event handler that the running application has registered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reflex_base.registry import RegistrationContext

from setlist_app import setlist_app

assert setlist_app.app is not None  # importing it is what registers the handlers


def handlers() -> dict[str, Callable[..., Any]]:
    """Full name, as a browser would send it, to function."""
    found = RegistrationContext.get().event_handlers
    return {name: registered.handler.fn for name, registered in found.items()}


def is_ours(handler: Callable[..., Any]) -> bool:
    return getattr(handler, "__wrapped__", handler).__module__.startswith("setlist_app.")
