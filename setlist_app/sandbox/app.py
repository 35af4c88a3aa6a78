"""The front door of the demo world: build it, reach it in-process, or serve it on a port."""

from __future__ import annotations

from setlist_app.sandbox.desk import Call
from setlist_app.sandbox.routing import create_app
from setlist_app.sandbox.serving import serve
from setlist_app.sandbox.transport import in_process_transport

__all__ = ["Call", "create_app", "in_process_transport", "serve"]
