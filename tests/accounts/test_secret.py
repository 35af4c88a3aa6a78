"""The signing key: given, or made once and kept for its owner's eyes."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from setlist_app.accounts.secret import FILE, SecretUnusable, load_secret
from setlist_app.settings import Settings


def settings(folder: Path, **changes: object) -> Settings:
    return Settings.model_validate({"setlist_data_dir": folder, "setlist_secret_key": None} | changes)


def test_a_given_key_is_used_as_it_is(tmp_path: Path) -> None:
    given = settings(tmp_path, setlist_secret_key=SecretStr(" sixteen-or-more-signs \n"))
    assert load_secret(given) == b"sixteen-or-more-signs"
    assert list(tmp_path.iterdir()) == []


def test_without_one_a_random_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    here = settings(tmp_path / "data")
    key = load_secret(here)
    assert load_secret(here) == key
    assert len(key) >= 32
    assert [(path.name, path.stat().st_mode & 0o777) for path in (tmp_path / "data").iterdir()] == [(FILE, 0o600)]
    assert load_secret(settings(tmp_path / "elsewhere")) != key


def test_a_key_file_that_others_can_read_is_closed_to_them(tmp_path: Path) -> None:
    load_secret(settings(tmp_path))
    (tmp_path / FILE).chmod(0o644)
    load_secret(settings(tmp_path))
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_a_public_site_without_a_key_does_not_start(tmp_path: Path) -> None:
    public = settings(tmp_path, setlist_public_url="https://setlist.example")
    with pytest.raises(SecretUnusable, match="SETLIST_SECRET_KEY is missing"):
        load_secret(public)
    assert list(tmp_path.iterdir()) == []


def test_a_short_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SecretUnusable, match="too short"):
        load_secret(settings(tmp_path, setlist_secret_key=SecretStr("x" * 15)))


def test_an_empty_key_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("")
    with pytest.raises(SecretUnusable, match="Delete it"):
        load_secret(settings(tmp_path))


def test_a_folder_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(SecretUnusable, match="cannot be used"):
        load_secret(settings(tmp_path / "data"))
