"""Alembic's environment: our metadata, our engine, one transaction per migration."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import setlist_app.models  # noqa: F401 - defines the tables
from alembic import context
from setlist_app.db.engine import write_engine
from setlist_app.models.types import UtcDateTime
from setlist_app.settings import current

MIGRATION_LOCK = 7_361_102
"""Two processes that start together must not migrate together (PostgreSQL; SQLite's write lock does it by itself)."""


def render_item(kind: str, item: object, autogen: Any) -> str | bool:
    """Migrations name plain SQLAlchemy types; our own column type is imported where it is used."""
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    if kind == "type" and isinstance(item, UtcDateTime):
        autogen.imports.add("from setlist_app.models.types import UtcDateTime")
        return "UtcDateTime()"
    return False


def run() -> None:
    engine = write_engine(context.config.attributes.get("url") or current().database_url)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            render_as_batch=True,
            compare_type=True,
            compare_server_default=True,
            render_item=render_item,
        )
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            context.run_migrations()
        connection.commit()
    engine.dispose()


run()
