"""Two statements that SQLAlchemy spells differently for each database, or types without their row count."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_missing(session: Session, table: type[SQLModel], **values: Any) -> bool:
    """Insert a row unless its key is taken; True when it was inserted. Two processes may do this at once."""
    target: sa.Table = table.__table__  # type: ignore[attr-defined]
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    return changed_rows(session.execute(insert(target).values(**values).on_conflict_do_nothing())) == 1


def changed_rows(result: Any) -> int:
    """How many rows an UPDATE, DELETE or INSERT touched."""
    return int(result.rowcount)
