"""The type, self-hosted from npm packages: Archivo for text, its narrow cut for names and ranks.

The one file with both axes weighs 90 kB for Latin; these two together 54 kB, which is what the page can carry (2026-11).
"""

from __future__ import annotations

from typing import Any

from reflex_base.plugins.base import Plugin

VERSION = "5.3.0"


class Archivo(Plugin):
    def get_frontend_dependencies(self, **context: Any) -> list[str]:
        return [f"@fontsource-variable/archivo@{VERSION}", f"@fontsource-variable/archivo-narrow@{VERSION}"]

    def get_stylesheet_paths(self, **context: Any) -> list[str]:
        return ["@fontsource-variable/archivo/wght.css", "@fontsource-variable/archivo-narrow/wght.css"]
