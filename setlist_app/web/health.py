"""`GET /healthz`: 200, or 503 only when the database is unusable. A provider that is down does not make the site sick."""

from __future__ import annotations

import logging
from typing import Any

from sqlmodel import Session, select
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from setlist_app import __version__, site
from setlist_app.catalog.export import instant
from setlist_app.models import ProviderState

log = logging.getLogger(__name__)


def _providers(session: Session) -> dict[str, dict[str, str | int | None]]:
    return {
        state.provider.value: {
            "last_ok_at": instant(state.last_ok_at),
            "last_error": state.last_error,
            "last_error_at": instant(state.last_error_at),
            "blocked_until": instant(state.blocked_until),
            "failures": state.failures,
        }
        for state in session.exec(select(ProviderState))
    }


async def health(_request: Request) -> Response:
    services = site.services()
    content: dict[str, Any] = {
        "status": "ok",
        "version": __version__,
        "database": "ok",
        "mode": services.settings.mode.value,
        "providers": {},
        # One process leads itself; a lease decides once there are several.
        "scheduler": {"leader": True, "jobs": services.jobs()},
    }
    try:
        content["providers"] = await services.db.read(_providers)
    except Exception:
        log.exception("the database does not answer")
        return JSONResponse({**content, "status": "unusable", "database": "unusable"}, 503)
    return JSONResponse(content, headers={"cache-control": "no-store"})
