"""The migrated schema is the models', on both databases."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import SQLModel

import setlist_app.models  # noqa: F401 - defines the tables
from setlist_app.db import Database


def test_the_migrated_schema_equals_the_models(db: Database) -> None:
    with db.writer._engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "compare_server_default": True, "target_metadata": SQLModel.metadata},
        )
        assert compare_metadata(context, SQLModel.metadata) == []


def test_a_run_is_unique_among_the_active_ones_of_its_artist(db: Database) -> None:
    with db.writer._engine.connect() as connection:
        indexes = {one["name"]: one for one in sa.inspect(connection).get_indexes("sync_run")}
    assert indexes["uq_sync_run_active_artist"]["unique"]


def test_every_enum_column_refuses_a_word_it_does_not_know(db: Database) -> None:
    insert = sa.text(
        "INSERT INTO external_id (provider, kind, provider_id, local_id) VALUES ('nobody', 'artist', 'x', 1)"
    )
    with db.writer._engine.connect() as connection, pytest.raises(sa.exc.IntegrityError):
        connection.execute(insert)
