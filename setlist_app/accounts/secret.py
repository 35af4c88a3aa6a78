"""The key that signs guest cookies: from the settings, or else a random one kept in the data folder."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from setlist_app.settings import Settings

FILE = "secret.key"
SHORTEST = 16
"""Characters. A short key can be guessed, and with it every guest's cookie made."""


class SecretUnusable(Exception):
    """The sentence is for the person who starts the site."""


def load_secret(settings: Settings) -> bytes:
    """The signing key. Raises `SecretUnusable` with one sentence. Changing it makes every guest a new one."""
    if settings.setlist_secret_key is not None:
        given = settings.setlist_secret_key.get_secret_value().strip()
        if len(given) < SHORTEST:
            raise SecretUnusable(f"SETLIST_SECRET_KEY is too short: use at least {SHORTEST} random characters.")
        return given.encode()
    if settings.is_production:
        raise SecretUnusable(
            "SETLIST_SECRET_KEY is missing: a public site needs one, the same for every worker. "
            "Make it with: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
        )
    return _kept_in(settings.setlist_data_dir)


def _kept_in(folder: Path) -> bytes:
    path = folder / FILE
    try:
        if not path.exists():
            _write_once(path)
        path.chmod(0o600)
        kept = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SecretUnusable(f"The key file {path} cannot be used: {error}.") from error
    if len(kept) < SHORTEST:
        raise SecretUnusable(f"The key file {path} holds no key. Delete it and a new one is made.")
    return kept.encode()


def _write_once(path: Path) -> None:
    """Written whole under another name and then linked: two processes that start together agree on the first one's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{FILE}-")  # mkstemp makes it readable by its owner only
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(32))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(name, path)
        except FileExistsError:
            return  # another process was first; its key is read next
    finally:
        os.unlink(name)
