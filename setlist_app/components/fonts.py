"""The type, self-hosted from npm packages: Archivo for text, its narrow cut for names, ranks and emphasis.

The one file that has both axes weighs 90 kB for Latin. Two static cuts weigh 27 kB together and as much again where a
name needs letters beyond Western Europe's, which a page of 200 KiB can carry (2026-11). The Latin files are fetched
before the stylesheet asks for them, so that nothing moves when they arrive.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reflex_base.plugins.base import Plugin

VERSION = "5.3.0"

CUTS = {"archivo": ("400",), "archivo-narrow": ("700",)}
"""Package to weights. `assets/site.css` uses no others."""


class Archivo(Plugin):
    def get_frontend_dependencies(self, **context: Any) -> list[str]:
        return [f"@fontsource/{package}@{VERSION}" for package in CUTS]

    def get_stylesheet_paths(self, **context: Any) -> list[str]:
        return [f"@fontsource/{package}/{weight}.css" for package, weights in CUTS.items() for weight in weights]

    def post_build(self, **context: Any) -> None:
        """Name the Latin files in the head of every page. Raises RuntimeError when the build has none of them."""
        built = Path(context["static_dir"])
        tags = "".join(
            _preload(built, f"{package}-latin-{weight}") for package, weights in CUTS.items() for weight in weights
        )
        for page in built.rglob("*.html"):
            page.write_text(page.read_text().replace("<head>", f"<head>{tags}", 1))


def _preload(built: Path, name: str) -> str:
    found = sorted((built / "assets").glob(f"{name}-normal-*.woff2"))
    if not found:
        raise RuntimeError(f"the build has no font file {name}: has the font package changed?")
    address = found[0].relative_to(built).as_posix()
    return f'<link rel="preload" as="font" type="font/woff2" crossorigin="anonymous" href="/{address}"/>'
