"""A build plugin: the browser talks to wherever the page came from, on any host and port.

Reflex compiles `localhost:3000` into one chunk and swaps only the host name in the browser, so a second port would be
refused by our own Content-Security-Policy.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from reflex_base.plugins.base import Plugin

_ADDRESS = re.compile(r"`(?:http|ws)s?://localhost:\d+(/[^`]*)?`")


class OneOrigin(Plugin):
    def post_build(self, **context: Any) -> None:
        """Rewrite the addresses in the built `reflex-env-*` chunk. Raises RuntimeError when there is none: a Reflex
        that builds differently must be noticed at build time, not by a page that never connects."""
        chunks = sorted((Path(context["static_dir"]) / "assets").glob("reflex-env-*.js"))
        rewritten = 0
        for chunk in chunks:
            before = chunk.read_text()
            after = _ADDRESS.sub(lambda found: f"globalThis.location.origin+`{found[1] or ''}`", before)
            rewritten += after != before
            chunk.write_text(after)
        if not rewritten:
            raise RuntimeError(f"no address to rewrite in {len(chunks)} reflex-env chunks: has Reflex changed?")
