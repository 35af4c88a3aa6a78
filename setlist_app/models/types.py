"""Column types and naming rules that every table shares. Imported before any table is defined."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

# Named constraints can be dropped later on both databases; SQLite's batch mode cannot drop unnamed ones.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An instant. Refuses naive values: SQLite drops zone and offset, so a naive value is a silently shifted one."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a time zone, got the naive {value.isoformat()}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def words(kind: type[StrEnum]) -> Callable[[], sa.Enum]:
    """A column type for one of our enums: text with a CHECK, the same on both databases."""
    name = "".join("_" + c.lower() if c.isupper() else c for c in kind.__name__).lstrip("_")

    def build() -> sa.Enum:
        values: Callable[[Any], list[str]] = lambda members: [m.value for m in members]  # noqa: E731 - SQLAlchemy's hook
        return sa.Enum(kind, name=name, native_enum=False, create_constraint=True, length=24, values_callable=values)

    return build


# SQLite only auto-increments a column declared INTEGER.
BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
