"""Start-up refuses what it cannot use, in one sentence."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from setlist_app.db.migrate import DatabaseUnusable, migrate
from setlist_app.settings import Mode

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


def test_a_demo_database_is_refused_by_a_live_site(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/one.db"
    migrate(url, Mode.DEMO, NOW)
    migrate(url, Mode.DEMO, NOW)
    with pytest.raises(DatabaseUnusable, match="holds demo data"):
        migrate(url, Mode.LIVE, NOW)


def test_a_data_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(DatabaseUnusable, match="cannot be written"):
        migrate(f"sqlite:///{tmp_path}/data/demo.db", Mode.DEMO, NOW)


def test_a_data_folder_that_cannot_be_made_is_one_sentence() -> None:
    with pytest.raises(DatabaseUnusable, match="cannot be written"):
        migrate("sqlite:////proc/setlist/demo.db", Mode.DEMO, NOW)


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "demo.db").write_text("not a database at all, just some words that are long enough" * 20)
    with pytest.raises(DatabaseUnusable, match="cannot be opened"):
        migrate(f"sqlite:///{tmp_path}/demo.db", Mode.DEMO, NOW)
