"""Reflex's configuration. Addresses are decided when the site starts (setlist_app/serve.py), not here."""

import reflex as rx

from setlist_app.components.fonts import Archivo
from setlist_app.one_origin import OneOrigin

config = rx.Config(
    app_name="setlist_app",
    plugins=[OneOrigin(), Archivo()],
    disable_plugins=[rx.plugins.SitemapPlugin],
    # State is disposable: rebuilt in on_load from cookie and database, never shared between processes (DESIGN 5.3).
    state_manager_mode="memory",
    redis_token_expiration=900,
    telemetry_enabled=False,
    show_built_with_reflex=False,
    frontend_compression_formats=["brotli", "gzip"],
    loglevel=rx.constants.LogLevel.WARNING,
)
