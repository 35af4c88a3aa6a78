"""Records that did not parse: kept with their reason, while the rest of the page goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2s

from sqlmodel import Session, select

from setlist_app.models import Kind, Provider, Quarantine
from setlist_app.sync.providers.http import BadAnswer
from setlist_app.sync.providers.records import Quarantined

UNKNOWN_ID = ""

DRIFT_SHARE = 0.2
DRIFT_AT_LEAST = 5
"""A fifth of a page, and at least five: then the format has changed, and storing the rest would lose shows quietly."""


def refuse_drift(provider: Provider, bad: int, received: int) -> None:
    """Raises `BadAnswer` for a page of which too much did not parse."""
    if bad >= DRIFT_AT_LEAST and bad > DRIFT_SHARE * received:
        sentence = f"{bad} of {received} records of {provider.label} cannot be read. Its format may have changed."
        raise BadAnswer(sentence, permanent=False, provider=provider, status=200)


def keep_quarantined(
    session: Session, records: Sequence[Quarantined], provider: Provider, kind: Kind, *, run_id: int, now: datetime
) -> None:
    """One row per record and content; seen again it only counts."""
    for record in records:
        provider_id = record.id or UNKNOWN_ID
        fingerprint = blake2s(f"{record.error}\x1f{record.payload}".encode(), digest_size=16).hexdigest()
        row = session.exec(
            select(Quarantine).where(
                Quarantine.provider == provider,
                Quarantine.kind == kind.value,
                Quarantine.provider_id == provider_id,
                Quarantine.fingerprint == fingerprint,
            )
        ).first()
        if row is None:
            row = Quarantine(
                provider=provider,
                kind=kind.value,
                provider_id=provider_id[:200],
                fingerprint=fingerprint,
                payload=record.payload,
                error=record.error[:1000],
                first_seen_at=now,
                count=0,
            )
        row.count += 1
        row.run_id = run_id
        session.add(row)
        session.flush()
