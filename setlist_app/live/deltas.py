"""Reflex state updates for rooms of sockets, made without a state instance.

What the installed Reflex 0.10.1 does, read in its source and proved by tests/live/test_reflex_wire.py:

- `app.sio` is python-socketio's AsyncServer; EventNamespace is registered under `/_event` and itself sends an update
  by `emit("event", StateUpdate, to=sid)`. A `StateUpdate` is encoded by Reflex's own JSON (`_sio_dumps`), which leaves
  empty fields out, so `app.sio.emit("event", update, room=..., namespace="/_event")` makes the very same packet.
- The manager encodes a packet once per emit and queues it to each member; it makes a task per member and waits for
  all of them, so one emit to a large room holds up acknowledgements. Hence the shards (rooms.py). Queues are
  unbounded: a slow phone holds nobody up.
- The stock client dispatches `delta[full state name]` to that state's context and drops unknown names with a warning.
  Variables carry the suffix `_rx_state_` there; the state's name is `State.get_full_name()`.
- It then queues `update.events`. A name that is not one of the client's own (`_redirect`, `_call_script`, ...) is
  sent back to the server over the socket as if the page had fired it, with router data of the current location. So a
  room can tell every page "fetch your rows again" without any script. The event passes the same guard as any other.
- The server keeps no copy of what a room was sent: a state's own copy of these variables is stale by design.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reflex.state import StateUpdate
from reflex_base.constants.state import FIELD_MARKER
from reflex_base.event import Event


def delta(state_full_name: str, values: Mapping[str, Any], events: tuple[str, ...] = ()) -> StateUpdate:
    """An update that sets `values` of one state in the browser, then has the page fire `events`.

    `values` go by variable name and are JSON-ready; nobody checks that the variables exist. `events` are full handler
    names, `SomeState.get_full_name() + ".handler"`, of handlers without arguments.
    """
    named = {name + FIELD_MARKER: value for name, value in values.items()}
    return StateUpdate(delta={state_full_name: named} if named else {}, events=[Event(name=name) for name in events])
